use crate::check::plain_default;
use crate::computed;
use crate::door::Door;
use crate::draft::Draft;
use crate::error::Error;
use crate::record::Record;
use crate::work::Work;
use access::Verb;
use catalog::{Action, Code, FieldError, Object, read_json};
use serde_json::{Map, Value as Json};
use value::{FieldType, Id, Value};

/// Runs a named command: checks that it applies, reads its input, then makes its plain changes or runs its function.
pub(crate) fn act(
    work: &mut Work<'_, '_>,
    door: &Door,
    object: &str,
    id: Id,
    name: &str,
    input: &Map<String, Json>,
) -> Result<Record, Error> {
    let object = work.catalog.object(object).ok_or(Error::NotFound)?.clone();
    let action = object.actions.get(name).ok_or(Error::NotFound)?.clone();
    let record = work.one_for_change(&object.name, id, Verb::Update)?;
    if record.is_deleted() {
        return Err(Error::NotFound);
    }
    let (today, now) = (work.today(), work.now());
    if action.when.as_ref().is_some_and(|when| !computed::holds(&object, &record.values, when, today, now)) {
        return Err(Error::refused("action_does_not_apply"));
    }
    let input = read_input(door, &object, &action, input)?;
    let function = work.records.behaviours().and_then(|behaviours| {
        behaviours
            .actions
            .iter()
            .find(|((of, named), _)| *of == object.name && *named == name)
            .map(|(_, run)| *run)
    });
    if let Some(run) = function {
        return run(work, record, &input);
    }
    let mut draft = Draft::new(&object.name);
    for (field, json) in &action.set {
        let value = match (json.as_str(), object.field(field)) {
            (_, None) => {
                return Err(Error::Internal(format!("action {name} sets the unknown field {field}")));
            }
            (Some("now"), Some(to)) if to.result == FieldType::DateTime => Value::Moment(now),
            (Some("today"), Some(to)) if to.result == FieldType::Date => Value::Date(today),
            (Some(text), Some(_)) if text.starts_with("input.") => {
                input.get(&text["input.".len()..]).cloned().unwrap_or_default()
            }
            (_, Some(to)) => plain_default(work, to, json),
        };
        draft.put(field, value);
    }
    work.update(id, None, draft)
}

fn read_input(
    door: &Door,
    object: &Object,
    action: &Action,
    input: &Map<String, Json>,
) -> Result<Draft, Error> {
    let mut draft = Draft::new(&object.name);
    let mut wrong = Vec::new();
    let ctx = door.json_context();
    for name in input.keys() {
        if !action.input.iter().any(|field| field.name == *name) {
            wrong.push(FieldError::new(name, Code::UnknownField));
        }
    }
    for field in &action.input {
        match input.get(&field.name).map(|json| read_json(field, json, &ctx)) {
            Some(Ok(value)) if value.is_empty() && field.required => {
                wrong.push(field.complaint(Code::Required))
            }
            Some(Ok(value)) => draft.put(&field.name, value),
            Some(Err(error)) => wrong.push(error),
            None if field.required => wrong.push(field.complaint(Code::Required)),
            None => {}
        }
    }
    if wrong.is_empty() { Ok(draft) } else { Err(Error::Invalid(wrong)) }
}
