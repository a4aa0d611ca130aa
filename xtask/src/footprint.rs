//! How big the program is and how soon it is there, seen from outside.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result};

use crate::checkout::Profile;
use crate::journeys::Folder;
use crate::server::Server;
use crate::{checkout, client, cluster};

const STARTS: usize = 5;
const REST: Duration = Duration::from_secs(10);

pub fn measure() -> Result<()> {
    client::build()?;
    let binary = checkout::build_server(Profile::Release)?;
    println!("program                    {:>9.1} MB", megabytes(fs::metadata(&binary)?.len()));

    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let folder = Folder::make("empty")?;
        let mut server = start(&binary, "serve", &folder.path)?;
        starts.push(server.wait_until_ready(Duration::from_secs(60))?);
    }
    starts.sort();
    println!(
        "empty folder to /readyz    {:>9.0} ms (median of {STARTS})",
        starts[STARTS / 2].as_secs_f64() * 1e3
    );

    let folder = Folder::make("demo")?;
    let mut server = start(&binary, "demo", &folder.path)?;
    let filled = server.wait_until_ready(Duration::from_secs(600))?;
    println!("demo company to /readyz    {:>9.1} s", filled.as_secs_f64());
    sleep(REST);
    println!("resident memory at rest    {:>9.1} MB", megabytes(resident_bytes(server.id())?));
    Ok(())
}

pub fn measure_rebuild() -> Result<()> {
    checkout::build_server(Profile::Dev)?;
    let touched = checkout::root().join("crates/domain/src/lib.rs");
    let file = fs::File::options()
        .append(true)
        .open(&touched)
        .context("crates/domain/src/lib.rs cannot be opened")?;
    file.set_modified(SystemTime::now())?;
    let start = Instant::now();
    checkout::build_server(Profile::Dev)?;
    println!("rebuild after domain       {:>9.1} s", start.elapsed().as_secs_f64());
    Ok(())
}

fn start(binary: &Path, command: &str, folder: &Path) -> Result<Server> {
    let folder = folder.to_str().context("the temporary folder's name is not UTF-8")?;
    Server::start(binary, &[command, "--data", folder], cluster::free_port()?)
}

fn resident_bytes(id: u32) -> Result<u64> {
    let status =
        fs::read_to_string(format!("/proc/{id}/status")).context("memory is read from /proc, as on Linux")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no line VmRSS")?;
    let kilobytes: u64 = line.trim_end_matches("kB").trim().parse().context("VmRSS is not a number")?;
    Ok(kilobytes * 1024)
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
