//! Who may do what: verbs, scopes, roles, the actor, and the reach without which nothing is read or written.

mod actor;
mod level;
mod reach;
mod rights;

pub use actor::{Actor, Membership, Writes};
pub use level::{Level, Levels};
pub use reach::{Clause, Pool, Reach, reach};
pub use rights::{Grant, Rights, Scope, Verb};
