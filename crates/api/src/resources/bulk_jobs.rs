use crate::edge::body::{Body, Fields, PerhapsBody};
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use crate::resources::address::At;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use catalog::Code;
use records::{BulkAsk, Door, Record};
use serde_json::{Value as Json, json};
use value::Id;

const MOST_EXCLUDED: usize = 10_000;

/// Starts a change of any number of records; it goes on after the answer.
pub async fn start(
    State(server): State<Server>,
    caller: Caller,
    Path(plural): Path<String>,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let at = At::object(&caller, &plural)?;
    let mut fields = Fields(fields);
    let filter = fields.take("filter");
    let text = fields.text("q")?;
    let exclude = fields.list("exclude")?;
    let change = fields.take("change").ok_or_else(|| Problem::field("change", Code::Required))?;
    fields.finish()?;
    if exclude.len() > MOST_EXCLUDED {
        return Err(Problem::field("exclude", Code::TooLong));
    }
    let known = |id: &Json| id.as_str().and_then(|id| Id::parse(id, &at.object.prefix).ok());
    let exclude: Option<Vec<Id>> = exclude.iter().map(known).collect();
    let exclude = exclude.ok_or_else(|| Problem::field("exclude", Code::Prefix))?;
    let body = blocking(move || {
        let ask = BulkAsk { filter, text, exclude, change };
        let job = at.door.start_bulk_job(&at.object.name, &ask)?;
        server.jobs().run(server.records(), &job)?;
        Ok(card(&at.door, &job))
    });
    Ok(reply::json(StatusCode::ACCEPTED, &body.await?))
}

/// Takes back what a finished job did.
pub async fn undo(
    State(server): State<Server>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
    PerhapsBody(fields): PerhapsBody,
) -> Answer {
    params.finish()?;
    Fields(fields).finish()?;
    let (at, id) = At::record(&caller, "bulk_jobs", &id)?;
    let body = blocking(move || {
        let job = at.door.get("bulk_job", id)?;
        server.jobs().undo(server.records(), &job)?;
        Ok(card(&at.door, &at.door.get("bulk_job", id)?))
    });
    Ok(reply::json(StatusCode::ACCEPTED, &body.await?))
}

fn card(door: &Door, job: &Record) -> Json {
    let prefix = door.catalog().object("bulk_job").map_or("blk", |object| object.prefix.as_str());
    let number = |field: &str| job.get(field).as_integer().unwrap_or_default();
    json!({
        "id": job.id().with_prefix(prefix),
        "state": job.text("state"),
        "done": number("done"),
        "total": number("total"),
        "failed": number("failed"),
    })
}
