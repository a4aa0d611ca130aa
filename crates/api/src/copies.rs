//! Copies of everything, made from the settings page. They lie in a folder beside the records and are not part of the next copy.

use crate::serving::MakeCopy;
use records::{Error, Records};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

const ENDING: &str = ".zip";

/// Where copies lie, and how one is made. Cheap to clone.
#[derive(Clone)]
pub struct Copies {
    folder: PathBuf,
    make: MakeCopy,
    busy: Arc<AtomicBool>,
}

/// A copy that lies there.
pub struct Copy {
    pub name: String,
    pub bytes: u64,
    pub made_at: SystemTime,
}

impl Copies {
    pub fn below(data_dir: &Path, make: MakeCopy) -> Copies {
        Copies { folder: data_dir.join("backups"), make, busy: Arc::default() }
    }

    /// Makes a copy; a second one at the same time is refused.
    pub fn make(&self, records: &Records) -> Result<Copy, Error> {
        if self.busy.swap(true, Ordering::AcqRel) {
            return Err(Error::refused("copy_is_being_made"));
        }
        let made = self.make_one(records);
        self.busy.store(false, Ordering::Release);
        made
    }

    /// The newest first.
    pub fn list(&self) -> Result<Vec<Copy>, Error> {
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(unreadable(&error)),
        };
        let mut copies = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_name(&name) {
                let about = entry.metadata().map_err(|error| unreadable(&error))?;
                let made_at = about.modified().map_err(|error| unreadable(&error))?;
                copies.push(Copy { name, bytes: about.len(), made_at });
            }
        }
        copies.sort_by(|one, other| other.name.cmp(&one.name));
        Ok(copies)
    }

    /// The folder of the records, in which the copies lie.
    pub fn beside(&self) -> &Path {
        self.folder.parent().unwrap_or(&self.folder)
    }

    /// The file of a copy; a name that is not one of ours is nowhere.
    pub fn path(&self, name: &str) -> Result<PathBuf, Error> {
        let path = self.folder.join(name);
        if is_name(name) && path.is_file() { Ok(path) } else { Err(Error::NotFound) }
    }

    pub fn remove(&self, name: &str) -> Result<(), Error> {
        std::fs::remove_file(self.path(name)?).map_err(|error| unreadable(&error))
    }

    fn make_one(&self, records: &Records) -> Result<Copy, Error> {
        std::fs::create_dir_all(&self.folder).map_err(|error| unreadable(&error))?;
        let moment = records.clock().now().strftime("%Y%m%d-%H%M%S").to_string();
        let name = format!("guanxi-{moment}{ENDING}");
        let path = self.folder.join(&name);
        (self.make)(records, &path).map_err(|text| {
            tracing::error!(text, "a copy could not be made");
            Error::refused("copy_not_made")
        })?;
        let about = std::fs::metadata(&path).map_err(|error| unreadable(&error))?;
        let made_at = about.modified().map_err(|error| unreadable(&error))?;
        Ok(Copy { name, bytes: about.len(), made_at })
    }
}

/// Letters, digits and dashes: no way out of the folder.
fn is_name(name: &str) -> bool {
    name.strip_suffix(ENDING).is_some_and(|stem| {
        !stem.is_empty()
            && stem.len() <= 100
            && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

fn unreadable(error: &std::io::Error) -> Error {
    Error::Unavailable(format!("the folder of copies: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder() {
        assert!(is_name("guanxi-20260301-080000.zip"));
        for bad in
            ["", ".zip", "../guanxi.zip", "a/b.zip", "a\\b.zip", "guanxi.db", "a..zip", "a.zip.part", "ä.zip"]
        {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
