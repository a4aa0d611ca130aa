use crate::boot;
use crate::command_line;
use crate::commands::serve;
use crate::demo;
use crate::folder::{DATABASE_FILES, Folder};
use crate::logging::{self, Speaker};
use crate::settings::Settings;
use anyhow::{Context, Result, bail};
use insight::Flow;
use jiff::Timestamp;
use records::{Clock, Records};
use std::fmt::Write;

/// Stands in the folder while the company is being told.
const HALF_FILLED: &str = "demo.filling";

pub fn demo(asked: &command_line::Serve) -> Result<()> {
    let settings = boot::settings(&asked.place, asked.listen.as_deref())?;
    logging::begin(&settings, Speaker::Server);
    let folder = Folder::make(&asked.place.data)?;
    let _reserved = folder.reserve()?;
    let listener = serve::listen(&settings)?;
    fill_if_empty(&folder, &settings)?;
    let company = boot::open(&folder, &settings, Clock::system())?;
    let greeting = greeting(&company.records)?;
    serve::run(company, &folder, &settings, listener, &greeting)
}

fn fill_if_empty(folder: &Folder, settings: &Settings) -> Result<()> {
    let now = Timestamp::now();
    let today = now.to_zoned(demo::zone()).date();
    let mark = folder.path().join(HALF_FILLED);
    if mark.exists() {
        begin_again(folder, settings)?;
    }
    let filling = boot::open(folder, settings, demo::beginning(today))?;
    if !demo::is_empty(&filling.records)? {
        return Ok(());
    }
    std::fs::write(&mark, b"").with_context(|| mark.display().to_string())?;
    demo::fill(&filling.records, &filling.identity, now)?;
    eprintln!("working out what every customer is worth");
    insight::run(&filling.records, Some(today), &mut |_| Flow::Continue).context("insight")?;
    demo::write_sheets(folder.path(), today)?;
    std::fs::remove_file(&mark).with_context(|| mark.display().to_string())
}

/// Whoever stopped the filling gets the whole company the next time.
fn begin_again(folder: &Folder, settings: &Settings) -> Result<()> {
    if !settings.server.database_url.is_empty() {
        bail!("the demo company in this database is half filled; begin with an empty database");
    }
    for name in DATABASE_FILES {
        let path = folder.path().join(name);
        if path.exists() {
            std::fs::remove_file(&path).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

fn greeting(records: &Records) -> Result<String> {
    let mut text = String::from("Sign in as\n");
    for person in demo::sign_ins(records)? {
        writeln!(text, "  {:<28} {}", person.email, person.who)?;
    }
    writeln!(text, "with the password {}", demo::PASSWORD)?;
    writeln!(text, "To try the import: sample-orders.xlsx in the folder of the records")?;
    Ok(text)
}
