//! Recency, frequency, monetary value (Hughes 1994): columns, scores from 1 to 5 and named segments.

mod score;
mod segment;

pub use score::{Rule, scores};
pub use segment::{Segment, grid_column, segment, segment_of_scores};

use crate::history::{Histories, days_between};
use serde::Serialize;

/// What the orders say about every customer who ever bought, one row per buyer in the sequence of the customers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rfm {
    /// Position of the customer in the histories.
    pub customer: Vec<u32>,
    /// Days from the last purchase to the as-of day.
    pub recency_days: Vec<u32>,
    /// Number of purchase days.
    pub frequency: Vec<u32>,
    /// Minor units, net of returns.
    pub monetary: Vec<i64>,
}

/// Scores from 1 (worst) to 5 (best), row by row beside [`Rfm`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scores {
    pub recency: Vec<u8>,
    pub frequency: Vec<u8>,
    pub monetary: Vec<u8>,
}

/// How much of all revenue the best customers bring.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Concentration {
    /// Share of the customers, best first.
    pub customers: f64,
    /// Share of the net total that they bring.
    pub monetary: f64,
}

impl Rfm {
    #[must_use]
    pub fn of(histories: &Histories) -> Self {
        let mut rfm = Self::default();
        for customer in 0..histories.customers() {
            let days = histories.purchases(customer).days;
            let Some(&last) = days.last() else { continue };
            rfm.customer.push(u32::try_from(customer).unwrap_or(u32::MAX));
            rfm.recency_days.push(days_between(last, histories.as_of()));
            rfm.frequency.push(u32::try_from(days.len()).unwrap_or(u32::MAX));
            rfm.monetary.push(histories.total(customer));
        }
        rfm
    }

    /// Scores of all three columns. Rule A breaks ties by row, so give the customers in the sequence of their ids.
    #[must_use]
    pub fn scores(&self, rule: Rule) -> Scores {
        let recency: Vec<i64> = self.recency_days.iter().map(|days| -i64::from(*days)).collect();
        let frequency: Vec<i64> = self.frequency.iter().map(|count| i64::from(*count)).collect();
        Scores {
            recency: scores(&recency, rule),
            frequency: scores(&frequency, rule),
            monetary: scores(&self.monetary, rule),
        }
    }

    /// The named segment of every row, by the grid of recency and frequency/monetary value.
    #[must_use]
    pub fn segments(&self, scores: &Scores) -> Vec<Segment> {
        (0..self.customer.len())
            .map(|row| {
                let column = grid_column(self.frequency[row], scores.frequency[row], scores.monetary[row]);
                segment(scores.recency[row], column)
            })
            .collect()
    }

    /// Points of the 80/20 curve: what the best `shares` of the customers bring, each rounded up to whole customers.
    #[must_use]
    pub fn concentration(&self, shares: &[f64]) -> Vec<Concentration> {
        let mut best_first: Vec<f64> = self.monetary.iter().map(|amount| *amount as f64).collect();
        best_first.sort_unstable_by(|a, b| b.total_cmp(a));
        let total: f64 = best_first.iter().sum();
        shares
            .iter()
            .map(|&share| {
                let count = (share.clamp(0.0, 1.0) * best_first.len() as f64 - 1e-9).ceil() as usize;
                let sum: f64 = best_first[..count].iter().sum();
                Concentration { customers: share, monetary: if total > 0.0 { sum / total } else { 0.0 } }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{Orders, PurchaseDay};

    #[test]
    fn buyers_get_a_row_and_others_none() {
        let orders = Orders { customer: &[2, 0, 2, 2], day: &[5, 9, 7, 8], amount: &[10, 20, 30, -15] };
        let histories = Histories::of(orders, 4, 10, PurchaseDay::PositiveOrder).unwrap();
        let rfm = Rfm::of(&histories);
        assert_eq!(rfm.customer, [0, 2]);
        assert_eq!(rfm.recency_days, [1, 3]);
        assert_eq!(rfm.frequency, [1, 2]);
        assert_eq!(rfm.monetary, [20, 25]);
    }

    #[test]
    fn the_best_fifth_brings_its_share() {
        let rfm = Rfm { monetary: vec![10, 70, 10, 5, 5], ..Rfm::default() };
        let curve = rfm.concentration(&[0.2, 0.5, 1.0]);
        assert_eq!(curve[0].monetary, 0.7);
        assert_eq!(curve[1].monetary, 0.9);
        assert_eq!(curve[2].monetary, 1.0);
    }
}
