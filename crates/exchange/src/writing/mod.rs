//! Writes tables row after row, so that a list of any length needs no memory.

mod delimited;
mod workbook;

pub use delimited::DelimitedWriter;
pub use workbook::WorkbookWriter;

use jiff::civil::{Date, DateTime};
use std::io::{self, Write};
use thiserror::Error;
use value::Decimal;

/// What goes into one cell. Text is text: nothing in it is ever run by a spreadsheet program.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    Nothing,
    Text(String),
    Number(Decimal),
    Date(Date),
    Moment(DateTime),
    Answer(bool),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    Xlsx,
}

#[derive(Debug, Error)]
pub enum WriteError {
    #[error("the file cannot be written: {0}")]
    Io(#[from] io::Error),
    #[error("the workbook cannot be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    #[error("a sheet holds {limit} rows at most")]
    Rows { limit: u32 },
}

/// A table being written, in either format.
pub enum TableWriter<W: Write + Send> {
    Csv(DelimitedWriter<W>),
    Xlsx(Box<WorkbookWriter<W>>),
}

impl Format {
    /// By the end of a file name.
    pub fn of_name(name: &str) -> Option<Format> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "csv" => Some(Format::Csv),
            "xlsx" => Some(Format::Xlsx),
            _ => None,
        }
    }
}

impl<W: Write + Send> TableWriter<W> {
    /// `sheet` names the sheet of a workbook.
    pub fn new(
        out: W,
        format: Format,
        sheet: &str,
        headers: &[String],
    ) -> Result<TableWriter<W>, WriteError> {
        match format {
            Format::Csv => Ok(TableWriter::Csv(DelimitedWriter::new(out, headers)?)),
            Format::Xlsx => Ok(TableWriter::Xlsx(Box::new(WorkbookWriter::new(out, sheet, headers)?))),
        }
    }

    pub fn write(&mut self, row: &[Field]) -> Result<(), WriteError> {
        match self {
            TableWriter::Csv(writer) => Ok(writer.write(row)?),
            TableWriter::Xlsx(writer) => writer.write(row),
        }
    }

    pub fn finish(self) -> Result<W, WriteError> {
        match self {
            TableWriter::Csv(writer) => Ok(writer.finish()?),
            TableWriter::Xlsx(writer) => writer.finish(),
        }
    }
}

/// Writes a whole table and says how many rows it had.
pub fn write_table<W: Write + Send, E: From<WriteError>>(
    out: W,
    format: Format,
    sheet: &str,
    headers: &[String],
    rows: impl IntoIterator<Item = Result<Vec<Field>, E>>,
) -> Result<u64, E> {
    let mut writer = TableWriter::new(out, format, sheet, headers)?;
    let mut count = 0;
    for row in rows {
        writer.write(&row?)?;
        count += 1;
    }
    writer.finish()?;
    Ok(count)
}
