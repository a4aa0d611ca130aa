use crate::place::{Place, complaint, places, word};
use serde_json::Value as Json;
use std::fmt::Write;
use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

const LINES: usize = 24_000;

/// Orders of five lines each.
fn orders_file(place: &Place) -> std::path::PathBuf {
    let mut text = String::from("order no,order date,customer,product code,product,quantity,unit price\n");
    for line in 0..LINES {
        let order = line / 5;
        writeln!(
            text,
            "A{order:05},2026-0{}-{:02},Customer {},P{},Product {},{},9.50",
            1 + order % 9,
            1 + order % 28,
            order % 400,
            line % 60,
            line % 60,
            1 + line % 7
        )
        .unwrap();
    }
    let file = place.beside("orders.csv");
    fs::write(&file, text).unwrap();
    file
}

fn import(place: &Place, file: &str, more: &[&str]) -> Json {
    let mut words = vec!["import", file, "--as", "orders"];
    words.extend(more);
    serde_json::from_str(&place.answer(&words)).unwrap()
}

fn count(place: &Place, object: &str) -> usize {
    let table = place.beside("count.csv");
    place.answer(&["export", object, "--to", word(&table), "--fields", "id"]);
    fs::read_to_string(&table).unwrap().lines().count() - 1
}

#[test]
fn a_file_of_orders_becomes_customers_products_orders_and_lines() {
    for place in places() {
        let file = orders_file(&place);
        let tried = import(&place, word(&file), &["--dry-run"]);
        assert_eq!(
            (tried["rows"].as_u64(), tried["refused"].as_u64()),
            (Some(LINES as u64), Some(0)),
            "{tried}"
        );
        assert_eq!(count(&place, "order"), 0, "a dry run keeps nothing");
        let done = import(&place, word(&file), &[]);
        assert_eq!(done["imported"].as_u64(), Some(LINES as u64), "{done}");
        assert_eq!(done["created"]["order_line"].as_u64(), Some(LINES as u64), "{done}");
        assert_eq!(
            (count(&place, "order"), count(&place, "customer"), count(&place, "product")),
            (LINES / 5, 400, 60)
        );
    }
}

#[test]
fn wrong_files_and_maps_are_refused_with_the_reason() {
    let place = Place::sqlite();
    let file = place.beside("x.csv");
    fs::write(&file, "name\nAcme\n").unwrap();
    let map = place.beside("map.toml");
    fs::write(&map, "colums = 3\n").unwrap();
    let missing = place.beside("missing.csv");
    for (words, code, reason) in [
        (["import", word(&missing), "--as", "customer"].to_vec(), 1, "is no file"),
        (["import", word(&file), "--as", "unicorn"].to_vec(), 2, "'unicorn'"),
        (["import", word(&file), "--as", "customer", "--map", word(&map)].to_vec(), 2, "colums"),
    ] {
        let output = place.run(&words);
        assert_eq!(output.status.code(), Some(code), "{words:?}: {}", complaint(&output));
        assert!(complaint(&output).contains(reason), "{words:?}: {}", complaint(&output));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn an_import_that_was_killed_goes_on_without_doubling_a_row() {
    for place in places() {
        let file = orders_file(&place);
        let mut command = place.command(&["import", word(&file), "--as", "orders"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let end = Instant::now() + Duration::from_secs(120);
        while count_or_none(&place) == 0 && child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < end, "the import writes nothing");
        }
        let _ = child.kill();
        child.wait().unwrap();
        let server = place.serve();
        assert_eq!(server.get("/readyz", "").0, 200);
        let done = import(&place, word(&file), &[]);
        assert_eq!(done["rows"].as_u64(), Some(LINES as u64), "{done}");
        assert_eq!((count(&place, "order"), count(&place, "order_line")), (LINES / 5, LINES));
        assert_eq!((count(&place, "customer"), count(&place, "product")), (400, 60));
    }
}

fn count_or_none(place: &Place) -> usize {
    let table = place.beside("count.csv");
    let output = place.run(&["export", "order", "--to", word(&table), "--fields", "id"]);
    if output.status.success() { fs::read_to_string(&table).unwrap().lines().count() - 1 } else { 0 }
}
