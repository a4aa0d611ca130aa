//! The door: every read and write of a record, whoever asks. In reading order: what is passed around (record, draft, query,
//! error), the handle (records, door), writing (work, check, computed, rollups), the change log, and reading beyond rows.

mod act;
mod actors;
mod aggregate;
mod audit;
mod backfill;
mod behaviour;
mod bulk;
mod change;
mod check;
mod clock;
mod company;
mod computed;
mod condition;
mod currency;
mod cursor;
mod definitions;
mod door;
mod draft;
mod duplicates;
mod error;
mod history;
mod json_edge;
mod log;
mod merge;
mod node;
mod numbers;
mod purge;
mod query;
mod read;
mod record;
mod records;
mod references;
mod rollups;
mod searching;
mod secret_key;
mod sort_keys;
mod subject;
mod timeline;
mod totals;
mod typed;
mod work;

pub use aggregate::{Group, GroupBy, Measure};
pub use behaviour::{ActionRun, Actions, Behaviours, Ctx, Derive, Guard, Reaction};
pub use bulk::{BulkAsk, BulkEnd, run_bulk_job, undo_bulk_job};
pub use change::{Change, ChangeKind, LogEntry};
pub use check::Checked;
pub use clock::Clock;
pub use company::{Company, CompanyCard};
pub use definitions::{
    Definitions, add_field, add_object, change_field, change_object, remove_field, remove_object,
    stored as definitions,
};
pub use door::Door;
pub use draft::Draft;
pub use duplicates::{Duplicate, DuplicateGroup, Reason};
pub use error::Error;
pub use formula::Condition;
pub use history::HistoryQuery;
pub use json_edge::{Shown, View};
pub use merge::Choice;
pub use numbers::{NumberChange, NumberSeries};
pub use query::{Page, Query};
pub use record::Record;
pub use records::{DatabaseCard, Records};
pub use searching::Hit;
pub use secret_key::{KeyError, SecretKey, write_hex};
pub use store::{Bucket, MeasureOp, Trash};
pub use timeline::{TimelineItem, TimelinePage};
pub use typed::Held;
pub use work::Work;
