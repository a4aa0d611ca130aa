use crate::amount::Amount;
use crate::cohorts::sees_everybody;
use crate::sight::readable;
use crate::summary::Summary;
use formula::Condition;
use records::{Door, Error, Query};
use serde::Serialize;
use std::collections::BTreeMap;
use value::Value;

/// What the customers were worth at each run, for who sees them all; nobody else is told the company's figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PastRun {
    pub as_of: String,
    pub customers: u64,
    pub tiers: BTreeMap<String, u64>,
    pub margin_12m: Option<Amount>,
    pub clv_12m: Option<Amount>,
    pub value_at_stake: Option<Amount>,
}

/// As many runs as there are weeks in two years and more.
const RUNS: u64 = 400;

/// Oldest first; of several runs as of one day the last.
pub fn past_runs(door: &Door) -> Result<Vec<PastRun>, Error> {
    if !sees_everybody(door) {
        return Ok(Vec::new());
    }
    let query =
        Query::of("insight_run").filter(Condition::eq("state", Value::text("done"))).sort("-id").limit(RUNS);
    let runs = door.records().as_system("show earlier valuations").find(&query)?;
    let seen = readable(door, "customer", &["margin_12m", "clv_12m", "value_at_stake", "value_tier"]);
    let currency = door.records().company().currency;
    let mut by_day: BTreeMap<String, PastRun> = BTreeMap::new();
    for run in runs.records {
        let Value::Json(summary) = run.get("summary") else { continue };
        let Ok(summary) = serde_json::from_value::<Summary>(summary.clone()) else { continue };
        let amount = |field: &str| {
            let minor = summary.worth.get(field).filter(|_| seen.contains(&field))?;
            Some(Amount::of_sum(i128::from(*minor), currency))
        };
        let past = PastRun {
            as_of: summary.as_of.clone(),
            customers: summary.customers,
            margin_12m: amount("margin_12m"),
            clv_12m: amount("clv_12m"),
            value_at_stake: amount("value_at_stake"),
            tiers: if seen.contains(&"value_tier") { summary.tiers } else { BTreeMap::new() },
        };
        by_day.entry(summary.as_of).or_insert(past);
    }
    Ok(by_day.into_values().collect())
}
