use super::clock;
use super::day::{Parts, split};
use super::{narrow, trimmed};
use crate::reading::Cell;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use value::Decimal;

/// How one column writes what can be read in two ways.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    pub dates: DateOrder,
    pub decimal: DecimalMark,
    /// Moments with an offset are brought to this zone.
    pub zone: TimeZone,
    /// What numbers are counted in when the cell itself does not say it.
    pub multiplier: Decimal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    YearFirst,
    MonthFirst,
    DayFirst,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    Point,
    Comma,
}

/// Looks at the cells of one column and decides its style.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    day_first: u64,
    month_first: u64,
    year_first: u64,
    span_by_month: i64,
    span_by_day: i64,
    previous: Option<(Date, Date)>,
    outer: Option<(i64, i64)>,
    points: u64,
    commas: u64,
}

impl Default for Style {
    fn default() -> Style {
        Style {
            dates: DateOrder::MonthFirst,
            decimal: DecimalMark::Point,
            zone: TimeZone::UTC,
            multiplier: Decimal::ONE,
        }
    }
}

impl Survey {
    pub fn of<'a>(cells: impl IntoIterator<Item = Cell<'a>>) -> Survey {
        let mut survey = Survey::default();
        cells.into_iter().for_each(|cell| survey.see(cell));
        survey
    }

    pub fn see(&mut self, cell: Cell<'_>) {
        let Cell::Text(text) = cell else { return };
        let text = trimmed(text);
        if text.len() > 64 || is_clear(text.as_bytes()) {
            return;
        }
        let text = narrow(text);
        if text.contains(['/', '-']) {
            self.see_date(&text);
        }
        if text.contains(['.', ',']) {
            self.see_number(&text);
        }
    }

    /// The order that the clear cells show; where all are unclear, the one by which days that follow each other lie closer.
    pub fn style(&self, zone: TimeZone) -> Style {
        let most = self.day_first.max(self.month_first).max(self.year_first);
        let dates = if most == 0 {
            match self.span_by_day < self.span_by_month {
                true => DateOrder::DayFirst,
                false => DateOrder::MonthFirst,
            }
        } else if most == self.year_first {
            DateOrder::YearFirst
        } else if most == self.day_first {
            DateOrder::DayFirst
        } else {
            DateOrder::MonthFirst
        };
        let decimal = if self.commas > self.points { DecimalMark::Comma } else { DecimalMark::Point };
        Style { dates, decimal, zone, multiplier: Decimal::ONE }
    }

    /// Both orders occur: whatever is chosen, some days are read wrongly.
    pub fn is_mixed(&self) -> bool {
        self.day_first > 0 && self.month_first > 0
    }

    fn see_date(&mut self, text: &str) {
        let Some(parts) = split(clock::take(text).0) else { return };
        let Parts { numbers: [first, second, third], year_at, month_at: None, separator } = parts else {
            return;
        };
        if separator == '.' {
            return;
        }
        match year_at {
            Some(2) => match (first.value > 12, second.value > 12) {
                (true, false) => self.day_first += 1,
                (false, true) => self.month_first += 1,
                (false, false) => self.see_unclear(first.value, second.value, third.value),
                (true, true) => {}
            },
            None => {
                self.see_short_year(first.value, third.value);
                self.month_first += u64::from(first.value <= 12 && second.value > 12);
            }
            Some(_) => {}
        }
    }

    /// Of two outer numbers the one that stays the same from row to row is the year.
    fn see_short_year(&mut self, first: i64, third: i64) {
        let before = self.outer.replace((first, third));
        let Some((last_first, last_third)) = before else {
            self.year_first += u64::from(first > 31);
            return;
        };
        match (first == last_first, third == last_third) {
            (true, false) if first > 12 => self.year_first += 1,
            (false, true) if first > 12 => self.day_first += 1,
            (true | false, true | false) => self.year_first += u64::from(first > 31),
        }
    }

    fn see_unclear(&mut self, first: i64, second: i64, third: i64) {
        let day = |month: i64, day: i64| {
            let small = |number: i64| i8::try_from(number).ok();
            Date::new(i16::try_from(third).ok()?, small(month)?, small(day)?).ok()
        };
        let (Some(by_month), Some(by_day)) = (day(first, second), day(second, first)) else { return };
        if let Some((last_by_month, last_by_day)) = self.previous.replace((by_month, by_day)) {
            let days = |from: Date, to: Date| (to - from).get_days().abs();
            self.span_by_month += i64::from(days(last_by_month, by_month));
            self.span_by_day += i64::from(days(last_by_day, by_day));
        }
    }

    fn see_number(&mut self, text: &str) {
        if !text.chars().all(|letter| letter.is_ascii_digit() || ".,- ¥$€%".contains(letter)) {
            return;
        }
        let (point, comma) = (text.rfind('.'), text.rfind(','));
        let behind = |at: usize| text[at + 1..].bytes().filter(u8::is_ascii_digit).count();
        match (point, comma) {
            (Some(point), Some(comma)) if comma > point => self.commas += 1,
            (Some(_), Some(_)) => self.points += 1,
            (None, Some(at)) if text.matches(',').count() == 1 && matches!(behind(at), 1 | 2) => {
                self.commas += 1
            }
            (Some(at), None) if text.matches('.').count() == 1 && behind(at) != 3 => self.points += 1,
            (Some(_), None) | (None, Some(_)) | (None, None) => {}
        }
    }
}

/// Plain whole numbers, words, and days that begin with their year say nothing about the column: nearly all cells.
fn is_clear(bytes: &[u8]) -> bool {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let words = bytes.first().is_some_and(u8::is_ascii_alphabetic);
    digits == bytes.len() || words || (digits == 4 && bytes.get(4) == Some(&b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(cells: &[&str]) -> Style {
        Survey::of(cells.iter().map(|cell| Cell::Text(cell))).style(TimeZone::UTC)
    }

    #[test]
    fn clear_days_decide_for_the_unclear_ones() {
        assert_eq!(style(&["03/05/2024", "25/05/2024"]).dates, DateOrder::DayFirst);
        assert_eq!(style(&["03/05/2024", "05/25/2024 8:26"]).dates, DateOrder::MonthFirst);
        assert_eq!(style(&["24/3/5", "24/3/15"]).dates, DateOrder::YearFirst);
        assert!(Survey::of(["25/05/2024", "05/25/2024"].map(Cell::Text)).is_mixed());
    }

    #[test]
    fn where_all_are_unclear_days_lie_close() {
        assert_eq!(
            style(&["12/1/2010 8:26", "12/1/2010 8:28", "12/2/2010 9:00", "12/3/2010 9:00"]).dates,
            DateOrder::MonthFirst
        );
        assert_eq!(style(&["01/12/2010", "02/12/2010", "03/12/2010"]).dates, DateOrder::DayFirst);
    }

    #[test]
    fn the_decimal_mark_is_found() {
        assert_eq!(style(&["12,50", "1.234", "3,5"]).decimal, DecimalMark::Comma);
        assert_eq!(style(&["12.50", "1,234"]).decimal, DecimalMark::Point);
    }
}
