use super::JOB;
use super::run::{Step, note, running, told};
use crate::change::{ChangeKind, LogEntry};
use crate::draft::Draft;
use crate::error::Error;
use crate::log;
use crate::record::Record;
use crate::work::Work;
use access::Verb;
use catalog::{JsonContext, Language, read_json};
use serde_json::json;
use value::{Currency, Id, Value};

const CHUNK: usize = 500;
/// Higher than any number of an entry; the highest that a number field takes.
pub(super) const FROM_THE_END: i64 = (1 << 53) - 1;

/// Takes back one chunk of log entries, the newest first, and notes in the same transaction how far it has come.
pub(super) fn step(work: &mut Work<'_, '_>, job: Id, cause: &str) -> Result<Step, Error> {
    let Some(job) = running(work, job)? else { return Ok(Step::Cancelled) };
    let before = job.get("undo_reached").as_integer().unwrap_or(FROM_THE_END);
    let rows = store::log_of_cause(work.session, cause, before, CHUNK)?;
    let Some(last) = rows.last().map(|row| row.seq) else {
        let ended =
            Draft::new(JOB).set("state", Value::text("undone")).set("finished_at", Value::Moment(work.now()));
        note(work, &job, ended)?;
        return Ok(Step::End);
    };
    let (mut undone, mut skipped) = (0, 0);
    for entry in log::readable(work.session, rows)? {
        let Some(record) = entry.record.filter(|_| entry.object == job.text("object")) else { continue };
        match work.attempt(|work| take_back(work, &entry, record)) {
            Ok(()) => undone += 1,
            Err(error @ (Error::Unavailable(_) | Error::Internal(_))) => return Err(error),
            Err(_) => skipped += 1,
        }
    }
    let mut told = told(&job);
    told["undone"] = json!(told["undone"].as_i64().unwrap_or_default() + undone);
    told["changed_meanwhile"] = json!(told["changed_meanwhile"].as_i64().unwrap_or_default() + skipped);
    let moved = Draft::new(JOB).set("undo_reached", Value::Integer(last)).set("error", Value::Json(told));
    note(work, &job, moved)?;
    Ok(Step::More)
}

fn take_back(work: &mut Work<'_, '_>, entry: &LogEntry, record: Id) -> Result<(), Error> {
    let object = entry.object.as_str();
    match entry.kind {
        ChangeKind::Update => {
            let now = work.one_for_change(object, record, Verb::Update)?;
            let draft = before(work, entry, &now)?;
            work.update(record, Some(now.version()), draft).map(drop)
        }
        ChangeKind::Delete => work.restore(object, record).map(drop),
        ChangeKind::Restore => work.delete(object, record, None),
        ChangeKind::Create
        | ChangeKind::Merge
        | ChangeKind::CreateMany
        | ChangeKind::Side
        | ChangeKind::Purge
        | ChangeKind::Read => Ok(()),
    }
}

/// What the changed fields held before, if they still hold what the job made of them.
fn before(work: &Work<'_, '_>, entry: &LogEntry, now: &Record) -> Result<Draft, Error> {
    let ctx = JsonContext { catalog: &work.catalog, currency: Currency::CNY, language: Language::En };
    let object = now.object();
    let mut draft = Draft::new(&object.name);
    for change in &entry.changes {
        let Some(position) = object.position(&change.field) else {
            return Err(Error::refused("field_is_gone"));
        };
        let field = &object.fields[position];
        if field.kind.is_computed() {
            continue;
        }
        if log::told(field, &now.values()[position], &work.catalog) != change.after {
            return Err(Error::Stale(now.version()));
        }
        let value = match &change.before {
            json if field.localized && !json.is_null() => Value::Json(json.clone()),
            json => read_json(field, json, &ctx).map_err(|error| Error::Invalid(vec![error]))?,
        };
        draft.put(&field.name, value);
    }
    if draft.fields().is_empty() { Err(Error::refused("nothing_is_known")) } else { Ok(draft) }
}
