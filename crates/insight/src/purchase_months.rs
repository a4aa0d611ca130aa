use crate::amount::Amount;
use crate::card::counted;
use crate::sight::readable;
use records::{Bucket, Door, Error, GroupBy, Measure, MeasureOp, Query};
use serde::Serialize;
use value::Id;

/// What a customer bought in a month, returns taken off.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PurchaseMonth {
    /// As `2026-11`.
    pub month: String,
    pub orders: i64,
    pub turnover: Option<Amount>,
    pub margin: Option<Amount>,
}

/// Every month in which a customer within reach ordered, oldest first, with the sums that the asker may see.
pub fn purchase_months(door: &Door, id: Id) -> Result<Vec<PurchaseMonth>, Error> {
    door.get("customer", id)?;
    if readable(door, "order", &["customer", "ordered_on", "status"]).len() < 3 {
        return Ok(Vec::new());
    }
    let figures = readable(door, "order", &["total", "margin"]);
    let measures: Vec<Measure> =
        figures.iter().map(|name| Measure { field: (*name).to_owned(), op: MeasureOp::Sum }).collect();
    let by = [GroupBy { field: "ordered_on".to_owned(), bucket: Some(Bucket::Month) }];
    let groups = match door.aggregate(&Query::of("order").filter(counted("", id)), &by, &measures) {
        Ok(groups) => groups,
        Err(Error::Forbidden) => return Ok(Vec::new()),
        Err(other) => return Err(other),
    };
    let sum = |values: &[value::Value], name: &str| {
        let place = figures.iter().position(|known| *known == name)?;
        values[place].as_money().map(Amount::of)
    };
    let mut months: Vec<PurchaseMonth> = groups
        .iter()
        .filter_map(|group| {
            let month = group.group[0].as_text()?.chars().take(7).collect();
            let (turnover, margin) = (sum(&group.measures, "total"), sum(&group.measures, "margin"));
            Some(PurchaseMonth { month, orders: group.count, turnover, margin })
        })
        .collect();
    months.sort_by(|one, other| one.month.cmp(&other.month));
    Ok(months)
}
