//! Measurements that call the crates themselves: `cargo xtask bench NAME`. Everything is printed as a ratio or beside its
//! target; nothing is asserted, because machines differ.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod bare;
mod company;
mod http;
mod import;
mod list;
mod load;
mod night;
mod same_rows;
mod server;

type Measurement = (&'static str, &'static str, fn());

const MEASUREMENTS: &[Measurement] = &[
    (
        "http",
        "requests a second and CPU a request: one record, a list, a search, durable creates; 100,000 customers",
        http::measure,
    ),
    ("list", "filtered and sorted lists and search as you type over 1,000,000 customers", list::measure),
    (
        "import",
        "import and insight of the order lines in the file that GUANXI_BENCH_ORDERS names",
        import::measure,
    ),
    (
        "night",
        "insight of 1,000,000 customers and 10,000,000 order lines: seconds and memory; fills its folder once",
        night::measure,
    ),
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["server", kind, folder] => server::run(kind, folder),
        ["night-run", folder, days] => night::run(folder, days),
        [name] if MEASUREMENTS.iter().any(|(known, ..)| known == name) => {
            MEASUREMENTS.iter().filter(|(known, ..)| known == name).for_each(|(_, _, measure)| measure());
        }
        _ => {
            for (name, what, _) in MEASUREMENTS {
                println!("  {name:<12}{what}");
            }
        }
    }
}
