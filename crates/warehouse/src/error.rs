use records::Error as DoorError;
use thiserror::Error;

/// Why the warehouse did not do what it was asked.
#[derive(Debug, Error)]
pub enum Error {
    /// The records could not be read.
    #[error(transparent)]
    Records(#[from] DoorError),
    /// A file of the warehouse could not be read or written.
    #[error("warehouse: {0}")]
    Files(String),
    /// The question cannot be answered, and whoever wrote it can change that.
    #[error("{}{}", .0.kind.words(), details(.0))]
    Question(Complaint),
}

/// What is wrong with a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    pub kind: Wrong,
    /// What the engine says about it.
    pub detail: String,
    /// Line and column in the SQL, from 1.
    pub place: Option<(u64, u64)>,
}

/// The closed list of what can be wrong with a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    Empty,
    TooLong,
    Syntax,
    OnlyQuestions,
    UnknownTable,
    UnknownColumn,
    Meaning,
    TooMuchMemory,
    TooMuchTime,
    TooManyAtOnce,
    Failed,
}

impl Wrong {
    /// The word in the API.
    pub fn word(self) -> &'static str {
        match self {
            Wrong::Empty => "sql_empty",
            Wrong::TooLong => "sql_too_long",
            Wrong::Syntax => "sql_syntax",
            Wrong::OnlyQuestions => "sql_only_select",
            Wrong::UnknownTable => "sql_unknown_table",
            Wrong::UnknownColumn => "sql_unknown_column",
            Wrong::Meaning => "sql_meaning",
            Wrong::TooMuchMemory => "sql_too_much_memory",
            Wrong::TooMuchTime => "sql_too_much_time",
            Wrong::TooManyAtOnce => "sql_too_many_at_once",
            Wrong::Failed => "sql_failed",
        }
    }

    /// The sentence of the command line.
    pub fn words(self) -> &'static str {
        match self {
            Wrong::Empty => "there is no SQL to run",
            Wrong::TooLong => "the SQL is too long",
            Wrong::Syntax => "the SQL cannot be read",
            Wrong::OnlyQuestions => {
                "only one SELECT, WITH or EXPLAIN is answered; nothing can be changed here"
            }
            Wrong::UnknownTable => "there is no such table for you",
            Wrong::UnknownColumn => "there is no such column for you",
            Wrong::Meaning => "the SQL makes no sense",
            Wrong::TooMuchMemory => "the answer needs more memory than a question may take",
            Wrong::TooMuchTime => "the answer takes longer than a question may run",
            Wrong::TooManyAtOnce => "other questions are running; try again in a moment",
            Wrong::Failed => "the question stopped",
        }
    }
}

impl Error {
    pub(crate) fn question(kind: Wrong, detail: impl Into<String>, place: Option<(u64, u64)>) -> Error {
        Error::Question(Complaint { kind, detail: detail.into(), place })
    }

    pub(crate) fn files(path: &std::path::Path, error: impl std::fmt::Display) -> Error {
        Error::Files(format!("{}: {error}", path.display()))
    }
}

fn details(complaint: &Complaint) -> String {
    let place = complaint.place.map(|(line, column)| format!(" (line {line}, column {column})"));
    let detail = match complaint.detail.as_str() {
        "" => String::new(),
        detail => format!(": {detail}"),
    };
    place.unwrap_or_default() + &detail
}
