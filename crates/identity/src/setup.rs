use crate::account::Identity;
use crate::roles::{Power, ROLES};
use catalog::{Code, FieldError, Language};
use records::{Draft, Error, Query, Trash, Work};
use serde_json::Value as Json;
use std::sync::atomic::Ordering;
use value::{Currency, Id, Value, text};

/// Unique: of two first administrators at one moment one fails.
const SET_UP: &str = "identity.set_up_at";

/// What the first start asks for.
#[derive(Debug, Clone)]
pub struct Setup {
    pub company: String,
    pub name: String,
    pub email: String,
    pub password: String,
    pub language: Language,
    pub currency: Currency,
    pub time_zone: Option<String>,
}

impl Identity {
    /// Nobody is there yet.
    pub fn needs_setup(&self) -> Result<bool, Error> {
        if self.inner.set_up.load(Ordering::Acquire) {
            return Ok(false);
        }
        let door = self.inner.records.as_system("look for the first user");
        let nobody = door.find(&Query::of("user").trash(Trash::With).limit(1))?.records.is_empty();
        self.inner.set_up.store(!nobody, Ordering::Release);
        Ok(nobody)
    }

    /// Makes the roles of a new company and its first administrator: all or nothing, once.
    pub fn set_up(&self, setup: Setup) -> Result<Id, Error> {
        if !self.needs_setup()? {
            return Err(already());
        }
        let email = self.check(&setup)?;
        let hash = self.inner.passwords.hash(&setup.password)?;
        let wanted = setup.clone();
        let door = self.inner.records.as_system("set up the company");
        let user = door.transaction(move |work| first_user(work, &wanted, email, hash))?;
        self.inner.set_up.store(true, Ordering::Release);
        let settings = [
            ("company.name", Some(Json::from(setup.company.trim()))),
            ("company.currency", Some(Json::from(setup.currency.code()))),
            ("company.language", Some(Json::from(setup.language.tag()))),
            ("company.locale", Some(Json::from(locale_of(setup.language)))),
            ("company.time_zone", setup.time_zone.map(Json::from)),
        ];
        for (key, value) in settings {
            if let Some(value) = value {
                self.inner.records.set_setting(key, value)?;
            }
        }
        Ok(user)
    }

    fn check(&self, setup: &Setup) -> Result<String, Error> {
        let mut complaints = Vec::new();
        for (field, written, longest) in [("company", &setup.company, 200), ("name", &setup.name, 120)] {
            let written = written.trim();
            if written.is_empty() {
                complaints.push(FieldError::new(field, Code::Required));
            } else if written.chars().count() > longest {
                complaints.push(FieldError::new(field, Code::TooLong).with("max", longest));
            } else if written.chars().any(char::is_control) {
                complaints.push(FieldError::new(field, Code::ControlCharacters));
            }
        }
        if setup.time_zone.as_deref().is_some_and(|zone| jiff::tz::TimeZone::get(zone).is_err()) {
            complaints.push(FieldError::new("time_zone", Code::Format));
        }
        let email = text::email(&setup.email);
        if email.is_err() {
            complaints.push(FieldError::new("email", Code::Format));
        }
        let familiar = [setup.email.as_str(), setup.name.as_str(), setup.company.as_str()];
        complaints.extend(self.rules().check("password", &setup.password, &familiar).err());
        match email {
            Ok(email) if complaints.is_empty() => Ok(email),
            Ok(_) | Err(_) => Err(Error::Invalid(complaints)),
        }
    }
}

fn first_user(work: &mut Work<'_, '_>, setup: &Setup, email: String, hash: String) -> Result<Id, Error> {
    if !work.find(&Query::of("user").trash(Trash::With).limit(1))?.records.is_empty() {
        return Err(already());
    }
    let mark = Draft::new("setting")
        .set("key", Value::text(SET_UP))
        .set("value", Value::Json(Json::from(work.now().to_string())));
    work.create(mark).map_err(|error| match error {
        Error::Invalid(_) => already(),
        other => other,
    })?;
    let mut administrator = Vec::new();
    for plan in &ROLES {
        let role = plan.write(work, setup.language)?;
        if plan.power == Power::Administrator {
            administrator.push(Value::Id(role));
        }
    }
    let user = Draft::new("user")
        .set("name", Value::text(setup.name.trim()))
        .set("email", Value::Text(email))
        .set("language", Value::text(setup.language.tag()))
        .set("roles", Value::List(administrator))
        .set("active", Value::Boolean(true));
    let user = work.create(user)?.id();
    work.create(
        Draft::new("credential").set("user", Value::Id(user)).set("password_hash", Value::Text(hash)),
    )?;
    Ok(user)
}

fn locale_of(language: Language) -> &'static str {
    match language {
        Language::En => "en",
        Language::ZhHans => "zh-CN",
        Language::ZhHant => "zh-TW",
    }
}

fn already() -> Error {
    Error::refused("already_set_up")
}
