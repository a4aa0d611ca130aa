#![allow(clippy::unwrap_used, clippy::expect_used)]
//! Nobody ever obtains or touches what his reach denies: random companies, every way in and out, against a rule of its own.

mod oracle;
mod town;
mod views;
mod world;
mod writes;

use oracle::Oracle;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use records::{Behaviours, Clock, Records};
use std::sync::atomic::{AtomicUsize, Ordering};
use store::{Location, Store};
use town::Town;
use world::World;

const CASES: u32 = 8;
/// Every how many companies one is tried on the second database too; making that one takes seconds.
const SECOND_EVERY: usize = 4;

#[test]
fn nobody_obtains_or_touches_what_his_reach_denies() {
    let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok());
    let config = Config {
        cases: wanted.unwrap_or(CASES),
        max_shrink_iters: 20,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let number = AtomicUsize::new(0);
    let outcome = runner.run(&world::worlds(), |world| {
        if number.fetch_add(1, Ordering::Relaxed).is_multiple_of(SECOND_EVERY) {
            let companies = testkit::companies(&Behaviours::default());
            return companies.iter().try_for_each(|company| live(&company.records, &world));
        }
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Location::Sqlite(folder.path().join("guanxi.db"))).unwrap();
        live(&Records::open(store, Clock::fixed("2026-03-01T08:00:00Z".parse().unwrap())).unwrap(), &world)
    });
    outcome.unwrap();
}

fn live(records: &Records, world: &World) -> Result<(), TestCaseError> {
    let town = Town::build(records, world);
    let oracle = Oracle { world, town: &town };
    let people = 0..world.people.len();
    people.clone().try_for_each(|person| views::check(records, &oracle, person))?;
    people.into_iter().try_for_each(|person| writes::check(records, &oracle, person))
}
