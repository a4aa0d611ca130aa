//! Runs over a company's records, on every database.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod alerts;
mod cohorts;
mod demo;
mod effect;
mod honesty;
mod reach;
mod runs;
mod shop;
mod team;
