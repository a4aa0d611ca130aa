//! Copies of a company in one file: a zip archive with the database, the files of the folder and a manifest that proves both.

mod dump;
mod manifest;
mod pack;
mod unpack;

pub use manifest::copy_and_sum;
pub use pack::pack;
pub use unpack::unpack;

/// The database inside the archive, by its kind.
const SQLITE_MEMBER: &str = "database/guanxi.db";
const POSTGRES_MEMBER: &str = "database/postgres.dump";
const FOLDER_MEMBER: &str = "folder/";
const MANIFEST_MEMBER: &str = "manifest.json";
