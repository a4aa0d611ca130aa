use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use parking_lot::{Condvar, Mutex};
use rand::RngCore;
use records::Error;

/// 19 MiB, two passes, one lane: what OWASP asks for at the least, and what a machine with 1 GB still bears.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// Hashes that run at a time; more would let a flood of sign-ins take the memory of the machine.
const AT_A_TIME: usize = 2;
/// Callers that wait for their turn before the next is sent away.
const WAITING: usize = 64;

/// Hashes and verifies passwords, a few at a time.
pub(crate) struct Passwords {
    argon: Argon2<'static>,
    nobody: String,
    queue: Mutex<Queue>,
    turn: Condvar,
}

#[derive(Default)]
struct Queue {
    running: usize,
    waiting: usize,
}

/// Whether a password belongs to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Right,
    Wrong,
}

impl Passwords {
    pub(crate) fn new() -> Result<Passwords, Error> {
        let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(internal)?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = hash_with(&argon, "nobody has this password")?;
        Ok(Passwords { argon, nobody, queue: Mutex::default(), turn: Condvar::new() })
    }

    pub(crate) fn hash(&self, password: &str) -> Result<String, Error> {
        let _place = self.place()?;
        hash_with(&self.argon, password)
    }

    /// Takes as long for an account that does not exist.
    pub(crate) fn verify(&self, password: &str, hash: Option<&str>) -> Result<Verdict, Error> {
        let _place = self.place()?;
        let parsed = PasswordHash::new(hash.unwrap_or(&self.nobody)).map_err(internal)?;
        let matches = self.argon.verify_password(password.as_bytes(), &parsed).is_ok();
        Ok(if matches && hash.is_some() { Verdict::Right } else { Verdict::Wrong })
    }

    fn place(&self) -> Result<Place<'_>, Error> {
        let mut queue = self.queue.lock();
        if queue.waiting >= WAITING {
            return Err(Error::Limited { retry_after: 1 });
        }
        queue.waiting += 1;
        while queue.running >= AT_A_TIME {
            self.turn.wait(&mut queue);
        }
        queue.waiting -= 1;
        queue.running += 1;
        Ok(Place(self))
    }
}

struct Place<'a>(&'a Passwords);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.queue.lock().running -= 1;
        self.0.turn.notify_one();
    }
}

fn hash_with(argon: &Argon2<'static>, password: &str) -> Result<String, Error> {
    let mut bytes = [0u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    let salt = SaltString::encode_b64(&bytes).map_err(internal)?;
    Ok(argon.hash_password(password.as_bytes(), &salt).map_err(internal)?.to_string())
}

fn internal(error: impl std::fmt::Display) -> Error {
    Error::Internal(format!("password hash: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_is_right_and_nobody_has_none() {
        let passwords = Passwords::new().unwrap();
        let hash = passwords.hash("青山不改 绿水长流").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(passwords.verify("青山不改 绿水长流", Some(&hash)).unwrap(), Verdict::Right);
        assert_eq!(passwords.verify("青山不改 绿水长流 ", Some(&hash)).unwrap(), Verdict::Wrong);
        assert_eq!(passwords.verify("nobody has this password", None).unwrap(), Verdict::Wrong);
    }

    #[test]
    fn the_same_password_never_has_the_same_hash() {
        let passwords = Passwords::new().unwrap();
        assert_ne!(passwords.hash("same").unwrap(), passwords.hash("same").unwrap());
    }
}
