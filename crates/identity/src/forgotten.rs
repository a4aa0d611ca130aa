use crate::account::Identity;
use crate::link::{Kind, open_link};
use crate::session::Device;
use crate::token::{hash_text, random_token};
use catalog::Language;
use jiff::SignedDuration;
use records::{Condition, Draft, Error, Query};
use value::{Id, Timestamp, Value, text};

const OBJECT: &str = "password_reset";
const LINK: Kind = Kind { object: OBJECT, used: "used_at" };
const LASTS: SignedDuration = SignedDuration::from_hours(1);
/// Mails of this kind that an address gets before whoever asks for them must wait.
const FREE_LETTERS: u64 = 3;

/// Somebody who has forgotten his password, with the secret of his link: known now and never again.
pub struct Forgotten {
    pub user: Id,
    pub name: String,
    pub email: String,
    pub language: Language,
    pub token: String,
    pub expires_at: Timestamp,
}

impl Identity {
    /// Counts the asking, for an address that exists and for one that does not alike.
    pub fn may_ask_for_password(&self, email: &str, device: &Device) -> Result<(), Error> {
        let account = text::email(email).unwrap_or_else(|_| email.trim().to_lowercase());
        let account: String = account.chars().take(254).collect();
        self.inner.letters.allow(Some(FREE_LETTERS));
        self.inner.letters.begin(&account, &device.address, self.inner.records.clock().now())
    }

    /// Makes the link of somebody who has forgotten his password; his earlier ones are dead. Nothing when there is nobody with
    /// that address who may sign in.
    pub fn begin_forgotten(&self, email: &str) -> Result<Option<Forgotten>, Error> {
        let Some(user) = self.active_user(email)? else { return Ok(None) };
        let token = random_token();
        let (hash, now) = (hash_text(&token), self.inner.records.clock().now());
        let expires = now.checked_add(LASTS).unwrap_or(now);
        let door = self.inner.records.as_system("begin a new password");
        let person = door.get("user", user)?;
        door.transaction(move |work| {
            let earlier = Query::of(OBJECT).filter(Condition::eq("user", Value::Id(user))).limit(100);
            for record in work.find(&earlier)?.records {
                work.delete(OBJECT, record.id(), None)?;
            }
            let draft = Draft::new(OBJECT)
                .set("user", Value::Id(user))
                .set("token_hash", Value::Text(hash))
                .set("expires_at", Value::Moment(expires));
            work.create(draft).map(drop)
        })?;
        Ok(Some(Forgotten {
            user,
            name: person.text("name").to_owned(),
            email: person.text("email").to_owned(),
            language: Language::from_tag(person.text("language"))
                .unwrap_or(self.inner.records.company().language),
            token,
            expires_at: expires,
        }))
    }

    /// Gives whoever holds the link a new password, once; all his sessions end. The second factor stays.
    pub fn finish_forgotten(&self, token: &str, password: &str) -> Result<(), Error> {
        let door = self.inner.records.as_system("choose a new password");
        let now = self.inner.records.clock().now();
        let record = open_link(LINK, token, now, &mut |query| door.find(query))?;
        let user = record.get("user").as_id().ok_or_else(|| Error::refused("link_is_dead"))?;
        let person = door.get("user", user)?;
        if !person.get("active").is_true() {
            return Err(Error::refused("link_is_dead"));
        }
        self.check_password("password", password, user)?;
        let hash = self.inner.passwords.hash(password)?;
        // The link is used up before the password changes: of two at one moment one is refused.
        door.transaction({
            let token = token.to_owned();
            move |work| {
                let record = open_link(LINK, &token, work.now(), &mut |query| work.find(query))?;
                let used = Draft::new(OBJECT).set("used_at", Value::Moment(work.now()));
                work.update(record.id(), Some(record.version()), used).map(drop)
            }
        })?;
        self.inner.credentials.set_password(user, hash)?;
        self.end_sessions(user, None)
    }
}
