//! The only crate that speaks SQL: two databases behind one set of functions, in reading order:
//! open (store, sqlite, postgres), shape (shape, plan), rows (codec, select, write), and what the engine keeps beside them.

mod aggregate;
mod bind;
mod codec;
mod condition;
mod condition_money;
mod counter;
mod dialect;
mod error;
mod fold;
mod links;
mod log;
mod node;
mod plan;
mod point;
mod postgres_side;
mod renewal;
mod repoint;
mod rollup;
mod scope;
mod search;
mod select;
mod session;
mod shape;
mod side;
mod sqlite_side;
mod store;
mod subject_key;
mod tls;
mod walk;
#[cfg(test)]
mod ways;
mod write;

pub use aggregate::{Aggregation, Bucket, GroupBy, GroupRow, Measure, MeasureOp, aggregate};
pub use codec::Row;
pub use counter::{counters_of, hold_counters, next_number, put_counter, reached_number, texts_of};
pub use dialect::Dialect;
pub use error::StoreError;
pub use links::{load_links, write_links};
pub use log::{
    LogQuestion, LogRow, append_log, blank_log, last_log, log_after, log_entry, log_matching, log_names,
    log_of_cause, log_of_record,
};
pub use node::{claim_node, release_node, see_node};
pub use plan::{Plan, engine_statement, plan, read_note, write_note};
pub use renewal::{end_sort_keys, renew_sort_keys, rules, sort_keys_reached, sorts_by};
pub use repoint::{LinkRow, Turn, Twice, link_back, linking, pointing, relink, repoint};
pub use rollup::roll_up;
pub use scope::{Reaches, scope_text};
pub use search::{SearchText, candidates, forget_text, search_terms, write_texts};
pub use select::{Select, SortKey, SortOrder, Trash, count, fetch, fetch_one};
pub use session::Session;
pub use shape::{ddl, index_names};
pub use side::update_side_rows;
pub use store::{Location, Pulse, ServerPlace, Standing, Store};
pub use subject_key::{drop_subject_key, subject_keys};
pub use write::{
    Outcome, RowChange, insert_rows, insert_side_rows, largest_id, purge_row, refill_row, update_row,
};
