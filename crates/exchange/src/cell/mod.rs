//! What a person meant by a cell: numbers, days, answers, choices and telephone numbers as people write them.

mod answer;
mod clock;
mod complaint;
mod contact;
mod day;
mod number;
mod style;

pub use answer::{Choice, boolean, choice, choices};
pub use complaint::CellError;
pub use contact::{email, phone};
pub use day::{date, moment};
pub use number::{Amount, amount, currency, decimal, integer, percent};
pub use style::{DateOrder, DecimalMark, Style, Survey};

use crate::reading::Cell;
use std::borrow::Cow;

/// The text of a cell without blanks around it; nothing when it is blank or one of the ways to write 'nothing'.
pub fn text(cell: Cell<'_>) -> Result<Option<Cow<'_, str>>, CellError> {
    let shown = match cell {
        Cell::Empty => return Ok(None),
        Cell::Fault(fault) => return Err(CellError::fault(fault)),
        Cell::Text(text) if text.contains('\u{fffd}') => return Err(CellError::encoding(text)),
        Cell::Text(text) => Cow::Borrowed(trimmed(text)),
        Cell::Number(_) | Cell::Moment(_) | Cell::Boolean(_) => cell.shown(),
    };
    Ok((!shown.is_empty() && shown != "NULL").then_some(shown))
}

/// Programs that export tables pad cells with tabs and no-break blanks, and put an apostrophe before long numbers.
fn trimmed(text: &str) -> &str {
    let text = text
        .trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}' || letter == '\u{200b}');
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|letter: char| letter.is_ascii_digit() || "=+-@".contains(letter)) => {
            rest
        }
        Some(_) | None => text,
    }
}

/// Ways to write 'nothing' where a number or a day is expected.
fn is_placeholder(text: &str) -> bool {
    const PLACEHOLDERS: [&str; 14] =
        ["", "-", "--", "---", "—", "——", "/", "\\", "n/a", "na", "null", "none", "无", "無"];
    PLACEHOLDERS.contains(&text.to_ascii_lowercase().as_str())
}

/// Full-width letters, digits and marks become the plain ones; everything else stays.
fn narrow(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let plain = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '−' | '–' | '—' | '‐' | '‑' => '-',
        '￥' => '¥',
        '、' => ',',
        other => other,
    };
    Cow::Owned(text.chars().map(plain).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_freed_of_padding() {
        assert_eq!(text(Cell::Text(" \u{3000}上海\u{a0}\t")).unwrap().unwrap(), "上海");
        assert_eq!(text(Cell::Text("'0012345")).unwrap().unwrap(), "0012345");
        assert_eq!(text(Cell::Text("'t Hart")).unwrap().unwrap(), "'t Hart");
        assert_eq!(text(Cell::Text("  ")).unwrap(), None);
        assert_eq!(text(Cell::Number(12680.0)).unwrap().unwrap(), "12680");
        assert_eq!(text(Cell::Fault("#REF!")).unwrap_err().code, "spreadsheet_error");
        assert_eq!(text(Cell::Text("a\u{fffd}b")).unwrap_err().code, "encoding");
    }
}
