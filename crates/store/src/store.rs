use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::postgres_side::{PostgresSide, Reserved};
use crate::session::Session;
use crate::sqlite_side::SqliteSide;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Where the records live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A file of the embedded database.
    Sqlite(PathBuf),
    /// A connection address of PostgreSQL 15 or newer.
    Postgres(String),
}

/// An open database. Copies share it.
#[derive(Clone)]
pub struct Store {
    side: Arc<Side>,
    commits: Arc<Commits>,
}

/// Transactions that wrote, and how long their callers waited for them, the queue included.
#[derive(Default)]
struct Commits {
    count: AtomicU64,
    micros: AtomicU64,
}

/// How busy the database is with this process, for those who watch over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pulse {
    /// Writes that wait for the embedded database's writer.
    pub waiting_writes: usize,
    /// Transactions that wrote.
    pub commits: u64,
    /// Microseconds that callers waited for them in total.
    pub commit_micros: u64,
    /// Connections that are open.
    pub connections: usize,
    /// Those of them that wait for work.
    pub idle: usize,
}

/// The place of the only server of a database; free again when this is dropped, the process ends or its connection breaks.
pub struct ServerPlace {
    held: Option<(Store, Box<Reserved>)>,
}

/// What became of the place of the only server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is still held.
    Held,
    /// Its connection had broken; it has been taken again, and nobody had it in between for longer than that.
    TakenAgain,
    /// Its connection had broken, and another server has it now.
    Lost,
}

impl ServerPlace {
    /// Whether the place can be lost while the process lives.
    pub fn can_be_lost(&self) -> bool {
        self.held.is_some()
    }

    /// Looks whether the place is still held, and takes it again when its connection broke. An error means that the database does not
    /// answer: then nobody can be asked, and nobody can write either.
    pub fn check(&mut self) -> Result<Standing, StoreError> {
        let Some((store, reserved)) = &mut self.held else { return Ok(Standing::Held) };
        let Side::Postgres(side) = &*store.side else { return Ok(Standing::Held) };
        if reserved.holds(side)? {
            return Ok(Standing::Held);
        }
        match side.reserve()? {
            None => Ok(Standing::Lost),
            Some(again) => {
                **reserved = again;
                Ok(Standing::TakenAgain)
            }
        }
    }
}

enum Side {
    Sqlite(SqliteSide),
    Postgres(Box<PostgresSide>),
}

impl Store {
    /// Opens the database; makes the file when it is missing.
    pub fn open(location: &Location) -> Result<Store, StoreError> {
        let side = match location {
            Location::Sqlite(path) => Side::Sqlite(SqliteSide::open(path)?),
            Location::Postgres(url) => Side::Postgres(Box::new(PostgresSide::open(url)?)),
        };
        Ok(Store { side: Arc::new(side), commits: Arc::default() })
    }

    /// Which database it is.
    pub fn dialect(&self) -> Dialect {
        match &*self.side {
            Side::Sqlite(_) => Dialect::Sqlite,
            Side::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs reads on one connection.
    pub fn read<T, E: From<StoreError>>(
        &self,
        f: impl FnOnce(&mut Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        match &*self.side {
            Side::Sqlite(side) => side.read(f),
            Side::Postgres(side) => side.read(f),
        }
    }

    /// Runs a transaction; it is durable when this returns, and undone when `f` fails.
    pub fn write<T, E>(
        &self,
        f: impl FnOnce(&mut Session<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let start = Instant::now();
        let outcome = match &*self.side {
            Side::Sqlite(side) => side.write(f),
            Side::Postgres(side) => side.write(f),
        };
        let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.commits.count.fetch_add(1, Ordering::Relaxed);
        self.commits.micros.fetch_add(micros, Ordering::Relaxed);
        outcome
    }

    /// Writes that wait for the embedded database's writer.
    pub fn waiting_writes(&self) -> usize {
        match &*self.side {
            Side::Sqlite(side) => side.waiting(),
            Side::Postgres(_) => 0,
        }
    }

    /// Takes the place of the only server of this database, for as long as the answer is kept; None when it is taken. The embedded
    /// database's place is its folder, which the program reserves.
    pub fn reserve(&self) -> Result<Option<ServerPlace>, StoreError> {
        match &*self.side {
            Side::Sqlite(_) => Ok(Some(ServerPlace { held: None })),
            Side::Postgres(side) => {
                let held = side.reserve()?;
                Ok(held.map(|reserved| ServerPlace { held: Some((self.clone(), Box::new(reserved))) }))
            }
        }
    }

    /// How busy the database is with this process.
    pub fn pulse(&self) -> Pulse {
        let (connections, idle) = match &*self.side {
            Side::Sqlite(side) => side.connections(),
            Side::Postgres(side) => side.connections(),
        };
        Pulse {
            waiting_writes: self.waiting_writes(),
            commits: self.commits.count.load(Ordering::Relaxed),
            commit_micros: self.commits.micros.load(Ordering::Relaxed),
            connections,
            idle,
        }
    }

    /// File of the embedded database.
    pub fn file(&self) -> Option<&Path> {
        match &*self.side {
            Side::Sqlite(side) => Some(side.path()),
            Side::Postgres(_) => None,
        }
    }

    /// How large it is.
    pub fn bytes(&self) -> Result<u64, StoreError> {
        let sql = match self.dialect() {
            Dialect::Sqlite => "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
            Dialect::Postgres => "SELECT pg_database_size(current_database())",
        };
        let mut bytes = 0;
        self.read(|session| {
            session.query(sql, &[], &mut |answer| {
                bytes = answer.whole(0)?.unwrap_or_default();
                Ok(())
            })
        })?;
        Ok(u64::try_from(bytes).unwrap_or_default())
    }

    /// What the embedded database finds wrong with its own file; PostgreSQL watches over itself.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        let mut complaints = Vec::new();
        match &*self.side {
            Side::Postgres(_) => {}
            Side::Sqlite(_) => self.read(|session| {
                session.query("PRAGMA integrity_check", &[], &mut |answer| {
                    complaints.extend(answer.text(0)?.filter(|text| text != "ok"));
                    Ok(())
                })
            })?,
        }
        Ok(complaints)
    }

    /// Copies the embedded database into a new file while it is in use.
    pub fn copy_to(&self, target: &Path) -> Result<(), StoreError> {
        let Side::Sqlite(side) = &*self.side else {
            return Err(StoreError::Unavailable(
                "a PostgreSQL database is backed up with pg_dump".to_owned(),
            ));
        };
        side.copy_to(target)
    }
}
