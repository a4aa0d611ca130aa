use super::change::BulkChange;
use super::{JOB, cause, door_of, excluded, in_order, question, undo};
use crate::door::Door;
use crate::draft::Draft;
use crate::error::Error;
use crate::query::Query;
use crate::record::Record;
use crate::records::Records;
use crate::work::Work;
use serde_json::{Value as Json, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use value::{Id, Value};

/// Records that one transaction changes.
const CHUNK: u64 = 500;
/// Refusals that the job tells one by one.
const TOLD: usize = 100;

/// How a run of a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkEnd {
    /// Everything is done, or undone.
    Finished,
    /// Its owner cancelled it.
    Cancelled,
    /// It was told to stop; it goes on when it is run again.
    Stopped,
}

pub(super) enum Step {
    More,
    End,
    Cancelled,
}

struct Plan {
    job: Id,
    query: Query,
    change: BulkChange,
    excluded: Vec<Id>,
}

/// Makes the change that a job asks for, or goes on with it (or with its undoing) where it stopped.
pub fn run_bulk_job(records: &Records, job: Id, stop: &AtomicBool) -> Result<BulkEnd, Error> {
    let outcome = steps(records, job, stop);
    if let Err(error) = &outcome
        && !matches!(error, Error::Unavailable(_) | Error::Stale(_))
    {
        note_failure(records, job, error)?;
    }
    outcome
}

/// Takes back what a finished job did, as far as the fields are still what it made of them.
pub fn undo_bulk_job(records: &Records, job: Id, stop: &AtomicBool) -> Result<BulkEnd, Error> {
    let system = records.as_system("undo a bulk change");
    let found = system.get(JOB, job)?;
    match found.text("state") {
        "done" | "cancelled" | "failed" => {}
        "running" if !found.get("undo_reached").is_null() => return run_bulk_job(records, job, stop),
        _ => return Err(Error::refused("bulk_job_cannot_be_undone")),
    }
    let begun = Draft::new(JOB)
        .set("state", Value::text("running"))
        .set("undo_reached", Value::Integer(undo::FROM_THE_END));
    system.update(job, Some(found.version()), begun)?;
    run_bulk_job(records, job, stop)
}

fn steps(records: &Records, id: Id, stop: &AtomicBool) -> Result<BulkEnd, Error> {
    let system = records.as_system("run a bulk change");
    let mut job = system.get(JOB, id)?;
    match job.text("state") {
        "queued" => {
            let begun = Draft::new(JOB)
                .set("state", Value::text("running"))
                .set("started_at", Value::Moment(records.clock().now()));
            job = system.update(id, Some(job.version()), begun)?;
        }
        "running" => {}
        "cancelled" => return Ok(BulkEnd::Cancelled),
        _ => return Err(Error::refused("bulk_job_is_over")),
    }
    let door = door_of(records, &job)?;
    if !job.get("undo_reached").is_null() {
        let door = door.because(format!("undo {}", cause(&job)));
        let wanted = cause(&job);
        return repeat(stop, || {
            let wanted = wanted.clone();
            door.transaction(move |work| undo::step(work, id, &wanted))
        });
    }
    let door = door.because(cause(&job));
    let plan = Arc::new(plan(&door, &job)?);
    repeat(stop, || {
        let plan = plan.clone();
        door.transaction(move |work| step(work, &plan))
    })
}

fn repeat(stop: &AtomicBool, mut one: impl FnMut() -> Result<Step, Error>) -> Result<BulkEnd, Error> {
    loop {
        if stop.load(Ordering::Acquire) {
            return Ok(BulkEnd::Stopped);
        }
        match one()? {
            Step::More => {}
            Step::End => return Ok(BulkEnd::Finished),
            Step::Cancelled => return Ok(BulkEnd::Cancelled),
        }
    }
}

fn plan(door: &Door, job: &Record) -> Result<Plan, Error> {
    let object = door.catalog().object(job.text("object")).ok_or(Error::NotFound)?.clone();
    let (Value::Json(filter), Value::Json(change)) = (job.get("filter"), job.get("change")) else {
        return Err(Error::refused("bulk_job_says_nothing"));
    };
    let change = BulkChange::read(door, &object, change)?;
    let query = question(door, &object.name, filter)?.trash(change.trash()).fields(&[change.reads()]);
    Ok(Plan { job: job.id(), query, change, excluded: excluded(job) })
}

/// One chunk, and in the same transaction how far the job has come.
fn step(work: &mut Work<'_, '_>, plan: &Plan) -> Result<Step, Error> {
    let job = running(work, plan.job)?;
    let Some(job) = job else { return Ok(Step::Cancelled) };
    let reached = Id::split(job.text("reached")).map_or(Id(0), |(_, id)| id);
    let page = work.find(&in_order(plan.query.clone(), plan.job, reached).limit(CHUNK))?.records;
    let Some(last) = page.last().map(Record::id) else {
        let ended =
            Draft::new(JOB).set("state", Value::text("done")).set("finished_at", Value::Moment(work.now()));
        note(work, &job, ended)?;
        return Ok(Step::End);
    };
    let wanted: Vec<&Record> =
        page.iter().filter(|record| plan.excluded.binary_search(&record.id()).is_err()).collect();
    let refused = apply(work, &plan.change, &wanted)?;
    let number = |field: &str| job.get(field).as_integer().unwrap_or_default();
    let mut moved = Draft::new(JOB)
        .set("reached", Value::Text(last.with_prefix(&page[0].object().prefix)))
        .set("done", Value::Integer(number("done") + (wanted.len() - refused.len()) as i64))
        .set("failed", Value::Integer(number("failed") + refused.len() as i64));
    if !refused.is_empty() {
        let mut told = told(&job);
        let room = TOLD.saturating_sub(told["refused"].as_array().map_or(0, Vec::len));
        let more = refused.iter().take(room).map(|(record, error)| refusal(record, error));
        if let Some(list) = told["refused"].as_array_mut() {
            list.extend(more);
        }
        moved.put("error", Value::Json(told));
    }
    note(work, &job, moved)?;
    Ok(Step::More)
}

/// All together if that works, otherwise one by one, so that one bad record does not hold up the others.
fn apply<'a>(
    work: &mut Work<'_, '_>,
    change: &BulkChange,
    records: &[&'a Record],
) -> Result<Vec<(&'a Record, Error)>, Error> {
    let together = work.attempt(|work| records.iter().try_for_each(|record| change.apply(work, record)));
    match together {
        Ok(()) => return Ok(Vec::new()),
        Err(error @ (Error::Unavailable(_) | Error::Internal(_))) => return Err(error),
        Err(_) => {}
    }
    let mut refused = Vec::new();
    for record in records {
        match work.attempt(|work| change.apply(work, record)) {
            Ok(()) => {}
            Err(error @ (Error::Unavailable(_) | Error::Internal(_))) => return Err(error),
            Err(error) => refused.push((*record, error)),
        }
    }
    Ok(refused)
}

/// The job, unless it has been cancelled meanwhile.
pub(super) fn running(work: &mut Work<'_, '_>, id: Id) -> Result<Option<Record>, Error> {
    let job = work.as_program("read a bulk change", |work| work.get(JOB, id))?;
    Ok(Some(job).filter(|job| job.text("state") == "running"))
}

/// Two runs of one job get in each other's way here: the later one finds another version and writes nothing.
pub(super) fn note(work: &mut Work<'_, '_>, job: &Record, draft: Draft) -> Result<(), Error> {
    work.as_program("note how far a bulk change is", |work| work.update(job.id(), Some(job.version()), draft))
        .map(drop)
}

/// What the job has told of refusals so far.
pub(super) fn told(job: &Record) -> Json {
    match job.get("error") {
        Value::Json(json) if json["refused"].is_array() => json.clone(),
        _ => json!({ "refused": [] }),
    }
}

fn refusal(record: &Record, error: &Error) -> Json {
    let id = record.id().with_prefix(&record.object().prefix);
    match error {
        Error::Invalid(list) => json!({ "id": id, "code": "invalid", "errors": list }),
        Error::Refused { code, params } => json!({ "id": id, "code": code, "params": params }),
        Error::Stale(_) => json!({ "id": id, "code": "stale" }),
        Error::NotFound => json!({ "id": id, "code": "not_found" }),
        Error::Forbidden | Error::Unauthenticated => json!({ "id": id, "code": "forbidden" }),
        Error::Limited { .. } | Error::Unavailable(_) | Error::Internal(_) => {
            json!({ "id": id, "code": "internal" })
        }
    }
}

fn note_failure(records: &Records, job: Id, error: &Error) -> Result<(), Error> {
    let system = records.as_system("note that a bulk change failed");
    let found = system.get(JOB, job)?;
    if found.text("state") != "running" {
        return Ok(());
    }
    let mut told = told(&found);
    told["failure"] = json!(error.to_string());
    let failed = Draft::new(JOB)
        .set("state", Value::text("failed"))
        .set("error", Value::Json(told))
        .set("finished_at", Value::Moment(records.clock().now()));
    system.update(job, None, failed).map(drop)
}
