//! Records of every object: one, many, in bulk, counted, found, taken out, and what happened to them.

pub mod actions;
pub mod address;
pub mod aggregate;
pub mod bulk;
pub mod bulk_jobs;
pub mod export;
pub mod history;
pub mod list;
pub mod merging;
pub mod one;
pub mod search;
pub mod timeline;
pub mod visiting;
