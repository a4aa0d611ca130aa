//! What the client costs a browser, measured in a real one.

use std::env;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::checkout::Profile;
use crate::{checkout, client, company, packages, program};

const RETAIL: &str = "../shared/reference/data/online_retail_full.csv.gz";

/// The demo company: bytes, threads, waiting.
pub fn measure() -> Result<()> {
    company::show(Profile::Release, "e2e/speed.mjs", &[])
}

/// From a file of orders to the customers who matter, through the browser, every line accounted for.
pub fn measure_retail() -> Result<()> {
    let named = env::var_os("GUANXI_BENCH_ORDERS").map(PathBuf::from);
    let file = named.unwrap_or_else(|| checkout::root().join(RETAIL));
    if !file.is_file() {
        bail!("there is no file {}; GUANXI_BENCH_ORDERS names another", file.display());
    }
    client::build()?;
    let mut browser = std::process::Command::new("node");
    browser.current_dir(checkout::web()).arg("e2e/retail.mjs").arg(&file);
    browser.env("GUANXI_BINARY", checkout::build_server(Profile::Release)?);
    browser.env_remove("GUANXI_FOLDER").env_remove("GUANXI_DATABASE_URL");
    if let Some(chromium) = packages::chromium() {
        browser.env("CHROMIUM", chromium);
    }
    program::run(&mut browser)
}
