use crate::notice::{Notice, tell};
use catalog::Language;
use records::{ChangeKind, Door, Error, LogEntry};
use value::{Id, Link};

/// Whoever is given a record by somebody else hears of it; what imports and the program itself hand out is not news.
pub(super) fn tell_the_new_owner(door: &Door, entry: &LogEntry) -> Result<(), Error> {
    let (Some(id), Some(giver), Some(owner)) = (entry.record, entry.actor, new_owner(door, entry)) else {
        return Ok(());
    };
    if owner == giver {
        return Ok(());
    }
    let about = Link { object: entry.object.clone(), id };
    tell(door, &Notice { entry, to: owner, kind: "assigned", about, text: words })
}

fn new_owner(door: &Door, entry: &LogEntry) -> Option<Id> {
    match entry.kind {
        ChangeKind::Create | ChangeKind::Update => {}
        ChangeKind::Delete
        | ChangeKind::Restore
        | ChangeKind::Merge
        | ChangeKind::CreateMany
        | ChangeKind::Side
        | ChangeKind::Purge
        | ChangeKind::Read => return None,
    }
    let prefix = &door.catalog().object("user")?.prefix;
    let change = entry.changes.iter().find(|change| change.field == "owner")?;
    Id::parse(change.after.as_str()?, prefix).ok()
}

fn words(language: Language, who: &str) -> String {
    match language {
        Language::En => format!("{who} assigned this to you"),
        Language::ZhHans => format!("{who}把这条记录分配给了你"),
        Language::ZhHant => format!("{who}將此筆記錄指派給你"),
    }
}
