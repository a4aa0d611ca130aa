use super::request::Subject;
use crate::mapping::signature;
use formula::Condition;
use records::{Door, Draft, Error, Query, Record};
use serde_json::json;
use value::Value;

/// What columns with these headers became the last time, if that is known.
pub fn remembered(door: &Door, subject: &Subject, signature: &str) -> Option<Vec<Option<String>>> {
    let record = find(door, &key(subject, signature)).ok().flatten()?;
    match record.get("map") {
        Value::Json(json) => serde_json::from_value(json.get("targets")?.clone()).ok(),
        _ => None,
    }
}

/// Keeps what columns with these headers become. Who may not write mappings imports all the same.
pub fn remember(
    door: &Door,
    subject: &Subject,
    headers: &[impl AsRef<str>],
    targets: &[Option<String>],
    upsert_key: Option<&str>,
) -> Result<(), Error> {
    let headers: Vec<String> = headers.iter().map(|header| header.as_ref().to_owned()).collect();
    let signature = key(subject, &signature(&headers));
    let draft = Draft::new("mapping")
        .set("signature", Value::text(&signature))
        .set("as_object", Value::text(subject.name()))
        .set("map", Value::Json(json!({ "headers": headers, "targets": targets })))
        .set("key", upsert_key.map_or(Value::Null, Value::text));
    let outcome = match find(door, &signature) {
        Ok(Some(record)) => door.update(record.id(), None, draft),
        Ok(None) => door.create(draft),
        Err(error) => Err(error),
    };
    match outcome {
        // Somebody else remembered the same headers in the same moment.
        Ok(_) | Err(Error::Forbidden | Error::Stale(_) | Error::Invalid(_)) => Ok(()),
        Err(other) => Err(other),
    }
}

fn find(door: &Door, signature: &str) -> Result<Option<Record>, Error> {
    let query = Query::of("mapping").filter(Condition::eq("signature", Value::text(signature))).limit(1);
    Ok(door.find(&query)?.records.into_iter().next())
}

fn key(subject: &Subject, signature: &str) -> String {
    format!("{}:{signature}", subject.name())
}
