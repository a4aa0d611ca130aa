//! What happens after a commit and at night. In reading order: the worker and its threads, the reader of the change log,
//! reactions, what is due by the clock.

mod bell;
mod checkpoint;
mod nightly;
mod observer;
mod patience;
mod post;
mod reactions;
mod schedule;
mod sweep;
mod worker;

pub use reactions::begin_after;
pub use worker::{Plan, Worker};
