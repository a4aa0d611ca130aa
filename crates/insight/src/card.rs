use crate::amount::Amount;
use crate::figures::FIGURES;
use crate::sight::readable;
use formula::Condition;
use models::quantile::median;
use records::{Door, Error, GroupBy, Measure, MeasureOp, Query};
use serde::Serialize;
use serde_json::{Map, Value as Json};
use value::{Date, Id, Value, date_from_days, days_of_date};

/// Everything that the analytics know of one customer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Card {
    #[serde(flatten)]
    pub figures: Map<String, Json>,
    pub rhythm: RhythmStrip,
    pub top_products: Vec<TopProduct>,
    /// In the three languages.
    pub why: Map<String, Json>,
}

/// When he bought, and when he is expected to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RhythmStrip {
    /// Oldest first; of very many only the newest.
    pub purchases: Vec<String>,
    pub median_gap_days: Option<f64>,
    pub next: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopProduct {
    pub product: ProductName,
    pub lines: i64,
    pub quantity: Option<String>,
    pub amount: Option<Amount>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProductName {
    pub id: String,
    pub object: &'static str,
    pub title: String,
}

const MOST_PURCHASES: usize = 500;
const NEXT: i64 = 3;
const TOP: usize = 5;

/// The card of a customer within reach. Orders and products that the asker may not see are left out.
pub fn customer_card(door: &Door, id: Id) -> Result<Card, Error> {
    let record = door.get("customer", id)?;
    let seen = readable(door, "customer", &FIGURES);
    let Json::Object(mut figures) = door.write_record(&record) else { return Err(Error::NotFound) };
    figures.retain(|name, _| seen.contains(&name.as_str()));
    let (next_on, gap) = (record.get("next_order_on").as_date(), record.get("rhythm_days").as_decimal());
    let next_on = next_on.filter(|_| seen.contains(&"next_order_on"));
    let gap = gap.and_then(|gap| gap.to_string().parse::<f64>().ok());
    let purchases = allowed(purchases(door, id))?;
    let why = sentences(&[record.get("value_reason"), record.get("risk_reason")], &seen);
    Ok(Card {
        rhythm: RhythmStrip {
            median_gap_days: median_gap(&purchases),
            next: expected(next_on, gap),
            purchases: purchases.iter().map(ToString::to_string).collect(),
        },
        top_products: allowed(top_products(door, id))?,
        figures,
        why,
    })
}

/// How the figures of a customer within reach went, oldest first.
pub fn value_history(door: &Door, id: Id) -> Result<Vec<Map<String, Json>>, Error> {
    door.get("customer", id)?;
    let names: [&str; 9] =
        ["value_tier", "rfm_segment", "rfm_r", "rfm_f", "rfm_m", "p_alive", "clv_12m", "margin_12m", "risk"];
    let seen = readable(door, "customer", &names);
    let system = door.records().as_system("show how a customer's value went");
    let query =
        Query::of("value_history").filter(Condition::eq("customer", Value::Id(id))).sort("on").sort("id");
    let mut points = Vec::new();
    system.each(&query, &mut |record| {
        if let Json::Object(mut point) = system.write_record(&record) {
            point.retain(|name, _| name == "on" || seen.contains(&name.as_str()));
            points.push(point);
        }
        Ok(())
    })?;
    Ok(points)
}

fn purchases(door: &Door, id: Id) -> Result<Vec<Date>, Error> {
    if readable(door, "order", &["ordered_on", "customer", "kind", "status"]).len() < 4 {
        return Err(Error::Forbidden);
    }
    let query = Query::of("order").fields(&["ordered_on"]).sort("-ordered_on").filter(bought("", id));
    let mut days: Vec<Date> = Vec::new();
    door.columns(&query, &mut |row| {
        if let Some(day) = row[0].as_date().filter(|day| days.last() != Some(day)) {
            days.push(day);
        }
        Ok(())
    })?;
    days.truncate(MOST_PURCHASES);
    days.reverse();
    Ok(days)
}

fn top_products(door: &Door, id: Id) -> Result<Vec<TopProduct>, Error> {
    let group = [GroupBy { field: "product".to_owned(), bucket: None }];
    let sum = |field: &str| Measure { field: field.to_owned(), op: MeasureOp::Sum };
    let figures = readable(door, "order_line", &["amount", "quantity"]);
    let measures: Vec<Measure> = figures.iter().map(|name| sum(name)).collect();
    let query =
        Query::of("order_line").filter(bought("order.", id)).filter(Condition::is_null("product", false));
    let mut groups = door.aggregate(&query, &group, &measures)?;
    let figure = |values: &[Value], name: &str| -> Value {
        figures.iter().position(|known| *known == name).map_or(Value::Null, |place| values[place].clone())
    };
    groups.sort_by_key(|group| {
        let minor = figure(&group.measures, "amount").as_money().map_or(0, |money| money.minor);
        std::cmp::Reverse((minor, group.count))
    });
    groups.truncate(TOP);
    let ids: Vec<(String, Id)> =
        groups.iter().filter_map(|group| Some(("product".to_owned(), group.group[0].as_id()?))).collect();
    let titles = door.titles(&ids)?;
    let prefix = door.catalog().object("product").map_or("", |object| object.prefix.as_str()).to_owned();
    Ok(groups
        .iter()
        .filter_map(|group| {
            let id = group.group[0].as_id()?;
            let title = titles.get(&("product".to_owned(), id))?.clone();
            Some(TopProduct {
                product: ProductName { id: id.with_prefix(&prefix), object: "product", title },
                lines: group.count,
                quantity: figure(&group.measures, "quantity")
                    .as_decimal()
                    .map(|quantity| quantity.normalize().to_string()),
                amount: figure(&group.measures, "amount").as_money().map(Amount::of),
            })
        })
        .collect())
}

/// Orders of a customer that count as bought, seen from the order itself or from its lines.
fn bought(hop: &str, id: Id) -> Condition {
    Condition::all([counted(hop, id), Condition::eq(format!("{hop}kind"), Value::text("sale"))])
}

/// The same with what he gave back.
pub fn counted(hop: &str, id: Id) -> Condition {
    let field = |name: &str| format!("{hop}{name}");
    Condition::all([
        Condition::eq(field("customer"), Value::Id(id)),
        Condition::nin(field("status"), vec![Value::text("draft"), Value::text("cancelled")]),
    ])
}

/// What somebody may not see is empty rather than refused, because the rest of the card is his.
fn allowed<T>(found: Result<Vec<T>, Error>) -> Result<Vec<T>, Error> {
    match found {
        Err(Error::Forbidden | Error::NotFound | Error::Invalid(_)) => Ok(Vec::new()),
        other => other,
    }
}

fn median_gap(days: &[Date]) -> Option<f64> {
    let mut gaps: Vec<f64> =
        days.windows(2).map(|pair| (days_of_date(pair[1]) - days_of_date(pair[0])) as f64).collect();
    median(&mut gaps)
}

fn expected(next: Option<Date>, gap: Option<f64>) -> Vec<String> {
    let Some(first) = next else { return Vec::new() };
    let step = gap.map_or(0, |gap| gap.round() as i64);
    let more = if step > 0 { NEXT } else { 1 };
    let days = (0..more).filter_map(|turn| date_from_days(days_of_date(first) + turn * step));
    days.map(|day| day.to_string()).collect()
}

fn sentences(reasons: &[&Value; 2], seen: &[&str]) -> Map<String, Json> {
    let mut why: Map<String, Json> = Map::new();
    for (reason, name) in reasons.iter().zip(["value_reason", "risk_reason"]) {
        let Value::Json(Json::Object(texts)) = reason else { continue };
        if !seen.contains(&name) {
            continue;
        }
        for (language, text) in texts {
            let text = text.as_str().unwrap_or_default();
            let joined = match why.get(language).and_then(Json::as_str) {
                Some(before) if language == "en" => format!("{before} {text}"),
                Some(before) => format!("{before}{text}"),
                None => text.to_owned(),
            };
            why.insert(language.clone(), joined.into());
        }
    }
    why
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_next_orders_follow_the_rhythm() {
        let first: Date = "2026-12-01".parse().unwrap();
        assert_eq!(expected(Some(first), Some(20.6)), ["2026-12-01", "2026-12-22", "2027-01-12"]);
        assert_eq!(expected(Some(first), None), ["2026-12-01"]);
        assert!(expected(None, Some(3.0)).is_empty());
    }

    #[test]
    fn reasons_are_joined_in_the_manner_of_each_language() {
        let value = Value::Json(json!({ "en": "One.", "zh-Hans": "一。" }));
        let risk = Value::Json(json!({ "en": "Two.", "zh-Hans": "二。" }));
        let why = sentences(&[&value, &risk], &FIGURES);
        assert_eq!(why["en"], "One. Two.");
        assert_eq!(why["zh-Hans"], "一。二。");
        assert_eq!(sentences(&[&value, &risk], &["value_reason"])["en"], "One.");
    }
}
