use crate::customers::{Before, Customers, risk_named, segment_named, tier_named};
use crate::error::Error;
use crate::figures::{COMPARED, FIGURES, TIER_BEFORE, VALUED_ON, digest};
use crate::ledger::{Head, Ledger, Line, LineKind, OrderKind};
use crate::progress::{Flow, Progress, Stage};
use crate::rates::{Quote, Rates};
use crate::settings::Settings;
use crate::trade::Span;
use formula::Condition;
use jiff::tz::TimeZone;
use records::{Door, Query};
use std::collections::HashMap;
use value::{Currency, Decimal, Id, Money, Value, date_from_days, days_of_date};

/// Everything that a run works with.
pub struct Material {
    pub customers: Customers,
    pub ledger: Ledger,
}

/// Reads it in columns: customers, rates, costs, orders with their lines, and what was done for the customers.
pub fn read(
    door: &Door,
    settings: &Settings,
    span: Span,
    progress: &mut dyn FnMut(Progress) -> Flow,
) -> Result<Material, Error> {
    let company = door.records().company();
    let rates = rates(door, company.currency)?;
    let mut customers = customers(door, &rates, span.as_of)?;
    services(door, settings, span, &mut customers)?;
    let mut ledger = Ledger::of(heads(door, &customers, span.as_of)?);
    lines(door, settings, &rates, &mut ledger, progress)?;
    Ok(Material { customers, ledger })
}

pub fn rates(door: &Door, home: Currency) -> Result<Rates, Error> {
    let query = Query::of("exchange_rate").fields(&["from_currency", "to_currency", "rate", "valid_on"]);
    let mut quotes = Vec::new();
    door.columns(&query, &mut |row| {
        let currency = |place: usize| row[place].as_text().and_then(|code| code.trim().parse().ok());
        if let (Some(from), Some(to), Some(rate), Some(day)) =
            (currency(0), currency(1), row[2].as_decimal().and_then(number), row[3].as_date())
        {
            quotes.push(Quote { from, to, rate, day: day_number(day) });
        }
        Ok(())
    })?;
    Ok(Rates::of(home, quotes))
}

/// Id, group of comparable customers, stated wallet, what the last run said, owner.
type Row = (Id, u32, Option<f64>, Before, Option<Id>);

fn customers(door: &Door, rates: &Rates, as_of: i32) -> Result<Customers, Error> {
    const OWN: [&str; 5] = ["id", "kind", "roles", "stated_wallet", "owner"];
    let names: Vec<&str> = OWN.into_iter().chain(FIGURES[..COMPARED].iter().copied()).collect();
    let mut groups: HashMap<String, u32> = HashMap::new();
    let mut rows: Vec<Row> = Vec::new();
    door.columns(&Query::of("customer").fields(&names).sort("id"), &mut |row| {
        let Some(id) = row[0].as_id() else { return Ok(()) };
        let fresh = groups.len() as u32;
        let group = *groups.entry(comparable(&row[1], &row[2])).or_insert(fresh);
        let wallet = row[3].as_money().and_then(|wallet| rates.home_minor(wallet, as_of));
        let figures = &row[OWN.len()..];
        let later = figures[VALUED_ON].as_date().is_some_and(|day| day_number(day) > as_of);
        let name = |place: usize| if later { "" } else { figures[place].as_text().unwrap_or_default() };
        let before = Before {
            tier: tier_named(name(0)),
            tier_before: tier_named(name(TIER_BEFORE)),
            tier_since: figures[TIER_BEFORE + 1].as_date().filter(|_| !later).map(day_number),
            risk: risk_named(name(1)),
            segment: segment_named(name(2)),
            digest: digest(figures),
        };
        rows.push((id, group, wallet.map(|minor| minor as f64), before, row[4].as_id()));
        Ok(())
    })?;
    rows.sort_unstable_by_key(|row| row.0);
    Ok(Customers {
        id: rows.iter().map(|row| row.0).collect(),
        group: rows.iter().map(|row| row.1).collect(),
        wallet: rows.iter().map(|row| row.2).collect(),
        service_cost: vec![0.0; rows.len()],
        before: rows.iter().map(|row| row.3).collect(),
        owner: rows.iter().map(|row| row.4).collect(),
    })
}

/// Customers of one kind with the same roles are compared with each other.
fn comparable(kind: &Value, roles: &Value) -> String {
    let mut roles: Vec<&str> = match roles {
        Value::List(list) => list.iter().filter_map(Value::as_text).collect(),
        Value::Json(serde_json::Value::Array(list)) => list.iter().filter_map(|role| role.as_str()).collect(),
        _ => Vec::new(),
    };
    roles.sort_unstable();
    format!("{} {}", kind.as_text().unwrap_or_default(), roles.join(" "))
}

/// Adds what was held with each customer in the last twelve months, at its unit cost.
fn services(door: &Door, settings: &Settings, span: Span, customers: &mut Customers) -> Result<(), Error> {
    let costs = settings.unit_costs;
    let cost_of = |kind: &str| match kind {
        "visit" => costs.visit,
        "call" => costs.call,
        "mail" => costs.mail,
        "chat" => costs.chat,
        "meeting" => costs.meeting,
        _ => 0.0,
    };
    let kinds: Vec<Value> = ["visit", "call", "mail", "chat", "meeting"]
        .into_iter()
        .filter(|kind| cost_of(kind) > 0.0)
        .map(Value::text)
        .collect();
    if kinds.is_empty() {
        return Ok(());
    }
    let company = door.records().company();
    let minor = 10f64.powi(company.currency.digits() as i32);
    let zone = TimeZone::get(&company.time_zone).unwrap_or(TimeZone::UTC);
    let begin_of = |day: i32| {
        let begin = date_from_days(i64::from(day) + 1)?.to_zoned(zone.clone()).ok()?;
        Some(Value::Moment(begin.timestamp()))
    };
    let (Some(from), Some(until)) = (begin_of(span.year_before), begin_of(span.as_of)) else { return Ok(()) };
    let query = Query::of("activity").fields(&["customer", "kind"]).filter(Condition::all([
        Condition::eq("state", Value::text("held")),
        Condition::in_("kind", kinds),
        Condition::gte("happened_at", from),
        Condition::lt("happened_at", until),
        Condition::is_null("customer", false),
    ]));
    door.columns(&query, &mut |row| {
        if let Some(at) = row[0].as_id().and_then(|id| customers.position(id)) {
            customers.service_cost[at] += cost_of(row[1].as_text().unwrap_or_default()) * minor;
        }
        Ok(())
    })?;
    Ok(())
}

fn heads(door: &Door, customers: &Customers, as_of: i32) -> Result<Vec<Head>, Error> {
    let Some(last) = date_from_days(i64::from(as_of)) else { return Ok(Vec::new()) };
    let query = Query::of("order").fields(&["id", "customer", "ordered_on", "kind"]).sort("id").filter(
        Condition::all([
            Condition::lte("ordered_on", Value::Date(last)),
            Condition::nin("status", vec![Value::text("draft"), Value::text("cancelled")]),
            Condition::is_null("customer", false),
        ]),
    );
    let mut heads = Vec::new();
    door.columns(&query, &mut |row| {
        let customer = row[1].as_id().and_then(|id| customers.position(id));
        if let (Some(order), Some(customer), Some(day)) = (row[0].as_id(), customer, row[2].as_date()) {
            let kind = if row[3].as_text() == Some("return") { OrderKind::Return } else { OrderKind::Sale };
            heads.push(Head { order, customer: customer as u32, day: day_number(day), kind });
        }
        Ok(())
    })?;
    Ok(heads)
}

const TELL_EVERY: u64 = 50_000;

fn lines(
    door: &Door,
    settings: &Settings,
    rates: &Rates,
    ledger: &mut Ledger,
    progress: &mut dyn FnMut(Progress) -> Flow,
) -> Result<(), Error> {
    let costs = product_costs(door)?;
    let wanted: &[&str] = match costs.is_empty() {
        true => &["order", "amount", "cost", "kind"],
        false => &["order", "amount", "cost", "kind", "product", "quantity"],
    };
    let mut done = 0;
    let mut flow = Flow::Continue;
    let outcome = door.columns(&Query::of("order_line").fields(wanted).sort("id"), &mut |row| {
        done += 1;
        if done % TELL_EVERY == 0 {
            flow = progress(Progress { stage: Stage::Reading, done, total: 0 });
            if flow == Flow::Stop {
                return Err(records::Error::refused("stopped"));
            }
        }
        let Some(order) = row[0].as_id() else { return Ok(()) };
        let cost = row[2].as_money().or_else(|| {
            let cost = costs.get(&row.get(4)?.as_id()?)?;
            times(*cost, row.get(5)?.as_decimal()?)
        });
        let line = Line { order, amount: row[1].as_money(), cost, kind: line_kind(&row[3]) };
        ledger.add(line, rates, settings.margin_without_cost);
        Ok(())
    });
    match flow {
        Flow::Stop => Err(Error::Stopped),
        Flow::Continue => Ok(outcome?),
    }
}

/// What products cost now, for lines that were written without a cost.
fn product_costs(door: &Door) -> Result<HashMap<Id, Money>, Error> {
    let query = Query::of("product").fields(&["id", "cost"]).filter(Condition::is_null("cost", false));
    let mut costs = HashMap::new();
    door.columns(&query, &mut |row| {
        if let (Some(id), Some(cost)) = (row[0].as_id(), row[1].as_money()) {
            costs.insert(id, cost);
        }
        Ok(())
    })?;
    Ok(costs)
}

fn times(cost: Money, quantity: Decimal) -> Option<Money> {
    Money::from_decimal(cost.amount().checked_mul(quantity)?, cost.currency).ok()
}

fn line_kind(kind: &Value) -> LineKind {
    match kind.as_text() {
        Some("return") => LineKind::Return,
        Some("cancellation") => LineKind::Cancellation,
        Some("free") => LineKind::Free,
        Some(_) | None => LineKind::Sale,
    }
}

fn number(decimal: Decimal) -> Option<f64> {
    decimal.to_string().parse().ok()
}

pub fn day_number(day: value::Date) -> i32 {
    i32::try_from(days_of_date(day)).unwrap_or(0)
}
