//! How the way to PostgreSQL is protected, in the words of its own programs: `sslmode` and `sslrootcert`.

use crate::error::{StoreError, with_reasons};
use postgres::Config;
use postgres::config::SslMode;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use std::str::FromStr;
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

const MODES: [(&str, Protection); 5] = [
    ("disable", Protection::None),
    ("prefer", Protection::WhenOffered),
    ("require", Protection::Encrypted),
    ("verify-ca", Protection::Authority),
    ("verify-full", Protection::AuthorityAndName),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Protection {
    None,
    WhenOffered,
    Encrypted,
    /// The certificate of the server was signed by an authority that is trusted.
    Authority,
    /// And it is the certificate of this very server.
    AuthorityAndName,
}

/// Whom to call and how: the address without what the driver does not understand, and what encrypts.
pub(crate) fn read(address: &str) -> Result<(Config, Option<MakeRustlsConnect>), StoreError> {
    let said = split(address);
    let mut config = Config::from_str(&said.address).map_err(|error| wrong(&with_reasons(&error)))?;
    let protection = match said.mode.as_deref() {
        None => Protection::WhenOffered,
        Some(word) => {
            let known = MODES.iter().find(|(name, _)| *name == word);
            known.map(|(_, protection)| *protection).ok_or_else(|| {
                let names = MODES.map(|(name, _)| name).join(", ");
                wrong(&format!("sslmode is one of {names}, not '{word}'"))
            })?
        }
    };
    // Who names an authority wants it to be looked at; PostgreSQL's own programs see it so too.
    let protection = match (protection, &said.root) {
        (Protection::Encrypted, Some(_)) => Protection::Authority,
        (other, _) => other,
    };
    config.ssl_mode(match protection {
        Protection::None => SslMode::Disable,
        Protection::WhenOffered => SslMode::Prefer,
        Protection::Encrypted | Protection::Authority | Protection::AuthorityAndName => SslMode::Require,
    });
    let look = match protection {
        Protection::None => return Ok((config, None)),
        Protection::WhenOffered | Protection::Encrypted => Look::at_nothing(),
        Protection::Authority => Look::at_authority(said.root.as_deref(), Names::Any)?,
        Protection::AuthorityAndName => Look::at_authority(said.root.as_deref(), Names::ItsOwn)?,
    };
    let client = ClientConfig::builder_with_provider(look.provider.clone());
    let client = client.with_safe_default_protocol_versions().map_err(|error| wrong(&error.to_string()))?;
    let client = client.dangerous().with_custom_certificate_verifier(Arc::new(look)).with_no_client_auth();
    Ok((config, Some(MakeRustlsConnect::new(client))))
}

/// What an address says about encryption, and the rest of it.
struct Said {
    address: String,
    mode: Option<String>,
    root: Option<String>,
}

fn split(address: &str) -> Said {
    let mut said = Said { address: String::new(), mode: None, root: None };
    let is_url = address.contains("://");
    let (place, words, between) = match address.split_once('?') {
        Some((place, words)) if is_url => (place, words.split('&').collect::<Vec<_>>(), "&"),
        Some(_) | None if is_url => (address, Vec::new(), "&"),
        Some(_) | None => ("", address.split_whitespace().collect(), " "),
    };
    let mut rest = Vec::new();
    for word in words {
        match word.split_once('=') {
            Some(("sslmode", mode)) => said.mode = Some(mode.trim_matches('\'').to_owned()),
            Some(("sslrootcert", file)) if is_url => said.root = Some(decoded(file)),
            Some(("sslrootcert", file)) => said.root = Some(file.trim_matches('\'').to_owned()),
            Some(_) | None => rest.push(word),
        }
    }
    let rest = rest.join(between);
    said.address = match (is_url, rest.is_empty()) {
        (true, false) => format!("{place}?{rest}"),
        (true, true) => place.to_owned(),
        (false, _) => rest,
    };
    said
}

/// A plus is a plus in the name of a file.
fn decoded(text: &str) -> String {
    let pair = format!("file={}", text.replace('+', "%2B"));
    form_urlencoded::parse(pair.as_bytes()).map(|(_, value)| value.into_owned()).collect()
}

fn wrong(what: &str) -> StoreError {
    StoreError::Unavailable(format!("the database address: {what}"))
}

/// What is looked at in the certificate of the server.
#[derive(Debug)]
struct Look {
    authorities: Option<Authorities>,
    provider: Arc<CryptoProvider>,
}

#[derive(Debug)]
struct Authorities {
    chain: Arc<WebPkiServerVerifier>,
    own: Vec<CertificateDer<'static>>,
    names: Names,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    Any,
    ItsOwn,
}

impl Look {
    fn at_nothing() -> Look {
        Look { authorities: None, provider: Arc::new(ring::default_provider()) }
    }

    /// The authorities of a file; without one, those that browsers trust.
    fn at_authority(file: Option<&str>, names: Names) -> Result<Look, StoreError> {
        let provider = Arc::new(ring::default_provider());
        let mut roots = RootCertStore::empty();
        let mut own = Vec::new();
        match file {
            None | Some("system") => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
            Some(file) => {
                let unreadable = |what: &str| wrong(&format!("sslrootcert={file}: {what}"));
                let read =
                    CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<Vec<_>, _>>);
                own = read.map_err(|error| unreadable(&error.to_string()))?;
                for certificate in &own {
                    roots.add(certificate.clone()).map_err(|error| unreadable(&error.to_string()))?;
                }
                if own.is_empty() {
                    return Err(unreadable("holds no certificate"));
                }
            }
        }
        let chain = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build();
        let chain = chain.map_err(|error| wrong(&error.to_string()))?;
        Ok(Look { authorities: Some(Authorities { chain, own, names }), provider })
    }
}

impl ServerCertVerifier for Look {
    fn verify_server_cert(
        &self,
        end: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(Authorities { chain, own, names }) = &self.authorities else {
            return Ok(ServerCertVerified::assertion());
        };
        // Whoever signs the certificate of his server himself names that very certificate as the authority.
        if own.iter().any(|certificate| certificate == end) {
            if *names == Names::ItsOwn {
                rustls::client::verify_server_name(&ParsedCertificate::try_from(end)?, name)?;
            }
            return Ok(ServerCertVerified::assertion());
        }
        match chain.verify_server_cert(end, between, name, ocsp, now) {
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) if *names == Names::Any => Ok(ServerCertVerified::assertion()),
            looked => looked,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_says_about_encryption_is_taken_out_of_it() {
        for (address, rest, mode, root) in [
            ("postgres://u@h/d", "postgres://u@h/d", None, None),
            ("postgres://u@h/d?sslmode=verify-ca", "postgres://u@h/d", Some("verify-ca"), None),
            (
                "postgres://u@h/d?options=-c%20x&sslrootcert=/etc/a%20b+c.pem&sslmode=require&keepalives=1",
                "postgres://u@h/d?options=-c%20x&keepalives=1",
                Some("require"),
                Some("/etc/a b+c.pem"),
            ),
            ("host=h sslmode='disable' user=u", "host=h user=u", Some("disable"), None),
        ] {
            let said = split(address);
            assert_eq!(
                (said.address.as_str(), said.mode.as_deref(), said.root.as_deref()),
                (rest, mode, root)
            );
        }
    }

    #[test]
    fn each_mode_asks_for_its_protection() {
        for (mode, wanted, encrypts) in [
            ("", SslMode::Prefer, true),
            ("?sslmode=disable", SslMode::Disable, false),
            ("?sslmode=prefer", SslMode::Prefer, true),
            ("?sslmode=require", SslMode::Require, true),
            ("?sslmode=verify-ca", SslMode::Require, true),
            ("?sslmode=verify-full", SslMode::Require, true),
        ] {
            let (config, tls) =
                read(&format!("postgres://u@h/d{mode}")).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!((config.get_ssl_mode(), tls.is_some()), (wanted, encrypts), "{mode}");
        }
    }

    #[test]
    fn a_wrong_word_and_a_missing_file_are_named() {
        let complaint = |words: &str| match read(&format!("postgres://u@h/d?{words}")) {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        };
        assert!(complaint("sslmode=sometimes").contains("verify-full, not 'sometimes'"));
        assert!(complaint("sslmode=verify-ca&sslrootcert=/nowhere/ca.pem").contains("/nowhere/ca.pem"));
        assert!(complaint("sslmode=require&sslrootcert=/dev/null").contains("holds no certificate"));
    }
}
