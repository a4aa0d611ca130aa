//! The models against other programs on the same rows, in one run.

use anyhow::{Context, Result};
use std::process::Command;

use crate::{checkout, program};

/// Which Python has the other programs; they are never installed from here.
const PYTHON: &str = "GUANXI_BENCH_PYTHON";

pub fn measure() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("guanxi-speed-{}", std::process::id()));
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let measured = ours(&folder).and_then(|()| peers(&folder));
    std::fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    measured
}

fn ours(folder: &std::path::Path) -> Result<()> {
    let words = ["run", "--release", "--locked", "--package", "models", "--example", "speed", "--"];
    program::run(checkout::cargo()?.args(words).arg(folder))
}

fn peers(folder: &std::path::Path) -> Result<()> {
    let Some(python) = std::env::var_os(PYTHON) else {
        println!("left out rusket, implicit and statsforecast: {PYTHON} names no Python that has them");
        return Ok(());
    };
    let script = checkout::root().join("crates/models/examples/speed/peers.py");
    program::run(Command::new(python).arg(script).arg(folder))
}
