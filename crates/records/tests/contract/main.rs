//! What holds for every object of the catalog, on every database: a new object brings these tests with it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod aggregates;
mod figures;
mod filters;
mod goldens;
mod hidden;
mod keys;
mod memory;
mod pages;
mod refusals;
mod renewal;
mod scopes;
mod upgrade;
mod writing;

use catalog::{Access, Object};
use records::Records;
use std::sync::Arc;

/// The objects that people work with.
fn objects(records: &Records) -> Vec<Arc<Object>> {
    records.catalog().objects().iter().filter(|object| object.access != Access::System).cloned().collect()
}
