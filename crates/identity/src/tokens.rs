use crate::account::Identity;
use crate::token::{hash_text, looks_like_api_token, random_api_token};
use access::Actor;
use catalog::{Code, FieldError};
use jiff::SignedDuration;
use parking_lot::Mutex;
use records::{Condition, Draft, Error, Query, Record};
use std::collections::HashMap;
use std::sync::Arc;
use value::{Date, Id, Timestamp, Value};

const TRUSTED: SignedDuration = SignedDuration::from_secs(30);
const USED_EVERY: SignedDuration = SignedDuration::from_hours(1);
const KEPT: usize = 10_000;
const LONGEST_NAME: usize = 80;

/// What a token shall be.
pub struct TokenOrder<'a> {
    pub user: Id,
    pub name: &'a str,
    /// Only what this role allows; otherwise all that the user may do.
    pub role: Option<Id>,
    /// Last day that it works.
    pub expires: Option<Date>,
}

/// A token of somebody, without its secret.
#[derive(Debug, Clone)]
pub struct Token {
    pub id: Id,
    pub name: String,
    pub role: Option<Id>,
    pub expires: Option<Date>,
    pub created_at: Option<Timestamp>,
    pub last_used_at: Option<Timestamp>,
}

/// A token with its secret: known now and never again.
pub struct NewToken {
    pub secret: String,
    pub token: Token,
}

#[derive(Default)]
pub(crate) struct TokenCache {
    known: Mutex<HashMap<String, Known>>,
}

#[derive(Clone, Copy)]
struct Known {
    id: Id,
    user: Id,
    role: Option<Id>,
    expires: Option<Date>,
    learned: Timestamp,
}

impl Identity {
    /// Makes a token for another program.
    pub fn create_token(&self, order: &TokenOrder<'_>) -> Result<NewToken, Error> {
        let name = order.name.trim();
        let complaint = match name.chars().count() {
            0 => Some(FieldError::new("name", Code::Required)),
            length if length > LONGEST_NAME => {
                Some(FieldError::new("name", Code::TooLong).with("max", LONGEST_NAME))
            }
            _ => None,
        };
        if let Some(complaint) = complaint {
            return Err(Error::Invalid(vec![complaint]));
        }
        if order.expires.is_some_and(|day| day < self.today()) {
            return Err(Error::Invalid(vec![
                FieldError::new("expires", Code::TooSmall).with("min", self.today().to_string()),
            ]));
        }
        if let Some(role) = order.role {
            self.may_lend(order.user, role)?;
        }
        let secret = random_api_token();
        let draft = Draft::new("api_token")
            .set("user", Value::Id(order.user))
            .set("name", Value::text(name))
            .set("token_hash", Value::Text(hash_text(&secret)))
            .set("role", order.role.map_or(Value::Null, Value::Id))
            .set("expires_on", order.expires.map_or(Value::Null, Value::Date));
        let record = self.inner.records.as_system("make an API token").create(draft)?;
        Ok(NewToken { secret, token: read(&record) })
    }

    /// Somebody's tokens, the newest first.
    pub fn tokens(&self, user: Id) -> Result<Vec<Token>, Error> {
        let query =
            Query::of("api_token").filter(Condition::eq("user", Value::Id(user))).sort("-id").limit(500);
        let page = self.inner.records.as_system("list API tokens").find(&query)?;
        Ok(page.records.iter().map(read).collect())
    }

    /// Ends one of somebody's tokens.
    pub fn end_token(&self, user: Id, id: Id) -> Result<(), Error> {
        let door = self.inner.records.as_system("end an API token");
        if door.get("api_token", id)?.get("user").as_id() != Some(user) {
            return Err(Error::NotFound);
        }
        door.delete("api_token", id, None)?;
        self.inner.tokens.known.lock().retain(|_, known| known.id != id);
        Ok(())
    }

    /// Who comes with this token.
    pub fn actor_of_token(&self, secret: &str) -> Result<Arc<Actor>, Error> {
        let known = self.known_token(secret)?.ok_or(Error::Unauthenticated)?;
        if known.expires.is_some_and(|day| day < self.today()) {
            return Err(Error::Unauthenticated);
        }
        match known.role {
            None => self.inner.records.actor(known.user),
            Some(role) => self.inner.records.actor_limited(known.user, role),
        }
    }

    pub(crate) fn forget_tokens_of(&self, user: Id) {
        self.inner.tokens.known.lock().retain(|_, known| known.user != user);
    }

    fn known_token(&self, secret: &str) -> Result<Option<Known>, Error> {
        if !looks_like_api_token(secret) {
            return Ok(None);
        }
        let hash = hash_text(secret);
        let now = self.inner.records.clock().now();
        let cached = self.inner.tokens.known.lock().get(&hash).copied();
        if let Some(known) = cached.filter(|known| now.duration_since(known.learned) < TRUSTED) {
            return Ok(Some(known));
        }
        let query =
            Query::of("api_token").filter(Condition::eq("token_hash", Value::text(hash.as_str()))).limit(1);
        let door = self.inner.records.as_system("open with an API token");
        let Some(record) = door.find(&query)?.records.into_iter().next() else {
            self.inner.tokens.known.lock().remove(&hash);
            return Ok(None);
        };
        let Some(user) = record.get("user").as_id() else { return Ok(None) };
        let token = read(&record);
        if token.last_used_at.is_none_or(|used| now.duration_since(used) > USED_EVERY) {
            let used = Draft::new("api_token").set("last_used_at", Value::Moment(now));
            match door.update(record.id(), None, used) {
                // Another request with the token has noted it in the same moment.
                Ok(_) | Err(Error::Stale(_)) => {}
                Err(other) => return Err(other),
            }
        }
        let known = Known { id: token.id, user, role: token.role, expires: token.expires, learned: now };
        let mut cache = self.inner.tokens.known.lock();
        if cache.len() >= KEPT {
            cache.clear();
        }
        cache.insert(hash, known);
        Ok(Some(known))
    }

    /// Nobody lends a role that he does not hold, unless he holds all.
    fn may_lend(&self, user: Id, role: Id) -> Result<(), Error> {
        let door = self.inner.records.as_system("lend a role to an API token");
        let missing = || Error::Invalid(vec![FieldError::new("role", Code::NotFound)]);
        door.get("role", role).map_err(|_| missing())?;
        let holds = door.get("user", user)?.get("roles").ids().contains(&role);
        if holds || self.inner.records.actor(user)?.rights.is_administrator() {
            Ok(())
        } else {
            Err(missing())
        }
    }

    fn today(&self) -> Date {
        self.inner.records.today()
    }
}

fn read(record: &Record) -> Token {
    Token {
        id: record.id(),
        name: record.text("name").to_owned(),
        role: record.get("role").as_id(),
        expires: record.get("expires_on").as_date(),
        created_at: record.created_at(),
        last_used_at: record.get("last_used_at").as_moment(),
    }
}
