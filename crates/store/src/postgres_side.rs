use crate::error::StoreError;
use crate::session::{Inner, Session};
use crate::tls;
use parking_lot::{Condvar, Mutex};
use postgres::{Client, Config, IsolationLevel, NoTls, Statement};
use std::collections::HashMap;
use std::time::Duration;
use tokio_postgres_rustls::MakeRustlsConnect;

/// A connection that says nothing for so long may have broken.
const PATIENCE: Duration = Duration::from_secs(5);
/// Connections kept at most.
const CONNECTIONS: usize = 24;

struct Pooled {
    client: Client,
    statements: HashMap<String, Statement>,
}

/// PostgreSQL: a small pool of blocking connections, each with its prepared statements.
pub(crate) struct PostgresSide {
    config: Config,
    tls: Option<MakeRustlsConnect>,
    idle: Mutex<(Vec<Pooled>, usize)>,
    freed: Condvar,
}

/// The place of the only server, held by this connection for as long as it lasts.
pub(crate) struct Reserved {
    client: Client,
    backend: i32,
}

impl Reserved {
    /// Whether it still holds its place; a server that is only slow has not given it away.
    pub fn holds(&mut self, side: &PostgresSide) -> Result<bool, StoreError> {
        Ok(self.client.is_valid(PATIENCE).is_ok() || side.holder()? == Some(self.backend))
    }
}

/// A connection in use: it goes back to the others, or is counted out when it broke or its user panicked.
struct Lent<'a> {
    side: &'a PostgresSide,
    pooled: Option<Pooled>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let whole =
            self.pooled.take().filter(|pooled| !pooled.client.is_closed() && !std::thread::panicking());
        let mut idle = self.side.idle.lock();
        match whole {
            Some(pooled) => idle.0.push(pooled),
            None => idle.1 -= 1,
        }
        drop(idle);
        self.side.freed.notify_one();
    }
}

impl PostgresSide {
    pub fn open(url: &str) -> Result<PostgresSide, StoreError> {
        let (mut config, tls) = tls::read(url)?;
        config.application_name("guanxi").connect_timeout(Duration::from_secs(10));
        let side = PostgresSide { config, tls, idle: Mutex::new((Vec::new(), 0)), freed: Condvar::new() };
        let first = side.connect()?;
        *side.idle.lock() = (vec![first], 1);
        Ok(side)
    }

    pub fn read<T, E: From<StoreError>>(
        &self,
        f: impl FnOnce(&mut Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.within(|pooled| {
            let transaction = pooled
                .client
                .build_transaction()
                .read_only(true)
                .isolation_level(IsolationLevel::RepeatableRead)
                .start()
                .map_err(StoreError::from)?;
            f(&mut Session::on(Inner::Postgres { transaction, statements: &mut pooled.statements }))
        })
    }

    pub fn write<T, E: From<StoreError>>(
        &self,
        f: impl FnOnce(&mut Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.within(|pooled| {
            let transaction = pooled.client.transaction().map_err(StoreError::from)?;
            let mut session =
                Session::on(Inner::Postgres { transaction, statements: &mut pooled.statements });
            let result = f(&mut session)?;
            if let Inner::Postgres { transaction, .. } = session.inner {
                transaction.commit().map_err(StoreError::from)?;
            }
            Ok(result)
        })
    }

    fn within<T, E: From<StoreError>>(&self, f: impl FnOnce(&mut Pooled) -> Result<T, E>) -> Result<T, E> {
        let mut lent = Lent { side: self, pooled: Some(self.take()?) };
        match &mut lent.pooled {
            Some(pooled) => f(pooled),
            None => Err(StoreError::Unavailable("a database connection was lost".to_owned()).into()),
        }
    }

    fn take(&self) -> Result<Pooled, StoreError> {
        let mut idle = self.idle.lock();
        loop {
            while let Some(pooled) = idle.0.pop() {
                if !pooled.client.is_closed() {
                    return Ok(pooled);
                }
                idle.1 -= 1;
            }
            if idle.1 < CONNECTIONS {
                idle.1 += 1;
                drop(idle);
                return self.connect().inspect_err(|_| self.idle.lock().1 -= 1);
            }
            if self.freed.wait_for(&mut idle, Duration::from_secs(30)).timed_out() {
                return Err(StoreError::Unavailable(
                    "no database connection became free in 30 seconds".to_owned(),
                ));
            }
        }
    }

    /// A connection of its own that holds the place of the only server, or nothing when another one has it.
    pub fn reserve(&self) -> Result<Option<Reserved>, StoreError> {
        let mut client = self.connect()?.client;
        let row = client.query_one("SELECT pg_try_advisory_lock(7426033), pg_backend_pid()", &[])?;
        Ok(row.get::<_, bool>(0).then(|| Reserved { client, backend: row.get(1) }))
    }

    /// Which connection holds the place, by its number in the server.
    pub fn holder(&self) -> Result<Option<i32>, StoreError> {
        let mut client = self.connect()?.client;
        let sql = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = 7426033 AND granted \
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        Ok(client.query_opt(sql, &[])?.map(|row| row.get(0)))
    }

    /// Connections that are open, and those of them that wait for work.
    pub fn connections(&self) -> (usize, usize) {
        let idle = self.idle.lock();
        (idle.1, idle.0.len())
    }

    fn connect(&self) -> Result<Pooled, StoreError> {
        let client = match &self.tls {
            None => self.config.connect(NoTls)?,
            Some(tls) => self.config.connect(tls.clone())?,
        };
        Ok(Pooled { client, statements: HashMap::new() })
    }
}
