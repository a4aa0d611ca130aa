use std::collections::HashSet;
use std::sync::LazyLock;

static WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").split_ascii_whitespace().collect());

/// One of the passwords that everybody tries first.
pub(crate) fn is_common(password: &str) -> bool {
    WORDS.contains(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_long_small_letters_and_without_doubles() {
        let text = include_str!("common_passwords.txt");
        assert_eq!(text.split_ascii_whitespace().count(), WORDS.len());
        assert!(WORDS.len() >= 1000, "{}", WORDS.len());
        assert_eq!(text, text.to_lowercase());
        assert!(is_common("password") && is_common("woaini") && !is_common("green banana boat"));
    }
}
