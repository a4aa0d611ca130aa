use crate::account::Identity;
use crate::credential::Credential;
use crate::password::Verdict;
use crate::session::{Device, Session, SignedIn};
use crate::totp::{Taken, confirmed};
use records::{Condition, Error, Query};
use value::{Id, Timestamp, Value, text};

/// Somebody tries to sign in.
pub struct Attempt<'a> {
    pub email: &'a str,
    pub password: &'a str,
    /// One-time code or recovery code.
    pub code: Option<&'a str>,
    pub device: Device,
}

/// What became of it.
pub enum Outcome {
    /// He is in.
    SignedIn(SignedIn),
    /// The password is right and a code is missing.
    SecondFactorRequired,
}

impl Identity {
    /// Opens a session. Whatever is wrong, the answer is the same: not authenticated.
    pub fn sign_in(&self, attempt: &Attempt<'_>) -> Result<Outcome, Error> {
        let inner = &self.inner;
        let account = text::email(attempt.email).unwrap_or_else(|_| attempt.email.trim().to_lowercase());
        let account: String = account.chars().take(254).collect();
        let address = attempt.device.address.as_str();
        let now = inner.records.clock().now();
        self.begin_try(&account, &attempt.device, now)?;
        let user = self.active_user(&account)?;
        let credential = user.map(|user| inner.credentials.of(user)).transpose()?.flatten();
        if let Some(wait) = credential.as_ref().and_then(|credential| lock_left(credential, now)) {
            return Err(Error::Limited { retry_after: wait });
        }
        let hash = credential.as_ref().and_then(|credential| credential.password_hash.as_deref());
        let verdict = inner.passwords.verify(attempt.password, hash)?;
        let (Verdict::Right, Some(user)) = (verdict, user) else {
            self.remember_lock(&account, credential.as_ref())?;
            return Err(Error::Unauthenticated);
        };
        if let (Some(factor), Some(stored)) = (confirmed(&credential), credential.as_ref()) {
            let Some(code) = attempt.code.filter(|code| !code.trim().is_empty()) else {
                inner.throttle.pardon(&account, address);
                return Ok(Outcome::SecondFactorRequired);
            };
            match self.take_code(stored, factor, code)? {
                Taken::Right => {}
                Taken::Wrong => {
                    self.remember_lock(&account, credential.as_ref())?;
                    return Err(Error::Unauthenticated);
                }
            }
        }
        inner.throttle.right(&account, address);
        if let Some(stored) = credential.as_ref().filter(|stored| stored.locked_until.is_some()) {
            inner.credentials.unlock(stored)?;
        }
        self.open_session(user, &attempt.device).map(Outcome::SignedIn)
    }

    /// Ends a session.
    pub fn sign_out(&self, session: &Session) -> Result<(), Error> {
        match self.end_session(session.user, session.id) {
            Ok(()) | Err(Error::NotFound) => Ok(()),
            Err(other) => Err(other),
        }
    }

    /// The user with an e-mail address who may sign in.
    pub fn active_user(&self, email: &str) -> Result<Option<Id>, Error> {
        let Ok(email) = text::email(email) else { return Ok(None) };
        let query = Query::of("user")
            .filter(Condition::eq("email", Value::Text(email)))
            .filter(Condition::eq("active", Value::Boolean(true)))
            .limit(1);
        Ok(self.inner.records.as_system("sign in").find(&query)?.records.first().map(records::Record::id))
    }

    /// A lock outlives a restart of the program.
    fn remember_lock(&self, account: &str, credential: Option<&Credential>) -> Result<(), Error> {
        let (failed, until) = self.inner.throttle.standing(account);
        match (credential, Timestamp::from_second(until)) {
            (Some(credential), Ok(until)) if until.as_second() > 0 => {
                self.inner.credentials.lock(credential, failed, until)
            }
            (_, _) => Ok(()),
        }
    }
}

fn lock_left(credential: &Credential, now: Timestamp) -> Option<u64> {
    let left = credential.locked_until?.as_second() - now.as_second();
    u64::try_from(left).ok().filter(|left| *left > 0)
}
