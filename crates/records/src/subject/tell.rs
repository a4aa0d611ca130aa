use crate::door::Door;
use crate::error::Error;
use crate::query::Query;
use access::{Actor, Verb};
use catalog::{Access, Field, Object};
use formula::Condition;
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Trash;
use value::{FieldType, Id, Link, Value, moment_text};

const PAGE: usize = 500;

/// Records found so far, by object.
type Found = BTreeMap<String, BTreeMap<Id, Json>>;

/// A subject with everything that refers to it, and the parts of that (an order's lines).
pub(super) fn everything(door: &Door, object: &Object, id: Id) -> Result<Json, Error> {
    let asker = door.actor();
    let program = Actor {
        language: asker.language,
        time_zone: asker.time_zone.clone(),
        ..Actor::system("tell a person what is known of him")
    };
    let door = Door::new(door.records().clone(), Arc::new(program), String::new());
    let record = door.get(&object.name, id)?;
    let mut found = Found::new();
    let whose = BTreeMap::from([(object.name.clone(), BTreeSet::from([id]))]);
    collect(&door, &whose, &mut found, &|_, _| true)?;
    let direct: BTreeMap<String, BTreeSet<Id>> =
        found.iter().map(|(name, records)| (name.clone(), records.keys().copied().collect())).collect();
    collect(&door, &direct, &mut found, &|object, field| {
        object.access == Access::Parent(field.name.clone())
    })?;
    let about: Map<String, Json> = found
        .into_iter()
        .map(|(name, records)| (name, Json::Array(records.into_values().collect())))
        .collect();
    Ok(json!({
        "object": object.name,
        "record": door.write_record(&record),
        "changes": history(&door, object, id)?,
        "about": about,
    }))
}

/// Adds the records that refer to any of these.
fn collect(
    door: &Door,
    targets: &BTreeMap<String, BTreeSet<Id>>,
    found: &mut Found,
    counts: &dyn Fn(&Object, &Field) -> bool,
) -> Result<(), Error> {
    for object in door.catalog().objects() {
        for field in
            object.fields.iter().filter(|field| field.kind == FieldType::Reference && counts(object, field))
        {
            for (target, ids) in targets {
                if !(field.to.is_empty() || field.to.contains(target)) || field.system {
                    continue;
                }
                let ids: Vec<Id> = ids.iter().copied().collect();
                for chunk in ids.chunks(PAGE) {
                    pointing(door, object, field, target, chunk, found)?;
                }
            }
        }
    }
    Ok(())
}

fn pointing(
    door: &Door,
    object: &Object,
    field: &Field,
    target: &str,
    ids: &[Id],
    found: &mut Found,
) -> Result<(), Error> {
    let value = |id: &Id| match field.to.len() {
        1 => Value::Id(*id),
        _ => Value::Link(Link { object: target.to_owned(), id: *id }),
    };
    let condition = Condition::in_(field.name.as_str(), ids.iter().map(value).collect());
    let reading = door.reading(&object.name, Verb::Read)?;
    let mut last = Id(0);
    loop {
        let query = Query::of(&object.name)
            .filter(condition.clone())
            .filter(Condition::gt("id", Value::Id(last)))
            .trash(Trash::With)
            .sort("id")
            .limit(PAGE as u64);
        let page = door.records().inner.store.read(|session| reading.page(session, &query))?.records;
        let Some(newest) = page.last() else { return Ok(()) };
        last = newest.id();
        let records = found.entry(object.name.clone()).or_default();
        records.extend(page.iter().map(|record| (record.id(), door.write_record(record))));
    }
}

fn history(door: &Door, object: &Object, id: Id) -> Result<Vec<Json>, Error> {
    let mut told = Vec::new();
    let mut before = None;
    loop {
        let entries = door.changes(&object.name, id, before, PAGE)?;
        let Some(oldest) = entries.last().map(|entry| entry.seq) else { return Ok(told) };
        before = Some(oldest);
        told.extend(entries.iter().map(|entry| {
            let changes: Map<String, Json> = entry
                .changes
                .iter()
                .map(|change| {
                    (change.field.clone(), json!({ "before": change.before, "after": change.after }))
                })
                .collect();
            json!({ "at": moment_text(entry.at), "kind": entry.kind.word(), "changes": changes })
        }));
    }
}
