//! A PostgreSQL of our own: made in a temporary folder, on loopback, gone when the value is dropped.

use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{packages, program};

const PATIENCE: Duration = Duration::from_secs(30);

pub struct Cluster {
    folder: PathBuf,
    port: u16,
    keeper: Option<Keeper>,
    server: Child,
}

/// PostgreSQL refuses to run as root; then this user keeps the cluster.
#[derive(Clone, Copy)]
struct Keeper {
    user: u32,
    group: u32,
}

impl Cluster {
    pub fn start() -> Result<Cluster> {
        let keeper = if packages::is_root() { Some(Keeper::find()?) } else { None };
        let port = free_port()?;
        let folder = std::env::temp_dir().join(format!("guanxi-postgres-{}-{port}", std::process::id()));
        fs::create_dir(&folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        if let Some(keeper) = keeper {
            std::os::unix::fs::chown(&folder, Some(keeper.user), Some(keeper.group))?;
        }
        initialise(&folder, keeper)?;
        let server = serve(&folder, port, keeper)?;
        let mut cluster = Cluster { folder, port, keeper, server };
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    pub fn url(&self, database: &str) -> String {
        format!("postgres://guanxi@127.0.0.1:{}/{database}", self.port)
    }

    pub fn create_database(&self, name: &str) -> Result<()> {
        let mut create = owned("createdb", self.keeper)?;
        create.args(["-h", "127.0.0.1", "-U", "guanxi", "-p"]).arg(self.port.to_string()).arg(name);
        program::answer(&mut create).map(|_| ())
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.server.try_wait()? {
                bail!("PostgreSQL stopped with {status}: {}", self.last_words());
            }
            let ask = ["-q", "-h", "127.0.0.1", "-U", "guanxi", "-d", "postgres", "-p"];
            let mut is_ready = owned("pg_isready", self.keeper)?;
            if program::answer(is_ready.args(ask).arg(self.port.to_string())).is_ok() {
                return Ok(());
            }
            sleep(Duration::from_millis(100));
        }
        bail!("PostgreSQL did not answer on port {} within {PATIENCE:?}: {}", self.port, self.last_words())
    }

    fn last_words(&self) -> String {
        let log = fs::read_to_string(self.folder.join("server.log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().rev().take(5).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let stopped = owned("pg_ctl", self.keeper).and_then(|mut stop| {
            stop.args(["stop", "-s", "-m", "immediate", "-D"]).arg(self.folder.join("cluster"));
            program::answer(&mut stop)
        });
        if stopped.is_err() {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Keeper {
    fn find() -> Result<Keeper> {
        for name in ["postgres", "nobody"] {
            let number = |flag| program::answer(Command::new("id").args([flag, name])).ok()?.parse().ok();
            if let (Some(user), Some(group)) = (number("-u"), number("-g")) {
                return Ok(Keeper { user, group });
            }
        }
        bail!("PostgreSQL refuses to run as root, and there is neither a user 'postgres' nor 'nobody'")
    }
}

pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}

fn initialise(folder: &Path, keeper: Option<Keeper>) -> Result<()> {
    let mut initdb = owned("initdb", keeper)?;
    initdb.args([
        "--auth=trust",
        "--username=guanxi",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
        "--no-instructions",
    ]);
    program::answer(initdb.arg("-D").arg(folder.join("cluster"))).map(|_| ())
}

/// Durability is off: what this cluster holds dies with it.
fn serve(folder: &Path, port: u16, keeper: Option<Keeper>) -> Result<Child> {
    let log = fs::File::create(folder.join("server.log"))?;
    let mut postgres = owned("postgres", keeper)?;
    postgres.arg("-D").arg(folder.join("cluster")).arg("-p").arg(port.to_string()).arg("-k").arg(folder);
    for setting in [
        "listen_addresses=127.0.0.1",
        "max_connections=200",
        "shared_buffers=128MB",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
    ] {
        postgres.arg("-c").arg(setting);
    }
    postgres.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
    postgres.spawn().context("the program 'postgres' could not be started")
}

fn owned(name: &str, keeper: Option<Keeper>) -> Result<Command> {
    let mut command = Command::new(packages::postgres_program(name)?);
    command.env("LC_ALL", "C").current_dir(std::env::temp_dir());
    if let Some(keeper) = keeper {
        command.uid(keeper.user).gid(keeper.group);
    }
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Like all tests on PostgreSQL it waits for `cargo xtask test`, which sees to it that there is one.
    #[test]
    fn a_cluster_answers_and_leaves_nothing_behind() {
        if std::env::var_os("GUANXI_TEST_POSTGRES").is_none() {
            return;
        }
        let cluster = Cluster::start().unwrap();
        cluster.create_database("orders").unwrap();
        let mut ask = Command::new(packages::postgres_program("psql").unwrap());
        let answer =
            program::answer(ask.arg("-Atc").arg("select current_database()").arg(cluster.url("orders")));
        assert_eq!(answer.unwrap(), "orders");
        let (folder, port) = (cluster.folder.clone(), cluster.port);
        drop(cluster);
        assert!(!folder.exists());
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
    }
}
