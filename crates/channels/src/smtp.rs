use crate::settings::{MailSettings, Security};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Address, Message, SmtpTransport, Transport};
use std::error::Error as _;
use std::time::{Duration, SystemTime};
use value::Timestamp;

const PATIENCE: Duration = Duration::from_secs(20);
/// The server refuses the sender and not the letter: somebody will correct the settings.
const ABOUT_THE_ACCOUNT: [&str; 4] = ["530", "534", "535", "538"];

/// Everything that stands on the envelope and in it.
pub(crate) struct Envelope<'a> {
    pub to_name: &'a str,
    pub to_address: &'a str,
    pub subject: &'a str,
    pub plain: &'a str,
    pub html: &'a str,
    /// Stays the same over all attempts, so that a mail that arrives twice is known as one.
    pub message_id: &'a str,
    pub at: Timestamp,
}

/// Why a mail did not go out.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It may work later.
    Passing(String),
    /// It never will.
    Final(String),
}

impl Failure {
    pub fn text(&self) -> &str {
        match self {
            Failure::Passing(text) | Failure::Final(text) => text,
        }
    }
}

pub(crate) fn deliver(settings: &MailSettings, envelope: &Envelope<'_>) -> Result<(), Failure> {
    let message = written(settings, envelope).map_err(Failure::Final)?;
    let transport = transport(settings).map_err(Failure::Passing)?;
    match transport.send(&message) {
        Ok(_) => Ok(()),
        Err(error) => {
            let code = error.status().map(|code| code.to_string()).unwrap_or_default();
            let text = told(&error);
            let is_final = error.is_permanent() && !ABOUT_THE_ACCOUNT.contains(&code.as_str());
            Err(if is_final { Failure::Final(text) } else { Failure::Passing(text) })
        }
    }
}

fn written(settings: &MailSettings, envelope: &Envelope<'_>) -> Result<Message, String> {
    for line in [&settings.from_name, envelope.to_name, envelope.subject, envelope.message_id] {
        if line.chars().any(char::is_control) {
            return Err("a header may hold no line break".to_owned());
        }
    }
    let from = mailbox(&settings.from_name, &settings.from_address)?;
    let to = mailbox(envelope.to_name, envelope.to_address)?;
    Message::builder()
        .from(from)
        .to(to)
        .subject(envelope.subject)
        .date(SystemTime::from(envelope.at))
        .message_id(Some(envelope.message_id.to_owned()))
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .multipart(MultiPart::alternative_plain_html(envelope.plain.to_owned(), envelope.html.to_owned()))
        .map_err(|error| error.to_string())
}

fn mailbox(name: &str, address: &str) -> Result<Mailbox, String> {
    let parsed: Address = address.parse().map_err(|_| format!("'{address}' is no mail address"))?;
    Ok(Mailbox::new(Some(name.to_owned()).filter(|name| !name.trim().is_empty()), parsed))
}

fn transport(settings: &MailSettings) -> Result<SmtpTransport, String> {
    let tls = || parameters(settings);
    let tls = match settings.security {
        Security::None => Tls::None,
        Security::StartTls => Tls::Required(tls()?),
        Security::Tls => Tls::Wrapper(tls()?),
    };
    let mut builder =
        SmtpTransport::builder_dangerous(&settings.host).port(settings.port).timeout(Some(PATIENCE)).tls(tls);
    if !settings.user.is_empty() {
        builder = builder.credentials(Credentials::new(settings.user.clone(), settings.password.clone()));
    }
    Ok(builder.build())
}

fn parameters(settings: &MailSettings) -> Result<TlsParameters, String> {
    let mut builder = TlsParameters::builder(settings.host.clone());
    if !settings.ca_file.is_empty() {
        let pem =
            std::fs::read(&settings.ca_file).map_err(|error| format!("{}: {error}", settings.ca_file))?;
        builder = builder.add_root_certificate(Certificate::from_pem(&pem).map_err(|error| told(&error))?);
    }
    builder.build_rustls().map_err(|error| told(&error))
}

/// The error with what lies behind it, on one line.
fn told(error: &lettre::transport::smtp::Error) -> String {
    let mut text = error.to_string();
    let mut deeper = error.source();
    while let Some(cause) = deeper {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        deeper = cause.source();
    }
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(900).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> MailSettings {
        MailSettings {
            host: "localhost".to_owned(),
            port: 25,
            security: Security::None,
            user: String::new(),
            password: String::new(),
            from_address: "crm@qingshan.cn".to_owned(),
            from_name: "青山贸易".to_owned(),
            ca_file: String::new(),
        }
    }

    fn envelope() -> Envelope<'static> {
        Envelope {
            to_name: "王芳",
            to_address: "wang@qingshan.cn",
            subject: "请看",
            plain: "你好\n.\n",
            html: "<p>你好</p>",
            message_id: "<out_1@qingshan.cn>",
            at: Timestamp::from_second(1_790_000_000).unwrap(),
        }
    }

    #[test]
    fn a_mail_has_both_bodies_and_says_that_a_program_wrote_it() {
        let text = String::from_utf8(written(&settings(), &envelope()).unwrap().formatted()).unwrap();
        for part in [
            "multipart/alternative",
            "text/plain",
            "text/html",
            "Auto-Submitted: auto-generated",
            "Message-ID: <out_1@qingshan.cn>",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn no_name_or_subject_can_add_a_header() {
        let evil = "x\r\nBcc: everybody@qingshan.cn";
        let cases = [
            (settings(), Envelope { subject: evil, ..envelope() }),
            (settings(), Envelope { to_name: evil, ..envelope() }),
            (settings(), Envelope { to_address: evil, ..envelope() }),
            (MailSettings { from_name: evil.to_owned(), ..settings() }, envelope()),
            (MailSettings { from_address: format!("a@b.cn>{evil}"), ..settings() }, envelope()),
        ];
        for (settings, envelope) in cases {
            assert!(written(&settings, &envelope).is_err());
        }
    }
}
