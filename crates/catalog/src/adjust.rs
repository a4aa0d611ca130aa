use crate::declare::OptionDeclaration;
use crate::field::{Choice, Field};
use crate::labels::Localized;
use crate::load::{Catalog, LoadError};
use crate::object::{Access, Object, build_option};
use crate::pattern::Pattern;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use value::FieldType;

const MOST_OPTIONS: usize = 500;
const LONGEST_LABEL: usize = 200;
const LONGEST_FORMAT: usize = 60;

/// What the company has changed about an object, built in or its own; what is absent is as declared.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectAdjustment {
    /// Which object.
    pub object: String,
    /// Texts by path (`one`, `many`, `help`, `sections.contact`).
    #[serde(default)]
    pub labels: BTreeMap<String, Localized>,
    /// Lucide icon.
    #[serde(default)]
    pub icon: Option<String>,
    /// Fields in the order of the screen; those not named follow as declared.
    #[serde(default)]
    pub fields: Option<Vec<String>>,
    /// Columns of the list.
    #[serde(default)]
    pub columns: Option<Vec<String>>,
    /// Fields of the short create form.
    #[serde(default)]
    pub quick: Option<Vec<String>>,
}

/// What the company has changed about a field; its type is what it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldAdjustment {
    /// Object that it belongs to.
    pub object: String,
    /// Name of the field.
    pub name: String,
    /// Texts by path (`fields.stage`, `help.stage`, `options.stage.won`).
    #[serde(default)]
    pub labels: BTreeMap<String, Localized>,
    /// Not drawn on the screen.
    #[serde(default)]
    pub hidden: Option<bool>,
    /// A value must be given.
    #[serde(default)]
    pub required: Option<bool>,
    /// All options in order: those that there are, and new ones.
    #[serde(default)]
    pub options: Option<Vec<OptionDeclaration>>,
    /// How a running number is written.
    #[serde(default)]
    pub format: Option<String>,
    /// When it begins again: `never`, `year`, `month` or `day`.
    #[serde(default)]
    pub reset: Option<String>,
}

impl Catalog {
    /// Applies what the company has changed about an object.
    pub fn adjust_object(&mut self, change: &ObjectAdjustment) -> Result<(), LoadError> {
        let wrong = |what: String| LoadError { file: format!("change of {}", change.object), what };
        let object = self.object_mut(&change.object).filter(|object| object.access != Access::System);
        let object = object.ok_or_else(|| wrong("there is no such object".to_owned()))?;
        relabel(object, &change.labels, |path| {
            matches!(path, "one" | "many" | "help") || path.starts_with("sections.")
        })
        .map_err(wrong)?;
        for names in [&change.fields, &change.columns, &change.quick].into_iter().flatten() {
            named_once(object, names).map_err(wrong)?;
        }
        if let Some(icon) = &change.icon {
            object.icon.clone_from(icon);
        }
        if let Some(columns) = &change.columns {
            object.columns.clone_from(columns);
        }
        if let Some(quick) = &change.quick {
            object.quick.clone_from(quick);
        }
        if let Some(order) = &change.fields {
            object.order.clone_from(order);
            let mut sections = std::mem::take(&mut object.sections);
            for section in &mut sections {
                section.fields.sort_by_key(|name| object.rank(name));
            }
            object.sections = sections;
        }
        Ok(())
    }

    /// Applies what the company has changed about a field.
    pub fn adjust_field(&mut self, change: &FieldAdjustment) -> Result<(), LoadError> {
        let name = change.name.as_str();
        let wrong = |what: String| LoadError { file: format!("change of {}.{name}", change.object), what };
        let object = self.object_mut(&change.object).filter(|object| object.access != Access::System);
        let object = object.ok_or_else(|| wrong("there is no such object".to_owned()))?;
        let position = object.position(name).ok_or_else(|| wrong("there is no such field".to_owned()))?;
        let is_title = position == object.title;
        let field = &mut object.fields[position];
        match change.required {
            Some(true) if !field.writable() => return Err(wrong("nobody can fill it in".to_owned())),
            Some(false) if field.required && !field.custom => {
                return Err(wrong("the program cannot do without a value here".to_owned()));
            }
            Some(required) => field.required = required,
            None => {}
        }
        if let Some(hidden) = change.hidden {
            if hidden && (is_title || field.required && field.default.is_none()) {
                return Err(wrong(
                    "a field that names the record or must be filled in cannot be hidden".to_owned(),
                ));
            }
            field.hidden = hidden;
        }
        if let Some(options) = &change.options {
            field.options = arranged(field, options).map_err(wrong)?;
        }
        if change.format.is_some() || change.reset.is_some() {
            field.pattern = Some(rewritten(field, change).map_err(wrong)?);
        }
        let (label, help, option) =
            (format!("fields.{name}"), format!("help.{name}"), format!("options.{name}."));
        relabel(object, &change.labels, |path| path == label || path == help || path.starts_with(&option))
            .map_err(wrong)
    }
}

/// The options in their new order. None may be missing, because records hold it; kinds keep their meaning for the program.
fn arranged(field: &Field, wanted: &[OptionDeclaration]) -> Result<Vec<Choice>, String> {
    if !matches!(field.kind, FieldType::Choice | FieldType::MultiChoice) {
        return Err("only a choice has options".to_owned());
    }
    if wanted.len() > MOST_OPTIONS {
        return Err(format!("at most {MOST_OPTIONS} options"));
    }
    let mut arranged: Vec<Choice> = Vec::with_capacity(wanted.len());
    for choice in wanted.iter().map(build_option) {
        if arranged.iter().any(|other| other.value == choice.value) {
            return Err(format!("option '{}' is named twice", choice.value));
        }
        let known = field.option(&choice.value);
        let kind = match known {
            Some(known) if choice.kind.is_some() && choice.kind != known.kind => {
                return Err(format!("option '{}' keeps its kind", choice.value));
            }
            Some(known) => known.kind.clone(),
            None => fresh_kind(field, &choice)?,
        };
        let color = choice.color.or_else(|| known.and_then(|known| known.color.clone()));
        arranged.push(Choice { value: choice.value, kind, color });
    }
    match field.options.iter().find(|known| arranged.iter().all(|choice| choice.value != known.value)) {
        Some(missing) => Err(format!("option '{}' cannot be taken away", missing.value)),
        None => Ok(arranged),
    }
}

/// How a running number will be written. Whatever was written before stays as it is.
fn rewritten(field: &Field, change: &FieldAdjustment) -> Result<Pattern, String> {
    let now = field.pattern.as_ref().ok_or("only a running number has a format")?;
    let text = change.format.clone().unwrap_or_else(|| now.text());
    if text.chars().count() > LONGEST_FORMAT || text.chars().any(char::is_control) {
        return Err(format!("a format is one line of at most {LONGEST_FORMAT} characters"));
    }
    let pattern = Pattern::parse(&text, change.reset.as_deref().unwrap_or(now.reset.word()))?;
    match pattern.repeats() {
        Some(reason) => Err(reason),
        None => Ok(pattern),
    }
}

fn fresh_kind(field: &Field, choice: &Choice) -> Result<Option<String>, String> {
    let letters = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    let value = choice.value.as_str();
    if value.is_empty() || value.len() > 50 || !letters(value) {
        return Err(format!("option '{value}': a value is small letters, digits and underscores"));
    }
    if !field.custom && !value.starts_with("x_") {
        return Err(format!("option '{value}': the value of an option of one's own starts with x_"));
    }
    let kinds: Vec<&Option<String>> = field.options.iter().map(|option| &option.kind).collect();
    if kinds.contains(&&choice.kind) {
        return Ok(choice.kind.clone());
    }
    let words: Vec<&str> = kinds.into_iter().flatten().map(String::as_str).collect();
    Err(format!("option '{value}': its kind is one of: {}", words.join(", ")))
}

fn relabel(
    object: &mut Object,
    labels: &BTreeMap<String, Localized>,
    belongs: impl Fn(&str) -> bool,
) -> Result<(), String> {
    for (path, texts) in labels {
        if !belongs(path) {
            return Err(format!("there is no text '{path}' here"));
        }
        for (language, text) in &texts.0 {
            if text.trim().is_empty() || text.chars().count() > LONGEST_LABEL {
                return Err(format!("the text '{path}' is empty or longer than {LONGEST_LABEL} characters"));
            }
            object.labels.put(path, *language, text);
        }
    }
    Ok(())
}

fn named_once(object: &Object, names: &[String]) -> Result<(), String> {
    for (place, name) in names.iter().enumerate() {
        if object.field(name).is_none() {
            return Err(format!("there is no field '{name}'"));
        }
        if names[..place].contains(name) {
            return Err(format!("field '{name}' is named twice"));
        }
    }
    Ok(())
}
