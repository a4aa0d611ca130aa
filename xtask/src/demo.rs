//! From a fresh checkout to a company on the screen.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::checkout::Profile;
use crate::{checkout, client};

pub fn run(words: &[String]) -> Result<()> {
    client::build()?;
    let binary = checkout::build_server(Profile::Release)?;
    let mut demo = Command::new(&binary);
    demo.arg("demo");
    if !words.iter().any(|word| word == "--data" || word.starts_with("--data=")) {
        demo.arg("--data").arg(default_folder()?);
    }
    let status =
        demo.args(words).status().with_context(|| format!("{} could not be started", binary.display()))?;
    if !status.success() {
        bail!("guanxi demo ended with {status}");
    }
    Ok(())
}

/// Never inside the checkout, where a `git clean` would take the company along.
fn default_folder() -> Result<PathBuf> {
    let here = env::current_dir()?;
    if here.starts_with(checkout::root()) {
        return Ok(checkout::home()?.join(".local/share/guanxi-demo"));
    }
    Ok(here.join("guanxi-demo"))
}
