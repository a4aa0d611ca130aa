use crate::worker::Plan;
use formula::Condition;
use jiff::SignedDuration;
use records::{Error, Query, Records};
use std::path::Path;
use std::time::{Duration, SystemTime};
use value::Value;

const BATCH: u64 = 500;
const KEPT_DAYS: u64 = 90;

/// Removes what nobody needs any more.
pub(crate) fn run(plan: &Plan) {
    report("sessions that ended", plan.identity.sweep_sessions());
    report("answers kept for repeated requests", forget_answers(&plan.records));
    let days =
        plan.records.setting("import.keep_errors_days").and_then(|days| days.as_u64()).unwrap_or(KEPT_DAYS);
    let removed = remove_older(&plan.imports, Duration::from_secs(days * 86_400), SystemTime::now());
    report("files of old imports", removed);
}

fn report<E: std::fmt::Display>(what: &str, removed: Result<usize, E>) {
    match removed {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, what, "swept"),
        Err(error) => tracing::warn!(%error, what, "could not be swept"),
    }
}

fn forget_answers(records: &Records) -> Result<usize, Error> {
    let door = records.as_system("forget answers kept for repeated requests");
    let long_ago = records.clock().now() - SignedDuration::from_mins(1);
    let query =
        Query::of("idempotency").filter(Condition::lt("expires_at", Value::Moment(long_ago))).limit(BATCH);
    let mut forgotten = 0;
    loop {
        let page = door.find(&query)?;
        for key in &page.records {
            door.delete("idempotency", key.id(), None)?;
            forgotten += 1;
        }
        if (page.records.len() as u64) < BATCH {
            return Ok(forgotten);
        }
    }
}

fn remove_older(folder: &Path, age: Duration, now: SystemTime) -> std::io::Result<usize> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    let mut removed = 0;
    for entry in entries {
        let entry = entry?;
        let about = entry.metadata()?;
        let old = now.duration_since(about.modified()?).is_ok_and(|since| since > age);
        if about.is_file() && old {
            std::fs::remove_file(entry.path())?;
            removed += 1;
        }
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_old_files_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("imp_1.errors.csv"), "row").unwrap();
        std::fs::create_dir(folder.path().join("kept")).unwrap();
        let age = Duration::from_secs(86_400);
        let later = |days: u64| SystemTime::now() + Duration::from_secs(days * 86_400);
        assert_eq!(remove_older(folder.path(), age, later(0)).unwrap(), 0);
        assert_eq!(remove_older(folder.path(), age, later(2)).unwrap(), 1);
        assert!(folder.path().join("kept").is_dir());
        assert_eq!(remove_older(&folder.path().join("nowhere"), age, later(2)).unwrap(), 0);
    }
}
