//! A customer's own purchase rhythm: the median gap between his purchases, drawn towards the population's as long
//! as he has few gaps of his own (empirical Bayes on the logarithm of the gap; Efron & Morris 1973).

use crate::history::{Histories, days_between};
use crate::quantile::median;
use serde::{Deserialize, Serialize};

/// How strongly the population's rhythm holds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RhythmSettings {
    /// The population counts like so many gaps of the customer's own.
    pub prior_gaps: f64,
}

impl Default for RhythmSettings {
    fn default() -> Self {
        Self { prior_gaps: 2.0 }
    }
}

/// The rhythm of one customer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rhythm {
    /// Usual days between two purchases, shrunk.
    pub gap_days: f64,
    /// The median of his own gaps in days; absent when he bought once.
    pub own_gap_days: Option<f64>,
    pub own_gaps: u32,
    pub last_day: i32,
    /// Last purchase plus the usual gap.
    pub due_day: i32,
    pub silent_days: u32,
    /// Days of silence over the usual gap: 1 is due today.
    pub overdue: f64,
}

/// The rhythm of every customer, absent for who never bought. Nobody has one when nobody ever bought twice.
#[must_use]
pub fn rhythms(histories: &Histories, settings: &RhythmSettings) -> Vec<Option<Rhythm>> {
    let mut gaps: Vec<f64> = Vec::new();
    let own: Vec<Option<f64>> = (0..histories.customers())
        .map(|customer| {
            gaps.clear();
            let days = histories.purchases(customer).days;
            gaps.extend(days.windows(2).map(|pair| f64::from(days_between(pair[0], pair[1]))));
            median(&mut gaps)
        })
        .collect();
    let mut known: Vec<f64> = own.iter().flatten().copied().collect();
    let Some(population) = median(&mut known) else { return vec![None; histories.customers()] };
    own.iter()
        .enumerate()
        .map(|(customer, own)| {
            let days = histories.purchases(customer).days;
            let last = *days.last()?;
            Some(rhythm(days.len(), last, *own, population, histories.as_of(), settings))
        })
        .collect()
}

impl Rhythm {
    /// The day on which the next purchase is to be expected, always after the as-of day. Who is overdue is expected
    /// after the wait the purchase model gives him, but not later than one usual gap from now.
    #[must_use]
    pub fn next_day(&self, as_of: i32, median_wait_weeks: f64) -> i32 {
        if self.due_day > as_of {
            return self.due_day;
        }
        let wait = (median_wait_weeks * 7.0).min(self.gap_days).round().max(1.0);
        as_of.saturating_add(wait as i32)
    }

    /// Purchases a year at the usual gap.
    #[must_use]
    pub fn purchases_a_year(&self) -> f64 {
        365.25 / self.gap_days
    }
}

fn rhythm(
    purchases: usize,
    last_day: i32,
    own: Option<f64>,
    population: f64,
    as_of: i32,
    settings: &RhythmSettings,
) -> Rhythm {
    let own_gaps = u32::try_from(purchases.saturating_sub(1)).unwrap_or(u32::MAX);
    let prior = settings.prior_gaps.max(0.0);
    let gap_days = match own {
        Some(own) => {
            let count = f64::from(own_gaps);
            ((count * own.ln() + prior * population.ln()) / (count + prior)).exp()
        }
        None => population,
    };
    let silent_days = days_between(last_day, as_of);
    Rhythm {
        gap_days,
        own_gap_days: own,
        own_gaps,
        last_day,
        due_day: last_day.saturating_add(gap_days.round() as i32),
        silent_days,
        overdue: f64::from(silent_days) / gap_days,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{Orders, PurchaseDay};

    fn rhythms_of(customer: &[u32], day: &[i32], as_of: i32) -> Vec<Option<Rhythm>> {
        let amount = vec![1; day.len()];
        let orders = Orders { customer, day, amount: &amount };
        let histories = Histories::of(orders, 4, as_of, PurchaseDay::AnyOrder).unwrap();
        rhythms(&histories, &RhythmSettings::default())
    }

    #[test]
    fn few_gaps_lean_on_the_population_and_many_do_not() {
        let mut customer = vec![0, 0, 2];
        let mut day = vec![0, 10, 300];
        customer.extend([1; 41]);
        day.extend((0..41).map(|k| k * 40));
        let found = rhythms_of(&customer, &day, 1700);
        let (few, many, once) = (found[0].unwrap(), found[1].unwrap(), found[2].unwrap());
        assert!(few.gap_days > 15.0 && few.gap_days < 25.0, "{few:?}");
        assert!((many.gap_days - 40.0).abs() < 2.0, "{many:?}");
        assert_eq!(once.gap_days, 25.0);
        assert_eq!(once.own_gap_days, None);
        assert_eq!(found[3], None);
    }

    #[test]
    fn silence_is_measured_in_usual_gaps() {
        let found = rhythms_of(&[0, 0, 0], &[0, 20, 40], 70)[0].unwrap();
        assert_eq!(found.due_day, 60);
        assert_eq!(found.silent_days, 30);
        assert!((found.overdue - 1.5).abs() < 1e-12);
        assert!((found.purchases_a_year() - 18.2625).abs() < 1e-9);
        assert_eq!(found.next_day(50, 9.0), 60);
        assert_eq!(found.next_day(70, 0.01), 71);
        assert_eq!(found.next_day(70, 1.0), 77);
        assert_eq!(found.next_day(70, f64::MAX), 90);
    }

    #[test]
    fn nobody_has_a_rhythm_when_nobody_came_back() {
        assert_eq!(rhythms_of(&[0, 1], &[3, 4], 9), [None; 4]);
    }
}
