use crate::amount::Amount;
use crate::sight::readable;
use models::referral::{Influence, ReferralCosts, Referrals, influence as influence_of};
use records::{Door, Error, Query};
use serde::Serialize;
use std::collections::HashMap;
use value::{Id, Value};

/// Who brings customers, by what those bring, among the customers within the asker's reach.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InfluenceRanking {
    /// The figure of the brought customers that is credited: the margin expected of them, else what is known.
    pub measure: Option<&'static str>,
    /// Part of what somebody is credited with that goes on to whoever brought him.
    pub decay: f64,
    pub customers: u64,
    /// Customers of whom is noted who brought them.
    pub brought: u64,
    /// What the brought ones stand for, and all customers.
    pub brought_worth: Option<Amount>,
    pub worth: Option<Amount>,
    /// Customers who bring others.
    pub bringing: u64,
    /// Customers in circles of people who name each other.
    pub in_loops: u64,
    /// The most influential first.
    pub top: Vec<Influencer>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Influencer {
    pub id: String,
    pub object: &'static str,
    pub title: String,
    pub value_tier: Option<String>,
    /// Brought by himself, and everybody below at any depth.
    pub direct: u32,
    pub downstream: u32,
    pub depth: u32,
    /// Of those brought by himself, and with the part that comes up from further below.
    pub direct_worth: Option<Amount>,
    pub credited: Option<Amount>,
    /// His own figure.
    pub own: Option<Amount>,
    pub in_loop: bool,
}

/// Half of what somebody brought is also to the credit of whoever brought him.
const DECAY: f64 = 0.5;
const SHOWN: usize = 100;
/// The first that the asker may read is credited.
const MEASURES: [&str; 3] = ["clv_12m", "margin_12m", "turnover_12m"];

/// The ranking within reach: a link to somebody out of reach is as if it were not there.
pub fn influence(door: &Door) -> Result<InfluenceRanking, Error> {
    let currency = door.records().company().currency;
    let seen = readable(door, "customer", &["id", "referred_by", "name", "value_tier"]);
    let measure = MEASURES.into_iter().find(|name| !readable(door, "customer", &[*name]).is_empty());
    let mut ranking = InfluenceRanking {
        measure,
        decay: DECAY,
        customers: 0,
        brought: 0,
        brought_worth: None,
        worth: None,
        bringing: 0,
        in_loops: 0,
        top: Vec::new(),
    };
    if !seen.contains(&"referred_by") {
        return Ok(ranking);
    }
    let sees_tier = seen.contains(&"value_tier");
    let fields: Vec<&str> =
        ["id", "referred_by"].into_iter().chain(sees_tier.then_some("value_tier")).chain(measure).collect();
    let mut ids: Vec<Id> = Vec::new();
    let mut by: Vec<Option<Id>> = Vec::new();
    let mut tiers: Vec<Option<String>> = Vec::new();
    let mut worth: Vec<f64> = Vec::new();
    door.columns(&Query::of("customer").fields(&fields).sort("id"), &mut |row| {
        let Some(id) = row[0].as_id() else { return Ok(()) };
        ids.push(id);
        by.push(row[1].as_id());
        tiers.push(row.get(2).filter(|_| sees_tier).and_then(Value::as_text).map(str::to_owned));
        let money = row.last().filter(|_| measure.is_some()).and_then(Value::as_money);
        worth.push(money.map_or(0.0, |money| money.minor as f64));
        Ok(())
    })?;
    let found = credited(&ids, &by, &worth)?;
    let amount = |minor: f64| measure.map(|_| Amount::of_sum(minor.round() as i128, currency));
    let place: HashMap<Id, usize> = ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let is_brought = |at: &usize| by[*at].is_some_and(|by| place.contains_key(&by));
    let mut best: Vec<usize> = (0..ids.len()).filter(|at| found[*at].direct > 0).collect();
    ranking.customers = ids.len() as u64;
    ranking.brought = (0..ids.len()).filter(is_brought).count() as u64;
    ranking.brought_worth = amount((0..ids.len()).filter(is_brought).map(|at| worth[at]).sum());
    ranking.worth = amount(worth.iter().sum());
    ranking.bringing = best.len() as u64;
    ranking.in_loops = found.iter().filter(|one| one.in_loop).count() as u64;
    let more = |a: &usize, b: &usize| {
        let (a, b) = (&found[*a], &found[*b]);
        b.influence.total_cmp(&a.influence).then(b.downstream.cmp(&a.downstream))
    };
    best.sort_by(more);
    best.truncate(SHOWN);
    let wanted: Vec<(String, Id)> = best.iter().map(|at| ("customer".to_owned(), ids[*at])).collect();
    let titles = door.titles(&wanted)?;
    let prefix = door.catalog().object("customer").map_or("cus", |object| object.prefix.as_str());
    ranking.top = best
        .into_iter()
        .map(|at| Influencer {
            id: ids[at].with_prefix(prefix),
            object: "customer",
            title: titles.get(&("customer".to_owned(), ids[at])).cloned().unwrap_or_default(),
            value_tier: tiers[at].clone(),
            direct: found[at].direct,
            downstream: found[at].downstream,
            depth: found[at].depth,
            direct_worth: amount(found[at].crv),
            credited: amount(found[at].influence),
            own: amount(worth[at]),
            in_loop: found[at].in_loop,
        })
        .collect();
    Ok(ranking)
}

/// By the model of referral value, with a year of margin as its horizon and no costs: nobody has entered any.
pub fn credited(ids: &[Id], by: &[Option<Id>], worth: &[f64]) -> Result<Vec<Influence>, Error> {
    let place: HashMap<Id, u32> = ids.iter().zip(0u32..).map(|(id, place)| (*id, place)).collect();
    let referred_by: Vec<Option<u32>> =
        by.iter().map(|by| by.and_then(|id| place.get(&id).copied())).collect();
    let n = ids.len();
    let costs = ReferralCosts {
        acquisition_saving: 0.0,
        referral_cost: 0.0,
        marketing_per_quarter: 0.0,
        quarterly_discount: 0.0,
        horizon_quarters: 1,
        decay: DECAY,
    };
    let given = Referrals {
        referred_by: &referred_by,
        type_one: &vec![true; n],
        quarter_acquired: &vec![0; n],
        quarterly_margin: worth,
    };
    influence_of(&given, &costs).map_err(|error| Error::Unavailable(error.to_string()))
}
