//! The gate before a model: is there enough to fit it, and if not, what is missing.

use crate::btyd::Summaries;
use serde::{Deserialize, Serialize};

/// The least a model needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Requirements {
    /// Customers with a purchase.
    pub customers: u32,
    /// Customers with a second purchase day.
    pub repeat_buyers: u32,
    /// Days from the first purchase of all to the as-of day.
    pub history_days: u32,
}

impl Default for Requirements {
    fn default() -> Self {
        Self { customers: 100, repeat_buyers: 30, history_days: 90 }
    }
}

/// A condition that is not met, with what there is and what is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Missing {
    TooFewCustomers { have: u32, need: u32 },
    TooFewRepeatBuyers { have: u32, need: u32 },
    TooFewPricedRepeatBuyers { have: u32, need: u32 },
    HistoryTooShort { have_days: u32, need_days: u32 },
}

/// Everything that is missing; enough when nothing is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Sufficiency {
    pub missing: Vec<Missing>,
}

impl Sufficiency {
    /// Whether purchases can be forecast from these customers.
    #[must_use]
    pub fn of_purchases(summaries: &Summaries, history_days: u32, needed: &Requirements) -> Self {
        let customers = count(summaries.rows().len());
        let repeat_buyers = count(summaries.repeat_buyers());
        let mut missing = Vec::new();
        if customers < needed.customers {
            missing.push(Missing::TooFewCustomers { have: customers, need: needed.customers });
        }
        if repeat_buyers < needed.repeat_buyers {
            missing.push(Missing::TooFewRepeatBuyers { have: repeat_buyers, need: needed.repeat_buyers });
        }
        if history_days < needed.history_days {
            missing
                .push(Missing::HistoryTooShort { have_days: history_days, need_days: needed.history_days });
        }
        Self { missing }
    }

    /// Whether the spread of spending can be learned from these customers.
    #[must_use]
    pub fn of_spend(summaries: &Summaries, needed: &Requirements) -> Self {
        let priced = summaries
            .rows()
            .iter()
            .zip(summaries.mean_repeat())
            .filter(|(row, mean)| row.repeats > 0 && **mean > 0.0)
            .count();
        let have = count(priced);
        let missing = if have < needed.repeat_buyers {
            vec![Missing::TooFewPricedRepeatBuyers { have, need: needed.repeat_buyers }]
        } else {
            Vec::new()
        };
        Self { missing }
    }

    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.missing.is_empty()
    }
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_missing_condition_is_named() {
        let summaries = Summaries::from_columns(&[0, 1], &[0, 3], &[5, 5], &[0.0, -4.0]).unwrap();
        let needed = Requirements { customers: 2, repeat_buyers: 2, history_days: 6 };
        let gate = Sufficiency::of_purchases(&summaries, 5, &needed);
        assert_eq!(
            gate.missing,
            [
                Missing::TooFewRepeatBuyers { have: 1, need: 2 },
                Missing::HistoryTooShort { have_days: 5, need_days: 6 }
            ]
        );
        assert!(!gate.is_enough());
        let gate = Sufficiency::of_spend(&summaries, &needed);
        assert_eq!(
            serde_json::to_string(&gate).unwrap(),
            r#"[{"code":"too_few_priced_repeat_buyers","have":0,"need":2}]"#
        );
        let modest = Requirements { customers: 1, repeat_buyers: 1, history_days: 1 };
        assert!(Sufficiency::of_purchases(&summaries, 5, &modest).is_enough());
    }
}
