use crate::edge::body::{Body, Fields};
use crate::edge::caller::Person;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use catalog::Code;
use identity::{Token, TokenOrder};
use serde_json::{Value as Json, json};
use value::{Date, Id, moment_text};

pub async fn list(State(server): State<Server>, person: Person, params: Params) -> Answer {
    params.finish()?;
    let tokens = blocking(move || server.identity().tokens(person.session.user)).await?;
    Ok(reply::ok(&Json::Array(tokens.iter().map(card).collect())))
}

pub async fn create(
    State(server): State<Server>,
    person: Person,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let name = fields.needed_text("name")?;
    let role = match fields.text("role")? {
        None => None,
        Some(role) => Some(Id::parse(&role, "rol").map_err(|_| Problem::field("role", Code::Prefix))?),
    };
    let expires = match fields.text("expires")? {
        None => None,
        Some(day) => Some(day.parse::<Date>().map_err(|_| Problem::field("expires", Code::Format))?),
    };
    fields.finish()?;
    let made = blocking(move || {
        server.identity().create_token(&TokenOrder { user: person.session.user, name: &name, role, expires })
    })
    .await?;
    let mut body = card(&made.token);
    body["token"] = Json::from(made.secret);
    Ok(reply::json(StatusCode::CREATED, &body))
}

pub async fn end(
    State(server): State<Server>,
    person: Person,
    Path(id): Path<String>,
    params: Params,
) -> Answer {
    params.finish()?;
    let id = Id::parse(&id, "tok").map_err(|_| Problem::not_found())?;
    blocking(move || server.identity().end_token(person.session.user, id)).await?;
    Ok(reply::nothing())
}

fn card(token: &Token) -> Json {
    json!({
        "id": token.id.with_prefix("tok"),
        "name": token.name,
        "role": token.role.map(|role| role.with_prefix("rol")),
        "expires": token.expires.map(|day| day.to_string()),
        "created_at": token.created_at.map(moment_text),
        "last_used_at": token.last_used_at.map(moment_text),
    })
}
