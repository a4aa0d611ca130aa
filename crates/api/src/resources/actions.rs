use crate::asking::listing::Shape;
use crate::asking::writing::alone;
use crate::edge::body::PerhapsBody;
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::blocking;
use crate::resources::address::At;
use axum::extract::Path;
use axum::http::StatusCode;

/// A named command on a record.
pub async fn act(
    caller: Caller,
    Path((plural, id, action)): Path<(String, String, String)>,
    params: Params,
    PerhapsBody(input): PerhapsBody,
) -> Answer {
    params.finish()?;
    let (at, id) = At::record(&caller, &plural, &id)?;
    if !at.object.actions.contains_key(&action) {
        return Err(Problem::not_found());
    }
    let body = blocking(move || {
        alone(&at.door, at.door.act(&at.object.name, id, &action, input)?, &Shape::default())
    });
    Ok(reply::record(StatusCode::OK, body.await?))
}
