//! Value tiers after Peppers & Rogers ("Managing Customer Relationships"): most valuable, most growable, to be
//! maintained, below zero. Amounts are of one unit throughout and for the next, or the last, 12 months.

use crate::error::{ModelError, all_finite, same_length};
use crate::quantile::quantile;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What a customer is worth to the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Most valuable.
    Mvc,
    /// Most growable.
    Mgc,
    Maintain,
    /// Below zero.
    Bz,
}

/// The thresholds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TierSettings {
    /// The most valuable bring this share of the expected margin together ...
    pub mvc_margin_share: f64,
    /// ... and are at most this share of the customers.
    pub mvc_customer_share: f64,
    /// Potential is what comparable customers at this quantile of spending spend (0.8: where the best fifth begins).
    pub potential_quantile: f64,
    /// A group of fewer comparable customers is not compared with.
    pub least_comparable: u32,
    /// Growable when the untapped potential is more than so many times the present value.
    pub growth_factor: f64,
}

impl Default for TierSettings {
    fn default() -> Self {
        Self {
            mvc_margin_share: 0.8,
            mvc_customer_share: 0.2,
            potential_quantile: 0.8,
            least_comparable: 10,
            growth_factor: 1.0,
        }
    }
}

/// One row per customer.
#[derive(Debug, Clone, Copy)]
pub struct Worth<'a> {
    /// Expected margin of the next 12 months.
    pub expected_margin: &'a [f64],
    /// Cost to serve over 12 months.
    pub cost_to_serve: &'a [f64],
    /// What the customer spent in the last 12 months.
    pub spend: &'a [f64],
    /// What he spends with everyone, where he said so.
    pub wallet: &'a [Option<f64>],
    /// Margin per unit of spend, so that potential and present value are in one unit; 1 where cost is unknown.
    pub margin_rate: &'a [f64],
    /// Customers with equal numbers are comparable.
    pub group: &'a [u32],
}

/// A tier and why.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Placement {
    pub tier: Tier,
    pub reason: TierReason,
}

/// The reason with everything a sentence about it needs. Shares run from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub enum TierReason {
    CostsMoreThanHeBrings { expected_margin: f64, cost_to_serve: f64 },
    AmongTheMostValuable { expected_margin: f64, rank: u32, customers: u32, margin_share: f64 },
    StatedWalletUntapped { wallet: f64, spend: f64, untapped: f64, present_value: f64 },
    ComparableSpendMore { benchmark: f64, comparable: u32, spend: f64, untapped: f64, present_value: f64 },
    SteadyValue { untapped: f64, present_value: f64 },
}

/// The tier of every customer.
pub fn tiers(worth: Worth<'_>, settings: &TierSettings) -> Result<Vec<Placement>, ModelError> {
    check(worth, settings)?;
    let count = worth.expected_margin.len();
    let ranks = most_valuable(worth, settings);
    let benchmarks = Benchmarks::of(worth, settings);
    Ok((0..count)
        .map(|row| {
            let (expected_margin, cost_to_serve) = (worth.expected_margin[row], worth.cost_to_serve[row]);
            if below_zero(worth, row) {
                return Placement {
                    tier: Tier::Bz,
                    reason: TierReason::CostsMoreThanHeBrings { expected_margin, cost_to_serve },
                };
            }
            match ranks.get(&row) {
                Some(reason) => Placement { tier: Tier::Mvc, reason: *reason },
                None => growable_or_steady(worth, row, &benchmarks, settings),
            }
        })
        .collect())
}

fn check(worth: Worth<'_>, settings: &TierSettings) -> Result<(), ModelError> {
    let count = worth.expected_margin.len();
    for (column, values) in [
        ("expected_margin", worth.expected_margin),
        ("cost_to_serve", worth.cost_to_serve),
        ("spend", worth.spend),
        ("margin_rate", worth.margin_rate),
    ] {
        same_length(column, values.len(), count)?;
        all_finite(column, values)?;
    }
    same_length("wallet", worth.wallet.len(), count)?;
    same_length("group", worth.group.len(), count)?;
    for (setting, value) in [
        ("mvc_margin_share", settings.mvc_margin_share),
        ("mvc_customer_share", settings.mvc_customer_share),
        ("potential_quantile", settings.potential_quantile),
    ] {
        if !(0.0..=1.0).contains(&value) {
            return Err(ModelError::Setting { setting, value, allowed: "0 to 1" });
        }
    }
    Ok(())
}

fn below_zero(worth: Worth<'_>, row: usize) -> bool {
    worth.expected_margin[row] - worth.cost_to_serve[row] < 0.0
}

/// Best first, until the share of the margin is reached or the share of the customers used up. The customer who
/// crosses the line belongs to them.
fn most_valuable(worth: Worth<'_>, settings: &TierSettings) -> HashMap<usize, TierReason> {
    let margin = worth.expected_margin;
    let mut best: Vec<usize> =
        (0..margin.len()).filter(|&row| margin[row] > 0.0 && !below_zero(worth, row)).collect();
    best.sort_unstable_by(|&a, &b| margin[b].total_cmp(&margin[a]).then(a.cmp(&b)));
    let total: f64 = best.iter().map(|&row| margin[row]).sum();
    let most = (settings.mvc_customer_share * margin.len() as f64 + 1e-9).floor() as usize;
    let customers = u32::try_from(margin.len()).unwrap_or(u32::MAX);
    let mut sum = 0.0;
    let mut found = HashMap::new();
    for (&row, rank) in best.iter().take(most).zip(1u32..) {
        if sum >= settings.mvc_margin_share * total {
            break;
        }
        sum += margin[row];
        let reason = TierReason::AmongTheMostValuable {
            expected_margin: margin[row],
            rank,
            customers,
            margin_share: (sum / total).min(1.0),
        };
        found.insert(row, reason);
    }
    found
}

/// What the best comparable customers spend, per group and over all.
struct Benchmarks {
    groups: HashMap<u32, (f64, u32)>,
    all: (f64, u32),
}

impl Benchmarks {
    fn of(worth: Worth<'_>, settings: &TierSettings) -> Self {
        let mut spends: HashMap<u32, Vec<f64>> = HashMap::new();
        for (group, spend) in worth.group.iter().zip(worth.spend) {
            spends.entry(*group).or_default().push(*spend);
        }
        let best = |mut spends: Vec<f64>| {
            let count = u32::try_from(spends.len()).unwrap_or(u32::MAX);
            (quantile(&mut spends, settings.potential_quantile).unwrap_or(0.0), count)
        };
        let groups = spends
            .into_iter()
            .filter(|(_, spends)| spends.len() >= settings.least_comparable as usize)
            .map(|(group, spends)| (group, best(spends)))
            .collect();
        Self { groups, all: best(worth.spend.to_vec()) }
    }

    fn of_group(&self, group: u32) -> (f64, u32) {
        self.groups.get(&group).copied().unwrap_or(self.all)
    }
}

fn growable_or_steady(
    worth: Worth<'_>,
    row: usize,
    benchmarks: &Benchmarks,
    settings: &TierSettings,
) -> Placement {
    let spend = worth.spend[row];
    let present_value = worth.expected_margin[row] - worth.cost_to_serve[row];
    let stated = worth.wallet[row].filter(|wallet| wallet.is_finite() && *wallet >= 0.0);
    let (benchmark, comparable) = benchmarks.of_group(worth.group[row]);
    let potential = stated.unwrap_or(benchmark);
    let untapped = ((potential - spend) * worth.margin_rate[row].max(0.0)).clamp(0.0, f64::MAX);
    let grows = untapped > settings.growth_factor * present_value;
    let reason = match (grows, stated) {
        (false, _) => {
            let reason = TierReason::SteadyValue { untapped, present_value };
            return Placement { tier: Tier::Maintain, reason };
        }
        (true, Some(wallet)) => TierReason::StatedWalletUntapped { wallet, spend, untapped, present_value },
        (true, None) => {
            TierReason::ComparableSpendMore { benchmark, comparable, spend, untapped, present_value }
        }
    };
    Placement { tier: Tier::Mgc, reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(margin: &[f64], cost: &[f64], spend: &[f64], wallet: &[Option<f64>]) -> Vec<Placement> {
        let ones = vec![1.0; margin.len()];
        let groups = vec![0; margin.len()];
        let worth = Worth {
            expected_margin: margin,
            cost_to_serve: cost,
            spend,
            wallet,
            margin_rate: &ones,
            group: &groups,
        };
        tiers(worth, &TierSettings::default()).unwrap()
    }

    fn names(placements: &[Placement]) -> Vec<Tier> {
        placements.iter().map(|p| p.tier).collect()
    }

    #[test]
    fn the_most_valuable_bring_the_first_share_and_no_more() {
        let margin = [700.0, 150.0, 50.0, 50.0, 50.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let found = place(&margin, &[0.0; 10], &margin, &[Some(0.0); 10]);
        assert_eq!(&names(&found)[..3], [Tier::Mvc, Tier::Mvc, Tier::Maintain]);
        let one_giant = [900.0, 50.0, 50.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let found = place(&one_giant, &[0.0; 10], &one_giant, &[Some(0.0); 10]);
        assert_eq!(&names(&found)[..2], [Tier::Mvc, Tier::Maintain]);
        let even = place(&[10.0; 10], &[0.0; 10], &[10.0; 10], &[None; 10]);
        assert_eq!(even.iter().filter(|p| p.tier == Tier::Mvc).count(), 2, "at most the top fifth");
    }

    #[test]
    fn who_costs_more_than_he_brings_is_below_zero_whatever_he_brings() {
        let found = place(&[1000.0, 10.0, -1.0], &[1001.0, 10.0, 0.0], &[0.0; 3], &[None; 3]);
        assert_eq!(names(&found), [Tier::Bz, Tier::Maintain, Tier::Bz]);
        assert_eq!(
            found[0].reason,
            TierReason::CostsMoreThanHeBrings { expected_margin: 1000.0, cost_to_serve: 1001.0 }
        );
    }

    #[test]
    fn a_stated_wallet_beats_the_comparison() {
        let mut margin = vec![10.0; 20];
        margin[0] = 5000.0;
        let mut spend = vec![100.0; 20];
        spend[19] = 20.0;
        let mut wallet = vec![None; 20];
        wallet[5] = Some(400.0);
        wallet[19] = Some(25.0);
        let found = place(&margin, &[0.0; 20], &spend, &wallet);
        assert_eq!(found[0].tier, Tier::Mvc);
        assert_eq!(
            found[5].reason,
            TierReason::StatedWalletUntapped {
                wallet: 400.0,
                spend: 100.0,
                untapped: 300.0,
                present_value: 10.0
            }
        );
        assert_eq!(found[19].tier, Tier::Maintain, "wallet nearly his already");
    }

    #[test]
    fn who_spends_less_than_the_best_comparable_can_grow() {
        let mut spend = vec![500.0; 20];
        spend[7] = 50.0;
        let mut margin = vec![400.0; 20];
        margin[7] = 30.0;
        let found = place(&margin, &[0.0; 20], &spend, &[None; 20]);
        assert_eq!(found[7].tier, Tier::Mgc);
        assert!(matches!(
            found[7].reason,
            TierReason::ComparableSpendMore { benchmark: 500.0, comparable: 20, .. }
        ));
        assert_eq!(serde_json::to_value(found[7].reason).unwrap()["code"], "comparable_spend_more");
    }

    #[test]
    fn broken_columns_are_refused() {
        let ones = [1.0; 2];
        let worth = Worth {
            expected_margin: &[1.0, f64::NAN],
            cost_to_serve: &ones,
            spend: &ones,
            wallet: &[None; 2],
            margin_rate: &ones,
            group: &[0; 2],
        };
        let error = tiers(worth, &TierSettings::default()).unwrap_err();
        assert_eq!(error.to_string(), "row 1, column expected_margin: NaN is not a finite number");
    }
}
