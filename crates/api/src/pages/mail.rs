use crate::edge::body::{Body, Fields, PerhapsBody};
use crate::edge::caller::{Caller, Person};
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking, blocking_problem};
use axum::extract::{Path, State};
use catalog::{Code, Language};
use channels::{Kept, Mail, MailChange, Security, Unsent};
use serde_json::{Value as Json, json};
use value::{Id, Timestamp, moment_text, text};

const STATES: [&str; 3] = ["queued", "sent", "failed"];

/// Through which server mail goes out; never its password.
pub async fn read(State(server): State<Server>, caller: Caller, params: Params) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    Ok(reply::ok(&card(server.mail())))
}

pub async fn change(
    State(server): State<Server>,
    caller: Caller,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let mut fields = Fields(fields);
    let security = match fields.text("security")? {
        None => None,
        Some(word) => {
            Some(Security::from_word(&word).ok_or_else(|| Problem::field("security", Code::NotAnOption))?)
        }
    };
    let port = match fields.take("port") {
        None => None,
        Some(port) => {
            let port = port.as_u64().ok_or_else(|| Problem::field("port", Code::Type))?;
            Some(u16::try_from(port).map_err(|_| Problem::field("port", Code::TooLarge))?)
        }
    };
    let change = MailChange {
        host: fields.text("host")?,
        port,
        security,
        user: fields.text("user")?,
        password: fields.text("password")?,
        from_address: fields.text("from_address")?,
        from_name: fields.text("from_name")?,
    };
    fields.finish()?;
    let body = blocking(move || {
        server.mail().change(change)?;
        Ok(card(server.mail()))
    });
    Ok(reply::ok(&body.await?))
}

/// Sends a test mail at once, to whoever asks or to another address, and says what the server answered.
pub async fn trial(
    State(server): State<Server>,
    caller: Caller,
    person: Person,
    params: Params,
    PerhapsBody(fields): PerhapsBody,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let mut fields = Fields(fields);
    let to = fields.text("to")?;
    fields.finish()?;
    let body = blocking_problem(move || {
        if !server.mail().settings().is_set_up() {
            return Err(Problem::refused("mail_not_set_up", "no mail server is set up"));
        }
        let me = server.records().as_system("send a test mail").get("user", person.session.user)?;
        let (name, email) = match &to {
            None => (me.text("name"), me.text("email").to_owned()),
            Some(to) => ("", text::email(to).map_err(|_| Problem::field("to", Code::Format))?),
        };
        let language = Language::from_tag(me.text("language")).unwrap_or(caller.actor.language);
        let letter = channels::trial(language, &server.records().company().name);
        match server.mail().try_out(name, &email, &letter) {
            Ok(()) => Ok(json!({ "sent_to": email })),
            Err(Unsent(reason)) => {
                let mut problem = Problem::refused("mail_not_sent", &reason);
                problem.errors[0].params.insert("reason".to_owned(), Json::from(reason));
                Err(problem)
            }
        }
    });
    Ok(reply::ok(&body.await?))
}

/// What is waiting, what went out and what was given up.
pub async fn outbox(State(server): State<Server>, caller: Caller, mut params: Params) -> Answer {
    let state = params.text("state")?;
    params.finish()?;
    caller.must_administrate()?;
    if state.as_deref().is_some_and(|state| !STATES.contains(&state)) {
        return Err(Problem::parameter("state", Code::NotAnOption));
    }
    let mails = blocking(move || server.mail().outbox(state.as_deref())).await?;
    Ok(reply::ok(&json!({ "data": mails.iter().map(entry).collect::<Vec<Json>>() })))
}

/// Another round of attempts for a mail that was given up.
pub async fn try_again(
    State(server): State<Server>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
    PerhapsBody(fields): PerhapsBody,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    Fields(fields).finish()?;
    let id = Id::parse(&id, "out").map_err(|_| Problem::not_found())?;
    blocking(move || server.mail().try_again(id)).await?;
    Ok(reply::nothing())
}

fn card(mail: &Mail) -> Json {
    let settings = mail.settings();
    json!({
        "host": settings.host,
        "port": settings.port,
        "security": settings.security.word(),
        "user": settings.user,
        "has_password": !settings.password.is_empty(),
        "from_address": settings.from_address,
        "from_name": settings.from_name,
        "set_up": settings.is_set_up(),
        "links_begin_with": mail.link("/"),
    })
}

fn entry(mail: &Kept) -> Json {
    let moment = |moment: Option<Timestamp>| moment.map(moment_text);
    json!({
        "id": mail.id.with_prefix("out"),
        "kind": mail.kind,
        "recipient": mail.recipient,
        "subject": mail.subject,
        "state": mail.state,
        "attempts": mail.attempts,
        "created_at": moment(mail.created_at),
        "next_try_at": moment(mail.next_try_at.filter(|_| mail.state == "queued")),
        "sent_at": moment(mail.sent_at),
        "last_error": Some(mail.last_error.as_str()).filter(|text| !text.is_empty()),
    })
}
