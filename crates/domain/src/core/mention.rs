use crate::notice::{Notice, tell};
use catalog::Language;
use records::{ChangeKind, Door, Error, LogEntry, Record};
use value::{Id, Link, Value};

/// Whoever is mentioned in a comment, an activity or a task hears of it, unless he wrote it himself.
pub(super) fn tell_the_mentioned(door: &Door, entry: &LogEntry) -> Result<(), Error> {
    let Some(id) = entry.record.filter(|_| speaks_of_mentions(entry)) else { return Ok(()) };
    let written = match door.get(&entry.object, id) {
        Ok(written) => written,
        Err(Error::NotFound) => return Ok(()),
        Err(error) => return Err(error),
    };
    let about = spoken_of(&written);
    let before = mentioned_before(door, entry);
    for person in written.get("mentions").ids() {
        if Some(person) == entry.actor || before.contains(&person) {
            continue;
        }
        tell(door, &Notice { entry, to: person, kind: "mention", about: about.clone(), text: words })?;
    }
    Ok(())
}

/// A notice leads to the customer or record that the words are about, or else to the words themselves.
fn spoken_of(written: &Record) -> Link {
    let customer = written.get("customer").as_id();
    match (written.get("about"), customer) {
        (_, Some(id)) => Link { object: "customer".to_owned(), id },
        (Value::Link(about), None) => about.clone(),
        (_, None) => Link { object: written.object().name.clone(), id: written.id() },
    }
}

fn speaks_of_mentions(entry: &LogEntry) -> bool {
    match entry.kind {
        ChangeKind::Create => true,
        ChangeKind::Update => entry.changes.iter().any(|change| change.field == "mentions"),
        ChangeKind::Delete
        | ChangeKind::Restore
        | ChangeKind::Merge
        | ChangeKind::CreateMany
        | ChangeKind::Side
        | ChangeKind::Purge
        | ChangeKind::Read => false,
    }
}

fn mentioned_before(door: &Door, entry: &LogEntry) -> Vec<Id> {
    let prefix = door.catalog().object("user").map(|object| object.prefix.clone()).unwrap_or_default();
    let before = entry
        .changes
        .iter()
        .find(|change| change.field == "mentions")
        .and_then(|change| change.before.as_array());
    before.into_iter().flatten().filter_map(|id| Id::parse(id.as_str()?, &prefix).ok()).collect()
}

fn words(language: Language, who: &str) -> String {
    match language {
        Language::En => format!("{who} mentioned you"),
        Language::ZhHans => format!("{who}提到了你"),
        Language::ZhHant => format!("{who}提到了你"),
    }
}
