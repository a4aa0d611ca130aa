use crate::bind::{Answer, Bound};
use crate::dialect::Dialect;
use crate::error::StoreError;
use postgres::fallible_iterator::FallibleIterator;
use sea_query::{QueryStatementWriter, Value};
use std::collections::HashMap;

/// A connection inside a transaction (or a read snapshot): everything of this crate runs on one.
pub struct Session<'a> {
    pub(crate) inner: Inner<'a>,
    /// Terms that go into the embedded database's index together: every savepoint would make it write a segment.
    grams: Vec<Gram>,
    attempts: Vec<usize>,
}

/// What is still to be done to the index of terms.
pub(crate) enum Gram {
    Write(i64, String),
    Forget(i64),
}

pub(crate) enum Inner<'a> {
    Sqlite(&'a rusqlite::Connection),
    Postgres {
        transaction: postgres::Transaction<'a>,
        statements: &'a mut HashMap<String, postgres::Statement>,
    },
}

impl<'a> Session<'a> {
    pub(crate) fn on(inner: Inner<'a>) -> Session<'a> {
        Session { inner, grams: Vec::new(), attempts: Vec::new() }
    }

    /// Which database it talks to.
    pub fn dialect(&self) -> Dialect {
        match self.inner {
            Inner::Sqlite(_) => Dialect::Sqlite,
            Inner::Postgres { .. } => Dialect::Postgres,
        }
    }

    /// Entries of the change log appear in the order of their numbers. In PostgreSQL one with a lower number may come late.
    pub fn numbers_in_order(&self) -> bool {
        self.dialect() == Dialect::Sqlite
    }

    /// Marks where `forget_attempt` goes back to. Attempts nest.
    pub fn begin_attempt(&mut self) -> Result<(), StoreError> {
        self.attempts.push(self.grams.len());
        self.script("SAVEPOINT attempt")
    }

    /// Keeps what was written since the mark.
    pub fn keep_attempt(&mut self) -> Result<(), StoreError> {
        self.attempts.pop();
        self.script("RELEASE SAVEPOINT attempt")
    }

    /// Undoes what was written since the mark.
    pub fn forget_attempt(&mut self) -> Result<(), StoreError> {
        if let Some(kept) = self.attempts.pop() {
            self.grams.truncate(kept);
        }
        self.script("ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt")
    }

    /// Puts off a change of the index of terms to the end of the commit.
    pub(crate) fn put_off(&mut self, gram: Gram) {
        self.grams.push(gram);
    }

    /// What was put off, for whoever ends the commit.
    pub(crate) fn take_grams(&mut self) -> Vec<Gram> {
        std::mem::take(&mut self.grams)
    }

    pub(crate) fn run(&mut self, statement: &impl QueryStatementWriter) -> Result<u64, StoreError> {
        let (sql, values) = self.dialect().build(statement);
        self.execute(&sql, &values.0)
    }

    pub(crate) fn ask(
        &mut self,
        statement: &impl QueryStatementWriter,
        each: &mut dyn FnMut(&Answer<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let (sql, values) = self.dialect().build(statement);
        self.query(&sql, &values.0, each)
    }

    pub(crate) fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        match &mut self.inner {
            Inner::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                Ok(statement.execute(rusqlite::params_from_iter(values.iter().map(Bound)))? as u64)
            }
            Inner::Postgres { transaction, statements } => {
                let statement = prepared(transaction, statements, sql)?;
                let bound: Vec<Bound<'_>> = values.iter().map(Bound).collect();
                let places: Vec<&(dyn postgres::types::ToSql + Sync)> =
                    bound.iter().map(|value| value as _).collect();
                Ok(transaction.execute(&statement, &places)?)
            }
        }
    }

    pub(crate) fn query(
        &mut self,
        sql: &str,
        values: &[Value],
        each: &mut dyn FnMut(&Answer<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        match &mut self.inner {
            Inner::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                let mut rows = statement.query(rusqlite::params_from_iter(values.iter().map(Bound)))?;
                while let Some(row) = rows.next()? {
                    each(&Answer::Sqlite(row))?;
                }
                Ok(())
            }
            Inner::Postgres { transaction, statements } => {
                let statement = prepared(transaction, statements, sql)?;
                let mut rows = transaction.query_raw(&statement, values.iter().map(Bound))?;
                while let Some(row) = rows.next()? {
                    each(&Answer::Postgres(&row))?;
                }
                Ok(())
            }
        }
    }

    /// Several statements without parameters, for the shape of the database.
    pub(crate) fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        match &mut self.inner {
            Inner::Sqlite(connection) => Ok(connection.execute_batch(sql)?),
            Inner::Postgres { transaction, .. } => Ok(transaction.batch_execute(sql)?),
        }
    }
}

const STATEMENTS_KEPT: usize = 400;

fn prepared(
    transaction: &mut postgres::Transaction<'_>,
    statements: &mut HashMap<String, postgres::Statement>,
    sql: &str,
) -> Result<postgres::Statement, StoreError> {
    if let Some(statement) = statements.get(sql) {
        return Ok(statement.clone());
    }
    let statement = transaction.prepare(sql)?;
    if statements.len() >= STATEMENTS_KEPT {
        statements.clear();
    }
    statements.insert(sql.to_owned(), statement.clone());
    Ok(statement)
}
