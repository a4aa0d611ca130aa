//! What the checks need beside Rust and Node: found, or installed where that is allowed, or named.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::program;

const OLDEST_NODE: (u32, u32) = (20, 19);

pub struct Package {
    debian: &'static str,
    purpose: &'static str,
    present: fn() -> bool,
}

pub const CHROMIUM: Package = Package {
    debian: "chromium",
    purpose: "the journeys in a real browser",
    present: || chromium().is_some(),
};

pub const CHINESE_FONTS: Package = Package {
    debian: "fonts-noto-cjk",
    purpose: "hanzi in the browser's pictures",
    present: has_chinese_fonts,
};

pub const POSTGRESQL: Package = Package {
    debian: "postgresql",
    purpose: "the tests on the second database",
    present: || postgres_program("initdb").is_ok(),
};

pub const OPENSMTPD: Package = Package {
    debian: "opensmtpd",
    purpose: "mail that arrives at a real mail server",
    present: || std::path::Path::new("/usr/sbin/smtpd").is_file(),
};

/// Asks for all of them at once, so that a person installs once and not three times.
pub fn ensure(packages: &[Package]) -> Result<()> {
    if may_install() && packages.iter().any(Package::is_missing) {
        install(packages)?;
    }
    let missing: Vec<&Package> = packages.iter().filter(|package| package.is_missing()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let reasons: Vec<String> =
        missing.iter().map(|package| format!("{} ({})", package.debian, package.purpose)).collect();
    let names: Vec<&str> = missing.iter().map(|package| package.debian).collect();
    bail!("missing: {}\ninstall with: sudo apt-get install {}", reasons.join(", "), names.join(" "))
}

pub fn ensure_node() -> Result<()> {
    let needed = format!("Node.js {}.{} or newer with npm is needed", OLDEST_NODE.0, OLDEST_NODE.1);
    if program::find("npm").is_none() {
        bail!("{needed}: npm is not on the PATH");
    }
    let version = program::answer(Command::new("node").arg("--version")).with_context(|| needed.clone())?;
    let mut parts = version.trim_start_matches('v').split('.').map(|part| part.parse().unwrap_or(0));
    let found = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    if found < OLDEST_NODE {
        bail!("{needed}: this one is {version}");
    }
    Ok(())
}

pub fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| program::find(name))
}

/// Debian keeps the server's programs off the PATH, one folder a version; the newest wins.
pub fn postgres_program(name: &str) -> Result<PathBuf> {
    if let Some(found) = program::find(name) {
        return Ok(found);
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| {
            entry.file_name().to_string_lossy().parse::<u32>().ok().map(|n| (n, entry.path()))
        })
        .filter(|(_, folder)| folder.join("bin").join(name).is_file())
        .max();
    match newest {
        Some((_, folder)) => Ok(folder.join("bin").join(name)),
        None => bail!("PostgreSQL's program '{name}' is neither on the PATH nor in /usr/lib/postgresql"),
    }
}

pub fn is_root() -> bool {
    program::answer(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

impl Package {
    fn is_missing(&self) -> bool {
        !(self.present)()
    }
}

fn install(packages: &[Package]) -> Result<()> {
    program::run(Command::new("apt-get").args(["update", "-qq"]))?;
    let mut install = Command::new("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive").args(["-o", "DPkg::Lock::Timeout=300"]);
    install.args(["install", "-y", "-qq", "--no-install-recommends"]);
    let missing = packages.iter().filter(|package| package.is_missing());
    program::run(install.args(missing.map(|package| package.debian)))
}

fn may_install() -> bool {
    let refused = std::env::var_os("GUANXI_INSTALL").is_some_and(|value| value == "never");
    !refused && is_root() && program::find("apt-get").is_some()
}

fn has_chinese_fonts() -> bool {
    std::path::Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").is_file()
        || program::answer(Command::new("fc-list").args([":lang=zh", "family"]))
            .is_ok_and(|list| !list.is_empty())
}
