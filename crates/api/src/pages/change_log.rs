use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::blocking_problem;
use catalog::{Catalog, Code};
use records::{ChangeKind, Door, Error, HistoryQuery, LogEntry};
use serde_json::{Map, Value as Json, json};
use std::collections::HashMap;
use value::{Id, Timestamp, moment_text};

/// Ids of an entry about many that are told; their number is told in any case.
const TOLD_IDS: usize = 20;

/// The change log across all objects, newest first; for administrators.
pub async fn history(caller: Caller, mut params: Params) -> Answer {
    caller.must_administrate()?;
    let door = caller.door();
    let query = question(door.catalog(), &mut params)?;
    params.finish()?;
    let body = blocking_problem(move || {
        let entries = door.history(&query)?;
        let titles = titles(&door, &entries)?;
        let next = entries.last().filter(|_| entries.len() == query.limit).map(|entry| entry.seq.to_string());
        let rows: Vec<Json> = entries.iter().map(|entry| row(door.catalog(), &titles, entry)).collect();
        Ok(json!({ "data": rows, "next_cursor": next }))
    });
    Ok(reply::ok(&body.await?))
}

fn question(catalog: &Catalog, params: &mut Params) -> Result<HistoryQuery, Problem> {
    let wrong = |name: &str, code: Code| Problem::parameter(name, code);
    let object = params.text("object")?;
    if object.as_deref().is_some_and(|object| catalog.object(object).is_none()) {
        return Err(wrong("object", Code::NotAnOption));
    }
    let record = match params.text("record")? {
        None => None,
        Some(text) => Some(Id::split(&text).map_err(|_| wrong("record", Code::Format))?.1),
    };
    let actor = match params.text("actor")? {
        None => None,
        Some(text) => Some(Id::parse(&text, "usr").map_err(|_| wrong("actor", Code::Prefix))?),
    };
    let kind = match params.text("kind")? {
        None => None,
        Some(word) => Some(ChangeKind::from_word(&word).ok_or_else(|| wrong("kind", Code::NotAnOption))?),
    };
    let before = match params.text("cursor")? {
        None => None,
        Some(text) => Some(text.parse::<i64>().map_err(|_| wrong("cursor", Code::Format))?),
    };
    let mut moment = |name: &str| match params.text(name)? {
        None => Ok(None),
        Some(text) => text.parse::<Timestamp>().map(Some).map_err(|_| wrong(name, Code::Format)),
    };
    let (from, until) = (moment("from")?, moment("until")?);
    let limit = params.number("limit", 1, 200)?.unwrap_or(50) as usize;
    Ok(HistoryQuery { object, record, actor, kind, from, until, before, limit })
}

fn titles(door: &Door, entries: &[LogEntry]) -> Result<HashMap<(String, Id), String>, Error> {
    let records = entries.iter().filter_map(|entry| Some((entry.object.clone(), entry.record?)));
    let people = entries.iter().filter_map(|entry| Some(("user".to_owned(), entry.actor?)));
    door.titles(&records.chain(people).collect::<Vec<_>>())
}

fn row(catalog: &Catalog, titles: &HashMap<(String, Id), String>, entry: &LogEntry) -> Json {
    let prefix = catalog.object(&entry.object).map_or("", |object| object.prefix.as_str());
    let named = |object: &str, prefix: &str, id: Id| json!({ "id": id.with_prefix(prefix), "title": titles.get(&(object.to_owned(), id)) });
    let changes: Map<String, Json> = entry
        .changes
        .iter()
        .map(|change| (change.field.clone(), json!({ "before": change.before, "after": change.after })))
        .collect();
    let ids: Vec<String> = entry.ids.iter().take(TOLD_IDS).map(|id| id.with_prefix(prefix)).collect();
    json!({
        "seq": entry.seq,
        "at": moment_text(entry.at),
        "kind": entry.kind.word(),
        "object": entry.object,
        "record": entry.record.map(|id| named(&entry.object, prefix, id)),
        "count": entry.ids.len().max(usize::from(entry.record.is_some())),
        "ids": ids,
        "actor": entry.actor.map(|id| named("user", "usr", id)),
        "cause": entry.cause,
        "changes": changes,
    })
}
