use clap::Parser;
use guanxi::CommandLine;
use std::process::ExitCode;

fn main() -> ExitCode {
    guanxi::run(CommandLine::parse())
}
