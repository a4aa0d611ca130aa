use crate::amount::Amount;
use crate::cohorts::sees_everybody;
use crate::customers::{RISKS, SEGMENTS, TIERS, risk_name, segment_name, tier_name};
use crate::sight::readable;
use crate::summary::{Note, Summary};
use formula::Condition;
use jiff::SignedDuration;
use records::{Door, Error, Query};
use serde::Serialize;
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use value::{Currency, Value, moment_text};

/// What all customers within somebody's reach are worth together. Shares run from 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overview {
    pub running: bool,
    /// Filled by whoever runs it.
    pub progress: Option<Json>,
    pub last: Option<Map<String, Json>>,
    pub customers: u64,
    pub tiers: Vec<TierSum>,
    pub segments: Vec<SegmentSum>,
    /// Cells of the grid of recency and frequency scores that somebody stands in.
    pub grid: Vec<Cell>,
    pub at_stake: AtStake,
    /// What the best customers bring, best first, from none to all of them.
    pub pareto: Vec<Point>,
    pub gate: Vec<Note>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TierSum {
    pub tier: &'static str,
    pub customers: u64,
    pub margin_12m: Option<Amount>,
    pub clv_12m: Option<Amount>,
    pub share_margin: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SegmentSum {
    pub segment: &'static str,
    pub customers: u64,
    pub margin_12m: Option<Amount>,
    pub clv_12m: Option<Amount>,
    pub share_margin: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    pub rfm_r: i64,
    pub rfm_f: i64,
    pub customers: u64,
    pub margin_12m: Option<Amount>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AtStake {
    pub total: Option<Amount>,
    pub risks: Vec<RiskSum>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RiskSum {
    pub risk: &'static str,
    pub customers: u64,
    pub value_at_stake: Option<Amount>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    pub customers_share: f64,
    pub margin_share: f64,
    /// The least margin among these customers; none of nobody.
    pub margin_from: Option<Amount>,
}

const SUMMED: [&str; 8] =
    ["value_tier", "rfm_segment", "risk", "rfm_r", "rfm_f", "margin_12m", "clv_12m", "value_at_stake"];

/// The overview within the reach of whoever asks; a figure that he may not see stays empty.
pub fn overview(door: &Door) -> Result<Overview, Error> {
    let currency = door.records().company().currency;
    let seen = readable(door, "customer", &SUMMED);
    let sums = sums(door, &seen)?;
    let amount = |name: &str, minor: i128| seen.contains(&name).then(|| Amount::of_sum(minor, currency));
    let share = |part: i128| if sums.all.margin > 0 { part as f64 / sums.all.margin as f64 } else { 0.0 };
    let (running, last) = last_run(door, &sums)?;
    let gate = last.as_ref().and_then(|last| last.get("gate")).cloned().unwrap_or_default();
    Ok(Overview {
        running,
        progress: None,
        customers: sums.all.customers,
        tiers: TIERS
            .map(|tier| {
                let sum = sums.tiers.get(tier_name(tier)).copied().unwrap_or_default();
                TierSum {
                    tier: tier_name(tier),
                    customers: sum.customers,
                    margin_12m: amount("margin_12m", sum.margin),
                    clv_12m: amount("clv_12m", sum.expected),
                    share_margin: share(sum.margin),
                }
            })
            .into(),
        segments: SEGMENTS
            .map(|segment| {
                let sum = sums.segments.get(segment_name(segment)).copied().unwrap_or_default();
                SegmentSum {
                    segment: segment_name(segment),
                    customers: sum.customers,
                    margin_12m: amount("margin_12m", sum.margin),
                    clv_12m: amount("clv_12m", sum.expected),
                    share_margin: share(sum.margin),
                }
            })
            .into(),
        grid: sums
            .grid
            .iter()
            .map(|((rfm_r, rfm_f), sum)| Cell {
                rfm_r: *rfm_r,
                rfm_f: *rfm_f,
                customers: sum.customers,
                margin_12m: amount("margin_12m", sum.margin),
            })
            .collect(),
        at_stake: AtStake {
            total: amount("value_at_stake", sums.all.at_stake),
            risks: RISKS
                .map(|risk| {
                    let sum = sums.risks.get(risk_name(risk)).copied().unwrap_or_default();
                    RiskSum {
                        risk: risk_name(risk),
                        customers: sum.customers,
                        value_at_stake: amount("value_at_stake", sum.at_stake),
                    }
                })
                .into(),
        },
        pareto: pareto(sums.margins, currency),
        gate: serde_json::from_value(gate).unwrap_or_default(),
        last,
    })
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    customers: u64,
    margin: i128,
    expected: i128,
    at_stake: i128,
}

#[derive(Default)]
struct Sums {
    all: Sum,
    tiers: BTreeMap<String, Sum>,
    segments: BTreeMap<String, Sum>,
    risks: BTreeMap<String, Sum>,
    grid: BTreeMap<(i64, i64), Sum>,
    margins: Vec<i64>,
}

impl Sum {
    fn add(&mut self, margin: i64, expected: i64, at_stake: i64) {
        self.customers += 1;
        self.margin += i128::from(margin);
        self.expected += i128::from(expected);
        self.at_stake += i128::from(at_stake);
    }
}

fn sums(door: &Door, seen: &[&str]) -> Result<Sums, Error> {
    let mut sums = Sums::default();
    let places = SUMMED.map(|name| seen.iter().position(|known| *known == name));
    if seen.is_empty() {
        return Ok(sums);
    }
    let query = Query::of("customer").fields(seen).filter(Condition::is_null("valued_on", false)).sort("id");
    door.columns(&query, &mut |row| {
        let cell = |place: usize| places[place].map_or(&Value::Null, |place| &row[place]);
        let minor = |place: usize| cell(place).as_money().map_or(0, |money| money.minor);
        let (margin, expected, at_stake) = (minor(5), minor(6), minor(7));
        sums.all.add(margin, expected, at_stake);
        for (place, group) in [&mut sums.tiers, &mut sums.segments, &mut sums.risks].into_iter().enumerate() {
            if let Some(name) = cell(place).as_text() {
                if !group.contains_key(name) {
                    group.insert(name.to_owned(), Sum::default());
                }
                if let Some(sum) = group.get_mut(name) {
                    sum.add(margin, expected, at_stake);
                }
            }
        }
        if let (Some(recency), Some(frequency)) = (cell(3).as_integer(), cell(4).as_integer()) {
            sums.grid.entry((recency, frequency)).or_default().add(margin, expected, at_stake);
        }
        if places[5].is_some() {
            sums.margins.push(margin);
        }
        Ok(())
    })?;
    Ok(sums)
}

const POINTS: usize = 100;

fn pareto(mut margins: Vec<i64>, currency: Currency) -> Vec<Point> {
    margins.sort_unstable_by(|a, b| b.cmp(a));
    let total: i128 = margins.iter().map(|margin| i128::from(*margin)).sum();
    if total <= 0 {
        return Vec::new();
    }
    let mut sum = 0i128;
    let mut taken = 0;
    (0..=POINTS)
        .map(|point| {
            let upto = (margins.len() * point).div_ceil(POINTS);
            sum += margins[taken..upto].iter().map(|margin| i128::from(*margin)).sum::<i128>();
            taken = upto;
            Point {
                customers_share: point as f64 / POINTS as f64,
                margin_share: (sum as f64 / total as f64 * 1e6).round() / 1e6,
                margin_from: taken.checked_sub(1).map(|last| Amount::of_sum(margins[last].into(), currency)),
            }
        })
        .collect()
}

/// A run that began before this was broken off.
const LONGEST_RUN: SignedDuration = SignedDuration::from_hours(1);

/// The last run that came to its end, with counts within reach in place of the company's, and whether one is going on.
fn last_run(door: &Door, sums: &Sums) -> Result<(bool, Option<Map<String, Json>>), Error> {
    let system = door.records().as_system("show the last valuation");
    let newest = |state: &str| {
        let query =
            Query::of("insight_run").filter(Condition::eq("state", Value::text(state))).sort("-id").limit(1);
        system.find(&query).map(|page| page.records.into_iter().next())
    };
    let lately = door.records().clock().now() - LONGEST_RUN;
    let running =
        newest("running")?.filter(|run| run.get("started_at").as_moment().is_some_and(|at| at > lately));
    let Some(done) = newest("done")? else { return Ok((running.is_some(), None)) };
    let goes_on = running.is_some_and(|run| run.id() > done.id());
    let Value::Json(summary) = done.get("summary") else { return Ok((goes_on, None)) };
    let Ok(mut summary) = serde_json::from_value::<Summary>(summary.clone()) else {
        return Ok((goes_on, None));
    };
    summary.customers = sums.tiers.values().map(|sum| sum.customers).sum();
    summary.tiers = within(&summary.tiers, &sums.tiers);
    summary.segments = within(&summary.segments, &sums.segments);
    let Ok(Json::Object(mut last)) = serde_json::to_value(summary) else { return Ok((goes_on, None)) };
    for companywide in
        ["without_purchase", "orders", "lines", "worth", "alerts", "written", "history", "sales", "staying"]
    {
        last.remove(companywide);
    }
    if !sees_everybody(door) {
        last.remove("backtest");
    }
    if let Some(at) = done.get("finished_at").as_moment() {
        last.insert("at".to_owned(), moment_text(at).into());
    }
    Ok((goes_on, Some(last)))
}

fn within(all: &BTreeMap<String, u64>, reached: &BTreeMap<String, Sum>) -> BTreeMap<String, u64> {
    all.keys().map(|name| (name.clone(), reached.get(name).map_or(0, |sum| sum.customers))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(customers_share: f64, margin_share: f64, least: Option<i128>) -> Point {
        let margin_from = least.map(|minor| Amount::of_sum(minor, Currency::CNY));
        Point { customers_share, margin_share, margin_from }
    }

    #[test]
    fn the_curve_goes_from_nobody_to_everybody() {
        let points = pareto(vec![10, 70, 10, 5, 5], Currency::CNY);
        assert_eq!(points.len(), 101);
        assert_eq!(points[0], point(0.0, 0.0, None));
        assert_eq!(points[20], point(0.2, 0.7, Some(70)));
        assert_eq!(points[21].margin_share, 0.8);
        assert_eq!(points[100], point(1.0, 1.0, Some(5)));
        assert!(pareto(vec![], Currency::CNY).is_empty());
        assert!(pareto(vec![5, -9], Currency::CNY).is_empty());
    }

    #[test]
    fn losses_bend_the_curve_down_again() {
        let points = pareto(vec![100, 50, -50], Currency::CNY);
        assert_eq!(points[67].margin_share, 1.0);
        assert_eq!(points[50].margin_share, 1.5);
    }

    #[test]
    fn large_sums_stay_at_the_end() {
        assert_eq!(Amount::of_sum(i128::MAX, Currency::CNY).amount, "92233720368547758.07");
    }
}
