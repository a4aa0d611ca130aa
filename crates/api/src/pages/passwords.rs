use crate::edge::body::{Body, Fields};
use crate::edge::caller::{Caller, Origin, Person};
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use crate::pages::session::{renewed, with_cookie};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use value::Id;

/// One's own password.
pub async fn change(
    State(server): State<Server>,
    person: Person,
    Origin(device): Origin,
    headers: HeaderMap,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let current = fields.needed_text("current")?;
    let new = fields.needed_text("new")?;
    fields.finish()?;
    let (body, token) = blocking(move || {
        let signed_in = server.identity().change_password(&person.session, &current, &new, &device)?;
        Ok((renewed(&server, &signed_in)?, signed_in.token))
    })
    .await?;
    Ok(with_cookie(reply::ok(&body), &token, &headers))
}

/// An administrator gives somebody a password; that is how a new colleague gets in.
pub async fn give(
    State(server): State<Server>,
    caller: Caller,
    Path(user): Path<String>,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let user = Id::parse(&user, "usr").map_err(|_| Problem::not_found())?;
    let mut fields = Fields(fields);
    let password = fields.needed_text("password")?;
    fields.finish()?;
    blocking(move || server.identity().set_password(user, &password)).await?;
    Ok(reply::nothing())
}
