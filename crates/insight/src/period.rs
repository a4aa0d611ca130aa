use jiff::civil::Date;
use value::date_from_days;

/// How long the periods of a cohort are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Month,
    Quarter,
}

impl Period {
    pub fn named(name: &str) -> Option<Period> {
        match name {
            "month" => Some(Period::Month),
            "quarter" => Some(Period::Quarter),
            _ => None,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Period::Month => "month",
            Period::Quarter => "quarter",
        }
    }

    fn months(self) -> i32 {
        match self {
            Period::Month => 1,
            Period::Quarter => 3,
        }
    }

    /// The period that a day lies in, counted on from period to period; days are counted from 1970.
    pub fn at(self, day: i32) -> i32 {
        let date = date_from_days(i64::from(day)).unwrap_or_default();
        self.of_month(i32::from(date.year()) * 12 + i32::from(date.month()) - 1)
    }

    pub fn of_month(self, month: i32) -> i32 {
        month.div_euclid(self.months())
    }

    /// `2026-05` or `2026Q2`.
    pub fn name(self, at: i32) -> String {
        match self {
            Period::Month => format!("{:04}-{:02}", at.div_euclid(12), at.rem_euclid(12) + 1),
            Period::Quarter => format!("{:04}Q{}", at.div_euclid(4), at.rem_euclid(4) + 1),
        }
    }

    pub fn first_day(self, at: i32) -> Date {
        let month = at * self.months();
        let year = i16::try_from(month.div_euclid(12)).unwrap_or_default();
        Date::new(year, month.rem_euclid(12) as i8 + 1, 1).unwrap_or_default()
    }

    pub fn last_day(self, at: i32) -> Date {
        self.first_day(at + 1).yesterday().unwrap_or_default()
    }
}

/// `2026-05` as it is counted.
pub fn month_named(name: &str) -> Option<i32> {
    let (year, month) = name.split_once('-')?;
    let (year, month): (i32, i32) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12).contains(&month).then_some(year * 12 + month - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_lies_in_a_month_and_a_quarter() {
        let day = value::days_of_date("2026-05-17".parse().unwrap()) as i32;
        let (month, quarter) = (Period::Month.at(day), Period::Quarter.at(day));
        assert_eq!(
            (Period::Month.name(month), Period::Quarter.name(quarter)),
            ("2026-05".into(), "2026Q2".into())
        );
        assert_eq!(Period::Month.last_day(month).to_string(), "2026-05-31");
        assert_eq!(Period::Quarter.first_day(quarter).to_string(), "2026-04-01");
        assert_eq!(Period::Quarter.last_day(quarter).to_string(), "2026-06-30");
        assert_eq!(month_named("2026-05"), Some(month));
        assert_eq!(month_named("2026-13"), None);
        assert_eq!(Period::Month.name(Period::Month.at(-1)), "1969-12");
    }
}
