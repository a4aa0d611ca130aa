//! What the OpenAPI document promises, asked of the real program and the demo company with thousands of requests that nobody wrote: no
//! answer 5xx, none that the document does not name, none that has another form.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
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
/// The administrator of the demo company.
const EMAIL: &str = "ruoxi@lantian.example";
/// Objects of which the demo company has records, with their addresses. People and roles are not among them: whoever is asked to delete
/// himself has no right to the next question.
const FILLED: &[(&str, &str)] = &[
    ("customer", "customers"),
    ("contact", "contacts"),
    ("relationship", "relationships"),
    ("preference", "preferences"),
    ("activity", "activities"),
    ("task", "tasks"),
    ("product", "products"),
    ("product_category", "product_categories"),
    ("order", "orders"),
    ("order_line", "order_lines"),
    ("alert", "alerts"),
    ("team", "teams"),
];
/// Records of each object that are asked for by name, and how often instead of a name that nobody has.
const NAMED: usize = 60;
const OFTEN: f32 = 0.7;
/// Filling the demo company with a program that is not optimised.
const PATIENCE: Duration = Duration::from_secs(180);

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
    let port = cluster::free_port()?;
    let log = folder.path.join("server.log");
    let mut server = Server::start_quietly(&binary, &["demo", "--data", text(&folder.path)?], port, &log)?;
    let took = server.wait_until_ready(PATIENCE)?;
    println!("the demo company is ready after {:.0} s", took.as_secs_f32());
    write_names(&binary, &folder.path)?;
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

/// Which records there are, in the words of Schemathesis: what nobody has is refused early, and says little.
fn write_names(binary: &Path, folder: &Path) -> Result<()> {
    let mut names = String::new();
    let mut places = String::new();
    for (object, plural) in FILLED {
        let table = folder.join(format!("{object}.csv"));
        let mut export = Command::new(binary);
        export.args(["export", object, "--data", text(folder)?, "--fields", "id", "--to", text(&table)?]);
        program::answer(&mut export)?;
        let table = std::fs::read_to_string(&table)?;
        let ids: Vec<String> = table.lines().skip(1).take(NAMED).map(|id| format!("{id:?}")).collect();
        if ids.is_empty() {
            bail!("the demo company has no {object}");
        }
        writeln!(names, "[dictionaries.{object}]\nvalues = [{}]", ids.join(", "))?;
        writeln!(
            places,
            "[[operations]]\ninclude-path-regex = '^/{plural}/\\{{id\\}}'\n\
             parameters = {{ \"path.id\" = {{ dictionary = \"{object}\", probability = {OFTEN} }} }}"
        )?;
    }
    std::fs::write(folder.join("schemathesis.toml"), names + &places)
        .context("schemathesis.toml cannot be written")
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("the temporary folder's name is not UTF-8")
}
