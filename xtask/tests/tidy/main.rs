//! The rules of the house that a compiler does not know. They read the files and need no crate of the workspace.

#![allow(clippy::expect_used)]

mod documents;
mod floors;
mod labels;
mod licences;
mod refusals;
mod sources;
mod style;
mod words;

/// A test that finds several things shows them all.
fn assert_none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}
