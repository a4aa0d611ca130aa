use super::preview::preview;
use super::remembering::{remember, remembered};
use super::request::{ImportError, Recipe, Subject};
use super::run::run;
use super::summary::{Flow, Progress, Summary};
use crate::mapping::Plan;
use crate::reading::open;
use jiff::tz::TimeZone;
use records::{Door, Draft};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use value::{Id, Value};

/// Whether it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Everything is tried, nothing is kept.
    DryRun,
    Real,
}

/// What an import starts from.
#[derive(Debug, Clone)]
pub struct Begin<'a> {
    pub path: &'a Path,
    pub file_name: &'a str,
    pub subject: &'a Subject,
    pub plan: Plan,
    /// The target of each column.
    pub targets: Vec<Option<String>>,
    /// Records with the same value in this field are updated.
    pub key: Option<&'a str>,
    pub mode: Mode,
}

/// Looks at a file, maps its columns as the plan, the memory or a guess says, and imports it.
pub fn import_file(
    door: &Door,
    path: &Path,
    subject: &Subject,
    plan: Plan,
    mode: Mode,
    errors: &Path,
    watch: &mut dyn FnMut(&Progress) -> Flow,
) -> Result<Summary, ImportError> {
    let zone = zone_of(door);
    let memory = |signature: &str| remembered(door, subject, signature);
    let seen = preview(path, subject, door.catalog(), &zone, &plan, memory)?;
    let file_name = path.file_name().unwrap_or_default().to_string_lossy();
    let key = plan.key.clone();
    let begun = Begin {
        path,
        file_name: &file_name,
        subject,
        targets: seen.chosen(),
        key: key.as_deref(),
        plan,
        mode,
    };
    let id = begin(door, begun)?;
    run(door, id, path, errors, door.actor().language, watch)
}

/// Makes the record of an import, queued. The mapping is remembered for files with the same headers.
pub fn begin(door: &Door, begin: Begin<'_>) -> Result<Id, ImportError> {
    begin.subject.check(&begin.targets, begin.key, door.catalog())?;
    let (size, sha256) = fingerprint(begin.path)?;
    let headers = open(begin.path, &begin.plan.reading())?.headers().to_vec();
    remember(door, begin.subject, &headers, &begin.targets, begin.key)?;
    let recipe = Recipe { plan: begin.plan, targets: begin.targets, log_from: door.records().last_seq()? };
    let name: String = begin.file_name.chars().take(255).collect();
    let draft = Draft::new("import_run")
        .set("file_name", Value::Text(name))
        .set("size", Value::Integer(size))
        .set("sha256", Value::Text(sha256))
        .set("state", Value::text("queued"))
        .set("as_object", Value::text(begin.subject.name()))
        .set("key", begin.key.map_or(Value::Null, Value::text))
        .set("dry_run", Value::Boolean(begin.mode == Mode::DryRun))
        .set("mapping", Value::Json(json!(recipe)));
    Ok(door.create(draft)?.id())
}

/// The zone of the company, in which the days of a file are meant.
pub(super) fn zone_of(door: &Door) -> TimeZone {
    TimeZone::get(&door.records().company().time_zone).unwrap_or(TimeZone::UTC)
}

fn fingerprint(path: &Path) -> Result<(i64, String), ImportError> {
    let unreadable = |error| ImportError::Read(crate::reading::ReadError::Open(error));
    let mut file = File::open(path).map_err(unreadable)?;
    let (mut digest, mut size, mut buffer) = (Sha256::new(), 0_i64, vec![0; 1 << 16]);
    loop {
        let count = file.read(&mut buffer).map_err(unreadable)?;
        if count == 0 {
            break;
        }
        digest.update(&buffer[..count]);
        size += count as i64;
    }
    Ok((size, digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
}
