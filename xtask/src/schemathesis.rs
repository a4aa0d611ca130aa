//! What the OpenAPI document promises, asked of the real program with thousands of requests that nobody wrote: no answer 5xx, none that
//! the document does not name, none that has another form.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::checkout::Profile;
use crate::journeys::Folder;
use crate::server::Server;
use crate::{checkout, cluster, program};

const VERSION: &str = "4.32.5";
const SECONDS: &str = "150";
const RATE: &str = "200/s";
const PROMISES: &str =
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";
const EMAIL: &str = "schemathesis@example.com";

pub fn run() -> Result<()> {
    let asker = match installed() {
        Ok(asker) => asker,
        Err(reason) => {
            println!("left out: Schemathesis {VERSION} cannot be installed here: {reason:#}");
            return Ok(());
        }
    };
    let binary = checkout::build_server(Profile::Dev)?;
    let folder = Folder::make("schemathesis")?;
    make_administrator(&binary, &folder.path)?;
    let port = cluster::free_port()?;
    let log = folder.path.join("server.log");
    let mut server = Server::start_quietly(&binary, &["serve", "--data", text(&folder.path)?], port, &log)?;
    server.wait_until_ready(Duration::from_secs(60))?;
    let token = ["token", "--data", text(&folder.path)?, "--email", EMAIL, "--name", "schemathesis"];
    let token = program::answer(Command::new(&binary).args(token))?;
    let outcome = program::run(&mut asking(&asker, port, &token, &folder.path));
    if outcome.is_err() {
        let troubles = std::fs::read_to_string(&log).unwrap_or_default();
        troubles
            .lines()
            .filter(|line| line.contains("ERROR") || line.contains("panicked"))
            .for_each(|line| println!("{line}"));
    }
    outcome
}

fn asking(asker: &Path, port: u16, token: &str, folder: &Path) -> Command {
    let mut command = Command::new(asker);
    command.current_dir(folder).arg("run").arg(format!("http://127.0.0.1:{port}/api/v1/openapi.json"));
    command.arg("--header").arg(format!("Authorization: Bearer {token}"));
    // The stream of events never ends, so waiting for its end would.
    command.args(["--exclude-path", "/events", "--phases", "coverage,fuzzing", "--max-time", SECONDS]);
    // More workers are threads, and those of Python 3.11 disturb each other where it reads its own source.
    command.args(["--workers", "1", "--rate-limit", RATE, "--checks", PROMISES, "--warnings", "off"]);
    command.args(["--generation-deterministic", "--no-color", "--max-examples", "5"]);
    command
}

/// An environment of its own for this version, kept beside the builds.
fn installed() -> Result<PathBuf> {
    let folder = checkout::target()?.join("xtask").join(format!("schemathesis-{VERSION}"));
    let (asker, ready) = (folder.join("bin/schemathesis"), folder.join("ready"));
    if ready.is_file() {
        return Ok(asker);
    }
    let python = program::find("python3").context("python3 is not on the PATH")?;
    program::answer(Command::new(python).args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut pip = Command::new(folder.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", &format!("schemathesis=={VERSION}")]);
    program::answer(&mut pip)?;
    std::fs::write(&ready, VERSION).with_context(|| format!("{} cannot be written", ready.display()))?;
    Ok(asker)
}

fn make_administrator(binary: &Path, folder: &Path) -> Result<()> {
    let mut init = Command::new(binary);
    init.args(["init", "--data", text(folder)?, "--email", EMAIL, "--password-stdin"]);
    let mut child = init.stdin(Stdio::piped()).spawn().context("guanxi init could not be started")?;
    let mut input = child.stdin.take().context("guanxi init takes no input")?;
    input.write_all(b"nine paper cranes fly north")?;
    drop(input);
    let status = child.wait()?;
    if !status.success() {
        bail!("guanxi init ended with {status}");
    }
    Ok(())
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("the temporary folder's name is not UTF-8")
}
