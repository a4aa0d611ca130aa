use crate::command_line;
use crate::commands::{Opened, open_or_make, say};
use crate::copy::copy_and_sum;
use crate::usage::Usage;
use anyhow::{Context, Result, bail};
use exchange::import_run::{Begin, Flow, Mode, Progress, Subject, begin, preview, remembered, run};
use exchange::mapping::Plan;
use jiff::tz::TimeZone;
use records::{Condition, Door, Query};
use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use value::{Id, Value};

const SAY_EVERY: Duration = Duration::from_millis(200);

pub fn import(asked: &command_line::Import) -> Result<()> {
    let plan = plan(asked)?;
    if !asked.file.is_file() {
        bail!("{} is no file", asked.file.display());
    }
    let opened = open_or_make(&asked.place)?;
    let door = opened.company.records.as_system("import by the command line");
    let subject =
        Subject::named(&asked.kind, door.catalog()).map_err(|error| Usage::complain(error.to_string()))?;
    let mode = if asked.dry_run { Mode::DryRun } else { Mode::Real };
    let left_behind = match mode {
        Mode::Real => interrupted(&door, &asked.file, &subject, &plan)?,
        Mode::DryRun => None,
    };
    let id = match left_behind {
        Some(id) => id,
        None => begin_anew(&door, &asked.file, &subject, plan, mode)?,
    };
    let rooms = Rooms::of(&opened, id)?;
    let _working = rooms.reserve(&asked.file)?;
    if left_behind.is_some() {
        eprintln!("going on with the import of {} that was interrupted", asked.file.display());
    }
    let mut watch = Watch { at: None };
    let language = door.records().company().language;
    let summary = run(&door, id, &asked.file, &rooms.errors, language, &mut |progress| watch.see(progress));
    eprintln!();
    say(&format!("{}\n", serde_json::to_string(&summary?)?))
}

fn plan(asked: &command_line::Import) -> Result<Plan> {
    let mut plan = match &asked.map {
        None => Plan::default(),
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
            Plan::parse(&text).map_err(|error| Usage::complain(format!("{}: {error}", path.display())))?
        }
    };
    plan.key = asked.key.clone().or(plan.key);
    Ok(plan)
}

fn begin_anew(door: &Door, file: &Path, subject: &Subject, plan: Plan, mode: Mode) -> Result<Id> {
    let zone = TimeZone::get(&door.records().company().time_zone).unwrap_or(TimeZone::UTC);
    let memory = |signature: &str| remembered(door, subject, signature);
    let seen = preview(file, subject, door.catalog(), &zone, &plan, memory)?;
    for column in &seen.columns {
        let target = column.target.as_deref().unwrap_or("left out");
        eprintln!("column {}: '{}' -> {target}", column.index + 1, column.header);
    }
    let file_name = file.file_name().unwrap_or_default().to_string_lossy();
    let key = plan.key.clone();
    let begun = Begin {
        path: file,
        file_name: &file_name,
        subject,
        targets: seen.chosen(),
        key: key.as_deref(),
        plan,
        mode,
    };
    Ok(begin(door, begun)?)
}

/// An import of this very file by the command line that did not come to its end.
fn interrupted(door: &Door, file: &Path, subject: &Subject, plan: &Plan) -> Result<Option<Id>> {
    let mut opened = File::open(file).with_context(|| file.display().to_string())?;
    let sum = copy_and_sum("", &mut opened, &mut std::io::sink())?.sha256;
    let condition = Condition::all([
        Condition::eq("sha256", Value::Text(sum)),
        Condition::eq("as_object", Value::text(subject.name())),
        Condition::in_("state", vec![Value::text("running"), Value::text("failed")]),
        Condition::gt("done", Value::Integer(0)),
        Condition::eq("dry_run", Value::Boolean(false)),
        Condition::is_null("owner", true),
    ]);
    let page = door.find(&Query::of("import_run").filter(condition).sort("-id").limit(1))?;
    let same_key = |key: &str| Some(key).filter(|key| !key.is_empty()) == plan.key.as_deref();
    Ok(page.records.iter().find(|run| same_key(run.text("key"))).map(records::Record::id))
}

/// Where the files of an import lie, the same as for one of the browser.
struct Rooms {
    errors: PathBuf,
    lock: PathBuf,
}

impl Rooms {
    fn of(opened: &Opened, id: Id) -> Result<Rooms> {
        let folder = opened.folder.path().join("imports");
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        let name = id.with_prefix("imp");
        Ok(Rooms {
            errors: folder.join(format!("{name}.errors.csv")),
            lock: folder.join(format!("{name}.lock")),
        })
    }

    /// Two programs that go on with one import would double its rows.
    fn reserve(&self, file: &Path) -> Result<Working> {
        let lock = File::options().write(true).create(true).truncate(false).open(&self.lock)?;
        match lock.try_lock() {
            Ok(()) => Ok(Working { _lock: lock, path: self.lock.clone() }),
            Err(TryLockError::WouldBlock) => bail!("{} is being imported already", file.display()),
            Err(TryLockError::Error(error)) => Err(error).with_context(|| self.lock.display().to_string()),
        }
    }
}

/// Held while this program works on an import.
struct Working {
    _lock: File,
    path: PathBuf,
}

impl Drop for Working {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.path) {
            tracing::debug!(%error, "the lock of an import is gone already");
        }
    }
}

struct Watch {
    at: Option<Instant>,
}

impl Watch {
    fn see(&mut self, progress: &Progress) -> Flow {
        if self.at.is_none_or(|at| at.elapsed() >= SAY_EVERY) || progress.done == progress.total {
            self.at = Some(Instant::now());
            let Progress { done, total, rate, seconds_left } = *progress;
            let percent = done * 100 / total.max(1);
            let line = format!(
                "\r{done} of {total} rows ({percent} %), {rate:.0} a second, {seconds_left:.0} s left   "
            );
            // A terminal that is gone need not be told.
            let _ = std::io::stderr().write_all(line.as_bytes());
        }
        Flow::GoOn
    }
}
