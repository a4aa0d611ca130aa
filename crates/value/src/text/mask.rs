use super::phone::code_length;

const STARS: &str = "****";
const SHOWN_AT_END: usize = 4;

/// `+8613812341234` as `138****1234`; numbers of other countries keep their country code.
pub fn mask_phone(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("86").filter(|rest| rest.len() == 11 && rest.starts_with('1'));
    let (start, rest) = match national {
        Some(mobile) => (mobile[..3].to_owned(), &mobile[3..]),
        None => {
            let code = code_length(&digits).filter(|_| phone.starts_with('+')).unwrap_or(0).min(digits.len());
            let plus = if code > 0 { "+" } else { "" };
            (format!("{plus}{}", &digits[..code]), &digits[code..])
        }
    };
    if rest.len() < SHOWN_AT_END + 3 {
        return format!("{start}{STARS}");
    }
    format!("{start}{STARS}{}", &rest[rest.len() - SHOWN_AT_END..])
}

/// `wang@example.com` as `w***@example.com`.
pub fn mask_email(email: &str) -> String {
    match email.rsplit_once('@') {
        Some((local, domain)) => format!("{}@{domain}", mask_text(local)),
        None => mask_text(email),
    }
}

/// The first letter and stars, always as many.
pub fn mask_text(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(_)) => format!("{first}***"),
        (Some(_), None) => "***".to_owned(),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_leave_only_a_hint() {
        assert_eq!(mask_phone("+8613812341234"), "138****1234");
        assert_eq!(mask_phone("+861066554433"), "+86****4433");
        assert_eq!(mask_phone("+442079460958"), "+44****0958");
        assert_eq!(mask_phone("12345"), "****");
        assert_eq!(mask_phone(""), "****");
        assert_eq!(mask_email("wang@example.com"), "w***@example.com");
        assert_eq!(mask_email("w@example.com"), "***@example.com");
        assert_eq!(mask_text("张三丰"), "张***");
        assert_eq!(mask_text("张"), "***");
        assert_eq!(mask_text(""), "");
    }
}
