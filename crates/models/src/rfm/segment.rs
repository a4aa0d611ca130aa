use serde::{Deserialize, Serialize};

/// What a customer is to the company, by recency and by frequency with monetary value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Segment {
    Champions,
    Loyal,
    PotentialLoyalist,
    New,
    Promising,
    NeedAttention,
    AboutToSleep,
    AtRisk,
    CantLose,
    Hibernating,
    Lost,
}

impl Segment {
    /// The stable name used in fields and answers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Champions => "champions",
            Self::Loyal => "loyal",
            Self::PotentialLoyalist => "potential_loyalist",
            Self::New => "new",
            Self::Promising => "promising",
            Self::NeedAttention => "need_attention",
            Self::AboutToSleep => "about_to_sleep",
            Self::AtRisk => "at_risk",
            Self::CantLose => "cant_lose",
            Self::Hibernating => "hibernating",
            Self::Lost => "lost",
        }
    }
}

/// The segment in the grid: a row per recency score, a column per [`grid_column`], both 1 to 5.
#[must_use]
pub fn segment(recency_score: u8, column: u8) -> Segment {
    GRID[at(recency_score)][at(column)]
}

/// The column of the grid: the mean of frequency and monetary score, rounded down. Whoever bought on one day only
/// stands in column 1 whatever he spent, because one purchase is no habit.
#[must_use]
pub fn grid_column(purchase_days: u32, frequency_score: u8, monetary_score: u8) -> u8 {
    if purchase_days < 2 {
        return 1;
    }
    frequency_score.midpoint(monetary_score)
}

/// The coarser segments of the published comparisons, from the scores of recency and frequency alone.
#[must_use]
pub fn segment_of_scores(recency_score: u8, frequency_score: u8) -> Segment {
    match (recency_score, frequency_score) {
        (4.., 4..) => Segment::Champions,
        (3.., 4..) => Segment::Loyal,
        (4.., 2..) => Segment::PotentialLoyalist,
        (4.., _) => Segment::New,
        (3, 2..) => Segment::NeedAttention,
        (3, _) => Segment::AboutToSleep,
        (_, 3..) => Segment::AtRisk,
        (_, _) => Segment::Hibernating,
    }
}

const GRID: [[Segment; 5]; 5] = {
    use Segment::*;
    [
        [Lost, Lost, AtRisk, CantLose, CantLose],
        [Hibernating, Hibernating, AtRisk, AtRisk, CantLose],
        [AboutToSleep, NeedAttention, NeedAttention, Loyal, Loyal],
        [Promising, PotentialLoyalist, Loyal, Champions, Champions],
        [New, PotentialLoyalist, Loyal, Champions, Champions],
    ]
};

fn at(score: u8) -> usize {
    usize::from(score.clamp(1, 5)) - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_grid_uses_every_segment() {
        let used: BTreeSet<Segment> = GRID.iter().flatten().copied().collect();
        assert_eq!(used.len(), 11);
    }

    #[test]
    fn one_big_purchase_makes_no_champion() {
        assert_eq!(segment(5, grid_column(1, 1, 5)), Segment::New);
        assert_eq!(segment(5, grid_column(9, 5, 4)), Segment::Champions);
        assert_eq!(segment(1, grid_column(9, 5, 5)), Segment::CantLose);
    }

    #[test]
    fn names_equal_what_is_serialised() {
        for segment in GRID.iter().flatten() {
            assert_eq!(serde_json::to_value(segment).unwrap(), segment.name());
        }
    }
}
