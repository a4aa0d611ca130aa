use super::table::Table;
use crate::command_line::Experiment as Asked;
use anyhow::Result;
use models::experiment::{Plan, Trial, bootstrap, customers_needed, detectable};
use serde_json::{Value as Json, json};

const DRAWS: u32 = 10_000;

pub fn answer(asked: &Asked) -> Result<Json> {
    let table = Table::read(&asked.source.file)?;
    let column = table.column(&["treated"])?;
    let treated = (0..table.rows()).map(|row| column.truth(row)).collect::<Result<Vec<bool>>>()?;
    let before = table.column(&["pre", "before"])?.numbers()?;
    let after = table.column(&["post", "after"])?.numbers()?;
    let trial = Trial { treated: &treated, before: &before, after: &after };
    let count = treated.iter().filter(|treated| **treated).count();
    let cuped = trial.cuped()?;
    let shares = count as f64 / treated.len() as f64;
    let deviation = cuped.se * (treated.len() as f64 * shares * (1.0 - shares)).sqrt();
    let plan = Plan { deviation, treated_share: asked.treated_share, alpha: 0.05, power: 0.8 };
    let needed = if cuped.diff != 0.0 { Some(customers_needed(&plan, cuped.diff)?) } else { None };
    Ok(json!({
        "n_treated": count,
        "n_control": treated.len() - count,
        "mean_pre": trial.means(&before)?,
        "mean_post": trial.means(&after)?,
        "welch": trial.welch()?,
        "did": trial.difference_in_differences()?,
        "cuped": cuped,
        "bootstrap": { "ci95": bootstrap(&trial, DRAWS)? },
        "srm": trial.sample_ratio(asked.treated_share)?,
        "power": {
            "alpha": plan.alpha,
            "power": plan.power,
            "detectable_difference": detectable(&plan, treated.len() as u64)?,
            "customers_needed_for_this_difference": needed,
        },
    }))
}

pub fn in_words(answer: &Json) -> String {
    let number = |json: &Json| json.as_f64().unwrap_or(0.0);
    let (cuped, srm) = (&answer["cuped"], number(&answer["srm"]["p"]));
    let (low, high) = (number(&cuped["z_ci95"][0]), number(&cuped["z_ci95"][1]));
    let verdict = match (low > 0.0, high < 0.0) {
        (true, _) => "it helped",
        (_, true) => "it harmed",
        (false, false) => "no effect is shown",
    };
    let split = if srm < 0.001 { "; the split is broken, do not trust this" } else { "" };
    format!(
        "{} treated, {} control: {:.2} each (95 %: {low:.2} to {high:.2}), {verdict}{split}\n",
        answer["n_treated"],
        answer["n_control"],
        number(&cuped["diff"])
    )
}
