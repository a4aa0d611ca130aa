use super::RUN;
use crate::change::ChangeKind;
use crate::error::Error;
use crate::query::Query;
use crate::work::Work;
use catalog::{Access, Field, Object, Side, UPDATED_AT, UPDATED_BY};
use formula::Condition;
use serde_json::{Value as Json, json};
use std::sync::Arc;
use store::{LinkRow, Row, Turn, Twice};
use value::{Column, FieldType, Id, Value};

/// What was turned, as the merge run keeps it: the records themselves stand in the log entries.
#[derive(Default)]
pub(super) struct Moved {
    pub references: Vec<Json>,
    pub links: Vec<Json>,
    pub dropped: Vec<Json>,
}

/// Turns every reference of every object from one record to another.
pub(super) fn turn_all(work: &mut Work<'_, '_>, merged: &Object, turn: Turn<'_>) -> Result<Moved, Error> {
    let mut moved = Moved::default();
    let catalog = work.catalog.clone();
    for object in catalog.objects().iter().filter(|object| follows(object)) {
        let mut touched: Vec<Id> = Vec::new();
        for field in object.fields.iter().filter(|field| refers(field, merged)) {
            match field.column() {
                Column::Links => turn_links(work, object, field, turn, &mut moved)?,
                _ => touched.extend(turn_single(work, object, field, turn, &mut moved)?),
            }
        }
        drop_self_relations(work, object, merged, turn, &touched, &mut moved)?;
    }
    Ok(moved)
}

/// What the program remembers for itself (histories, merges) stays with the record that it was about.
fn follows(object: &Object) -> bool {
    object.access != Access::System && object.name != RUN
}

pub(super) fn refers(field: &Field, merged: &Object) -> bool {
    field.result == FieldType::Reference
        && field.side == Side::Own
        && !field.system
        && (field.to.is_empty() || field.to.contains(&merged.name))
}

/// When and by whom rows are turned.
pub(super) fn stamp(work: &Work<'_, '_>) -> Row {
    let mut row = vec![Value::Null; catalog::SYSTEM_FIELDS];
    row[UPDATED_AT] = Value::Moment(work.now());
    row[UPDATED_BY] = work.actor.user.map_or(Value::Null, Value::Id);
    row
}

fn turn_single(
    work: &mut Work<'_, '_>,
    object: &Arc<Object>,
    field: &Field,
    turn: Turn<'_>,
    moved: &mut Moved,
) -> Result<Vec<Id>, Error> {
    let mut ids = store::pointing(work.session, object, field, turn)?;
    if object.name == turn.object {
        ids.retain(|id| *id != turn.from && *id != turn.to);
    }
    if ids.is_empty() {
        return Ok(ids);
    }
    let stamp = stamp(work);
    store::repoint(work.session, object, field, &ids, turn, &stamp)?;
    work.log_many(ChangeKind::Merge, object, ids.clone())?;
    moved.references.push(json!({
        "object": object.name, "field": field.name, "count": ids.len(), "log": work.last_seq,
    }));
    Ok(ids)
}

fn turn_links(
    work: &mut Work<'_, '_>,
    object: &Arc<Object>,
    field: &Field,
    turn: Turn<'_>,
    moved: &mut Moved,
) -> Result<(), Error> {
    let mut rows = store::linking(work.session, object, field, turn)?;
    if object.name == turn.object {
        rows.retain(|row| row.record != turn.from && row.record != turn.to);
    }
    if rows.is_empty() {
        return Ok(());
    }
    store::relink(work.session, object, field, &rows, turn)?;
    work.log_many(ChangeKind::Merge, object, rows.iter().map(|row| row.record).collect())?;
    let places: Vec<Json> = rows.iter().map(link_json).collect();
    moved
        .links
        .push(json!({ "object": object.name, "field": field.name, "rows": places, "log": work.last_seq }));
    Ok(())
}

/// A relationship between the two has become one of a record to itself: it goes into the trash.
fn drop_self_relations(
    work: &mut Work<'_, '_>,
    object: &Object,
    merged: &Object,
    turn: Turn<'_>,
    touched: &[Id],
    moved: &mut Moved,
) -> Result<(), Error> {
    let ends: Vec<&str> = object
        .fields
        .iter()
        .filter(|field| field.required && field.target() == Some(merged.name.as_str()) && !field.many)
        .map(|field| field.name.as_str())
        .collect();
    if ends.len() < 2 {
        return Ok(());
    }
    for chunk in touched.chunks(500) {
        let both = ends.iter().map(|name| Condition::eq(*name, Value::Id(turn.to)));
        let query = Query::of(&object.name)
            .ids(chunk.to_vec())
            .filter(Condition::all(both))
            .fields(&["id"])
            .limit(500);
        let found: Vec<Id> = work.as_program("find relations of a record to itself", |work| {
            Ok(work.find(&query)?.records.iter().map(crate::Record::id).collect())
        })?;
        for id in found {
            work.as_program("drop a relation of a record to itself", |work| {
                work.delete(&object.name, id, None)
            })?;
            moved.dropped.push(json!([object.name, id.with_prefix(&object.prefix)]));
        }
    }
    Ok(())
}

fn link_json(row: &LinkRow) -> Json {
    json!([row.record.0.to_string(), row.place, row.twice == Twice::Yes])
}

/// Reads back what `link_json` wrote.
pub(super) fn link_row(json: &Json) -> Option<LinkRow> {
    let record = json.get(0)?.as_str()?.parse().ok()?;
    let twice = if json.get(2)?.as_bool()? { Twice::Yes } else { Twice::No };
    Some(LinkRow { record: Id(record), place: json.get(1)?.as_i64()?, twice })
}
