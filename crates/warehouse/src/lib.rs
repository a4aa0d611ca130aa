//! SQL over the company's facts. In reading order: an object as a table (table), records as columns (rows), files and which of them
//! count (files, manifest), bringing them up to date from the change log (touched, refresh), what one person sees of a table (source,
//! reached), a question and its answer (question, size, watch, place, answer), the handle (warehouse).

mod answer;

mod error;
mod files;
mod manifest;
mod place;
mod question;
mod reached;
mod refresh;
mod rows;
mod size;
mod source;
mod table;
mod touched;
mod warehouse;
mod watch;

pub use answer::{Answer, AnswerColumn};
pub use error::{Complaint, Error, Wrong};
pub use question::Limits;
pub use refresh::Refreshed;
pub use table::{ColumnCard, TableCard};
pub use warehouse::{Upkeep, Warehouse};

#[cfg(test)]
mod trial;
