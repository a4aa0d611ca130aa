use crate::error::StoreError;
use crate::session::{Inner, Session};
use parking_lot::{Condvar, Mutex};
use postgres::{Client, Config, IsolationLevel, NoTls, Statement};
use std::collections::HashMap;
use std::str::FromStr;
use std::time::Duration;

/// Connections kept at most.
const CONNECTIONS: usize = 24;

struct Pooled {
    client: Client,
    statements: HashMap<String, Statement>,
}

/// PostgreSQL: a small pool of blocking connections, each with its prepared statements.
pub(crate) struct PostgresSide {
    config: Config,
    idle: Mutex<(Vec<Pooled>, usize)>,
    freed: Condvar,
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
        let mut config = Config::from_str(url)
            .map_err(|error| StoreError::Unavailable(format!("the database address: {error}")))?;
        config.application_name("guanxi").connect_timeout(Duration::from_secs(10));
        let side = PostgresSide { config, idle: Mutex::new((Vec::new(), 0)), freed: Condvar::new() };
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
    pub fn reserve(&self) -> Result<Option<Client>, StoreError> {
        let mut client = self.connect()?.client;
        let row = client.query_one("SELECT pg_try_advisory_lock(7426033)", &[])?;
        Ok(row.get::<_, bool>(0).then_some(client))
    }

    /// Connections that are open, and those of them that wait for work.
    pub fn connections(&self) -> (usize, usize) {
        let idle = self.idle.lock();
        (idle.1, idle.0.len())
    }

    fn connect(&self) -> Result<Pooled, StoreError> {
        Ok(Pooled { client: self.config.connect(NoTls)?, statements: HashMap::new() })
    }
}
