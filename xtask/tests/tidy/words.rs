//! Words that do not come into the house.

use crate::assert_none;
use crate::sources::{self, Source};

/// A name that says nothing about the business ends up holding everything.
const DRAWERS: &[&str] = &[
    "util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "handler", "handlers",
    "info", "stuff", "various",
];

const LAST_WORDS: &[&str] = &["Util", "Utils", "Helper", "Helpers", "Manager", "Handler", "Misc", "Info"];

const LOOSE_ENDS: &[&str] = &[
    "TODO",
    "FIXME",
    "unimplemented!",
    "todo!(",
    "dbg!(",
    "#[ignore",
    "it.skip",
    "test.skip",
    "console.log",
];

const MACHINES: &[&str] = &["/work/", "/root/", "/home/", "/Users/", "C:\\"];

#[test]
fn no_file_is_a_drawer() {
    assert_none(
        sources::all().iter().filter(|source| is_drawer(&source.path)).map(|s| s.path.clone()).collect(),
    );
}

#[test]
fn a_drawer_is_found() {
    for path in ["crates/records/src/utils.rs", "web/src/helpers/date.ts", "crates/api/src/common/mod.rs"] {
        assert!(is_drawer(path), "{path}");
    }
    assert!(!is_drawer("crates/sample/src/company.rs"));
    assert!(!is_drawer("docs/guide/en/common-questions.md"));
}

#[test]
fn no_type_is_a_drawer() {
    let code = sources::all().into_iter().filter(|source| source.ends(&["rs", "ts", "tsx"]));
    assert_none(code.flat_map(|source| types_without_meaning(&source)).collect());
}

#[test]
fn a_type_without_meaning_is_found() {
    let found = |text: &str| types_without_meaning(&Source::new("a.rs", text)).len();
    assert_eq!(found("pub struct RecordManager {"), 1);
    assert_eq!(found("export class GridHelper<T> {"), 1);
    assert_eq!(found("pub(crate) enum Handler {"), 1);
    assert_eq!(found("pub struct Manageress;"), 0);
    assert_eq!(found("// the type Info is gone"), 0);
}

#[test]
fn no_loose_ends() {
    let code = sources::all().into_iter().filter(|source| {
        source.ends(&["rs", "ts", "tsx", "css", "toml", "mjs"])
            && !source.path.starts_with("xtask/tests/tidy/")
    });
    let said_on_purpose = |source: &Source, word: &str| word == "console.log" && source.ends(&["mjs"]);
    let mut complaints = Vec::new();
    for source in code {
        for (at, line) in source.lines() {
            for word in LOOSE_ENDS.iter().filter(|word| says(line, word) && !said_on_purpose(&source, word)) {
                complaints.push(format!("{}:{at}: {word}", source.path));
            }
        }
    }
    assert_none(complaints);
}

#[test]
fn no_path_of_one_machine() {
    let ours = sources::all().into_iter();
    let mut complaints = Vec::new();
    for source in ours.filter(|source| !source.is_lock() && !source.path.starts_with("xtask/tests/tidy/")) {
        for (at, line) in source.lines() {
            for machine in MACHINES.iter().filter(|machine| says(line, machine)) {
                complaints.push(format!("{}:{at}: {machine}", source.path));
            }
        }
    }
    assert_none(complaints);
}

#[test]
fn a_word_is_found_only_as_a_word() {
    assert!(says("// TODO later", "TODO"));
    assert!(says("let path = \"/root/x\";", "/root/"));
    assert!(!says("const AUTODOC: u8 = 1;", "TODO"));
    assert!(!says("fetch('/api/v1/work/items')", "/work/"));
}

fn is_drawer(path: &str) -> bool {
    let parts = path.split('/').map(|part| part.split('.').next().unwrap_or(part));
    let code = ["crates/", "web/", "xtask/", "objects/"].iter().any(|folder| path.starts_with(folder));
    code && parts.into_iter().any(|part| DRAWERS.contains(&part.to_ascii_lowercase().as_str()))
}

fn types_without_meaning(source: &Source) -> Vec<String> {
    let mut complaints = Vec::new();
    for (at, line) in source.lines() {
        let mut words =
            line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
        let first =
            words.find(|word| !["pub", "crate", "super", "export", "default", "abstract"].contains(word));
        let declares = matches!(first, Some("struct" | "enum" | "trait" | "type" | "class" | "interface"));
        if let (true, Some(name)) = (declares, words.next())
            && let Some(word) = LAST_WORDS.iter().find(|word| name.ends_with(*word))
        {
            complaints.push(format!("{}:{at}: a name that ends in {word} says nothing: {name}", source.path));
        }
    }
    complaints
}

fn says(line: &str, word: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + word.len()..].chars().next();
        let open_end = word.ends_with(|c: char| !letter(c)) || !after.is_some_and(letter);
        !before.is_some_and(letter) && open_end
    })
}
