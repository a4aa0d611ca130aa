use models::rfm::Segment;
use models::risk::Risk;
use models::tier::Tier;
use value::Id;

/// Everybody on the list, column by column, sorted by id; a position here is how the rest of a run names a customer.
#[derive(Debug, Default)]
pub struct Customers {
    pub id: Vec<Id>,
    /// Customers with equal numbers are comparable.
    pub group: Vec<u32>,
    /// Minor units a year with everybody, where he said so.
    pub wallet: Vec<Option<f64>>,
    /// Minor units of logged visits, calls and the like in the last 12 months.
    pub service_cost: Vec<f64>,
    pub before: Vec<Before>,
    pub owner: Vec<Option<Id>>,
}

/// What the last run said of a customer; names that a later day gave are not known.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Before {
    pub tier: Option<Tier>,
    /// The tier before that one, and the day on which it changed.
    pub tier_before: Option<Tier>,
    pub tier_since: Option<i32>,
    pub risk: Option<Risk>,
    pub segment: Option<Segment>,
    /// Of all his figures; 0 when he has none.
    pub digest: u64,
}

impl Customers {
    pub fn position(&self, id: Id) -> Option<usize> {
        self.id.binary_search(&id).ok()
    }
}

/// The name of a segment in the catalog, which has the eight segments of the published comparisons.
pub fn segment_name(segment: Segment) -> &'static str {
    match segment {
        Segment::Champions => "champions",
        Segment::Loyal => "loyal",
        Segment::PotentialLoyalist => "potential_loyalists",
        Segment::New | Segment::Promising => "new",
        Segment::NeedAttention => "need_attention",
        Segment::AboutToSleep => "about_to_sleep",
        Segment::AtRisk | Segment::CantLose => "at_risk",
        Segment::Hibernating | Segment::Lost => "hibernating",
    }
}

pub fn tier_name(tier: Tier) -> &'static str {
    match tier {
        Tier::Mvc => "mvc",
        Tier::Mgc => "mgc",
        Tier::Maintain => "maintain",
        Tier::Bz => "bz",
    }
}

pub fn risk_name(risk: Risk) -> &'static str {
    match risk {
        Risk::None => "none",
        Risk::Watch => "watch",
        Risk::High => "high",
    }
}

/// The segments that the catalog names.
pub const SEGMENTS: [Segment; 8] = [
    Segment::Champions,
    Segment::Loyal,
    Segment::PotentialLoyalist,
    Segment::New,
    Segment::NeedAttention,
    Segment::AboutToSleep,
    Segment::AtRisk,
    Segment::Hibernating,
];

pub const TIERS: [Tier; 4] = [Tier::Mvc, Tier::Mgc, Tier::Maintain, Tier::Bz];

pub const RISKS: [Risk; 3] = [Risk::None, Risk::Watch, Risk::High];

pub fn tier_named(name: &str) -> Option<Tier> {
    TIERS.into_iter().find(|tier| tier_name(*tier) == name)
}

pub fn risk_named(name: &str) -> Option<Risk> {
    RISKS.into_iter().find(|risk| risk_name(*risk) == name)
}

pub fn segment_named(name: &str) -> Option<Segment> {
    SEGMENTS.into_iter().find(|segment| segment_name(*segment) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_an_option_of_the_catalog() {
        let file = include_str!("../../../objects/core/customer.toml");
        let names =
            SEGMENTS.map(segment_name).into_iter().chain(TIERS.map(tier_name)).chain(RISKS.map(risk_name));
        for name in names {
            assert!(file.contains(&format!("value = \"{name}\"")), "{name}");
        }
        assert_eq!(SEGMENTS.map(segment_name).map(segment_named), SEGMENTS.map(Some));
        assert_eq!(TIERS.map(tier_name).map(tier_named), TIERS.map(Some));
        assert_eq!(RISKS.map(risk_name).map(risk_named), RISKS.map(Some));
    }
}
