use crate::alert;
use crate::cohorts;
use crate::error::Error;
use crate::progress::{Flow, Progress, Stage};
use crate::reading::{day_number, read};
use crate::sales::sales;
use crate::settings::Settings;
use crate::staying::staying;
use crate::summary::{STALE_DAYS, Summary, counts, gate, models, worth};
use crate::trade::{Span, Trade};
use crate::valuation::value;
use crate::writing;
use formula::Condition;
use jiff::ToSpan;
use jiff::tz::TimeZone;
use records::{Door, Draft, Query, Records};
use serde_json::Value as Json;
use std::time::Instant;
use value::{Date, Value};

/// Works out what every customer is worth from the orders up to and including a day, the usual one when none is given,
/// and writes it: figures of the customers, their history, alerts, and a record of the run itself.
pub fn run(
    records: &Records,
    as_of: Option<Date>,
    progress: &mut dyn FnMut(Progress) -> Flow,
) -> Result<Summary, Error> {
    let door = records.as_system("work out customer value");
    let (as_of, seen_from) = match as_of {
        Some(day) => (day, day),
        None => (usual_day(records)?, today(records)),
    };
    let started = Draft::new("insight_run")
        .set("as_of", Value::Date(as_of))
        .set("state", Value::text("running"))
        .set("started_at", Value::Moment(records.clock().now()));
    let note = door.create(started)?.id();
    let outcome = work_out(&door, (as_of, seen_from), progress);
    let finished = Draft::new("insight_run").set("finished_at", Value::Moment(records.clock().now()));
    let finished = match &outcome {
        Ok(summary) => {
            let (summary, cohorts) = summary;
            let summary = serde_json::to_value(summary).unwrap_or_default();
            finished
                .set("state", Value::text("done"))
                .set("summary", Value::Json(summary))
                .set("cohorts", Value::Json(cohorts.clone()))
        }
        Err(error) => finished.set("state", Value::text("failed")).set("error", Value::Json(error.as_json())),
    };
    door.update(note, None, finished)?;
    outcome.map(|(summary, _)| summary)
}

/// The day that a run works from when none is given: today, or, where no order came for a long time, the day after the
/// last one. Then an old file was imported or the import has stopped, rather than that everybody left.
pub fn usual_day(records: &Records) -> Result<Date, Error> {
    let door = records.as_system("find the day to work from");
    let today = today(records);
    let known = Condition::all([
        Condition::lte("ordered_on", Value::Date(today)),
        Condition::nin("status", vec![Value::text("draft"), Value::text("cancelled")]),
        Condition::is_null("customer", false),
    ]);
    let newest = Query::of("order").fields(&["ordered_on"]).filter(known).sort("-ordered_on").limit(1);
    let newest = door.find(&newest)?.records.first().and_then(|order| order.get("ordered_on").as_date());
    Ok(match newest {
        Some(last) if day_number(today) - day_number(last) > STALE_DAYS => last.saturating_add(1.day()),
        Some(_) | None => today,
    })
}

/// What a run found, and the cohorts of all customers as it keeps them.
type Found = (Summary, Json);

fn work_out(
    door: &Door,
    (as_of, seen_from): (Date, Date),
    progress: &mut dyn FnMut(Progress) -> Flow,
) -> Result<Found, Error> {
    let begun = Instant::now();
    if progress(Progress { stage: Stage::Reading, done: 0, total: 0 }) == Flow::Stop {
        return Err(Error::Stopped);
    }
    let records = door.records();
    let settings = Settings::read(|key| records.setting(key))?;
    let currency = records.company().currency;
    let span = Span { as_of: day_number(as_of), year_before: day_number(as_of.saturating_sub(1.year())) };
    let material = read(door, &settings, span, progress)?;
    let (customers, ledger) = (material.customers, material.ledger);
    let total = ledger.order.len() as u64;
    if progress(Progress { stage: Stage::Fitting, done: 0, total }) == Flow::Stop {
        return Err(Error::Stopped);
    }
    let trade = Trade::of(&ledger, customers.id.len(), span)?;
    let tally = ledger.tally().clone();
    drop(ledger);
    let valuation = value(&customers, &trade, &settings, span, currency)?;
    let valued = valuation.as_ref();
    let written = writing::figures(door, &customers, &trade, valued, (span, currency), progress)?;
    let history = match valued {
        Some(valuation) => writing::history(door, &customers, &trade, valuation)?,
        None => 0,
    };
    let alerts = alert::keep(door, &customers, &trade, valued, (span.as_of, &settings.holdout), progress)?;
    let (tiers, segments) = counts(valued);
    let buyers = valued.map_or(0, |valuation| valuation.rows() as u64);
    let cohorts = cohorts::kept(&trade, customers.id.len());
    let summary = Summary {
        as_of: as_of.to_string(),
        customers: buyers,
        without_purchase: customers.id.len() as u64 - buyers,
        orders: total,
        lines: tally.lines,
        tiers,
        segments,
        models: valued.map(|valuation| models(&valuation.forecast.fits)).unwrap_or_default(),
        sales: sales(&trade, customers.id.len(), span.as_of)?,
        staying: staying(&trade, customers.id.len(), span.as_of),
        backtest: valued.and_then(|valuation| valuation.forecast.fits.backtest.clone()),
        gate: gate(valued, &trade, &tally, day_number(seen_from)),
        worth: worth(valued, &trade),
        alerts,
        written,
        history,
        seconds: (begun.elapsed().as_secs_f64() * 1e3).round() / 1e3,
    };
    Ok((summary, cohorts))
}

fn today(records: &Records) -> Date {
    let zone = TimeZone::get(&records.company().time_zone).unwrap_or(TimeZone::UTC);
    records.clock().now().to_zoned(zone).date()
}
