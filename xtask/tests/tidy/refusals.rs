//! Whoever is refused is told why, in his language: every code that the program refuses with has a sentence in the client.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::assert_none;
use crate::sources::{self, Source};

const SPOKEN: &[&str] =
    &["refused(\"", "refuse(\"", "Refused { code: \"", "CellError::bare(\"", "CellError::new(\""];
/// Never leaves the program: it ends a stream whose reader has gone.
const UNSPOKEN: &[&str] = &["enough"];

#[test]
fn every_refusal_has_a_sentence_in_three_languages() {
    let codes: BTreeSet<String> =
        sources::all().iter().filter(|source| is_of_the_program(source)).flat_map(codes_of).collect();
    assert!(codes.len() > 40, "only {} codes were found: {codes:?}", codes.len());
    let mut complaints = Vec::new();
    for language in ["en", "zh-CN", "zh-TW"] {
        let path = format!("web/src/shared/i18n/locales/{language}/errors.json");
        let sentences: Value = serde_json::from_str(&sources::read(&path)).expect("the sentences are JSON");
        let has =
            |code: &String| sentences["field"][code].as_str().is_some_and(|sentence| !sentence.is_empty());
        complaints.extend(
            codes.iter().filter(|code| !has(code)).map(|code| format!("{path}: field.{code} is missing")),
        );
    }
    assert_none(complaints);
}

#[test]
fn a_refusal_is_found_where_it_is_spoken() {
    let source = Source::new(
        "crates/x/src/a.rs",
        "return Err(refused(\"too_late\"));\n#[cfg(test)]\nmod tests { refused(\"never\") }\n",
    );
    assert_eq!(codes_of(&source), ["too_late"]);
}

fn is_of_the_program(source: &Source) -> bool {
    source.is_rust_of_crates() && source.path.contains("/src/")
}

fn codes_of(source: &Source) -> Vec<String> {
    let program = source.text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut codes = Vec::new();
    for spoken in SPOKEN {
        for rest in program.split(spoken).skip(1) {
            let code = rest.split('"').next().unwrap_or_default();
            if !UNSPOKEN.contains(&code) {
                codes.push(code.to_owned());
            }
        }
    }
    codes
}
