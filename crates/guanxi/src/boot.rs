//! Where the crates meet: database, door, identity, behaviours.

use crate::command_line::Place;
use crate::folder::Folder;
use crate::settings::Settings;
use anyhow::{Context, Result};
use channels::Mail;
use identity::Identity;
use records::{Clock, Records, SecretKey};
use store::Store;

/// An open company.
pub struct Company {
    pub records: Records,
    pub identity: Identity,
    pub key: SecretKey,
}

impl Company {
    /// Mail with links that begin with this address.
    pub fn mail(&self, address: &str) -> Mail {
        Mail::open(self.records.clone(), self.key.clone(), address)
    }
}

/// Settings of the folder under what the command line says.
pub fn settings(place: &Place, listen: Option<&str>) -> Result<Settings> {
    let said = [("server.database_url", place.database_url.as_deref()), ("server.listen", listen)];
    Settings::of_folder(&place.data, &said)
}

pub fn open(folder: &Folder, settings: &Settings, clock: Clock) -> Result<Company> {
    let location = folder.location(&settings.server.database_url);
    let store = Store::open(&location).context("database")?;
    let records = Records::open(store, clock).context("database")?;
    records.set_defaults(settings.for_records()?.into_iter().collect())?;
    records.install(domain::behaviours())?;
    let key = SecretKey::of_installation(folder.path())?;
    let identity = Identity::open(records.clone(), key.clone())?;
    Ok(Company { records, identity, key })
}
