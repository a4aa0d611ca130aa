use super::Itemsets;
use crate::error::ModelError;
use std::collections::HashMap;

/// Whoever buys the left side buys the right side too, and how sure that is.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    pub left: Vec<u32>,
    pub right: Vec<u32>,
    /// Baskets with both sides, with the left one, with the right one.
    pub count: u32,
    pub left_count: u32,
    pub right_count: u32,
    pub support: f64,
    pub confidence: f64,
    /// How many times as often as by chance.
    pub lift: f64,
    /// Share of the baskets beyond chance.
    pub leverage: f64,
    /// Absent for a rule without exception.
    pub conviction: Option<f64>,
}

/// Which right sides are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RightSide {
    OneItem,
    AnyItems,
}

/// A rule is kept when its confidence is so little below the threshold that only rounding can be the reason.
const ROUNDING: f64 = 1e-12;
const MOST_RULES: usize = 10_000_000;

/// All rules from the sets whose confidence reaches the threshold, in the sequence of the sets.
pub fn rules(sets: &Itemsets, min_confidence: f64, right: RightSide) -> Result<Vec<Rule>, ModelError> {
    if !(0.0..=1.0).contains(&min_confidence) {
        return Err(ModelError::Setting {
            setting: "min_confidence",
            value: min_confidence,
            allowed: "0 to 1",
        });
    }
    let counts: HashMap<&[u32], u32> =
        (0..sets.len()).map(|set| (sets.items(set), sets.count(set))).collect();
    let mut search =
        Search { counts, baskets: sets.baskets() as f64, min_confidence, right, found: Vec::new() };
    for set in (0..sets.len()).filter(|set| sets.items(*set).len() > 1) {
        search.extend(sets.items(set), sets.count(set), &mut Vec::new(), 0)?;
    }
    Ok(search.found)
}

struct Search<'a> {
    counts: HashMap<&'a [u32], u32>,
    baskets: f64,
    min_confidence: f64,
    right: RightSide,
    found: Vec<Rule>,
}

impl Search<'_> {
    /// Moves one more item to the right side; a longer right side is never surer, so a failure ends the branch.
    fn extend(
        &mut self,
        set: &[u32],
        count: u32,
        right: &mut Vec<u32>,
        from: usize,
    ) -> Result<(), ModelError> {
        for at in from..set.len() {
            if right.len() + 1 == set.len() {
                break;
            }
            right.push(set[at]);
            let left: Vec<u32> = set.iter().copied().filter(|item| !right.contains(item)).collect();
            let (left_count, right_count) = (self.count(&left), self.count(right));
            let confidence = f64::from(count) / f64::from(left_count);
            if confidence >= self.min_confidence - ROUNDING {
                if self.found.len() >= MOST_RULES {
                    return Err(ModelError::TooMany { what: "rules", most: MOST_RULES });
                }
                self.found.push(self.rule(left, right, count, left_count, right_count));
                match self.right {
                    RightSide::OneItem => {}
                    RightSide::AnyItems => self.extend(set, count, right, at + 1)?,
                }
            }
            right.pop();
        }
        Ok(())
    }

    /// Every part of a frequent set is frequent, so it is there.
    fn count(&self, items: &[u32]) -> u32 {
        self.counts.get(items).copied().unwrap_or(1)
    }

    fn rule(&self, left: Vec<u32>, right: &[u32], count: u32, left_count: u32, right_count: u32) -> Rule {
        let share = |count: u32| f64::from(count) / self.baskets;
        let confidence = f64::from(count) / f64::from(left_count);
        Rule {
            left,
            right: right.to_vec(),
            count,
            left_count,
            right_count,
            support: share(count),
            confidence,
            lift: confidence / share(right_count),
            leverage: share(count) - share(left_count) * share(right_count),
            conviction: (count < left_count).then(|| (1.0 - share(right_count)) / (1.0 - confidence)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::baskets::{Baskets, frequent_itemsets};

    #[test]
    fn bread_brings_butter_but_butter_not_always_bread() {
        let baskets = Baskets::of(&[0, 0, 1, 1, 2, 3], &[0, 1, 0, 1, 1, 2]).unwrap();
        let sets = frequent_itemsets(&baskets, 0.25).unwrap();
        let found = rules(&sets, 0.7, RightSide::OneItem).unwrap();
        assert_eq!(found.len(), 1);
        let rule = &found[0];
        assert_eq!((rule.left.as_slice(), rule.right.as_slice()), (&[0][..], &[1][..]));
        assert_eq!((rule.support, rule.confidence, rule.conviction), (0.5, 1.0, None));
        assert!((rule.lift - 4.0 / 3.0).abs() < 1e-12 && (rule.leverage - 0.125).abs() < 1e-12);
        assert_eq!(rules(&sets, 0.0, RightSide::AnyItems).unwrap().len(), 2);
        assert!(rules(&sets, f64::NAN, RightSide::OneItem).is_err());
    }
}
