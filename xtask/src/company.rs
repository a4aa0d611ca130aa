//! The demo company, served from a folder that is gone afterwards, and a browser script that is given to it.

use std::time::Duration;

use anyhow::{Context, Result};

use crate::checkout::Profile;
use crate::journeys::Folder;
use crate::server::Server;
use crate::{checkout, client, cluster, packages, program};

/// The demo's administrator, whose password the demo prints.
const EMAIL: &str = "ruoxi@lantian.example";
const PASSWORD: &str = "guanxi-demo-2026";

/// Runs one script of `web/e2e` against the demo company.
pub fn show(profile: Profile, script: &str, words: &[String]) -> Result<()> {
    client::build()?;
    let binary = checkout::build_server(profile)?;
    let folder = Folder::make("demo-company")?;
    let records = folder.path.join("records");
    let records = records.to_str().context("the temporary folder's name is not UTF-8")?;
    let port = cluster::free_port()?;
    let log = folder.path.join("server.log");
    let mut server = Server::start_quietly(&binary, &["demo", "--data", records], port, &log)?;
    server.wait_until_ready(Duration::from_secs(600))?;
    let address = format!("http://127.0.0.1:{port}");
    let mut browser = std::process::Command::new("node");
    browser.current_dir(checkout::web());
    browser.args([script, "--server", &address, "--email", EMAIL, "--password", PASSWORD]).args(words);
    if let Some(chromium) = packages::chromium() {
        browser.env("CHROMIUM", chromium);
    }
    program::run(&mut browser)
}
