use super::fields;
use crate::mapping::{Need, Plan, PlanError, Target};
use crate::orders;
use crate::reading::ReadError;
use catalog::Catalog;
use records::Error;
use serde::{Deserialize, Serialize};
use std::io;
use thiserror::Error;

/// What a file is imported as: lines of orders, or records of one object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    Orders,
    Object(String),
}

/// What is kept of an import in its record, so that it can go on after a crash and be undone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recipe {
    /// How the file is read.
    pub plan: Plan,
    /// The target of each column.
    pub targets: Vec<Option<String>>,
    /// The last entry of the change log before the import.
    pub log_from: i64,
}

/// Why an import cannot go on.
#[derive(Debug, Error)]
pub enum ImportError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Plan(#[from] PlanError),
    #[error(transparent)]
    Records(#[from] Error),
    #[error("the file of refused rows cannot be written: {0}")]
    ErrorsFile(#[from] io::Error),
    #[error("'{0}' is neither 'orders' nor an object that can be imported")]
    Subject(String),
    #[error("the import is {0}")]
    State(String),
}

impl Subject {
    /// By name or plural: `orders` means lines of orders, `order` the object.
    pub fn named(name: &str, catalog: &Catalog) -> Result<Subject, ImportError> {
        if name == "orders" {
            return Ok(Subject::Orders);
        }
        let object = catalog.object(name).or_else(|| catalog.by_plural(name));
        match object.filter(|object| object.access != catalog::Access::System) {
            Some(object) => Ok(Subject::Object(object.name.clone())),
            None => Err(ImportError::Subject(name.to_owned())),
        }
    }

    pub fn name(&self) -> &str {
        match self {
            Subject::Orders => "orders",
            Subject::Object(name) => name,
        }
    }

    /// What its columns can become.
    pub fn targets(&self, catalog: &Catalog) -> Vec<Target> {
        match self {
            Subject::Orders => orders::targets().to_vec(),
            Subject::Object(name) => {
                catalog.object(name).map(|object| fields::targets(object)).unwrap_or_default()
            }
        }
    }

    /// The object and the field that a target fills; part of an address is a field of its own name.
    pub fn field_of<'a>(&'a self, target: &'a str) -> (&'a str, &'a str) {
        match (self, target.split_once('.')) {
            (Subject::Orders, Some((object, field))) => (object, field),
            (Subject::Orders, None) => ("order", target),
            (Subject::Object(name), Some((field, _))) => (name, field),
            (Subject::Object(name), None) => (name, target),
        }
    }

    /// The object whose words name the columns.
    pub fn object(&self) -> &str {
        match self {
            Subject::Orders => "order",
            Subject::Object(name) => name,
        }
    }

    /// Refuses a mapping that lacks what every record needs.
    pub(super) fn check(
        &self,
        chosen: &[Option<String>],
        key: Option<&str>,
        catalog: &Catalog,
    ) -> Result<(), PlanError> {
        let is_chosen = |name: &str| chosen.iter().flatten().any(|target| target == name);
        let targets = self.targets(catalog);
        let unknown =
            chosen.iter().flatten().find(|name| !targets.iter().any(|target| target.name == **name));
        if let Some(name) = unknown {
            return Err(PlanError::Target(name.clone()));
        }
        if let Some(twice) = chosen
            .iter()
            .flatten()
            .find(|name| chosen.iter().flatten().filter(|other| other == name).count() > 1)
        {
            return Err(PlanError::Twice(twice.clone()));
        }
        if let Some(key) = key.filter(|key| !is_chosen(key) && *self != Subject::Orders) {
            return Err(PlanError::Missing(key.to_owned()));
        }
        let missing = targets.iter().find(|target| target.need == Need::Required && !is_chosen(&target.name));
        match missing {
            // An update by key needs only the key and what changes.
            Some(target) if key.is_none() => Err(PlanError::Missing(target.name.clone())),
            Some(_) | None => Ok(()),
        }
    }
}

impl ImportError {
    /// The stable code that the client translates.
    pub fn code(&self) -> &'static str {
        match self {
            ImportError::Read(error) => error.code(),
            ImportError::Plan(PlanError::Syntax(_)) => "map_syntax",
            ImportError::Plan(PlanError::Column(_)) => "map_column",
            ImportError::Plan(PlanError::Target(_)) => "map_target",
            ImportError::Plan(PlanError::Twice(_)) => "map_twice",
            ImportError::Plan(PlanError::Missing(_)) => "map_missing",
            ImportError::Records(_) => "import_stopped",
            ImportError::ErrorsFile(_) => "import_errors_file",
            ImportError::Subject(_) => "import_subject",
            ImportError::State(_) => "import_state",
        }
    }

    /// What the translated sentence needs to know.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            ImportError::Read(error) => error.params(),
            ImportError::Plan(
                PlanError::Syntax(what)
                | PlanError::Column(what)
                | PlanError::Target(what)
                | PlanError::Twice(what)
                | PlanError::Missing(what),
            )
            | ImportError::Subject(what)
            | ImportError::State(what) => vec![("text", what.clone())],
            ImportError::Records(error) => vec![("reason", error.to_string())],
            ImportError::ErrorsFile(error) => vec![("reason", error.to_string())],
        }
    }
}
