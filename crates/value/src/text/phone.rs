use super::fold::fold;
use thiserror::Error;

/// Why a text is not a telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PhoneError {
    /// No digit in it.
    #[error("a telephone number is missing")]
    Empty,
    /// Something that belongs to no number.
    #[error("'{0}' does not belong to a telephone number")]
    Character(char),
    /// Fewer digits than numbers of the country have.
    #[error("'{0}' has too few digits for a telephone number, or its area code is missing")]
    TooShort(String),
    /// More digits than numbers of the country have.
    #[error("'{0}' has too many digits for a telephone number")]
    TooLong(String),
    /// Digits that the country does not give out.
    #[error("'{0}' is not a telephone number of its country")]
    Unknown(String),
    /// No country begins with these digits, or none is known to complete the number.
    #[error("'{0}' has no known country code")]
    Country(String),
}

struct Country {
    name: &'static str,
    code: &'static str,
    trunk: &'static str,
    shortest: usize,
    longest: usize,
}

const MARKS_BEFORE_EXTENSION: [&str; 8] = ["转", "分机", "ext", "内线", "x", "#", ";", ","];

/// Country of numbers that name none, where nobody has said another.
pub const HOME: &str = "CN";

/// Whether numbers of this country (ISO code) can be completed.
pub fn is_country(code: &str) -> bool {
    COUNTRIES.iter().any(|country| country.name == code)
}

/// A telephone number as `+8613800138000`, from what people type: blanks, dashes, brackets, full-width digits, an
/// extension (which is left out). Numbers without a country code belong to `default_country` (ISO code, `CN`).
pub fn phone(text: &str, default_country: &str) -> Result<String, PhoneError> {
    let folded = fold(text);
    let number = without_extension(without_label(&folded));
    let shown = || text.trim().chars().take(40).collect::<String>();
    if let Some(strange) = number.chars().find(|letter| !is_part(*letter)) {
        return Err(PhoneError::Character(strange));
    }
    let abroad = number.starts_with('+') || number.starts_with("00");
    let written = if abroad { number.replace("(0)", "") } else { number.to_owned() };
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return Err(PhoneError::Empty);
    }
    if abroad {
        with_code(digits.trim_start_matches('0'), shown)
    } else {
        within(&digits, default_country, shown)
    }
}

/// How many of the digits are the country code; none when there is no such country.
pub(crate) fn code_length(digits: &str) -> Option<usize> {
    let two = digits.get(..2)?;
    match two.as_bytes() {
        [b'1' | b'7', _] => Some(1),
        b"20" | b"27" | b"30" | b"31" | b"32" | b"33" | b"34" | b"36" | b"39" | b"40" | b"41" | b"43"
        | b"44" | b"45" | b"46" | b"47" | b"48" | b"49" | b"51" | b"52" | b"53" | b"54" | b"55" | b"56"
        | b"57" | b"58" | b"60" | b"61" | b"62" | b"63" | b"64" | b"65" | b"66" | b"81" | b"82" | b"84"
        | b"86" | b"90" | b"91" | b"92" | b"93" | b"94" | b"95" | b"98" => Some(2),
        b"28" | b"83" | b"89" | [b'0', _] => None,
        _ => Some(3),
    }
}

fn with_code(digits: &str, shown: impl Fn() -> String) -> Result<String, PhoneError> {
    let length = code_length(digits).ok_or_else(|| PhoneError::Country(shown()))?;
    let (code, rest) = digits.split_at(length.min(digits.len()));
    match COUNTRIES.iter().find(|country| country.code == code) {
        Some(country) => complete(country, rest, shown),
        None => sized(digits, 7, 15, shown).map(|()| format!("+{digits}")),
    }
}

fn within(digits: &str, country: &str, shown: impl Fn() -> String) -> Result<String, PhoneError> {
    let known = COUNTRIES.iter().find(|known| known.name.eq_ignore_ascii_case(country));
    let country = known.ok_or_else(|| PhoneError::Country(shown()))?;
    let plain = complete(country, digits, &shown);
    match digits.strip_prefix(country.code) {
        Some(rest) if plain.is_err() => complete(country, rest, &shown).or(plain),
        _ => plain,
    }
}

fn complete(country: &Country, national: &str, shown: impl Fn() -> String) -> Result<String, PhoneError> {
    let significant = national.strip_prefix(country.trunk).unwrap_or(national);
    sized(significant, country.shortest, country.longest, &shown)?;
    let given_out = match country.name {
        "CN" => is_chinese(significant, national),
        "HK" => !significant.starts_with(['0', '1']),
        "MO" => significant.starts_with(['2', '6', '8']),
        "TW" => !significant.starts_with(['0', '1']),
        "US" => !significant.starts_with(['0', '1']),
        _ => true,
    };
    if given_out { Ok(format!("+{}{significant}", country.code)) } else { Err(PhoneError::Unknown(shown())) }
}

fn is_chinese(significant: &str, national: &str) -> bool {
    let length = significant.len();
    let bytes = significant.as_bytes();
    match bytes {
        [b'1', b'3'..=b'9', ..] => length == 11,
        [b'4', b'0', b'0', ..] | [b'8', b'0', b'0', ..] if national == significant => length == 10,
        [b'1', b'0', ..] | [b'2', ..] => length == 10,
        [b'3'..=b'9', ..] => length == 10 || length == 11,
        _ => false,
    }
}

fn sized(
    digits: &str,
    shortest: usize,
    longest: usize,
    shown: impl Fn() -> String,
) -> Result<(), PhoneError> {
    match digits.len() {
        length if length < shortest => Err(PhoneError::TooShort(shown())),
        length if length > longest => Err(PhoneError::TooLong(shown())),
        _ => Ok(()),
    }
}

fn without_label(folded: &str) -> &str {
    let number = folded.split_once(':').map_or(folded, |(_, number)| number);
    let number = number.strip_suffix(".0").unwrap_or(number);
    number.trim()
}

fn without_extension(number: &str) -> &str {
    let cuts = MARKS_BEFORE_EXTENSION.iter().filter_map(|mark| number.find(mark)).filter(|at| *at > 0);
    number[..cuts.min().unwrap_or(number.len())].trim()
}

fn is_part(letter: char) -> bool {
    letter.is_ascii_digit()
        || matches!(letter, ' ' | '-' | '.' | '(' | ')' | '+' | '·' | '_' | '‐'..='―' | '−' | '－')
}

const fn country(
    name: &'static str,
    code: &'static str,
    trunk: &'static str,
    shortest: usize,
    longest: usize,
) -> Country {
    Country { name, code, trunk, shortest, longest }
}

const COUNTRIES: [Country; 50] = [
    country("CN", "86", "0", 10, 11),
    country("HK", "852", "-", 8, 8),
    country("MO", "853", "-", 8, 8),
    country("TW", "886", "0", 8, 9),
    country("US", "1", "1", 10, 10),
    country("CA", "1", "1", 10, 10),
    country("JP", "81", "0", 9, 10),
    country("KR", "82", "0", 8, 10),
    country("SG", "65", "-", 8, 8),
    country("MY", "60", "0", 8, 10),
    country("TH", "66", "0", 8, 9),
    country("VN", "84", "0", 9, 10),
    country("ID", "62", "0", 8, 12),
    country("PH", "63", "0", 8, 10),
    country("IN", "91", "0", 10, 10),
    country("PK", "92", "0", 9, 10),
    country("AU", "61", "0", 9, 9),
    country("NZ", "64", "0", 8, 10),
    country("GB", "44", "0", 9, 10),
    country("IE", "353", "0", 7, 9),
    country("DE", "49", "0", 6, 12),
    country("FR", "33", "0", 9, 9),
    country("IT", "39", "-", 6, 11),
    country("ES", "34", "-", 9, 9),
    country("PT", "351", "-", 9, 9),
    country("NL", "31", "0", 9, 9),
    country("BE", "32", "0", 8, 9),
    country("CH", "41", "0", 9, 9),
    country("AT", "43", "0", 6, 13),
    country("SE", "46", "0", 7, 10),
    country("NO", "47", "-", 8, 8),
    country("DK", "45", "-", 8, 8),
    country("FI", "358", "0", 6, 11),
    country("PL", "48", "-", 9, 9),
    country("CZ", "420", "-", 9, 9),
    country("HU", "36", "06", 8, 9),
    country("GR", "30", "-", 10, 10),
    country("RU", "7", "8", 10, 10),
    country("UA", "380", "0", 9, 9),
    country("TR", "90", "0", 10, 10),
    country("AE", "971", "0", 8, 9),
    country("SA", "966", "0", 8, 9),
    country("IL", "972", "0", 8, 9),
    country("ZA", "27", "0", 9, 9),
    country("EG", "20", "0", 8, 10),
    country("BR", "55", "0", 10, 11),
    country("MX", "52", "-", 10, 11),
    country("AR", "54", "0", 10, 11),
    country("CL", "56", "-", 9, 9),
    country("CO", "57", "0", 8, 10),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_all_spellings_come_out_alike() {
        let cases = [
            ("13800138000", "+8613800138000"),
            ("138 0013 8000", "+8613800138000"),
            ("138-0013-8000", "+8613800138000"),
            ("１３８００１３８０００", "+8613800138000"),
            ("+86 138 0013 8000", "+8613800138000"),
            ("0086-13800138000", "+8613800138000"),
            ("86 13800138000", "+8613800138000"),
            ("(86)13800138000", "+8613800138000"),
            ("13800138000.0", "+8613800138000"),
            ("手机：13800138000", "+8613800138000"),
            ("010-6655 4433", "+861066554433"),
            ("(010)66554433", "+861066554433"),
            ("+86 (0)10 66554433", "+861066554433"),
            ("0755-26780808转123", "+8675526780808"),
            ("021-66554433 ext. 12", "+862166554433"),
            ("021-66554433 x12", "+862166554433"),
            ("0371－6655443", "+863716655443"),
            ("400-810-0100", "+864008100100"),
            ("+852 2345 6789", "+85223456789"),
            ("+853 6612 3456", "+85366123456"),
            ("+886 912 345 678", "+886912345678"),
            ("+44 (0)20 7946 0958", "+442079460958"),
            ("+1 (415) 555-2671", "+14155552671"),
            ("+351 912 345 678", "+351912345678"),
            ("+998 90 123 45 67", "+998901234567"),
        ];
        for (written, wanted) in cases {
            assert_eq!(phone(written, "CN").as_deref(), Ok(wanted), "{written}");
        }
    }

    #[test]
    fn the_default_country_completes() {
        assert_eq!(phone("2345 6789", "HK").as_deref(), Ok("+85223456789"));
        assert_eq!(phone("0912-345-678", "TW").as_deref(), Ok("+886912345678"));
        assert_eq!(phone("(02) 2345-6789", "tw").as_deref(), Ok("+886223456789"));
        assert_eq!(phone("415 555 2671", "US").as_deref(), Ok("+14155552671"));
        assert_eq!(phone("1 415 555 2671", "US").as_deref(), Ok("+14155552671"));
        assert_eq!(phone("020 7946 0958", "GB").as_deref(), Ok("+442079460958"));
        assert!(matches!(phone("12345678", "ZZ"), Err(PhoneError::Country(_))));
    }

    #[test]
    fn what_nobody_can_call_is_refused() {
        let cases = [
            "66554433",
            "95588",
            "138001380001",
            "1380013800",
            "12800138000",
            "+86 1",
            "+280123456789",
            "02812",
        ];
        for written in cases {
            assert!(phone(written, "CN").is_err(), "{written}");
        }
        assert_eq!(phone("", "CN"), Err(PhoneError::Empty));
        assert_eq!(phone(" - ", "CN"), Err(PhoneError::Empty));
        assert_eq!(phone("abc", "CN"), Err(PhoneError::Character('a')));
        assert_eq!(phone("=1+1", "CN"), Err(PhoneError::Character('=')));
        assert!(
            matches!(phone(&"1".repeat(1_000), "CN"), Err(PhoneError::TooLong(shown)) if shown.len() == 40)
        );
    }

    #[test]
    fn the_normal_form_is_stable() {
        for number in ["+8613800138000", "+861066554433", "+864008100100", "+442079460958", "+998901234567"] {
            assert_eq!(phone(number, "CN").as_deref(), Ok(number));
        }
    }
}
