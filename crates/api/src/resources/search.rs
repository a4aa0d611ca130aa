use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::blocking;
use axum::http::StatusCode;
use catalog::{Access, Code};
use serde_json::{Value as Json, json};
use std::time::Instant;

const LONGEST: usize = 200;

/// One box for all objects.
pub async fn search(caller: Caller, mut params: Params) -> Answer {
    let text = params.text("q")?.unwrap_or_default();
    let limit = params.number("limit", 1, 100)?.unwrap_or(20) as usize;
    let objects = params.names("objects")?.unwrap_or_default();
    params.finish()?;
    if text.chars().count() > LONGEST {
        return Err(Problem::parameter("q", Code::TooLong));
    }
    let door = caller.door();
    for name in &objects {
        if !door.catalog().object(name).is_some_and(|object| object.access != Access::System) {
            return Err(Problem::parameter_wants("objects", Code::NotAnOption, "names of objects"));
        }
    }
    let started = Instant::now();
    let hits = blocking(move || {
        if text.trim().is_empty() {
            return Ok(Vec::new());
        }
        let hits = door.search(&text, &objects, limit)?;
        Ok(hits
            .into_iter()
            .map(|hit| {
                let prefix = door.catalog().object(&hit.object).map_or("", |object| object.prefix.as_str());
                json!({
                    "object": hit.object,
                    "id": hit.id.with_prefix(prefix),
                    "title": hit.title,
                    "subtitle": hit.subtitle,
                    "matched": hit.matched,
                    "score": hit.score,
                })
            })
            .collect::<Vec<Json>>())
    });
    let hits = hits.await?;
    let took = started.elapsed().as_secs_f64() * 1000.0;
    Ok(reply::json(StatusCode::OK, &json!({ "data": hits, "took_ms": (took * 10.0).round() / 10.0 })))
}
