use crate::bell::Bell;
use crate::patience::Patience;
use crate::worker::Plan;
use records::{Error, LogEntry};
use std::time::Duration;

const BATCH: usize = 500;
const LOOK_EVERY: Duration = Duration::from_millis(700);

/// Another process with the same database (an import by the command line, a second node) changes users, roles and settings
/// too: what this one remembers of them has to follow.
pub(crate) fn run(plan: &Plan, newest: i64, bell: &Bell) {
    let mut cursor = newest;
    let mut patience = Patience::default();
    while !bell.has_rung() {
        match follow(plan, &mut cursor) {
            Ok(()) => {
                patience.after_success();
                bell.wait(LOOK_EVERY);
            }
            Err(error) => {
                let wait = patience.after_failure();
                tracing::warn!(%error, "the change log cannot be followed, next look in {wait:?}");
                bell.wait(wait);
            }
        }
    }
}

fn follow(plan: &Plan, cursor: &mut i64) -> Result<(), Error> {
    loop {
        let entries = plan.records.changes_after(*cursor, BATCH)?;
        for entry in &entries {
            plan.records.observe(entry)?;
            end_access(plan, entry)?;
            *cursor = entry.seq;
        }
        if entries.len() < BATCH {
            return Ok(());
        }
    }
}

/// However somebody was switched off - by a colleague, an import, another program - his sessions and tokens do not come back
/// with him.
fn end_access(plan: &Plan, entry: &LogEntry) -> Result<(), Error> {
    let left = entry.changes.iter().any(|change| change.field == "active" && change.after == false);
    match entry.record.filter(|_| left && entry.object == "user") {
        Some(user) => plan.identity.shut_out(user),
        None => Ok(()),
    }
}
