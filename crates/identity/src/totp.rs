use crate::account::Identity;
use crate::credential::{Credential, FactorState, StoredFactor};
use crate::session::{Device, Session, SignedIn};
use crate::token::{random_recovery_code, recovery_hash};
use rand::RngCore;
use records::Error;
use totp_rs::{Algorithm, TOTP};

const DIGITS: usize = 6;
const STEP_SECONDS: u64 = 30;
const SECRET_BYTES: usize = 20;
const RECOVERY_CODES: usize = 10;

/// What an authenticator program needs to know.
#[derive(Debug, Clone)]
pub struct SecondFactor {
    /// Base 32, to be typed in.
    pub secret: String,
    /// `otpauth://` address, to be shown as a picture.
    pub uri: String,
}

impl Identity {
    /// Makes a secret; it counts only after `totp_confirm`.
    pub fn totp_begin(
        &self,
        session: &Session,
        password: &str,
        device: &Device,
    ) -> Result<SecondFactor, Error> {
        self.prove(session.user, password, device)?;
        if confirmed(&self.inner.credentials.of(session.user)?).is_some() {
            return Err(Error::refused("second_factor_already_on"));
        }
        let mut secret = vec![0u8; SECRET_BYTES];
        rand::rng().fill_bytes(&mut secret);
        self.inner.credentials.begin_second_factor(session.user, &secret)?;
        let totp = totp(&secret)?;
        let user = self.inner.records.as_system("name a second factor").get("user", session.user)?;
        let company = self.inner.records.company();
        let issuer = if company.name.is_empty() { "Guanxi" } else { company.name.as_str() };
        let account = user.text("email");
        let secret = totp.get_secret_base32();
        let uri = format!(
            "otpauth://totp/{}:{}?secret={secret}&issuer={}&algorithm=SHA1&digits={DIGITS}&period={STEP_SECONDS}",
            percent(issuer),
            percent(account),
            percent(issuer),
        );
        Ok(SecondFactor { secret, uri })
    }

    /// Switches the second factor on and gives the recovery codes, once. The session gets a new token.
    pub fn totp_confirm(
        &self,
        session: &Session,
        code: &str,
        device: &Device,
    ) -> Result<(Vec<String>, SignedIn), Error> {
        let account = format!("user {}", session.user.0);
        let now = self.inner.records.clock().now();
        self.begin_try(&account, device, now)?;
        let credential = self.inner.credentials.of(session.user)?.ok_or(Error::NotFound)?;
        let Some(factor) =
            credential.second_factor.as_ref().filter(|factor| factor.state == FactorState::Begun)
        else {
            return Err(Error::refused("second_factor_not_begun"));
        };
        let Some(step) = matching_step(factor, code, now.as_second())? else {
            return Err(Error::refused("wrong_code"));
        };
        let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| random_recovery_code()).collect();
        let hashes = codes.iter().map(|code| recovery_hash(code)).collect();
        self.inner.credentials.confirm_second_factor(&credential, step, hashes)?;
        self.inner.throttle.right(&account, &device.address);
        self.end_sessions(session.user, Some(session.id))?;
        Ok((codes, self.rotate(session)?))
    }

    /// Switches the second factor off.
    pub fn totp_disable(
        &self,
        session: &Session,
        password: &str,
        device: &Device,
    ) -> Result<SignedIn, Error> {
        self.prove(session.user, password, device)?;
        let credential = self.inner.credentials.of(session.user)?.ok_or(Error::NotFound)?;
        self.inner.credentials.drop_second_factor(&credential)?;
        self.rotate(session)
    }

    /// Whether somebody signs in with a second factor.
    pub fn has_second_factor(&self, session: &Session) -> Result<bool, Error> {
        Ok(confirmed(&self.inner.credentials.of(session.user)?).is_some())
    }

    /// Takes a code of the authenticator or a recovery code; each only once.
    pub(crate) fn take_code(
        &self,
        credential: &Credential,
        factor: &StoredFactor,
        code: &str,
    ) -> Result<Taken, Error> {
        let now = self.inner.records.clock().now().as_second();
        let used = if let Some(step) = matching_step(factor, code, now)? {
            self.inner.credentials.use_step(credential, step)
        } else {
            let hash = recovery_hash(code);
            if !credential.recovery_hashes.contains(&hash) {
                return Ok(Taken::Wrong);
            }
            self.inner.credentials.use_recovery_code(credential, &hash)
        };
        match used {
            Ok(()) => Ok(Taken::Right),
            Err(Error::Stale(_)) => Ok(Taken::Wrong),
            Err(other) => Err(other),
        }
    }
}

/// Whether a code was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    Right,
    Wrong,
}

/// The second factor that a sign-in must ask for.
pub(crate) fn confirmed(credential: &Option<Credential>) -> Option<&StoredFactor> {
    credential.as_ref()?.second_factor.as_ref().filter(|factor| factor.state == FactorState::Confirmed)
}

/// The step that a code belongs to: this one or a neighbour, and none that was used before.
fn matching_step(factor: &StoredFactor, code: &str, now: i64) -> Result<Option<i64>, Error> {
    let typed: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    if typed.len() != DIGITS {
        return Ok(None);
    }
    let totp = totp(&factor.secret)?;
    let step = now / STEP_SECONDS as i64;
    let mut found = None;
    for candidate in [step - 1, step, step + 1] {
        let expected = totp.generate(candidate.max(0) as u64 * STEP_SECONDS);
        if same(expected.as_bytes(), typed.as_bytes()) && candidate > factor.last_step {
            found = Some(candidate);
        }
    }
    Ok(found)
}

/// Looks at every byte, however early they differ.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).fold(0u8, |differences, (a, b)| differences | (a ^ b)) == 0
}

fn totp(secret: &[u8]) -> Result<TOTP, Error> {
    TOTP::new(Algorithm::SHA1, DIGITS, 0, STEP_SECONDS, secret.to_vec())
        .map_err(|error| Error::Internal(format!("second factor: {error}")))
}

fn percent(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    text.bytes()
        .map(|byte| if plain(&byte) { (byte as char).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(last_step: i64) -> StoredFactor {
        StoredFactor { secret: b"12345678901234567890".to_vec(), state: FactorState::Confirmed, last_step }
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        for (moment, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            assert_eq!(matching_step(&factor(0), code, moment).unwrap(), Some(moment / 30), "{moment}");
        }
    }

    #[test]
    fn a_code_is_good_for_its_neighbours_and_once() {
        let moment = 1_234_567_890;
        let step = moment / 30;
        for late in [-30, 0, 30] {
            assert_eq!(matching_step(&factor(0), "005 924", moment + late).unwrap(), Some(step));
        }
        assert_eq!(matching_step(&factor(0), "005924", moment + 60).unwrap(), None);
        assert_eq!(matching_step(&factor(step), "005924", moment).unwrap(), None);
        assert_eq!(matching_step(&factor(step - 1), "005924", moment).unwrap(), Some(step));
    }

    #[test]
    fn names_are_safe_in_the_address() {
        assert_eq!(percent("青山 & Co:1"), "%E9%9D%92%E5%B1%B1%20%26%20Co%3A1");
    }
}
