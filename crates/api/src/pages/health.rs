use crate::edge::metrics::Gauge;
use crate::edge::problem::Problem;
use crate::edge::server::{Server, blocking};
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use records::Error;

/// The program runs.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers too.
pub async fn ready(State(server): State<Server>) -> Result<&'static str, Problem> {
    blocking(move || server.records().last_seq()).await.map_err(|error| match error {
        Error::Internal(what) | Error::Unavailable(what) => Problem::from(Error::Unavailable(what)),
        other => Problem::from(other),
    })?;
    Ok("ready\n")
}

pub async fn metrics(State(server): State<Server>) -> Result<Response, Problem> {
    let last = {
        let server = server.clone();
        blocking(move || server.records().last_seq()).await?
    };
    let pulse = server.records().store().pulse();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let total = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let gauges = [
        ("guanxi_log_last", "Number of the newest entry of the change log.", last),
        (
            "guanxi_writes_waiting",
            "Writes that wait for the embedded database's writer.",
            count(pulse.waiting_writes),
        ),
        ("guanxi_commits_total", "Transactions that wrote.", total(pulse.commits)),
        (
            "guanxi_commit_microseconds_total",
            "How long callers waited for them, the queue included.",
            total(pulse.commit_micros),
        ),
        ("guanxi_database_connections", "Open connections of the pool.", count(pulse.connections)),
        ("guanxi_database_connections_idle", "Those of them that wait for work.", count(pulse.idle)),
        ("guanxi_imports_running", "Imports at work.", count(server.desk().running())),
        ("guanxi_bulk_jobs_running", "Bulk jobs at work.", count(server.jobs().running())),
    ]
    .map(|(name, help, value)| Gauge { name, help, value });
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind)], server.metrics().text(&gauges)).into_response())
}
