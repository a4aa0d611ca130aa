//! The language from outside: texts in, values and errors out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod checks;
mod conditions;
mod evaluation;
mod order;
mod properties;
mod raw;
mod relative;
mod texts;
