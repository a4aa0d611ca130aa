use crate::copy::manifest::{Manifest, Member, copy_and_sum};
use crate::copy::{FOLDER_MEMBER, MANIFEST_MEMBER, POSTGRES_MEMBER, SQLITE_MEMBER, dump};
use crate::folder::{DATABASE_FILES, Folder, LOCK};
use anyhow::{Context, Result, bail};
use records::Records;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Copies made from the settings page lie here; no copy holds the others.
const COPIES: &str = "backups";
/// What can be made again from the records.
const WAREHOUSE: &str = "warehouse";

type Archive = ZipWriter<BufWriter<File>>;

/// Writes everything of a company into one new file.
pub fn pack(records: &Records, folder: &Folder, database_url: &str, target: &Path) -> Result<Manifest> {
    if target.exists() {
        bail!("{} exists already", target.display());
    }
    let draft = beside(target, "part");
    let written = write_archive(records, folder, database_url, &draft);
    let kept = written.and_then(|manifest| {
        std::fs::rename(&draft, target).with_context(|| target.display().to_string())?;
        Ok(manifest)
    });
    if kept.is_err() {
        remove_if_there(&draft);
    }
    kept
}

/// The database comes first: a file that arrives meanwhile is one too many, never one too few.
fn write_archive(records: &Records, folder: &Folder, database_url: &str, draft: &Path) -> Result<Manifest> {
    let file = File::create(draft).with_context(|| draft.display().to_string())?;
    let mut archive = ZipWriter::new(BufWriter::new(file));
    let mut members = vec![add_database(&mut archive, records, database_url, draft)?];
    for path in files_of(folder.path())? {
        if same_file(&path, draft) {
            continue;
        }
        let inside = path.strip_prefix(folder.path())?;
        let name = format!("{FOLDER_MEMBER}{}", inside.to_string_lossy().replace('\\', "/"));
        members.push(add(&mut archive, &name, &path)?);
    }
    let manifest = Manifest::of(&records.company().name, members);
    archive.start_file(MANIFEST_MEMBER, options())?;
    archive.write_all(&serde_json::to_vec_pretty(&manifest)?)?;
    let mut file = archive.finish()?;
    file.flush()?;
    file.get_ref().sync_all()?;
    Ok(manifest)
}

fn add_database(
    archive: &mut Archive,
    records: &Records,
    database_url: &str,
    draft: &Path,
) -> Result<Member> {
    let copy = beside(draft, "database");
    remove_if_there(&copy);
    let (name, copied) = match database_url {
        "" => (SQLITE_MEMBER, records.store().copy_to(&copy).map_err(anyhow::Error::from)),
        url => (POSTGRES_MEMBER, dump::write(url, &copy)),
    };
    let added = copied.and_then(|()| add(archive, name, &copy));
    remove_if_there(&copy);
    added
}

fn add(archive: &mut Archive, name: &str, path: &Path) -> Result<Member> {
    archive.start_file(name, options())?;
    let file = File::open(path).with_context(|| path.display().to_string())?;
    copy_and_sum(name, &mut BufReader::new(file), archive).with_context(|| path.display().to_string())
}

fn files_of(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(place) = waiting.pop() {
        for entry in std::fs::read_dir(&place).with_context(|| place.display().to_string())? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if place == folder && (name == COPIES || name == WAREHOUSE) {
                continue;
            }
            if kind.is_dir() {
                waiting.push(entry.path());
            } else if kind.is_file() && !(place == folder && stays_out(&name)) {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

fn stays_out(name: &str) -> bool {
    name == LOCK || DATABASE_FILES.contains(&name)
}

/// A copy inside the folder must not swallow itself.
fn same_file(path: &Path, draft: &Path) -> bool {
    match (path.canonicalize(), draft.canonicalize()) {
        (Ok(path), Ok(draft)) => path == draft,
        (_, _) => false,
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

fn remove_if_there(path: &Path) {
    if let Err(error) = std::fs::remove_file(path)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%error, path = %path.display(), "a leftover cannot be removed");
    }
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().large_file(true).unix_permissions(0o600)
}
