use crate::command_line;
use crate::commands::open;
use crate::copy;
use anyhow::Result;

pub fn backup(asked: &command_line::Backup) -> Result<()> {
    let opened = open(&asked.place)?;
    let url = &opened.settings.server.database_url;
    let manifest = copy::pack(&opened.company.records, &opened.folder, url, &asked.to)?;
    let bytes: u64 = manifest.members.iter().map(|member| member.bytes).sum();
    let files = manifest.members.len();
    eprintln!("{}: {files} files, {:.1} MB before packing", asked.to.display(), bytes as f64 / 1e6);
    Ok(())
}
