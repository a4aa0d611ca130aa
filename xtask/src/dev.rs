//! Server and client while one works on them: the client reloads itself, the server is built and started anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};

use crate::checkout::Profile;
use crate::server::Server;
use crate::{checkout, client};

const PORT: u16 = 8080;
const LOOK_EVERY: Duration = Duration::from_millis(700);
const WATCHED: &[&str] = &["crates", "objects", "Cargo.toml", "guanxi.default.toml"];

pub fn run(words: &[String]) -> Result<()> {
    let folder = match words {
        [] => checkout::home()?.join(".local/share/guanxi-dev"),
        [flag, folder] if flag == "--data" => PathBuf::from(folder),
        _ => bail!("usage: cargo xtask dev [--data DIR]"),
    };
    client::build()?;
    let _client = Client::start()?;
    let mut server = None;
    let mut seen = None;
    loop {
        let newest = newest_change()?;
        if seen != Some(newest) {
            seen = Some(newest);
            restart(&mut server, &folder);
        }
        sleep(LOOK_EVERY);
    }
}

/// The old server goes on until the new one is built; what does not build changes nothing.
fn restart(server: &mut Option<Server>, folder: &Path) {
    let built = checkout::build_server(Profile::Dev);
    let started = built.and_then(|binary| {
        server.take();
        let folder = folder.to_str().context("the folder's name is not UTF-8")?;
        Server::start(&binary, &["demo", "--data", folder], PORT)
    });
    match started {
        Ok(new) => *server = Some(new),
        Err(error) => println!("{error:#}"),
    }
}

struct Client {
    vite: Child,
}

impl Client {
    fn start() -> Result<Client> {
        let mut vite = checkout::npm(["run", "dev"]);
        vite.env("GUANXI_SERVER", format!("http://127.0.0.1:{PORT}")).stdin(Stdio::null());
        Ok(Client { vite: vite.spawn().context("npm could not be started")? })
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.vite.kill();
        let _ = self.vite.wait();
    }
}

fn newest_change() -> Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    for watched in WATCHED {
        visit(&checkout::root().join(watched), &mut newest)?;
    }
    Ok(newest)
}

fn visit(path: &Path, newest: &mut SystemTime) -> Result<()> {
    let Ok(about) = fs::metadata(path) else {
        return Ok(());
    };
    *newest = (*newest).max(about.modified()?);
    if about.is_dir() {
        for entry in fs::read_dir(path)? {
            visit(&entry?.path(), newest)?;
        }
    }
    Ok(())
}
