//! Golden files are written by the tests that compare them, so the two cannot disagree.

use anyhow::{Result, ensure};

use crate::cluster::Cluster;
use crate::{checkout, program};

/// Package, test target and name of the tests that compare a golden file; the typed keys first, others are compiled with them.
const GOLDENS: &[[&str; 3]] = &[
    ["records", "contract", "keys"],
    ["records", "contract", "goldens"],
    ["identity", "permissions", ""],
    ["api", "http", "documents"],
];

pub fn run(words: &[String]) -> Result<()> {
    ensure!(words.is_empty(), "usage: cargo xtask generate");
    let cluster = Cluster::start()?;
    for [package, target, name] in GOLDENS {
        let mut tests = checkout::cargo()?;
        tests.args(["test", "--quiet", "--package", package, "--test", target, "--", name]);
        tests.env("GUANXI_BLESS", "1").env("GUANXI_TEST_POSTGRES", cluster.url("postgres"));
        program::run(&mut tests)?;
    }
    program::run(std::process::Command::new("git").current_dir(checkout::root()).args(["status", "--short"]))
}
