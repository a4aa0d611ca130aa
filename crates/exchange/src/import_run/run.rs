use super::begin::{Mode, zone_of};
use super::object_desk::{Entry, ObjectDesk};
use super::orders_desk::OrdersDesk;
use super::request::{ImportError, Recipe, Subject};
use super::summary::{Flow, Progress, Summary};
use super::survey::{Surveyed, survey};
use crate::errors_file::ErrorsFile;
use crate::orders::{Batch, LineReader, Refusal};
use crate::reading::{Row, Table, open};
use catalog::Language;
use parking_lot::Mutex;
use records::{Door, Draft, Error, Record, Work};
use serde_json::json;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use value::{Id, Timestamp, Value};

/// Rows of one transaction: large enough to be fast, small enough that others need not wait for long.
const CHUNK: usize = 2_000;
const REHEARSED: &str = "rehearsed";

/// Runs an import that was begun, or goes on with one that stopped: what was done once is not done twice.
pub fn run(
    door: &Door,
    id: Id,
    path: &Path,
    errors: &Path,
    language: Language,
    watch: &mut dyn FnMut(&Progress) -> Flow,
) -> Result<Summary, ImportError> {
    let door = door.clone().because(cause(id));
    let record = door.get("import_run", id)?;
    if !matches!(record.text("state"), "preview" | "queued" | "running" | "failed") {
        return Err(ImportError::State(record.text("state").to_owned()));
    }
    let outcome = Run::prepare(&door, &record, path, errors, language).and_then(|run| run.go(watch));
    if let Err(error) = &outcome {
        let params: serde_json::Map<String, serde_json::Value> =
            error.params().into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect();
        let told = json!({ "code": error.code(), "params": params, "detail": error.to_string() });
        let draft =
            Draft::new("import_run").set("state", Value::text("failed")).set("error", Value::Json(told));
        if let Err(second) = door.update(id, None, draft) {
            tracing::error!(%second, "a failed import could not be marked as such");
        }
    }
    outcome
}

/// What the log says of the writes of an import.
pub(super) fn cause(id: Id) -> String {
    format!("import {}", id.with_prefix("imp"))
}

struct Run<'d> {
    door: &'d Door,
    id: Id,
    table: Table,
    total: u64,
    /// Rows that an earlier attempt has handled.
    skipped: u64,
    lines: Option<LineReader>,
    carried: Carried,
    mode: Mode,
    error_file: String,
}

/// What goes into a transaction and comes back from it.
struct Carried {
    desk: Desk,
    summary: Summary,
    errors: ErrorsFile<File>,
}

enum Desk {
    Orders(Box<OrdersDesk>),
    Object(Box<ObjectDesk>),
}

enum Chunk {
    Orders(Batch),
    Object(Vec<Entry>),
}

impl<'d> Run<'d> {
    fn prepare(
        door: &'d Door,
        record: &Record,
        path: &Path,
        errors: &Path,
        language: Language,
    ) -> Result<Run<'d>, ImportError> {
        let recipe: Recipe = match record.get("mapping") {
            Value::Json(json) => serde_json::from_value(json.clone()).unwrap_or_default(),
            _ => Recipe::default(),
        };
        let catalog = door.catalog();
        let subject = Subject::named(record.text("as_object"), catalog)?;
        let key = Some(record.text("key").to_owned()).filter(|key| !key.is_empty());
        subject.check(&recipe.targets, key.as_deref(), catalog)?;
        let zone = zone_of(door);
        let Surveyed { rows: total, headers, styles, .. } = survey(path, &recipe.plan.reading(), &zone)?;
        let mut summary: Summary = match record.get("summary") {
            Value::Json(json) => serde_json::from_value(json.clone()).unwrap_or_default(),
            _ => Summary::default(),
        };
        let mode = if record.get("dry_run").is_true() { Mode::DryRun } else { Mode::Real };
        let mut skipped = record.get("done").as_integer().unwrap_or_default().unsigned_abs();
        if mode == Mode::DryRun {
            (summary, skipped) = (Summary::default(), 0);
        }
        let started = record.get("started_at").as_moment().unwrap_or_else(|| door.records().clock().now());
        let (desk, lines) = match &subject {
            Subject::Orders => {
                let reader =
                    LineReader::new(&recipe.targets, styles)?.at_home_in(&door.records().company().country);
                let desk = OrdersDesk::new(door.records().company().currency, zone, started, recipe.targets);
                (Desk::Orders(Box::new(desk)), Some(reader))
            }
            Subject::Object(name) => {
                let object = catalog.object(name).ok_or(Error::NotFound)?.clone();
                let known = subject.targets(catalog);
                let find = |name: Option<String>| {
                    known.iter().find(|target| Some(&target.name) == name.as_ref()).cloned()
                };
                let targets = recipe.targets.into_iter().map(find).collect();
                let desk = ObjectDesk::new(door.records(), object, targets, styles, key);
                (Desk::Object(Box::new(desk)), None)
            }
        };
        let errors_file = ErrorsFile::resume(errors, &headers, language, summary.refused)?;
        let run = Run {
            door,
            id: record.id(),
            table: open(path, &recipe.plan.reading())?,
            total,
            skipped,
            lines,
            carried: Carried { desk, summary, errors: errors_file },
            mode,
            error_file: errors.display().to_string(),
        };
        run.mark_started(started)?;
        Ok(run)
    }

    fn go(mut self, watch: &mut dyn FnMut(&Progress) -> Flow) -> Result<Summary, ImportError> {
        let started = Instant::now();
        self.skip()?;
        let mut state = "done";
        loop {
            let rows = self.next_rows()?;
            if rows.is_empty() {
                break;
            }
            self = self.write(rows)?;
            let progress =
                Progress::after(self.carried.summary.rows, self.total, self.skipped, started.elapsed());
            if watch(&progress) == Flow::Stop {
                state = "cancelled";
                break;
            }
        }
        self.finish(state)
    }

    /// Reads over what was handled before; the reader of lines has to see it to know the order that goes on.
    fn skip(&mut self) -> Result<(), ImportError> {
        let mut row = Row::default();
        for _ in 0..self.skipped {
            if !self.table.next_into(&mut row)? {
                break;
            }
            if let Some(lines) = &mut self.lines {
                let _ = lines.read(&row);
            }
        }
        Ok(())
    }

    fn next_rows(&mut self) -> Result<Vec<Row>, ImportError> {
        let mut rows = Vec::with_capacity(CHUNK);
        let mut row = Row::default();
        while rows.len() < CHUNK && self.table.next_into(&mut row)? {
            rows.push(std::mem::take(&mut row));
        }
        Ok(rows)
    }

    fn understand(&mut self, rows: &[Row]) -> (Chunk, Vec<Refusal>) {
        let mut refused = Vec::new();
        let chunk = match (&mut self.lines, &self.carried.desk) {
            (Some(lines), _) => {
                let mut batch = Batch::default();
                for row in rows {
                    refused.extend(lines.read(row).and_then(|line| batch.push(line)).err());
                }
                Chunk::Orders(batch)
            }
            (None, Desk::Object(desk)) => {
                let mut entries = Vec::with_capacity(rows.len());
                for row in rows {
                    match desk.understand(row) {
                        Ok(entry) => entries.push(entry),
                        Err(refusal) => refused.push(refusal),
                    }
                }
                Chunk::Object(entries)
            }
            (None, Desk::Orders(_)) => Chunk::Orders(Batch::default()),
        };
        (chunk, refused)
    }

    fn write(mut self, rows: Vec<Row>) -> Result<Run<'d>, ImportError> {
        let (chunk, refused) = self.understand(&rows);
        let (id, mode, mut carried) = (self.id, self.mode, self.carried);
        let rehearsed = Arc::new(Mutex::new(None));
        let stage = rehearsed.clone();
        let outcome = self.door.transaction(move |work| {
            carried.write(work, chunk, refused, &rows)?;
            if mode == Mode::DryRun {
                *stage.lock() = Some(carried);
                return Err(Error::refused(REHEARSED));
            }
            work.update(id, None, progress_draft(&carried.summary))?;
            Ok(carried)
        });
        self.carried = match (outcome, rehearsed.lock().take()) {
            (Ok(carried), _) => carried,
            (Err(Error::Refused { code: REHEARSED, .. }), Some(mut carried)) => {
                carried.forget();
                self.door.update(id, None, progress_draft(&carried.summary))?;
                carried
            }
            (Err(error), _) => return Err(error.into()),
        };
        Ok(self)
    }

    fn mark_started(&self, started: Timestamp) -> Result<(), ImportError> {
        let draft = Draft::new("import_run")
            .set("state", Value::text("running"))
            .set("started_at", Value::Moment(started))
            .set("total", Value::Integer(i64::try_from(self.total).unwrap_or(i64::MAX)))
            .set("error", Value::Null);
        self.door.update(self.id, None, draft)?;
        Ok(())
    }

    fn finish(self, state: &str) -> Result<Summary, ImportError> {
        let Carried { mut summary, errors, .. } = self.carried;
        errors.finish()?;
        match summary.refused {
            0 => std::fs::remove_file(&self.error_file)?,
            _ => summary.error_file = Some(self.error_file),
        }
        let draft = progress_draft(&summary)
            .set("state", Value::text(state))
            .set("finished_at", Value::Moment(self.door.records().clock().now()));
        self.door.update(self.id, None, draft)?;
        Ok(summary)
    }
}

impl Carried {
    fn write(
        &mut self,
        work: &mut Work<'_, '_>,
        chunk: Chunk,
        mut refused: Vec<Refusal>,
        rows: &[Row],
    ) -> Result<(), Error> {
        let summary = &mut self.summary;
        match (&mut self.desk, chunk) {
            (Desk::Orders(desk), Chunk::Orders(batch)) => {
                desk.write(work, batch.into_orders(), summary, &mut refused)?
            }
            (Desk::Object(desk), Chunk::Object(entries)) => {
                desk.write(work, entries, summary, &mut refused)?
            }
            (Desk::Orders(_), Chunk::Object(_)) | (Desk::Object(_), Chunk::Orders(_)) => {}
        }
        summary.rows += rows.len() as u64;
        summary.refused += refused.len() as u64;
        if summary.rows != summary.imported + summary.refused {
            return Err(Error::Internal(format!("an import lost count at row {}", summary.rows)));
        }
        refused.sort_by_key(|refusal| refusal.row);
        let told = |error: std::io::Error| Error::Unavailable(format!("the file of refused rows: {error}"));
        for refusal in &refused {
            if let Ok(place) = rows.binary_search_by_key(&refusal.row, |row| row.number) {
                self.errors.write(&rows[place], refusal).map_err(told)?;
            }
        }
        self.errors.flush().map_err(told)
    }

    fn forget(&mut self) {
        match &mut self.desk {
            Desk::Orders(desk) => desk.forget(),
            Desk::Object(_) => {}
        }
    }
}

fn progress_draft(summary: &Summary) -> Draft {
    let whole = |count: u64| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    Draft::new("import_run")
        .set("done", whole(summary.rows))
        .set("refused", whole(summary.refused))
        .set("summary", Value::Json(json!(summary)))
}
