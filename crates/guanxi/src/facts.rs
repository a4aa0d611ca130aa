//! SQL over the company's facts, where the program was built with it.

use anyhow::{Result, bail};
use api::FactRows;
use records::{Door, Records};
use std::path::Path;

/// Writes the files of the warehouse and says in JSON what it did.
pub type Filling = fn(&Records, &Path) -> Result<String>;

pub fn must_be_built_in() -> Result<()> {
    if cfg!(feature = "warehouse") {
        return Ok(());
    }
    bail!(
        "this program was built without SQL; build it with 'cargo build --release -p guanxi --features warehouse'"
    )
}

#[cfg(feature = "warehouse")]
mod built_in {
    use super::*;
    use api::{FactColumn, Facts, FactsError};
    use serde_json::json;
    use std::sync::Arc;
    use std::time::Duration;
    use warehouse::{Answer, Error, Limits, Upkeep, Warehouse, Wrong};

    /// Answers of the server are at most so much older than the records.
    const FRESH: Duration = Duration::from_secs(60);
    const BUSY: u64 = 5;
    const UPKEEP: Duration = Duration::from_secs(10 * 60);

    /// The warehouse of a server.
    pub struct Kept {
        warehouse: Warehouse,
        upkeep: Upkeep,
    }

    impl Kept {
        pub fn open(records: &Records, data_dir: &Path) -> Result<Kept> {
            let warehouse = Warehouse::below(records.clone(), data_dir);
            let upkeep = warehouse.keep_up(UPKEEP)?;
            Ok(Kept { warehouse, upkeep })
        }

        /// What the server answers SQL with.
        pub fn answering(&self) -> Option<Facts> {
            Some(answering(&self.warehouse))
        }

        /// Before the database is closed.
        pub fn end(self) {
            self.upkeep.end();
        }
    }

    fn answering(warehouse: &Warehouse) -> Facts {
        let (warehouse, asked) = (warehouse.clone(), warehouse.clone());
        Facts {
            tables: Arc::new(move |door| json!(warehouse.tables(door))),
            ask: Arc::new(move |door, sql, rows| {
                let limits = Limits { rows, ..Limits::default() };
                let answer = asked.refresh_when_older(FRESH).and_then(|()| asked.ask(door, sql, limits));
                answer.map(rows_of).map_err(refusal)
            }),
        }
    }

    pub fn ask(door: &Door, data_dir: &Path, sql: &str, rows: usize) -> Result<FactRows> {
        let warehouse = Warehouse::below(door.records().clone(), data_dir);
        warehouse.refresh()?;
        Ok(rows_of(warehouse.ask(door, sql, Limits { rows, ..Limits::default() })?))
    }

    pub fn refresh(records: &Records, data_dir: &Path) -> Result<String> {
        let done = Warehouse::below(records.clone(), data_dir).refresh()?;
        Ok(serde_json::to_string(&done)?)
    }

    pub fn rebuild(records: &Records, data_dir: &Path) -> Result<String> {
        let done = Warehouse::below(records.clone(), data_dir).rebuild()?;
        Ok(serde_json::to_string(&done)?)
    }

    fn rows_of(answer: Answer) -> FactRows {
        let column = |column: warehouse::AnswerColumn| FactColumn { name: column.name, kind: column.kind };
        FactRows {
            columns: answer.columns.into_iter().map(column).collect(),
            rows: answer.rows,
            truncated: answer.truncated,
            as_of: answer.as_of,
        }
    }

    fn refusal(error: Error) -> FactsError {
        match error {
            Error::Records(error) => FactsError::Records(error),
            Error::Files(what) => FactsError::Broken(what),
            Error::Question(complaint) if complaint.kind == Wrong::TooManyAtOnce => {
                FactsError::Busy { retry_after: BUSY }
            }
            Error::Question(complaint) => FactsError::Question {
                code: complaint.kind.word(),
                detail: complaint.detail,
                place: complaint.place,
            },
        }
    }
}

#[cfg(not(feature = "warehouse"))]
mod built_in {
    use super::*;

    /// Nothing that has to be kept.
    pub struct Kept;

    impl Kept {
        pub fn open(_: &Records, _: &Path) -> Result<Kept> {
            Ok(Kept)
        }

        pub fn answering(&self) -> Option<api::Facts> {
            None
        }

        pub fn end(self) {}
    }

    pub fn ask(_: &Door, _: &Path, _: &str, _: usize) -> Result<FactRows> {
        must_be_built_in().and_then(|()| bail!("SQL is not there"))
    }

    pub fn refresh(_: &Records, _: &Path) -> Result<String> {
        must_be_built_in().map(|()| String::new())
    }

    pub fn rebuild(records: &Records, data_dir: &Path) -> Result<String> {
        refresh(records, data_dir)
    }
}

pub use built_in::{Kept, ask, rebuild, refresh};
