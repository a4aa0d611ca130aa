//! The edge from the outside: every test talks HTTP to the router, on SQLite and, when there is a cluster, on PostgreSQL.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod app;
mod asking;
mod bad_input;
mod company;
mod definitions;
mod documents;
mod files;
mod identity;
mod insight;
mod joining;
mod leaks;
mod once;
mod permissions;
mod record_page;
mod records;
mod seen_as;
mod sql;
mod upkeep;
