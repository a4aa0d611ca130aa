use crate::bell::Bell;
use crate::checkpoint::Checkpoint;
use crate::patience::Patience;
use records::{Error, LogEntry, Reaction, Records};
use std::sync::mpsc::Receiver;
use std::time::Duration;

const READER: &str = "reactions";
const BATCH: usize = 200;
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Reactions to reactions to reactions end here.
const DEEPEST: u32 = 8;
/// What fails for another reason than the database is left after so many attempts.
const ATTEMPTS: u32 = 4;
const CAUSE: &str = "reaction ";

/// Reads the change log and lets the areas react, each entry in order.
pub(crate) fn run(records: &Records, bell: &Bell) {
    let commits = records.on_commit();
    let mut patience = Patience::default();
    while !bell.has_rung() {
        let Err(error) = read_log(records, &commits, bell, &mut patience) else { return };
        let wait = patience.after_failure();
        tracing::warn!(%error, "reactions wait {wait:?}");
        bell.wait(wait);
    }
}

/// Reactions begin with the entry after this one; for whoever fills a new company.
pub fn begin_after(records: &Records, seq: i64) -> Result<(), Error> {
    Checkpoint::of(records, READER)?.move_to(records, seq)
}

fn read_log(
    records: &Records,
    commits: &Receiver<i64>,
    bell: &Bell,
    patience: &mut Patience,
) -> Result<(), Error> {
    let mut checkpoint = Checkpoint::of(records, READER)?;
    let mut cursor = checkpoint.seq();
    // The place itself is written into the log; writing it because of that would never end.
    let mut seen = cursor;
    while !bell.has_rung() {
        let entries = records.changes_after(cursor, BATCH)?;
        patience.after_success();
        for entry in &entries {
            if bell.has_rung() {
                break;
            }
            if entry.object != "checkpoint" {
                react(records, entry, bell);
                seen = entry.seq;
            }
            cursor = entry.seq;
        }
        checkpoint.write_now_and_then(records, seen)?;
        if entries.len() < BATCH {
            wait_for_news(commits, bell);
        }
    }
    checkpoint.write(records, seen)
}

fn wait_for_news(commits: &Receiver<i64>, bell: &Bell) {
    if commits.recv_timeout(LOOK_EVERY).is_err() && !bell.has_rung() {
        tracing::trace!("no commit of this process");
    }
    while commits.try_recv().is_ok() {}
}

fn react(records: &Records, entry: &LogEntry, bell: &Bell) {
    let Some(behaviours) = records.behaviours() else { return };
    for (name, object, reaction) in &behaviours.reactions {
        if *object == entry.object {
            run_one(records, entry, name, *reaction, bell);
        }
    }
}

fn run_one(records: &Records, entry: &LogEntry, name: &'static str, reaction: Reaction, bell: &Bell) {
    let depth = depth_of(&entry.cause) + 1;
    if depth > DEEPEST {
        tracing::error!(
            name,
            object = entry.object,
            seq = entry.seq,
            "a chain of reactions is too deep and ends here"
        );
        return;
    }
    let door = records.as_system(name).because(format!("{CAUSE}{depth} {name} to {}", entry.seq));
    let mut patience = Patience::default();
    while !bell.has_rung() {
        let error = match reaction(&door, entry) {
            Ok(()) => return,
            Err(error) => error,
        };
        let wait = patience.after_failure();
        if !passes(&error) && patience.failures() >= ATTEMPTS {
            tracing::error!(%error, name, object = entry.object, seq = entry.seq, "a reaction is left out");
            return;
        }
        tracing::warn!(%error, name, seq = entry.seq, "a reaction is tried again in {wait:?}");
        bell.wait(wait);
    }
}

/// Only the database coming back helps; a defect stays one.
fn passes(error: &Error) -> bool {
    match error {
        Error::Unavailable(_) | Error::Limited { .. } => true,
        Error::NotFound
        | Error::Forbidden
        | Error::Unauthenticated
        | Error::Invalid(_)
        | Error::Stale(_)
        | Error::Refused { .. }
        | Error::Internal(_) => false,
    }
}

fn depth_of(cause: &str) -> u32 {
    let after = cause.strip_prefix(CAUSE).and_then(|rest| rest.split(' ').next());
    after.and_then(|depth| depth.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_depth_of_a_chain_stands_in_its_cause() {
        assert_eq!(depth_of("request 7"), 0);
        assert_eq!(depth_of("reaction 3 note_the_last_contact to 91"), 3);
        assert_eq!(depth_of("reaction"), 0);
    }
}
