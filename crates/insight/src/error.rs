use models::ModelError;
use serde_json::{Value as Json, json};
use thiserror::Error;

/// Why a run came to nothing.
#[derive(Debug, Error)]
pub enum Error {
    #[error(transparent)]
    Records(#[from] records::Error),
    #[error(transparent)]
    Model(#[from] ModelError),
    #[error("setting {key}: {found} is not {wanted}")]
    Setting { key: String, found: String, wanted: String },
    #[error("the run was stopped")]
    Stopped,
}

impl Error {
    /// Stable code and facts, as kept with a run that failed.
    pub fn as_json(&self) -> Json {
        let code = match self {
            Error::Records(_) => "records",
            Error::Model(_) => "model",
            Error::Setting { .. } => "setting",
            Error::Stopped => "stopped",
        };
        json!({ "code": code, "params": { "detail": self.to_string() } })
    }
}

/// For whoever asked a question rather than started a run.
impl From<Error> for records::Error {
    fn from(error: Error) -> records::Error {
        match error {
            Error::Records(error) => error,
            Error::Model(_) | Error::Setting { .. } | Error::Stopped => {
                records::Error::Unavailable(error.to_string())
            }
        }
    }
}
