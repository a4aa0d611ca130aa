use super::table::{shown, text_of};
use crate::command_line::Retention as Asked;
use anyhow::{Context, Result, anyhow, bail};
use models::retention::{HORIZON_YEARS, Profile};
use serde_json::{Value as Json, json};

/// Shares that are shown when a profile names none.
const USUAL: [f64; 6] = [0.6, 0.7, 0.75, 0.8, 0.85, 0.9];

pub fn answer(asked: &Asked) -> Result<Json> {
    let given: Json =
        serde_json::from_str(&text_of(&asked.profile)?).with_context(|| shown(&asked.profile))?;
    let profiles = match given.get("cases").unwrap_or(&given) {
        Json::Array(profiles) => profiles.clone(),
        one => vec![one.clone()],
    };
    let mut cases = Vec::new();
    for (place, given) in profiles.iter().enumerate() {
        cases.extend(
            of_profile(given).with_context(|| format!("{}: profile {}", shown(&asked.profile), place + 1))?,
        );
    }
    let Some(first) = cases.first().cloned() else { bail!("{}: there is no profile", shown(&asked.profile)) };
    let mut answer = json!({
        "horizon_years": HORIZON_YEARS,
        "definition": "V(r) = m0 + sum over years t of profit_t r^(t-1) / (1+d)^t; uplift_pct = 100 (V(r+0.05) / V(r) - 1)",
        "cases": cases,
    });
    if let (1, Json::Object(only)) = (answer["cases"].as_array().map_or(0, Vec::len), first) {
        only.into_iter().for_each(|(key, fact)| answer[key] = fact);
    }
    Ok(answer)
}

pub fn in_words(answer: &Json) -> String {
    let mut text = format!(
        "{:<40} {:>6} {:>6} {:>12} {:>12} {:>9}\n",
        "profile", "d", "r", "value", "+5 points", "uplift"
    );
    for case in answer["cases"].as_array().into_iter().flatten() {
        let number = |key: &str| case[key].as_f64().unwrap_or(0.0);
        text += &format!(
            "{:<40.40} {:>6.3} {:>6.3} {:>12.2} {:>12.2} {:>7.1} %\n",
            case["profile"].as_str().unwrap_or(""),
            number("d"),
            number("r"),
            number("V"),
            number("V_plus5"),
            number("uplift_pct")
        );
    }
    text
}

fn of_profile(given: &Json) -> Result<Vec<Json>> {
    let number = |key: &str| -> Result<Option<f64>> {
        match given.get(key) {
            None | Some(Json::Null) => Ok(None),
            Some(value) => value.as_f64().map(Some).ok_or_else(|| anyhow!("{key}: {value} is not a number")),
        }
    };
    let Some(Json::Array(profit)) = given.get("profit") else {
        bail!("profit: a list of yearly profits is missing");
    };
    let profit = profit
        .iter()
        .enumerate()
        .map(|(year, value)| {
            value.as_f64().ok_or_else(|| anyhow!("profit of year {}: {value} is not a number", year + 1))
        })
        .collect::<Result<Vec<f64>>>()?;
    let profile = Profile { m0: number("m0")?.unwrap_or(0.0), profit, d: number("d")?.unwrap_or(0.10) };
    let shares = match number("r")? {
        Some(r) => vec![r],
        None => USUAL.to_vec(),
    };
    shares
        .into_iter()
        .map(|r| {
            let mut case = json!({ "profile": given.get("profile"), "m0": profile.m0, "profit": profile.profit, "d": profile.d });
            if let Json::Object(uplift) = json!(profile.uplift(r)?) {
                uplift.into_iter().for_each(|(key, fact)| case[key] = fact);
            }
            Ok(case)
        })
        .collect()
}
