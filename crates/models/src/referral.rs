//! Who brings others and what that is worth: customer referral value (Kumar, Petersen & Leone 2010, J. Marketing 74(5))
//! with the influence of chains. Whoever would have come anyway (type 2) only saves the cost of winning him.

use crate::error::{ModelError, all_finite, same_length};
use serde::Serialize;

/// One row a customer.
#[derive(Debug, Clone, Copy)]
pub struct Referrals<'a> {
    /// Row of whoever brought him.
    pub referred_by: &'a [Option<u32>],
    /// Would not have come without: his whole margin counts.
    pub type_one: &'a [bool],
    pub quarter_acquired: &'a [u32],
    pub quarterly_margin: &'a [f64],
}

/// Costs and horizon, in the currency of the margins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReferralCosts {
    pub acquisition_saving: f64,
    pub referral_cost: f64,
    pub marketing_per_quarter: f64,
    /// 0.025 is 2.5 % a quarter.
    pub quarterly_discount: f64,
    pub horizon_quarters: u32,
    /// Share of influence that each level passes up, from 0 to below 1.
    pub decay: f64,
}

/// What a customer brought by bringing others.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Influence {
    /// Value of whom he brought himself.
    pub crv: f64,
    pub direct: u32,
    /// Everybody below him in the chains.
    pub downstream: u32,
    /// crv plus `decay` times the influence of whom he brought.
    pub influence: f64,
    /// Levels below him.
    pub depth: u32,
    /// He stands in a circle of people who name each other; its links count for nobody's chain.
    pub in_loop: bool,
}

/// The influence of every customer. A circle of referrals cannot happen; its links are cut and those in it marked.
pub fn influence(given: &Referrals<'_>, costs: &ReferralCosts) -> Result<Vec<Influence>, ModelError> {
    check(given, costs)?;
    let n = given.referred_by.len();
    let order = leaves_first(given.referred_by);
    let mut found =
        vec![Influence { crv: 0.0, direct: 0, downstream: 0, influence: 0.0, depth: 0, in_loop: true }; n];
    for row in order {
        found[row].in_loop = false;
        found[row].influence += found[row].crv;
        let Some(parent) = given.referred_by[row] else { continue };
        let (child, worth) = (found[row], worth(given, costs, row));
        let parent = &mut found[parent as usize];
        parent.crv += worth;
        parent.direct += 1;
        parent.downstream += 1 + child.downstream;
        parent.influence += costs.decay * child.influence;
        parent.depth = parent.depth.max(child.depth + 1);
    }
    for looped in found.iter_mut().filter(|found| found.in_loop) {
        looped.influence += looped.crv;
    }
    Ok(found)
}

fn worth(given: &Referrals<'_>, costs: &ReferralCosts, row: usize) -> f64 {
    let factor = 1.0 + costs.quarterly_discount;
    let acquired = given.quarter_acquired[row];
    let mut weight = factor.powf(-f64::from(acquired));
    let mut worth = (costs.acquisition_saving - costs.referral_cost) * weight;
    if given.type_one[row] {
        for _ in acquired..costs.horizon_quarters {
            weight /= factor;
            worth += (given.quarterly_margin[row] - costs.marketing_per_quarter) * weight;
        }
    }
    worth
}

/// Rows of the chains from below, each after all that it brought (Kahn 1962); rows in circles are missing.
fn leaves_first(referred_by: &[Option<u32>]) -> Vec<usize> {
    let mut waiting = vec![0u32; referred_by.len()];
    referred_by.iter().flatten().for_each(|parent| waiting[*parent as usize] += 1);
    let mut order: Vec<usize> = (0..referred_by.len()).filter(|row| waiting[*row] == 0).collect();
    let mut next = 0;
    while next < order.len() {
        if let Some(parent) = referred_by[order[next]] {
            let parent = parent as usize;
            waiting[parent] -= 1;
            if waiting[parent] == 0 {
                order.push(parent);
            }
        }
        next += 1;
    }
    order
}

fn check(given: &Referrals<'_>, costs: &ReferralCosts) -> Result<(), ModelError> {
    let n = given.referred_by.len();
    same_length("type_one", given.type_one.len(), n)?;
    same_length("quarter_acquired", given.quarter_acquired.len(), n)?;
    same_length("quarterly_margin", given.quarterly_margin.len(), n)?;
    all_finite("quarterly_margin", given.quarterly_margin)?;
    let amounts = [costs.acquisition_saving, costs.referral_cost, costs.marketing_per_quarter];
    all_finite("costs", &amounts)?;
    let stranger = |parent: &Option<u32>| parent.is_some_and(|parent| parent as usize >= n);
    if let Some(row) = given.referred_by.iter().position(stranger) {
        let customer = given.referred_by[row].unwrap_or(0);
        return Err(ModelError::UnknownCustomer { row, customer, customers: n });
    }
    let settings = [
        ("quarterly_discount", costs.quarterly_discount, 0.0..=10.0, "0 to 10"),
        ("horizon_quarters", f64::from(costs.horizon_quarters), 0.0..=400.0, "0 to 400"),
        ("decay", costs.decay, 0.0..=0.99, "0 to 0.99"),
    ];
    for (setting, value, range, allowed) in settings {
        if !range.contains(&value) {
            return Err(ModelError::Setting { setting, value, allowed });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const COSTS: ReferralCosts = ReferralCosts {
        acquisition_saving: 40.0,
        referral_cost: 15.0,
        marketing_per_quarter: 2.0,
        quarterly_discount: 0.0,
        horizon_quarters: 4,
        decay: 0.5,
    };

    fn of(referred_by: &[Option<u32>]) -> Vec<Influence> {
        let n = referred_by.len();
        let given = Referrals {
            referred_by,
            type_one: &vec![true; n],
            quarter_acquired: &vec![2; n],
            quarterly_margin: &vec![12.0; n],
        };
        influence(&given, &COSTS).unwrap()
    }

    #[test]
    fn a_chain_passes_half_its_influence_up() {
        let found = of(&[None, Some(0), Some(1)]);
        assert_eq!(found[1].crv, 45.0);
        assert_eq!(found[0].influence, 45.0 + 0.5 * 45.0);
        assert_eq!((found[0].direct, found[0].downstream, found[0].depth), (1, 2, 2));
        assert_eq!(found[2].influence, 0.0);
    }

    #[test]
    fn a_circle_ends_and_is_marked() {
        let found = of(&[Some(1), Some(0), Some(0), Some(3)]);
        assert!(found[0].in_loop && found[1].in_loop && !found[2].in_loop && found[3].in_loop);
        assert_eq!(found[0].direct, 1);
        assert!(found.iter().all(|row| row.influence.is_finite()));
        let long: Vec<Option<u32>> = (0..200_000u32).map(|row| row.checked_sub(1)).collect();
        assert_eq!(of(&long)[0].depth, 199_999);
    }
}
