use models::history::{Histories, Orders, PurchaseDay};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The reference folder, or a line that says how much was not checked.
pub fn folder(checks: usize) -> Option<PathBuf> {
    let named = std::env::var_os("GUANXI_REFERENCE_DIR").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference");
    let folder = named.unwrap_or(beside);
    if folder.join("expected").is_dir() {
        return Some(folder);
    }
    println!("left out {checks} checks: there is no folder {}", folder.display());
    None
}

pub fn expected(folder: &std::path::Path, name: &str) -> Value {
    let text = std::fs::read_to_string(folder.join("expected").join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Purchases of a file, customers in the sequence of their ids as byte strings, amounts in cents (0 where there are none).
#[derive(Default)]
pub struct Log {
    pub ids: Vec<String>,
    pub customer: Vec<u32>,
    pub day: Vec<i32>,
    pub amount: Vec<i64>,
}

impl Log {
    pub fn read(path: PathBuf, keep: impl Fn(&str) -> bool) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
        let kept: Vec<&Vec<&str>> = rows.iter().filter(|row| keep(row[0])).collect();
        let mut places: BTreeMap<&str, u32> = kept.iter().map(|row| (row[0], 0)).collect();
        for (place, at) in places.values_mut().zip(0u32..) {
            *place = at;
        }
        Self {
            ids: places.keys().map(|id| (*id).to_owned()).collect(),
            customer: kept.iter().map(|row| places[row[0]]).collect(),
            day: kept.iter().map(|row| day(row[1])).collect(),
            amount: kept.iter().map(|row| row.get(2).map_or(0, |text| cents(text))).collect(),
        }
    }

    pub fn histories(&self, as_of: &str) -> Histories {
        let orders = Orders { customer: &self.customer, day: &self.day, amount: &self.amount };
        Histories::of(orders, self.ids.len(), day(as_of), PurchaseDay::AnyOrder).unwrap()
    }

    pub fn place(&self, id: &str) -> usize {
        self.ids.iter().position(|known| known == id).unwrap()
    }
}

/// Days since 1970-01-01.
fn day(text: &str) -> i32 {
    let parts: Vec<i32> = text.split('-').map(|part| part.parse().unwrap()).collect();
    let (year, month, day) = (parts[0], parts[1], parts[2]);
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - 719_468
}

fn cents(text: &str) -> i64 {
    (text.trim().parse::<f64>().unwrap() * 100.0).round() as i64
}
