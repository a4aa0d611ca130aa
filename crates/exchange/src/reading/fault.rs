use std::io;
use thiserror::Error;

/// Why a file cannot be read, or not further.
#[derive(Debug, Error)]
pub enum ReadError {
    #[error("the file cannot be opened: {0}")]
    Open(io::Error),
    #[error("the file is empty")]
    Empty,
    #[error("'{0}' is not an encoding")]
    Encoding(String),
    #[error("row {row}: {found} columns, at most {limit} are read")]
    Columns { row: u64, found: usize, limit: usize },
    #[error(
        "row {row}, column {column}: the cell is longer than {limit} bytes (a quote that is never closed?)"
    )]
    Cell { row: u64, column: usize, limit: usize },
    #[error("'{part}' unpacks to over {limit} bytes")]
    Unpacked { part: String, limit: u64 },
    #[error("the workbook has no sheet '{0}'")]
    Sheet(String),
    #[error("after row {row} the file is damaged: {reason}")]
    Damaged { row: u64, reason: String },
}

impl ReadError {
    /// The stable code that the client translates.
    pub fn code(&self) -> &'static str {
        match self {
            ReadError::Open(_) => "file_unreadable",
            ReadError::Empty => "file_empty",
            ReadError::Encoding(_) => "file_encoding",
            ReadError::Columns { .. } => "file_too_wide",
            ReadError::Cell { .. } => "file_cell_too_long",
            ReadError::Unpacked { .. } => "file_too_large_unpacked",
            ReadError::Sheet(_) => "file_sheet_missing",
            ReadError::Damaged { .. } => "file_damaged",
        }
    }

    /// What the translated sentence needs to know.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            ReadError::Open(error) => vec![("reason", error.to_string())],
            ReadError::Empty => Vec::new(),
            ReadError::Encoding(name) => vec![("encoding", name.clone())],
            ReadError::Columns { row, found, limit } => {
                vec![("row", row.to_string()), ("found", found.to_string()), ("limit", limit.to_string())]
            }
            ReadError::Cell { row, column, limit } => {
                vec![("row", row.to_string()), ("column", column.to_string()), ("limit", limit.to_string())]
            }
            ReadError::Unpacked { part, limit } => {
                vec![("part", part.clone()), ("limit", limit.to_string())]
            }
            ReadError::Sheet(name) => vec![("sheet", name.clone())],
            ReadError::Damaged { row, reason } => {
                vec![("row", row.to_string()), ("reason", reason.clone())]
            }
        }
    }
}
