use crate::token::hash_text;
use records::{Condition, Error, Page, Query, Record};
use value::{Timestamp, Value};

/// Letters of the secret in a link.
const TOKEN_LENGTH: usize = 64;

/// What a link leads to.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    pub object: &'static str,
    /// The field that says when it was used.
    pub used: &'static str,
}

/// The record that a link opens, while it is unused and not too old. Whatever is wrong with a link, the answer is the same.
pub(crate) fn open_link(
    kind: Kind,
    token: &str,
    now: Timestamp,
    find: &mut dyn FnMut(&Query) -> Result<Page, Error>,
) -> Result<Record, Error> {
    let dead = || Error::refused("link_is_dead");
    if token.len() != TOKEN_LENGTH || !token.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(dead());
    }
    let hash = hash_text(token);
    let query =
        Query::of(kind.object).filter(Condition::eq("token_hash", Value::text(hash.as_str()))).limit(1);
    let record = find(&query)?.records.into_iter().next().ok_or_else(dead)?;
    let fresh = record.get("expires_at").as_moment().is_some_and(|end| now < end);
    if is_same(record.text("token_hash"), &hash) && fresh && record.get(kind.used).is_null() {
        Ok(record)
    } else {
        Err(dead())
    }
}

/// Takes as long for a text that differs in its first letter as for one that differs in its last.
pub fn is_same(one: &str, other: &str) -> bool {
    let differences =
        one.bytes().zip(other.bytes()).fold(0u8, |differences, (left, right)| differences | (left ^ right));
    one.len() == other.len() && std::hint::black_box(differences) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_is_the_same() {
        assert!(is_same("", "") && is_same("a1b2", "a1b2"));
        for other in ["", "a1b", "a1b3", "b1b2", "a1b22"] {
            assert!(!is_same("a1b2", other), "{other}");
        }
    }
}
