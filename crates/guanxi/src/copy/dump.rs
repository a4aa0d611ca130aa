use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use url::Url;

/// Newest first; Debian keeps the programs of each version in a folder of its own.
const ROOMS: &str = "/usr/lib/postgresql";

pub fn write(url: &str, target: &Path) -> Result<()> {
    let mut command = program("pg_dump", url)?;
    command.args(["--format=custom", "--no-owner", "--no-privileges", "--file"]).arg(target);
    run(command)
}

pub fn read_back(url: &str, dump: &Path) -> Result<()> {
    let mut command = program("pg_restore", url)?;
    command.args(["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]);
    command.args(["--dbname", &database(&read(url)?)]).arg(dump);
    run(command)
}

/// The password goes by the environment, where other users of the machine do not see it.
fn program(name: &str, url: &str) -> Result<Command> {
    let url = read(url)?;
    let mut command = Command::new(find(name).with_context(|| format!("{name} is not installed"))?);
    command.env("PGDATABASE", database(&url)).env("PGCONNECT_TIMEOUT", "10");
    let query: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let said = |key: &str| query.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
    if let Some(host) = said("host").or_else(|| url.host_str().map(decoded).filter(|host| !host.is_empty())) {
        command.env("PGHOST", host);
    }
    if let Some(port) = said("port").or_else(|| url.port().map(|port| port.to_string())) {
        command.env("PGPORT", port);
    }
    if !url.username().is_empty() {
        command.env("PGUSER", decoded(url.username()));
    }
    if let Some(user) = said("user") {
        command.env("PGUSER", user);
    }
    if let Some(mode) = said("sslmode") {
        // Without a file this program trusts the authorities of browsers; to those of PostgreSQL that is a file of a certain name.
        let trusted = said("sslrootcert").or_else(|| mode.starts_with("verify").then(|| "system".to_owned()));
        command.env("PGSSLMODE", mode).envs(trusted.map(|file| ("PGSSLROOTCERT", file)));
    }
    if let Some(password) = url.password() {
        command.env("PGPASSWORD", decoded(password));
    }
    Ok(command)
}

fn run(mut command: Command) -> Result<()> {
    let name =
        Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("{name} cannot be started"))?;
    if !output.status.success() {
        bail!("{name} ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

fn read(url: &str) -> Result<Url> {
    Url::parse(url).context("the database address")
}

fn database(url: &Url) -> String {
    decoded(url.path().trim_start_matches('/'))
}

fn decoded(text: &str) -> String {
    url::form_urlencoded::parse(format!("x={}", text.replace('+', "%2B")).as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places: Vec<PathBuf> = std::fs::read_dir(ROOMS)
        .map(|entries| entries.flatten().map(|entry| entry.path().join("bin")).collect())
        .unwrap_or_default();
    places.sort();
    places.reverse();
    places.extend(std::env::split_paths(&path));
    places.into_iter().map(|place| place.join(name)).find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsStr;

    #[test]
    fn the_address_becomes_an_environment() {
        let wanted = "postgres://an%40a:se%20cret@db.example:5433/guanxi?host=%2Frun%2Fpg";
        let Ok(command) = program("sh", wanted) else { return };
        let get = |name: &str| {
            command.get_envs().find(|(key, _)| *key == OsStr::new(name)).and_then(|(_, value)| value).unwrap()
        };
        assert_eq!(get("PGUSER"), "an@a");
        assert_eq!(get("PGPASSWORD"), "se cret");
        assert_eq!(get("PGHOST"), "/run/pg");
        assert_eq!(get("PGPORT"), "5433");
        assert_eq!(get("PGDATABASE"), "guanxi");
    }
}
