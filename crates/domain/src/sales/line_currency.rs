use catalog::keys::order_line;
use formula::Condition;
use records::{ChangeKind, Door, Draft, Error, LogEntry, Query};
use value::{Currency, Money, Value};

/// An order in another currency has the same figures: its lines say them in that one from now on, and its total follows.
pub(super) fn follow_the_order(door: &Door, entry: &LogEntry) -> Result<(), Error> {
    let turned =
        entry.kind == ChangeKind::Update && entry.changes.iter().any(|change| change.field == "currency");
    let Some(id) = entry.record.filter(|_| turned) else { return Ok(()) };
    let order = match door.get("order", id) {
        Ok(order) => order,
        Err(Error::NotFound) => return Ok(()),
        Err(error) => return Err(error),
    };
    let currency: Currency = order.text("currency").parse().unwrap_or(door.records().company().currency);
    let mut lines = Vec::new();
    door.each(
        &Query::of("order_line").filter(Condition::eq("order", Value::Id(id))).sort("id"),
        &mut |line| {
            lines.push(line);
            Ok(())
        },
    )?;
    for line in lines {
        let Some(amount) = line.read(order_line::AMOUNT).filter(|amount| amount.currency != currency) else {
            continue;
        };
        let Ok(amount) = Money::from_decimal(amount.amount(), currency) else { continue };
        let draft = Draft::new("order_line").with(order_line::AMOUNT, amount);
        door.update(line.id(), Some(line.version()), draft)?;
    }
    Ok(())
}
