use catalog::keys::activity;
use jiff::tz::TimeZone;
use records::{ChangeKind, Door, Draft, Error, LogEntry};
use value::{Date, Id, Value};

/// A visit, call, mail, chat or meeting that was held moves the day of the last contact forward, never back.
pub(super) fn note_the_last_contact(door: &Door, entry: &LogEntry) -> Result<(), Error> {
    let touched = match entry.kind {
        ChangeKind::Create | ChangeKind::Restore => true,
        ChangeKind::Update => {
            let counts = ["state", "happened_at", "customer", "contact", "kind"];
            entry.changes.iter().any(|change| counts.contains(&change.field.as_str()))
        }
        ChangeKind::Delete
        | ChangeKind::Merge
        | ChangeKind::CreateMany
        | ChangeKind::Side
        | ChangeKind::Purge
        | ChangeKind::Read => false,
    };
    let Some(id) = entry.record.filter(|_| touched) else { return Ok(()) };
    let held = match door.get("activity", id) {
        Ok(held) => held,
        Err(Error::NotFound) => return Ok(()),
        Err(error) => return Err(error),
    };
    if held.text("state") != "held" || held.text("kind") == "note" {
        return Ok(());
    }
    let Some(moment) = held.read(activity::HAPPENED_AT) else { return Ok(()) };
    let zone = TimeZone::get(&door.records().company().time_zone).unwrap_or(TimeZone::UTC);
    let day = moment.to_zoned(zone).date();
    for object in ["customer", "contact"] {
        if let Some(id) = held.get(object).as_id() {
            move_forward(door, object, id, day)?;
        }
    }
    Ok(())
}

fn move_forward(door: &Door, object: &str, id: Id, day: Date) -> Result<(), Error> {
    let record = match door.get(object, id) {
        Ok(record) => record,
        Err(Error::NotFound) => return Ok(()),
        Err(error) => return Err(error),
    };
    if record.get("last_contact_on").as_date().is_some_and(|known| known >= day) {
        return Ok(());
    }
    let draft = Draft::new(object).set("last_contact_on", Value::Date(day));
    door.update(id, Some(record.version()), draft).map(|_| ())
}
