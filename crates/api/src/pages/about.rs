use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::Answer;
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use axum::extract::State;
use records::{Condition, Door, Error, Query};
use serde_json::{Value as Json, json};
use std::path::Path;
use value::{Value, moment_text};

/// How the program is doing: for the page that an administrator looks at when something seems wrong.
pub async fn about(State(server): State<Server>, caller: Caller, params: Params) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    Ok(reply::ok(&blocking(move || card(&server)).await?))
}

fn card(server: &Server) -> Result<Json, Error> {
    let records = server.records();
    let door = records.as_system("show how the program is doing");
    let database = records.database()?;
    let mail = server.mail();
    let copies = server.copies().list()?;
    let newest = copies.first();
    Ok(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "now": moment_text(records.clock().now()),
        "database": { "kind": database.kind, "bytes": database.bytes, "log_entries": records.last_seq()? },
        "disk": disk(server.copies().beside()),
        "insight": last_run(&door)?,
        "queues": {
            "bulk_jobs": open(&door, "bulk_job", &["queued", "running"])?,
            "imports": open(&door, "import_run", &["queued", "running"])?,
            "waiting_writes": records.waiting_writes(),
        },
        "mail": {
            "set_up": mail.settings().is_set_up(),
            "queued": mail.count("queued")?,
            "failed": mail.count("failed")?,
        },
        "copy": newest.map(|copy| json!({ "name": copy.name, "bytes": copy.bytes })),
    }))
}

fn open(door: &Door, object: &str, states: &[&str]) -> Result<u64, Error> {
    let states = states.iter().map(|state| Value::text(*state)).collect();
    door.count(&Query::of(object).filter(Condition::in_("state", states)))
}

fn last_run(door: &Door) -> Result<Option<Json>, Error> {
    let page = door.find(&Query::of("insight_run").sort("-id").limit(1))?;
    Ok(page.records.first().map(|run| {
        json!({
            "state": run.text("state"),
            "as_of": run.get("as_of").as_date().map(|day| day.to_string()),
            "started_at": run.get("started_at").as_moment().map(moment_text),
            "finished_at": run.get("finished_at").as_moment().map(moment_text),
        })
    }))
}

#[cfg(unix)]
fn disk(folder: &Path) -> Option<Json> {
    let about = rustix::fs::statvfs(folder).ok()?;
    Some(json!({ "free": about.f_bavail * about.f_frsize, "total": about.f_blocks * about.f_frsize }))
}

#[cfg(not(unix))]
fn disk(_folder: &Path) -> Option<Json> {
    None
}
