use crate::edge::problem::Problem;
use crate::edge::server::Server;
use crate::edge::trace::Trace;
use access::Actor;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use catalog::Language;
use identity::{Device, Session};
use records::{Door, Error};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

/// Name of the session cookie.
pub const COOKIE: &str = "guanxi_session";
const CSRF: &str = "x-csrf-token";

/// Who asks, proven.
#[derive(Clone)]
pub struct Caller {
    pub actor: Arc<Actor>,
    pub authority: Authority,
    trace: String,
    server: Server,
}

/// How he proved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authority {
    /// A browser with the session cookie.
    Session(Session),
    /// Another program with a token.
    Token(String),
}

/// Who asks, where it is no fault to be nobody.
pub struct PerhapsCaller(pub Option<Caller>);

/// A person at a browser: what concerns his own password, sessions and tokens is not for programs.
pub struct Person {
    pub session: Session,
}

/// The person at the browser himself, also while he sees as a role and may change nothing else.
pub struct Holder {
    pub session: Session,
}

/// From where a request comes.
pub struct Origin(pub Device);

impl Caller {
    /// The records as this caller may see them.
    pub fn door(&self) -> Door {
        self.server.records().as_user(self.actor.clone()).because(format!("request {}", self.trace))
    }

    /// The caller's rights as they are now, for an answer that goes on for hours.
    pub fn again(&self) -> Result<Arc<Actor>, Error> {
        match &self.authority {
            Authority::Session(session) => self.server.identity().actor_of_session(session),
            Authority::Token(token) => self.server.identity().actor_of_token(token),
        }
    }

    /// Sees as a role, and so may change nothing.
    pub fn only_looks(&self) -> bool {
        match &self.authority {
            Authority::Session(session) => session.seen_as.is_some(),
            Authority::Token(_) => false,
        }
    }

    /// Refuses everybody but administrators.
    pub fn must_administrate(&self) -> Result<(), Problem> {
        if self.actor.rights.is_administrator() {
            return Ok(());
        }
        Err(Problem::forbidden("only an administrator may do this"))
    }
}

impl FromRequestParts<Server> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Caller, Problem> {
        let caller = recognise(parts, server).await?.ok_or(Error::Unauthenticated)?;
        if caller.only_looks() && !reads(&parts.method) {
            let detail = "a session that sees as a role changes nothing";
            return Err(Problem::new(StatusCode::FORBIDDEN, "seen_as_role", detail));
        }
        Ok(caller)
    }
}

impl FromRequestParts<Server> for Holder {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Holder, Problem> {
        let caller = recognise(parts, server).await?.ok_or(Error::Unauthenticated)?;
        match caller.authority {
            Authority::Session(session) => Ok(Holder { session }),
            Authority::Token(_) => Err(not_a_person()),
        }
    }
}

impl FromRequestParts<Server> for PerhapsCaller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<PerhapsCaller, Problem> {
        match recognise(parts, server).await {
            Ok(caller) => Ok(PerhapsCaller(caller)),
            Err(problem) if problem.status == StatusCode::UNAUTHORIZED => Ok(PerhapsCaller(None)),
            Err(problem) => Err(problem),
        }
    }
}

impl FromRequestParts<Server> for Person {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Person, Problem> {
        let caller = Caller::from_request_parts(parts, server).await?;
        match caller.authority {
            Authority::Session(session) => Ok(Person { session }),
            Authority::Token(_) => Err(not_a_person()),
        }
    }
}

fn not_a_person() -> Problem {
    Problem::forbidden("this needs somebody who is signed in, not an API token")
}

impl<S: Send + Sync> FromRequestParts<S> for Origin {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Origin, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
        let forwarded = text_of(&parts.headers, "x-forwarded-for").and_then(|list| list.rsplit(',').next());
        let address = match (peer, forwarded) {
            (Some(peer), Some(forwarded)) if peer.is_loopback() => forwarded.trim().to_owned(),
            (Some(peer), _) => peer.to_string(),
            (None, _) => "unknown".to_owned(),
        };
        let agent = text_of(&parts.headers, header::USER_AGENT.as_str()).unwrap_or_default().to_owned();
        Ok(Origin(Device { address, agent }))
    }
}

/// The session token in the cookies.
pub fn cookie_of(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == COOKIE).then_some(value))
}

async fn recognise(parts: &Parts, server: &Server) -> Result<Option<Caller>, Problem> {
    let trace = Trace::of(&parts.extensions).0;
    let language = language_of(&parts.headers);
    if let Some(written) = parts.headers.get(header::AUTHORIZATION) {
        let token = written.to_str().ok().and_then(|text| text.strip_prefix("Bearer ")).map(str::trim);
        let token = token.ok_or(Error::Unauthenticated)?.to_owned();
        let identity = server.identity().clone();
        let secret = token.clone();
        let actor = server.quick(move || identity.actor_of_token(&secret)).await?;
        in_pace(server, &actor)?;
        let actor = in_language(actor, language);
        return Ok(Some(Caller { actor, authority: Authority::Token(token), trace, server: server.clone() }));
    }
    let Some(token) = cookie_of(&parts.headers).map(str::to_owned) else { return Ok(None) };
    let identity = server.identity().clone();
    let found = server.quick(move || match identity.session_of(&token)? {
        None => Ok(None),
        Some(session) => identity.actor_of_session(&session).map(|actor| Some((session, actor))),
    });
    let Some((session, actor)) = found.await? else { return Ok(None) };
    if !reads(&parts.method) && text_of(&parts.headers, CSRF) != Some(session.csrf.as_str()) {
        let detail = "a request with the session cookie needs the X-CSRF-Token of GET /session";
        return Err(Problem::new(StatusCode::FORBIDDEN, "csrf", detail));
    }
    in_pace(server, &actor)?;
    let actor = in_language(actor, language);
    Ok(Some(Caller { actor, authority: Authority::Session(session), trace, server: server.clone() }))
}

fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn in_pace(server: &Server, actor: &Actor) -> Result<(), Error> {
    let setting = server.records().setting("security.requests_per_second").and_then(|rate| rate.as_u64());
    server.pace().step(actor.user, setting, Instant::now())
}

fn in_language(actor: Arc<Actor>, wanted: Option<Language>) -> Arc<Actor> {
    match wanted {
        Some(language) if language != actor.language => Arc::new(Actor { language, ..(*actor).clone() }),
        Some(_) | None => actor,
    }
}

fn language_of(headers: &HeaderMap) -> Option<Language> {
    let list = text_of(headers, header::ACCEPT_LANGUAGE.as_str())?;
    list.split(',').take(10).find_map(|entry| Language::from_tag(entry.split(';').next().unwrap_or_default()))
}

fn text_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
