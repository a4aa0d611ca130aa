use crate::customers::{Customers, risk_name, segment_name, tier_name};
use crate::error::Error;
use crate::figures::{COMPARED, FIGURES, Figures, day, decimal, digest, money, of_buyer, of_other};
use crate::progress::{Flow, Progress, Stage};
use crate::trade::{Span, Trade};
use crate::valuation::Valuation;
use formula::Condition;
use records::{Door, Draft, Query};
use std::collections::HashSet;
use value::{Currency, Id, Value};

/// Rows of the history written in one transaction, and customers named in one entry of the log.
const CHUNK: usize = 1_000;
/// Customers written in one transaction. Their figures lie all over the indexes: the more of them are written together, the fewer
/// times each page is; others who write wait for half a second.
const TOGETHER: usize = 10_000;

/// Writes the figures that changed; gives how many customers they were.
pub fn figures(
    door: &Door,
    customers: &Customers,
    trade: &Trade,
    valuation: Option<&Valuation>,
    (span, currency): (Span, Currency),
    progress: &mut dyn FnMut(Progress) -> Flow,
) -> Result<u64, Error> {
    let mut row_of: Vec<Option<u32>> = vec![None; customers.id.len()];
    if let Some(valuation) = valuation {
        for row in 0..valuation.rows() {
            row_of[valuation.customer(row)] = u32::try_from(row).ok();
        }
    }
    let total = customers.id.len() as u64;
    let mut written = 0;
    let mut chunk = Vec::new();
    for (customer, row) in row_of.iter().enumerate() {
        let figures = match (valuation, row) {
            (Some(valuation), Some(row)) => {
                of_buyer(valuation, trade, *row as usize, &customers.before[customer])
            }
            (Some(_) | None, _) => {
                of_other(trade, customers.service_cost[customer], customer, span.as_of, currency)
            }
        };
        if digest(&figures[..COMPARED]) != customers.before[customer].digest {
            chunk.push((customers.id[customer], named(figures)));
        }
        if chunk.len() == TOGETHER {
            written += chunk.len() as u64;
            write(door, std::mem::take(&mut chunk))?;
            let done = customer as u64 + 1;
            if progress(Progress { stage: Stage::Writing, done, total }) == Flow::Stop {
                return Err(Error::Stopped);
            }
        }
    }
    written += chunk.len() as u64;
    write(door, chunk)?;
    Ok(written)
}

/// Adds to the value history whoever changed tier, segment or risk, and everybody once a month.
pub fn history(
    door: &Door,
    customers: &Customers,
    trade: &Trade,
    valuation: &Valuation,
) -> Result<u64, Error> {
    let lately = lately_noted(door, valuation.span.as_of)?;
    let mut added = 0;
    let mut chunk = Vec::with_capacity(CHUNK);
    for row in 0..valuation.rows() {
        let customer = valuation.customer(row);
        let before = customers.before[customer];
        let same = before.tier == Some(valuation.placements[row].tier)
            && before.segment == Some(valuation.segments[row])
            && before.risk == Some(valuation.judgements[row].risk);
        let id = customers.id[customer];
        if same && lately.contains(&id) {
            continue;
        }
        chunk.push(entry(id, trade, valuation, row));
        if chunk.len() == CHUNK {
            added += append(door, std::mem::take(&mut chunk))?;
        }
    }
    Ok(added + append(door, chunk)?)
}

fn named(figures: Figures) -> Vec<(String, Value)> {
    FIGURES.iter().map(|name| (*name).to_owned()).zip(figures).collect()
}

fn write(door: &Door, rows: Vec<(Id, Vec<(String, Value)>)>) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    Ok(door.transaction(move |work| {
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            work.write_side("customer", rows.by_ref().take(CHUNK).collect())?;
        }
        Ok::<_, records::Error>(())
    })?)
}

/// Customers who have an entry of the month before.
fn lately_noted(door: &Door, as_of: i32) -> Result<HashSet<Id>, Error> {
    let query = Query::of("value_history")
        .fields(&["customer"])
        .filter(Condition::all([Condition::gt("on", day(as_of - 30)), Condition::lte("on", day(as_of))]));
    let mut noted = HashSet::new();
    door.columns(&query, &mut |row| {
        noted.extend(row[0].as_id());
        Ok(())
    })?;
    Ok(noted)
}

fn entry(id: Id, trade: &Trade, valuation: &Valuation, row: usize) -> Draft {
    let score = |scores: &[u8]| Value::Integer(i64::from(scores[row]));
    let margin = trade.last_year[valuation.customer(row)].margin;
    Draft::new("value_history")
        .set("customer", Value::Id(id))
        .set("on", day(valuation.span.as_of))
        .set("value_tier", Value::text(tier_name(valuation.placements[row].tier)))
        .set("rfm_segment", Value::text(segment_name(valuation.segments[row])))
        .set("rfm_r", score(&valuation.scores.recency))
        .set("rfm_f", score(&valuation.scores.frequency))
        .set("rfm_m", score(&valuation.scores.monetary))
        .set("p_alive", valuation.p_alive(row).map_or(Value::Null, |chance| decimal(chance, 4)))
        .set("clv_12m", money(valuation.lifetime_value[row], valuation.currency))
        .set("margin_12m", money(margin, valuation.currency))
        .set("risk", Value::text(risk_name(valuation.judgements[row].risk)))
}

fn append(door: &Door, drafts: Vec<Draft>) -> Result<u64, Error> {
    let count = drafts.len() as u64;
    if count > 0 {
        door.transaction(move |work| work.create_many("value_history", drafts))?;
    }
    Ok(count)
}
