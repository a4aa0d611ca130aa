#![allow(clippy::unwrap_used, clippy::expect_used)]

use records::{ChangeKind, Door, Draft, Error, Query, Records};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use store::LogRow;
use testkit::{Personas, for_each_database};
use value::{Id, Value};

const CAUSE: &str = "request 7";

fn made(door: &Door, object: &str, json: Json) -> Id {
    door.create(door.read_draft(object, json.as_object().unwrap()).unwrap()).unwrap().id()
}

/// `changes_after` waits for transactions of other tests in the same cluster; this does not.
fn reads(records: &Records) -> Vec<LogRow> {
    records.finish_read_log();
    let mut log = records.store().read(|session| store::log_of_cause(session, CAUSE, i64::MAX, 100)).unwrap();
    log.retain(|entry| entry.kind == ChangeKind::Read.word());
    log.reverse();
    log
}

#[test]
fn reads_of_personal_fields_are_written_down_when_asked_for() {
    for_each_database(|company| {
        let records = &company.records;
        let people = Personas::hire(records);
        let system = records.as_system("test");
        let one = made(&system, "customer", json!({"name": "one", "phone": "13800138000"}));
        let two = made(&system, "customer", json!({"name": "two"}));
        let anna = Personas::door(records, people.anna).because(CAUSE);
        anna.get("customer", one).unwrap();
        assert!(reads(records).is_empty());
        records.set_setting("security.audit_reads", json!(true)).unwrap();
        system.get("customer", one).unwrap();
        anna.find(&Query::of("customer").fields(&["name"])).unwrap();
        anna.find(&Query::of("product")).unwrap();
        anna.can_read("customer", one).unwrap();
        anna.update(one, None, Draft::new("customer").set("name", Value::text("new"))).unwrap();
        assert!(reads(records).is_empty());
        anna.get("customer", one).unwrap();
        anna.find(&Query::of("customer").fields(&["phone"]).sort("id")).unwrap();
        anna.export(&Query::of("customer").sort("id"), &mut |_| Ok(())).unwrap();
        let found: Vec<(Vec<Id>, Option<Id>, String)> =
            reads(records).into_iter().map(|entry| (entry.ids, entry.actor, entry.cause)).collect();
        let who = Some(people.anna);
        let cause = CAUSE.to_owned();
        assert_eq!(
            found,
            [
                (vec![one], who, cause.clone()),
                (vec![one, two], who, cause.clone()),
                (vec![one, two], who, cause)
            ]
        );
        assert!(
            anna.changes("customer", one, None, 50)
                .unwrap()
                .iter()
                .all(|entry| entry.kind != ChangeKind::Read)
        );
    });
}

#[test]
fn a_person_is_forgotten_and_the_sums_stay() {
    for_each_database(|company| {
        let records = &company.records;
        let people = Personas::hire(records);
        let (system, anna) = (records.as_system("test"), Personas::door(records, people.anna));
        let fields = json!({"name": "王小明", "kind": "person", "phone": "13800138000", "email": "wang@example.com",
            "habits": "drinks tea", "birthday": "1980-01-01", "grade": "a"});
        let person = made(&system, "customer", fields);
        let twin =
            made(&system, "customer", json!({"name": "王小明", "kind": "person", "phone": "13900139000"}));
        let order = made(&system, "order", json!({"customer": person.with_prefix("cus"), "status": "done"}));
        made(
            &system,
            "order_line",
            json!({"order": order.with_prefix("ord"), "quantity": 1, "amount": "20"}),
        );
        made(&system, "comment", json!({"about": person.with_prefix("cus"), "body": "likes jasmine"}));
        system.update(person, None, Draft::new("customer").set("phone", Value::text("13700137000"))).unwrap();
        anna.merge("customer", person, twin, BTreeMap::new()).unwrap();

        let told = anna.export_subject("customer", person).unwrap();
        let text = told.to_string();
        for known in
            ["wang@example.com", "+8613800138000", "drinks tea", "likes jasmine", "\"amount\":\"20.00\""]
        {
            assert!(text.contains(known), "{known} is missing in {text}");
        }
        assert_eq!(told["about"]["order_line"].as_array().unwrap().len(), 1);
        let ren = Personas::door(records, people.ren);
        assert!(matches!(ren.export_subject("customer", person), Err(Error::Forbidden)));
        assert!(matches!(ren.erase_subject("customer", person), Err(Error::Forbidden)));
        assert!(matches!(anna.erase_subject("product", person), Err(Error::Refused { .. })));

        anna.erase_subject("customer", person).unwrap();
        let left = system.get("customer", person).unwrap();
        assert_eq!((left.text("name"), left.text("grade")), ("***", "a"));
        for field in ["phone", "email", "habits", "birthday"] {
            assert!(left.get(field).is_null(), "{field}");
        }
        assert_eq!(left.get("turnover").as_money().unwrap().minor, 2000);
        assert_eq!(system.get("customer", twin).unwrap().text("name"), "***");
        for words in ["王小明", "wang@example", "13700137000", "13900139000", "wangxiaoming"] {
            assert!(anna.search(words, &[], 10).unwrap().is_empty(), "{words}");
        }
        let left = anna.export_subject("customer", person).unwrap().to_string();
        for gone in ["wang@example.com", "13800138000", "13700137000", "王小明", "drinks tea", "1980"] {
            assert!(!left.contains(gone), "{gone} is still known in {left}");
        }
        let kinds: Vec<ChangeKind> =
            anna.changes("customer", person, None, 2).unwrap().iter().map(|change| change.kind).collect();
        assert_eq!(kinds, [ChangeKind::Read, ChangeKind::Purge], "erased, then told once more");
        system.update(person, None, Draft::new("customer").set("phone", Value::text("13600136000"))).unwrap();
        let log = anna.changes("customer", person, None, 50).unwrap();
        assert_eq!(
            log[0].changes.iter().find(|change| change.field == "phone").unwrap().after,
            json!("+8613600136000")
        );
        records.changes_after(0, 100_000).unwrap();
    });
}

#[test]
fn of_a_company_only_what_is_personal_is_forgotten() {
    for_each_database(|company| {
        let records = &company.records;
        let system = records.as_system("test");
        let fields = json!({"name": "Acme", "phone": "13800138000", "habits": "slow"});
        let customer = made(&system, "customer", fields);
        let contact = made(
            &system,
            "contact",
            json!({"name": "Li Lei", "customer": customer.with_prefix("cus"), "wechat": "lilei"}),
        );
        system.erase_subject("customer", customer).unwrap();
        let left = system.get("customer", customer).unwrap();
        assert_eq!((left.text("name"), left.text("habits")), ("Acme", "slow"));
        assert!(left.get("phone").is_null());
        assert_eq!(system.get("contact", contact).unwrap().title(), "Li Lei");
        let log = system.changes("customer", customer, None, 50).unwrap();
        assert!(log.iter().any(|entry| entry.changes.iter().any(|change| change.field == "name")));
        assert!(log.iter().all(|entry| entry.changes.iter().all(|change| change.field != "phone")));
        system.erase_subject("contact", contact).unwrap();
        assert_eq!(system.get("contact", contact).unwrap().title(), "***");
        assert!(system.get("contact", contact).unwrap().get("wechat").is_null());
    });
}
