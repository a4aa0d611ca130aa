use super::table::{Column, Table};
use crate::command_line::Referral as Asked;
use anyhow::Result;
use models::referral::{Influence, ReferralCosts, Referrals, influence};
use serde_json::{Value as Json, json};
use std::collections::HashMap;

const SHOWN: usize = 20;

pub fn answer(asked: &Asked) -> Result<Json> {
    let table = Table::read(&asked.source.file)?;
    let ids = table.column(&["customer_id", "customer", "id"])?;
    let mut places: HashMap<&str, u32> = HashMap::new();
    for (row, id) in ids.cells().enumerate() {
        if id.is_empty() || places.insert(id, row as u32).is_some() {
            return Err(ids.complain(row, format_args!("'{id}' is empty or stands twice")));
        }
    }
    let parents = table.column(&["referred_by"])?;
    let parent = |row: usize| match parents.cell(row) {
        "" | "0" => Ok(None),
        id => match places.get(id) {
            Some(place) => Ok(Some(*place)),
            None => Err(parents.complain(row, format_args!("there is no customer '{id}'"))),
        },
    };
    let referred_by = (0..table.rows()).map(parent).collect::<Result<Vec<_>>>()?;
    let types = table.column(&["type1"])?;
    let type_one = (0..table.rows()).map(|row| types.truth(row)).collect::<Result<Vec<_>>>()?;
    let quarter = quarters(table.column(&["quarter_acquired"])?)?;
    let margin = table.column(&["quarterly_margin"])?.numbers()?;
    let costs = ReferralCosts {
        acquisition_saving: asked.acquisition_saving,
        referral_cost: asked.referral_cost,
        marketing_per_quarter: asked.marketing_per_quarter,
        quarterly_discount: asked.quarterly_discount,
        horizon_quarters: asked.horizon_quarters,
        decay: asked.decay,
    };
    let given = Referrals {
        referred_by: &referred_by,
        type_one: &type_one,
        quarter_acquired: &quarter,
        quarterly_margin: &margin,
    };
    let found = influence(&given, &costs)?;
    let told: Vec<Json> =
        found.iter().enumerate().map(|(row, influence)| of_customer(ids.cell(row), influence)).collect();
    let mut best: Vec<usize> = (0..found.len()).collect();
    best.sort_by(|a, b| found[*b].crv.total_cmp(&found[*a].crv));
    Ok(json!({
        "params": {
            "acq_saving": costs.acquisition_saving,
            "referral_cost": costs.referral_cost,
            "marketing_per_quarter": costs.marketing_per_quarter,
            "quarterly_discount": costs.quarterly_discount,
            "horizon_quarters": costs.horizon_quarters,
            "decay": costs.decay,
        },
        "total_crv": found.iter().map(|row| row.crv).sum::<f64>(),
        "n_referrers": found.iter().filter(|row| row.direct > 0).count(),
        "max_depth": found.iter().map(|row| row.depth).max(),
        "in_loops": found.iter().filter(|row| row.in_loop).count(),
        "top20": best.iter().take(SHOWN).map(|row| told[*row].clone()).collect::<Vec<_>>(),
        "customers": told,
    }))
}

pub fn in_words(answer: &Json) -> String {
    let mut text = format!(
        "{} customers brought others, worth {:.2}\n",
        answer["n_referrers"],
        answer["total_crv"].as_f64().unwrap_or(0.0)
    );
    for customer in answer["top20"].as_array().into_iter().flatten() {
        text += &format!(
            "{:<20} value {:>12.2}, influence {:>12.2}, brought {} himself, {} in all\n",
            customer["id"].as_str().map_or_else(|| customer["id"].to_string(), str::to_owned),
            customer["crv"].as_f64().unwrap_or(0.0),
            customer["influence"].as_f64().unwrap_or(0.0),
            customer["direct"],
            customer["downstream"]
        );
    }
    text
}

fn quarters(column: Column<'_>) -> Result<Vec<u32>> {
    let numbers = column.numbers_within(0.0, 10_000.0)?;
    match numbers.iter().position(|number| number.fract() != 0.0) {
        Some(row) => Err(column.complain(row, format_args!("{} is no whole number", numbers[row]))),
        None => Ok(numbers.into_iter().map(|number| number as u32).collect()),
    }
}

fn of_customer(id: &str, found: &Influence) -> Json {
    let mut told = json!(found);
    told["id"] = id.parse::<u64>().map_or_else(|_| json!(id), |number| json!(number));
    told
}
