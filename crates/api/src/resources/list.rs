use crate::asking::listing::Place;
use crate::asking::writing::{Written, text_of, written};
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::blocking_problem;
use crate::resources::address::At;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct Listed<'a> {
    data: Written<'a>,
    next_cursor: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<u64>,
}

pub async fn list(caller: Caller, Path(plural): Path<String>, mut params: Params) -> Answer {
    let at = At::object(&caller, &plural)?;
    let place = Place { door: &at.door, object: &at.object };
    let listing = place.listing(&mut params)?;
    params.finish()?;
    let body = blocking_problem(move || {
        let page = at.door.find(&listing.query).map_err(Problem::of_question)?;
        let data = written(&at.door, &page.records, &listing.shape)?;
        let answer = Listed { data, next_cursor: page.next_cursor.as_deref(), total: page.total };
        Ok(text_of(&answer, page.records.len())?)
    });
    Ok(reply::text(StatusCode::OK, body.await?))
}
