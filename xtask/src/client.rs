//! The web client's packages and build, each done again only when what it is made of has changed.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{checkout, packages, program};

const SOURCES: &[&str] = &[
    "src",
    "public",
    "scripts",
    "index.html",
    "package-lock.json",
    "package.json",
    "tsconfig.json",
    "vite.config.ts",
    "../docs/guide",
];

pub fn install() -> Result<()> {
    packages::ensure_node()?;
    once_per("npm-ci", &["package-lock.json", "package.json"], "node_modules/.package-lock.json", || {
        program::run(&mut checkout::npm(["ci", "--no-audit", "--no-fund"]))
    })
}

pub fn build() -> Result<()> {
    install()?;
    once_per("client", SOURCES, "dist/index.html", || {
        program::run(&mut checkout::npm(["run", "--silent", "build"]))
    })
}

pub fn fingerprint_of(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("{:016x}", hasher.finish())
}

fn once_per(name: &str, sources: &[&str], result: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let stamp = checkout::stamps()?.join(name);
    let now = fingerprint(sources)?;
    let before = fs::read_to_string(&stamp).unwrap_or_default();
    if before == now && checkout::web().join(result).is_file() {
        println!("{name}: nothing has changed");
        return Ok(());
    }
    work()?;
    fs::write(&stamp, now).with_context(|| format!("the stamp {} cannot be written", stamp.display()))
}

/// Contents and not times: a fresh clone or a switched branch touches every file.
fn fingerprint(sources: &[&str]) -> Result<String> {
    let mut files = Vec::new();
    for source in sources {
        collect(&checkout::web().join(source), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        hasher.write(file.as_os_str().as_encoded_bytes());
        hasher.write(&fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.push(path.to_owned());
    }
    if !path.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(path).with_context(|| format!("{} cannot be listed", path.display()))? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}
