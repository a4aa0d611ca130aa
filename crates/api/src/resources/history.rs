use crate::asking::writing::whole;
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::blocking_problem;
use crate::resources::address::At;
use crate::resources::timeline::around;
use axum::extract::Path;
use catalog::Code;
use records::{Door, LogEntry, Record};
use serde_json::{Map, Value as Json, json};
use std::collections::HashMap;
use value::{Id, Timestamp, moment_text};

/// As far as a timeline can be turned.
const DEEPEST: u64 = 5_000;

/// Everything that happened to a customer, or around another record, newest first.
pub async fn timeline(
    caller: Caller,
    Path((plural, id)): Path<(String, String)>,
    mut params: Params,
) -> Answer {
    let (at, id) = At::record(&caller, &plural, &id)?;
    let limit = params.number("limit", 1, 200)?.unwrap_or(50);
    let cursor = params.text("cursor")?;
    let of = params.names("of")?;
    params.finish()?;
    let body = blocking_problem(move || {
        let (items, next_cursor) = if at.object.name == "customer" {
            let page = at
                .door
                .timeline(id, of.as_deref(), cursor.as_deref(), limit as usize)
                .map_err(Problem::of_question)?;
            let items = page.items.into_iter().map(|item| (item.at, item.record)).collect::<Vec<_>>();
            (items, page.next_cursor)
        } else {
            let shown = match cursor.as_deref() {
                None => 0,
                Some(text) => {
                    text.parse::<u64>().ok().filter(|shown| *shown <= DEEPEST).ok_or_else(wrong_cursor)?
                }
            };
            let page = around(&at.door, (&at.object, id), of.as_deref(), shown, limit)?;
            (page.items, page.next_cursor)
        };
        let people =
            names(&at.door, items.iter().filter_map(|(_, record)| record.get("created_by").as_id()))?;
        let items: Vec<Json> =
            items.iter().map(|(moment, record)| entry(&at.door, &people, *moment, record)).collect();
        Ok(json!({ "data": items, "next_cursor": next_cursor }))
    });
    Ok(reply::ok(&body.await?))
}

/// What was changed on a record, by whom and why, newest first.
pub async fn changes(
    caller: Caller,
    Path((plural, id)): Path<(String, String)>,
    mut params: Params,
) -> Answer {
    let (at, id) = At::record(&caller, &plural, &id)?;
    let limit = params.number("limit", 1, 200)?.unwrap_or(50) as usize;
    let before = match params.text("cursor")? {
        None => None,
        Some(text) => Some(text.parse::<i64>().map_err(|_| wrong_cursor())?),
    };
    params.finish()?;
    let body = blocking_problem(move || {
        let entries = at.door.changes(&at.object.name, id, before, limit)?;
        let people = names(&at.door, entries.iter().filter_map(|entry| entry.actor))?;
        let next = entries.last().filter(|_| entries.len() == limit).map(|entry| entry.seq.to_string());
        let rows: Vec<Json> = entries.iter().map(|entry| change(&at.door, &people, entry)).collect();
        Ok(json!({ "data": rows, "next_cursor": next }))
    });
    Ok(reply::ok(&body.await?))
}

fn entry(door: &Door, people: &HashMap<Id, String>, at: Timestamp, record: &Record) -> Json {
    let object = record.object();
    let actor = record.get("created_by").as_id();
    json!({
        "id": record.id().with_prefix(&object.prefix),
        "at": moment_text(at),
        "kind": object.name,
        "object": object.name,
        "record": whole(door, record),
        "actor": actor.and_then(|actor| person(door, people, actor)),
        "summary": { "title": record.title() },
    })
}

fn wrong_cursor() -> Problem {
    Problem::parameter("cursor", Code::Format)
}

fn change(door: &Door, people: &HashMap<Id, String>, entry: &LogEntry) -> Json {
    let changes: Map<String, Json> = entry
        .changes
        .iter()
        .map(|change| (change.field.clone(), json!({ "before": change.before, "after": change.after })))
        .collect();
    json!({
        "seq": entry.seq,
        "at": moment_text(entry.at),
        "kind": entry.kind.word(),
        "actor": entry.actor.and_then(|actor| person(door, people, actor)),
        "cause": entry.cause,
        "changes": changes,
    })
}

fn names(door: &Door, users: impl Iterator<Item = Id>) -> Result<HashMap<Id, String>, records::Error> {
    let wanted: Vec<(String, Id)> = users.map(|id| ("user".to_owned(), id)).collect();
    Ok(door.titles(&wanted)?.into_iter().map(|((_, id), title)| (id, title)).collect())
}

fn person(door: &Door, people: &HashMap<Id, String>, id: Id) -> Option<Json> {
    let title = people.get(&id)?;
    let user = door.catalog().object("user")?;
    Some(json!({ "id": id.with_prefix(&user.prefix), "title": title }))
}
