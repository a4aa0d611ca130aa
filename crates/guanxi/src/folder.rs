use anyhow::{Context, Result, anyhow};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use store::Location;

pub const DATABASE: &str = "guanxi.db";
pub const LOCK: &str = "server.lock";
/// Files of the embedded database that only the database may touch.
pub const DATABASE_FILES: [&str; 3] = [DATABASE, "guanxi.db-wal", "guanxi.db-shm"];

/// The folder of a company: its records, files and settings.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

/// Held while this program is the only one that may serve the folder.
#[derive(Debug)]
pub struct Reserved {
    _file: File,
}

impl Folder {
    pub fn make(path: &Path) -> Result<Folder> {
        std::fs::create_dir_all(path).with_context(|| format!("folder {}", path.display()))?;
        Ok(Folder { path: path.to_owned() })
    }

    /// For commands that only make sense where records are.
    pub fn of_records(path: &Path, database_url: &str) -> Result<Folder> {
        if database_url.is_empty() && !path.join(DATABASE).is_file() {
            return Err(anyhow!(
                "{} holds no records; 'guanxi init' or 'guanxi serve' makes them",
                path.display()
            ));
        }
        Folder::make(path)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    pub fn location(&self, database_url: &str) -> Location {
        match database_url {
            "" => Location::Sqlite(self.database()),
            url => Location::Postgres(url.to_owned()),
        }
    }

    /// The lock is the system's and ends with the process, however it ends.
    pub fn reserve(&self) -> Result<Reserved> {
        let path = self.path.join(LOCK);
        let mut options = File::options();
        let file = options.write(true).create(true).truncate(false).open(&path);
        let file = file.with_context(|| path.display().to_string())?;
        match file.try_lock() {
            Ok(()) => Ok(Reserved { _file: file }),
            Err(TryLockError::WouldBlock) => {
                Err(anyhow!("a server already has {} open; stop it first", self.path.display()))
            }
            Err(TryLockError::Error(error)) => Err(error).with_context(|| path.display().to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_reserved_once_at_a_time() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::make(&place.path().join("new/company")).unwrap();
        let reserved = folder.reserve().unwrap();
        assert!(folder.reserve().unwrap_err().to_string().contains("already has"));
        drop(reserved);
        folder.reserve().unwrap();
    }

    #[test]
    fn an_empty_folder_holds_no_records() {
        let place = tempfile::tempdir().unwrap();
        assert!(Folder::of_records(place.path(), "").is_err());
        assert!(Folder::of_records(place.path(), "postgres://elsewhere").is_ok());
    }
}
