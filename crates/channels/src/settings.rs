use catalog::{Code, FieldError};
use records::{Error, Records, SecretKey};
use serde_json::Value as Json;

/// Where the sealed password belongs; it opens nowhere else.
const PLACE: &str = "mail password";
pub(crate) const SEALED: &str = "mail.sealed_password";
const LONGEST: usize = 255;

/// Through which server mail goes out, and in whose name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSettings {
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub user: String,
    pub password: String,
    pub from_address: String,
    pub from_name: String,
    /// Certificate of an authority of the company's own, as a file.
    pub ca_file: String,
}

/// How the way to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// In the open: for a server on this machine.
    None,
    /// Begins in the open and must then be encrypted.
    StartTls,
    /// Encrypted from the first byte.
    Tls,
}

impl Security {
    pub const ALL: [Security; 3] = [Security::None, Security::StartTls, Security::Tls];

    pub fn word(self) -> &'static str {
        match self {
            Security::None => "none",
            Security::StartTls => "starttls",
            Security::Tls => "tls",
        }
    }

    pub fn from_word(word: &str) -> Option<Security> {
        Security::ALL.into_iter().find(|security| security.word() == word)
    }
}

impl MailSettings {
    /// As they stand now: what was set on the page over what the file says.
    pub(crate) fn read(records: &Records, key: &SecretKey) -> MailSettings {
        let text = |name: &str| match records.setting(name) {
            Some(Json::String(text)) => text,
            Some(_) | None => String::new(),
        };
        let port = records.setting("mail.port").and_then(|port| port.as_u64());
        let sealed = text(SEALED);
        let password = match sealed.as_str() {
            "" => text("mail.password"),
            sealed => key.unseal(PLACE, sealed).unwrap_or_default(),
        };
        MailSettings {
            host: text("mail.host"),
            port: port.and_then(|port| u16::try_from(port).ok()).unwrap_or(587),
            security: Security::from_word(&text("mail.security")).unwrap_or(Security::StartTls),
            user: text("mail.user"),
            password,
            from_address: text("mail.from_address"),
            from_name: text("mail.from_name"),
            ca_file: text("mail.ca_file"),
        }
    }

    /// There is a server and a sender.
    pub fn is_set_up(&self) -> bool {
        !self.host.is_empty() && !self.from_address.is_empty()
    }

    /// What cannot work, all of it at once.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let mut complaints = Vec::new();
        for (field, text) in [
            ("host", &self.host),
            ("user", &self.user),
            ("password", &self.password),
            ("from_address", &self.from_address),
            ("from_name", &self.from_name),
        ] {
            if text.chars().any(char::is_control) {
                complaints.push(FieldError::new(field, Code::ControlCharacters));
            } else if text.chars().count() > LONGEST {
                complaints.push(FieldError::new(field, Code::TooLong).with("max", LONGEST));
            }
        }
        if self.port == 0 {
            complaints.push(FieldError::new("port", Code::TooSmall).with("min", 1));
        }
        if !self.host.is_empty() && self.host.chars().any(|letter| letter.is_whitespace() || letter == '/') {
            complaints.push(FieldError::new("host", Code::Format));
        }
        if !self.host.is_empty() && value::text::email(&self.from_address).is_err() {
            complaints.push(FieldError::new("from_address", Code::Format));
        }
        if self.security == Security::None && !self.user.is_empty() && !is_this_machine(&self.host) {
            complaints.push(FieldError::new("security", Code::NotAnOption));
        }
        if complaints.is_empty() { Ok(()) } else { Err(Error::Invalid(complaints)) }
    }

    pub(crate) fn sealed_password(&self, key: &SecretKey) -> Result<String, Error> {
        if self.password.is_empty() {
            return Ok(String::new());
        }
        let sealed = key.seal(PLACE, &self.password);
        sealed.ok_or_else(|| Error::Internal("the mail password could not be encrypted".to_owned()))
    }
}

/// A password may cross no network in the open.
fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain() -> MailSettings {
        MailSettings {
            host: "mail.qingshan.cn".to_owned(),
            port: 587,
            security: Security::StartTls,
            user: "crm".to_owned(),
            password: "lanterns".to_owned(),
            from_address: "crm@qingshan.cn".to_owned(),
            from_name: "青山贸易".to_owned(),
            ca_file: String::new(),
        }
    }

    fn refused(settings: &MailSettings) -> Vec<String> {
        match settings.check() {
            Ok(()) => Vec::new(),
            Err(Error::Invalid(complaints)) => complaints.into_iter().map(|one| one.field).collect(),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn a_password_never_crosses_a_network_in_the_open() {
        assert_eq!(refused(&plain()), Vec::<String>::new());
        let open = MailSettings { security: Security::None, ..plain() };
        assert_eq!(refused(&open), ["security"]);
        for near in ["localhost", "127.0.0.1", "::1"] {
            assert_eq!(
                refused(&MailSettings { host: near.to_owned(), ..open.clone() }),
                Vec::<String>::new()
            );
        }
        assert_eq!(refused(&MailSettings { user: String::new(), ..open }), Vec::<String>::new());
    }

    #[test]
    fn every_complaint_is_made_at_once() {
        let bad = MailSettings {
            host: "mail qingshan".to_owned(),
            port: 0,
            from_address: "nobody".to_owned(),
            from_name: "a\r\nBcc: x@y.cn".to_owned(),
            ..plain()
        };
        assert_eq!(refused(&bad), ["from_name", "port", "host", "from_address"]);
    }
}
