use crate::copies::Copies;
use crate::edge::metrics::Metrics;
use crate::edge::pace::Pace;
use crate::edge::problem::Problem;
use crate::facts::Facts;
use crate::files::Shelf;
use crate::imports::Desk;
use crate::jobs::Jobs;
use crate::live::Hub;
use crate::presence::Presence;
use crate::serving::App;
use channels::Mail;
use identity::Identity;
use records::{Error, Records};
use std::sync::Arc;

/// What every handler can reach. Cheap to clone.
#[derive(Clone)]
pub struct Server {
    inner: Arc<Inner>,
}

/// How short reads run: on the thread of the request (SQLite: measured 30 % faster), or on one that may block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    Inline,
    Blocking,
}

struct Inner {
    records: Records,
    identity: Identity,
    mail: Mail,
    copies: Copies,
    facts: Option<Facts>,
    reads: Reads,
    shelf: Shelf,
    desk: Desk,
    jobs: Jobs,
    hub: Hub,
    presence: Presence,
    metrics: Metrics,
    pace: Pace,
}

impl Server {
    pub fn new(app: App) -> Server {
        let inner = Inner {
            hub: Hub::start(&app.records),
            shelf: Shelf::below(&app.data_dir, app.limits.largest_upload),
            desk: Desk::new(&app.data_dir),
            jobs: Jobs::default(),
            records: app.records,
            identity: app.identity,
            mail: app.mail,
            copies: Copies::below(&app.data_dir, app.copies),
            facts: app.facts,
            reads: app.limits.reads,
            presence: Presence::default(),
            metrics: Metrics::default(),
            pace: Pace::default(),
        };
        Server { inner: Arc::new(inner) }
    }

    pub fn records(&self) -> &Records {
        &self.inner.records
    }

    pub fn identity(&self) -> &Identity {
        &self.inner.identity
    }

    pub fn mail(&self) -> &Mail {
        &self.inner.mail
    }

    pub fn copies(&self) -> &Copies {
        &self.inner.copies
    }

    /// What answers SQL, where the program can.
    pub fn facts(&self) -> Option<&Facts> {
        self.inner.facts.as_ref()
    }

    pub fn shelf(&self) -> &Shelf {
        &self.inner.shelf
    }

    pub fn desk(&self) -> &Desk {
        &self.inner.desk
    }

    pub fn jobs(&self) -> &Jobs {
        &self.inner.jobs
    }

    pub fn hub(&self) -> &Hub {
        &self.inner.hub
    }

    pub fn presence(&self) -> &Presence {
        &self.inner.presence
    }

    pub fn metrics(&self) -> &Metrics {
        &self.inner.metrics
    }

    pub fn pace(&self) -> &Pace {
        &self.inner.pace
    }

    /// A short read: a session, one record.
    pub async fn quick<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        match self.inner.reads {
            Reads::Inline => work(),
            Reads::Blocking => blocking(work).await,
        }
    }
}

/// Work with the database, off the threads that serve the network.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(broken) => Err(Error::Internal(format!("a request broke: {broken}"))),
    }
}

/// The same for work whose refusals are already problems.
pub async fn blocking_problem<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(broken) => Err(Problem::internal(format!("a request broke: {broken}"))),
    }
}
