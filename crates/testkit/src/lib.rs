//! What tests of several crates share: an empty company on every database, people with roles, records that are valid for
//! any object of the catalog, and files that a test compares its results with.

mod cluster;
mod company;
mod golden;
mod mail_server;
mod personas;
mod random;
mod samples;

pub use cluster::{Outsider, fresh_database, run_sql};
pub use company::{TestCompany, companies, for_each_database};
pub use golden::golden;
pub use mail_server::MailServer;
pub use personas::Personas;
pub use random::Random;
pub use samples::{Filling, Samples};

/// The folder of reference data: `GUANXI_REFERENCE_DIR`, or `shared/reference` beside the checkout. Where there is none it says
/// how many checks are left out.
pub fn reference_folder(checks: usize) -> Option<std::path::PathBuf> {
    let named = std::env::var_os("GUANXI_REFERENCE_DIR").map(std::path::PathBuf::from);
    let beside = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference");
    let folder = named.unwrap_or(beside);
    if folder.join("data").is_dir() {
        return Some(folder);
    }
    println!("left out {checks} checks: there is no folder {}", folder.display());
    None
}
