use crate::alert::NO_LONGER_HOLDS;
use crate::amount::Amount;
use crate::cohorts::sees_everybody;
use crate::error::Error;
use crate::reading::{day_number, rates};
use crate::settings::Holdout;
use crate::sight::readable;
use formula::Condition;
use jiff::tz::TimeZone;
use models::experiment::{Plan, SampleRatio, Trial, customers_needed};
use records::{Door, Query};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use value::{Currency, Id, Value, date_from_days};

/// What became of customers whose alerts were offered, against those of the hold-out, within the reach of the asker.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Effect {
    /// The share that is held out at present; 0 measures nothing.
    pub share: f64,
    /// For how long each customer is followed.
    pub weeks: i32,
    /// Alerts that are still within that time.
    pub waiting: u64,
    /// Acted on, offered (with those acted on), held out; by each customer's first alert.
    pub followed: Vec<Followed>,
    /// Offered less held out; absent while a group has fewer than `need` customers.
    pub orders: Option<Compared<f64>>,
    pub margin: Option<Compared<Amount>>,
    /// Least customers in a group for an answer.
    pub need: usize,
    /// Customers in all who show a tenth more orders (4 times in 5); absent while nothing is known of their spread.
    pub enough: Option<u64>,
    pub ratio: Option<SampleRatio>,
    pub kinds: Vec<KindEffect>,
}

/// A group, by mean per customer in the weeks after the alert.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Followed {
    pub group: &'static str,
    pub customers: u64,
    pub orders: Option<f64>,
    pub margin: Option<Amount>,
    pub orders_before: Option<f64>,
}

/// A difference of means with its 95 % interval; `adjusted` has taken out what the weeks before explain (CUPED).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compared<T> {
    pub difference: T,
    pub interval: [T; 2],
    /// Two-sided.
    pub p: f64,
    pub adjusted: T,
    pub adjusted_interval: [T; 2],
}

/// One kind of alert.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KindEffect {
    pub kind: String,
    pub offered: u64,
    pub acted: u64,
    pub dismissed: u64,
    pub held_out: u64,
    /// Mean orders afterwards.
    pub orders_acted: Option<f64>,
    pub orders_offered: Option<f64>,
    pub orders_held_out: Option<f64>,
}

const WEEKS: i32 = 13;
const DAYS: i32 = 7 * WEEKS;
/// Alerts opened before this say nothing of how one works today.
const REMEMBERED_DAYS: i32 = 2 * 365;
/// The newest of them that are followed.
const MOST: u64 = 20_000;
/// Below so many customers in a group a difference is mostly chance.
const NEED: usize = 30;
const CHUNK: usize = 500;
const ALERT: [&str; 6] = ["customer", "kind", "status", "outcome", "trial_group", "opened_on"];

#[derive(Debug, Clone)]
struct Offer {
    customer: Id,
    kind: String,
    held_out: bool,
    acted: bool,
    dismissed: bool,
    day: i32,
}

/// Of one customer: orders and margin (minor units) before and after his alert.
#[derive(Debug, Clone, Copy, Default)]
struct Since {
    orders: [f64; 2],
    margin: [f64; 2],
}

/// What offering alerts changed. Nobody is counted whose alert, customer or orders the asker may not see.
pub fn effect(door: &Door) -> Result<Effect, Error> {
    let records = door.records();
    let share = Holdout::read(|key| records.setting(key))?.share;
    let (old, waiting) = offers(door)?;
    let tells = readable(door, "order", &["customer", "ordered_on", "status", "kind", "margin"]);
    let sees_orders = ["customer", "ordered_on", "status", "kind"].iter().all(|name| tells.contains(name));
    let sees_margin = tells.contains(&"margin") && readable(door, "customer", &["margin_12m"]).len() == 1;
    let old = if sees_orders { old } else { Vec::new() };
    let since = followed(door, &old, sees_margin)?;
    let currency = records.company().currency;
    let firsts = firsts(&old, |_| String::new());
    let group = |pick: &dyn Fn(&Offer) -> bool| -> Vec<Since> {
        firsts.iter().filter(|at| pick(&old[**at])).map(|at| since[*at]).collect()
    };
    let acted = group(&|offer| offer.acted && !offer.held_out);
    let offered = group(&|offer| !offer.held_out);
    let held = group(&|offer| offer.held_out);
    let told = |name, since: &[Since]| Followed {
        group: name,
        customers: since.len() as u64,
        orders: mean(since, |one| one.orders[1]),
        orders_before: mean(since, |one| one.orders[0]),
        margin: mean(since, |one| one.margin[1]).filter(|_| sees_margin).map(|minor| amount(minor, currency)),
    };
    let enough = (offered.len() >= NEED && held.len() >= NEED).then_some(());
    let treated: Vec<bool> = offered.iter().map(|_| true).chain(held.iter().map(|_| false)).collect();
    let column = |pick: fn(&Since) -> f64| offered.iter().chain(&held).map(pick).collect::<Vec<f64>>();
    let (before, after) = (column(|one| one.orders[0]), column(|one| one.orders[1]));
    let trial = Trial { treated: &treated, before: &before, after: &after };
    let orders = enough.map(|()| compared(&trial, |orders| orders)).transpose()?;
    let (margin_before, margin_after) = (column(|one| one.margin[0]), column(|one| one.margin[1]));
    let of_margin = Trial { treated: &treated, before: &margin_before, after: &margin_after };
    let margin = enough
        .filter(|()| sees_margin)
        .map(|()| compared(&of_margin, |minor| amount(minor, currency)))
        .transpose()?;
    let ratio = (enough.is_some() && share > 0.0).then(|| trial.sample_ratio(1.0 - share)).transpose()?;
    Ok(Effect {
        share,
        weeks: WEEKS,
        waiting,
        followed: vec![told("acted", &acted), told("offered", &offered), told("held_out", &held)],
        orders,
        margin,
        need: NEED,
        enough: customers_for_an_answer(share, &after)?,
        ratio,
        kinds: kinds(&old, &since),
    })
}

/// Whether the alerts of a customer are held out at present; told only to who sees every customer and the groups.
pub fn held_out(door: &Door, customer: Id) -> Result<Option<bool>, Error> {
    if !sees_everybody(door) || readable(door, "alert", &["trial_group"]).is_empty() {
        return Ok(None);
    }
    let records = door.records();
    Ok(Some(Holdout::read(|key| records.setting(key))?.holds(customer)))
}

/// Alerts of the trial old enough to be followed, newest first, and how many are too young.
fn offers(door: &Door) -> Result<(Vec<Offer>, u64), Error> {
    let zone = TimeZone::get(&door.records().company().time_zone).unwrap_or(TimeZone::UTC);
    let today = day_number(door.records().clock().now().to_zoned(zone).date());
    let Some(from) = date_from_days(i64::from(today - REMEMBERED_DAYS)) else { return Ok((Vec::new(), 0)) };
    if readable(door, "alert", &ALERT).len() < ALERT.len() {
        return Ok((Vec::new(), 0));
    }
    let query = Query::of("alert")
        .fields(&ALERT)
        .filter(Condition::all([
            Condition::is_null("trial_group", false),
            Condition::gte("opened_on", Value::Date(from)),
            Condition::lte("opened_on", date_from_days(i64::from(today)).map_or(Value::Null, Value::Date)),
        ]))
        .sort("-opened_on")
        .limit(MOST);
    let (mut old, mut waiting) = (Vec::new(), 0);
    door.columns(&query, &mut |row| {
        let (Some(customer), Some(kind), Some(day)) =
            (row[0].as_id(), row[1].as_text(), row[5].as_date().map(day_number))
        else {
            return Ok(());
        };
        if day + DAYS >= today {
            waiting += 1;
            return Ok(());
        }
        let by_itself = row[3].as_text() == Some(NO_LONGER_HOLDS);
        old.push(Offer {
            customer,
            kind: kind.to_owned(),
            held_out: row[4].as_text() == Some("held_out"),
            acted: row[2].as_text() == Some("done") && !by_itself,
            dismissed: row[2].as_text() == Some("dismissed"),
            day,
        });
        Ok(())
    })?;
    Ok((old, waiting))
}

/// Orders and margin of each offer's customer in the weeks before and after it.
fn followed(door: &Door, offers: &[Offer], sees_margin: bool) -> Result<Vec<Since>, Error> {
    let mut since = vec![Since::default(); offers.len()];
    let mut of: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
    for (place, offer) in offers.iter().enumerate() {
        of.entry(offer.customer).or_default().push(place);
    }
    let records = door.records();
    let rates =
        rates(&records.as_system("compare margins of several currencies"), records.company().currency)?;
    let (Some(first), Some(last)) =
        (offers.iter().map(|offer| offer.day).min(), offers.iter().map(|offer| offer.day).max())
    else {
        return Ok(since);
    };
    let date = |day: i32| date_from_days(i64::from(day)).map_or(Value::Null, Value::Date);
    let mut fields = vec!["customer", "ordered_on", "kind"];
    fields.extend(sees_margin.then_some("margin"));
    let customers: Vec<Id> = of.keys().copied().collect();
    for chunk in customers.chunks(CHUNK) {
        let query = Query::of("order").fields(&fields).filter(Condition::all([
            Condition::in_("customer", chunk.iter().copied().map(Value::Id).collect()),
            Condition::gte("ordered_on", date(first - DAYS)),
            Condition::lte("ordered_on", date(last + DAYS)),
            Condition::nin("status", vec![Value::text("draft"), Value::text("cancelled")]),
        ]));
        door.columns(&query, &mut |row| {
            let (Some(customer), Some(day)) = (row[0].as_id(), row[1].as_date().map(day_number)) else {
                return Ok(());
            };
            let bought = if row[2].as_text() == Some("return") { 0.0 } else { 1.0 };
            let margin = row.get(3).and_then(Value::as_money).and_then(|money| rates.home_minor(money, day));
            for place in of.get(&customer).into_iter().flatten() {
                // What was ordered on the day itself came before anybody could act.
                let when = match day - offers[*place].day {
                    past if (1 - DAYS..=0).contains(&past) => 0,
                    later if (1..=DAYS).contains(&later) => 1,
                    _ => continue,
                };
                since[*place].orders[when] += bought;
                since[*place].margin[when] += margin.unwrap_or(0) as f64;
            }
            Ok(())
        })?;
    }
    Ok(since)
}

/// The first alert of each customer, or of each customer and kind: later ones lie in the weeks that it is judged by.
fn firsts(offers: &[Offer], by: impl Fn(&Offer) -> String) -> Vec<usize> {
    let mut first: HashMap<(Id, String), usize> = HashMap::new();
    for (place, offer) in offers.iter().enumerate() {
        let at = first.entry((offer.customer, by(offer))).or_insert(place);
        if offer.day < offers[*at].day {
            *at = place;
        }
    }
    let mut places: Vec<usize> = first.into_values().collect();
    places.sort_unstable();
    places
}

fn kinds(offers: &[Offer], since: &[Since]) -> Vec<KindEffect> {
    let mut kinds: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let firsts = firsts(offers, |offer| offer.kind.clone());
    for at in firsts {
        kinds.entry(&offers[at].kind).or_default().push(at);
    }
    let one = |(kind, places): (&str, Vec<usize>)| {
        let pick = |wanted: &dyn Fn(&Offer) -> bool| -> Vec<Since> {
            places.iter().filter(|at| wanted(&offers[**at])).map(|at| since[*at]).collect()
        };
        let offered = pick(&|offer| !offer.held_out);
        let acted = pick(&|offer| !offer.held_out && offer.acted);
        let held = pick(&|offer| offer.held_out);
        KindEffect {
            kind: kind.to_owned(),
            offered: offered.len() as u64,
            acted: acted.len() as u64,
            dismissed: pick(&|offer| !offer.held_out && offer.dismissed).len() as u64,
            held_out: held.len() as u64,
            orders_acted: mean(&acted, |one| one.orders[1]),
            orders_offered: mean(&offered, |one| one.orders[1]),
            orders_held_out: mean(&held, |one| one.orders[1]),
        }
    };
    kinds.into_iter().map(one).collect()
}

fn compared<T>(trial: &Trial<'_>, told: impl Fn(f64) -> T) -> Result<Compared<T>, Error> {
    let (welch, cuped) = (trial.welch()?, trial.cuped()?);
    Ok(Compared {
        difference: told(welch.diff),
        interval: welch.ci95.map(&told),
        p: welch.p,
        adjusted: told(cuped.diff),
        adjusted_interval: cuped.z_ci95.map(&told),
    })
}

fn customers_for_an_answer(share: f64, orders: &[f64]) -> Result<Option<u64>, Error> {
    const TENTH: f64 = 0.10;
    let n = orders.len() as f64;
    let mean = orders.iter().sum::<f64>() / n.max(1.0);
    let variance = orders.iter().map(|one| (one - mean) * (one - mean)).sum::<f64>() / (n - 1.0).max(1.0);
    if orders.len() < NEED || share <= 0.0 || mean <= 0.0 {
        return Ok(None);
    }
    let plan = Plan { deviation: variance.sqrt(), treated_share: 1.0 - share, alpha: 0.05, power: 0.8 };
    Ok(Some(customers_needed(&plan, TENTH * mean)?))
}

fn mean(since: &[Since], pick: impl Fn(&Since) -> f64) -> Option<f64> {
    let sum: f64 = since.iter().map(pick).sum();
    (!since.is_empty()).then(|| sum / since.len() as f64)
}

fn amount(minor: f64, currency: Currency) -> Amount {
    Amount::of_sum(minor.round() as i128, currency)
}
