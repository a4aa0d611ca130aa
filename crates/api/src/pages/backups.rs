use crate::copies::Copy;
use crate::edge::body::{Fields, PerhapsBody};
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use crate::files::Picture;
use crate::pages::files::{disposition, streamed};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use records::Error;
use serde_json::{Value as Json, json};
use value::{Timestamp, moment_text};

pub async fn list(State(server): State<Server>, caller: Caller, params: Params) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let copies = blocking(move || server.copies().list()).await?;
    Ok(reply::ok(&json!({ "data": copies.iter().map(card).collect::<Vec<Json>>() })))
}

/// Makes a copy of everything now.
pub async fn make(
    State(server): State<Server>,
    caller: Caller,
    params: Params,
    PerhapsBody(fields): PerhapsBody,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    Fields(fields).finish()?;
    let made = blocking(move || server.copies().make(server.records())).await?;
    Ok(reply::json(StatusCode::CREATED, &card(&made)))
}

/// The file, piece by piece: it may be larger than the memory.
pub async fn download(
    State(server): State<Server>,
    caller: Caller,
    Path(name): Path<String>,
    params: Params,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let path = server.copies().path(&name)?;
    let gone = |_| Problem::from(Error::NotFound);
    let file = tokio::fs::File::open(&path).await.map_err(gone)?;
    let length = file.metadata().await.map_err(gone)?.len();
    let mut response = Response::new(Body::from_stream(streamed(file)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(header::CONTENT_DISPOSITION, disposition(&name, Picture::No));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

pub async fn remove(
    State(server): State<Server>,
    caller: Caller,
    Path(name): Path<String>,
    params: Params,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    blocking(move || server.copies().remove(&name)).await?;
    Ok(reply::nothing())
}

fn card(copy: &Copy) -> Json {
    let made_at = Timestamp::try_from(copy.made_at).map(moment_text).ok();
    json!({ "name": copy.name, "bytes": copy.bytes, "made_at": made_at })
}
