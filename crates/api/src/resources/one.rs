use crate::asking::listing::{Place, Shape};
use crate::asking::writing::alone;
use crate::edge::body::{Body, PerhapsBody};
use crate::edge::caller::Caller;
use crate::edge::guarded::if_match;
use crate::edge::params::Params;
use crate::edge::problem::Answer;
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use crate::resources::address::At;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};

pub async fn read(
    State(server): State<Server>,
    caller: Caller,
    Path((plural, id)): Path<(String, String)>,
    mut params: Params,
) -> Answer {
    let (at, id) = At::record(&caller, &plural, &id)?;
    let place = Place { door: &at.door, object: &at.object };
    let shape = place.shape(&mut params)?;
    params.finish()?;
    let found = server.quick(move || alone(&at.door, at.door.get(&at.object.name, id)?, &shape));
    Ok(reply::record(StatusCode::OK, found.await?))
}

pub async fn create(
    caller: Caller,
    Path(plural): Path<String>,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let at = At::object(&caller, &plural)?;
    let (location, body) = blocking(move || {
        let draft = at.door.read_draft(&at.object.name, &fields)?;
        let record = at.door.create(draft)?;
        Ok((at.location(record.id()), alone(&at.door, record, &Shape::default())?))
    })
    .await?;
    Ok(reply::created(&location, body))
}

pub async fn update(
    caller: Caller,
    Path((plural, id)): Path<(String, String)>,
    params: Params,
    headers: HeaderMap,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let version = if_match(&headers)?;
    let (at, id) = At::record(&caller, &plural, &id)?;
    let body = blocking(move || {
        let draft = at.door.read_draft(&at.object.name, &fields)?;
        alone(&at.door, at.door.update(id, version, draft)?, &Shape::default())
    });
    Ok(reply::record(StatusCode::OK, body.await?))
}

pub async fn delete(
    caller: Caller,
    Path((plural, id)): Path<(String, String)>,
    mut params: Params,
    headers: HeaderMap,
) -> Answer {
    let purge = params.is_on("purge")?;
    params.finish()?;
    let version = if_match(&headers)?;
    let (at, id) = At::record(&caller, &plural, &id)?;
    if purge {
        blocking(move || at.door.purge(&at.object.name, id)).await?;
        return Ok(reply::nothing());
    }
    blocking(move || at.door.delete(&at.object.name, id, version)).await?;
    Ok(reply::nothing())
}

pub async fn restore(
    caller: Caller,
    Path((plural, id)): Path<(String, String)>,
    params: Params,
    PerhapsBody(fields): PerhapsBody,
) -> Answer {
    params.finish()?;
    crate::edge::body::Fields(fields).finish()?;
    let (at, id) = At::record(&caller, &plural, &id)?;
    let body = blocking(move || alone(&at.door, at.door.restore(&at.object.name, id)?, &Shape::default()));
    Ok(reply::record(StatusCode::OK, body.await?))
}
