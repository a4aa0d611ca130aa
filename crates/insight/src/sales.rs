use crate::amount::Amount;
use crate::cohorts::sees_everybody;
use crate::error::Error;
use crate::last::last_run;
use crate::period::{Period, month_named};
use crate::sight::readable;
use crate::summary::Summary;
use crate::trade::Trade;
use models::forecast::{Method, forecast, measures};
use records::Door;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use value::{Currency, Value};

/// What known customers bought month by month, and what is to be expected of the next ones, in minor units; as a run keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptSales {
    /// The first month, as `2024-01`.
    pub first: String,
    /// Whole months, oldest first.
    pub turnover: Vec<i64>,
    pub margin: Vec<i64>,
    /// Absent when there are too few months.
    pub turnover_ahead: Option<Ahead>,
    pub margin_ahead: Option<Ahead>,
}

/// The months to come; 80 and 95 of 100 should lie between the bounds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ahead {
    /// Such as `ETS(M,Ad,M)`.
    pub method: String,
    pub expected: Vec<i64>,
    pub lower80: Vec<i64>,
    pub upper80: Vec<i64>,
    pub lower95: Vec<i64>,
    pub upper95: Vec<i64>,
    pub tested: Option<Tested>,
}

/// The same forecast made some months ago against the months that followed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Tested {
    pub months: usize,
    /// Mean error as a part of the mean month that came.
    pub error: f64,
    /// The same when each month is expected to be as a year before, or as the last one where no year is known.
    pub naive_error: f64,
}

/// The same for the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sales {
    pub as_of: Option<String>,
    pub turnover: Option<Series>,
    pub margin: Option<Series>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    pub past: Vec<Month>,
    pub ahead: Vec<AheadMonth>,
    pub method: Option<String>,
    pub tested: Option<Tested>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Month {
    pub month: String,
    pub first: String,
    pub last: String,
    pub amount: Amount,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AheadMonth {
    pub month: String,
    pub expected: Amount,
    pub lower80: Amount,
    pub upper80: Amount,
    pub lower95: Amount,
    pub upper95: Amount,
}

const AHEAD: usize = 6;
/// With fewer whole months nothing is said of the next ones.
const LEAST_MONTHS: usize = 6;
/// A season is learned from two of them.
const SEASON: usize = 12;
/// Longer ago is another company.
const LOOKED_BACK: usize = 60;

/// Adds up the whole months up to the as-of day and looks ahead.
pub fn sales(trade: &Trade, customers: usize, as_of: i32) -> Result<Option<KeptSales>, Error> {
    let mut months: BTreeMap<i32, (i64, f64)> = BTreeMap::new();
    for customer in 0..customers {
        for (day, turnover, margin) in trade.purchases(customer) {
            let sum = months.entry(Period::Month.at(day)).or_default();
            sum.0 = sum.0.saturating_add(turnover);
            sum.1 += margin;
        }
    }
    // The month that goes on is none yet: it would look like a fall.
    let end = Period::Month.at(as_of.saturating_add(1));
    let Some(first) = months.keys().next().copied().filter(|first| *first < end) else { return Ok(None) };
    let first = first.max(end - LOOKED_BACK as i32);
    let column = |pick: fn(&(i64, f64)) -> i64| -> Vec<i64> {
        (first..end).map(|month| months.get(&month).map_or(0, pick)).collect()
    };
    let (turnover, margin) = (column(|sum| sum.0), column(|sum| sum.1.round() as i64));
    Ok(Some(KeptSales {
        first: Period::Month.name(first),
        turnover_ahead: ahead(&turnover)?,
        margin_ahead: ahead(&margin)?,
        turnover,
        margin,
    }))
}

fn ahead(past: &[i64]) -> Result<Option<Ahead>, Error> {
    if past.len() < LEAST_MONTHS {
        return Ok(None);
    }
    let series: Vec<f64> = past.iter().map(|minor| *minor as f64).collect();
    let chosen = forecast(&series, AHEAD, season(series.len()), Method::Auto)?.forecast;
    let whole = |column: &[f64]| column.iter().map(|minor| minor.round() as i64).collect();
    Ok(Some(Ahead {
        method: chosen.method.clone(),
        expected: whole(&chosen.mean),
        lower80: whole(&chosen.lower80),
        upper80: whole(&chosen.upper80),
        lower95: whole(&chosen.lower95),
        upper95: whole(&chosen.upper95),
        tested: tested(&series)?,
    }))
}

fn season(months: usize) -> usize {
    if months >= 2 * SEASON { SEASON } else { 1 }
}

fn tested(series: &[f64]) -> Result<Option<Tested>, Error> {
    let months = AHEAD.min(series.len() / 4);
    let (known, came) = series.split_at(series.len() - months);
    let mean = came.iter().sum::<f64>() / months.max(1) as f64;
    if known.len() < LEAST_MONTHS || mean <= 0.0 {
        return Ok(None);
    }
    let said = forecast(known, months, season(known.len()), Method::Auto)?.forecast;
    let back = if known.len() >= SEASON { SEASON } else { 1 };
    let naive: Vec<f64> = (0..months).map(|step| known[known.len() - back + step % back]).collect();
    Ok(Some(Tested {
        months,
        error: measures(known, &said.mean, came, back)?.mae / mean,
        naive_error: measures(known, &naive, came, back)?.mae / mean,
    }))
}

/// Of the last run, for who sees all customers; a figure that he may not see stays empty.
pub fn sales_forecast(door: &Door) -> Result<Sales, records::Error> {
    let nothing = Sales { as_of: None, turnover: None, margin: None };
    if !sees_everybody(door) {
        return Ok(nothing);
    }
    let run = last_run(door, "show the sales to come", &["summary"])?;
    let Some(Value::Json(summary)) = run.as_ref().map(|run| run.get("summary")) else { return Ok(nothing) };
    let Ok(summary) = serde_json::from_value::<Summary>(summary.clone()) else { return Ok(nothing) };
    let Some(kept) = summary.sales else { return Ok(Sales { as_of: Some(summary.as_of), ..nothing }) };
    let seen = readable(door, "customer", &["turnover_12m", "margin_12m"]);
    let currency = door.records().company().currency;
    let series = |name: &str, past: &[i64], ahead: &Option<Ahead>| {
        seen.contains(&name).then(|| Series::of(&kept.first, past, ahead.as_ref(), currency))
    };
    Ok(Sales {
        as_of: Some(summary.as_of),
        turnover: series("turnover_12m", &kept.turnover, &kept.turnover_ahead),
        margin: series("margin_12m", &kept.margin, &kept.margin_ahead),
    })
}

impl Series {
    fn of(first: &str, past: &[i64], ahead: Option<&Ahead>, currency: Currency) -> Series {
        let first = month_named(first).unwrap_or_default();
        let amount = |minor: i64| Amount::of_sum(i128::from(minor), currency);
        let next = first + i32::try_from(past.len()).unwrap_or(i32::MAX);
        let month = |(month, minor): (i32, &i64)| Month {
            month: Period::Month.name(month),
            first: Period::Month.first_day(month).to_string(),
            last: Period::Month.last_day(month).to_string(),
            amount: amount(*minor),
        };
        let step = |ahead: &Ahead, step: usize| AheadMonth {
            month: Period::Month.name(next + step as i32),
            expected: amount(ahead.expected[step]),
            lower80: amount(ahead.lower80[step]),
            upper80: amount(ahead.upper80[step]),
            lower95: amount(ahead.lower95[step]),
            upper95: amount(ahead.upper95[step]),
        };
        Series {
            past: (first..).zip(past).map(month).collect(),
            ahead: ahead
                .map(|ahead| (0..ahead.expected.len()).map(|at| step(ahead, at)).collect())
                .unwrap_or_default(),
            method: ahead.map(|ahead| ahead.method.clone()),
            tested: ahead.and_then(|ahead| ahead.tested),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seasonal(months: usize) -> Vec<i64> {
        (0..months).map(|at| 100_000 + 2_000 * at as i64 + [0, 40_000, -30_000][at % 12 % 3]).collect()
    }

    #[test]
    fn a_season_is_seen_and_beats_the_year_before() {
        let ahead = ahead(&seasonal(48)).unwrap().unwrap();
        assert_eq!(ahead.expected.len(), AHEAD);
        assert!(ahead.expected[1] > ahead.expected[0] && ahead.expected[2] < ahead.expected[1], "{ahead:?}");
        let tested = ahead.tested.unwrap();
        assert!(tested.error < 0.5 * tested.naive_error, "{tested:?}");
        for step in 0..AHEAD {
            assert!(
                ahead.lower95[step] <= ahead.lower80[step] && ahead.lower80[step] <= ahead.expected[step]
            );
            assert!(
                ahead.expected[step] <= ahead.upper80[step] && ahead.upper80[step] <= ahead.upper95[step]
            );
        }
    }

    #[test]
    fn too_few_months_say_nothing() {
        assert_eq!(ahead(&seasonal(5)).unwrap(), None);
        let short = ahead(&seasonal(6)).unwrap().unwrap();
        assert!(short.tested.is_none());
        let still = ahead(&[0; 12]).unwrap().unwrap();
        assert_eq!((still.expected, still.tested), (vec![0; AHEAD], None));
    }
}
