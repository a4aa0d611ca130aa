use super::reconcile::{Known, State, Step, steps};
use super::usefulness::Usefulness;
use super::wanted::{Kind, Wanted, wanted};
use crate::customers::Customers;
use crate::error::Error;
use crate::figures::{day, decimal, digest, money};
use crate::progress::{Flow, Progress, Stage};
use crate::reading::day_number;
use crate::settings::Holdout;
use crate::summary::AlertCount;
use crate::trade::Trade;
use crate::valuation::Valuation;
use formula::Condition;
use jiff::tz::TimeZone;
use records::{Door, Draft, Query, Work};
use value::{Currency, Id, Value};

/// A dismissed alert stays quiet for so many days.
const QUIET_DAYS: i32 = 60;
/// Alerts written in one transaction.
const CHUNK: usize = 500;
/// The outcome of an alert whose ground is gone.
pub const NO_LONGER_HOLDS: &str = "no longer holds";

/// Opens, refreshes and closes alerts as the figures call for it.
pub fn keep(
    door: &Door,
    customers: &Customers,
    trade: &Trade,
    valuation: Option<&Valuation>,
    (as_of, holdout): (i32, &Holdout),
    progress: &mut dyn FnMut(Progress) -> Flow,
) -> Result<AlertCount, Error> {
    let currency = door.records().company().currency;
    let known = known(door, customers, as_of)?;
    let usefulness = Usefulness::learned(door, as_of)?;
    let weight = |customer: usize, kind| usefulness.weight(customers.owner[customer], kind);
    let called_for = valuation.map(|valuation| wanted(valuation, trade, weight)).unwrap_or_default();
    let mut todo = steps(
        &known,
        called_for,
        |wanted| digest(&facts(wanted, currency)),
        |customer| holdout.holds(customers.id[customer]),
    );
    let count = AlertCount::of(&todo);
    let on_trial = holdout.share > 0.0;
    let (mut done, total) = (0, todo.len() as u64);
    while !todo.is_empty() {
        let chunk: Vec<Step> = todo.drain(..todo.len().min(CHUNK)).collect();
        done += chunk.len() as u64;
        let ids: Vec<Id> = chunk.iter().map(|step| customer_of(step, customers)).collect();
        door.transaction(move |work| take(work, chunk, &ids, (as_of, on_trial), currency))?;
        if progress(Progress { stage: Stage::Alerting, done, total }) == Flow::Stop {
            return Err(Error::Stopped);
        }
    }
    Ok(count)
}

fn known(door: &Door, customers: &Customers, as_of: i32) -> Result<Vec<Known>, Error> {
    let zone = TimeZone::get(&door.records().company().time_zone).unwrap_or(TimeZone::UTC);
    let living = ["open", "snoozed", "dismissed", "held_out"].map(Value::text).to_vec();
    let kinds = Kind::ALL.map(|kind| Value::text(kind.name())).to_vec();
    let fields =
        ["id", "customer", "kind", "status", "snoozed_until", "updated_at", "reason", "at_stake", "score"];
    let query = Query::of("alert")
        .fields(&fields)
        .sort("id")
        .filter(Condition::all([Condition::in_("status", living), Condition::in_("kind", kinds)]));
    let mut known = Vec::new();
    door.columns(&query, &mut |row| {
        let customer = row[1].as_id().and_then(|id| customers.position(id));
        let (Some(id), Some(customer), Some(kind)) =
            (row[0].as_id(), customer, row[2].as_text().and_then(Kind::named))
        else {
            return Ok(());
        };
        let rests = row[4].as_date().is_some_and(|until| day_number(until) > as_of);
        let changed = row[5].as_moment().map(|at| day_number(at.to_zoned(zone.clone()).date()));
        let state = match row[3].as_text() {
            Some("snoozed") if rests => State::Snoozed,
            Some("snoozed") => State::Awake,
            Some("dismissed") if changed.is_some_and(|on| on + QUIET_DAYS > as_of) => State::Dismissed,
            Some("dismissed") => return Ok(()),
            Some("held_out") => State::HeldOut,
            Some(_) | None => State::Open,
        };
        known.push(Known { id, customer, kind, state, digest: digest(&row[6..]) });
        Ok(())
    })?;
    Ok(known)
}

fn take(
    work: &mut Work<'_, '_>,
    chunk: Vec<Step>,
    customers: &[Id],
    (as_of, on_trial): (i32, bool),
    currency: Currency,
) -> Result<(), records::Error> {
    let mut fresh = Vec::new();
    for (step, customer) in chunk.into_iter().zip(customers) {
        match step {
            Step::Open(wanted) => {
                let group = if on_trial { Value::text("offered") } else { Value::Null };
                fresh.push(with_facts(opened(&wanted, *customer, as_of, "open", group), &wanted, currency));
            }
            Step::Hold(wanted) => {
                let draft = opened(&wanted, *customer, as_of, "held_out", Value::text("held_out"));
                fresh.push(with_facts(draft, &wanted, currency));
            }
            Step::Refresh(id, wanted) => {
                let draft =
                    Draft::new("alert").set("status", Value::text("open")).set("snoozed_until", Value::Null);
                work.update(id, None, with_facts(draft, &wanted, currency))?;
            }
            Step::Renew(id, wanted) => {
                work.update(id, None, with_facts(Draft::new("alert"), &wanted, currency))?;
            }
            Step::Release(id, wanted) => {
                let draft =
                    Draft::new("alert").set("status", Value::text("open")).set("trial_group", Value::Null);
                work.update(id, None, with_facts(draft, &wanted, currency))?;
            }
            Step::Close(id) => {
                let draft = Draft::new("alert")
                    .set("status", Value::text("done"))
                    .set("outcome", Value::text(NO_LONGER_HOLDS));
                work.update(id, None, draft)?;
            }
        }
    }
    if !fresh.is_empty() {
        work.create_many("alert", fresh)?;
    }
    Ok(())
}

fn customer_of(step: &Step, customers: &Customers) -> Id {
    match step {
        Step::Open(wanted)
        | Step::Hold(wanted)
        | Step::Refresh(_, wanted)
        | Step::Renew(_, wanted)
        | Step::Release(_, wanted) => customers.id[wanted.customer],
        Step::Close(alert) => *alert,
    }
}

fn opened(wanted: &Wanted, customer: Id, as_of: i32, status: &str, group: Value) -> Draft {
    Draft::new("alert")
        .set("customer", Value::Id(customer))
        .set("kind", Value::text(wanted.kind.name()))
        .set("status", Value::text(status))
        .set("trial_group", group)
        .set("opened_on", day(as_of))
}

fn with_facts(draft: Draft, wanted: &Wanted, currency: Currency) -> Draft {
    let [reason, at_stake, score] = facts(wanted, currency);
    draft.set("reason", reason).set("at_stake", at_stake).set("score", score)
}

fn facts(wanted: &Wanted, currency: Currency) -> [Value; 3] {
    [Value::Json(wanted.reason.clone()), money(wanted.at_stake, currency), decimal(wanted.score, 4)]
}
