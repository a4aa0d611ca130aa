use catalog::{Code, FieldError, Object};
use formula::Condition;
use records::{Checked, Error, Query, Work};
use serde_json::{Map, Value as Json};
use value::Value;

/// A layout speaks of fields that exist, in formulas that can be read, and no object is laid out twice for one role.
pub(super) fn is_sound(work: &mut Work<'_, '_>, checked: &Checked) -> Result<(), Error> {
    if checked.is_deletion() {
        return Ok(());
    }
    let name = checked.get("object").as_text().unwrap_or_default().to_owned();
    let Some(object) = work.catalog().object(&name).cloned() else {
        return Err(Error::field("object", Code::NotFound));
    };
    if let Some(what) = problem(&object, checked.get("sections")) {
        let complaint = FieldError::new("sections", Code::Format).with("value", what);
        return Err(Error::Invalid(vec![complaint]));
    }
    let role = match checked.get("role").as_id() {
        Some(role) => Condition::eq("role", Value::Id(role)),
        None => Condition::is_null("role", true),
    };
    let twin = Query::of("layout")
        .filter(Condition::eq("object", Value::text(&name)))
        .filter(role)
        .filter(Condition::ne("id", Value::Id(checked.id())))
        .limit(1);
    match work.find_beyond_reach("one layout for a role", &twin)?.records.is_empty() {
        true => Ok(()),
        false => Err(Error::field("role", Code::NotUnique)),
    }
}

fn problem(object: &Object, shape: &Value) -> Option<String> {
    if shape.is_null() {
        return None;
    }
    let Value::Json(Json::Object(shape)) = shape else { return Some("not an object".to_owned()) };
    let unknown = unknown_key(shape, &["sections", "fields", "hidden"]);
    let sections = list(shape, "sections").and_then(|sections| {
        sections
            .iter()
            .map(|section| section_problem(object, section))
            .find_map(|problem| problem)
            .map_or(Ok(()), Err)
    });
    let rules = match shape.get("fields") {
        None | Some(Json::Null) => Ok(()),
        Some(Json::Object(rules)) => {
            rules.iter().find_map(|(name, rule)| rule_problem(object, name, rule)).map_or(Ok(()), Err)
        }
        Some(_) => Err("fields".to_owned()),
    };
    let hidden = names(object, shape.get("hidden"));
    unknown.or(sections.err()).or(rules.err()).or(hidden)
}

fn section_problem(object: &Object, section: &Json) -> Option<String> {
    let Json::Object(section) = section else { return Some("sections".to_owned()) };
    if section.get("name").and_then(Json::as_str).is_none_or(str::is_empty) {
        return Some("a section without a name".to_owned());
    }
    unknown_key(section, &["name", "labels", "fields", "when"])
        .or_else(|| names(object, section.get("fields")))
        .or_else(|| formula_problem(object, section.get("when")))
}

fn rule_problem(object: &Object, name: &str, rule: &Json) -> Option<String> {
    let Json::Object(rule) = rule else { return Some(name.to_owned()) };
    let flag = |name: &str| match rule.get(name) {
        None | Some(Json::Null | Json::Bool(_)) => None,
        Some(_) => Some(name.to_owned()),
    };
    unknown_key(rule, &["required", "when"])
        .or_else(|| object.field(name).is_none().then(|| name.to_owned()))
        .or_else(|| flag("required"))
        .or_else(|| formula_problem(object, rule.get("when")))
}

fn formula_problem(object: &Object, text: Option<&Json>) -> Option<String> {
    let text = match text {
        None | Some(Json::Null) => return None,
        Some(Json::String(text)) => text,
        Some(_) => return Some("when".to_owned()),
    };
    let expression = match formula::parse(text) {
        Ok(expression) => expression,
        Err(error) => return Some(format!("{text}: {error}")),
    };
    let known = |name: &str| object.field(name.split('.').next().unwrap_or(name)).is_some();
    let fields = formula::fields(&expression);
    fields.into_iter().find(|name| !known(name)).map(|name| format!("{text}: there is no field '{name}'"))
}

fn names(object: &Object, listed: Option<&Json>) -> Option<String> {
    let listed = match listed {
        None | Some(Json::Null) => return None,
        Some(Json::Array(listed)) => listed,
        Some(_) => return Some("fields".to_owned()),
    };
    let known = |name: &Json| name.as_str().is_some_and(|name| object.field(name).is_some());
    listed.iter().find(|name| !known(name)).map(|name| format!("there is no field {name}"))
}

fn list<'a>(shape: &'a Map<String, Json>, name: &str) -> Result<&'a [Json], String> {
    match shape.get(name) {
        None | Some(Json::Null) => Ok(&[]),
        Some(Json::Array(list)) => Ok(list),
        Some(_) => Err(name.to_owned()),
    }
}

fn unknown_key(of: &Map<String, Json>, known: &[&str]) -> Option<String> {
    of.keys().find(|key| !known.contains(&key.as_str())).cloned()
}
