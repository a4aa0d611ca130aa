use catalog::{Code, FieldError};
use serde_json::{Map, Value as Json};
use store::StoreError;
use thiserror::Error;

/// Why the door did not do what it was asked; about records, not about HTTP.
#[derive(Debug, Error)]
pub enum Error {
    /// There is no such record, or none that the asker may know of.
    #[error("not found")]
    NotFound,
    /// The asker's roles do not allow it.
    #[error("forbidden")]
    Forbidden,
    /// Nobody is signed in, or no longer.
    #[error("not signed in")]
    Unauthenticated,
    /// Something is wrong with fields; all complaints at once.
    #[error("{}", complaints(.0))]
    Invalid(Vec<FieldError>),
    /// Somebody else changed the record meanwhile.
    #[error("the record has changed meanwhile; it is at version {0} now")]
    Stale(i64),
    /// A rule of the business refuses it.
    #[error("refused: {code}")]
    Refused {
        /// Stable code that the client puts into words.
        code: &'static str,
        /// Facts for the sentence.
        params: Map<String, Json>,
    },
    /// Too much in too short a time.
    #[error("too many attempts; try again in {retry_after} seconds")]
    Limited {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// The database cannot be reached or its disk is full.
    #[error("not available: {0}")]
    Unavailable(String),
    /// A defect of the program.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// One complaint about one field.
    pub fn field(name: &str, code: Code) -> Error {
        Error::Invalid(vec![FieldError::new(name, code)])
    }

    /// A business rule without facts.
    pub fn refused(code: &'static str) -> Error {
        Error::Refused { code, params: Map::new() }
    }

    /// The same with a path in front of every field, for bulk requests.
    pub fn at(self, path: &str) -> Error {
        match self {
            Error::Invalid(list) => Error::Invalid(
                list.into_iter()
                    .map(|error| FieldError { field: format!("{path}.{}", error.field), ..error })
                    .collect(),
            ),
            other => other,
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Error {
        match error {
            StoreError::NotUnique(field) => Error::field(&field, Code::NotUnique),
            StoreError::NoSuchReference => Error::refused("no_such_reference"),
            StoreError::Unavailable(what) => Error::Unavailable(what),
            StoreError::Broken(what) => Error::Internal(what),
        }
    }
}

fn complaints(list: &[FieldError]) -> String {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
