//! Which column means what: guessed from headers and values, corrected by the user, remembered by the headers.

mod evidence;
mod guess;
mod header;
mod plan;
mod words;

pub use evidence::check;
pub use guess::{Guess, guess};
pub use header::{multiplier, signature};
pub use plan::{Plan, PlanError};

use crate::cell::Choice;
use catalog::Localized;
use value::FieldType;

/// Something that a column can become.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// `customer.name` in an import of orders, `name` in an import of customers.
    pub name: String,
    /// How the field is called.
    pub labels: Localized,
    pub kind: FieldType,
    pub options: Vec<Choice>,
    pub need: Need,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
}
