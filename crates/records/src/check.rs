use crate::behaviour::Ctx;
use crate::computed;
use crate::currency::currencies;
use crate::draft::Draft;
use crate::error::Error;
use crate::record::Record;
use crate::references;
use crate::work::Work;
use access::{Level, Levels, Verb, reach};
use catalog::{
    CREATED_AT, CREATED_BY, Code, Field, FieldError, ID, JsonContext, Object, UPDATED_AT, UPDATED_BY,
    VERSION, read_json,
};
use serde_json::Value as Json;
use std::collections::HashMap;
use std::sync::Arc;
use store::Row;
use value::{Currency, FieldType, Id, Value};

/// A record that has passed every check and may be written. Only this module makes one.
pub struct Checked {
    pub(crate) object: Arc<Object>,
    pub(crate) id: Id,
    pub(crate) row: Row,
    pub(crate) before: Option<Row>,
    pub(crate) changed: Vec<usize>,
}

impl Checked {
    /// What it is a record of.
    pub fn object(&self) -> &Arc<Object> {
        &self.object
    }

    /// The record.
    pub fn id(&self) -> Id {
        self.id
    }

    /// The value that a field will have.
    pub fn get(&self, field: &str) -> &Value {
        static NOTHING: Value = Value::Null;
        self.object.position(field).map_or(&NOTHING, |position| &self.row[position])
    }

    /// The value that a field has; nothing for a new record.
    pub fn before(&self, field: &str) -> &Value {
        static NOTHING: Value = Value::Null;
        match (&self.before, self.object.position(field)) {
            (Some(row), Some(position)) => &row[position],
            (_, _) => &NOTHING,
        }
    }

    /// The field changes.
    pub fn changes(&self, field: &str) -> bool {
        self.object.position(field).is_some_and(|position| self.changed.contains(&position))
    }

    /// The record goes into the trash.
    pub fn is_deletion(&self) -> bool {
        self.changes("deleted_at") && !self.get("deleted_at").is_null()
    }

    /// The record is new.
    pub fn is_creation(&self) -> bool {
        self.before.is_none()
    }
}

/// A new record.
pub(crate) fn creation(work: &mut Work<'_, '_>, draft: Draft) -> Result<Checked, Error> {
    let object = work.catalog.object(&draft.object).ok_or(Error::NotFound)?.clone();
    let mut one = creations(work, &object, vec![draft]).map_err(|error| match error {
        Error::Invalid(list) => Error::Invalid(
            list.into_iter()
                .map(|error| FieldError { field: error.field.trim_start_matches("[0].").to_owned(), ..error })
                .collect(),
        ),
        other => other,
    })?;
    one.pop().ok_or(Error::NotFound)
}

/// New records of one object; complaints carry the number of the draft.
pub(crate) fn creations(
    work: &mut Work<'_, '_>,
    object: &Arc<Object>,
    drafts: Vec<Draft>,
) -> Result<Vec<Checked>, Error> {
    let actor = work.actor.clone();
    if reach(&actor, Verb::Create, object, &work.catalog, work.today()).is_none() {
        return Err(Error::Forbidden);
    }
    let levels = if actor.is_system() { Levels::Open } else { Levels::of(&actor.rights, object) };
    let now = work.now();
    let mut complaints = Vec::new();
    let mut list: Vec<Checked> = Vec::with_capacity(drafts.len());
    let unmade: Vec<(&Draft, Option<&Record>)> = drafts.iter().map(|draft| (draft, None)).collect();
    let currencies = currencies(work, object, &unmade)?;
    for (number, (mut draft, currency)) in drafts.into_iter().zip(currencies).enumerate() {
        let mut wrong: Vec<FieldError> = Vec::new();
        let filled = derive(work, object, &mut draft, None, currency);
        let id = draft.id.unwrap_or_else(|| work.records.inner.new_id());
        let mut row: Row = vec![Value::Null; object.fields.len()];
        row[ID] = Value::Id(id);
        row[VERSION] = Value::Integer(1);
        for position in [CREATED_AT, UPDATED_AT] {
            row[position] = Value::Moment(now);
        }
        for position in [CREATED_BY, UPDATED_BY] {
            row[position] = actor.user.map_or(Value::Null, Value::Id);
        }
        put_fields(work, object, &levels, (&draft, &filled), &mut row, &mut wrong)?;
        for (position, field) in object.fields.iter().enumerate() {
            if draft.get(&field.name).is_none() && row[position].is_null() {
                row[position] = default_of(work, field);
            }
        }
        if let Some(position) = object.position(catalog::TEAM)
            && draft.get(catalog::TEAM).is_none()
            && row[position].is_null()
        {
            row[position] = actor.team.map_or(Value::Null, Value::Id);
        }
        settle(work, object, &mut row, currency);
        required(work, object, &row, None, &mut wrong);
        let changed = (0..object.fields.len()).filter(|position| !row[*position].is_null()).collect();
        complaints.extend(
            wrong
                .into_iter()
                .map(|error| FieldError { field: format!("[{number}].{}", error.field), ..error }),
        );
        list.push(Checked { object: object.clone(), id, row, before: None, changed });
    }
    complaints.extend(references::missing(work, object, &list)?);
    if !complaints.is_empty() {
        return Err(Error::Invalid(complaints));
    }
    number(work, object, &mut list)?;
    Ok(list)
}

/// A changed record.
pub(crate) fn change(work: &mut Work<'_, '_>, before: &Record, mut draft: Draft) -> Result<Checked, Error> {
    let object = before.object.clone();
    let actor = work.actor.clone();
    let levels = if actor.is_system() { Levels::Open } else { Levels::of(&actor.rights, &object) };
    let company = work.records.company().currency;
    let currency = currencies(work, &object, &[(&draft, Some(before))])?.pop().unwrap_or(company);
    let filled = derive(work, &object, &mut draft, Some(before), currency);
    let mut wrong = Vec::new();
    let mut row = before.values.clone();
    put_fields(work, &object, &levels, (&draft, &filled), &mut row, &mut wrong)?;
    settle(work, &object, &mut row, currency);
    required(work, &object, &row, Some(&before.values), &mut wrong);
    let changed = differences(&before.values, &row);
    let checked = Checked {
        object: object.clone(),
        id: before.id(),
        row,
        before: Some(before.values.clone()),
        changed,
    };
    let list = [checked];
    wrong.extend(
        references::missing(work, &object, &list)?
            .into_iter()
            .map(|error| FieldError { field: error.field.trim_start_matches("[0].").to_owned(), ..error }),
    );
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let [checked] = list;
    Ok(checked)
}

/// A change that the engine itself makes to system fields.
pub(crate) fn system_change(before: &Record, changes: Vec<(usize, Value)>) -> Checked {
    let mut row = before.values.clone();
    let mut changed = Vec::new();
    for (position, value) in changes {
        row[position] = value;
        changed.push(position);
    }
    Checked {
        object: before.object.clone(),
        id: before.id(),
        row,
        before: Some(before.values.clone()),
        changed,
    }
}

/// A change that the engine itself makes to plain fields; formulas follow.
pub(crate) fn rewrite(work: &Work<'_, '_>, before: &Record, values: Vec<(usize, Value)>) -> Checked {
    let object = before.object.clone();
    let mut row = before.values.clone();
    for (position, value) in values {
        row[position] = value;
    }
    settle(work, &object, &mut row, work.records.company().currency);
    let changed = differences(&before.values, &row);
    Checked { id: before.id(), object, row, before: Some(before.values.clone()), changed }
}

/// Lets the areas fill the draft, and says what they filled: that needs no right of the asker.
fn derive(
    work: &Work<'_, '_>,
    object: &Object,
    draft: &mut Draft,
    before: Option<&Record>,
    currency: Currency,
) -> Vec<String> {
    let Some(behaviours) = work.records.behaviours() else { return Vec::new() };
    let mut derives = behaviours.derives.iter().filter(|(_, name, _)| *name == object.name).peekable();
    if derives.peek().is_none() {
        return Vec::new();
    }
    let said = draft.clone();
    let ctx = Ctx { now: work.now(), today: work.today(), currency };
    for (_, _, derive) in derives {
        derive(draft, before, &ctx);
    }
    draft
        .fields
        .iter()
        .filter(|(name, value)| said.get(name) != Some(value))
        .map(|(name, _)| name.clone())
        .collect()
}

fn put_fields(
    work: &Work<'_, '_>,
    object: &Object,
    levels: &Levels,
    (draft, filled): (&Draft, &[String]),
    row: &mut Row,
    wrong: &mut Vec<FieldError>,
) -> Result<(), Error> {
    for (name, value) in &draft.fields {
        let derived = filled.contains(name);
        let Some(position) =
            object.position(name).filter(|position| derived || levels.at(*position) > Level::Hidden)
        else {
            wrong.push(FieldError::new(name, Code::UnknownField));
            continue;
        };
        let field = &object.fields[position];
        if !derived && levels.at(position) < Level::Write {
            return Err(Error::Forbidden);
        }
        let written_by_program = (derived || work.actor.is_system()) && !field.system;
        if field.kind.is_computed() && field.kind != FieldType::AutoNumber
            || !(field.writable() || written_by_program)
        {
            if row[position] != *value {
                wrong.push(field.complaint(Code::ReadOnly));
            }
            continue;
        }
        match field.accept(value.clone()) {
            Ok(value) => row[position] = value,
            Err(error) => wrong.push(error),
        }
    }
    Ok(())
}

fn settle(work: &Work<'_, '_>, object: &Object, row: &mut Row, currency: Currency) {
    computed::work_out(object, row, work.today(), work.now(), currency);
}

fn required(
    work: &Work<'_, '_>,
    object: &Object,
    row: &Row,
    before: Option<&Row>,
    wrong: &mut Vec<FieldError>,
) {
    for (position, field) in object.fields.iter().enumerate() {
        if field.system || field.kind.is_computed() || !row[position].is_empty() {
            continue;
        }
        let was_empty = before.is_some_and(|before| before[position].is_empty());
        let named = wrong.iter().any(|error| error.field == field.name);
        if field.required && !was_empty && !named {
            wrong.push(field.complaint(Code::Required));
            continue;
        }
        if let Some(text) = &field.required_when
            && !named
            && computed::holds(object, row, text, work.today(), work.now())
        {
            wrong.push(field.complaint(Code::Required));
        }
    }
}

fn default_of(work: &Work<'_, '_>, field: &Field) -> Value {
    let Some(default) = &field.default else { return Value::Null };
    match (default.as_str(), field.result) {
        (Some("today"), FieldType::Date) => Value::Date(work.today()),
        (Some("now"), FieldType::DateTime) => Value::Moment(work.now()),
        (Some("me"), FieldType::Reference) => work.actor.user.map_or(Value::Null, Value::Id),
        (_, _) => plain_default(work, field, default),
    }
}

pub(crate) fn plain_default(work: &Work<'_, '_>, field: &Field, default: &Json) -> Value {
    let ctx = JsonContext {
        catalog: &work.catalog,
        currency: work.records.company().currency,
        language: catalog::Language::En,
    };
    read_json(field, default, &ctx).unwrap_or_default()
}

/// Gives running numbers, one block of the counter for all.
fn number(work: &mut Work<'_, '_>, object: &Arc<Object>, list: &mut [Checked]) -> Result<(), Error> {
    let day = work.today();
    for (position, field) in object.fields.iter().enumerate() {
        let Some(pattern) = field.pattern.as_ref().filter(|_| field.kind == FieldType::AutoNumber) else {
            continue;
        };
        let without: Vec<usize> =
            (0..list.len()).filter(|place| list[*place].row[position].is_null()).collect();
        if without.is_empty() {
            continue;
        }
        let mut next: HashMap<String, i64> = HashMap::new();
        let counter = crate::numbers::counter(object, &field.name, pattern, day);
        let first = store::next_number(work.session, &counter, without.len() as i64)?;
        if first < 1 {
            let what =
                format!("how {}.{} is written has just been changed; try again", object.name, field.name);
            return Err(Error::Unavailable(what));
        }
        for place in without {
            let number = next.entry(counter.clone()).or_insert(first);
            list[place].row[position] = Value::Text(pattern.write(day, *number));
            list[place].changed.push(position);
            *number += 1;
        }
    }
    Ok(())
}

fn differences(before: &Row, after: &Row) -> Vec<usize> {
    (0..after.len()).filter(|position| before[*position] != after[*position]).collect()
}
