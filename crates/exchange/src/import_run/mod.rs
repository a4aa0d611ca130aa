//! An import from end to end: look at the file, agree on its columns, write chunk after chunk, go on after a crash, undo.

mod acquaintances;
mod begin;
mod creating;
mod fields;
mod lookup;
mod object_desk;
mod order_drafts;
mod orders_desk;
mod preview;
mod remembering;
mod request;
mod run;
mod summary;
mod survey;
mod undo;

pub use begin::{Begin, Mode, begin, import_file};
pub use preview::{Preview, PreviewColumn, PreviewProblem, PreviewRow, preview};
pub use remembering::{remember, remembered};
pub use request::{ImportError, Recipe, Subject};
pub use run::run;
pub use summary::{Flow, Progress, Summary};
pub use survey::{Surveyed, survey};
pub use undo::{Undone, undo};
