//! The way to a real PostgreSQL, with certificates made for the moment.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use rcgen::{BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::path::{Path, PathBuf};
use store::{Location, Store};
use testkit::{Outsider, fresh_database};

/// A PostgreSQL whose certificate a test may change. Its other databases do not notice: what is connected stays so.
struct Server {
    address: String,
    outsider: Outsider,
    folder: tempfile::TempDir,
}

impl Server {
    fn of_tests() -> Option<Server> {
        let Ok(cluster) = std::env::var("GUANXI_TEST_POSTGRES") else {
            println!("left out the way to PostgreSQL: the tests have no cluster");
            return None;
        };
        let address = fresh_database(&cluster);
        let outsider = Outsider::at(&address);
        Some(Server { address, outsider, folder: tempfile::tempdir().unwrap() })
    }

    /// From now on it shows this certificate. The key is written by the server, whose alone it has to be.
    fn shows(&mut self, name: &str, certificate: &str, key: &KeyPair) {
        let key = key.serialize_pem();
        for (file, text) in [("crt", certificate), ("key", key.as_str())] {
            let lines = format!("SELECT unnest(string_to_array('{}', E'\\n'))", text.trim());
            let target = format!("umask 077; cat > guanxi_{name}.{file}");
            self.outsider.ask(&format!("COPY ({lines}) TO PROGRAM '{target}'"));
        }
        self.outsider.ask(&format!("ALTER SYSTEM SET ssl_cert_file = 'guanxi_{name}.crt'"));
        self.outsider.ask(&format!("ALTER SYSTEM SET ssl_key_file = 'guanxi_{name}.key'"));
        self.turn("on");
        while Outsider::at(&self.address).ask("SHOW ssl_cert_file") != [format!("guanxi_{name}.crt")] {
            std::thread::yield_now();
        }
    }

    fn turn(&mut self, ssl: &str) {
        self.outsider.ask(&format!("ALTER SYSTEM SET ssl = '{ssl}'"));
        self.outsider.ask("SELECT pg_reload_conf()");
        while Outsider::at(&self.address).ask("SHOW ssl") != [ssl] {
            std::thread::yield_now();
        }
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Whether the connection is encrypted, or why there is none.
    fn connects(&mut self, mode: &str, root: Option<&Path>) -> Result<bool, String> {
        let between = if self.address.contains('?') { "&" } else { "?" };
        let root = root.map_or_else(String::new, |file| format!("&sslrootcert={}", file.display()));
        let address = format!("{}{between}sslmode={mode}{root}", self.address);
        let store = Store::open(&Location::Postgres(address)).map_err(|error| error.to_string())?;
        let ours = "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) \
                    WHERE application_name = 'guanxi' AND datname = current_database() ORDER BY backend_start DESC LIMIT 1";
        let seen = self.outsider.ask(ours);
        drop(store);
        Ok(seen == ["t"])
    }
}

fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn signed(by: &CertifiedIssuer<'static, KeyPair>, params: CertificateParams) -> (Certificate, KeyPair) {
    let key = KeyPair::generate().unwrap();
    (params.signed_by(&key, by).unwrap(), key)
}

fn named(host: &str) -> CertificateParams {
    CertificateParams::new(vec![host.to_owned()]).unwrap()
}

#[test]
fn the_certificate_of_postgresql_is_looked_at_as_the_address_says() {
    let Some(mut server) = Server::of_tests() else { return };
    let (ours, theirs) = (authority("ours"), authority("theirs"));
    let (trusted, strange) = (server.file("ours.pem", &ours.pem()), server.file("theirs.pem", &theirs.pem()));

    server.turn("off");
    assert_eq!(server.connects("disable", None), Ok(false));
    assert_eq!(server.connects("prefer", None), Ok(false));
    let refused = server.connects("require", None).unwrap_err();
    assert!(refused.contains("does not support TLS"), "{refused}");

    let (certificate, key) = signed(&ours, named("127.0.0.1"));
    server.shows("right", &certificate.pem(), &key);
    assert_eq!(server.connects("disable", None), Ok(false));
    for mode in ["prefer", "require"] {
        assert_eq!(server.connects(mode, None), Ok(true), "{mode}");
    }
    for mode in ["require", "verify-ca", "verify-full"] {
        assert_eq!(server.connects(mode, Some(&trusted)), Ok(true), "{mode}");
        let refused = server.connects(mode, Some(&strange)).unwrap_err();
        assert!(refused.contains("no authority that is trusted here has signed"), "{mode}: {refused}");
        assert_eq!(refused.matches("UnknownIssuer").count(), 1, "{refused}");
    }
    let refused = server.connects("verify-full", None).unwrap_err();
    assert!(refused.contains("sslrootcert names a file with others"), "{refused}");

    let (certificate, key) = signed(&ours, named("database.example"));
    server.shows("named", &certificate.pem(), &key);
    assert_eq!(server.connects("verify-ca", Some(&trusted)), Ok(true));
    let refused = server.connects("verify-full", Some(&trusted)).unwrap_err();
    assert!(refused.contains("not valid for name") && refused.contains("database.example"), "{refused}");

    let mut old = named("127.0.0.1");
    old.not_after = rcgen::date_time_ymd(2020, 1, 1);
    let (certificate, key) = signed(&ours, old);
    server.shows("old", &certificate.pem(), &key);
    assert_eq!(server.connects("require", None), Ok(true));
    let refused = server.connects("verify-ca", Some(&trusted)).unwrap_err();
    assert!(refused.contains("expired"), "{refused}");

    // Its own authority, as those who make one with a single command do.
    let (alone, other) = (alone("127.0.0.1"), alone("database.example"));
    let file = server.file("alone.pem", &alone.pem());
    server.shows("alone", &alone.pem(), alone.key());
    assert_eq!(server.connects("verify-full", Some(&file)), Ok(true));
    assert!(server.connects("verify-ca", Some(&trusted)).is_err());
    let file = server.file("other.pem", &other.pem());
    server.shows("other", &other.pem(), other.key());
    assert_eq!(server.connects("verify-ca", Some(&file)), Ok(true));
    assert!(server.connects("verify-full", Some(&file)).is_err());
    server.turn("off");
}

fn alone(host: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = named(host);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}
