use crate::command_line::{self, WarehouseCommand};
use crate::commands::{open, say};
use crate::facts;
use anyhow::Result;

pub fn warehouse(asked: &command_line::Warehouse) -> Result<()> {
    let (place, work): (_, facts::Filling) = match &asked.command {
        WarehouseCommand::Refresh { place } => (place, facts::refresh),
        WarehouseCommand::Rebuild { place } => (place, facts::rebuild),
    };
    facts::must_be_built_in()?;
    let opened = open(place)?;
    say(&format!("{}\n", work(&opened.company.records, opened.folder.path())?))
}
