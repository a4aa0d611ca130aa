use crate::error::StoreError;
use crate::search::write_grams;
use crate::session::{Gram, Inner, Session};
use parking_lot::Mutex;
use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// Writes that share one commit at most.
const GROUP: usize = 256;
/// Kilobytes, negative as SQLite wants it: what a large transaction changes stays in memory until it is written once. Taken only when used.
const WRITER_CACHE: i64 = -64_000;

/// A write waiting for the writer thread: it runs inside a savepoint and says whether to keep what it did.
pub(crate) type Job = Box<dyn FnOnce(&mut Session<'_>) -> Finished + Send>;

/// What is left to do when the shared commit is through (or has failed).
pub(crate) struct Finished {
    pub keep: bool,
    pub deliver: Box<dyn FnOnce(Result<(), StoreError>) + Send>,
}

/// SQLite: pooled readers and one writer thread with group commit.
pub(crate) struct SqliteSide {
    path: PathBuf,
    readers: Mutex<Vec<Connection>>,
    jobs: Sender<Job>,
    waiting: Arc<AtomicUsize>,
}

impl SqliteSide {
    pub fn open(path: &Path) -> Result<SqliteSide, StoreError> {
        let writer = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        writer.pragma_update(None, "journal_mode", "WAL")?;
        writer.pragma_update(None, "synchronous", "FULL")?;
        writer.pragma_update(None, "foreign_keys", "ON")?;
        writer.pragma_update(None, "wal_autocheckpoint", 4_000)?;
        writer.pragma_update(None, "cache_size", WRITER_CACHE)?;
        writer.pragma_update(None, "journal_size_limit", 64 << 20)?;
        let (jobs, queue) = channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        let counter = waiting.clone();
        std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || write_loop(&writer, &queue, &counter))
            .map_err(|error| StoreError::Unavailable(error.to_string()))?;
        Ok(SqliteSide { path: path.to_owned(), readers: Mutex::new(Vec::new()), jobs, waiting })
    }

    pub fn read<T, E: From<StoreError>>(
        &self,
        f: impl FnOnce(&mut Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let pooled = self.readers.lock().pop();
        let connection = match pooled {
            Some(connection) => connection,
            None => connect(&self.path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|connection| {
                connection.pragma_update(None, "query_only", "ON")?;
                Ok(connection)
            })?,
        };
        let result = f(&mut Session::on(Inner::Sqlite(&connection)));
        let mut readers = self.readers.lock();
        if readers.len() < 16 {
            readers.push(connection);
        }
        result
    }

    pub fn write<T, E>(
        &self,
        f: impl FnOnce(&mut Session<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = channel::<Result<T, E>>();
        let job: Job = Box::new(move |session| {
            let result = f(session);
            Finished {
                keep: result.is_ok(),
                deliver: Box::new(move |commit| {
                    let outcome = match commit {
                        Ok(()) => result,
                        Err(error) => result.and(Err(E::from(error))),
                    };
                    // Nobody waits any more when the caller's thread has died; there is no one to tell.
                    let _ = answer.send(outcome);
                }),
            }
        });
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let gone = || E::from(StoreError::Unavailable("the writer has stopped".to_owned()));
        self.jobs.send(job).map_err(|_| gone())?;
        answered.recv().map_err(|_| gone())?
    }

    /// The writer and the readers that wait for work; those at work are not counted.
    pub fn connections(&self) -> (usize, usize) {
        let idle = self.readers.lock().len();
        (idle + 1, idle)
    }

    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// One consistent moment of the database, without stopping anybody. Pooled readers may not write, not even elsewhere.
    pub fn copy_to(&self, target: &Path) -> Result<(), StoreError> {
        let connection = connect(&self.path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.execute("VACUUM INTO ?1", [target.display().to_string()])?;
        Ok(())
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn write_loop(connection: &Connection, queue: &Receiver<Job>, waiting: &AtomicUsize) {
    while let Ok(first) = queue.recv() {
        let (mut finished, mut grams) = (Vec::new(), Vec::new());
        let begun = step(connection, "BEGIN IMMEDIATE");
        if let Err(error) = begun {
            let text = error.to_string();
            waiting.fetch_sub(1, Ordering::Relaxed);
            refuse(first, &text);
            continue;
        }
        let mut next = Some(first);
        while let Some(job) = next.take() {
            waiting.fetch_sub(1, Ordering::Relaxed);
            finished.push(run_in_savepoint(connection, job, &mut grams));
            if finished.len() < GROUP {
                next = queue.try_recv().ok();
            }
        }
        let committed = write_grams(&mut Session::on(Inner::Sqlite(connection)), grams)
            .and_then(|()| step(connection, "COMMIT"));
        let failure = committed.err().map(|error| {
            if let Err(error) = connection.execute_batch("ROLLBACK") {
                tracing::error!(%error, "a failed commit could not be rolled back");
            }
            error.to_string()
        });
        for job in finished {
            (job.deliver)(failure.clone().map_or(Ok(()), |text| Err(StoreError::Unavailable(text))));
        }
    }
}

/// What a kept job put off is added to `grams`.
fn run_in_savepoint(connection: &Connection, job: Job, grams: &mut Vec<Gram>) -> Finished {
    if let Err(error) = step(connection, "SAVEPOINT job") {
        tracing::error!(%error, "a savepoint could not be set");
    }
    let mut session = Session::on(Inner::Sqlite(connection));
    let run = std::panic::AssertUnwindSafe(|| job(&mut session));
    let finished = std::panic::catch_unwind(run).unwrap_or_else(|_| {
        tracing::error!("a write panicked and was undone");
        Finished { keep: false, deliver: Box::new(|_| ()) }
    });
    let put_off = session.take_grams();
    let ended = match finished.keep {
        true => step(connection, "RELEASE job"),
        false => step(connection, "ROLLBACK TO job").and_then(|()| step(connection, "RELEASE job")),
    };
    match ended {
        Ok(()) => {
            if finished.keep {
                grams.extend(put_off);
            }
            finished
        }
        Err(error) => {
            let text = error.to_string();
            let deliver = finished.deliver;
            Finished { keep: false, deliver: Box::new(move |_| deliver(Err(StoreError::Unavailable(text)))) }
        }
    }
}

/// One step of a transaction, by a statement that is prepared once.
fn step(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}

fn refuse(job: Job, text: &str) {
    let Ok(nowhere) = Connection::open_in_memory() else { return };
    let finished = job(&mut Session::on(Inner::Sqlite(&nowhere)));
    (finished.deliver)(Err(StoreError::Unavailable(text.to_owned())));
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(200);
    // A plan does not depend on what is bound: otherwise every new value makes it plan the same statement again.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -8_000)?;
    connection.pragma_update(None, "mmap_size", 1_i64 << 30)?;
    connection.create_scalar_function(
        "guanxi_fold",
        1,
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC,
        |arguments| {
            let text: Option<String> = arguments.get(0)?;
            Ok(text.map(|text| value::text::fold(&text)))
        },
    )?;
    connection.create_scalar_function(
        "guanxi_day",
        2,
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC,
        |arguments| {
            let micros: Option<i64> = arguments.get(0)?;
            let zone: String = arguments.get(1)?;
            Ok(micros.and_then(|micros| value::day_in_zone(micros, &zone)))
        },
    )?;
    Ok(connection)
}
