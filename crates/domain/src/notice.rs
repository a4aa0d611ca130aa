use catalog::{Code, LANGUAGES, Language};
use records::{Door, Draft, Error, LogEntry};
use serde_json::{Map, Value as Json};
use value::{Id, IdClock, Link, Value};

/// Something to tell somebody because of an entry of the log.
pub(crate) struct Notice<'a> {
    pub entry: &'a LogEntry,
    pub to: Id,
    pub kind: &'static str,
    pub about: Link,
    pub text: fn(Language, &str) -> String,
}

/// Tells it once, however often the entry is read.
pub(crate) fn tell(door: &Door, notice: &Notice<'_>) -> Result<(), Error> {
    let who = name_of(door, notice.entry.actor)?;
    let text: Map<String, Json> = LANGUAGES
        .iter()
        .map(|language| (language.tag().to_owned(), Json::from((notice.text)(*language, &who))))
        .collect();
    let draft = Draft::new("notification")
        .with_id(id_of(notice.entry, notice.to))
        .set("owner", Value::Id(notice.to))
        .set("kind", Value::text(notice.kind))
        .set("text", Value::Json(Json::Object(text)))
        .set("about", Value::Link(notice.about.clone()));
    match door.create(draft) {
        Err(Error::Invalid(complaints))
            if complaints.iter().all(|complaint| complaint.code == Code::NotUnique) =>
        {
            Ok(())
        }
        Err(error) => Err(error),
        Ok(_) => Ok(()),
    }
}

fn name_of(door: &Door, user: Option<Id>) -> Result<String, Error> {
    let Some(user) = user else { return Ok(String::new()) };
    match door.get("user", user) {
        Ok(person) => Ok(person.title()),
        Err(Error::NotFound) => Ok(String::new()),
        Err(error) => Err(error),
    }
}

/// The same entry and person give the same id, and a second notice is refused as a double.
fn id_of(entry: &LogEntry, to: Id) -> Id {
    let base = IdClock::default().next(entry.at.as_millisecond()).0;
    let mixed = (entry.seq as u64 ^ (to.0 as u64).rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    Id(base | (mixed >> 42) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use records::ChangeKind;
    use value::Timestamp;

    fn entry(seq: i64) -> LogEntry {
        LogEntry {
            seq,
            at: Timestamp::from_second(1_790_000_000).unwrap(),
            object: "comment".to_owned(),
            record: None,
            kind: ChangeKind::Create,
            actor: None,
            cause: String::new(),
            changes: Vec::new(),
            ids: Vec::new(),
            version: 1,
        }
    }

    #[test]
    fn one_entry_and_person_have_one_id() {
        assert_eq!(id_of(&entry(7), Id(1 << 30)), id_of(&entry(7), Id(1 << 30)));
        let mut seen = std::collections::HashSet::new();
        for seq in 0..50 {
            for person in 0..6 {
                assert!(seen.insert(id_of(&entry(seq), Id((person << 22) + 91))), "{seq} {person}");
            }
        }
    }
}
