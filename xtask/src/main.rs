//! The two commands of the README, and the chores.

mod bench;
mod checkout;
mod client;
mod cluster;
mod company;
mod demo;
mod dev;
mod footprint;
mod generate;
mod journeys;
mod model_speed;
mod packages;
mod pictures;
mod program;
mod schemathesis;
mod server;
mod speed;
mod steps;
mod suite;

use std::process::ExitCode;

use anyhow::{Result, bail};

type Run = fn(&[String]) -> Result<()>;

struct Task {
    name: &'static str,
    usage: &'static str,
    purpose: &'static str,
    run: Run,
}

const TASKS: &[Task] = &[
    Task {
        name: "demo",
        usage: "[--data DIR] [--listen ADDR:PORT] [--database-url URL]",
        purpose: "build everything, fill a folder with the demo company, serve it",
        run: demo::run,
    },
    Task {
        name: "test",
        usage: "[--keep-going] [STEP...] [-- WORDS FOR THE RUST TESTS]",
        purpose: "every check that a change must pass, or only the named steps",
        run: suite::run,
    },
    Task {
        name: "dev",
        usage: "[--data DIR]",
        purpose: "server and client, each reloaded when its sources change",
        run: dev::run,
    },
    Task {
        name: "bench",
        usage: "[NAME...]",
        purpose: "measure; without a name it lists the measurements",
        run: bench::run,
    },
    Task {
        name: "generate",
        usage: "[-p CRATE]",
        purpose: "write the golden files anew; read the diff before you commit it",
        run: generate::run,
    },
    Task {
        name: "pictures",
        usage: "[--only NAME,NAME]",
        purpose: "take the pictures of the user guide from the demo company",
        run: pictures::run,
    },
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Result<()> {
    let Some((name, rest)) = words.split_first() else {
        print!("{}", usage());
        return Ok(());
    };
    let own = rest.split(|word| word == "--").next().unwrap_or_default();
    if name == "help" || std::iter::once(name).chain(own).any(|word| word == "--help" || word == "-h") {
        print!("{}", usage());
        return Ok(());
    }
    match TASKS.iter().find(|task| task.name == name) {
        Some(task) => (task.run)(rest),
        None => bail!("there is no task '{name}'\n\n{}", usage()),
    }
}

fn usage() -> String {
    let mut text = String::from("cargo xtask TASK\n\n");
    for task in TASKS {
        text += &format!("  {:<10}{}\n{:12}{}\n", task.name, task.purpose, "", task.usage);
    }
    text
}
