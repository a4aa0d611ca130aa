use super::{RUN, moves};
use crate::change::{ChangeKind, LogEntry};
use crate::check;
use crate::draft::Draft;
use crate::error::Error;
use crate::log;
use crate::record::Record;
use crate::work::Work;
use access::Verb;
use catalog::{DELETED_AT, JsonContext, Language, Object, read_json};
use serde_json::{Map, Value as Json};
use store::{LinkRow, Turn};
use value::{Currency, Id, Value};

/// Puts both records and all references back, or refuses when any of them has become something else meanwhile.
pub(super) fn unmerge(work: &mut Work<'_, '_>, run: Id) -> Result<Record, Error> {
    let note = work.get(RUN, run)?;
    if note.get("undone").is_true() {
        return Err(Error::refused("merge_is_undone"));
    }
    let object = work.catalog.object(note.text("object")).ok_or(Error::NotFound)?.clone();
    let (Some(keep), Some(other)) = (note.get("kept").as_id(), note.get("merged").as_id()) else {
        return Err(Error::NotFound);
    };
    let Value::Json(moved) = note.get("moved").clone() else { return Err(Error::NotFound) };
    let kept = work.one_for_change(&object.name, keep, Verb::Update)?;
    let gone = work.one_for_change(&object.name, other, Verb::Update)?;
    if kept.is_deleted() || !gone.is_deleted() || moved["other_version"].as_i64() != Some(gone.version()) {
        return Err(changed(&object.name, None));
    }
    let entry = log::entry(work.session, moved["log"].as_i64().unwrap_or_default())?;
    let values = values_before(work, &object, &kept, &entry, &moved)?;

    let own_cause = format!("un{}", super::cause(work, run));
    let asker_cause = std::mem::replace(&mut work.cause, own_cause);
    let rewritten = check::rewrite(work, &kept, values);
    work.guard(&rewritten)?;
    let kept = work.write_change(ChangeKind::Update, Verb::Update, &kept, rewritten)?;
    let back = check::system_change(&gone, vec![(DELETED_AT, Value::Null)]);
    work.write_change(ChangeKind::Restore, Verb::Update, &gone, back)?;
    for dropped in list(&moved, "dropped") {
        restore_relation(work, dropped)?;
    }
    let turn = Turn { object: &object.name, from: keep, to: other };
    for reference in list(&moved, "references") {
        turn_back(work, reference, turn)?;
    }
    for link in list(&moved, "links") {
        link_back(work, link, turn)?;
    }
    work.pending.need(&object, &[keep, other]);
    let undone = Draft::new(RUN).set("undone", Value::Boolean(true));
    work.as_program("note that a merge is undone", |work| work.update(run, None, undone))?;
    work.cause = asker_cause;
    Ok(kept)
}

/// What the fields that the merge changed held before, if they still hold what the merge made of them.
fn values_before(
    work: &Work<'_, '_>,
    object: &Object,
    kept: &Record,
    entry: &LogEntry,
    moved: &Json,
) -> Result<Vec<(usize, Value)>, Error> {
    let ctx = JsonContext { catalog: &work.catalog, currency: Currency::CNY, language: Language::En };
    let mut values = Vec::new();
    for name in list(moved, "fields").iter().filter_map(Json::as_str) {
        let position = object.position(name).ok_or_else(|| changed(&object.name, Some(name)))?;
        let field = &object.fields[position];
        if field.kind.is_computed() {
            continue;
        }
        let change = entry.changes.iter().find(|change| change.field == name);
        let change = change.ok_or_else(|| Error::refused("merge_was_erased"))?;
        if log::told(field, &kept.values[position], &work.catalog) != change.after {
            return Err(changed(&object.name, Some(name)));
        }
        let before = match (&change.before, field.localized) {
            (json, true) if !json.is_null() => Value::Json(json.clone()),
            (json, _) => read_json(field, json, &ctx).map_err(|_| changed(&object.name, Some(name)))?,
        };
        values.push((position, before));
    }
    Ok(values)
}

fn turn_back(work: &mut Work<'_, '_>, reference: &Json, turn: Turn<'_>) -> Result<(), Error> {
    let (object, position) = place(work, reference)?;
    let ids = log::entry(work.session, reference["log"].as_i64().unwrap_or_default())?.ids;
    let stamp = moves::stamp(work);
    let turned = store::repoint(work.session, &object, &object.fields[position], &ids, turn, &stamp)?;
    if turned != ids.len() as u64 {
        return Err(changed(&object.name, Some(&object.fields[position].name)));
    }
    work.log_many(ChangeKind::Merge, &object, ids)
}

fn link_back(work: &mut Work<'_, '_>, link: &Json, turn: Turn<'_>) -> Result<(), Error> {
    let (object, position) = place(work, link)?;
    let field = &object.fields[position];
    let rows: Vec<LinkRow> = list(link, "rows").iter().filter_map(moves::link_row).collect();
    let there = Turn { from: turn.to, to: turn.from, ..turn };
    if store::link_back(work.session, &object, field, &rows, there)? != rows.len() as u64 {
        return Err(changed(&object.name, Some(&field.name)));
    }
    work.log_many(ChangeKind::Merge, &object, rows.iter().map(|row| row.record).collect())
}

fn restore_relation(work: &mut Work<'_, '_>, dropped: &Json) -> Result<(), Error> {
    let name = dropped.get(0).and_then(Json::as_str).unwrap_or_default();
    let id = dropped.get(1).and_then(Json::as_str).and_then(|text| Id::split(text).ok());
    let Some((_, id)) = id else { return Err(Error::NotFound) };
    match work.as_program("bring back a relation", |work| work.restore(name, id)) {
        Ok(_) => Ok(()),
        Err(Error::NotFound) => Err(changed(name, None)),
        Err(other) => Err(other),
    }
}

fn place(work: &Work<'_, '_>, json: &Json) -> Result<(std::sync::Arc<Object>, usize), Error> {
    let name = json["object"].as_str().unwrap_or_default();
    let field = json["field"].as_str().unwrap_or_default();
    let object = work.catalog.object(name).ok_or_else(|| changed(name, None))?.clone();
    let position = object.position(field).ok_or_else(|| changed(name, Some(field)))?;
    Ok((object, position))
}

fn list<'a>(json: &'a Json, name: &str) -> &'a [Json] {
    json.get(name).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

fn changed(object: &str, field: Option<&str>) -> Error {
    let mut params = Map::new();
    params.insert("object".to_owned(), Json::from(object));
    params.extend(field.map(|field| ("field".to_owned(), Json::from(field))));
    Error::Refused { code: "changed_since_merge", params }
}
