use super::table::{Column, Table, truth};
use crate::command_line::Churn as Asked;
use anyhow::{Result, bail};
use models::accuracy::{auc, brier, calibration, log_loss};
use models::churn::{Coefficient, Survival, fit_cox, fit_logit, independent, out_of_fold};
use serde_json::{Map, Value as Json, json};

const DURATIONS: [&str; 3] = ["account_length", "tenure", "duration"];
/// Numbers of rows explain nothing.
const NAMES_OF_ROWS: [&str; 4] = ["rownames", "customer_id", "id", "row"];

struct Features<'a> {
    names: Vec<&'a str>,
    columns: Vec<Vec<f64>>,
    left_out: Vec<&'a str>,
}

pub fn answer(asked: &Asked) -> Result<Json> {
    let table = Table::read(&asked.source.file)?;
    let target = table.column(&[&asked.target])?;
    let left = (0..table.rows()).map(|row| target.truth(row)).collect::<Result<Vec<bool>>>()?;
    let duration = match &asked.duration {
        Some(name) => Some(table.column(&[name])?),
        None => table.maybe_column(&DURATIONS),
    };
    let features = features(asked, &table, target, duration)?;
    let logit = fit_logit(&left, &features.columns)?;
    let probabilities = logit.probabilities(&features.columns)?;
    let mut answer = json!({
        "n": table.rows(),
        "events": left.iter().filter(|left| **left).count(),
        "features": features.names,
        "left_out": features.left_out,
    });
    if let Some(duration) = duration {
        let lasted = duration.numbers_within(0.0, f64::MAX)?;
        let survival = Survival::of(&lasted, &left)?;
        answer["km"] = curve(&survival, &lasted);
        answer["km_median"] = json!(survival.median());
        let cox = fit_cox(&lasted, &left, &features.columns)?;
        answer["cox_efron"] = json!({
            "coef": named(&features, &cox.coefficients, |c| c.coef),
            "se": named(&features, &cox.coefficients, |c| c.se),
            "loglik": cox.log_likelihood,
            "concordance": cox.concordance,
        });
    }
    let with_constant = |pick: fn(&Coefficient) -> f64| {
        let mut all = json!({ "const": pick(&logit.constant) });
        for (name, fact) in named(&features, &logit.coefficients, pick) {
            all[name] = fact;
        }
        all
    };
    answer["logit"] = json!({
        "coef": with_constant(|c| c.coef),
        "se": with_constant(|c| c.se),
        "loglik": logit.log_likelihood,
        "separated": logit.separated,
    });
    if let Some(fair) = out_of_fold(&left, &features.columns)? {
        answer["held_out"] = json!({
            "folds": 5,
            "auc": auc(&fair, &left),
            "brier": brier(&fair, &left),
            "log_loss": log_loss(&fair, &left),
            "calibration": calibration(&fair, &left),
        });
    }
    let ids = table.maybe_column(&NAMES_OF_ROWS);
    let customers = probabilities.iter().enumerate().map(|(row, p)| {
        let id = ids.map_or_else(|| (row + 1).to_string(), |ids| ids.cell(row).to_owned());
        json!({ "id": id, "left": left[row], "p_churn": p })
    });
    answer["customers"] = customers.collect();
    Ok(answer)
}

pub fn in_words(answer: &Json) -> String {
    let mut text = format!("{} contracts, {} ended\n", answer["n"], answer["events"]);
    if let Some(auc) = answer["held_out"]["auc"].as_f64() {
        text += &format!("held out: AUC {auc:.3}\n");
    }
    for (name, coefficient) in answer["logit"]["coef"].as_object().into_iter().flatten() {
        let se = answer["logit"]["se"][name].as_f64().unwrap_or(0.0);
        text += &format!("{name:<32} {:>10.4} +- {se:.4}\n", coefficient.as_f64().unwrap_or(0.0));
    }
    text
}

fn features<'a>(
    asked: &Asked,
    table: &'a Table,
    target: Column<'a>,
    duration: Option<Column<'a>>,
) -> Result<Features<'a>> {
    let mut found = Features { names: Vec::new(), columns: Vec::new(), left_out: Vec::new() };
    if asked.features.is_empty() {
        let taken = [Some(target.name()), duration.map(Column::name)];
        for name in table.names() {
            let column = table.column(&[name])?;
            if taken.contains(&Some(column.name())) || NAMES_OF_ROWS.contains(&name.as_str()) {
                continue;
            }
            match explaining(column) {
                Ok(values) => {
                    found.names.push(column.name());
                    found.columns.push(values);
                }
                Err(_) => found.left_out.push(column.name()),
            }
        }
    } else {
        for name in &asked.features {
            let column = table.column(&[name])?;
            found.names.push(column.name());
            found.columns.push(explaining(column)?);
        }
    }
    let kept = independent(&found.columns)?;
    let dropped = (0..found.names.len()).filter(|at| !kept.contains(at));
    found.left_out.extend(dropped.map(|at| found.names[at]));
    if kept.is_empty() {
        bail!("no column explains anything; there are {}", table.names().join(", "));
    }
    found.names = kept.iter().map(|at| found.names[*at]).collect();
    found.columns = kept.iter().map(|at| found.columns[*at].clone()).collect();
    Ok(found)
}

/// Numbers as they are, yes and no as 1 and 0.
fn explaining(column: Column<'_>) -> Result<Vec<f64>> {
    column
        .cells()
        .enumerate()
        .map(|(row, cell)| match cell.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            Ok(_) | Err(_) => match truth(cell) {
                Some(true) => Ok(1.0),
                Some(false) => Ok(0.0),
                None => column.number(row),
            },
        })
        .collect()
}

fn named(features: &Features<'_>, found: &[Coefficient], pick: fn(&Coefficient) -> f64) -> Map<String, Json> {
    features.names.iter().zip(found).map(|(name, c)| ((*name).to_owned(), json!(pick(c)))).collect()
}

/// The curve at some four to nine round times.
fn curve(survival: &Survival, lasted: &[f64]) -> Json {
    let longest = lasted.iter().copied().fold(0.0, f64::max);
    if longest <= 0.0 {
        return json!({});
    }
    let power = 10f64.powf((longest / 10.0).log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|m| m * power).into_iter().find(|step| longest / step < 9.0);
    let step = step.unwrap_or(10.0 * power);
    let times = (1..=9).map(|at| f64::from(at) * step).filter(|time| *time <= longest);
    Json::Object(times.map(|time| (time.to_string(), json!(survival.at(time)))).collect())
}
