//! The program: settings, boot, commands.

pub mod boot;
mod command_line;
mod commands;
mod copy;
mod demo;
mod facts;
pub mod folder;
mod logging;
pub mod settings;
mod usage;
mod watch;

pub use command_line::CommandLine;

use command_line::Command;
use mimalloc::MiMalloc;
use std::process::ExitCode;
use usage::Usage;

/// An answer is made of a thousand small pieces, on several threads.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// 0 done, 1 refused or failed, 2 wrong usage.
pub fn run(line: CommandLine) -> ExitCode {
    let done = match line.command {
        Command::Serve(asked) => commands::serve(&asked),
        Command::Init(asked) => commands::init(&asked),
        Command::Demo(asked) => commands::demo(&asked),
        Command::Token(asked) => commands::token(&asked),
        Command::Import(asked) => commands::import(&asked),
        Command::Export(asked) => commands::export(&asked),
        Command::Insight(asked) => commands::insight(&asked),
        Command::Sql(asked) => commands::sql(&asked),
        Command::Warehouse(asked) => commands::warehouse(&asked),
        Command::Model(asked) => commands::model(&asked),
        Command::Backup(asked) => commands::backup(&asked),
        Command::Restore(asked) => commands::restore(&asked),
        Command::Doctor(asked) => commands::doctor(&asked),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("guanxi: {error:#}");
            ExitCode::from(if error.downcast_ref::<Usage>().is_some() { 2 } else { 1 })
        }
    }
}
