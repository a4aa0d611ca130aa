use crate::edge::body::{Body, Fields};
use crate::edge::caller::{Authority, COOKIE, Holder, Origin, PerhapsCaller, Person};
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use crate::pages::{company, screen};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use catalog::{Code, Language};
use identity::{Attempt, Outcome, Session, Setup, SignedIn};
use records::{Draft, Error, Records};
use serde_json::{Value as Json, json};
use value::{Id, Value, moment_text};

/// Longest arrangement of a screen, in bytes.
const LARGEST_SCREEN: usize = 20_000;
const COOKIE_SECONDS: u32 = 14 * 24 * 3600;

/// Whether a company is set up, who is signed in, and the key of requests that change something.
pub async fn read(
    State(server): State<Server>,
    PerhapsCaller(caller): PerhapsCaller,
    params: Params,
) -> Answer {
    params.finish()?;
    let body = blocking(move || match caller {
        Some(caller) => match &caller.authority {
            Authority::Session(session) => card_of(server.records(), session),
            Authority::Token(_) => card(server.records(), caller.actor.user, None),
        },
        None if server.identity().needs_setup()? => Ok(signed_out(&server, "setup")),
        None => Ok(signed_out(&server, "signed_out")),
    });
    Ok(reply::ok(&body.await?))
}

/// The first administrator; only while there is nobody.
pub async fn set_up(
    State(server): State<Server>,
    Origin(device): Origin,
    headers: HeaderMap,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let language = fields.text("language")?.unwrap_or_else(|| "en".to_owned());
    let currency = fields.text("currency")?.unwrap_or_else(|| "CNY".to_owned());
    let setup = Setup {
        company: fields.needed_text("company")?,
        name: fields.needed_text("name")?,
        email: fields.needed_text("email")?,
        password: fields.needed_text("password")?,
        language: Language::from_tag(&language)
            .ok_or_else(|| Problem::field("language", Code::NotAnOption))?,
        currency: currency.parse().map_err(|_| Problem::field("currency", Code::Currency))?,
        time_zone: fields.text("time_zone")?,
    };
    fields.finish()?;
    let (signed_in, body) = blocking(move || {
        server.identity().set_up(setup.clone())?;
        let attempt = Attempt { email: &setup.email, password: &setup.password, code: None, device };
        match server.identity().sign_in(&attempt)? {
            Outcome::SignedIn(signed_in) => {
                let body = card_of(server.records(), &signed_in.session)?;
                Ok((signed_in, body))
            }
            Outcome::SecondFactorRequired => Err(Error::Unauthenticated),
        }
    })
    .await?;
    Ok(with_cookie(reply::json(StatusCode::CREATED, &body), &signed_in.token, &headers))
}

pub async fn sign_in(
    State(server): State<Server>,
    Origin(device): Origin,
    headers: HeaderMap,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let email = fields.needed_text("email")?;
    let password = fields.needed_text("password")?;
    let code = fields.text("code")?;
    fields.finish()?;
    let (outcome, records) = blocking(move || {
        let attempt = Attempt { email: &email, password: &password, code: code.as_deref(), device };
        Ok((server.identity().sign_in(&attempt)?, server.records().clone()))
    })
    .await?;
    match outcome {
        Outcome::SecondFactorRequired => {
            let detail = "send the code of the second factor too";
            Err(Problem::new(StatusCode::UNAUTHORIZED, "second_factor_required", detail))
        }
        Outcome::SignedIn(SignedIn { token, session }) => {
            let body = blocking(move || card_of(&records, &session)).await?;
            Ok(with_cookie(reply::ok(&body), &token, &headers))
        }
    }
}

pub async fn sign_out(
    State(server): State<Server>,
    holder: Holder,
    headers: HeaderMap,
    params: Params,
) -> Answer {
    params.finish()?;
    blocking(move || server.identity().sign_out(&holder.session)).await?;
    let mut response = reply::nothing();
    put_cookie(&mut response, "", 0, &headers);
    Ok(response)
}

/// An administrator looks at the company with the eyes of a role; without a role, with his own again.
pub async fn see_as(
    State(server): State<Server>,
    holder: Holder,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let role = match fields.text("role")? {
        None => None,
        Some(role) => Some(Id::parse(&role, "rol").map_err(|_| Problem::field("role", Code::Prefix))?),
    };
    fields.finish()?;
    let body = blocking(move || {
        let session = server.identity().see_as(&holder.session, role)?;
        card_of(server.records(), &session)
    });
    Ok(reply::ok(&body.await?))
}

/// One's own language, time zone, name, and how one arranged the screen.
pub async fn change_self(
    State(server): State<Server>,
    holder: Holder,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let mut draft = Draft::new("user");
    if let Some(language) = fields.text("language")? {
        let language =
            Language::from_tag(&language).ok_or_else(|| Problem::field("language", Code::NotAnOption))?;
        draft.put("language", Value::text(language.tag()));
    }
    if let Some(zone) = fields.text("time_zone")? {
        jiff::tz::TimeZone::get(&zone).map_err(|_| Problem::field("time_zone", Code::Format))?;
        draft.put("time_zone", Value::Text(zone));
    }
    if let Some(name) = fields.text("name")? {
        if name.trim().is_empty() || name.chars().count() > 120 || name.chars().any(char::is_control) {
            return Err(Problem::field("name", Code::Format));
        }
        draft.put("name", Value::text(name.trim()));
    }
    let state = fields.take("screen");
    if state.as_ref().is_some_and(|state| !state.is_object() || state.to_string().len() > LARGEST_SCREEN) {
        return Err(Problem::field("screen", Code::Format));
    }
    fields.finish()?;
    let session = holder.session;
    let body = blocking(move || {
        server.records().as_system("change one's own profile").update(session.user, None, draft)?;
        if let Some(state) = state {
            screen::keep(server.records(), session.user, state)?;
        }
        card_of(server.records(), &session)
    });
    Ok(reply::ok(&body.await?))
}

pub async fn list(State(server): State<Server>, person: Person, params: Params) -> Answer {
    params.finish()?;
    let Person { session, .. } = person;
    let body = blocking(move || {
        let catalog = server.records().catalog();
        let prefix = catalog.object("session").map_or("ses", |object| object.prefix.as_str());
        let sessions = server.identity().sessions(session.user)?;
        let each = sessions.into_iter().map(|open| {
            json!({
                "id": open.id.with_prefix(prefix),
                "created_at": moment_text(open.created_at),
                "last_seen_at": open.last_seen_at.map(moment_text),
                "address": open.address,
                "agent": open.agent,
                "current": open.id == session.id,
            })
        });
        Ok(Json::Array(each.collect()))
    });
    Ok(reply::ok(&body.await?))
}

pub async fn end(
    State(server): State<Server>,
    person: Person,
    Path(id): Path<String>,
    params: Params,
) -> Answer {
    params.finish()?;
    let id = Id::parse(&id, "ses").map_err(|_| Problem::not_found())?;
    blocking(move || server.identity().end_session(person.session.user, id)).await?;
    Ok(reply::nothing())
}

/// The answer of `GET /session` for somebody at a browser.
pub fn card_of(records: &Records, session: &Session) -> Result<Json, Error> {
    let mut body = card(records, Some(session.user), Some(session.csrf.clone()))?;
    if let Some(role) = session.seen_as {
        let name = match records.as_system("show who is signed in").get("role", role) {
            Ok(role) => role.title(),
            Err(Error::NotFound) => String::new(),
            Err(other) => return Err(other),
        };
        body["seen_as"] = json!({ "id": role.with_prefix("rol"), "name": name });
    }
    Ok(body)
}

fn card(records: &Records, user: Option<Id>, csrf: Option<String>) -> Result<Json, Error> {
    let user = user.ok_or(Error::Unauthenticated)?;
    let door = records.as_system("show who is signed in");
    let person = door.get("user", user)?;
    let mut roles = Vec::new();
    for role in person.get("roles").ids() {
        match door.get("role", role) {
            Ok(role) => roles.push(role.title()),
            Err(Error::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    let mut body = json!({
        "state": "signed_in",
        "user": me(records, &person, &roles),
        "company": company::card(&records.company()),
        "screen": screen::of(records, user)?,
    });
    if let Some(csrf) = csrf {
        body["csrf"] = Json::from(csrf);
    }
    Ok(body)
}

fn me(records: &Records, person: &records::Record, roles: &[String]) -> Json {
    let catalog = records.catalog();
    let prefix = catalog.object("user").map_or("usr", |object| object.prefix.as_str());
    let text = |field: &str| person.get(field).as_text().map(str::to_owned);
    json!({
        "id": person.id().with_prefix(prefix),
        "name": person.text("name"),
        "email": person.text("email"),
        "language": text("language"),
        "time_zone": text("time_zone"),
        "role_names": roles,
    })
}

/// Whether a new password can come by mail is known before anybody asks for one.
fn signed_out(server: &Server, state: &str) -> Json {
    let company = company::card(&server.records().company());
    json!({ "state": state, "company": company, "mail": server.mail().settings().is_set_up() })
}

/// The answer with the session's token in a cookie.
pub fn with_cookie(mut response: Response, token: &str, headers: &HeaderMap) -> Response {
    put_cookie(&mut response, token, COOKIE_SECONDS, headers);
    response
}

/// A new token after a change of what the session may do, with the new key for requests.
pub fn renewed(server: &Server, signed_in: &SignedIn) -> Result<Json, Error> {
    card_of(server.records(), &signed_in.session)
}

fn put_cookie(response: &mut Response, token: &str, seconds: u32, headers: &HeaderMap) {
    let encrypted = headers.get("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
    let secure = if encrypted { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
}
