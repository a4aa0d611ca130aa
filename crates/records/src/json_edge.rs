use crate::door::Door;
use crate::draft::Draft;
use crate::error::Error;
use crate::record::Record;
use access::{Level, Levels};
use catalog::{Code, Field, FieldError, JsonContext, Object, Written, read_json};
use serde::ser::{Serialize, SerializeSeq, Serializer};
use serde_json::{Map, Value as Json};
use value::{FieldType, Value, text};

/// How an asker sees the records of one object.
pub struct View<'a> {
    object: &'a Object,
    levels: Levels,
    ctx: JsonContext<'a>,
}

/// A value as it may be shown.
pub enum Shown<'a> {
    /// All of it.
    Whole(Written<'a>),
    /// A text with stars, or nothing.
    Covered(Value),
    /// Of a reference to several records that refers to none.
    NoRecords,
}

impl Door {
    /// A draft from what somebody sent; all complaints at once.
    pub fn read_draft(&self, object: &str, json: &Map<String, Json>) -> Result<Draft, Error> {
        let object = self.catalog().object(object).ok_or(Error::NotFound)?.clone();
        let levels =
            if self.actor().is_system() { Levels::Open } else { Levels::of(&self.actor().rights, &object) };
        let ctx = self.json_context();
        let mut draft = Draft::new(&object.name);
        let mut complaints = Vec::new();
        for (name, value) in json {
            let Some(position) =
                object.position(name).filter(|position| levels.at(*position) > Level::Hidden)
            else {
                complaints.push(FieldError::new(name, Code::UnknownField));
                continue;
            };
            let field = &object.fields[position];
            if field.system || field.kind.is_computed() {
                complaints.push(field.complaint(Code::ReadOnly));
                continue;
            }
            match read_json(field, value, &ctx) {
                Ok(value) => draft.put(name, value),
                Err(error) => complaints.push(error),
            }
        }
        if complaints.is_empty() { Ok(draft) } else { Err(Error::Invalid(complaints)) }
    }

    /// A record as this asker may see it: hidden fields absent, masked ones in part.
    pub fn write_record(&self, record: &Record) -> Json {
        let view = self.view(record.object());
        let written = |shown| serde_json::to_value(shown).unwrap_or_default();
        Json::Object(view.fields(record).map(|(name, shown)| (name.to_owned(), written(shown))).collect())
    }

    /// How this asker sees records of an object.
    pub fn view<'a>(&'a self, object: &'a Object) -> View<'a> {
        let levels =
            if self.actor().is_system() { Levels::Open } else { Levels::of(&self.actor().rights, object) };
        View { object, levels, ctx: self.json_context() }
    }

    /// What reading and writing JSON needs to know here.
    pub fn json_context(&self) -> JsonContext<'_> {
        JsonContext {
            catalog: self.catalog(),
            currency: self.records().company().currency,
            language: self.actor().language,
        }
    }
}

impl View<'_> {
    /// The fields that are not hidden, in order, each as it may be shown.
    pub fn fields<'r>(&'r self, record: &'r Record) -> impl Iterator<Item = (&'r str, Shown<'r>)> {
        self.object.fields.iter().enumerate().filter_map(move |(position, field)| {
            let value = &record.values[position];
            let shown = match self.levels.at(position) {
                Level::Hidden => return None,
                Level::Mask => Shown::Covered(covered(field, value)),
                Level::Read | Level::Write if field.many && value.is_null() => Shown::NoRecords,
                Level::Read | Level::Write => Shown::Whole(Written { field, value, ctx: self.ctx }),
            };
            Some((field.name.as_str(), shown))
        })
    }
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Shown::Whole(written) => written.serialize(out),
            Shown::Covered(value) => value.as_text().serialize(out),
            Shown::NoRecords => out.serialize_seq(Some(0))?.end(),
        }
    }
}

/// The field without its own limits, for values of filters.
pub(crate) fn loose(field: &Field) -> Field {
    Field { min: None, max: None, options: field.options.clone(), ..field.clone() }
}

/// A value as a masked reader sees it: a text with stars, or nothing. What is covered already stays as it is.
pub(crate) fn covered(field: &Field, value: &Value) -> Value {
    let words = match value {
        Value::Null => return Value::Null,
        Value::Text(words) => words.clone(),
        Value::Json(json) => json.get("full").and_then(Json::as_str).unwrap_or("***").to_owned(),
        _ => return Value::text("***"),
    };
    let way = field.mask.as_deref().unwrap_or(match field.result {
        FieldType::Phone => "phone",
        FieldType::Email => "email",
        _ => "text",
    });
    if is_covered(way, &words) {
        return Value::Text(words);
    }
    Value::Text(match way {
        "phone" => text::mask_phone(&words),
        "email" => text::mask_email(&words),
        "all" => "***".to_owned(),
        _ => text::mask_text(&words),
    })
}

fn is_covered(way: &str, words: &str) -> bool {
    let stars = |part: &str| part.strip_suffix("***").is_some_and(|shown| shown.chars().count() < 2);
    match way {
        "phone" => words.contains("****"),
        "email" => words.rsplit_once('@').is_some_and(|(local, _)| stars(local)) || stars(words),
        _ => stars(words),
    }
}
