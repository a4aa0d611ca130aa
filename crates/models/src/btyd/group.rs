use super::{DAYS_PER_WEEK, Summaries, Summary};
use std::ops::Range;

/// Customers with equal (x, t_x, T) counted once: a million customers have some hundred thousand distinct summaries.
/// Sorted by x, so that everything that depends on x alone is computed once per run.
#[derive(Debug, Clone)]
pub struct Groups {
    rows: Vec<Summary>,
    count: Vec<f64>,
    runs: Vec<Run>,
    last_place: Vec<u32>,
    age_place: Vec<u32>,
    weeks: Vec<f64>,
    customers: f64,
}

/// The groups that share one number of repeat purchases.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) repeats: f64,
    pub(super) groups: Range<usize>,
    pub(super) customers: f64,
}

impl Groups {
    #[must_use]
    pub fn of(summaries: &Summaries) -> Self {
        let mut sorted = summaries.rows().to_vec();
        sorted.sort_unstable_by_key(packed);
        let mut rows: Vec<Summary> = Vec::new();
        let mut count: Vec<f64> = Vec::new();
        let mut runs: Vec<Run> = Vec::new();
        for equal in sorted.chunk_by(|a, b| a == b) {
            let (row, customers) = (equal[0], equal.len() as f64);
            match runs.last_mut() {
                Some(run) if run.repeats == f64::from(row.repeats) => {
                    run.groups.end += 1;
                    run.customers += customers;
                }
                Some(_) | None => runs.push(Run {
                    repeats: f64::from(row.repeats),
                    groups: rows.len()..rows.len() + 1,
                    customers,
                }),
            }
            rows.push(row);
            count.push(customers);
        }
        let mut days: Vec<u32> = rows.iter().flat_map(|row| [row.last_days, row.age_days]).collect();
        days.sort_unstable();
        days.dedup();
        let place = |day: u32| u32::try_from(days.partition_point(|d| *d < day)).unwrap_or(u32::MAX);
        Self {
            last_place: rows.iter().map(|row| place(row.last_days)).collect(),
            age_place: rows.iter().map(|row| place(row.age_days)).collect(),
            weeks: days.iter().map(|day| f64::from(*day) / DAYS_PER_WEEK).collect(),
            customers: sorted.len() as f64,
            rows,
            count,
            runs,
        }
    }

    /// The distinct summaries.
    #[must_use]
    pub fn rows(&self) -> &[Summary] {
        &self.rows
    }

    #[must_use]
    pub fn customers(&self) -> f64 {
        self.customers
    }

    /// Where in [`Groups::rows`] a customer stands. Absent for a summary the groups were not made of.
    #[must_use]
    pub fn place(&self, summary: &Summary) -> Option<usize> {
        self.rows.binary_search_by_key(&packed(summary), packed).ok()
    }

    pub(super) fn runs(&self) -> &[Run] {
        &self.runs
    }

    pub(super) fn count(&self) -> &[f64] {
        &self.count
    }

    /// Distinct times in weeks; [`Self::last_place`] and [`Self::age_place`] point into them.
    pub(super) fn weeks(&self) -> &[f64] {
        &self.weeks
    }

    pub(super) fn last_place(&self) -> &[u32] {
        &self.last_place
    }

    pub(super) fn age_place(&self) -> &[u32] {
        &self.age_place
    }

    /// Sum of x over all customers.
    pub(super) fn repeats(&self) -> f64 {
        self.runs.iter().map(|run| run.repeats * run.customers).sum()
    }

    /// Sum of T over all customers, in weeks.
    pub(super) fn exposure(&self) -> f64 {
        self.rows.iter().zip(&self.count).map(|(row, count)| row.age_weeks() * count).sum()
    }
}

fn packed(row: &Summary) -> u128 {
    u128::from(row.repeats) << 64 | u128::from(row.last_days) << 32 | u128::from(row.age_days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_customers_are_counted_once() {
        let summaries =
            Summaries::from_columns(&[1, 0, 1, 1], &[7, 0, 7, 8], &[9, 9, 9, 9], &[0.0; 4]).unwrap();
        let groups = Groups::of(&summaries);
        assert_eq!(groups.rows().len(), 3);
        assert_eq!(groups.count(), [1.0, 2.0, 1.0]);
        assert_eq!(groups.runs().len(), 2);
        assert_eq!(groups.runs()[1].groups, 1..3);
        assert_eq!(groups.weeks(), [0.0, 1.0, 8.0 / 7.0, 9.0 / 7.0]);
        assert_eq!(groups.place(&summaries.rows()[3]), Some(2));
        assert_eq!(groups.repeats(), 3.0);
    }
}
