use crate::reason;
use crate::trade::Trade;
use crate::valuation::Valuation;
use models::risk::Risk;
use models::tier::Tier;
use serde_json::Value as Json;

/// What an alert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Leaving,
    ReorderDue,
    Growth,
    BelowZero,
    FirstRepeat,
}

/// An alert that the figures call for.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// Position of the customer.
    pub customer: usize,
    pub kind: Kind,
    pub reason: Json,
    /// Minor units.
    pub at_stake: f64,
    /// Major units at stake x the chance to change it.
    pub score: f64,
    pub urge: Urge,
}

/// How strongly the figures call for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urge {
    /// Strongly enough to open an alert.
    Open,
    /// Only enough to leave an open one open.
    Keep,
}

impl Kind {
    pub const ALL: [Kind; 5] =
        [Kind::Leaving, Kind::ReorderDue, Kind::Growth, Kind::BelowZero, Kind::FirstRepeat];

    /// The option in the catalog.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Leaving => "leaving",
            Kind::ReorderDue => "reorder_due",
            Kind::Growth => "growth",
            Kind::BelowZero => "below_zero",
            Kind::FirstRepeat => "first_repeat",
        }
    }

    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Guesses until what became of customers is measured: how much of what is at stake a person can still turn. Who is
/// almost surely gone hardly listens, who has just begun to drift does; a due reorder mostly needs no more than a
/// reminder; spending that goes elsewhere is hard to win over; prices and visits are in one's own hands.
const CHANCE_GONE: f64 = 0.03;
const CHANCE_DRIFTING: f64 = 0.40;
const CHANCE_REORDER: f64 = 0.40;
const CHANCE_GROWTH: f64 = 0.10;
const CHANCE_BELOW_ZERO: f64 = 0.30;
const CHANCE_FIRST_REPEAT: f64 = 0.15;

/// Who has bought nothing for so long is lost; winning him back is another task than keeping him.
const LOST_AFTER_DAYS: u32 = 365;
/// A reorder is announced so many days ahead ...
const AHEAD_DAYS: i32 = 7;
/// ... for customers with at least so many gaps of their own ...
const LEAST_GAPS: u32 = 2;
/// ... who are more likely than not to order within four weeks.
const LIKELY: f64 = 0.5;
/// The least and the most customers for whom a kind is opened, whatever their number.
const OPEN_LEAST: usize = 20;
const OPEN_MOST: usize = 5_000;
/// By how much an alert may fall behind those limits before it closes again.
const KEEP: f64 = 1.5;

/// A customer whom a kind of alert fits.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Candidate {
    row: usize,
    /// Minor units.
    at_stake: f64,
    /// To change it, weighed by how useful such hints have been.
    chance: f64,
}

/// All alerts that the figures call for: of each kind the best by what can be saved. `weight` says by how much a kind
/// of alert about a customer moves up or down.
pub fn wanted(valuation: &Valuation, trade: &Trade, weight: impl Fn(usize, Kind) -> f64) -> Vec<Wanted> {
    let (mean_margin, _) = trade.means();
    let mut list = Vec::new();
    for kind in Kind::ALL {
        let candidates = (0..valuation.rows())
            .filter_map(|row| match kind {
                Kind::Leaving => leaving(valuation, row, mean_margin),
                Kind::ReorderDue => reorder_due(valuation, row),
                Kind::Growth => growth(valuation, row),
                Kind::BelowZero => below_zero(valuation, row),
                Kind::FirstRepeat => first_repeat(valuation, row),
            })
            .filter(|candidate| candidate.at_stake > 0.0)
            .map(|candidate| {
                let weight = weight(valuation.customer(candidate.row), kind);
                Candidate { chance: (candidate.chance * weight).min(1.0), ..candidate }
            })
            .collect();
        let chosen = best(candidates, limit(kind, valuation.rows()));
        list.extend(
            chosen.into_iter().map(|(candidate, urge)| alert(valuation, trade, kind, candidate, urge)),
        );
    }
    list
}

/// For how many customers a kind is opened: the part of all that people can see to.
fn limit(kind: Kind, customers: usize) -> usize {
    let share = match kind {
        Kind::Leaving | Kind::BelowZero => 0.10,
        Kind::ReorderDue | Kind::Growth | Kind::FirstRepeat => 0.05,
    };
    ((customers as f64 * share).ceil() as usize).clamp(OPEN_LEAST, OPEN_MOST)
}

/// Drifting off, not yet lost, and worth more than one usual order.
fn leaving(valuation: &Valuation, row: usize, mean_margin: f64) -> Option<Candidate> {
    let drifting = valuation.judgements[row].risk != Risk::None && valuation.placements[row].tier != Tier::Bz;
    let lost = valuation.rfm.recency_days[row] > LOST_AFTER_DAYS;
    let at_stake = valuation.at_stake[row];
    (drifting && !lost && at_stake > mean_margin).then(|| {
        let left = valuation.share_of_usual(row);
        Candidate { row, at_stake, chance: CHANCE_GONE + (CHANCE_DRIFTING - CHANCE_GONE) * left }
    })
}

fn reorder_due(valuation: &Valuation, row: usize) -> Option<Candidate> {
    let rhythm = valuation.rhythm(row).filter(|rhythm| rhythm.own_gaps >= LEAST_GAPS)?;
    valuation.next_day[row]?;
    let calm = valuation.judgements[row].risk == Risk::None && valuation.placements[row].tier != Tier::Bz;
    let likely = valuation.forecast.outlook.chance_4_weeks[row] >= LIKELY;
    let near = rhythm.due_day <= valuation.span.as_of + AHEAD_DAYS;
    let at_stake = valuation.forecast.margin[row];
    (calm && likely && near).then_some(Candidate { row, at_stake, chance: CHANCE_REORDER })
}

fn below_zero(valuation: &Valuation, row: usize) -> Option<Candidate> {
    let gone = valuation.rfm.recency_days[row] > LOST_AFTER_DAYS && valuation.cost_to_serve[row] <= 0.0;
    let at_stake = valuation.cost_to_serve[row] - valuation.lifetime_value[row];
    let loses = valuation.placements[row].tier == Tier::Bz && !gone;
    loses.then_some(Candidate { row, at_stake, chance: CHANCE_BELOW_ZERO })
}

/// The margin that a customer who still buys leaves elsewhere.
fn growth(valuation: &Valuation, row: usize) -> Option<Candidate> {
    let buys = valuation.judgements[row].risk == Risk::None && valuation.next_day[row].is_some();
    let grows = valuation.placements[row].tier == Tier::Mgc;
    (buys && grows).then_some(Candidate { row, at_stake: valuation.untapped[row], chance: CHANCE_GROWTH })
}

/// What a customer who bought for the first time, and would now come back if he did, is expected to bring.
fn first_repeat(valuation: &Valuation, row: usize) -> Option<Candidate> {
    let rhythm = valuation.rhythm(row).filter(|rhythm| rhythm.own_gaps == 0)?;
    let now = (0.5..=1.5).contains(&rhythm.overdue);
    now.then_some(Candidate { row, at_stake: valuation.lifetime_value[row], chance: CHANCE_FIRST_REPEAT })
}

/// The best few of many, with a margin within which who is already among them stays.
fn best(mut candidates: Vec<Candidate>, open: usize) -> Vec<(Candidate, Urge)> {
    let score = |candidate: &Candidate| candidate.at_stake * candidate.chance;
    candidates.sort_unstable_by(|a, b| score(b).total_cmp(&score(a)).then(a.row.cmp(&b.row)));
    candidates.truncate((open as f64 * KEEP) as usize);
    let urge = |place: usize| if place < open { Urge::Open } else { Urge::Keep };
    candidates.into_iter().enumerate().map(|(place, candidate)| (candidate, urge(place))).collect()
}

fn alert(valuation: &Valuation, trade: &Trade, kind: Kind, candidate: Candidate, urge: Urge) -> Wanted {
    let Candidate { row, at_stake, chance } = candidate;
    let passage = match kind {
        Kind::Leaving => reason::leaving(valuation, row),
        Kind::ReorderDue => reason::reorder_due(valuation, trade, row),
        Kind::Growth => reason::growing(valuation, row),
        Kind::BelowZero => reason::below_zero(valuation, row),
        Kind::FirstRepeat => reason::first_repeat(valuation, trade, row),
    };
    let major = at_stake / 10f64.powi(valuation.currency.digits() as i32);
    Wanted {
        customer: valuation.customer(row),
        kind,
        reason: passage.as_json(),
        at_stake,
        score: major * chance,
        urge,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_open_and_the_next_best_may_stay() {
        let candidates = (0..100).map(|row| Candidate { row, at_stake: row as f64, chance: 0.5 }).collect();
        let chosen = best(candidates, 20);
        assert_eq!(chosen.len(), 30);
        assert_eq!((chosen[0].0.row, chosen[19].1, chosen[20].1), (99, Urge::Open, Urge::Keep));
    }

    #[test]
    fn there_are_never_more_alerts_than_people_can_see_to() {
        assert_eq!(limit(Kind::Growth, 10), 20);
        assert_eq!(limit(Kind::Growth, 2_000), 100);
        assert_eq!(limit(Kind::Leaving, 1_000_000), 5_000);
    }
}
