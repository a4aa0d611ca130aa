//! What the models cost: `cargo run --release -p models --example speed`. Processor time of this process where
//! Linux tells it, otherwise time on the wall. With a folder as argument the baskets, purchases and series are written
//! there too, so that `peers.py` measures other programs on the same.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot run may stop")]

mod baskets;
mod clock;
#[path = "../../tests/reference/dice.rs"]
mod dice;
mod purchases;
mod series;

use std::path::PathBuf;

fn main() {
    let folder = std::env::args().nth(1).map(PathBuf::from);
    purchases::rfm_of_ten_million_rows();
    purchases::forecasts_of_a_million_customers();
    baskets::frequent_sets(folder.as_deref());
    baskets::alike_items(folder.as_deref());
    series::automatic_smoothing(folder.as_deref());
}
