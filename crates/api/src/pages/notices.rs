use crate::edge::body::{Body, Fields};
use crate::edge::caller::Person;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use axum::extract::State;
use catalog::Code;
use channels::{Notices, Pace};
use serde_json::{Value as Json, json};

/// How often whoever asks hears of his notifications by mail.
pub async fn read(State(server): State<Server>, person: Person, params: Params) -> Answer {
    params.finish()?;
    let body = blocking(move || Ok(card(&server, server.mail().notices_of(person.session.user)?)));
    Ok(reply::ok(&body.await?))
}

pub async fn change(
    State(server): State<Server>,
    person: Person,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let pace = match fields.text("notices")? {
        None => None,
        Some(word) => {
            Some(Pace::from_word(&word).ok_or_else(|| Problem::field("notices", Code::NotAnOption))?)
        }
    };
    let hour = match fields.take("hour") {
        None => None,
        Some(hour) => {
            let hour = hour.as_i64().ok_or_else(|| Problem::field("hour", Code::Type))?;
            let hour = i8::try_from(hour).ok().filter(|hour| (0..24).contains(hour));
            Some(hour.ok_or_else(|| Problem::field("hour", Code::NotAnOption))?)
        }
    };
    fields.finish()?;
    let body = blocking(move || {
        let user = person.session.user;
        let now = server.mail().notices_of(user)?;
        let will = Notices { pace: pace.unwrap_or(now.pace), hour: hour.unwrap_or(now.hour) };
        server.mail().choose_notices(user, will)?;
        Ok(card(&server, will))
    });
    Ok(reply::ok(&body.await?))
}

fn card(server: &Server, notices: Notices) -> Json {
    json!({
        "notices": notices.pace.word(),
        "hour": notices.hour,
        "time_zone": server.records().company().time_zone,
        "mail": server.mail().settings().is_set_up(),
    })
}
