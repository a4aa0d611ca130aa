use crate::credential::Credentials;
use crate::password::Passwords;
use crate::rejection::PasswordRules;
use crate::session::SessionCache;
use crate::throttle::Throttle;
use crate::tokens::TokenCache;
use access::Actor;
use records::{Error, Records, SecretKey};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use value::{Id, Timestamp};

/// Everything about who somebody is. Cheap to clone.
#[derive(Clone)]
pub struct Identity {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) records: Records,
    pub(crate) passwords: Passwords,
    pub(crate) credentials: Credentials,
    pub(crate) throttle: Throttle,
    /// Of letters that anybody can have sent to an address.
    pub(crate) letters: Throttle,
    pub(crate) sessions: SessionCache,
    pub(crate) tokens: TokenCache,
    pub(crate) set_up: AtomicBool,
}

impl Identity {
    /// Over the records of a company, with the key of the installation.
    pub fn open(records: Records, key: SecretKey) -> Result<Identity, Error> {
        let inner = Inner {
            credentials: Credentials::new(records.clone(), key),
            records,
            passwords: Passwords::new()?,
            throttle: Throttle::new(),
            letters: Throttle::new(),
            sessions: SessionCache::default(),
            tokens: TokenCache::default(),
            set_up: AtomicBool::new(false),
        };
        Ok(Identity { inner: Arc::new(inner) })
    }

    /// Somebody changes his own password; all his other sessions end, and this one gets a new token.
    pub fn change_password(
        &self,
        session: &crate::Session,
        current: &str,
        new: &str,
        device: &crate::Device,
    ) -> Result<crate::SignedIn, Error> {
        self.prove(session.user, current, device)?;
        self.check_password("new", new, session.user)?;
        let hash = self.inner.passwords.hash(new)?;
        self.inner.credentials.set_password(session.user, hash)?;
        self.end_sessions(session.user, Some(session.id))?;
        self.rotate(session)
    }

    /// Gives somebody a password: for an administrator, the command line and the demo company.
    pub fn set_password(&self, user: Id, password: &str) -> Result<(), Error> {
        self.check_password("password", password, user)?;
        let hash = self.inner.passwords.hash(password)?;
        self.inner.credentials.set_password(user, hash)?;
        self.end_sessions(user, None)
    }

    /// The administrator who asks, or a refusal.
    pub fn administrator<'a>(&self, actor: &'a Arc<Actor>) -> Result<&'a Arc<Actor>, Error> {
        if actor.rights.is_administrator() { Ok(actor) } else { Err(Error::Forbidden) }
    }

    /// The password once more, before something that needs it.
    pub(crate) fn prove(&self, user: Id, password: &str, device: &crate::Device) -> Result<(), Error> {
        let account = format!("user {}", user.0);
        let now = self.inner.records.clock().now();
        self.begin_try(&account, device, now)?;
        let credential = self.inner.credentials.of(user)?;
        let hash = credential.as_ref().and_then(|credential| credential.password_hash.as_deref());
        match self.inner.passwords.verify(password, hash)? {
            crate::password::Verdict::Right => {
                self.inner.throttle.right(&account, &device.address);
                Ok(())
            }
            crate::password::Verdict::Wrong => Err(Error::refused("wrong_password")),
        }
    }

    pub(crate) fn begin_try(
        &self,
        account: &str,
        device: &crate::Device,
        now: Timestamp,
    ) -> Result<(), Error> {
        let setting = self.inner.records.setting("security.sign_in_attempts");
        self.inner.throttle.allow(setting.and_then(|count| count.as_u64()));
        self.inner.throttle.begin(account, &device.address, now)
    }

    pub(crate) fn rules(&self) -> PasswordRules {
        let setting = self.inner.records.setting("security.password_min_length");
        PasswordRules::with_shortest(setting.and_then(|length| length.as_u64()))
    }

    pub(crate) fn check_password(&self, field: &str, password: &str, user: Id) -> Result<(), Error> {
        let person = self.inner.records.as_system("check a password").get("user", user)?;
        let company = self.inner.records.company();
        let familiar = [person.text("email"), person.text("name"), company.name.as_str()];
        self.rules().check(field, password, &familiar).map_err(|complaint| Error::Invalid(vec![complaint]))
    }
}
