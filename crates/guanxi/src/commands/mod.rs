//! One file a command.

mod backup;
mod demo;
mod doctor;
mod export;
mod import;
mod init;
mod insight;
mod model;
mod restore;
mod serve;
mod sql;
mod token;
mod warehouse;

pub use backup::backup;
pub use demo::demo;
pub use doctor::doctor;
pub use export::export;
pub use import::import;
pub use init::init;
pub use insight::insight;
pub use model::model;
pub use restore::restore;
pub use serve::serve;
pub use sql::sql;
pub use token::token;
pub use warehouse::warehouse;

use crate::boot::{self, Company};
use crate::command_line::Place;
use crate::folder::Folder;
use crate::logging::{self, Speaker};
use crate::settings::Settings;
use anyhow::Result;
use records::Clock;

/// A company that a single command works on, perhaps while a server does too.
struct Opened {
    company: Company,
    folder: Folder,
    settings: Settings,
}

/// For commands that need records to be there.
fn open(place: &Place) -> Result<Opened> {
    let settings = prepare(place)?;
    let folder = Folder::of_records(&place.data, &settings.server.database_url)?;
    let company = boot::open(&folder, &settings, Clock::system())?;
    Ok(Opened { company, folder, settings })
}

/// For commands that make the folder when it is missing.
fn open_or_make(place: &Place) -> Result<Opened> {
    let settings = prepare(place)?;
    let folder = Folder::make(&place.data)?;
    let company = boot::open(&folder, &settings, Clock::system())?;
    Ok(Opened { company, folder, settings })
}

fn prepare(place: &Place) -> Result<Settings> {
    let settings = boot::settings(place, None)?;
    logging::begin(&settings, Speaker::Command);
    Ok(settings)
}

/// Without an error at the end when whoever reads has gone.
fn say(text: &str) -> Result<()> {
    use std::io::Write;
    let mut out = std::io::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        Err(_) | Ok(()) => Ok(()),
    }
}
