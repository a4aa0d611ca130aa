use crate::copy::manifest::{Manifest, Member, copy_and_sum};
use crate::copy::{FOLDER_MEMBER, MANIFEST_MEMBER, POSTGRES_MEMBER, SQLITE_MEMBER, dump};
use crate::folder::{DATABASE, Folder};
use anyhow::{Context, Result, anyhow, bail};
use std::fs::File;
use std::io::BufReader;
use std::path::{Component, Path, PathBuf};
use zip::ZipArchive;

type Archive = ZipArchive<BufReader<File>>;

/// Nothing is moved into its place before everything has been unpacked and compared with the manifest.
pub fn unpack(file: &Path, folder: &Folder, database_url: &str) -> Result<Manifest> {
    let mut archive = open(file)?;
    let manifest =
        read_manifest(&mut archive).with_context(|| format!("{} is not a copy", file.display()))?;
    manifest.check_format()?;
    let database = database_of(&manifest, database_url)?;
    let draft = folder.path().join(format!("restore-{}", std::process::id()));
    std::fs::create_dir_all(&draft).with_context(|| draft.display().to_string())?;
    let restored = unpack_members(&mut archive, &manifest, &draft)
        .and_then(|()| settle(&manifest, &draft, folder, database, database_url));
    let removed = std::fs::remove_dir_all(&draft).with_context(|| draft.display().to_string());
    restored.and(removed)?;
    Ok(manifest)
}

fn open(file: &Path) -> Result<Archive> {
    let opened = File::open(file).with_context(|| file.display().to_string())?;
    ZipArchive::new(BufReader::new(opened)).with_context(|| format!("{} is not a copy", file.display()))
}

fn read_manifest(archive: &mut Archive) -> Result<Manifest> {
    let member = archive.by_name(MANIFEST_MEMBER)?;
    Ok(serde_json::from_reader(member)?)
}

fn database_of(manifest: &Manifest, database_url: &str) -> Result<&'static str> {
    let holds = |name: &str| manifest.members.iter().any(|member| member.name == name);
    match database_url {
        "" if holds(SQLITE_MEMBER) => Ok(SQLITE_MEMBER),
        "" => bail!("the copy is of a PostgreSQL database; say which with --database-url"),
        _ if holds(POSTGRES_MEMBER) => Ok(POSTGRES_MEMBER),
        _ => bail!("the copy is of an SQLite file; leave out --database-url"),
    }
}

fn unpack_members(archive: &mut Archive, manifest: &Manifest, draft: &Path) -> Result<()> {
    for expected in &manifest.members {
        let path = draft.join(inside(&expected.name)?);
        if let Some(place) = path.parent() {
            std::fs::create_dir_all(place).with_context(|| place.display().to_string())?;
        }
        let found = unpack_member(archive, &expected.name, &path)?;
        if found != *expected {
            bail!("the copy is damaged: {} is not what the manifest says", expected.name);
        }
    }
    Ok(())
}

fn unpack_member(archive: &mut Archive, name: &str, path: &Path) -> Result<Member> {
    let damaged = || format!("the copy is damaged: {name}");
    let mut member = archive.by_name(name).with_context(damaged)?;
    let mut target = File::create(path).with_context(|| path.display().to_string())?;
    let copied = copy_and_sum(name, &mut member, &mut target).with_context(damaged)?;
    target.sync_all()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    }
    Ok(copied)
}

/// The database goes last: a folder with a database is a whole one.
fn settle(
    manifest: &Manifest,
    draft: &Path,
    folder: &Folder,
    database: &str,
    database_url: &str,
) -> Result<()> {
    for member in &manifest.members {
        let Some(name) = member.name.strip_prefix(FOLDER_MEMBER) else { continue };
        let place = folder.path().join(inside(name)?);
        if let Some(parent) = place.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::rename(draft.join(inside(&member.name)?), &place)
            .with_context(|| place.display().to_string())?;
    }
    let unpacked = draft.join(inside(database)?);
    match database_url {
        "" => Ok(std::fs::rename(unpacked, folder.path().join(DATABASE))?),
        url => dump::read_back(url, &unpacked),
    }
}

/// A name that leaves the folder is refused.
fn inside(name: &str) -> Result<PathBuf> {
    let path = PathBuf::from(name);
    let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    if plain && !name.is_empty() { Ok(path) } else { Err(anyhow!("the copy is damaged: the name '{name}'")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside_the_folder() {
        assert!(inside("files/2026/a.png").is_ok());
        for name in ["../secret.key", "/etc/passwd", "files/../../x", ""] {
            assert!(inside(name).is_err(), "{name}");
        }
    }
}
