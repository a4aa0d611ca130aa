use crate::sales::line::number;
use catalog::keys::{order_line, product};
use records::{ChangeKind, Ctx, Door, Draft, Error, LogEntry, Record};
use value::{Decimal, Id, Money, Value};

/// More of the same costs as much more.
pub(super) fn follow_the_quantity(draft: &mut Draft, before: Option<&Record>, _: &Ctx) {
    let Some(line) = before else { return };
    if draft.get("cost").is_some() || draft.get("quantity").is_none() {
        return;
    }
    if draft.get("product").is_some() && draft.read(order_line::PRODUCT) != line.read(order_line::PRODUCT) {
        draft.put("cost", Value::Null);
        return;
    }
    let (Some(cost), Some(was)) = (line.read(order_line::COST), line.read(order_line::QUANTITY)) else {
        return;
    };
    let now = number(draft, before, order_line::QUANTITY).filter(|_| !was.is_zero());
    let scaled = now.and_then(|now| cost.amount().checked_mul(now)?.checked_div(was));
    if let Some(cost) = scaled.and_then(|sum| Money::from_decimal(sum, cost.currency).ok()) {
        draft.put("cost", Value::Money(cost));
    }
}

/// A line without a cost takes the one of its product, as it is at that moment.
pub(super) fn take_from_the_product(door: &Door, entry: &LogEntry) -> Result<(), Error> {
    let touched = match entry.kind {
        ChangeKind::Create => true,
        ChangeKind::Update => {
            entry.changes.iter().any(|change| change.field == "product" || change.field == "cost")
        }
        ChangeKind::Delete
        | ChangeKind::Restore
        | ChangeKind::Merge
        | ChangeKind::CreateMany
        | ChangeKind::Side
        | ChangeKind::Purge
        | ChangeKind::Read => false,
    };
    let Some(id) = entry.record.filter(|_| touched) else { return Ok(()) };
    let line = match door.get("order_line", id) {
        Ok(line) if line.read(order_line::COST).is_none() => line,
        Ok(_) | Err(Error::NotFound) => return Ok(()),
        Err(error) => return Err(error),
    };
    let Some(product) = line.read(order_line::PRODUCT) else { return Ok(()) };
    let Some(cost) = cost_of(door, product, line.read(order_line::QUANTITY).unwrap_or(Decimal::ONE))? else {
        return Ok(());
    };
    let draft = Draft::new("order_line").with(order_line::COST, cost);
    door.update(id, Some(line.version()), draft).map(|_| ())
}

fn cost_of(door: &Door, id: Id, quantity: Decimal) -> Result<Option<Money>, Error> {
    let found = match door.get("product", id) {
        Ok(found) => found,
        Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let Some(cost) = found.read(product::COST) else { return Ok(None) };
    Ok(cost.amount().checked_mul(quantity).and_then(|sum| Money::from_decimal(sum, cost.currency).ok()))
}
