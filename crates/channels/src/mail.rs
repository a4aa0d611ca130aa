use crate::letter::Letter;
use crate::settings::{MailSettings, SEALED, Security};
use crate::smtp::{self, Envelope};
use records::{Error, Records, SecretKey};
use serde_json::Value as Json;
use std::sync::Arc;
use value::Timestamp;

/// Mail that goes out. Cheap to clone.
#[derive(Clone)]
pub struct Mail {
    inner: Arc<Inner>,
}

struct Inner {
    records: Records,
    key: SecretKey,
    links: String,
}

/// What changes of the settings; what is not said stays.
#[derive(Debug, Clone, Default)]
pub struct MailChange {
    pub host: Option<String>,
    pub port: Option<u16>,
    pub security: Option<Security>,
    pub user: Option<String>,
    pub password: Option<String>,
    pub from_address: Option<String>,
    pub from_name: Option<String>,
}

/// Why a test mail did not go out, in the words of the server or of the network.
pub struct Unsent(pub String);

impl Mail {
    /// With the key of the installation, and the address that links in mails begin with. It never comes from a request: who
    /// sends one could make the program send links to a place of his own.
    pub fn open(records: Records, key: SecretKey, address: &str) -> Mail {
        let links = address.trim_end_matches('/').to_owned();
        Mail { inner: Arc::new(Inner { records, key, links }) }
    }

    /// The settings as they stand now.
    pub fn settings(&self) -> MailSettings {
        MailSettings::read(&self.inner.records, &self.inner.key)
    }

    /// Changes settings, all or none. The caller has checked that the asker may.
    pub fn change(&self, change: MailChange) -> Result<MailSettings, Error> {
        let now = self.settings();
        let will = MailSettings {
            host: change.host.map_or(now.host, |text| text.trim().to_owned()),
            port: change.port.unwrap_or(now.port),
            security: change.security.unwrap_or(now.security),
            user: change.user.map_or(now.user, |text| text.trim().to_owned()),
            password: change.password.clone().unwrap_or(now.password),
            from_address: change.from_address.map_or(now.from_address, |text| text.trim().to_owned()),
            from_name: change.from_name.map_or(now.from_name, |text| text.trim().to_owned()),
            ca_file: now.ca_file,
        };
        will.check()?;
        let mut settings = vec![
            ("mail.host", Json::from(will.host.as_str())),
            ("mail.port", Json::from(will.port)),
            ("mail.security", Json::from(will.security.word())),
            ("mail.user", Json::from(will.user.as_str())),
            ("mail.from_address", Json::from(will.from_address.as_str())),
            ("mail.from_name", Json::from(will.from_name.as_str())),
        ];
        if change.password.is_some() {
            settings.push((SEALED, Json::from(will.sealed_password(&self.inner.key)?)));
        }
        for (name, value) in settings {
            if self.inner.records.setting(name).as_ref() != Some(&value) {
                self.inner.records.set_setting(name, value)?;
            }
        }
        Ok(self.settings())
    }

    /// Sends a letter at once and says what came of it, for whoever is trying the settings.
    pub fn try_out(&self, name: &str, email: &str, letter: &Letter) -> Result<(), Unsent> {
        let settings = self.settings();
        let domain = settings.from_address.rsplit('@').next().unwrap_or("localhost");
        let message_id = format!("<trial.{}@{domain}>", self.now().as_microsecond());
        let envelope = Envelope {
            to_name: name,
            to_address: email,
            subject: &letter.subject,
            plain: &letter.plain(),
            html: &letter.html(),
            message_id: &message_id,
            at: self.now(),
        };
        smtp::deliver(&settings, &envelope).map_err(|failure| Unsent(failure.text().to_owned()))
    }

    /// A link into the program, for a mail.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.inner.links)
    }

    pub(crate) fn records(&self) -> &Records {
        &self.inner.records
    }

    pub(crate) fn key(&self) -> &SecretKey {
        &self.inner.key
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.inner.records.clock().now()
    }
}
