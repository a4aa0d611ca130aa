use super::clock::{self, Clock};
use super::style::DateOrder;
use super::{CellError, Style, is_placeholder, narrow, trimmed};
use crate::reading::Cell;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const EARLIEST: i16 = 1800;
const LATEST: i16 = 2200;
/// Serial numbers of spreadsheets that are taken for days: 1954 to 2119.
const SERIALS: std::ops::Range<f64> = 20_000.0..80_000.0;

pub fn date(cell: Cell<'_>, style: &Style) -> Result<Option<Date>, CellError> {
    Ok(moment(cell, style)?.map(DateTime::date))
}

/// A day, with its time when there is one, else at midnight; in the zone of the style.
pub fn moment(cell: Cell<'_>, style: &Style) -> Result<Option<DateTime>, CellError> {
    let refuse = || CellError::new("not_a_date", &cell.shown());
    match cell {
        Cell::Empty => Ok(None),
        Cell::Fault(fault) => Err(CellError::fault(fault)),
        Cell::Boolean(_) => Err(refuse()),
        Cell::Moment(moment) => Ok(Some(moment)),
        Cell::Number(number) => {
            of_serial(number).or_else(|| of_compact(&cell.shown())).map(Some).ok_or_else(refuse)
        }
        Cell::Text(text) => {
            let text = trimmed(text);
            if is_placeholder(text) {
                return Ok(None);
            }
            if let Some(moment) = of_plain(text.as_bytes()) {
                return Ok(Some(moment));
            }
            written(text, style).map(Some).ok_or_else(refuse)
        }
    }
}

/// The numbers of a written date in the order in which they stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Parts {
    pub numbers: [Piece; 3],
    /// Where the year stands when four digits or 年 show it.
    pub year_at: Option<usize>,
    /// Where a month stands that is written as a word.
    pub month_at: Option<usize>,
    pub separator: char,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Piece {
    pub value: i64,
    pub width: usize,
}

/// Takes a date apart; a date of year and month only gets the first day.
pub(super) fn split(text: &str) -> Option<Parts> {
    let mut parts = Parts { numbers: [Piece::default(); 3], year_at: None, month_at: None, separator: ' ' };
    let mut count = 0;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        if length > 0 {
            *parts.numbers.get_mut(count)? = Piece { value: rest[..length].parse().ok()?, width: length };
            rest = &rest[length..];
            if length == 4 || rest.starts_with('年') {
                parts.year_at = Some(count);
            }
            count += 1;
            continue;
        }
        if letter.is_ascii_alphabetic() {
            let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            let word = rest[..length].to_ascii_lowercase();
            if let Some(month) = MONTHS.iter().position(|name| word.starts_with(name)) {
                *parts.numbers.get_mut(count)? = Piece { value: month as i64 + 1, width: 2 };
                parts.month_at = Some(count);
                count += 1;
            } else if !is_weekday(&word) && !matches!(word.as_str(), "st" | "nd" | "rd" | "th" | "of") {
                return None;
            }
            rest = &rest[length..];
            continue;
        }
        if let Some(longer) = rest.strip_prefix("星期").or_else(|| rest.strip_prefix("周")) {
            rest = longer.strip_prefix(['一', '二', '三', '四', '五', '六', '日', '天'])?;
            continue;
        }
        match letter {
            '-' | '/' | '.' | '年' | '月' if count > 0 => parts.separator = letter,
            '日' | '号' | '號' | ' ' | ',' | '(' | ')' => {}
            _ => return None,
        }
        rest = &rest[letter.len_utf8()..];
    }
    if count == 2 && parts.year_at == Some(0) {
        parts.numbers[2] = Piece { value: 1, width: 1 };
        count = 3;
    }
    (count == 3).then_some(parts)
}

fn is_weekday(word: &str) -> bool {
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|day| word.starts_with(day))
}

/// `2010-12-01` with or without a time: most cells are that, so it is read without detours.
fn of_plain(bytes: &[u8]) -> Option<DateTime> {
    let number = |range: std::ops::Range<usize>| -> Option<i16> {
        bytes
            .get(range)?
            .iter()
            .try_fold(0_i16, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i16::from(byte - b'0')))
    };
    let small = |range| i8::try_from(number(range)?).ok();
    if bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    let day = day(number(0..4)?.into(), small(5..7)?.into(), small(8..10)?.into())?;
    match bytes.len() {
        10 => Some(day.to_datetime(Time::midnight())),
        19 if matches!(bytes[10], b' ' | b'T') && bytes[13] == b':' && bytes[16] == b':' => {
            Some(day.to_datetime(Time::new(small(11..13)?, small(14..16)?, small(17..19)?, 0).ok()?))
        }
        _ => None,
    }
}

fn written(text: &str, style: &Style) -> Option<DateTime> {
    if text.len() > 80 {
        return None;
    }
    let text = narrow(text);
    let (date, clock) = clock::take(text.trim());
    if clock.is_none() && date.len() != text.trim().len() {
        return None;
    }
    if clock.is_none()
        && let Some(moment) = of_compact(date).or_else(|| of_serial(date.parse().ok()?))
    {
        return Some(moment);
    }
    let parts = split(date)?;
    let Clock { time, offset } = clock.unwrap_or_default();
    let moment = of_parts(&parts, style.dates)?.to_datetime(time);
    match offset {
        None => Some(moment),
        Some(offset) => Some(offset.to_timestamp(moment).ok()?.to_zoned(style.zone.clone()).datetime()),
    }
}

fn of_parts(parts: &Parts, order: DateOrder) -> Option<Date> {
    let [first, second, third] = parts.numbers;
    match (parts.year_at, parts.month_at) {
        (Some(0), _) => day(full_year(first), second.value, third.value),
        (Some(2), Some(0)) => day(third.value, first.value, second.value),
        (Some(2), Some(1)) | (None, Some(1)) => day(full_year(third), second.value, first.value),
        (None, Some(0)) => day(full_year(third), first.value, second.value),
        (Some(2), _) | (None, None) => {
            let (by_day, by_month) = (
                day(full_year(third), second.value, first.value),
                day(full_year(third), first.value, second.value),
            );
            match order {
                DateOrder::YearFirst if parts.year_at.is_none() => {
                    day(full_year(first), second.value, third.value)
                }
                _ if parts.separator == '.' => by_day,
                DateOrder::DayFirst => by_day.or(by_month),
                DateOrder::MonthFirst | DateOrder::YearFirst => by_month.or(by_day),
            }
        }
        (Some(_), _) | (None, Some(_)) => None,
    }
}

fn full_year(piece: Piece) -> i64 {
    match (piece.width, piece.value) {
        (2, 0..70) => piece.value + 2000,
        (2, _) => piece.value + 1900,
        (_, year) => year,
    }
}

/// `20240305`, `202403050826`, `20240305082600`.
fn of_compact(text: &str) -> Option<DateTime> {
    if !matches!(text.len(), 8 | 12 | 14) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number =
        |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<i64>().ok()).unwrap_or(0);
    let small = |from, to| number(from, to) as i8;
    let day = day(number(0, 4), number(4, 6), number(6, 8)).filter(|day| day.year() >= 1900)?;
    Some(day.to_datetime(Time::new(small(8, 10), small(10, 12), small(12, 14), 0).ok()?))
}

fn of_serial(serial: f64) -> Option<DateTime> {
    if !SERIALS.contains(&serial) {
        return None;
    }
    let seconds = ((serial - serial.trunc()) * 86_400.0).round() as i64;
    let day = jiff::civil::date(1899, 12, 30).checked_add((serial.trunc() as i64).days()).ok()?;
    day.to_datetime(Time::midnight()).checked_add(seconds.seconds()).ok()
}

fn day(year: i64, month: i64, day: i64) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| (EARLIEST..=LATEST).contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, dates: DateOrder) -> Option<String> {
        let style = Style { dates, ..Style::default() };
        moment(Cell::Text(text), &style).ok().flatten().map(|moment| moment.strftime("%F %T").to_string())
    }

    #[test]
    fn days_in_many_forms() {
        let days = [
            "2024-03-05",
            "2024/3/5",
            "2024.3.5",
            "5.3.2024",
            "05.03.24",
            "20240305",
            "2024年3月5日",
            "２０２４年３月５日",
            "24年3月5日",
            "2024年03月05号（周二）",
            "45356",
            "45356.0",
            "5 Mar 2024",
            "Mar 5, 2024",
            "05-Mar-24",
            "March 5th, 2024",
            "03/05/2024",
            "2024-3-5 00:00:00",
        ];
        for text in days {
            assert_eq!(read(text, DateOrder::MonthFirst).as_deref(), Some("2024-03-05 00:00:00"), "{text}");
        }
        assert_eq!(read("03/05/2024", DateOrder::DayFirst).as_deref(), Some("2024-05-03 00:00:00"));
        assert_eq!(read("24/3/5", DateOrder::YearFirst).as_deref(), Some("2024-03-05 00:00:00"));
        assert_eq!(read("13/05/2024", DateOrder::MonthFirst).as_deref(), Some("2024-05-13 00:00:00"));
        assert_eq!(read("2024年3月", DateOrder::MonthFirst).as_deref(), Some("2024-03-01 00:00:00"));
    }

    #[test]
    fn times_behind_the_day() {
        let cases = [
            ("12/1/2010 8:26", "2010-12-01 08:26:00"),
            ("2010-12-01 08:26:00", "2010-12-01 08:26:00"),
            ("2010-12-01T08:26:00Z", "2010-12-01 08:26:00"),
            ("2010-12-01T08:26:00.123+08:00", "2010-12-01 00:26:00"),
            ("2024年3月5日 下午3:20", "2024-03-05 15:20:00"),
            ("2024年3月5日15时20分30秒", "2024-03-05 15:20:30"),
            ("3/5/2024 12:05 AM", "2024-03-05 00:05:00"),
            ("20240305082600", "2024-03-05 08:26:00"),
            ("45356.5", "2024-03-05 12:00:00"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text, DateOrder::MonthFirst).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "32/13/2024",
            "2024-02-30",
            "abc",
            "12",
            "2024",
            "1/2",
            "2024-03-05 25:00",
            "99999999",
            "3月5日",
            "2024-03-05x",
        ] {
            assert_eq!(read(text, DateOrder::MonthFirst), None, "{text}");
        }
        assert_eq!(moment(Cell::Text("-"), &Style::default()), Ok(None));
        assert_eq!(
            moment(Cell::Text("32/13"), &Style::default()).unwrap_err().to_string(),
            "'32/13' is not a date"
        );
    }
}
