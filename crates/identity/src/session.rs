use crate::account::Identity;
use crate::token::{hash_text, random_token};
use access::Actor;
use jiff::SignedDuration;
use parking_lot::Mutex;
use records::{Condition, Draft, Error, Query, Record};
use std::collections::HashMap;
use std::sync::Arc;
use value::{Id, Timestamp, Value};

/// A session that nobody uses ends after so many hours, unless the company says otherwise.
const IDLE_HOURS: u64 = 12;
/// A session ends however much it is used.
const LONGEST: SignedDuration = SignedDuration::from_hours(90 * 24);
/// What a request learns from the cache is at most this old.
const TRUSTED: SignedDuration = SignedDuration::from_secs(30);
/// 'Last seen' is written this often.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(10);
const KEPT: usize = 50_000;

/// Somebody who is signed in, on one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The record.
    pub id: Id,
    /// Who.
    pub user: Id,
    /// Comes back with every request that changes something.
    pub csrf: String,
    /// The role through whose eyes an administrator looks at the company for a while.
    pub seen_as: Option<Id>,
}

/// From where somebody comes.
#[derive(Debug, Clone, Default)]
pub struct Device {
    /// Network address.
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
}

/// A session with the token that opens it: known now and never again.
pub struct SignedIn {
    pub token: String,
    pub session: Session,
}

/// A session in the list of one's own.
#[derive(Debug, Clone)]
pub struct OpenSession {
    pub id: Id,
    pub created_at: Timestamp,
    pub last_seen_at: Option<Timestamp>,
    pub address: String,
    pub agent: String,
}

#[derive(Default)]
pub(crate) struct SessionCache {
    known: Mutex<HashMap<String, Known>>,
}

#[derive(Clone)]
struct Known {
    session: Session,
    learned: Timestamp,
    expires: Timestamp,
}

impl Identity {
    /// The session that a token opens; costs no query while it is fresh in memory.
    pub fn session_of(&self, token: &str) -> Result<Option<Session>, Error> {
        if token.len() != 64 || !token.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let hash = hash_text(token);
        let now = self.inner.records.clock().now();
        let known = self.inner.sessions.known.lock().get(&hash).cloned();
        if let Some(known) =
            known.filter(|known| now < known.expires && now.duration_since(known.learned) < TRUSTED)
        {
            return Ok(Some(known.session));
        }
        let Some(record) = self.session_record(Condition::eq("token_hash", Value::text(hash.as_str())))?
        else {
            self.inner.sessions.known.lock().remove(&hash);
            return Ok(None);
        };
        let Some(expires) = record.get("expires_at").as_moment().filter(|moment| now < *moment) else {
            return Ok(None);
        };
        let expires = self.seen(&record, now, expires)?;
        let Some(session) = read(&record) else { return Ok(None) };
        self.inner.sessions.remember(hash, Known { session: session.clone(), learned: now, expires });
        Ok(Some(session))
    }

    /// One's own sessions that are open, the newest first.
    pub fn sessions(&self, user: Id) -> Result<Vec<OpenSession>, Error> {
        let now = self.inner.records.clock().now();
        let query = Query::of("session")
            .filter(Condition::eq("user", Value::Id(user)))
            .filter(Condition::gt("expires_at", Value::Moment(now)))
            .sort("-id")
            .limit(200);
        let page = self.inner.records.as_system("list sessions").find(&query)?;
        let words = |record: &Record, field: &str| record.text(field).to_owned();
        let open = page.records.iter().map(|record| OpenSession {
            id: record.id(),
            created_at: record.created_at().unwrap_or(now),
            last_seen_at: record.get("last_seen_at").as_moment(),
            address: words(record, "address"),
            agent: words(record, "agent"),
        });
        Ok(open.collect())
    }

    /// Ends one of somebody's sessions.
    pub fn end_session(&self, user: Id, id: Id) -> Result<(), Error> {
        let door = self.inner.records.as_system("end a session");
        if door.get("session", id)?.get("user").as_id() != Some(user) {
            return Err(Error::NotFound);
        }
        door.delete("session", id, None)?;
        self.inner.sessions.forget(|session| session.id == id);
        Ok(())
    }

    /// Ends somebody's sessions, all but one.
    pub fn end_sessions(&self, user: Id, except: Option<Id>) -> Result<(), Error> {
        let door = self.inner.records.as_system("end sessions");
        let query = Query::of("session").filter(Condition::eq("user", Value::Id(user))).limit(500);
        for record in door.find(&query)?.records {
            if Some(record.id()) != except {
                door.delete("session", record.id(), None)?;
            }
        }
        self.inner.sessions.forget(|session| session.user == user && Some(session.id) != except);
        Ok(())
    }

    /// Shows an administrator what a role would see. The session is narrowed to that role and may only look until it is
    /// told to see with its own eyes again.
    pub fn see_as(&self, session: &Session, role: Option<Id>) -> Result<Session, Error> {
        if let Some(role) = role {
            if !self.inner.records.actor(session.user)?.rights.is_administrator() {
                return Err(Error::Forbidden);
            }
            self.inner.records.as_system("see as a role").get("role", role)?;
        }
        let draft = Draft::new("session").set("seen_as", role.map_or(Value::Null, Value::Id));
        self.inner.records.as_system("see as a role").update(session.id, None, draft)?;
        self.inner.sessions.forget(|known| known.id == session.id);
        Ok(Session { seen_as: role, ..session.clone() })
    }

    /// Who acts in a session: its user, or what is left of him while he sees as a role.
    pub fn actor_of_session(&self, session: &Session) -> Result<Arc<Actor>, Error> {
        match session.seen_as {
            None => self.inner.records.actor(session.user),
            Some(role) => self.inner.records.actor_limited(session.user, role),
        }
    }

    /// Removes what has run out; for the nightly round.
    pub fn sweep_sessions(&self) -> Result<usize, Error> {
        let now = self.inner.records.clock().now();
        let door = self.inner.records.as_system("sweep sessions");
        let query = Query::of("session").filter(Condition::lt("expires_at", Value::Moment(now))).limit(500);
        let ended = door.find(&query)?.records;
        for record in &ended {
            door.delete("session", record.id(), None)?;
        }
        Ok(ended.len())
    }

    pub(crate) fn open_session(&self, user: Id, device: &Device) -> Result<SignedIn, Error> {
        let now = self.inner.records.clock().now();
        let (token, csrf) = (random_token(), random_token());
        let draft = Draft::new("session")
            .set("user", Value::Id(user))
            .set("token_hash", Value::Text(hash_text(&token)))
            .set("csrf", Value::text(csrf.as_str()))
            .set("last_seen_at", Value::Moment(now))
            .set("expires_at", Value::Moment(later(now, self.idle())))
            .set("address", Value::Text(clip(&device.address, 64)))
            .set("agent", Value::Text(clip(&device.agent, 300)));
        let record = self.inner.records.as_system("sign in").create(draft)?;
        Ok(SignedIn { token, session: Session { id: record.id(), user, csrf, seen_as: None } })
    }

    /// The same session under a new token, after a change of what it may do.
    pub(crate) fn rotate(&self, session: &Session) -> Result<SignedIn, Error> {
        let (token, csrf) = (random_token(), random_token());
        let draft = Draft::new("session")
            .set("token_hash", Value::Text(hash_text(&token)))
            .set("csrf", Value::text(csrf.as_str()));
        self.inner.records.as_system("rotate a session").update(session.id, None, draft)?;
        self.inner.sessions.forget(|known| known.id == session.id);
        Ok(SignedIn { token, session: Session { csrf, ..session.clone() } })
    }

    /// How long a session lasts without use.
    pub fn idle(&self) -> SignedDuration {
        let setting = self.inner.records.setting("security.session_hours").and_then(|hours| hours.as_u64());
        SignedDuration::from_hours(setting.unwrap_or(IDLE_HOURS).clamp(1, 24 * 90) as i64)
    }

    fn seen(&self, record: &Record, now: Timestamp, expires: Timestamp) -> Result<Timestamp, Error> {
        let fresh =
            record.get("last_seen_at").as_moment().is_some_and(|seen| now.duration_since(seen) < SEEN_EVERY);
        if fresh {
            return Ok(expires);
        }
        let expires = later(now, self.idle()).min(later(record.created_at().unwrap_or(now), LONGEST));
        let draft = Draft::new("session")
            .set("last_seen_at", Value::Moment(now))
            .set("expires_at", Value::Moment(expires));
        match self.inner.records.as_system("keep a session alive").update(record.id(), None, draft) {
            Ok(_) | Err(Error::NotFound | Error::Stale(_)) => Ok(expires),
            Err(other) => Err(other),
        }
    }

    fn session_record(&self, condition: Condition) -> Result<Option<Record>, Error> {
        let query = Query::of("session").filter(condition).limit(1);
        Ok(self.inner.records.as_system("open a session").find(&query)?.records.into_iter().next())
    }
}

impl SessionCache {
    fn remember(&self, hash: String, entry: Known) {
        let mut known = self.known.lock();
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(hash, entry);
    }

    fn forget(&self, gone: impl Fn(&Session) -> bool) {
        self.known.lock().retain(|_, entry| !gone(&entry.session));
    }
}

fn read(record: &Record) -> Option<Session> {
    Some(Session {
        id: record.id(),
        user: record.get("user").as_id()?,
        csrf: record.get("csrf").as_text()?.to_owned(),
        seen_as: record.get("seen_as").as_id(),
    })
}

fn later(moment: Timestamp, by: SignedDuration) -> Timestamp {
    moment.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// What a browser sends about itself is not always fit to be kept.
fn clip(text: &str, length: usize) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(length).collect()
}
