use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;

/// What an import did; `rows` = `imported` + `refused`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub rows: u64,
    pub imported: u64,
    pub refused: u64,
    /// Records by object.
    pub created: BTreeMap<String, u64>,
    pub updated: BTreeMap<String, u64>,
    pub error_file: Option<String>,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Progress {
    pub done: u64,
    pub total: u64,
    /// Rows a second.
    pub rate: f64,
    pub seconds_left: f64,
}

/// What the watcher of a run wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    GoOn,
    Stop,
}

impl Summary {
    pub(super) fn count_created(&mut self, object: &str, count: u64) {
        if count > 0 {
            *self.created.entry(object.to_owned()).or_default() += count;
        }
    }

    pub(super) fn count_updated(&mut self, object: &str, count: u64) {
        if count > 0 {
            *self.updated.entry(object.to_owned()).or_default() += count;
        }
    }
}

impl Progress {
    /// `begun_at` rows were done already when the clock began to run.
    pub(super) fn after(done: u64, total: u64, begun_at: u64, elapsed: Duration) -> Progress {
        let rate = (done - begun_at.min(done)) as f64 / elapsed.as_secs_f64().max(0.001);
        let left = total.saturating_sub(done) as f64;
        let seconds_left = if rate > 0.0 { left / rate } else { 0.0 };
        Progress { done, total, rate, seconds_left }
    }
}
