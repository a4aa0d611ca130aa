//! Where things are: the checkout, its web client, the folder that builds go to.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

pub fn web() -> PathBuf {
    root().join("web")
}

/// Outside the checkout unless the caller chose a folder: a second clone then finds the dependencies built.
pub fn target() -> Result<PathBuf> {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => Ok(root().join(folder)),
        None => Ok(home()?.join(".cache/guanxi-target")),
    }
}

pub fn home() -> Result<PathBuf> {
    env::var_os("HOME").map(PathBuf::from).context("the environment variable HOME is not set")
}

pub fn cargo() -> Result<Command> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).env("CARGO_TARGET_DIR", target()?);
    Ok(command)
}

pub fn npm<const N: usize>(words: [&str; N]) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(web()).args(words);
    command
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Dev,
    Release,
}

pub fn build_server(profile: Profile) -> Result<PathBuf> {
    let mut build = cargo()?;
    build.args(["build", "--locked", "--bin", "guanxi"]);
    let folder = match profile {
        // With the features of the whole workspace, so that what the tests have built is used again.
        Profile::Dev => {
            build.arg("--workspace");
            "debug"
        }
        Profile::Release => {
            build.args(["--release", "--package", "guanxi"]);
            "release"
        }
    };
    crate::program::run(&mut build)?;
    let binary = target()?.join(folder).join("guanxi");
    if !binary.is_file() {
        bail!("the build left no program at {}", binary.display());
    }
    Ok(binary)
}

/// A folder for this checkout alone: several checkouts may share one target folder.
pub fn stamps() -> Result<PathBuf> {
    let mark = crate::client::fingerprint_of(root().as_os_str().as_encoded_bytes());
    let folder = target()?.join("xtask").join(mark);
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    Ok(folder)
}
