use super::table::{Column, Table};
use crate::command_line::{Forecast as Asked, MethodName};
use anyhow::{Result, bail};
use models::forecast::{
    Chosen, DemandClass, Lumpy, Measures, Method, classify, flat_forecast, forecast, measures,
};
use serde_json::{Map, Value as Json, json};

struct Series<'a> {
    name: &'a str,
    values: Vec<f64>,
}

pub fn answer(asked: &Asked) -> Result<Json> {
    let table = Table::read(&asked.source.file)?;
    let value = table.column(&["value", "qty", "quantity", "amount"])?;
    let time = table.maybe_column(&["time", "month", "date"]);
    let period = match (asked.period, time) {
        (Some(period), _) => period,
        (None, Some(time)) => period_of(time, &table),
        (None, None) => 1,
    };
    let many = table.maybe_column(&["series", "product", "item"]);
    let series = read(&table, many, value)?;
    if asked.backtest
        && let Some(short) = series.iter().find(|series| series.values.len() <= asked.horizon)
    {
        let of = if short.name.is_empty() { String::new() } else { format!(" of {}", short.name) };
        bail!("{} values{of} are too few to hold {} out", short.values.len(), asked.horizon);
    }
    let told = series.iter().map(|series| of_series(asked, series, period)).collect::<Result<Vec<_>>>()?;
    if let (None, [(only, _)]) = (many, told.as_slice()) {
        let mut answer = only.clone();
        answer["n"] = json!(series[0].values.len());
        answer["h"] = json!(asked.horizon);
        answer["frequency"] = json!(period);
        return Ok(answer);
    }
    let mut classes: Map<String, Json> = Map::new();
    for (answer, _) in &told {
        let count = classes.entry(answer["cls"].as_str().unwrap_or("").to_owned()).or_insert(json!(0));
        *count = json!(count.as_u64().unwrap_or(0) + 1);
    }
    let all: Vec<Measures> = told.iter().filter_map(|(_, measures)| *measures).collect();
    let mut answer = json!({
        "n_series": series.len(),
        "h": asked.horizon,
        "frequency": period,
        "classification_counts": classes,
        "series": told.into_iter().map(|(answer, _)| answer).collect::<Vec<_>>(),
    });
    if !all.is_empty() {
        answer["accuracy"] = means(&all);
    }
    Ok(answer)
}

pub fn in_words(answer: &Json) -> String {
    let one = |answer: &Json| {
        let number = |key: &str, step: usize| answer[key][step].as_f64().unwrap_or(0.0);
        let steps = answer["forecast"].as_array().map_or(0, Vec::len);
        let mut text = format!("{}\n", answer["method"].as_str().unwrap_or(""));
        for step in 0..steps {
            text += &format!(
                "{:>4} {:>14.3}   80 %: {:>14.3} to {:>14.3}\n",
                step + 1,
                number("forecast", step),
                number("lower80", step),
                number("upper80", step)
            );
        }
        if let Some(mase) = answer["MASE"].as_f64() {
            text += &format!("held out: MAE {:.3}, MASE {mase:.3}\n", answer["MAE"].as_f64().unwrap_or(0.0));
        }
        text
    };
    match answer["series"].as_array() {
        None => one(answer),
        Some(series) => {
            let named = |part: &Json| format!("{}: {}", part["id"].as_str().unwrap_or(""), one(part));
            series.iter().map(named).collect()
        }
    }
}

fn of_series(asked: &Asked, series: &Series<'_>, period: usize) -> Result<(Json, Option<Measures>)> {
    let held_out = if asked.backtest { asked.horizon } else { 0 };
    let (known, actual) = series.values.split_at(series.values.len() - held_out);
    let demand = classify(known);
    let chosen: Chosen = forecast(known, asked.horizon, period, method(asked.method))?;
    let lag = match demand.class {
        DemandClass::Smooth | DemandClass::Erratic => period,
        DemandClass::Intermittent | DemandClass::Lumpy => 1,
    };
    let mut answer = json!({ "id": series.name });
    merge(&mut answer, json!(chosen.forecast));
    merge(&mut answer, json!(demand));
    if !chosen.candidates.is_empty() {
        let errors = chosen.candidates.into_iter().map(|(name, error)| (name, json!(error)));
        answer["candidates_MASE"] = Json::Object(errors.collect());
    }
    if asked.method == MethodName::Auto && lag == 1 && period > 0 && demand.class != DemandClass::Smooth {
        let levels = [Lumpy::Croston, Lumpy::Sba, Lumpy::Tsb, Lumpy::Ses, Lumpy::Adida];
        let told =
            levels.map(|one| Ok((one.name().to_owned(), json!(flat_forecast(known, 1, one)?.mean[0]))));
        answer["lumpy"] = Json::Object(told.into_iter().collect::<Result<_>>()?);
    }
    if !asked.backtest {
        return Ok((answer, None));
    }
    let ahead: Vec<f64> = serde_json::from_value(answer["forecast"].clone())?;
    let found = measures(known, &ahead, actual, lag)?;
    merge(&mut answer, json!(found));
    answer["actual"] = json!(actual);
    Ok((answer, Some(found)))
}

fn method(name: MethodName) -> Method {
    match name {
        MethodName::Auto => Method::Auto,
        MethodName::Ets => Method::Ets,
        MethodName::Arima => Method::Arima,
        MethodName::Theta => Method::Theta,
        MethodName::Snaive => Method::SeasonalNaive,
        MethodName::Ses => Method::Ses,
        MethodName::Croston => Method::Lumpy(Lumpy::Croston),
        MethodName::Sba => Method::Lumpy(Lumpy::Sba),
        MethodName::Tsb => Method::Lumpy(Lumpy::Tsb),
    }
}

fn merge(into: &mut Json, more: Json) {
    if let Json::Object(more) = more {
        more.into_iter().for_each(|(key, fact)| into[key] = fact);
    }
}

fn means(all: &[Measures]) -> Json {
    let mean = |pick: fn(&Measures) -> Option<f64>| {
        let found: Vec<f64> = all.iter().filter_map(pick).collect();
        (!found.is_empty()).then(|| found.iter().sum::<f64>() / found.len() as f64)
    };
    json!({
        "MAE": mean(|m| Some(m.mae)),
        "RMSE": mean(|m| Some(m.rmse)),
        "MASE": mean(|m| m.mase),
        "RMSSE": mean(|m| m.rmsse),
        "bias": mean(|m| Some(m.bias)),
        "cum_abs": mean(|m| Some(m.cum_abs)),
    })
}

/// Values of each series in the sequence of the rows, series in the sequence of their first rows.
fn read<'a>(table: &'a Table, many: Option<Column<'a>>, value: Column<'a>) -> Result<Vec<Series<'a>>> {
    let mut places: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
    let mut series: Vec<Series<'a>> = Vec::new();
    for row in 0..table.rows() {
        let name = many.map_or("", |column| column.cell(row));
        let place = *places.entry(name).or_insert(series.len());
        if place == series.len() {
            series.push(Series { name, values: Vec::new() });
        }
        series[place].values.push(value.number(row)?);
    }
    Ok(series)
}

/// 12 for months of a year, 4 for quarters: what the first two times are apart; 1 where they say nothing.
fn period_of(time: Column<'_>, table: &Table) -> usize {
    if table.rows() < 2 {
        return 1;
    }
    let (first, second) = (time.cell(0), time.cell(1));
    if let (Ok(first), Ok(second)) = (first.parse::<f64>(), second.parse::<f64>()) {
        let steps = (1.0 / (second - first)).round();
        return if (1.0..=366.0).contains(&steps) { steps as usize } else { 1 };
    }
    let month = |text: &str| -> Option<i32> {
        let (year, rest) = text.split_once('-')?;
        Some(year.parse::<i32>().ok()? * 12 + rest.get(..2)?.parse::<i32>().ok()?)
    };
    match (month(first), month(second)) {
        (Some(first), Some(second)) if second > first && 12 % (second - first) == 0 => {
            (12 / (second - first)) as usize
        }
        _ => 1,
    }
}
