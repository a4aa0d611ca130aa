use super::{CellError, is_placeholder, narrow, text};
use crate::reading::Cell;

const SEPARATORS: [char; 5] = ['/', ',', ';', '|', '\n'];

/// The first telephone number of the cell in its normal form; one without a country belongs to `home`.
pub fn phone(cell: Cell<'_>, home: &str) -> Result<Option<String>, CellError> {
    first(cell, |part| value::text::phone(without_float(part), home).ok(), "not_a_phone")
}

/// The first e-mail address of the cell in its normal form.
pub fn email(cell: Cell<'_>) -> Result<Option<String>, CellError> {
    let bare = |part: &str| {
        let part =
            part.split(['<', ' ']).map(|piece| piece.trim_end_matches('>')).find(|piece| piece.contains('@'));
        part.and_then(|address| value::text::email(address.trim_start_matches("mailto:")).ok())
    };
    first(cell, bare, "not_an_email")
}

fn first(
    cell: Cell<'_>,
    read: impl FnOnce(&str) -> Option<String>,
    code: &'static str,
) -> Result<Option<String>, CellError> {
    let Some(written) = text(cell)? else { return Ok(None) };
    let plain = narrow(&written);
    let found = plain.split(SEPARATORS).map(str::trim).find(|part| !is_placeholder(part));
    match found {
        None => Ok(None),
        Some(part) => read(part).map(Some).ok_or_else(|| CellError::new(code, &written)),
    }
}

/// Spreadsheets turn long numbers into `13800138000.0`.
fn without_float(text: &str) -> &str {
    text.strip_suffix(".0").filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use value::text::HOME;

    fn phone(cell: Cell<'_>) -> Result<Option<String>, CellError> {
        super::phone(cell, HOME)
    }

    #[test]
    fn one_number_in_many_spellings() {
        for text in [
            "13800138000",
            "138 0013 8000",
            "138-0013-8000",
            "+86 138 0013 8000",
            "１３８００１３８０００",
            "86 13800138000",
            "008613800138000",
            "(+86)13800138000",
            "13800138000.0",
            "13800138000/13900139000",
            "'13800138000",
        ] {
            assert_eq!(phone(Cell::Text(text)).unwrap().as_deref(), Some("+8613800138000"), "{text}");
        }
        assert_eq!(phone(Cell::Number(13800138000.0)).unwrap().as_deref(), Some("+8613800138000"));
        assert_eq!(phone(Cell::Text("021-6888 8888")).unwrap().as_deref(), Some("+862168888888"));
        assert_eq!(phone(Cell::Text("+44 20 7946 0000")).unwrap().as_deref(), Some("+442079460000"));
        assert_eq!(phone(Cell::Text("无")).unwrap(), None);
        assert!(phone(Cell::Text("call me")).is_err() && phone(Cell::Text("12")).is_err());
    }

    #[test]
    fn addresses_are_checked_and_lowered() {
        assert_eq!(email(Cell::Text(" Li@Example.COM; b@c.d")).unwrap().as_deref(), Some("li@example.com"));
        assert!(email(Cell::Text("li#example.com")).is_err() && email(Cell::Text("a@b")).is_err());
    }
}
