use crate::edge::body::{Body, Fields};
use crate::edge::caller::{Origin, Person};
use crate::edge::params::Params;
use crate::edge::problem::Answer;
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use crate::pages::session::{renewed, with_cookie};
use axum::extract::State;
use axum::http::HeaderMap;
use serde_json::json;

pub async fn read(State(server): State<Server>, person: Person, params: Params) -> Answer {
    params.finish()?;
    let on = blocking(move || server.identity().has_second_factor(&person.session)).await?;
    Ok(reply::ok(&json!({ "on": on })))
}

pub async fn begin(
    State(server): State<Server>,
    person: Person,
    Origin(device): Origin,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let password = fields.needed_text("password")?;
    fields.finish()?;
    let factor = blocking(move || server.identity().totp_begin(&person.session, &password, &device)).await?;
    Ok(reply::ok(&json!({ "secret": factor.secret, "uri": factor.uri })))
}

pub async fn confirm(
    State(server): State<Server>,
    person: Person,
    Origin(device): Origin,
    headers: HeaderMap,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let code = fields.needed_text("code")?;
    fields.finish()?;
    let (mut body, codes, token) = blocking(move || {
        let (codes, signed_in) = server.identity().totp_confirm(&person.session, &code, &device)?;
        Ok((renewed(&server, &signed_in)?, codes, signed_in.token))
    })
    .await?;
    body["recovery_codes"] = json!(codes);
    Ok(with_cookie(reply::ok(&body), &token, &headers))
}

pub async fn disable(
    State(server): State<Server>,
    person: Person,
    Origin(device): Origin,
    headers: HeaderMap,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let password = fields.needed_text("password")?;
    fields.finish()?;
    let (body, token) = blocking(move || {
        let signed_in = server.identity().totp_disable(&person.session, &password, &device)?;
        Ok((renewed(&server, &signed_in)?, signed_in.token))
    })
    .await?;
    Ok(with_cookie(reply::ok(&body), &token, &headers))
}
