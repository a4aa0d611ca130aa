use crate::bell::Bell;
use crate::{observer, post, reactions, schedule};
use channels::Mail;
use identity::Identity;
use records::{Error, Records};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

/// What the worker works on.
#[derive(Clone)]
pub struct Plan {
    pub records: Records,
    pub identity: Identity,
    pub mail: Mail,
    /// Where imports keep their uploads and the files with refused rows.
    pub imports: PathBuf,
}

/// The threads behind the scenes. Dropping it stops them.
pub struct Worker {
    bell: Arc<Bell>,
    threads: Vec<JoinHandle<()>>,
}

impl Worker {
    /// Starts reading the log where the last worker stopped.
    pub fn start(plan: Plan) -> Result<Worker, Error> {
        let bell = Arc::new(Bell::default());
        let mut worker = Worker { bell: bell.clone(), threads: Vec::new() };
        let newest = plan.records.last_seq()?;
        let (watched, stop) = (plan.clone(), bell.clone());
        worker.spawn("observer", move || observer::run(&watched, newest, &stop))?;
        let (mail, stop) = (plan.mail.clone(), bell.clone());
        worker.spawn("post", move || post::run(&mail, &stop))?;
        let (records, stop) = (plan.records.clone(), bell.clone());
        worker.spawn("reactions", move || reactions::run(&records, &stop))?;
        worker.spawn("schedule", move || schedule::run(&plan, &bell))?;
        Ok(worker)
    }

    /// Lets every thread finish what it is doing.
    pub fn stop(mut self) {
        self.end();
    }

    fn spawn(&mut self, name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), Error> {
        let spawned = Builder::new().name(name.to_owned()).spawn(work);
        self.threads.push(spawned.map_err(|error| Error::Unavailable(format!("thread {name}: {error}")))?);
        Ok(())
    }

    fn end(&mut self) {
        self.bell.ring();
        for thread in self.threads.drain(..) {
            let name = thread.thread().name().unwrap_or_default().to_owned();
            if thread.join().is_err() {
                tracing::error!(thread = name, "a thread of the worker broke");
            }
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.end();
    }
}
