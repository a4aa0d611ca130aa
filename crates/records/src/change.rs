use serde::Serialize;
use serde_json::Value as Json;
use value::{Id, Timestamp};

/// An entry of the change log, readable.
#[derive(Debug, Clone)]
pub struct LogEntry {
    /// Number; growing.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Object that changed.
    pub object: String,
    /// Record that changed; none for entries about many.
    pub record: Option<Id>,
    /// What happened.
    pub kind: ChangeKind,
    /// Who did it; none for the program.
    pub actor: Option<Id>,
    /// Why.
    pub cause: String,
    /// What each field was and is; empty where the subject's key is gone.
    pub changes: Vec<Change>,
    /// Records of an entry about many.
    pub ids: Vec<Id>,
    /// Version of the record after it.
    pub version: i64,
}

/// What happened to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Create,
    Update,
    Delete,
    Restore,
    Merge,
    CreateMany,
    Side,
    Purge,
    /// Somebody read personal fields, when reads are recorded.
    Read,
}

/// A field before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Name of the field.
    pub field: String,
    /// What it was.
    pub before: Json,
    /// What it is.
    pub after: Json,
}

impl ChangeKind {
    /// The word in the log.
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::Create => "create",
            ChangeKind::Update => "update",
            ChangeKind::Delete => "delete",
            ChangeKind::Restore => "restore",
            ChangeKind::Merge => "merge",
            ChangeKind::CreateMany => "create_many",
            ChangeKind::Side => "side",
            ChangeKind::Purge => "purge",
            ChangeKind::Read => "read",
        }
    }

    /// The kind of a word.
    pub fn from_word(word: &str) -> Option<ChangeKind> {
        [
            ChangeKind::Create,
            ChangeKind::Update,
            ChangeKind::Delete,
            ChangeKind::Restore,
            ChangeKind::Merge,
            ChangeKind::CreateMany,
            ChangeKind::Side,
            ChangeKind::Purge,
            ChangeKind::Read,
        ]
        .into_iter()
        .find(|kind| kind.word() == word)
    }
}
