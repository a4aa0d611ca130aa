use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// How busy each day is. Rhythms run on its clock: a quiet day counts less than a busy one, a year counts as a year.
#[derive(Debug, Clone)]
pub(crate) struct Season {
    start: Date,
    // Weeks on the season's clock at the end of each day since the start.
    clock: Vec<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Buyers {
    Shops,
    Consumers,
}

impl Season {
    pub fn new(buyers: Buyers, start: Date, end: Date) -> Season {
        let length = days_between(start, end).max(0) as usize + 1;
        let days: Vec<f64> = (0..length).map(|day| busy(buyers, later(start, day as i64))).collect();
        let scale = length as f64 / 7.0 / days.iter().sum::<f64>();
        let mut elapsed = 0.0;
        let clock = days
            .iter()
            .map(|day| {
                elapsed += day * scale;
                elapsed
            })
            .collect();
        Season { start, clock }
    }

    /// Clock in the middle of a day.
    pub fn at(&self, day: Date) -> f64 {
        let index = days_between(self.start, day).clamp(0, self.clock.len() as i64 - 1) as usize;
        let before = if index == 0 { 0.0 } else { self.clock[index - 1] };
        (before + self.clock[index]) / 2.0
    }

    /// The day on which the clock shows this; none after the end.
    pub fn day(&self, clock: f64) -> Option<Date> {
        let index = self.clock.partition_point(|elapsed| *elapsed < clock);
        (index < self.clock.len()).then(|| later(self.start, index as i64))
    }
}

pub(crate) fn later(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}

pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

pub(crate) fn chinese_new_year(year: i16) -> Date {
    const DAYS: [(i8, i8); 26] = [
        (2, 19),
        (2, 8),
        (1, 28),
        (2, 16),
        (2, 5),
        (1, 25),
        (2, 12),
        (2, 1),
        (1, 22),
        (2, 10),
        (1, 29),
        (2, 17),
        (2, 6),
        (1, 26),
        (2, 13),
        (2, 3),
        (1, 23),
        (2, 11),
        (1, 31),
        (2, 19),
        (2, 8),
        (1, 28),
        (2, 15),
        (2, 4),
        (1, 24),
        (2, 12),
    ];
    let (month, day) =
        usize::try_from(year - 2015).ok().and_then(|index| DAYS.get(index)).copied().unwrap_or((2, 5));
    date(year, month, day)
}

fn busy(buyers: Buyers, day: Date) -> f64 {
    let new_year = days_between(chinese_new_year(day.year()), day);
    match buyers {
        Buyers::Shops => shops(new_year, day),
        Buyers::Consumers => consumers(new_year, day),
    }
}

fn shops(new_year: i64, day: Date) -> f64 {
    let year = match (new_year, day.month(), day.day()) {
        (-6..=14, ..) => 0.12,
        (-40..=-7, ..) => 1.6,
        (_, 8, 10..) | (_, 9, 1..=20) => 1.3,
        (_, 11, 1..=11) => 1.5,
        (_, 12, 1..=25) => 1.45,
        (_, 6 | 7, _) => 0.85,
        _ => 1.0,
    };
    let week = match day.weekday() {
        Weekday::Saturday => 0.35,
        Weekday::Sunday => 0.12,
        Weekday::Monday => 1.25,
        Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday | Weekday::Friday => 1.0,
    };
    year * week
}

fn consumers(new_year: i64, day: Date) -> f64 {
    let year = match (new_year, day.month(), day.day()) {
        (-3..=7, ..) => 0.35,
        (-25..=-4, ..) => 1.7,
        (_, 11, 11) => 7.0,
        (_, 11, 1..=12) => 2.0,
        (_, 6, 16..=18) => 2.2,
        (_, 12, 12) => 2.5,
        (_, 12, 13..=24) => 1.4,
        (_, 9, 1..=20) => 1.25,
        (_, 7 | 8, _) => 0.8,
        _ => 0.9,
    };
    match day.weekday() {
        Weekday::Saturday | Weekday::Sunday => year * 1.2,
        Weekday::Monday | Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday | Weekday::Friday => year,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_moves_orders_but_adds_none() {
        let (start, end) = (date(2023, 1, 1), date(2025, 12, 31));
        for buyers in [Buyers::Shops, Buyers::Consumers] {
            let season = Season::new(buyers, start, end);
            assert!((season.at(end) - 156.5).abs() < 0.5);
            assert_eq!(season.day(season.at(date(2024, 5, 7))), Some(date(2024, 5, 7)));
            assert_eq!(season.day(200.0), None);
        }
    }

    #[test]
    fn the_new_year_is_quiet_and_double_eleven_is_not() {
        assert!(busy(Buyers::Shops, date(2024, 2, 12)) < 0.2);
        assert!(
            busy(Buyers::Consumers, date(2024, 11, 11)) > 3.0 * busy(Buyers::Consumers, date(2024, 10, 11))
        );
        assert_eq!(chinese_new_year(2026), date(2026, 2, 17));
    }
}
