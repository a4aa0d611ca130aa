use serde::{Deserialize, Serialize};

/// How values become scores from 1 to 5; larger values are better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Ranks in five groups of equal size, ties by row: what SQL's NTILE(5) does.
    A,
    /// 1 + the number of quintile edges strictly below the value; edges interpolated (type 7 of Hyndman & Fan 1996).
    B,
    /// 1 + floor(5 x share of customers strictly below). Equal customers get equal scores.
    C,
}

/// The score of every value. Linear time: four selections, no sort.
#[must_use]
pub fn scores(values: &[i64], rule: Rule) -> Vec<u8> {
    match rule {
        Rule::A => by_rank(values),
        Rule::B => above(values, quintile_edges(values)),
        Rule::C => above(values, share_edges(values)),
    }
}

const GROUPS: usize = 5;

fn by_rank(values: &[i64]) -> Vec<u8> {
    let count = values.len();
    let mut ranked: Vec<(i64, u32)> = values.iter().copied().zip(0u32..).collect();
    let mut firsts = Vec::with_capacity(GROUPS - 1);
    let mut from = 0;
    for group in 1..GROUPS {
        let place = group * (count / GROUPS) + group.min(count % GROUPS);
        if place >= count {
            break;
        }
        if place > from || firsts.is_empty() {
            let (_, first, _) = ranked[from..].select_nth_unstable(place - from);
            firsts.push(*first);
            from = place;
        }
    }
    values.iter().zip(0u32..).map(|(&value, row)| score(&firsts, |first| *first <= (value, row))).collect()
}

/// An edge between two order statistics, in fifths above the lower one: exact where floating point is not.
#[derive(Clone, Copy)]
struct Edge {
    low: i64,
    fifths: i128,
}

impl Edge {
    fn lies_below(self, value: i64) -> bool {
        (i128::from(value) - i128::from(self.low)) * GROUPS as i128 > self.fifths
    }
}

fn above(values: &[i64], edges: Vec<Edge>) -> Vec<u8> {
    values.iter().map(|&value| score(&edges, |edge| edge.lies_below(value))).collect()
}

fn score<Edge>(edges: &[Edge], passed: impl Fn(&Edge) -> bool) -> u8 {
    edges.iter().fold(1, |score, edge| score + u8::from(passed(edge)))
}

fn quintile_edges(values: &[i64]) -> Vec<Edge> {
    let mut values = values.to_vec();
    let Some(gaps) = values.len().checked_sub(1) else { return Vec::new() };
    (1..GROUPS)
        .map(|group| {
            let place = gaps * group / GROUPS;
            let (_, low, rest) = values.select_nth_unstable(place);
            let low = *low;
            let high = rest.iter().copied().min().unwrap_or(low);
            let part = (gaps * group % GROUPS) as i128;
            Edge { low, fifths: (i128::from(high) - i128::from(low)) * part }
        })
        .collect()
}

/// A value is above the edge of a group when at least that group's share of all customers lies strictly below it.
fn share_edges(values: &[i64]) -> Vec<Edge> {
    let mut values = values.to_vec();
    if values.is_empty() {
        return Vec::new();
    }
    (1..GROUPS)
        .map(|group| {
            let needed = (group * values.len()).div_ceil(GROUPS);
            let (_, low, _) = values.select_nth_unstable(needed - 1);
            Edge { low: *low, fifths: 0 }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rule C as it is worded, one customer at a time.
    fn worded(values: &[i64]) -> Vec<u8> {
        let share = |value| 5 * values.iter().filter(|other| **other < value).count() / values.len();
        values.iter().map(|value| u8::try_from(share(*value).min(4)).unwrap() + 1).collect()
    }

    #[test]
    fn rule_a_splits_ties_by_row_and_gives_early_groups_the_rest() {
        assert_eq!(scores(&[7; 7], Rule::A), [1, 1, 2, 2, 3, 4, 5]);
        assert_eq!(scores(&[9, 1, 5], Rule::A), [3, 1, 2]);
    }

    #[test]
    fn rule_b_keeps_ties_together() {
        assert_eq!(scores(&[1, 1, 1, 1, 2, 3], Rule::B), [1, 1, 1, 1, 4, 5]);
        assert_eq!(scores(&[10, 20, 30, 40, 50], Rule::B), [1, 2, 3, 4, 5]);
    }

    #[test]
    fn rule_c_is_what_its_words_say() {
        let mut seed = 7u64;
        for count in [1, 2, 4, 5, 6, 11, 250, 999] {
            let values: Vec<i64> = (0..count)
                .map(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    i64::from((seed >> 40) as u32 % 37) - 18
                })
                .collect();
            assert_eq!(scores(&values, Rule::C), worded(&values), "{count} customers");
        }
    }

    #[test]
    fn no_rule_trips_over_nothing_or_over_extremes() {
        for rule in [Rule::A, Rule::B, Rule::C] {
            assert!(scores(&[], rule).is_empty());
            assert_eq!(scores(&[i64::MIN], rule), [1]);
            let extremes = scores(&[i64::MIN, i64::MAX], rule);
            assert!(extremes[0] < extremes[1]);
        }
    }
}
