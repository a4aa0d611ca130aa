//! Measurements. None of them is asserted: they print figures, people judge.

use anyhow::{Result, bail};

use crate::{checkout, footprint, model_speed, program, speed};

struct Measurement {
    name: &'static str,
    what: &'static str,
    take: fn() -> Result<()>,
}

const MEASUREMENTS: &[Measurement] = &[
    Measurement {
        name: "footprint",
        what: "size of the program, empty folder to /readyz, memory at rest with the demo company",
        take: footprint::measure,
    },
    Measurement {
        name: "rebuild",
        what: "seconds to build the server again after a change in crates/domain",
        take: footprint::measure_rebuild,
    },
    Measurement {
        name: "web",
        what: "bytes, processor time of the browser's threads, palette, peek, scrolling, memory; demo company",
        take: speed::measure,
    },
    Measurement {
        name: "retail",
        what: "541,909 order lines through the browser: seconds, and every line accounted for (GUANXI_BENCH_ORDERS: another file)",
        take: speed::measure_retail,
    },
    Measurement {
        name: "insight",
        what: "the models on a million customers, baskets and series; with GUANXI_BENCH_PYTHON other programs beside",
        take: model_speed::measure,
    },
];

pub fn run(words: &[String]) -> Result<()> {
    if words.is_empty() {
        for measurement in MEASUREMENTS {
            println!("  {:<12}{}", measurement.name, measurement.what);
        }
    }
    for word in words {
        match MEASUREMENTS.iter().find(|measurement| measurement.name == word) {
            Some(measurement) => (measurement.take)()?,
            None => measure_inside(word)?,
        }
    }
    Ok(())
}

/// What must call the crates themselves is an example of `guanxi`, which knows its own list.
fn measure_inside(name: &str) -> Result<()> {
    let examples = checkout::root().join("crates/guanxi/examples");
    if !examples.join("bench.rs").is_file() && !examples.join("bench/main.rs").is_file() {
        bail!("there is no measurement '{name}'; run 'cargo xtask bench' for the list");
    }
    let words = ["run", "--release", "--locked", "--package", "guanxi", "--example", "bench", "--", name];
    program::run(checkout::cargo()?.args(words))
}
