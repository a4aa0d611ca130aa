#![allow(clippy::unwrap_used, clippy::expect_used)]

use channels::Mail;
use identity::{Identity, SecretKey};
use records::{Behaviours, Condition, Door, Draft, Error, LogEntry, Query, Records};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use testkit::TestCompany;
use value::{Currency, Id, Money, Value};
use worker::{Plan, Worker};

const PATIENCE: Duration = Duration::from_secs(20);

fn plan(company: &TestCompany) -> Plan {
    let identity = Identity::open(company.records.clone(), SecretKey::new([7; 32])).unwrap();
    Plan {
        records: company.records.clone(),
        mail: Mail::open(company.records.clone(), SecretKey::new([7; 32]), "https://crm.example"),
        identity,
        imports: std::env::temp_dir().join("guanxi-no-imports"),
    }
}

/// Looks again after each commit; a worker that does nothing fails the test instead of hanging it.
fn until(records: &Records, what: &str, mut holds: impl FnMut() -> bool) {
    let commits = records.on_commit();
    let end = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < end, "{what}");
        let _ = commits.recv_timeout(Duration::from_millis(50));
    }
}

fn text(words: &str) -> Value {
    Value::text(words)
}

fn held_call(door: &Door, customer: Id) {
    let draft = Draft::new("activity")
        .set("subject", text("call"))
        .set("kind", text("call"))
        .set("customer", Value::Id(customer));
    door.create(draft).unwrap();
}

fn read_to(records: &Records) -> Option<i64> {
    let query = Query::of("checkpoint").filter(Condition::eq("reader", text("reactions")));
    records
        .as_system("test")
        .find(&query)
        .unwrap()
        .records
        .first()
        .and_then(|found| found.get("seq").as_integer())
}

#[test]
fn reactions_follow_a_commit_and_go_on_where_they_stopped() {
    for company in testkit::companies(&domain::behaviours()) {
        let records = &company.records;
        let door = records.as_system("test");
        let customer = |name: &str| door.create(Draft::new("customer").set("name", text(name))).unwrap().id();
        let contacted = |id: Id| !door.get("customer", id).unwrap().get("last_contact_on").is_null();
        let (first, second) = (customer("first"), customer("second"));

        let worker = Worker::start(plan(&company)).unwrap();
        until(records, "a new reader has a place in the log", || read_to(records).is_some());
        held_call(&door, first);
        until(records, "the call is noted", || contacted(first));
        worker.stop();

        held_call(&door, second);
        assert!(!contacted(second), "nobody is at work");
        let worker = Worker::start(plan(&company)).unwrap();
        until(records, "the call of the night is noted in the morning", || contacted(second));
        worker.stop();
        let place = read_to(records).unwrap();
        let missed = records.changes_after(place, 100).unwrap();
        assert!(missed.iter().all(|entry| entry.object != "activity"), "the place is written at the end");
    }
}

static RUNS: AtomicU32 = AtomicU32::new(0);

fn stir_itself(door: &Door, entry: &LogEntry) -> Result<(), Error> {
    RUNS.fetch_add(1, Ordering::SeqCst);
    let Some(id) = entry.record else { return Ok(()) };
    let next = entry.version.to_string();
    door.update(id, None, Draft::new("tag").set("description", Value::Text(next))).map(|_| ())
}

fn always_breaks(_: &Door, _: &LogEntry) -> Result<(), Error> {
    Err(Error::Internal("this reaction is broken on purpose".to_owned()))
}

#[test]
fn a_chain_of_reactions_ends_and_a_broken_one_blocks_nobody() {
    let behaviours = Behaviours {
        reactions: vec![("always_breaks", "customer", always_breaks), ("stir_itself", "tag", stir_itself)],
        ..Behaviours::default()
    };
    for company in testkit::companies(&behaviours) {
        RUNS.store(0, Ordering::SeqCst);
        let records = &company.records;
        let door = records.as_system("test");
        let worker = Worker::start(plan(&company)).unwrap();
        until(records, "a new reader has a place in the log", || read_to(records).is_some());
        door.create(Draft::new("customer").set("name", text("nobody reacts to me"))).unwrap();
        let tag = door.create(Draft::new("tag").set("name", text("stirred"))).unwrap().id();
        until(records, "the chain is as deep as it may be", || RUNS.load(Ordering::SeqCst) == 8);
        door.create(Draft::new("tag").set("name", text("another"))).unwrap();
        until(records, "another chain runs after it", || RUNS.load(Ordering::SeqCst) == 16);
        worker.stop();
        assert_eq!(door.get("tag", tag).unwrap().version(), 9);
    }
}

#[test]
fn the_value_of_customers_is_worked_out_at_night_once() {
    for company in testkit::companies(&domain::behaviours()) {
        let records = &company.records;
        let door = records.as_system("test");
        let customer = door.create(Draft::new("customer").set("name", text("Acme"))).unwrap().id();
        let order = Draft::new("order").set("customer", Value::Id(customer)).set("status", text("done"));
        let order = door.create(order).unwrap().id();
        let amount = Value::Money(Money::new(10_000, Currency::CNY));
        door.create(Draft::new("order_line").set("order", Value::Id(order)).set("amount", amount)).unwrap();
        records.set_setting("insight.nightly_at", serde_json::Value::from("02:30")).unwrap();
        let runs = || door.find(&Query::of("insight_run")).unwrap().records;
        for _ in 0..2 {
            let worker = Worker::start(plan(&company)).unwrap();
            until(records, "the run is done", || runs().iter().any(|run| run.text("state") == "done"));
            worker.stop();
        }
        assert_eq!(runs().len(), 1, "a second start on the same day runs nothing");
    }
}

#[test]
fn what_ran_out_is_swept() {
    for company in testkit::companies(&domain::behaviours()) {
        let records = &company.records;
        let door = records.as_system("test");
        let key = |key: &str, until: &str| {
            let draft = Draft::new("idempotency")
                .set("key", text(key))
                .set("actor", text("usr"))
                .set("expires_at", Value::Moment(until.parse().unwrap()));
            door.create(draft).unwrap();
        };
        key("old", "2026-02-27T00:00:00Z");
        key("new", "2026-03-02T00:00:00Z");
        let kept = || {
            let page = door.find(&Query::of("idempotency")).unwrap();
            page.records.iter().map(|record| record.text("key").to_owned()).collect::<Vec<_>>()
        };
        let worker = Worker::start(plan(&company)).unwrap();
        until(records, "the old key is gone", || kept() == ["new"]);
        worker.stop();
    }
}
