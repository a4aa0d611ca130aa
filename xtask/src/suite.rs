//! Every check that a change must pass, cheapest first.

use anyhow::{Result, bail};

use crate::cluster::Cluster;
use crate::steps::{OnFailure, Steps};
use crate::{checkout, client, journeys, packages, program, schemathesis};

const NAMES: &[&str] = &[
    "set-up",
    "rustfmt",
    "oxlint",
    "tsc",
    "vitest",
    "client",
    "budget",
    "clippy",
    "rust",
    "schemathesis",
    "journeys-sqlite",
    "journeys-postgresql",
];

/// The feature that the program is not built with by default.
const WITH_SQL: &str = "guanxi/warehouse";

pub fn run(words: &[String]) -> Result<()> {
    let mut parts = words.splitn(2, |word| word == "--");
    let (on_failure, chosen) = read(parts.next().unwrap_or_default())?;
    let for_rust = parts.next().unwrap_or_default();
    let mut steps = Steps::new(on_failure, chosen);

    steps.step("set-up", set_up);
    steps.step("rustfmt", || program::run(checkout::cargo()?.args(["fmt", "--all", "--check"])));
    for (name, script) in [("oxlint", "lint"), ("tsc", "typecheck"), ("vitest", "test")] {
        steps.step(name, || script_of_client(script));
    }
    steps.step("client", client::build);
    steps.step("budget", || script_of_client("budget"));
    steps.step("clippy", clippy);
    steps.step("rust", || rust_tests(for_rust));
    steps.step_in(goes(), "schemathesis", schemathesis::run);
    steps.step_in(goes(), "journeys-sqlite", journeys::on_sqlite);
    steps.step_in(goes(), "journeys-postgresql", journeys::on_postgresql);
    steps.finish()
}

/// Where nobody watches, what failed is tried once more, and named if it passes then: such a test is a defect, but not of this change.
fn goes() -> u32 {
    if std::env::var_os("CI").is_some() { 2 } else { 1 }
}

fn read(words: &[String]) -> Result<(OnFailure, Vec<String>)> {
    let mut on_failure = OnFailure::Stop;
    let mut chosen = Vec::new();
    for word in words {
        match word.as_str() {
            "--keep-going" => on_failure = OnFailure::GoOn,
            name if NAMES.contains(&name) => chosen.push(word.clone()),
            other => bail!("there is no step '{other}'; the steps are: {}", NAMES.join(", ")),
        }
    }
    Ok((on_failure, chosen))
}

fn set_up() -> Result<()> {
    packages::ensure_node()?;
    packages::ensure(&[
        packages::CHROMIUM,
        packages::CHINESE_FONTS,
        packages::POSTGRESQL,
        packages::OPENSMTPD,
    ])?;
    client::install()
}

fn script_of_client(script: &str) -> Result<()> {
    client::install()?;
    program::run(&mut checkout::npm(["run", "--silent", script]))
}

fn clippy() -> Result<()> {
    let words = ["clippy", "--locked", "--workspace", "--all-targets", "--features", WITH_SQL];
    program::run(checkout::cargo()?.args(words).args(["--", "-D", "warnings"]))
}

fn rust_tests(words: &[String]) -> Result<()> {
    let cluster = Cluster::start()?;
    let mut tests = checkout::cargo()?;
    tests.args(test_command()).arg("--locked");
    if goes() > 1 && test_command().contains(&"nextest") {
        tests.args(["--retries", "1"]);
    }
    if words.is_empty() {
        tests.arg("--workspace");
    }
    tests.args(words);
    program::run(tests.env("GUANXI_TEST_POSTGRES", cluster.url("postgres")))?;
    if words.is_empty() { with_sql() } else { Ok(()) }
}

/// What the program does with the feature that it is not built with by default: only the program itself is compiled once more.
fn with_sql() -> Result<()> {
    let mut tests = checkout::cargo()?;
    tests.args(["test", "--locked", "--workspace", "--features", WITH_SQL]);
    program::run(tests.args(["--test", "program", "facts"]))
}

/// `cargo test` runs the same tests, only one crate after the other.
pub fn test_command() -> &'static [&'static str] {
    match program::find("cargo-nextest") {
        Some(_) => &["nextest", "run", "--no-fail-fast"],
        None => &["test"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn a_step_that_does_not_exist_is_refused_with_the_list() {
        let complaint =
            read(&words("rustfmt clipy")).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(complaint.contains("'clipy'") && complaint.contains("clippy, rust"), "{complaint}");
    }

    #[test]
    fn steps_and_the_flag_may_stand_in_any_order() {
        let (on_failure, chosen) = read(&words("clippy --keep-going tsc")).unwrap();
        assert!(on_failure == OnFailure::GoOn);
        assert_eq!(chosen, ["clippy", "tsc"]);
    }
}
