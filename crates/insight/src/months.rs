use crate::period::{Period, month_named};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// What one customer brought month by month, in minor units: each purchase with what came back of it before the next.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Months {
    sums: BTreeMap<i32, Sum>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    pub turnover: i64,
    pub margin: i64,
}

impl Sum {
    pub fn add(&mut self, other: Sum) {
        self.turnover = self.turnover.saturating_add(other.turnover);
        self.margin = self.margin.saturating_add(other.margin);
    }
}

impl Months {
    /// Of purchases as (day, turnover, margin).
    pub fn of(purchases: impl Iterator<Item = (i32, i64, f64)>) -> Months {
        let mut margins: BTreeMap<i32, f64> = BTreeMap::new();
        let mut sums: BTreeMap<i32, Sum> = BTreeMap::new();
        for (day, turnover, margin) in purchases {
            let month = Period::Month.at(day);
            sums.entry(month).or_default().add(Sum { turnover, margin: 0 });
            *margins.entry(month).or_default() += margin;
        }
        for (sum, margin) in sums.values_mut().zip(margins.values()) {
            sum.margin = margin.round() as i64;
        }
        Months { sums }
    }

    /// Read back from the fields of a customer; what its reader may not see counts nothing.
    pub fn read(periods: &str, turnover: &Json, margin: &Json) -> Months {
        let minor = |json: &Json, month: &str| json.get(month).and_then(Json::as_i64).unwrap_or_default();
        let months = periods.split(' ').filter_map(|name| Some((name, month_named(name)?)));
        let sum = |name| Sum { turnover: minor(turnover, name), margin: minor(margin, name) };
        Months { sums: months.map(|(name, month)| (month, sum(name))).collect() }
    }

    pub fn first(&self) -> Option<i32> {
        self.sums.keys().next().copied()
    }

    pub fn each(&self) -> impl Iterator<Item = (i32, Sum)> {
        self.sums.iter().map(|(month, sum)| (*month, *sum))
    }

    /// `2026-05 2026Q2 2026-07 2026Q3`: by these words a filter finds who bought when.
    pub fn periods(&self) -> String {
        let mut words: Vec<String> = Vec::with_capacity(self.sums.len() * 2);
        let mut last_quarter = None;
        for month in self.sums.keys() {
            words.push(Period::Month.name(*month));
            let quarter = Period::Quarter.of_month(*month);
            if last_quarter.replace(quarter) != Some(quarter) {
                words.push(Period::Quarter.name(quarter));
            }
        }
        words.join(" ")
    }

    pub fn turnover(&self) -> Json {
        self.by_name(|sum| sum.turnover)
    }

    pub fn margin(&self) -> Json {
        self.by_name(|sum| sum.margin)
    }

    fn by_name(&self, pick: fn(&Sum) -> i64) -> Json {
        let named = |(month, sum): (&i32, &Sum)| (Period::Month.name(*month), Json::from(pick(sum)));
        Json::Object(self.sums.iter().map(named).collect::<Map<_, _>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> i32 {
        value::days_of_date(text.parse().unwrap()) as i32
    }

    #[test]
    fn purchases_add_up_by_month_and_are_read_back() {
        let months = Months::of(
            [("2026-04-30", 1_000, 300.4), ("2026-05-01", 500, 100.3), ("2026-05-31", 700, 99.9)]
                .into_iter()
                .map(|(on, turnover, margin)| (day(on), turnover, margin)),
        );
        assert_eq!(months.periods(), "2026-04 2026Q2 2026-05");
        assert_eq!(months.turnover(), serde_json::json!({ "2026-04": 1000, "2026-05": 1200 }));
        assert_eq!(months.margin(), serde_json::json!({ "2026-04": 300, "2026-05": 200 }));
        assert_eq!(Months::read(&months.periods(), &months.turnover(), &months.margin()), months);
        assert_eq!(Months::read("", &Json::Null, &Json::Null).first(), None);
    }
}
