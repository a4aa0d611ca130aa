//! SQL over the company's facts, where the program was built with it.

use anyhow::{Result, bail};
use records::{Door, Records};
use serde::Serialize;
use serde_json::Value as Json;
use std::path::Path;

/// Writes the files of the warehouse and says in JSON what it did.
pub type Filling = fn(&Records, &Path) -> Result<String>;

/// Rows that answer a question.
#[derive(Debug, Serialize)]
pub struct Told {
    pub columns: Vec<ToldColumn>,
    pub rows: Vec<Vec<Json>>,
    pub truncated: bool,
    pub as_of: String,
}

#[derive(Debug, Serialize)]
pub struct ToldColumn {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
}

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
    use warehouse::{Limits, Warehouse};

    pub fn ask(door: &Door, data_dir: &Path, sql: &str, rows: usize) -> Result<Told> {
        let warehouse = Warehouse::below(door.records().clone(), data_dir);
        warehouse.refresh()?;
        let answer = warehouse.ask(door, sql, Limits { rows, ..Limits::default() })?;
        let column = |column: warehouse::AnswerColumn| ToldColumn { name: column.name, kind: column.kind };
        Ok(Told {
            columns: answer.columns.into_iter().map(column).collect(),
            rows: answer.rows,
            truncated: answer.truncated,
            as_of: answer.as_of,
        })
    }

    pub fn refresh(records: &Records, data_dir: &Path) -> Result<String> {
        let done = Warehouse::below(records.clone(), data_dir).refresh()?;
        Ok(serde_json::to_string(&done)?)
    }

    pub fn rebuild(records: &Records, data_dir: &Path) -> Result<String> {
        let done = Warehouse::below(records.clone(), data_dir).rebuild()?;
        Ok(serde_json::to_string(&done)?)
    }
}

#[cfg(not(feature = "warehouse"))]
mod built_in {
    use super::*;

    pub fn ask(_: &Door, _: &Path, _: &str, _: usize) -> Result<Told> {
        must_be_built_in().and_then(|()| bail!("SQL is not there"))
    }

    pub fn refresh(_: &Records, _: &Path) -> Result<String> {
        must_be_built_in().map(|()| String::new())
    }

    pub fn rebuild(records: &Records, data_dir: &Path) -> Result<String> {
        refresh(records, data_dir)
    }
}

pub use built_in::{ask, rebuild, refresh};
