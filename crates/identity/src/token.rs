use rand::RngCore;
use rand::distr::{Alphanumeric, SampleString};
use records::write_hex;
use sha2::{Digest, Sha256};

/// What stands in front of every API token, so that scanners of source code find one that was left there.
const API_TOKEN: &str = "gx_";
const API_TOKEN_LETTERS: usize = 40;
const BASE_32: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const RECOVERY_LETTERS: usize = 16;

/// 256 random bits in hexadecimal digits.
pub(crate) fn random_token() -> String {
    let mut bytes = [0u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    write_hex(&bytes)
}

pub(crate) fn random_api_token() -> String {
    format!("{API_TOKEN}{}", Alphanumeric.sample_string(&mut rand::rng(), API_TOKEN_LETTERS))
}

pub(crate) fn looks_like_api_token(text: &str) -> bool {
    text.strip_prefix(API_TOKEN).is_some_and(|rest| {
        rest.len() == API_TOKEN_LETTERS && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// 80 random bits as `abcd-efgh-jkmn-pqrs`: enough for a plain hash.
pub(crate) fn random_recovery_code() -> String {
    let mut bytes = [0u8; RECOVERY_LETTERS];
    rand::rng().fill_bytes(&mut bytes);
    let letters: String = bytes.iter().map(|byte| BASE_32[usize::from(byte & 31)] as char).collect();
    letters
        .as_bytes()
        .chunks(4)
        .map(|part| String::from_utf8_lossy(part).into_owned())
        .collect::<Vec<_>>()
        .join("-")
}

/// Spaces, dashes and capitals do not count in a recovery code.
pub(crate) fn recovery_hash(code: &str) -> String {
    let letters: String =
        code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    hash_text(&letters)
}

pub(crate) fn hash_text(text: &str) -> String {
    write_hex(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_their_shape_and_differ() {
        assert_eq!(random_token().len(), 64);
        assert_ne!(random_token(), random_token());
        assert!(looks_like_api_token(&random_api_token()));
        for bad in [
            "",
            "gx_",
            "gx_abc",
            "gy_0123456789012345678901234567890123456789",
            "gx_012345678901234567890123456789012345678 ",
        ] {
            assert!(!looks_like_api_token(bad), "{bad}");
        }
    }

    #[test]
    fn a_recovery_code_is_the_same_however_it_is_typed() {
        let code = random_recovery_code();
        assert_eq!(code.len(), RECOVERY_LETTERS + 3);
        assert_eq!(recovery_hash(&code), recovery_hash(&code.replace('-', " ").to_uppercase()));
        assert_ne!(recovery_hash(&code), recovery_hash(&random_recovery_code()));
    }
}
