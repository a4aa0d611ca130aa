use crate::common_passwords::is_common;
use catalog::{Code, FieldError};

/// Shortest password that a company may allow itself.
const FLOOR: usize = 8;
const SHORTEST: usize = 10;
const LONGEST: usize = 200;
/// Runs that fingers make by themselves; read in both directions and around the end.
const RUNS: [&str; 7] = [
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "0123456789012345678901234567890",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "!@#$%^&*()_+",
];

/// What a password must be.
#[derive(Debug, Clone, Copy)]
pub struct PasswordRules {
    shortest: usize,
}

impl PasswordRules {
    /// With the company's own length, never below eight.
    pub fn with_shortest(setting: Option<u64>) -> PasswordRules {
        let wanted = setting.and_then(|length| usize::try_from(length).ok()).unwrap_or(SHORTEST);
        PasswordRules { shortest: wanted.clamp(FLOOR, 64) }
    }

    /// Complains about a password that is easy to guess; `familiar` are words that are known about its owner.
    pub fn check(self, field: &str, password: &str, familiar: &[&str]) -> Result<(), FieldError> {
        let letters: Vec<char> = password.chars().collect();
        if letters.len() < self.shortest {
            return Err(FieldError::new(field, Code::TooShort).with("min", self.shortest));
        }
        if letters.len() > LONGEST {
            return Err(FieldError::new(field, Code::TooLong).with("max", LONGEST));
        }
        if let Some(letter) = letters.iter().find(|letter| letter.is_control()) {
            let name = format!("U+{:04X}", *letter as u32);
            return Err(FieldError::new(field, Code::ControlCharacters).with("character", name));
        }
        match weakness(password, familiar) {
            Some(reason) => Err(FieldError::new(field, Code::TooCommon).with("reason", reason)),
            None => Ok(()),
        }
    }
}

fn weakness(password: &str, familiar: &[&str]) -> Option<&'static str> {
    let lower = password.to_lowercase();
    let unit = repeated_unit(&lower);
    if unit.chars().count() <= 4 || distinct(&lower) < 4 || is_run(&lower) || is_run(unit) {
        return Some("pattern");
    }
    for candidate in [lower.as_str(), unit] {
        for form in forms(candidate) {
            if is_common(&form) || is_run(&form) {
                return Some("common");
            }
            if familiar.iter().any(|words| tells(words, &form)) {
                return Some("familiar");
            }
        }
    }
    None
}

/// The password as it is, without digits and signs around it, and with the usual digits read as letters.
fn forms(text: &str) -> Vec<String> {
    let core = text.trim_matches(|letter: char| !letter.is_alphabetic());
    let spoken: String = text.chars().map(spoken).collect();
    let spoken_core = spoken.trim_matches(|letter: char| !letter.is_alphabetic()).to_owned();
    let mut forms = vec![text.to_owned(), spoken];
    let padding = text.chars().count() - core.chars().count();
    if core.chars().count() >= 3 && padding <= 8 {
        forms.push(core.to_owned());
        forms.push(core.chars().map(self::spoken).collect());
    }
    if spoken_core.chars().count() >= 4 {
        forms.push(spoken_core);
    }
    forms
}

fn spoken(letter: char) -> char {
    match letter {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

/// The name, the e-mail address or its first part, or the company: whole, or but for a few letters.
fn tells(words: &str, form: &str) -> bool {
    let plain = |text: &str| {
        text.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect::<String>()
    };
    let form = plain(form);
    let whole = plain(words);
    let first = plain(words.split('@').next().unwrap_or_default());
    let host = plain(words.split('@').nth(1).and_then(|host| host.split('.').next()).unwrap_or_default());
    [whole, first, host].iter().any(|word| {
        let length = word.chars().count();
        length >= 4 && form.contains(word.as_str()) && form.chars().count() <= length + 4
    })
}

fn is_run(text: &str) -> bool {
    if text.chars().count() < 5 {
        return false;
    }
    let backwards: String = text.chars().rev().collect();
    RUNS.iter().any(|run| run.contains(text) || run.contains(&backwards))
}

/// The shortest text that, written again and again, gives the whole.
fn repeated_unit(text: &str) -> &str {
    let bytes = text.as_bytes();
    let lengths = (1..=bytes.len() / 2)
        .filter(|length| bytes.len().is_multiple_of(*length) && text.is_char_boundary(*length));
    for length in lengths {
        if bytes.chunks(length).all(|part| part == &bytes[..length]) {
            return &text[..length];
        }
    }
    text
}

fn distinct(text: &str) -> usize {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(password: &str) -> Option<String> {
        let familiar = ["li.wei@qingshan.cn", "Li Wei", "Qingshan Trading"];
        let rules = PasswordRules::with_shortest(None);
        let complaint = rules.check("password", password, &familiar).err()?;
        let why = complaint.params.get("reason").and_then(|reason| reason.as_str()).map(str::to_owned);
        Some(why.unwrap_or_else(|| complaint.code.word().to_owned()))
    }

    #[test]
    fn what_is_easy_to_guess_is_refused() {
        let cases = [
            ("short", "too_short"),
            ("aaaaaaaaaaaa", "pattern"),
            ("abcabcabcabc", "pattern"),
            ("1234567890", "pattern"),
            ("0987654321", "pattern"),
            ("qwertyuiop", "pattern"),
            ("1qaz2wsx3edc", "pattern"),
            ("P@ssw0rd2024!", "common"),
            ("passwordpassword", "common"),
            ("Dragon123456", "common"),
            ("iloveyou5201314", "common"),
            ("woaini1314520", "common"),
            ("a123456789", "common"),
            ("li.wei@qingshan.cn", "familiar"),
            ("liwei88liwei", "none"),
            ("Qingshan2026", "familiar"),
            ("qingshantrading1", "familiar"),
            ("tab\there and there", "control_characters"),
        ];
        for (password, expected) in cases {
            assert_eq!(reason(password).as_deref().unwrap_or("none"), expected, "{password}");
        }
    }

    #[test]
    fn what_is_hard_to_guess_passes() {
        for password in
            ["correct horse battery", "青山不改绿水长流后会有期", "t4Xw-9pLq-zz03", "seven red lanterns"]
        {
            assert_eq!(reason(password), None, "{password}");
        }
    }

    #[test]
    fn a_company_may_ask_for_more_but_not_for_less_than_eight() {
        let complaint = |setting, password| {
            PasswordRules::with_shortest(setting).check("password", password, &[]).is_err()
        };
        assert!(complaint(Some(14), "t4Xw-9pLq-zz"));
        assert!(complaint(Some(1), "t4Xw9pL"));
        assert!(!complaint(Some(1), "t4Xw-9pL"));
    }
}
