//! Length, white space, and how much is said in comments.

use std::collections::BTreeMap;

use crate::assert_none;
use crate::sources::{self, Source};

const LONGEST: usize = 500;
const COMMENTS_PER_LINE: f64 = 0.04;
const WEIGHED: &[&str] = &[
    "value", "formula", "catalog", "access", "models", "sample", "store", "records", "domain", "flow",
    "identity", "insight", "channels", "exchange",
];

#[test]
fn no_file_is_too_long() {
    assert_none(sources::all().iter().filter_map(too_long).collect());
}

#[test]
fn a_long_file_is_found() {
    let lines = "let a = 1;\n".repeat(LONGEST + 1);
    assert!(too_long(&Source::new("crates/value/src/money.rs", &lines)).is_some());
    assert!(too_long(&Source::new("objects/core/labels.en.toml", &lines)).is_none());
    assert!(
        too_long(&Source::new("crates/catalog/src/keys.rs", &format!("// @generated\n{lines}"))).is_none()
    );
}

#[test]
fn no_tabs_and_no_spaces_at_the_end_of_a_line() {
    let ours = sources::all().into_iter().filter(|source| !source.is_lock());
    assert_none(ours.flat_map(|source| white_space(&source)).collect());
}

#[test]
fn white_space_is_found() {
    assert_eq!(white_space(&Source::new("a.rs", "let a = 1; \n\tlet b = 2;\nlet c = 3;\n")).len(), 2);
    assert_eq!(white_space(&Source::new("a.rs", "let a = 1;")), ["a.rs: the last line does not end"]);
}

#[test]
fn comments_give_reasons_and_are_few() {
    let mut tally: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for source in sources::all().iter().filter(|source| source.is_rust_of_crates()) {
        let owner = source.owner().unwrap_or_default();
        if !WEIGHED.contains(&owner) {
            continue;
        }
        let (comments, code) = weigh(&source.text);
        let sum = tally.entry(owner.to_owned()).or_default();
        *sum = (sum.0 + comments, sum.1 + code);
    }
    assert!(!tally.is_empty(), "no crate was weighed");
    let heavy =
        tally.iter().filter(|(_, (comments, code))| *comments as f64 > COMMENTS_PER_LINE * *code as f64);
    assert_none(
        heavy
            .map(|(name, (comments, code))| format!("{name}: {comments} comments on {code} lines"))
            .collect(),
    );
}

#[test]
fn comments_are_told_from_documents() {
    assert_eq!(weigh("//! what\n/// who\n\nfn a() {} // why\n// because\n"), (1, 1));
}

fn too_long(source: &Source) -> Option<String> {
    let labels = source.path.starts_with("objects/") && source.path.contains("/labels.");
    let generated = source.text.lines().take(2).any(|line| line.contains("@generated"));
    if labels || generated || !source.ends(&["rs", "ts", "tsx", "css", "toml", "mjs"]) {
        return None;
    }
    let lines = source.text.lines().count();
    (lines > LONGEST).then(|| format!("{}: {lines} lines, {LONGEST} are allowed", source.path))
}

fn white_space(source: &Source) -> Vec<String> {
    let mut complaints = Vec::new();
    for (at, line) in source.lines() {
        if line.contains('\t') {
            complaints.push(format!("{}:{at}: a tab", source.path));
        } else if line.trim_end() != line {
            complaints.push(format!("{}:{at}: spaces at the end", source.path));
        }
    }
    if !source.text.is_empty() && !source.text.ends_with('\n') {
        complaints.push(format!("{}: the last line does not end", source.path));
    }
    complaints
}

/// Plain comments and lines of code; what documents an item counts as neither.
fn weigh(text: &str) -> (usize, usize) {
    let mut counted = (0, 0);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with("///") || line.starts_with("//!") {
            continue;
        }
        if line.starts_with("//") {
            counted.0 += 1;
        } else {
            counted.1 += 1;
        }
    }
    counted
}
