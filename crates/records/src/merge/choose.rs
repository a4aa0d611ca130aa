use super::Choice;
use crate::error::Error;
use crate::record::Record;
use crate::work::Work;
use access::{Level, Levels};
use catalog::{Code, Field, FieldError, Object, SYSTEM_FIELDS, Side};
use std::collections::BTreeMap;
use value::{Column, FieldType, Id, Value};

/// The values that the record that stays is to have, where they differ from its own.
pub(super) fn values(
    work: &Work<'_, '_>,
    object: &Object,
    kept: &Record,
    gone: &Record,
    choices: &BTreeMap<String, Choice>,
) -> Result<Vec<(usize, Value)>, Error> {
    check(work, object, choices)?;
    let mut values = Vec::new();
    for (position, field) in
        object.fields.iter().enumerate().filter(|(position, field)| is_chosen(*position, field))
    {
        let (this, other) = (&kept.values[position], &gone.values[position]);
        let value = match choices.get(&field.name) {
            Some(Choice::This) => this.clone(),
            Some(Choice::Other) if field.required && other.is_empty() => this.clone(),
            Some(Choice::Other) => other.clone(),
            None => together(this, other),
        };
        let value = without_themselves(object, field, value, [kept.id(), gone.id()]);
        if value != *this {
            values.push((position, value));
        }
    }
    Ok(values)
}

fn check(work: &Work<'_, '_>, object: &Object, choices: &BTreeMap<String, Choice>) -> Result<(), Error> {
    let levels = if work.actor.is_system() { Levels::Open } else { Levels::of(&work.actor.rights, object) };
    let mut wrong = Vec::new();
    for name in choices.keys() {
        let found = object.position(name).filter(|position| levels.at(*position) > Level::Hidden);
        match found {
            None => wrong.push(FieldError::new(name, Code::UnknownField)),
            Some(position) if !is_chosen(position, &object.fields[position]) => {
                wrong.push(FieldError::new(name, Code::ReadOnly));
            }
            Some(position) if levels.at(position) < Level::Write => return Err(Error::Forbidden),
            Some(_) => {}
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}

fn is_chosen(position: usize, field: &Field) -> bool {
    position >= SYSTEM_FIELDS && !field.system && !field.kind.is_computed() && field.side == Side::Own
}

fn together(this: &Value, other: &Value) -> Value {
    match (this, other) {
        (Value::List(mine), Value::List(theirs)) => {
            let more = theirs.iter().filter(|value| !mine.contains(value));
            Value::List(mine.iter().chain(more).cloned().collect())
        }
        (this, other) if this.is_empty() => other.clone(),
        (this, _) => this.clone(),
    }
}

/// Of two records that become one, neither can be the other's parent any more.
fn without_themselves(object: &Object, field: &Field, value: Value, both: [Id; 2]) -> Value {
    let refers =
        field.result == FieldType::Reference && (field.to.is_empty() || field.to.contains(&object.name));
    if !refers {
        return value;
    }
    let is_one = |value: &Value| value.as_id().is_some_and(|id| both.contains(&id));
    match value {
        Value::List(list) if field.column() == Column::Links => {
            let rest: Vec<Value> = list.into_iter().filter(|value| !is_one(value)).collect();
            if rest.is_empty() { Value::Null } else { Value::List(rest) }
        }
        one if is_one(&one) => Value::Null,
        other => other,
    }
}
