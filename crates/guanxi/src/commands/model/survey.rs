use super::table::Table;
use crate::command_line::Survey as Asked;
use anyhow::{Result, bail};
use models::survey::{DIMENSIONS, Servqual, ces, csat, nps, servqual};
use serde_json::{Map, Value as Json, json};

const ITEMS: usize = 22;

pub fn answer(asked: &Asked) -> Result<Json> {
    let table = Table::read(&asked.source.file)?;
    let mut answer = json!({ "n": table.rows() });
    if let Some(column) = table.maybe_column(&["nps"]) {
        answer["nps"] = json!(nps(&column.numbers_within(0.0, 10.0)?)?);
    }
    if let Some(column) = table.maybe_column(&["csat"]) {
        answer["csat"] = json!(csat(&column.numbers_within(1.0, 5.0)?)?);
    }
    if let Some(column) = table.maybe_column(&["ces"]) {
        answer["ces"] = json!(ces(&column.numbers_within(1.0, 7.0)?)?);
    }
    if table.maybe_column(&["E1"]).is_some() || table.maybe_column(&["P1"]).is_some() {
        answer["servqual"] = quality(&table)?;
    }
    if answer.as_object().is_some_and(|answer| answer.len() == 1) {
        bail!(
            "row 1: there is none of the columns nps, csat, ces, E1; there are {}",
            table.names().join(", ")
        );
    }
    Ok(answer)
}

pub fn in_words(answer: &Json) -> String {
    let number = |json: &Json| json.as_f64().unwrap_or(0.0);
    let mut text = format!("{} answers\n", answer["n"]);
    if let Some(nps) = answer.get("nps") {
        let (low, high) = (number(&nps["ci95"][0]), number(&nps["ci95"][1]));
        text += &format!("NPS {:.1} (95 %: {low:.1} to {high:.1})\n", number(&nps["score"]));
    }
    if let Some(csat) = answer.get("csat") {
        text += &format!("CSAT {:.1} %, mean {:.2}\n", 100.0 * number(&csat["share"]), number(&csat["mean"]));
    }
    if let Some(ces) = answer.get("ces") {
        text += &format!(
            "CES mean {:.2}, 5 and more {:.1} %\n",
            number(&ces["mean"]),
            100.0 * number(&ces["share_ge5"])
        );
    }
    for (name, gap) in answer["servqual"]["gaps"].as_object().into_iter().flatten() {
        text += &format!("{name:<16} gap {:>6.2}\n", number(gap));
    }
    text
}

fn quality(table: &Table) -> Result<Json> {
    let items = |letter: &str| -> Result<Vec<Vec<f64>>> {
        (1..=ITEMS)
            .map(|item| table.column(&[&format!("{letter}{item}")])?.numbers_within(1.0, 7.0))
            .collect()
    };
    let weights: Vec<_> =
        DIMENSIONS.iter().filter_map(|(name, _)| table.maybe_column(&[&format!("w_{name}")])).collect();
    let weights = match weights.len() == DIMENSIONS.len() {
        true => weights.into_iter().map(|w| w.numbers_within(0.0, 100.0)).collect::<Result<Vec<_>>>()?,
        false => Vec::new(),
    };
    Ok(told(&servqual(&items("E")?, &items("P")?, &weights)?))
}

fn told(found: &Servqual) -> Json {
    let by_name = |pick: fn(&models::survey::Dimension) -> Json| {
        let named = found.dimensions.iter().map(|dimension| (dimension.name.to_owned(), pick(dimension)));
        Json::Object(named.collect::<Map<_, _>>())
    };
    json!({
        "gaps": by_name(|dimension| json!(dimension.gap)),
        "unweighted": found.unweighted,
        "weighted": found.weighted,
        "servperf": by_name(|dimension| json!(dimension.perception)),
        "cronbach_alpha": by_name(|dimension| json!(dimension.alpha)),
        "mean_weights": by_name(|dimension| json!(dimension.weight)),
        "item_gaps": found.item_gaps,
    })
}
