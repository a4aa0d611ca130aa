//! Imports behind the answer: where their files lie, which of them run, how far they are.

use exchange::import_run::{Flow, ImportError, Progress, run, undo};
use formula::Condition;
use parking_lot::Mutex;
use records::{Door, Draft, Error, Query, Record, Records};
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use value::{Id, Value};

/// Prefix of a role's id.
const ROLE: &str = "rol";

/// The desk where imports are worked on. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    folder: PathBuf,
    running: Arc<Mutex<HashMap<Id, Running>>>,
}

#[derive(Clone, Copy)]
struct Running {
    wish: Flow,
    progress: Option<Progress>,
}

/// What runs on a thread of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    Run,
    Undo,
}

impl Desk {
    pub fn new(directory: &Path) -> Desk {
        Desk { folder: directory.join("imports"), running: Arc::default() }
    }

    /// The uploaded file of an import.
    pub fn upload(&self, id: Id) -> PathBuf {
        self.folder.join(format!("{}.upload", id.with_prefix("imp")))
    }

    /// The rows that an import refused.
    pub fn errors(&self, id: Id) -> PathBuf {
        self.folder.join(format!("{}.errors.csv", id.with_prefix("imp")))
    }

    /// The role that whoever started an import was limited to; kept as a file, where no request can change it.
    fn started_by(&self, id: Id) -> PathBuf {
        self.folder.join(format!("{}.role", id.with_prefix("imp")))
    }

    /// How far a running import is.
    pub fn progress(&self, id: Id) -> Option<Json> {
        let running = self.running.lock().get(&id).copied()?;
        running.progress.map(|progress| json!(progress))
    }

    /// How many are at work.
    pub fn running(&self) -> usize {
        self.running.lock().len()
    }

    /// Asks an import to stop, if it runs here.
    pub fn stop(&self, id: Id) -> Option<()> {
        let mut running = self.running.lock();
        running.get_mut(&id)?.wish = Flow::Stop;
        Some(())
    }

    /// Goes on behind the answer, as the one who asked.
    pub fn send(&self, door: &Door, import: &Record, errand: Errand) -> Result<(), Error> {
        let (id, door) = (import.id(), door.clone());
        if errand == Errand::Run {
            let role = door.actor().limited_to.map_or_else(String::new, |role| role.with_prefix(ROLE));
            std::fs::write(self.started_by(id), role)
                .map_err(|error| Error::Unavailable(format!("a note on an import: {error}")))?;
        }
        match self.running.lock().entry(id) {
            Entry::Occupied(_) => return Err(Error::refused("import_is_running")),
            Entry::Vacant(place) => drop(place.insert(Running { wish: Flow::GoOn, progress: None })),
        }
        let desk = self.clone();
        let work = move || {
            if let Err(error) = desk.run(&door, id, errand) {
                tracing::warn!("import {}: {error}", id.with_prefix("imp"));
            }
            desk.running.lock().remove(&id);
        };
        match std::thread::Builder::new().name("import".to_owned()).spawn(work) {
            Ok(_) => Ok(()),
            Err(error) => {
                self.running.lock().remove(&id);
                Err(Error::Unavailable(format!("a thread for an import: {error}")))
            }
        }
    }

    /// Takes up the imports that a stopped program left behind.
    pub fn resume(&self, records: &Records) -> Result<(), Error> {
        let open = Condition::in_("state", vec![Value::text("queued"), Value::text("running")]);
        let query = Query::of("import_run").filter(open).limit(500);
        let system = records.as_system("resume imports");
        for import in system.find(&query)?.records {
            if self.take_up(records, &import).is_err() {
                let told = json!({ "code": "file_unreadable", "params": {} });
                let draft = Draft::new("import_run")
                    .set("state", Value::text("failed"))
                    .set("error", Value::Json(told));
                system.update(import.id(), None, draft)?;
            }
        }
        Ok(())
    }

    fn take_up(&self, records: &Records, import: &Record) -> Result<(), Error> {
        let Some(owner) = import.get("owner").as_id() else { return Ok(()) };
        if !self.upload(import.id()).exists() {
            return Err(Error::NotFound);
        }
        let role = std::fs::read_to_string(self.started_by(import.id())).map_err(|_| Error::Forbidden)?;
        let actor = match role.as_str() {
            "" => records.actor(owner)?,
            role => records.actor_limited(owner, Id::parse(role, ROLE).map_err(|_| Error::Forbidden)?)?,
        };
        self.send(&records.as_user(actor), import, Errand::Run)
    }

    fn run(&self, door: &Door, id: Id, errand: Errand) -> Result<(), ImportError> {
        let mut watch = |progress: &Progress| {
            let mut running = self.running.lock();
            match running.get_mut(&id) {
                Some(entry) => {
                    entry.progress = Some(*progress);
                    entry.wish
                }
                None => Flow::GoOn,
            }
        };
        match errand {
            Errand::Run => {
                let language = door.actor().language;
                run(door, id, &self.upload(id), &self.errors(id), language, &mut watch).map(drop)
            }
            Errand::Undo => undo(door, id, &mut watch).map(drop),
        }
    }
}
