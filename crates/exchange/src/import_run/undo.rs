use super::request::{ImportError, Recipe};
use super::run::cause;
use super::summary::{Flow, Progress};
use catalog::{JsonContext, Language, read_json};
use records::{ChangeKind, Door, Draft, Error, LogEntry, Work};
use serde::Serialize;
use serde_json::Value as Json;
use std::time::{Duration, Instant};
use value::{Id, Value};

const ENTRIES: usize = 500;
const CHUNK: usize = 1_000;

/// What an undo did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Undone {
    /// Records that the import had made and that are in the trash now.
    pub deleted: u64,
    /// Records that have their earlier values back.
    pub restored: u64,
    /// Records that somebody has changed or deleted since, and that stay as they are.
    pub kept: u64,
}

/// How long an undo waits for the log to show everything.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);

enum Step {
    Delete { object: String, id: Id },
    Revert { object: String, id: Id, changes: Vec<(String, Json, Json)> },
    BringBack { object: String, id: Id },
}

/// Takes an import back: what it made goes into the trash, what it changed gets its old values, unless changed since.
pub fn undo(door: &Door, id: Id, watch: &mut dyn FnMut(&Progress) -> Flow) -> Result<Undone, ImportError> {
    let record = door.get("import_run", id)?;
    if !matches!(record.text("state"), "done" | "failed" | "cancelled") || record.get("dry_run").is_true() {
        return Err(ImportError::State(record.text("state").to_owned()));
    }
    let recipe: Recipe = match record.get("mapping") {
        Value::Json(json) => serde_json::from_value(json.clone()).unwrap_or_default(),
        _ => Recipe::default(),
    };
    let steps = steps(door, id, recipe.log_from)?;
    let door = door.clone().because(format!("undo of {}", cause(id)));
    let (total, started) = (steps.len() as u64, Instant::now());
    let (mut undone, mut done) = (Undone::default(), 0);
    let mut steps = steps.into_iter().rev().peekable();
    while steps.peek().is_some() {
        let chunk: Vec<Step> = steps.by_ref().take(CHUNK).collect();
        done += chunk.len() as u64;
        let counted = door.transaction(move |work| {
            let mut counted = Undone::default();
            for step in chunk {
                take_back(work, step, &mut counted)?;
            }
            Ok(counted)
        })?;
        undone.deleted += counted.deleted;
        undone.restored += counted.restored;
        undone.kept += counted.kept;
        if watch(&Progress::after(done, total, 0, started.elapsed())) == Flow::Stop {
            return Ok(undone);
        }
    }
    door.update(id, None, Draft::new("import_run").set("state", Value::text("undone")))?;
    Ok(undone)
}

/// What the import did, oldest first.
fn steps(door: &Door, id: Id, log_from: i64) -> Result<Vec<Step>, ImportError> {
    let (cause, mut after, mut steps) = (cause(id), log_from, Vec::new());
    let (newest, begun) = (door.records().last_seq()?, Instant::now());
    loop {
        let entries = door.records().changes_after(after, ENTRIES)?;
        let Some(last) = entries.last() else {
            // PostgreSQL shows no entry while an older transaction runs anywhere on the server.
            if after >= newest {
                return Ok(steps);
            }
            if begun.elapsed() > PATIENCE {
                return Err(
                    Error::Unavailable("the change log is held up by a long transaction".to_owned()).into()
                );
            }
            std::thread::sleep(PAUSE);
            continue;
        };
        after = last.seq;
        for entry in entries.into_iter().filter(|entry| entry.cause == cause && entry.object != "import_run")
        {
            add_steps(entry, &mut steps);
        }
    }
}

fn add_steps(entry: LogEntry, steps: &mut Vec<Step>) {
    let object = entry.object;
    match (entry.kind, entry.record) {
        (ChangeKind::CreateMany, _) => {
            steps.extend(entry.ids.into_iter().map(|id| Step::Delete { object: object.clone(), id }));
        }
        (ChangeKind::Create, Some(id)) => steps.push(Step::Delete { object, id }),
        (ChangeKind::Update, Some(id)) => {
            let changes = entry.changes.into_iter().map(|change| (change.field, change.before, change.after));
            steps.push(Step::Revert { object, id, changes: changes.collect() });
        }
        (ChangeKind::Delete, Some(id)) => steps.push(Step::BringBack { object, id }),
        (ChangeKind::Create | ChangeKind::Update | ChangeKind::Delete, None)
        | (
            ChangeKind::Restore | ChangeKind::Merge | ChangeKind::Side | ChangeKind::Purge | ChangeKind::Read,
            _,
        ) => {}
    }
}

fn take_back(work: &mut Work<'_, '_>, step: Step, counted: &mut Undone) -> Result<(), Error> {
    let outcome = match step {
        Step::Delete { object, id } => work.delete(&object, id, None).map(|()| &mut counted.deleted),
        Step::BringBack { object, id } => {
            work.attempt(|work| work.restore(&object, id)).map(|_| &mut counted.restored)
        }
        Step::Revert { object, id, changes } => match work.attempt(|work| revert(work, &object, id, changes))
        {
            Ok(true) => Ok(&mut counted.restored),
            Ok(false) => Err(Error::NotFound),
            Err(error) => Err(error),
        },
    };
    match outcome {
        Ok(counter) => *counter += 1,
        Err(Error::NotFound | Error::Refused { .. } | Error::Invalid(_) | Error::Stale(_)) => {
            counted.kept += 1
        }
        Err(other) => return Err(other),
    }
    Ok(())
}

/// Gives back the old values of the fields that still hold what the import wrote.
fn revert(
    work: &mut Work<'_, '_>,
    object: &str,
    id: Id,
    changes: Vec<(String, Json, Json)>,
) -> Result<bool, Error> {
    let record = work.get(object, id)?;
    let catalog = work.catalog().clone();
    let ctx = JsonContext { catalog: &catalog, currency: value::Currency::CNY, language: Language::En };
    let mut draft = Draft::new(object);
    for (name, before, after) in changes {
        let Some(field) = record.object().field(&name).filter(|field| field.writable()) else { continue };
        let (Ok(before), Ok(after)) = (read_json(field, &before, &ctx), read_json(field, &after, &ctx))
        else {
            continue;
        };
        if *record.get(&name) == after {
            draft.put(&name, before);
        }
    }
    if draft.fields().is_empty() {
        return Ok(false);
    }
    work.update(id, None, draft)?;
    Ok(true)
}
