use records::{Condition, Draft, Error, Query, Record, Records};
use serde_json::{Value as Json, json};
use value::{Id, Value};

/// How somebody arranged his screen, the same on each of his devices.
pub fn of(records: &Records, user: Id) -> Result<Json, Error> {
    Ok(match find(records, user)?.as_ref().map(|screen| screen.get("state")) {
        Some(Value::Json(state)) => state.clone(),
        Some(_) | None => json!({}),
    })
}

/// Puts a new arrangement in place of the one before.
pub fn keep(records: &Records, user: Id, state: Json) -> Result<(), Error> {
    let door = records.as_system("arrange a screen");
    let draft = Draft::new("screen").set("user", Value::Id(user)).set("state", Value::Json(state));
    match find(records, user)? {
        Some(screen) => door.update(screen.id(), None, draft)?,
        None => door.create(draft)?,
    };
    Ok(())
}

fn find(records: &Records, user: Id) -> Result<Option<Record>, Error> {
    let query = Query::of("screen").filter(Condition::eq("user", Value::Id(user))).limit(1);
    Ok(records.as_system("arrange a screen").find(&query)?.records.into_iter().next())
}
