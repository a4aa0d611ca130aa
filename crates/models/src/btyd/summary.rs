use super::DAYS_PER_WEEK;
use crate::error::{ModelError, same_length};
use crate::history::{Histories, days_between};

/// What the models know of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Summary {
    /// x: purchase days after the first one.
    pub repeats: u32,
    /// t_x: days from the first to the last purchase.
    pub last_days: u32,
    /// T: days from the first purchase to the as-of day.
    pub age_days: u32,
}

impl Summary {
    /// t_x in weeks.
    #[must_use]
    pub fn last_weeks(self) -> f64 {
        f64::from(self.last_days) / DAYS_PER_WEEK
    }

    /// T in weeks.
    #[must_use]
    pub fn age_weeks(self) -> f64 {
        f64::from(self.age_days) / DAYS_PER_WEEK
    }

    /// The same customer on the day of his last purchase.
    #[must_use]
    pub fn just_bought(self) -> Self {
        Self { age_days: self.last_days, ..self }
    }
}

/// Summaries of everyone who bought, column by column in the sequence of the customers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summaries {
    customer: Vec<u32>,
    rows: Vec<Summary>,
    mean_repeat: Vec<f64>,
}

impl Summaries {
    /// Summarises what each customer bought up to the as-of day of the histories.
    #[must_use]
    pub fn of(histories: &Histories) -> Self {
        let mut summaries = Self::default();
        for customer in 0..histories.customers() {
            let purchases = histories.purchases(customer);
            let (Some(&first), Some(&last)) = (purchases.days.first(), purchases.days.last()) else {
                continue;
            };
            let repeats = &purchases.amounts[1..];
            summaries.customer.push(u32::try_from(customer).unwrap_or(u32::MAX));
            summaries.rows.push(Summary {
                repeats: u32::try_from(repeats.len()).unwrap_or(u32::MAX),
                last_days: days_between(first, last),
                age_days: days_between(first, histories.as_of()),
            });
            let sum: f64 = repeats.iter().map(|amount| *amount as f64).sum();
            summaries.mean_repeat.push(if repeats.is_empty() { 0.0 } else { sum / repeats.len() as f64 });
        }
        summaries
    }

    /// Takes ready columns: repeats, days to the last purchase, days of age, and (0 where there is none) the mean
    /// amount of the repeat purchases. Refuses rows that no history can have.
    pub fn from_columns(
        repeats: &[u32],
        last_days: &[u32],
        age_days: &[u32],
        mean_repeat: &[f64],
    ) -> Result<Self, ModelError> {
        same_length("last_days", last_days.len(), repeats.len())?;
        same_length("age_days", age_days.len(), repeats.len())?;
        same_length("mean_repeat", mean_repeat.len(), repeats.len())?;
        crate::error::all_finite("mean_repeat", mean_repeat)?;
        let mut rows = Vec::with_capacity(repeats.len());
        for row in 0..repeats.len() {
            let summary =
                Summary { repeats: repeats[row], last_days: last_days[row], age_days: age_days[row] };
            if summary.repeats > summary.last_days {
                return Err(ModelError::TooManyRepeats {
                    row,
                    repeats: summary.repeats,
                    last_days: summary.last_days,
                });
            }
            if summary.last_days > summary.age_days {
                return Err(ModelError::LastAfterEnd {
                    row,
                    last_days: summary.last_days,
                    age_days: summary.age_days,
                });
            }
            rows.push(summary);
        }
        let customer = (0u32..).take(rows.len()).collect();
        Ok(Self { customer, rows, mean_repeat: mean_repeat.to_vec() })
    }

    /// Positions of the customers in the histories they came from.
    #[must_use]
    pub fn customer(&self) -> &[u32] {
        &self.customer
    }

    #[must_use]
    pub fn rows(&self) -> &[Summary] {
        &self.rows
    }

    /// Mean amount of the repeat purchases in minor units, 0 where there is none.
    #[must_use]
    pub fn mean_repeat(&self) -> &[f64] {
        &self.mean_repeat
    }

    /// How many customers bought again.
    #[must_use]
    pub fn repeat_buyers(&self) -> usize {
        self.rows.iter().filter(|row| row.repeats > 0).count()
    }
}

/// The sum of the logarithms of each customer's gaps in weeks; 0 where there is none. How regular a rhythm is shows in it.
#[must_use]
pub fn log_gaps(histories: &Histories) -> Vec<f64> {
    (0..histories.customers())
        .map(|customer| {
            let days = histories.purchases(customer).days;
            let weeks = |pair: &[i32]| f64::from(days_between(pair[0], pair[1])) / DAYS_PER_WEEK;
            days.windows(2).map(|pair| weeks(pair).ln()).sum()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{Orders, PurchaseDay};

    #[test]
    fn the_first_purchase_is_no_repeat() {
        let orders = Orders { customer: &[0, 0, 0, 2], day: &[3, 10, 10, 8], amount: &[500, 200, 100, 40] };
        let histories = Histories::of(orders, 3, 24, PurchaseDay::AnyOrder).unwrap();
        let summaries = Summaries::of(&histories);
        assert_eq!(summaries.customer(), [0, 2]);
        assert_eq!(summaries.rows()[0], Summary { repeats: 1, last_days: 7, age_days: 21 });
        assert_eq!(summaries.rows()[1], Summary { repeats: 0, last_days: 0, age_days: 16 });
        assert_eq!(summaries.mean_repeat(), [300.0, 0.0]);
        assert_eq!(summaries.repeat_buyers(), 1);
    }

    #[test]
    fn impossible_rows_are_refused() {
        let refusal = |x, last, age| Summaries::from_columns(&[x], &[last], &[age], &[0.0]).unwrap_err();
        assert_eq!(
            refusal(3, 2, 9).to_string(),
            "row 0: 3 repeat purchase days do not fit into 2 days up to the last purchase"
        );
        assert!(matches!(refusal(1, 9, 3), ModelError::LastAfterEnd { .. }));
        assert!(Summaries::from_columns(&[1], &[2], &[3], &[f64::NAN]).is_err());
    }
}
