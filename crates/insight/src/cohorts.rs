use crate::amount::Amount;
use crate::last::last_run;
use crate::months::{Months, Sum};
use crate::period::Period;
use crate::reading::day_number;
use crate::sight::readable;
use crate::trade::Trade;
use access::{Scope, Verb};
use formula::Condition;
use records::{Door, Error, Query};
use serde::Serialize;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use value::Value;

/// Customers by the period of their first purchase, and what became of each such cohort.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cohorts {
    pub by: &'static str,
    pub as_of: Option<String>,
    /// Newest last.
    pub cohorts: Vec<Cohort>,
    /// How many older cohorts are not told of.
    pub older: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cohort {
    #[serde(flatten)]
    pub period: Named,
    /// Who bought for the first time in it.
    pub customers: u64,
    /// From the first period to the one of the last run, none left out.
    pub cells: Vec<CohortCell>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CohortCell {
    #[serde(flatten)]
    pub period: Named,
    /// Of the cohort, who bought in it.
    pub customers: u64,
    pub turnover: Option<Amount>,
    pub margin: Option<Amount>,
}

/// A period with its first and last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    pub period: String,
    pub from: String,
    pub to: String,
}

/// Sums by (first period, period).
#[derive(Debug, Clone, Default, PartialEq)]
struct Sums(BTreeMap<(i32, i32), (u64, Sum)>);

const FIELDS: [&str; 3] = ["purchase_months", "turnover_months", "margin_months"];
/// More than these nobody can take in at once.
const SHOWN: usize = 24;

/// The cohorts within the reach of whoever asks. Who sees every customer gets what the last run kept; for others it is
/// added up from their own customers.
pub fn cohorts(door: &Door, by: Period) -> Result<Cohorts, Error> {
    let run = last_run(door, "show the cohorts of the last valuation", &["as_of", "cohorts"])?;
    let Some(run) = run else {
        return Ok(Cohorts { by: by.word(), as_of: None, cohorts: Vec::new(), older: 0 });
    };
    let seen = readable(door, "customer", &FIELDS);
    let kept = match run.get("cohorts") {
        Value::Json(json) if sees_everybody(door) => Sums::read(&json[by.word()]),
        _ => None,
    };
    let sums = match kept {
        Some(kept) if seen.contains(&FIELDS[0]) => kept,
        Some(_) | None => added_up(door, &seen, by)?,
    };
    let as_of = run.get("as_of").as_date();
    let last = as_of.map(|day| by.at(day_number(day)));
    let currency = door.records().company().currency;
    let amount =
        |field: &str, minor: i64| seen.contains(&field).then(|| Amount::of_sum(minor.into(), currency));
    let mut firsts: Vec<i32> = sums.0.keys().map(|(first, _)| *first).collect();
    firsts.dedup();
    let older = firsts.len().saturating_sub(SHOWN);
    let cohort = |first: &i32| {
        let sum = |at: i32| sums.0.get(&(*first, at)).copied().unwrap_or_default();
        let cell = |at: i32| {
            let (customers, sum) = sum(at);
            CohortCell {
                period: named(by, at),
                customers,
                turnover: amount("turnover_months", sum.turnover),
                margin: amount("margin_months", sum.margin),
            }
        };
        let cells = (*first..=last.unwrap_or(*first).max(*first)).map(cell).collect();
        Cohort { period: named(by, *first), customers: sum(*first).0, cells }
    };
    Ok(Cohorts {
        by: by.word(),
        as_of: as_of.map(|day| day.to_string()),
        cohorts: firsts[older..].iter().map(cohort).collect(),
        older,
    })
}

/// Of all customers, as a run keeps them.
pub fn kept(trade: &Trade, customers: usize) -> Json {
    let (mut months, mut quarters) = (Sums::default(), Sums::default());
    for customer in 0..customers {
        let bought = Months::of(trade.purchases(customer));
        months.add(&bought, Period::Month);
        quarters.add(&bought, Period::Quarter);
    }
    json!({ Period::Month.word(): months.written(), Period::Quarter.word(): quarters.written() })
}

pub(crate) fn sees_everybody(door: &Door) -> bool {
    door.actor().is_system() || door.actor().rights.scope("customer", Verb::Read) == Scope::All
}

fn added_up(door: &Door, seen: &[&str], by: Period) -> Result<Sums, Error> {
    let mut sums = Sums::default();
    if !seen.contains(&FIELDS[0]) {
        return Ok(sums);
    }
    let query = Query::of("customer").fields(seen).filter(Condition::is_null(FIELDS[0], false)).sort("id");
    door.columns(&query, &mut |row| {
        let json = |name: &str| match seen.iter().position(|field| *field == name).map(|place| &row[place]) {
            Some(Value::Json(json)) => json,
            Some(_) | None => &Json::Null,
        };
        let periods = row[0].as_text().unwrap_or_default();
        sums.add(&Months::read(periods, json(FIELDS[1]), json(FIELDS[2])), by);
        Ok(())
    })?;
    Ok(sums)
}

fn named(by: Period, at: i32) -> Named {
    Named { period: by.name(at), from: by.first_day(at).to_string(), to: by.last_day(at).to_string() }
}

impl Sums {
    fn add(&mut self, bought: &Months, by: Period) {
        let Some(first) = bought.first().map(|month| by.of_month(month)) else { return };
        let mut last = None;
        for (month, sum) in bought.each() {
            let at = by.of_month(month);
            let (customers, sums) = self.0.entry((first, at)).or_default();
            if last.replace(at) != Some(at) {
                *customers += 1;
            }
            sums.add(sum);
        }
    }

    fn written(&self) -> Json {
        let row = |((first, at), (customers, sum)): (&(i32, i32), &(u64, Sum))| {
            json!([first, at, customers, sum.turnover, sum.margin])
        };
        Json::Array(self.0.iter().map(row).collect())
    }

    fn read(json: &Json) -> Option<Sums> {
        let rows: Vec<(i32, i32, u64, i64, i64)> = serde_json::from_value(json.clone()).ok()?;
        let sums = rows.into_iter().map(|(first, at, customers, turnover, margin)| {
            ((first, at), (customers, Sum { turnover, margin }))
        });
        Some(Sums(sums.collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(purchases: &[(&str, i64)]) -> Months {
        let day = |text: &str| value::days_of_date(text.parse().unwrap()) as i32;
        Months::of(purchases.iter().map(|(on, minor)| (day(on), *minor, *minor as f64 / 2.0)))
    }

    #[test]
    fn a_customer_counts_once_a_period_however_often_he_buys_in_it() {
        let mut sums = Sums::default();
        sums.add(&months(&[("2026-01-10", 100), ("2026-03-05", 50), ("2026-05-01", 10)]), Period::Quarter);
        sums.add(&months(&[("2026-02-10", 7)]), Period::Quarter);
        let first = Period::Quarter.of_month(2026 * 12);
        assert_eq!(sums.0[&(first, first)], (2, Sum { turnover: 157, margin: 79 }));
        assert_eq!(sums.0[&(first, first + 1)], (1, Sum { turnover: 10, margin: 5 }));
        assert_eq!(Sums::read(&sums.written()), Some(sums));
        assert_eq!(Sums::read(&json!({ "no": "rows" })), None);
    }
}
