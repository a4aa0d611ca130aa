//! Changes of any number of records, made behind the answer on a thread of their own.

use formula::Condition;
use records::{BulkEnd, Error, Query, Record, Records};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use value::{Id, Value};

/// Bulk jobs of this program. Cheap to clone.
#[derive(Clone, Default)]
pub struct Jobs {
    stop: Arc<AtomicBool>,
    running: Arc<AtomicUsize>,
}

type Errand = fn(&Records, Id, &AtomicBool) -> Result<BulkEnd, Error>;

impl Jobs {
    /// Runs a queued job, or goes on with one that was left behind.
    pub fn run(&self, records: &Records, job: &Record) -> Result<(), Error> {
        self.send(records, job.id(), records::run_bulk_job)
    }

    /// Takes back what a finished job did.
    pub fn undo(&self, records: &Records, job: &Record) -> Result<(), Error> {
        if !matches!(job.text("state"), "done" | "cancelled" | "failed") {
            return Err(Error::refused("bulk_job_cannot_be_undone"));
        }
        self.send(records, job.id(), records::undo_bulk_job)
    }

    /// Takes up the jobs that a stopped program left behind.
    pub fn resume(&self, records: &Records) -> Result<(), Error> {
        let open = Condition::in_("state", vec![Value::text("queued"), Value::text("running")]);
        let query = Query::of("bulk_job").filter(open).limit(500);
        for job in records.as_system("resume bulk jobs").find(&query)?.records {
            self.run(records, &job)?;
        }
        Ok(())
    }

    /// How many are at work.
    pub fn running(&self) -> usize {
        self.running.load(Ordering::Relaxed)
    }

    /// Lets running jobs end after the chunk that they are at; the next start takes them up.
    pub fn close(&self) {
        self.stop.store(true, Ordering::Release);
    }

    fn send(&self, records: &Records, id: Id, errand: Errand) -> Result<(), Error> {
        let (records, stop, running) = (records.clone(), self.stop.clone(), self.running.clone());
        let work = move || {
            running.fetch_add(1, Ordering::Relaxed);
            if let Err(error) = errand(&records, id, &stop) {
                tracing::warn!("bulk job {}: {error}", id.with_prefix("blk"));
            }
            running.fetch_sub(1, Ordering::Relaxed);
        };
        let spawned = std::thread::Builder::new().name("bulk".to_owned()).spawn(work);
        spawned.map(drop).map_err(|error| Error::Unavailable(format!("a thread for a bulk job: {error}")))
    }
}
