//! The real program, as a person or another program uses it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod commands;
mod copies;
mod demo;
mod facts;
mod http;
mod imports;
mod models;
mod place;
mod serving;
mod upgrade;
