//! The 541,909 lines of a real wholesaler. It lies in the folder of reference data.

#![allow(clippy::unwrap_used)]

use exchange::cell::{Style, Survey};
use exchange::mapping::guess;
use exchange::orders::{Batch, LineKind, LineReader, OrderKind, targets};
use exchange::reading::{Choices, Row, open};
use std::collections::HashSet;
use std::time::Instant;

const LINES: u64 = 541_909;

#[test]
fn every_line_is_an_order_line_or_refused() {
    let Some(folder) = testkit::reference_folder(1) else { return };
    let path = folder.join("data/online_retail_full.csv.gz");
    let started = Instant::now();
    let mut table = open(&path, &Choices::default()).unwrap();
    let headers = table.headers().to_vec();
    let mut sample = Vec::new();
    let mut row = Row::default();
    while sample.len() < 1_000 && table.next_into(&mut row).unwrap() {
        sample.push(row.clone());
    }
    let map: Vec<Option<String>> =
        guess("order", &headers, &sample, targets()).into_iter().map(|guess| guess.target).collect();
    assert!(map.iter().all(Option::is_some), "{map:?}");
    let styles: Vec<Style> = (0..headers.len())
        .map(|column| Survey::of(sample.iter().map(|row| row.cell(column))).style(jiff::tz::TimeZone::UTC))
        .collect();
    let guessed = started.elapsed();

    let mut table = open(&path, &Choices::default()).unwrap();
    let mut reader = LineReader::new(&map, styles).unwrap();
    let (mut batch, mut refused, mut rows) = (Batch::default(), 0, 0);
    let (mut free, mut cancelled, mut without_customer, mut customers) = (0, 0, 0, HashSet::new());
    let mut net = value::Decimal::ZERO;
    while table.next_into(&mut row).unwrap() {
        rows += 1;
        let Ok(line) = reader.read(&row) else {
            refused += 1;
            continue;
        };
        free += u64::from(line.kind == LineKind::Free);
        cancelled += u64::from(line.kind == LineKind::Cancellation);
        net += line.amount;
        match &line.party {
            Some(party) if party.external_id.is_some() => drop(customers.insert(party.key.clone())),
            Some(_) | None => without_customer += 1,
        }
        refused += u64::from(batch.push(line).is_err());
    }
    println!("guessed in {guessed:?}, read and gathered in {:?}", started.elapsed() - guessed);
    assert_eq!(row.number, LINES + 1);
    assert_eq!((rows, refused, batch.len() as u64), (LINES, 0, LINES));
    assert_eq!(batch.orders().len(), 25_900);
    assert_eq!((customers.len(), without_customer), (4_372, 135_080));
    assert_eq!((free, cancelled), (1_179, 9_288));
    assert_eq!(batch.orders().iter().filter(|order| order.kind() == OrderKind::Return).count(), 5_174);
    assert_eq!(net.round_dp(2).to_string(), "9747747.93");
}
