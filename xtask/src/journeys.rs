//! What a person does, in a real browser against the real program, on each database.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::checkout::Profile;
use crate::cluster::Cluster;
use crate::{checkout, client, packages, program};

pub fn on_sqlite() -> Result<()> {
    walk("sqlite", None)
}

pub fn on_postgresql() -> Result<()> {
    let cluster = Cluster::start()?;
    cluster.create_database("journeys")?;
    walk("postgresql", Some(cluster.url("journeys")))
}

fn walk(name: &str, database_url: Option<String>) -> Result<()> {
    client::build()?;
    let binary = checkout::build_server(Profile::Dev)?;
    let folder = Folder::make(name)?;
    let mut browser = checkout::npm(["run", "--silent", "journeys"]);
    browser.env("GUANXI_BINARY", binary).env("GUANXI_FOLDER", &folder.path);
    if let Some(chromium) = packages::chromium() {
        browser.env("CHROMIUM", chromium);
    }
    match database_url {
        Some(url) => browser.env("GUANXI_DATABASE_URL", url),
        None => browser.env_remove("GUANXI_DATABASE_URL"),
    };
    program::run(&mut browser)
}

/// A fresh folder of records, gone when the value is dropped.
pub struct Folder {
    pub path: PathBuf,
}

impl Folder {
    pub fn make(name: &str) -> Result<Folder> {
        let path = std::env::temp_dir().join(format!("guanxi-{name}-{}", std::process::id()));
        std::fs::create_dir(&path)
            .with_context(|| format!("the folder {} cannot be made", path.display()))?;
        Ok(Folder { path })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}
