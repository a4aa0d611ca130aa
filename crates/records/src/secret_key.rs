use chacha20poly1305::aead::rand_core::RngCore;
use chacha20poly1305::aead::{Aead, KeyInit, OsRng};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use thiserror::Error;

const FILE: &str = "secret.key";
const VARIABLE: &str = "GUANXI_SECRET_KEY";
const NONCE_BYTES: usize = 12;

/// The key that secrets are kept under: never in the database, so that a copy of the database opens none of them.
#[derive(Clone)]
pub struct SecretKey(ChaCha20Poly1305);

/// Why there is no key.
#[derive(Debug, Error)]
pub enum KeyError {
    #[error("{VARIABLE} is not 64 hexadecimal digits")]
    Variable,
    #[error("{0} does not hold 64 hexadecimal digits")]
    Content(PathBuf),
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
}

impl SecretKey {
    /// From the environment, or from the file in the data directory, which is made when it is missing.
    pub fn of_installation(directory: &Path) -> Result<SecretKey, KeyError> {
        if let Ok(text) = std::env::var(VARIABLE) {
            return read_hex(text.trim()).map(SecretKey::new).ok_or(KeyError::Variable);
        }
        let path = directory.join(FILE);
        let wrong = |error| KeyError::File(path.clone(), error);
        if !path.exists() {
            make_file(directory, &path).map_err(wrong)?;
        }
        let text = fs::read_to_string(&path).map_err(wrong)?;
        read_hex(text.trim()).map(SecretKey::new).ok_or_else(|| KeyError::Content(path.clone()))
    }

    /// From its bytes, for tests and for whoever keeps it elsewhere.
    pub fn new(bytes: [u8; 32]) -> SecretKey {
        SecretKey(ChaCha20Poly1305::new(&Key::from(bytes)))
    }

    /// Encrypts for one place; the text cannot be moved to another.
    pub fn seal(&self, place: &str, plain: &str) -> Option<String> {
        let mut nonce = [0u8; NONCE_BYTES];
        OsRng.fill_bytes(&mut nonce);
        let message = chacha20poly1305::aead::Payload { msg: plain.as_bytes(), aad: place.as_bytes() };
        let sealed = self.0.encrypt(&Nonce::from(nonce), message).ok()?;
        Some(format!("{}{}", write_hex(&nonce), write_hex(&sealed)))
    }

    /// Decrypts what was sealed for this place; nothing when it was not.
    pub fn unseal(&self, place: &str, sealed: &str) -> Option<String> {
        let bytes = read_hex_bytes(sealed)?;
        let (nonce, message) = bytes.split_at_checked(NONCE_BYTES)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().ok()?;
        let message = chacha20poly1305::aead::Payload { msg: message, aad: place.as_bytes() };
        String::from_utf8(self.0.decrypt(&Nonce::from(nonce), message).ok()?).ok()
    }
}

/// Two programs that start together must end with one key: the file appears whole, and only if none is there.
fn make_file(directory: &Path, path: &Path) -> std::io::Result<()> {
    let mut bytes = [0u8; 32];
    OsRng.fill_bytes(&mut bytes);
    let draft = directory.join(format!("{FILE}.{}", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(write_hex(&bytes).as_bytes())?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Bytes as lower-case hexadecimal digits.
pub fn write_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

fn read_hex(text: &str) -> Option<[u8; 32]> {
    read_hex_bytes(text)?.try_into().ok()
}

fn read_hex_bytes(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_text_opens_only_in_its_place_and_under_its_key() {
        let key = SecretKey::new([7; 32]);
        let sealed = key.seal("totp usr_1", "JBSWY3DPEHPK3PXP").unwrap();
        assert_eq!(key.unseal("totp usr_1", &sealed).as_deref(), Some("JBSWY3DPEHPK3PXP"));
        assert_eq!(key.unseal("totp usr_2", &sealed), None);
        assert_eq!(SecretKey::new([8; 32]).unseal("totp usr_1", &sealed), None);
        assert_eq!(key.unseal("totp usr_1", "zz"), None);
        assert_eq!(key.unseal("totp usr_1", "00"), None);
    }

    #[test]
    fn the_file_is_made_once_and_for_the_owner_only() {
        let directory = std::env::temp_dir().join(format!("guanxi-key-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        let sealed = SecretKey::of_installation(&directory).unwrap().seal("here", "secret").unwrap();
        let again = SecretKey::of_installation(&directory).unwrap();
        assert_eq!(again.unseal("here", &sealed).as_deref(), Some("secret"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(directory.join(FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        fs::write(directory.join(FILE), "short").unwrap();
        assert!(matches!(SecretKey::of_installation(&directory), Err(KeyError::Content(_))));
        fs::remove_dir_all(&directory).unwrap();
    }
}
