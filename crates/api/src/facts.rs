use crate::edge::problem::{Complaint, Problem};
use axum::http::StatusCode;
use records::Door;
use serde::Serialize;
use serde_json::{Map, Value as Json};
use std::sync::Arc;

/// Answers SQL over the company's facts. The edge knows neither the engine nor the files; a program that was built without them hands
/// in nothing.
#[derive(Clone)]
pub struct Facts {
    /// The tables that somebody may ask, as JSON.
    pub tables: Arc<dyn Fn(&Door) -> Json + Send + Sync>,
    /// Rows for one question, a number of them at the most.
    pub ask: Ask,
}

/// A question of whoever stands at the door.
pub type Ask = Arc<dyn Fn(&Door, &str, usize) -> Result<FactRows, FactsError> + Send + Sync>;

/// Rows that answer a question.
#[derive(Debug, Clone, Serialize)]
pub struct FactRows {
    pub columns: Vec<FactColumn>,
    pub rows: Vec<Vec<Json>>,
    /// There were more.
    pub truncated: bool,
    /// When the facts were true.
    pub as_of: String,
}

/// A column of an answer.
#[derive(Debug, Clone, Serialize)]
pub struct FactColumn {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum FactsError {
    /// The question is wrong: a stable code, what the engine says, line and column.
    Question { code: &'static str, detail: String, place: Option<(u64, u64)> },
    /// Too many at once; seconds to wait.
    Busy { retry_after: u64 },
    /// The records refuse.
    Records(records::Error),
    /// Files or engine are broken.
    Broken(String),
}

impl From<FactsError> for Problem {
    fn from(error: FactsError) -> Problem {
        match error {
            FactsError::Question { code, detail, place } => {
                let mut params = Map::new();
                params.insert("detail".to_owned(), Json::from(detail.clone()));
                if let Some((line, column)) = place {
                    params.insert("line".to_owned(), Json::from(line));
                    params.insert("column".to_owned(), Json::from(column));
                }
                let at = place.map(|(line, column)| format!(" at line {line}, column {column}"));
                let words = code.trim_start_matches("sql_").replace('_', " ");
                let said = if detail.is_empty() { detail } else { format!(": {detail}") };
                let detail = format!("sql: {words}{}{said}", at.unwrap_or_default());
                let mut problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail);
                problem.errors.push(Complaint { field: "sql".to_owned(), code: code.to_owned(), params });
                problem
            }
            FactsError::Busy { retry_after } => Problem::from(records::Error::Limited { retry_after }),
            FactsError::Records(error) => Problem::from(error),
            FactsError::Broken(what) => Problem::internal(what),
        }
    }
}
