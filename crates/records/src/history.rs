use crate::change::{ChangeKind, LogEntry};
use crate::door::Door;
use crate::error::Error;
use crate::log;
use catalog::Access;
use store::LogQuestion;
use value::{Id, Timestamp};

/// Which entries of the change log somebody looks for; what is not said does not matter.
#[derive(Debug, Clone, Default)]
pub struct HistoryQuery {
    pub object: Option<String>,
    pub record: Option<Id>,
    pub actor: Option<Id>,
    pub kind: Option<ChangeKind>,
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
    /// Only entries with a smaller number.
    pub before: Option<i64>,
    pub limit: usize,
}

/// The program's own objects whose changes somebody did or ought to know of.
const TOLD: [&str; 7] =
    ["setting", "definition", "credential", "api_token", "session", "invitation", "password_reset"];
/// Of these the contents too; of the others they are secrets.
const OPEN: [&str; 1] = ["definition"];

impl Door {
    /// Entries of the change log about all records, newest first. Administrators only.
    pub fn history(&self, query: &HistoryQuery) -> Result<Vec<LogEntry>, Error> {
        if !self.actor().rights.is_administrator() {
            return Err(Error::Forbidden);
        }
        let system = |name: &str| self.catalog().object(name).is_some_and(|one| one.access == Access::System);
        let hidden = self.catalog().objects().iter().map(|object| object.name.as_str());
        let hidden: Vec<&str> = hidden.filter(|name| system(name) && !TOLD.contains(name)).collect();
        let question = LogQuestion {
            object: query.object.as_deref(),
            not_objects: &hidden,
            record: query.record,
            actor: query.actor,
            kind: query.kind.map(ChangeKind::word),
            from: query.from.map(|moment| moment.as_microsecond()),
            until: query.until.map(|moment| moment.as_microsecond()),
            before: query.before.unwrap_or(i64::MAX),
            limit: query.limit.clamp(1, 500),
        };
        let mut entries = self.records().inner.store.read(|session| {
            let rows = store::log_matching(session, &question)?;
            log::readable(session, rows)
        })?;
        for entry in &mut entries {
            if system(&entry.object) && !OPEN.contains(&entry.object.as_str()) {
                entry.changes.clear();
            }
        }
        Ok(entries)
    }
}
