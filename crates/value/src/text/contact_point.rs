use email_address::{EmailAddress, Options};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use url::Url;

const LONGEST_EMAIL: usize = 254;
const LONGEST_WEB_ADDRESS: usize = 2_000;

/// Why a text is not an e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is not an e-mail address")]
pub struct EmailError(String);

/// Why a text is not a web address.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WebAddressError {
    /// Not an address at all.
    #[error("'{0}' is not a web address")]
    Form(String),
    /// Something else than http and https.
    #[error("a web address begins with http or https, not with '{0}'")]
    Scheme(String),
    /// A name or password before the host.
    #[error("a web address must not contain a user name or a password")]
    Secret,
}

/// An e-mail address in small letters and half width.
pub fn email(text: &str) -> Result<String, EmailError> {
    let written: String = text.trim().nfkc().flat_map(char::to_lowercase).collect();
    let address = written.strip_prefix("mailto:").unwrap_or(&written);
    let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
    let quoted = address.starts_with('"');
    match EmailAddress::parse_with_options(address, options) {
        Ok(_) if address.len() <= LONGEST_EMAIL && !quoted => Ok(address.to_owned()),
        Ok(_) | Err(_) => Err(EmailError(clip(text))),
    }
}

/// A web address; `https` where no scheme was typed.
pub fn web_address(text: &str) -> Result<String, WebAddressError> {
    let written = text.trim();
    let wrong = || WebAddressError::Form(clip(written));
    if written.len() > LONGEST_WEB_ADDRESS
        || written.chars().any(|letter| letter.is_control() || letter == ' ')
    {
        return Err(wrong());
    }
    let full = if written.contains("://") { written.to_owned() } else { format!("https://{written}") };
    let address = Url::parse(&full).map_err(|_| wrong())?;
    if !matches!(address.scheme(), "http" | "https") {
        return Err(WebAddressError::Scheme(clip(address.scheme())));
    }
    if !address.username().is_empty() || address.password().is_some() {
        return Err(if written.contains("://") { WebAddressError::Secret } else { wrong() });
    }
    let host = address.host_str().unwrap_or_default();
    let has_domain = host.trim_matches('.').contains('.') || host.starts_with('[');
    if has_domain { Ok(address.to_string()) } else { Err(wrong()) }
}

fn clip(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_addresses_are_put_in_one_form() {
        assert_eq!(email(" Wang.Fang@Huawei.COM ").as_deref(), Ok("wang.fang@huawei.com"));
        assert_eq!(email("wang＠qq．com").as_deref(), Ok("wang@qq.com"));
        assert_eq!(email("mailto:a+b@c.de").as_deref(), Ok("a+b@c.de"));
        let long = format!("{}@example.com", "a".repeat(300));
        for bad in [
            "",
            "wang",
            "@qq.com",
            "wang@",
            "wang@qq",
            "a b@qq.com",
            "a@b@c.com",
            "王 <a@b.com>",
            "\"x\"@b.com",
            &long,
        ] {
            assert!(email(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn web_addresses_are_completed_and_checked() {
        assert_eq!(web_address("www.huawei.com").as_deref(), Ok("https://www.huawei.com/"));
        assert_eq!(web_address("HTTP://Example.com/A?b=c").as_deref(), Ok("http://example.com/A?b=c"));
        assert_eq!(web_address("例子.中国").as_deref(), Ok("https://xn--fsqu00a.xn--fiqs8s/"));
        assert_eq!(
            web_address("javascript://x.com/%0aalert(1)"),
            Err(WebAddressError::Scheme("javascript".into()))
        );
        assert_eq!(web_address("https://me:secret@x.com"), Err(WebAddressError::Secret));
        for bad in [
            "",
            "huawei",
            "javascript:alert(1)",
            "mailto:a@b.com",
            "http://",
            "http://a b.com",
            "https://x\n.com",
        ] {
            assert!(web_address(bad).is_err(), "{bad}");
        }
    }
}
