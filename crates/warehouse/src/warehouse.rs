use crate::answer::Answer;
use crate::error::{Error, Wrong};
use crate::manifest::Manifest;
use crate::question::{self, LONGEST, Limits};
use crate::refresh::{self, Refreshed};
use crate::source::Source;
use crate::table::{Table, TableCard};
use records::{Door, Records};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Folder of the warehouse in the folder of the records.
const FOLDER: &str = "warehouse";
/// The parser and the planner go as deep as the SQL is nested.
const STACK: usize = 64 * 1024 * 1024;
/// A question holds one core; the others serve the rest of the program.
const AT_ONCE: usize = 2;
/// For the engine to see that its time is over.
const GRACE: Duration = Duration::from_secs(5);

/// The warehouse of one folder. Copies share everything.
#[derive(Clone)]
pub struct Warehouse {
    inner: Arc<Inner>,
}

struct Inner {
    folder: PathBuf,
    records: Records,
    running: AtomicUsize,
    refreshed: Mutex<Option<Instant>>,
    stopping: AtomicBool,
}

/// The thread that keeps the files up to date while a server runs.
pub struct Upkeep {
    warehouse: Warehouse,
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

struct Running(Arc<Inner>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Warehouse {
    /// Below the folder of the records; nothing is written yet.
    pub fn below(records: Records, data_dir: &Path) -> Warehouse {
        let inner = Inner {
            folder: data_dir.join(FOLDER),
            records,
            running: AtomicUsize::new(0),
            refreshed: Mutex::new(None),
            stopping: AtomicBool::new(false),
        };
        Warehouse { inner: Arc::new(inner) }
    }

    /// Takes in what the change log has to tell; the first time, everything.
    pub fn refresh(&self) -> Result<Refreshed, Error> {
        let mut refreshed = self.inner.refreshed.lock().unwrap_or_else(PoisonError::into_inner);
        let done = refresh::refresh(&self.inner.records, &self.inner.folder, &|_| self.unless_stopping())?;
        *refreshed = Some(Instant::now());
        Ok(done)
    }

    /// The same, unless it was done a moment ago.
    pub fn refresh_when_older(&self, than: Duration) -> Result<(), Error> {
        let refreshed = *self.inner.refreshed.lock().unwrap_or_else(PoisonError::into_inner);
        match refreshed {
            Some(at) if at.elapsed() < than => Ok(()),
            Some(_) | None => self.refresh().map(drop),
        }
    }

    /// Writes everything anew.
    pub fn rebuild(&self) -> Result<Refreshed, Error> {
        let mut refreshed = self.inner.refreshed.lock().unwrap_or_else(PoisonError::into_inner);
        let done = refresh::rebuild(&self.inner.records, &self.inner.folder, &|_| self.unless_stopping())?;
        *refreshed = Some(Instant::now());
        Ok(done)
    }

    /// Refreshes now and then where there are files, so that what was erased leaves them although nobody asks.
    pub fn keep_up(&self, every: Duration) -> Result<Upkeep, Error> {
        let (stop, stopped) = channel();
        let warehouse = self.clone();
        let thread = std::thread::Builder::new().name("warehouse".to_owned()).spawn(move || {
            while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(every) {
                match Manifest::read(&warehouse.inner.folder) {
                    Ok(None) => {}
                    Ok(Some(_)) => {
                        if let Err(error) = warehouse.refresh() {
                            tracing::warn!(%error, "the warehouse is not up to date");
                        }
                    }
                    Err(error) => tracing::warn!(%error, "the warehouse cannot be read"),
                }
            }
        });
        let thread = thread.map_err(|error| Error::Files(format!("a thread for the warehouse: {error}")))?;
        Ok(Upkeep { warehouse: self.clone(), stop, thread })
    }

    fn unless_stopping(&self) -> Result<(), Error> {
        match self.inner.stopping.load(Ordering::Acquire) {
            true => Err(Error::Files("stopped".to_owned())),
            false => Ok(()),
        }
    }

    /// The tables that somebody may ask, with the columns that are open to him.
    pub fn tables(&self, door: &Door) -> Vec<TableCard> {
        let seen = |table: &Table| {
            let columns = table.columns_for(door);
            (Source::is_open(door, table) && !columns.is_empty()).then(|| table.card(&columns))
        };
        Table::all(door.catalog()).iter().filter_map(seen).collect()
    }

    /// Answers one SELECT within the reach of whoever asks.
    pub fn ask(&self, door: &Door, sql: &str, limits: Limits) -> Result<Answer, Error> {
        if sql.trim().is_empty() {
            return Err(Error::question(Wrong::Empty, "", None));
        }
        if sql.len() > LONGEST {
            return Err(Error::question(Wrong::TooLong, format!("{} > {LONGEST}", sql.len()), None));
        }
        let manifest = match Manifest::read(&self.inner.folder)? {
            Some(manifest) if manifest.fits(door.catalog()) => manifest,
            // Nothing was written yet, or objects and fields have changed since.
            Some(_) | None => {
                self.refresh()?;
                Manifest::read(&self.inner.folder)?.unwrap_or_else(Manifest::empty)
            }
        };
        let running = self.begin()?;
        let (sender, answered) = channel();
        let (door, sql, folder) = (door.clone(), sql.to_owned(), self.inner.folder.clone());
        let thread = std::thread::Builder::new().name("question".to_owned()).stack_size(STACK);
        let spawned = thread.spawn(move || {
            let answer = bounded(&door, &folder, &manifest, &sql, limits);
            drop(running);
            // Whoever asked may have given up.
            let _ = sender.send(answer);
        });
        spawned.map_err(|error| Error::Files(format!("a thread for the question: {error}")))?;
        match answered.recv_timeout(limits.time + GRACE) {
            Ok(answer) => answer,
            Err(RecvTimeoutError::Timeout) => Err(too_long()),
            Err(RecvTimeoutError::Disconnected) => Err(Error::Files("a question broke".to_owned())),
        }
    }

    fn begin(&self) -> Result<Running, Error> {
        if self.inner.running.fetch_add(1, Ordering::AcqRel) >= AT_ONCE {
            self.inner.running.fetch_sub(1, Ordering::AcqRel);
            return Err(Error::question(Wrong::TooManyAtOnce, "", None));
        }
        Ok(Running(self.inner.clone()))
    }
}

impl Upkeep {
    /// Ends it, and whatever it is writing.
    pub fn end(self) {
        self.warehouse.inner.stopping.store(true, Ordering::Release);
        drop(self.stop);
        if self.thread.join().is_err() {
            tracing::error!("the warehouse's thread broke");
        }
    }
}

fn bounded(
    door: &Door,
    folder: &Path,
    manifest: &Manifest,
    sql: &str,
    limits: Limits,
) -> Result<Answer, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().max_blocking_threads(2).build();
    let runtime = runtime.map_err(|error| Error::Files(error.to_string()))?;
    let prepared = question::prepare(door, folder, manifest, sql, limits)?;
    let answer = runtime.block_on(async {
        let answer = question::answer(prepared, manifest, sql, limits);
        tokio::time::timeout(limits.time, answer).await.unwrap_or_else(|_| Err(too_long()))
    });
    runtime.shutdown_background();
    answer
}

fn too_long() -> Error {
    Error::question(Wrong::TooMuchTime, "", None)
}
