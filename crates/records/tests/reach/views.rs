use crate::oracle::Oracle;
use crate::town::Placed;
use formula::Condition;
use proptest::prelude::*;
use records::{Door, Error, GroupBy, Query, Record, Records, Trash};
use std::collections::BTreeSet;
use value::{Id, Value};

pub const OBJECTS: [&str; 10] = [
    "customer",
    "contact",
    "order",
    "activity",
    "order_line",
    "preference",
    "comment",
    "record_member",
    "saved_view",
    "product",
];
const SECRET: &str = "@secret.example";

type Checked = Result<(), TestCaseError>;

/// Every way of reading shows exactly what the oracle allows, or less where a way shows only some.
pub fn check(records: &Records, oracle: &Oracle<'_>, person: usize) -> Checked {
    let door = records.as_user(records.actor(oracle.town.people[person]).unwrap());
    for object in OBJECTS {
        let readable = ids(oracle.town.of(object).into_iter().filter(|row| oracle.may(person, "read", row)));
        lists(&door, object, &readable)?;
        one_by_one(&door, oracle, person, object, &readable)?;
        let taken_out =
            ids(oracle.town.of(object).into_iter().filter(|row| oracle.may(person, "export", row)));
        let mut exported = BTreeSet::new();
        let outcome = door.export(&Query::of(object), &mut |record| {
            exported.insert(record.id());
            Ok(())
        });
        allowed(outcome, "export", object)?;
        prop_assert_eq!(&exported, &taken_out, "export of {} by {}", object, person);
        searches(&door, oracle, object, &readable)?;
    }
    hops(&door, oracle, person)?;
    timelines(&door, oracle, person)?;
    duplicates(&door, oracle, person)?;
    fields(&door, oracle, person)
}

fn ids<'a>(rows: impl Iterator<Item = &'a Placed>) -> BTreeSet<Id> {
    rows.map(|row| row.id).collect()
}

/// Forbidden means nothing; any other refusal is a fault.
fn allowed<T: Default>(result: Result<T, Error>, what: &str, object: &str) -> Result<T, TestCaseError> {
    match result {
        Ok(found) => Ok(found),
        Err(Error::Forbidden) => Ok(T::default()),
        Err(other) => Err(TestCaseError::fail(format!("{what} of {object}: {other}"))),
    }
}

fn found(records: &[Record]) -> BTreeSet<Id> {
    records.iter().map(Record::id).collect()
}

fn lists(door: &Door, object: &str, readable: &BTreeSet<Id>) -> Checked {
    let query = Query::of(object).trash(Trash::With).limit(500).with_total();
    let page = allowed(door.find(&query).map(Some), "list", object)?;
    let (listed, total) =
        page.map_or((BTreeSet::new(), 0), |page| (found(&page.records), page.total.unwrap_or(0)));
    prop_assert_eq!(&listed, readable, "list of {}", object);
    prop_assert_eq!(total, readable.len() as u64, "total of {}", object);
    let count = allowed(door.count(&Query::of(object)), "count", object)?;
    prop_assert_eq!(count, readable.len() as u64, "count of {}", object);
    let by = [GroupBy { field: "version".to_owned(), bucket: None }];
    let groups = allowed(door.aggregate(&Query::of(object), &by, &[]), "aggregate", object)?;
    prop_assert_eq!(
        groups.iter().map(|group| group.count).sum::<i64>(),
        readable.len() as i64,
        "aggregate of {}",
        object
    );
    let mut streamed = BTreeSet::new();
    let outcome = door.each(&Query::of(object), &mut |record| {
        streamed.insert(record.id());
        Ok(())
    });
    allowed(outcome, "stream", object)?;
    prop_assert_eq!(&streamed, readable, "stream of {}", object);
    let mut scanned = BTreeSet::new();
    let outcome = door.columns(&Query::of(object).fields(&["id"]), &mut |values| {
        scanned.extend(values[0].as_id());
        Ok(())
    });
    allowed(outcome, "scan", object)?;
    prop_assert_eq!(&scanned, readable, "scan of {}", object);
    Ok(())
}

fn one_by_one(
    door: &Door,
    oracle: &Oracle<'_>,
    person: usize,
    object: &str,
    readable: &BTreeSet<Id>,
) -> Checked {
    let rows = oracle.town.of(object);
    for row in &rows {
        let seen = readable.contains(&row.id);
        match door.get(object, row.id) {
            Ok(_) => prop_assert!(seen, "{} gets {:?}", person, row),
            Err(Error::NotFound | Error::Forbidden) => {
                prop_assert!(!seen, "{} does not get {:?}", person, row)
            }
            Err(other) => prop_assert!(false, "get {:?}: {}", row, other),
        }
        prop_assert_eq!(door.can_read(object, row.id).unwrap(), seen);
        match door.changes(object, row.id, None, 50) {
            Ok(_) => prop_assert!(seen, "{} reads the history of {:?}", person, row),
            Err(Error::NotFound | Error::Forbidden) => prop_assert!(!seen),
            Err(other) => prop_assert!(false, "changes of {:?}: {}", row, other),
        }
        let mixed = Query::of(object).ids(vec![row.id]).filter(Condition::any([
            Condition::eq("id", Value::Id(row.id)),
            Condition::is_null("created_by", true),
        ]));
        let page = allowed(door.find(&mixed).map(Some), "list", object)?;
        prop_assert_eq!(page.is_some_and(|page| !page.records.is_empty()), seen, "{:?} by id", row);
    }
    let asked: Vec<(String, Id)> = rows.iter().map(|row| (object.to_owned(), row.id)).collect();
    let titles: BTreeSet<Id> = door.titles(&asked).unwrap().into_keys().map(|(_, id)| id).collect();
    prop_assert!(titles.is_subset(readable), "titles of {}", object);
    Ok(())
}

fn searches(door: &Door, oracle: &Oracle<'_>, object: &str, readable: &BTreeSet<Id>) -> Checked {
    let words: BTreeSet<&str> =
        oracle.town.of(object).iter().map(|row| row.word).filter(|word| !word.is_empty()).collect();
    for word in words {
        let hits = door.search(word, &[], 100).unwrap();
        for hit in &hits {
            let row = oracle.town.row(hit.id);
            prop_assert!(
                hit.object != object || readable.contains(&hit.id),
                "the search for {} shows {:?}",
                word,
                row
            );
        }
        let page = allowed(door.find(&Query::of(object).search(word).limit(100)).map(Some), "q", object)?;
        let narrowed = page.map_or(BTreeSet::new(), |page| found(&page.records));
        prop_assert!(narrowed.is_subset(readable), "q={} on {}", word, object);
    }
    Ok(())
}

/// A filter on the customer's name tells only of customers that can be read.
fn hops(door: &Door, oracle: &Oracle<'_>, person: usize) -> Checked {
    for object in ["contact", "order", "activity"] {
        for customer in oracle.town.of("customer") {
            let name = format!("customer {}", customer.word);
            let query = Query::of(object)
                .filter(Condition::eq("customer.name", Value::text(name.as_str())))
                .limit(500);
            let records = match door.find(&query) {
                Ok(page) => page.records,
                Err(Error::Forbidden) => continue,
                Err(Error::Invalid(_)) => {
                    prop_assert!(oracle.level(person, "name") < 2, "{} may filter by the name", person);
                    continue;
                }
                Err(other) => return Err(TestCaseError::fail(other.to_string())),
            };
            prop_assert!(records.is_empty() || oracle.level(person, "name") >= 2);
            for record in records {
                let row = oracle.town.row(record.id()).unwrap();
                prop_assert!(oracle.may(person, "read", row), "hop shows {:?}", row);
                let about = oracle.town.row(record.get("customer").as_id().unwrap()).unwrap();
                prop_assert!(oracle.may(person, "read", about), "hop tells of {:?}", about);
            }
        }
    }
    Ok(())
}

fn timelines(door: &Door, oracle: &Oracle<'_>, person: usize) -> Checked {
    for customer in oracle.town.of("customer") {
        let seen = oracle.may(person, "read", customer);
        let mut cursor: Option<String> = None;
        let mut told = BTreeSet::new();
        loop {
            let page = match door.timeline(customer.id, None, cursor.as_deref(), 2) {
                Ok(page) => page,
                Err(Error::NotFound | Error::Forbidden) => {
                    prop_assert!(!seen);
                    break;
                }
                Err(other) => return Err(TestCaseError::fail(other.to_string())),
            };
            prop_assert!(seen);
            for item in &page.items {
                let row = oracle.town.row(item.record.id()).unwrap();
                prop_assert!(oracle.may(person, "read", row), "the timeline shows {:?}", row);
                prop_assert!(told.insert(row.id), "the timeline tells {:?} twice", row);
            }
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        if seen {
            let about = oracle.town.of("order").into_iter().chain(oracle.town.of("activity"));
            for row in about.filter(|row| oracle.may(person, "read", row)) {
                let of = door.get(row.object, row.id).unwrap().get("customer").as_id();
                prop_assert_eq!(
                    of == Some(customer.id),
                    told.contains(&row.id),
                    "the timeline of {:?} and {:?}",
                    customer,
                    row
                );
            }
        }
    }
    Ok(())
}

fn duplicates(door: &Door, oracle: &Oracle<'_>, person: usize) -> Checked {
    for object in ["customer", "contact"] {
        for group in allowed(door.duplicates(object, 50), "duplicates", object)? {
            for record in &group.records {
                let row = oracle.town.row(record.id()).unwrap();
                prop_assert!(oracle.may(person, "read", row), "duplicates show {:?}", row);
            }
            prop_assert!(
                oracle.level(person, "phone") >= 2
                    || object != "customer"
                    || !group.reasons.iter().any(|reason| reason.name() == "phone"),
                "duplicates tell of phones"
            );
        }
    }
    let draft = records::Draft::new("customer")
        .set("phone", Value::text("+8613800138000"))
        .set("name", Value::text("x"));
    for duplicate in allowed(door.duplicates_of(&draft), "duplicates", "customer")? {
        let row = oracle.town.row(duplicate.record.id()).unwrap();
        prop_assert!(
            oracle.may(person, "read", row) && oracle.level(person, "phone") >= 2,
            "a draft meets {:?}",
            row
        );
    }
    Ok(())
}

/// Hidden and masked fields come out of nowhere and can be asked for nowhere.
fn fields(door: &Door, oracle: &Oracle<'_>, person: usize) -> Checked {
    for (field, number) in [("phone", "8613800138"), ("email", SECRET), ("name", "")] {
        let level = oracle.level(person, field);
        let closed = |result: Result<(), Error>| matches!(result, Err(Error::Invalid(_) | Error::Forbidden));
        if level < 2 {
            let filter = Query::of("customer").filter(Condition::is_null(field, false));
            prop_assert!(closed(door.find(&filter).map(drop)), "{} filters by {}", person, field);
            prop_assert!(closed(door.count(&filter).map(drop)));
            prop_assert!(closed(door.find(&Query::of("customer").sort(field)).map(drop)));
            let by = [GroupBy { field: field.to_owned(), bucket: None }];
            prop_assert!(closed(door.aggregate(&Query::of("customer"), &by, &[]).map(drop)));
        }
        if level < 1 {
            prop_assert!(closed(door.find(&Query::of("customer").fields(&[field])).map(drop)));
        }
        if level < 2 && !number.is_empty() {
            let page = allowed(door.find(&Query::of("customer").limit(500)).map(Some), "list", "customer")?;
            for record in page.map(|page| page.records).unwrap_or_default() {
                let plain = format!("{:?} {}", record.values(), door.write_record(&record));
                prop_assert!(level == 1 || record.get(field).is_null());
                prop_assert!(field != "phone" || !plain.contains(number), "{} is in {}", number, plain);
                for entry in door.changes("customer", record.id(), None, 50).unwrap() {
                    prop_assert!(entry.changes.iter().all(|change| change.field != field));
                }
            }
            for customer in oracle.town.of("customer") {
                let words = customer.phone.as_deref().unwrap_or_default();
                let hits = door.search(words, &["customer".to_owned()], 50).unwrap();
                prop_assert!(field != "phone" || hits.is_empty(), "the search tells of phones");
            }
        }
        if level < 2 && field == "name" {
            let asked: Vec<(String, Id)> =
                oracle.town.of("customer").iter().map(|row| ("customer".to_owned(), row.id)).collect();
            for title in door.titles(&asked).unwrap().values() {
                prop_assert!(title.chars().count() <= 4, "the title tells {}", title);
            }
        }
    }
    Ok(())
}
