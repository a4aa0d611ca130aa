use super::SUBJECTS;
use crate::change::ChangeKind;
use crate::check;
use crate::error::Error;
use crate::log::Entry;
use crate::query::Query;
use crate::read::Reading;
use crate::record::Record;
use crate::work::Work;
use access::Verb;
use catalog::{Field, Object, SYSTEM_FIELDS, Side, UPDATED_AT, UPDATED_BY};
use formula::Condition;
use serde_json::json;
use std::sync::Arc;
use store::{Outcome, RowChange, Trash};
use value::{FieldType, Id, Link, Value};

const NAMELESS: &str = "***";
const PAGE: u64 = 500;

/// Forgets a subject, and the records that were merged into it.
pub(super) fn erase(work: &mut Work<'_, '_>, object: &Arc<Object>, id: Id) -> Result<(), Error> {
    let mut waiting = vec![id];
    let mut erased: Vec<Id> = Vec::new();
    while let Some(id) = waiting.pop() {
        if erased.contains(&id) {
            continue;
        }
        erased.push(id);
        waiting.extend(merged_into(work, object, id)?);
        let record = work.one_for_change(&object.name, id, Verb::Update)?;
        let person = is_person(&record);
        let values = blank(object, |position, field| person && position != object.title && is_words(field));
        let name = person.then(|| (object.title, nameless(object.title_field())));
        blank_out(work, &record, values.into_iter().chain(name).collect())?;
        if person {
            store::blank_log(work.session, id)?;
        }
        if object.name == "customer" {
            blank_children(work, id)?;
        }
        store::drop_subject_key(work.session, id)?;
        note(work, &record)?;
    }
    Ok(())
}

fn merged_into(work: &mut Work<'_, '_>, object: &Object, id: Id) -> Result<Vec<Id>, Error> {
    let kept = Value::Link(Link { object: object.name.clone(), id });
    let query = Query::of("merge_run").filter(Condition::eq("kept", kept)).limit(PAGE);
    let runs = work.as_program("find what was merged into a subject", |work| work.find(&query))?.records;
    Ok(runs
        .iter()
        .filter(|run| !run.get("undone").is_true())
        .filter_map(|run| run.get("merged").as_id())
        .collect())
}

fn is_person(record: &Record) -> bool {
    record.object().name == "contact" || record.text("kind") == "person"
}

/// Of a person everything that is written in words goes, of a company what is marked as personal.
fn blank(object: &Object, also: impl Fn(usize, &Field) -> bool) -> Vec<(usize, Value)> {
    let fields = object.fields.iter().enumerate().skip(SYSTEM_FIELDS);
    fields
        .filter(|(_, field)| {
            field.side == Side::Own && !field.system && !field.kind.is_computed() && !field.many
        })
        .filter(|(position, field)| field.personal || also(*position, field))
        .map(|(position, _)| (position, Value::Null))
        .collect()
}

fn is_words(field: &Field) -> bool {
    match field.kind {
        FieldType::Text
        | FieldType::LongText
        | FieldType::RichText
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Address
        | FieldType::PersonName
        | FieldType::File
        | FieldType::Json => true,
        FieldType::Number
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Percent
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::DateTime
        | FieldType::Duration
        | FieldType::Choice
        | FieldType::MultiChoice
        | FieldType::Reference
        | FieldType::Formula
        | FieldType::RollUp
        | FieldType::AutoNumber => false,
    }
}

fn nameless(title: &Field) -> Value {
    match title.kind {
        FieldType::PersonName => Value::Json(json!({ "family": "", "given": "", "full": NAMELESS })),
        _ => Value::text(NAMELESS),
    }
}

/// Personal fields of records that are about a customer are encrypted with his key too.
fn blank_children(work: &mut Work<'_, '_>, customer: Id) -> Result<(), Error> {
    let catalog = work.catalog.clone();
    for object in catalog.objects() {
        let about = object.field("customer").is_some_and(|field| field.target() == Some("customer"));
        let personal = object.fields.iter().any(|field| field.personal);
        if !about || !personal || SUBJECTS.contains(&object.name.as_str()) || object.name == "user" {
            continue;
        }
        let mut last = Id(0);
        loop {
            let query = Query::of(&object.name)
                .filter(Condition::eq("customer", Value::Id(customer)))
                .filter(Condition::gt("id", Value::Id(last)))
                .trash(Trash::With)
                .sort("id")
                .limit(PAGE);
            let page = work.as_program("forget a subject", |work| work.find(&query))?.records;
            let Some(newest) = page.last().map(Record::id) else { break };
            last = newest;
            for record in &page {
                work.as_program("forget a subject", |work| {
                    blank_out(work, record, blank(object, |_, _| false))
                })?;
                note(work, record)?;
            }
        }
    }
    Ok(())
}

/// Writes without telling the log what it was.
fn blank_out(work: &mut Work<'_, '_>, record: &Record, values: Vec<(usize, Value)>) -> Result<(), Error> {
    let object = record.object().clone();
    let rewritten = check::rewrite(work, record, values);
    let mut changes: Vec<(usize, Value)> =
        rewritten.changed.iter().map(|position| (*position, rewritten.row[*position].clone())).collect();
    changes.push((UPDATED_AT, Value::Moment(work.now())));
    changes.push((UPDATED_BY, work.actor.user.map_or(Value::Null, Value::Id)));
    let (records, catalog, actor) = (work.records.clone(), work.catalog.clone(), work.actor.clone());
    let reading = Reading::begin(&records.inner, &catalog, &actor, &object.name, Verb::Update)?;
    let change = RowChange {
        object: &object,
        reach: &reading.reach,
        id: record.id(),
        version: record.version(),
        changes: &changes,
    };
    match store::update_row(work.session, &change)? {
        Outcome::Changed => Ok(store::forget_text(work.session, &[record.id()])?),
        Outcome::NotThere => Err(Error::Stale(record.version())),
        Outcome::OutOfReach => Err(Error::Forbidden),
    }
}

fn note(work: &mut Work<'_, '_>, record: &Record) -> Result<(), Error> {
    work.append(Entry {
        kind: ChangeKind::Purge,
        object: record.object(),
        record: Some(record.id()),
        version: record.version() + 1,
        before: None,
        after: None,
        changed: &[],
        subject: None,
        ids: Vec::new(),
    })
}
