use jiff::Span;
use jiff::civil::{Date, Weekday};

const MOST_DAYS: i32 = 3660;

/// The days that a word such as `today` or `last_7_days` means, first and last included. `last_7_days` are the seven
/// days that end today, `next_7_days` the seven that begin today; weeks begin on the day that is given.
pub fn relative_range(word: &str, today: Date, begins: Weekday) -> Option<(Date, Date)> {
    match word {
        "today" => Some((today, today)),
        "yesterday" => today.yesterday().ok().map(|day| (day, day)),
        "tomorrow" => today.tomorrow().ok().map(|day| (day, day)),
        "last_week" => week_of(shifted(today, -7)?, begins),
        "this_week" => week_of(today, begins),
        "next_week" => week_of(shifted(today, 7)?, begins),
        "last_month" => months(today, 1, -1),
        "this_month" => months(today, 1, 0),
        "next_month" => months(today, 1, 1),
        "last_quarter" => months(today, 3, -1),
        "this_quarter" => months(today, 3, 0),
        "next_quarter" => months(today, 3, 1),
        "last_year" => months(today, 12, -1),
        "this_year" => months(today, 12, 0),
        "next_year" => months(today, 12, 1),
        _ => some_days(word, today),
    }
}

fn some_days(word: &str, today: Date) -> Option<(Date, Date)> {
    let (direction, rest) = word.split_once('_')?;
    let digits = rest.strip_suffix("_days")?;
    if digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let count: i32 = digits.parse().ok().filter(|count| (1..=MOST_DAYS).contains(count))?;
    match direction {
        "last" => Some((shifted(today, 1 - count)?, today)),
        "next" => Some((today, shifted(today, count - 1)?)),
        _ => None,
    }
}

fn shifted(date: Date, days: i32) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// The week that a day lies in, first and last day included.
pub fn week_of(date: Date, begins: Weekday) -> Option<(Date, Date)> {
    let first = shifted(date, -i32::from(date.weekday().since(begins)))?;
    Some((first, shifted(first, 6)?))
}

/// The period of `length` months, counted from January, that lies `periods` away from the one with `today`.
fn months(today: Date, length: i32, periods: i32) -> Option<(Date, Date)> {
    let month = i32::from(today.year()) * 12 + i32::from(today.month()) - 1;
    let first = (month.div_euclid(length) + periods) * length;
    let day = |month: i32| {
        let year = i16::try_from(month.div_euclid(12)).ok()?;
        Date::new(year, i8::try_from(month.rem_euclid(12) + 1).ok()?, 1).ok()
    };
    let last_month = day(first + length - 1)?;
    Some((day(first)?, last_month.last_of_month()))
}
