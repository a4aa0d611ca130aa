use records::{Condition, Draft, Error, Query, Record, Records, SecretKey};
use serde_json::Value as Json;
use value::{Id, Timestamp, Value};

/// What is kept about how somebody proves who he is.
pub(crate) struct Credential {
    pub(crate) id: Id,
    pub(crate) version: i64,
    pub(crate) password_hash: Option<String>,
    pub(crate) second_factor: Option<StoredFactor>,
    pub(crate) recovery_hashes: Vec<String>,
    pub(crate) locked_until: Option<Timestamp>,
}

/// The secret of the second factor, opened.
pub(crate) struct StoredFactor {
    pub(crate) secret: Vec<u8>,
    pub(crate) state: FactorState,
    pub(crate) last_step: i64,
}

/// Whether the owner has shown that his device knows the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FactorState {
    Begun,
    Confirmed,
}

/// Reads and writes credential records.
pub(crate) struct Credentials {
    records: Records,
    key: SecretKey,
}

impl Credentials {
    pub(crate) fn new(records: Records, key: SecretKey) -> Credentials {
        Credentials { records, key }
    }

    pub(crate) fn of(&self, user: Id) -> Result<Option<Credential>, Error> {
        let record = self.record_of(user)?;
        record.map(|record| self.read(user, &record)).transpose()
    }

    pub(crate) fn set_password(&self, user: Id, hash: String) -> Result<(), Error> {
        let change = |draft: Draft| {
            draft
                .set("password_hash", Value::Text(hash))
                .set("failed_count", Value::Integer(0))
                .set("locked_until", Value::Null)
        };
        let door = self.records.as_system("change a password");
        match self.record_of(user)? {
            Some(record) => door.update(record.id(), None, change(Draft::new("credential")))?,
            None => door.create(change(Draft::new("credential").set("user", Value::Id(user))))?,
        };
        Ok(())
    }

    pub(crate) fn begin_second_factor(&self, user: Id, secret: &[u8]) -> Result<(), Error> {
        let plain = records::write_hex(secret);
        let sealed = self.key.seal(&place(user), &plain).ok_or_else(unsealable)?;
        let record = self.record_of(user)?.ok_or(Error::NotFound)?;
        let draft = Draft::new("credential")
            .set("totp_secret", Value::Text(sealed))
            .set("totp_confirmed", Value::Boolean(false))
            .set("totp_last_step", Value::Integer(0))
            .set("recovery_hashes", Value::Null);
        self.change("begin a second factor", &record, draft)
    }

    pub(crate) fn confirm_second_factor(
        &self,
        credential: &Credential,
        step: i64,
        hashes: Vec<String>,
    ) -> Result<(), Error> {
        let draft = Draft::new("credential")
            .set("totp_confirmed", Value::Boolean(true))
            .set("totp_last_step", Value::Integer(step))
            .set("recovery_hashes", Value::Json(Json::from(hashes)));
        self.guarded("confirm a second factor", credential, draft)
    }

    pub(crate) fn drop_second_factor(&self, credential: &Credential) -> Result<(), Error> {
        let draft = Draft::new("credential")
            .set("totp_secret", Value::Null)
            .set("totp_confirmed", Value::Boolean(false))
            .set("totp_last_step", Value::Integer(0))
            .set("recovery_hashes", Value::Null);
        self.guarded("drop a second factor", credential, draft)
    }

    /// The version keeps two sign-ins at one moment from using one code.
    pub(crate) fn use_step(&self, credential: &Credential, step: i64) -> Result<(), Error> {
        self.guarded(
            "use a one-time code",
            credential,
            Draft::new("credential").set("totp_last_step", Value::Integer(step)),
        )
    }

    pub(crate) fn use_recovery_code(&self, credential: &Credential, used: &str) -> Result<(), Error> {
        let left: Vec<String> =
            credential.recovery_hashes.iter().filter(|hash| *hash != used).cloned().collect();
        let draft = Draft::new("credential").set("recovery_hashes", Value::Json(Json::from(left)));
        self.guarded("use a recovery code", credential, draft)
    }

    pub(crate) fn lock(&self, credential: &Credential, failed: u32, until: Timestamp) -> Result<(), Error> {
        let draft = Draft::new("credential")
            .set("failed_count", Value::Integer(i64::from(failed)))
            .set("locked_until", Value::Moment(until));
        self.records.as_system("lock an account").update(credential.id, None, draft).map(|_| ())
    }

    pub(crate) fn unlock(&self, credential: &Credential) -> Result<(), Error> {
        let draft =
            Draft::new("credential").set("failed_count", Value::Integer(0)).set("locked_until", Value::Null);
        self.records.as_system("unlock an account").update(credential.id, None, draft).map(|_| ())
    }

    fn guarded(&self, reason: &'static str, credential: &Credential, draft: Draft) -> Result<(), Error> {
        self.records.as_system(reason).update(credential.id, Some(credential.version), draft).map(|_| ())
    }

    fn change(&self, reason: &'static str, record: &Record, draft: Draft) -> Result<(), Error> {
        self.records.as_system(reason).update(record.id(), Some(record.version()), draft).map(|_| ())
    }

    fn record_of(&self, user: Id) -> Result<Option<Record>, Error> {
        let query = Query::of("credential").filter(Condition::eq("user", Value::Id(user))).limit(1);
        Ok(self.records.as_system("read a credential").find(&query)?.records.into_iter().next())
    }

    fn read(&self, user: Id, record: &Record) -> Result<Credential, Error> {
        let second_factor = match record.get("totp_secret").as_text() {
            None => None,
            Some(sealed) => Some(StoredFactor {
                secret: self
                    .key
                    .unseal(&place(user), sealed)
                    .and_then(|plain| bytes_of(&plain))
                    .ok_or_else(unsealable)?,
                state: match record.get("totp_confirmed").is_true() {
                    true => FactorState::Confirmed,
                    false => FactorState::Begun,
                },
                last_step: record.get("totp_last_step").as_integer().unwrap_or_default(),
            }),
        };
        let recovery_hashes = match record.get("recovery_hashes") {
            Value::Json(Json::Array(list)) => {
                list.iter().filter_map(Json::as_str).map(str::to_owned).collect()
            }
            _ => Vec::new(),
        };
        Ok(Credential {
            id: record.id(),
            version: record.version(),
            password_hash: record.get("password_hash").as_text().map(str::to_owned),
            second_factor,
            recovery_hashes,
            locked_until: record.get("locked_until").as_moment(),
        })
    }
}

fn place(user: Id) -> String {
    format!("totp {}", user.0)
}

fn unsealable() -> Error {
    Error::Internal("a second factor cannot be opened with the key of this installation".to_owned())
}

fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect()
}
