use crate::clock::timed;
use crate::dice::Dice;
use models::baskets::{Baskets, RightSide, Similarity, frequent_itemsets, rules, similar_items};
use std::path::{Path, PathBuf};

/// The Groceries baskets of the reference folder, once and a million times drawn from; without the folder baskets of
/// chance in their stead. Then baskets of 5,000 items.
pub fn frequent_sets(folder: Option<&Path>) {
    let few = groceries().unwrap_or_else(|| {
        println!("there is no reference folder: baskets of chance instead of Groceries");
        of_chance(9_835, 169, 4.4, 3)
    });
    measure("groceries", &few, 0.001, folder);
    let mut dice = Dice(11);
    let many: Vec<Vec<u32>> =
        (0..1_000_000).map(|_| few[(dice.unit() * few.len() as f64) as usize].clone()).collect();
    measure("resampled", &many, 0.001, folder);
    measure("wide", &of_chance(1_000_000, 5_000, 7.1, 5), 0.002, folder);
}

/// 100,000 customers, 10,000 items, about 1.5 million pairs.
pub fn alike_items(folder: Option<&Path>) {
    let bought = of_chance(100_000, 10_000, 16.0, 9);
    let baskets = set_of(&bought);
    write(folder, "bought", &bought);
    for similarity in [Similarity::Cosine, Similarity::Bm25] {
        let (found, seconds) = timed(|| similar_items(&baskets, similarity, 50));
        println!("items alike, {similarity:?}, 50 each of {}: {seconds:.3} s", baskets.kinds());
        assert!(found.of(0).count() <= 50);
    }
}

fn measure(name: &str, rows: &[Vec<u32>], support: f64, folder: Option<&Path>) {
    write(folder, name, rows);
    let pairs: usize = rows.iter().map(Vec::len).sum();
    let baskets = set_of(rows);
    let (sets, seconds) = timed(|| frequent_itemsets(&baskets, support).unwrap());
    let (found, after) = timed(|| rules(&sets, 0.5, RightSide::OneItem).unwrap());
    println!(
        "fp-growth, {name}, {} baskets, {pairs} pairs, support {support}: {} sets {seconds:.3} s, {} rules {after:.3} s",
        rows.len(),
        sets.len(),
        found.len()
    );
}

fn set_of(rows: &[Vec<u32>]) -> Baskets {
    let basket: Vec<u32> =
        (0u32..).zip(rows).flat_map(|(number, items)| std::iter::repeat_n(number, items.len())).collect();
    Baskets::of(&basket, &rows.concat()).unwrap()
}

fn groceries() -> Option<Vec<Vec<u32>>> {
    let named = std::env::var_os("GUANXI_REFERENCE_DIR").map(PathBuf::from);
    let folder =
        named.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference"));
    let text = std::fs::read_to_string(folder.join("data/groceries_arules.csv")).ok()?;
    let rows: Vec<(usize, &str)> = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .map(|(basket, item)| (basket.parse::<usize>().unwrap() - 1, item))
        .collect();
    let mut names: Vec<&str> = rows.iter().map(|row| row.1).collect();
    names.sort_unstable();
    names.dedup();
    let mut baskets = vec![Vec::new(); rows.iter().map(|row| row.0).max()? + 1];
    for (basket, item) in rows {
        baskets[basket].push(names.binary_search(&item).unwrap() as u32);
    }
    Some(baskets)
}

/// Few items are in most baskets, as in shops.
fn of_chance(baskets: usize, items: u32, mean: f64, seed: u64) -> Vec<Vec<u32>> {
    let mut dice = Dice(seed);
    (0..baskets)
        .map(|_| {
            let size = 1 + (-(mean - 1.0) * dice.unit().ln()) as usize;
            let mut basket: Vec<u32> =
                (0..size.min(200)).map(|_| (f64::from(items) * dice.unit().powi(3)) as u32).collect();
            basket.sort_unstable();
            basket.dedup();
            basket
        })
        .collect()
}

fn write(folder: Option<&Path>, name: &str, rows: &[Vec<u32>]) {
    let Some(folder) = folder else { return };
    let mut bytes = Vec::new();
    for (number, items) in (0u32..).zip(rows) {
        for item in items {
            bytes.extend(number.to_le_bytes());
            bytes.extend(item.to_le_bytes());
        }
    }
    std::fs::write(folder.join(format!("{name}.u32")), bytes).unwrap();
}
