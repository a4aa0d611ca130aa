use super::Study;
use anyhow::Result;
use models::accuracy::{Bin, auc, brier, calibration, errors};
use models::btyd::PurchaseModel;
use serde_json::{Map, Value as Json, json};

/// Purchase days after the calibration of each customer, row by row.
pub fn actual(study: &Study) -> Vec<f64> {
    let end = study.known.as_of();
    let later = |customer: &u32| {
        let days = study.all.purchases(*customer as usize).days;
        (days.len() - days.partition_point(|day| *day <= end)) as f64
    };
    study.summaries.customer().iter().map(later).collect()
}

/// How right each model was, beside what needs no model.
pub fn holdout(study: &Study, actual: &[f64]) -> Result<Json> {
    let rows = study.summaries.rows();
    let weeks = study.holdout_weeks;
    let rate = |row: &models::btyd::Summary| {
        let age = row.age_weeks();
        if age > 0.0 { f64::from(row.repeats) / age * weeks } else { 0.0 }
    };
    let rates: Vec<f64> = rows.iter().map(rate).collect();
    let same: Vec<f64> = rows.iter().map(|row| f64::from(row.repeats)).collect();
    let age: f64 = rows.iter().map(|row| row.age_weeks()).sum();
    let repeats: f64 = same.iter().sum();
    let mean = if age > 0.0 { repeats / age * weeks } else { 0.0 };
    let mut answer = Map::new();
    for (name, forecast) in [
        ("naive_rate_x_over_T", &rates),
        ("naive_same_count", &same),
        ("zero", &vec![0.0; rows.len()]),
        ("mean_rate", &vec![mean; rows.len()]),
    ] {
        answer.insert(name.to_owned(), json!(errors(forecast, actual)?));
    }
    for fit in &study.choice.fits {
        answer.insert(fit.family.name().to_owned(), of_model(study, &study.model_of(fit.family), actual)?);
    }
    Ok(Json::Object(answer))
}

fn of_model(study: &Study, model: &PurchaseModel, actual: &[f64]) -> Result<Json> {
    let rows = study.summaries.rows();
    let forecast: Vec<f64> = rows.iter().map(|row| model.expected(*row, study.holdout_weeks)).collect();
    let chance: Vec<f64> = rows.iter().map(|row| model.chance(*row, study.holdout_weeks)).collect();
    let bought: Vec<bool> = actual.iter().map(|count| *count > 0.0).collect();
    let mut answer = json!(errors(&forecast, actual)?);
    answer["by_calibration_x"] = by_repeats(study, &forecast, actual);
    let alive: Option<Vec<f64>> = rows.iter().map(|row| model.p_alive(*row)).collect();
    if let Some(alive) = alive {
        answer["auc_p_alive_vs_any_holdout_purchase"] = json!(auc(&alive, &bought));
        answer["calibration_p_alive_deciles"] = bins("mean_p_alive", &calibration(&alive, &bought));
    }
    answer["brier_p_buy_N"] = json!(brier(&chance, &bought));
    answer["auc_p_buy_N"] = json!(auc(&chance, &bought));
    answer["calibration_p_buy_N_deciles"] = bins("mean_p", &calibration(&chance, &bought));
    Ok(answer)
}

fn bins(mean: &str, bins: &[Bin]) -> Json {
    let told = |bin: &Bin| {
        let range = format!("[{:.1},{:.1})", bin.from, bin.from + 0.1);
        json!({ "bin": range, "n": bin.n, mean: bin.mean_p, "share_bought": bin.happened })
    };
    bins.iter().map(told).collect()
}

/// From here on customers stand in one row.
const MANY_REPEATS: u32 = 7;

fn by_repeats(study: &Study, forecast: &[f64], actual: &[f64]) -> Json {
    let mut sums = [(0u64, 0.0, 0.0); MANY_REPEATS as usize + 1];
    for (row, (forecast, actual)) in study.summaries.rows().iter().zip(forecast.iter().zip(actual)) {
        let sum = &mut sums[row.repeats.min(MANY_REPEATS) as usize];
        *sum = (sum.0 + 1, sum.1 + forecast, sum.2 + actual);
    }
    let told = |(x, (n, forecast, actual)): (usize, &(u64, f64, f64))| {
        let name = if x == MANY_REPEATS as usize { format!("{x}+") } else { x.to_string() };
        let each = (*n).max(1) as f64;
        json!({ "x": name, "n": n, "actual_mean": actual / each, "pred_mean": forecast / each })
    };
    sums.iter().enumerate().filter(|(_, (n, ..))| *n > 0).map(told).collect()
}
