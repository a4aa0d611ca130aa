#![allow(clippy::unwrap_used, clippy::expect_used)]
//! What is asked of the warehouse: the facts as they are, nothing out of reach, nothing but questions.

mod answers;
mod reach;
mod refusals;
mod same;
mod world;
