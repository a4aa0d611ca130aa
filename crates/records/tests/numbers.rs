//! Running numbers that are written otherwise from one day to the next.
#![allow(clippy::unwrap_used)]

use records::{Draft, Error, NumberChange, Query, Records};
use std::collections::HashSet;
use testkit::{Personas, TestCompany, for_each_database};
use value::{Id, Value};

fn draft() -> Draft {
    Draft::new("order").set("ordered_on", Value::Date("2026-02-01".parse().unwrap()))
}

fn order(records: &Records) -> Result<String, Error> {
    Ok(records.as_system("test").create(draft())?.text("number").to_owned())
}

fn change(company: &TestCompany, anna: Id, format: &str, reset: &str) -> Result<(), Error> {
    let door = company.records.as_user(company.records.actor(anna).unwrap());
    let change = NumberChange { format: Some(format.to_owned()), reset: Some(reset.to_owned()) };
    door.change_number("order", "number", change)
}

#[test]
fn old_numbers_stay_and_new_ones_never_meet_them() {
    for_each_database(|company| {
        let anna = Personas::hire(&company.records).anna;
        let records = &company.records;
        let mut seen: Vec<String> = (0..3).map(|_| order(records).unwrap()).collect();
        assert_eq!(seen[2], "SO-202603-00003");
        for (format, reset, next) in [
            ("ORD-{0000}", "never", "ORD-0001"),
            ("SO-{YYYY}{MM}-{00000}", "never", "SO-202603-00004"),
            ("SO-{YYYY}{MM}-{00000}", "month", "SO-202603-00005"),
            ("SO-{YYYY}{MM}-{00000}", "year", "SO-202603-00006"),
            ("ORD-{0000}", "never", "ORD-0005"),
            ("SO-2026{0000000}", "never", "SO-20260000006"),
            ("SO-{YYYY}{MM}{00000}", "month", "SO-20260300006"),
            ("{YY}{MM}{DD}{00}", "day", "26030101"),
            ("{00000000}", "never", "26030102"),
        ] {
            change(company, anna, format, reset).unwrap();
            let door = records.as_user(records.actor(anna).unwrap());
            let announced =
                door.numbers().unwrap().into_iter().find(|series| series.object == "order").unwrap();
            let number = order(records).unwrap();
            assert_eq!((number.as_str(), announced.written.as_str()), (next, next), "{format} {reset}");
            seen.push(number);
        }
        assert_eq!(seen.iter().collect::<HashSet<_>>().len(), seen.len(), "{seen:?}");
        let kept = records.as_system("test").find(&Query::of("order").sort("id")).unwrap().records;
        let kept: Vec<String> = kept.iter().map(|order| order.text("number").to_owned()).collect();
        assert_eq!(kept, seen, "what was written stays");
        let again = company.opened_again();
        assert_eq!(order(&again).unwrap(), "26030103", "a restart knows it");
    });
}

#[test]
fn what_would_repeat_or_is_no_pattern_is_refused() {
    for_each_database(|company| {
        let people = Personas::hire(&company.records);
        for (format, reset, code) in [
            ("SO-{00000}", "month", "number_repeats"),
            ("SO-{YYYY}-{00000}", "day", "number_repeats"),
            ("SO-{YYYY}", "never", "number_format"),
            ("SO-{QQ}{00}", "never", "number_format"),
            ("SO-\n{00}", "never", "definition"),
            (&format!("{}{{00}}", "x".repeat(60)), "never", "definition"),
        ] {
            match change(company, people.anna, format, reset) {
                Err(Error::Refused { code: said, .. }) => assert_eq!(said, code, "{format}"),
                other => panic!("{format}: {other:?}"),
            }
        }
        let refused = change(company, people.mei, "ORD-{0000}", "never");
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        assert_eq!(order(&company.records).unwrap(), "SO-202603-00001");
    });
}

/// Orders are written all the time while the pattern changes to and fro.
#[test]
fn no_number_comes_twice_while_the_pattern_changes() {
    const WRITERS: usize = 3;
    const CHANGES: usize = 12;
    for_each_database(|company| {
        let anna = Personas::hire(&company.records).anna;
        let done = std::sync::atomic::AtomicBool::new(false);
        let mut numbers: Vec<String> = std::thread::scope(|scope| {
            let write = || {
                let mut numbers = Vec::new();
                while !done.load(std::sync::atomic::Ordering::Acquire) {
                    match order(&company.records) {
                        Ok(number) => numbers.push(number),
                        Err(Error::Unavailable(what)) => {
                            assert!(what.contains("has just been changed"), "{what}")
                        }
                        Err(other) => panic!("{other}"),
                    }
                }
                numbers
            };
            let writers: Vec<_> = (0..WRITERS).map(|_| scope.spawn(write)).collect();
            for turn in 0..CHANGES {
                let reset = ["never", "month", "year"][turn % 3];
                change(company, anna, "SO-{YYYY}{MM}-{00000}", reset).unwrap();
            }
            done.store(true, std::sync::atomic::Ordering::Release);
            writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
        });
        let count = numbers.len();
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), count, "{}", company.database());
        assert!(count > CHANGES);
    });
}

/// Whoever writes the first number of all is not done yet when the pattern changes: the change waits for him.
#[test]
fn a_first_number_on_its_way_is_counted() {
    for_each_database(|company| {
        let anna = Personas::hire(&company.records).anna;
        let (taken, told) = std::sync::mpsc::channel();
        let first = std::thread::scope(|scope| {
            let door = company.records.as_system("test");
            let writer = scope.spawn(move || {
                door.transaction(move |work| {
                    let first = work.create(draft())?;
                    taken.send(()).unwrap();
                    std::thread::sleep(std::time::Duration::from_millis(200));
                    Ok::<_, Error>(first.text("number").to_owned())
                })
            });
            told.recv().unwrap();
            change(company, anna, "SO-{YYYY}{MM}-{00000}", "never").unwrap();
            writer.join().unwrap().unwrap()
        });
        assert_eq!(first, "SO-202603-00001");
        assert_eq!(order(&company.records).unwrap(), "SO-202603-00002", "{}", company.database());
    });
}
