use crate::amount::Amount;
use crate::influence::credited;
use crate::sight::readable;
use formula::Condition;
use records::{Door, Error, Query, Record};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use value::{Id, Value};

/// How far a chain of recommendations is followed, upwards and downwards.
const STEPS: usize = 6;
/// Customers that a tree shows; the rest is only counted.
const SHOWN: usize = 60;
/// Customers that are looked at for the count.
const COUNTED: usize = 2_000;

/// Who brought a customer and whom he brought, as far as the asker may see.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Referrals {
    /// The nearest first.
    pub above: Vec<Acquaintance>,
    pub below: Vec<Branch>,
    /// Customers below, at any depth.
    pub brought: usize,
    /// What those are expected to bring in twelve months.
    pub worth: Option<Amount>,
    /// The same with what comes from further down counted in part, as in the ranking of influence.
    pub credited: Option<Amount>,
}

/// One customer of a chain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Acquaintance {
    pub id: String,
    pub object: &'static str,
    pub title: String,
    pub value_tier: Option<String>,
    pub clv_12m: Option<Amount>,
}

/// A customer with those whom he brought in turn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Branch {
    #[serde(flatten)]
    pub customer: Acquaintance,
    pub below: Vec<Branch>,
}

/// The chain of a customer within reach, in both directions; a link to somebody out of reach ends it.
pub fn referrals(door: &Door, id: Id) -> Result<Referrals, Error> {
    let customer = door.get("customer", id)?;
    let seen = readable(door, "customer", &["referred_by", "name", "value_tier", "clv_12m"]);
    if !seen.contains(&"referred_by") {
        return Ok(Referrals {
            above: Vec::new(),
            below: Vec::new(),
            brought: 0,
            worth: None,
            credited: None,
        });
    }
    let mut met = HashSet::from([id]);
    let above = chain_above(door, &customer, &mut met)?;
    let found = everybody_below(door, id, &seen, &mut met)?;
    let worth = found
        .iter()
        .filter_map(|(_, person)| person.get("clv_12m").as_money())
        .reduce(|sum, next| value::Money::new(sum.minor.saturating_add(next.minor), sum.currency));
    let credited = worth.map(|sum| Ok::<_, Error>(Amount::of_sum(to_his_credit(id, &found)?, sum.currency)));
    let mut children: HashMap<Id, Vec<&Record>> = HashMap::new();
    for (by, person) in found.iter().take(SHOWN) {
        children.entry(*by).or_default().push(person);
    }
    Ok(Referrals {
        above,
        below: branches(id, &children),
        brought: found.len(),
        worth: worth.map(Amount::of),
        credited: credited.transpose()?,
    })
}

/// By the rule of the ranking, over those that were found below him.
fn to_his_credit(top: Id, found: &[(Id, Record)]) -> Result<i128, Error> {
    let ids: Vec<Id> = [top].into_iter().chain(found.iter().map(|(_, person)| person.id())).collect();
    let by: Vec<Option<Id>> = [None].into_iter().chain(found.iter().map(|(by, _)| Some(*by))).collect();
    let minor = |person: &Record| person.get("clv_12m").as_money().map_or(0.0, |money| money.minor as f64);
    let worth: Vec<f64> = [0.0].into_iter().chain(found.iter().map(|(_, person)| minor(person))).collect();
    Ok(credited(&ids, &by, &worth)?.first().map_or(0, |one| one.influence.round() as i128))
}

fn chain_above(door: &Door, customer: &Record, met: &mut HashSet<Id>) -> Result<Vec<Acquaintance>, Error> {
    let mut above = Vec::new();
    let mut next = customer.get("referred_by").as_id();
    while let Some(id) = next.filter(|id| above.len() < STEPS && met.insert(*id)) {
        match door.find(&Query::of("customer").ids(vec![id]).limit(1))?.records.first() {
            None => break,
            Some(person) => {
                next = person.get("referred_by").as_id();
                above.push(acquaintance(person));
            }
        }
    }
    Ok(above)
}

/// Level by level, with the one who brought each; the most valuable of a level first.
fn everybody_below(
    door: &Door,
    top: Id,
    seen: &[&str],
    met: &mut HashSet<Id>,
) -> Result<Vec<(Id, Record)>, Error> {
    let sort = if seen.contains(&"clv_12m") { "-clv_12m" } else { "id" };
    let mut found: Vec<(Id, Record)> = Vec::new();
    let mut level = vec![top];
    for _ in 0..STEPS {
        let by = Condition::in_("referred_by", level.iter().map(|id| Value::Id(*id)).collect());
        let left = COUNTED - found.len();
        let query = Query::of("customer").filter(by).fields(seen).sort(sort).limit(left as u64);
        level.clear();
        for person in door.find(&query)?.records {
            let Some(by) = person.get("referred_by").as_id() else { continue };
            if met.insert(person.id()) {
                level.push(person.id());
                found.push((by, person));
            }
        }
        if level.is_empty() || found.len() >= COUNTED {
            break;
        }
    }
    Ok(found)
}

fn branches(of: Id, children: &HashMap<Id, Vec<&Record>>) -> Vec<Branch> {
    let below = children.get(&of).into_iter().flatten();
    below
        .map(|person| Branch { customer: acquaintance(person), below: branches(person.id(), children) })
        .collect()
}

fn acquaintance(person: &Record) -> Acquaintance {
    Acquaintance {
        id: person.id().with_prefix(&person.object().prefix),
        object: "customer",
        title: person.title(),
        value_tier: person.get("value_tier").as_text().map(str::to_owned),
        clv_12m: person.get("clv_12m").as_money().map(Amount::of),
    }
}
