use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::Problem;
use crate::edge::server::{Server, blocking};
use crate::presence::Place;
use crate::resources::visiting;
use access::Actor;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use catalog::{Access, Object};
use futures::{Stream, StreamExt, stream};
use records::{ChangeKind, Door, Error, LogEntry, Query, Record, Records, Trash};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use value::Id;

/// Missed changes that a returning listener gets; whoever missed more is told to read anew.
const REPLAY: usize = 1000;
/// Records of one bulk entry that are looked at, to know whether the listener may see any.
const LOOKED_AT: usize = 500;
const JOBS: [&str; 2] = ["bulk_job", "import_run"];

/// What happens within the caller's reach, as it happens.
pub async fn events(
    State(server): State<Server>,
    caller: Caller,
    params: Params,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    params.finish()?;
    let closed = || Problem::from(Error::Unavailable("the server is stopping".to_owned()));
    let receiver = server.hub().listen().ok_or_else(closed)?;
    let visits = server.presence().listen().ok_or_else(closed)?;
    let seen =
        headers.get("last-event-id").and_then(|id| id.to_str().ok()).and_then(|id| id.parse::<i64>().ok());
    let records = server.records().clone();
    let missed = match seen {
        None => Vec::new(),
        Some(seq) => {
            let (records, caller) = (records.clone(), caller.clone());
            blocking(move || missed(&records, &caller, seq)).await?
        }
    };
    let live = stream::unfold((receiver, visits), move |(mut receiver, mut visits)| {
        let (server, who) = (server.clone(), caller.clone());
        async move {
            let told = tokio::select! {
                batch = receiver.recv() => match batch {
                    Ok(batch) => {
                        blocking(move || tell(server.records(), who.again()?, &batch)).await
                    }
                    Err(RecvError::Lagged(_)) => Ok(vec![read_anew()]),
                    Err(RecvError::Closed) => return None,
                },
                place = visits.recv() => match place {
                    Ok(place) => blocking(move || visit(&server, who.again()?, &place)).await,
                    // The next heartbeat of the page brings it up to date.
                    Err(RecvError::Lagged(_)) => Ok(Vec::new()),
                    Err(RecvError::Closed) => return None,
                },
            };
            match told {
                Ok(events) => Some((events, (receiver, visits))),
                Err(error) => {
                    tracing::debug!("an event stream ends: {error}");
                    None
                }
            }
        }
    });
    let events = stream::iter(missed).chain(live.flat_map(stream::iter)).map(Ok);
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))))
}

fn missed(records: &Records, caller: &Caller, seq: i64) -> Result<Vec<Event>, Error> {
    let entries = records.changes_after(seq, REPLAY)?;
    if entries.len() == REPLAY {
        return Ok(vec![read_anew()]);
    }
    tell(records, caller.again()?, &entries)
}

fn visit(server: &Server, actor: Arc<Actor>, place: &Place) -> Result<Vec<Event>, Error> {
    let told = visiting::told(server, &server.records().as_user(actor), place)?;
    Ok(told.map(|told| Event::default().event("presence").data(told.to_string())).into_iter().collect())
}

fn read_anew() -> Event {
    Event::default().event("reset").data("{}")
}

/// The events of a batch that somebody may know of: one question for each object, not one for each change.
fn tell(records: &Records, actor: Arc<Actor>, batch: &[LogEntry]) -> Result<Vec<Event>, Error> {
    let door = records.as_user(actor);
    let mut wanted: BTreeMap<&str, Vec<Id>> = BTreeMap::new();
    for entry in batch {
        let ids = wanted.entry(entry.object.as_str()).or_default();
        ids.extend(entry.record);
        ids.extend(entry.ids.iter().take(LOOKED_AT));
    }
    let mut reached: HashMap<(String, Id), Record> = HashMap::new();
    for (name, mut ids) in wanted {
        let Some(object) =
            door.catalog().object(name).filter(|object| object.access != Access::System).cloned()
        else {
            continue;
        };
        ids.sort_unstable();
        ids.dedup();
        for part in ids.chunks(LOOKED_AT) {
            for record in within_reach(&door, &object, part)? {
                reached.insert((object.name.clone(), record.id()), record);
            }
        }
    }
    let mut events = Vec::new();
    for entry in batch {
        events.extend(event_of(&door, entry, &reached));
    }
    Ok(events)
}

fn within_reach(door: &Door, object: &Object, ids: &[Id]) -> Result<Vec<Record>, Error> {
    let query = Query::of(&object.name).ids(ids.to_vec()).trash(Trash::With).limit(LOOKED_AT as u64);
    let query = if JOBS.contains(&object.name.as_str()) { query } else { query.fields(&["id"]) };
    match door.find(&query) {
        Ok(page) => Ok(page.records),
        Err(Error::Forbidden) => Ok(Vec::new()),
        Err(other) => Err(other),
    }
}

fn event_of(door: &Door, entry: &LogEntry, reached: &HashMap<(String, Id), Record>) -> Vec<Event> {
    if entry.kind == ChangeKind::Read {
        return Vec::new();
    }
    let Some(object) = door.catalog().object(&entry.object) else { return Vec::new() };
    let found = |id: &Id| reached.get(&(entry.object.clone(), *id));
    let one = entry.record.as_ref().and_then(found);
    let many = entry.ids.iter().any(|id| found(id).is_some());
    if one.is_none() && !many {
        return Vec::new();
    }
    let user = door.catalog().object("user").map_or("usr", |user| user.prefix.as_str());
    let change = json!({
        "seq": entry.seq,
        "object": entry.object,
        "id": one.map(|record| record.id().with_prefix(&object.prefix)),
        "kind": entry.kind.word(),
        "version": entry.version,
        "actor": entry.actor.map(|actor| actor.with_prefix(user)),
    });
    let mut events =
        vec![Event::default().event("change").id(entry.seq.to_string()).data(change.to_string())];
    let moves = matches!(entry.kind, ChangeKind::Create | ChangeKind::Update);
    if let Some(job) = one.filter(|_| moves && JOBS.contains(&entry.object.as_str())) {
        events.push(Event::default().event("progress").data(progress(job, object, entry).to_string()));
    }
    events
}

fn progress(job: &Record, object: &Object, entry: &LogEntry) -> Json {
    let number = |field: &str| job.get(field).as_integer().unwrap_or_default();
    let (done, total) = (number("done"), number("total"));
    let seconds = job.get("started_at").as_moment().map(|start| entry.at.duration_since(start).as_secs_f64());
    let rate = seconds.filter(|seconds| *seconds > 0.0).map(|seconds| done as f64 / seconds);
    let left = rate.filter(|rate| *rate > 0.0).map(|rate| ((total - done).max(0) as f64 / rate).round());
    json!({
        "id": job.id().with_prefix(&object.prefix),
        "object": entry.object,
        "done": done,
        "total": total,
        "rate": rate,
        "seconds_left": left,
        "state": job.text("state"),
    })
}
