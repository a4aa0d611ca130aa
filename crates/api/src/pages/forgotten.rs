use crate::edge::body::{Body, Fields};
use crate::edge::caller::Origin;
use crate::edge::params::Params;
use crate::edge::problem::Answer;
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use axum::extract::State;
use axum::http::StatusCode;
use channels::{Order, Person};
use records::Error;
use serde_json::json;

/// Asks for a link to a new password. The answer is the same, and comes as fast, whether anybody has that address: whoever is
/// looked for is looked for after it.
pub async fn ask(
    State(server): State<Server>,
    Origin(device): Origin,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let email = fields.needed_text("email")?;
    fields.finish()?;
    server.identity().may_ask_for_password(&email, &device)?;
    tokio::task::spawn_blocking(move || {
        if let Err(error) = send_link(&server, &email) {
            tracing::error!(%error, "a link to a new password could not be sent");
        }
    });
    Ok(reply::json(StatusCode::ACCEPTED, &json!({})))
}

/// Whoever holds the link chooses a new password; signing in comes afterwards, with the second factor if there is one.
pub async fn finish(State(server): State<Server>, params: Params, Body(fields): Body) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let token = fields.needed_text("token")?;
    let password = fields.needed_text("password")?;
    fields.finish()?;
    blocking(move || server.identity().finish_forgotten(&token, &password)).await?;
    Ok(reply::nothing())
}

fn send_link(server: &Server, email: &str) -> Result<(), Error> {
    if !server.mail().settings().is_set_up() {
        tracing::warn!("somebody asks for a new password, and no mail server is set up");
        return Ok(());
    }
    let Some(forgotten) = server.identity().begin_forgotten(email)? else { return Ok(()) };
    let link = server.mail().link(&format!("/new-password#{}", forgotten.token));
    let company = server.records().company().name.clone();
    let letter = channels::password_reset(forgotten.language, &forgotten.name, &company, &link);
    let key = format!("{} {}", forgotten.user.with_prefix("usr"), forgotten.expires_at.as_microsecond());
    let order = Order {
        key: &key,
        kind: "password_reset",
        to: Person { name: &forgotten.name, email: &forgotten.email },
        letter: &letter,
        useless_after: Some(forgotten.expires_at),
    };
    server.mail().queue(&order).map(drop)
}
