use crate::boot;
use crate::command_line;
use crate::copy;
use crate::folder::Folder;
use crate::logging::{self, Speaker};
use anyhow::{Result, bail};
use records::Clock;

pub fn restore(asked: &command_line::Restore) -> Result<()> {
    let settings = boot::settings(&asked.place, None)?;
    logging::begin(&settings, Speaker::Command);
    let folder = Folder::make(&asked.place.data)?;
    let _reserved = folder.reserve()?;
    if folder.database().exists() {
        bail!("{} holds records already; restore into an empty folder", folder.path().display());
    }
    let url = &settings.server.database_url;
    let manifest = copy::unpack(&asked.file, &folder, url)?;
    let restored = boot::settings(&asked.place, None)?;
    let company = boot::open(&folder, &restored, Clock::system())?;
    let last = company.records.last_seq()?;
    eprintln!("{}: the copy of {} is back, {last} changes long", folder.path().display(), manifest.made_at);
    Ok(())
}
