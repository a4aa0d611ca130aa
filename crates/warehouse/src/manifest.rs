use crate::error::Error;
use crate::table::Table;
use catalog::Catalog;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

const NAME: &str = "manifest.json";
const DRAFT: &str = "manifest.json.part";
/// Raised when files written by older programs have to be written anew.
const FORMAT: u32 = 1;

/// Which files are the warehouse. Whoever reads takes one manifest and finds every file in it whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub format: u32,
    /// Grows with every refresh; files are named after it, so that no two refreshes write the same file.
    pub generation: u64,
    /// Last entry of the change log that is in the files.
    pub seq: i64,
    /// When that entry was written, in microseconds since 1970: another database, or an older copy of this one, has another there.
    pub seq_at: i64,
    /// When the files were true, in microseconds since 1970.
    pub as_of: i64,
    pub tables: BTreeMap<String, Parts>,
    /// Files that the questions of a moment ago may still read.
    pub retired: Vec<Retired>,
}

/// The files of one table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Parts {
    pub shape: String,
    /// In the order of their ids.
    pub parts: Vec<Part>,
}

/// One file: rows of one month in the order of their ids.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Part {
    /// `YYYY-MM` in UTC in which the rows were made.
    pub month: String,
    /// Id of its first row.
    pub first: i64,
    pub rows: u64,
    pub bytes: u64,
    /// Path below the folder of the warehouse.
    pub file: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Retired {
    pub file: String,
    pub since: i64,
}

impl Manifest {
    pub fn empty() -> Manifest {
        Manifest {
            format: FORMAT,
            generation: 0,
            seq: 0,
            seq_at: 0,
            as_of: 0,
            tables: BTreeMap::new(),
            retired: Vec::new(),
        }
    }

    /// None where nothing was written yet, or only by a program that wrote something else.
    pub fn read(folder: &Path) -> Result<Option<Manifest>, Error> {
        let path = folder.join(NAME);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::files(&path, error)),
        };
        let read: Result<Manifest, _> = serde_json::from_str(&text);
        Ok(read.ok().filter(|manifest| manifest.format == FORMAT))
    }

    /// The moment at which a refresh happens: before it the old files count, after it the new ones.
    pub fn write(&self, folder: &Path) -> Result<(), Error> {
        let draft = folder.join(DRAFT);
        let text = serde_json::to_vec(self).map_err(|error| Error::files(&draft, error))?;
        let written = File::create(&draft).and_then(|mut file| {
            file.write_all(&text)?;
            file.sync_all()
        });
        written.map_err(|error| Error::files(&draft, error))?;
        std::fs::rename(&draft, folder.join(NAME)).map_err(|error| Error::files(&draft, error))?;
        keep(folder)
    }

    /// Whether the files hold the objects and fields as they are now.
    pub fn fits(&self, catalog: &Catalog) -> bool {
        Table::all(catalog).iter().all(|table| self.parts(table).is_some())
    }

    /// The files of a table; none while they hold other fields than it has.
    pub fn parts(&self, table: &Table) -> Option<&[Part]> {
        let known = self.tables.get(table.sql_name()).filter(|known| known.shape == table.shape())?;
        Some(&known.parts)
    }

    /// Every file that a question may read.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let parts = self.tables.values().flat_map(|table| &table.parts).map(|part| part.file.as_str());
        parts.chain(self.retired.iter().map(|retired| retired.file.as_str()))
    }
}

/// Names in a folder survive a power cut only when the folder itself was written.
pub(crate) fn keep(folder: &Path) -> Result<(), Error> {
    match cfg!(unix) {
        true => File::open(folder).and_then(|it| it.sync_all()).map_err(|error| Error::files(folder, error)),
        false => Ok(()),
    }
}

/// Removes what no manifest names: leftovers of a refresh that was cut off, and files that were replaced long ago.
pub(crate) fn sweep(folder: &Path, manifest: &Manifest) -> Result<(), Error> {
    let kept: std::collections::HashSet<PathBuf> = manifest.files().map(|file| folder.join(file)).collect();
    for table in folders_in(folder)? {
        for month in folders_in(&table)? {
            for file in entries(&month)? {
                if !kept.contains(&file) {
                    std::fs::remove_file(&file).map_err(|error| Error::files(&file, error))?;
                }
            }
        }
    }
    Ok(())
}

fn folders_in(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    Ok(entries(folder)?.into_iter().filter(|path| path.is_dir()).collect())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let listed = std::fs::read_dir(folder).map_err(|error| Error::files(folder, error))?;
    listed.map(|entry| Ok(entry.map_err(|error| Error::files(folder, error))?.path())).collect()
}
