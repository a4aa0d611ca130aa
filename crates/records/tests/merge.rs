#![allow(clippy::unwrap_used, clippy::expect_used)]

use formula::Condition;
use records::{Choice, Door, Draft, Error, Query, Record, Trash};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use testkit::{Personas, for_each_database};
use value::{Id, Link, Value};

type Step = fn(&Door, &Pair);

struct Pair {
    keep: Id,
    other: Id,
    third: Id,
    order: Id,
    relation: Id,
}

fn made(door: &Door, object: &str, json: Json) -> Id {
    door.create(door.read_draft(object, json.as_object().unwrap()).unwrap()).unwrap().id()
}

fn customer_id(id: Id) -> String {
    id.with_prefix("cus")
}

fn pair(door: &Door, number: &str) -> Pair {
    let tag = |name: &str| made(door, "tag", json!({ "name": name })).with_prefix("tag");
    let (red, blue) = (tag("red"), tag("blue"));
    let keep = made(
        door,
        "customer",
        json!({"name": "浦东花卉", "email": "a@example.com", "tags": [red], "roles": ["dealer"]}),
    );
    let other = made(
        door,
        "customer",
        json!({"name": "上海浦东花卉有限公司", "phone": "13800138000", "tags": [blue, red], "roles": ["agent"],
            "external_id": number, "parent": customer_id(keep), "address": {"city": "上海"}, "stated_wallet": "12.50"}),
    );
    let third = made(door, "customer", json!({"name": "Third", "parent": customer_id(other)}));
    let contact = made(door, "contact", json!({"name": "王小明", "customer": customer_id(other)}));
    door.update(keep, None, Draft::new("customer").set("contact", Value::Id(contact))).unwrap();
    let order = made(
        door,
        "order",
        json!({"customer": customer_id(other), "ordered_on": "2026-02-01", "status": "done"}),
    );
    made(door, "order_line", json!({"order": order.with_prefix("ord"), "quantity": 1, "amount": "20"}));
    made(door, "order", json!({"customer": customer_id(keep), "ordered_on": "2026-01-01", "status": "done"}));
    made(door, "comment", json!({"about": customer_id(other), "body": "pays late"}));
    made(
        door,
        "activity",
        json!({"subject": "call", "customer": customer_id(other), "about": customer_id(keep)}),
    );
    let relation =
        made(door, "relationship", json!({"customer": customer_id(keep), "other": customer_id(other)}));
    made(door, "relationship", json!({"customer": customer_id(other), "other": customer_id(third)}));
    let user = made(door, "user", json!({"name": "member", "email": "member@example.com"}));
    made(door, "record_member", json!({"record": customer_id(other), "user": user.with_prefix("usr")}));
    let old = made(door, "task", json!({"subject": "old", "customer": customer_id(other)}));
    door.delete("task", old, None).unwrap();
    Pair { keep, other, third, order, relation }
}

/// Every record of every object as the program sees it, but for versions and moments of changes.
fn everything(door: &Door) -> BTreeMap<String, Json> {
    let mut all = BTreeMap::new();
    for object in door.catalog().objects().iter().filter(|object| object.name != "merge_run") {
        let page = door.find(&Query::of(&object.name).trash(Trash::With).limit(1_000)).unwrap();
        for record in page.records {
            let mut json = door.write_record(&record);
            for name in ["version", "updated_at", "updated_by"] {
                json.as_object_mut().unwrap().remove(name);
            }
            all.insert(record.id().with_prefix(&object.prefix), json);
        }
    }
    all
}

fn merge_run(door: &Door, pair: &Pair) -> Id {
    let merged = Value::Link(Link { object: "customer".to_owned(), id: pair.other });
    let runs = door.find(&Query::of("merge_run").filter(Condition::eq("merged", merged))).unwrap();
    runs.records.first().unwrap().id()
}

fn refusal(result: Result<Record, Error>) -> &'static str {
    match result {
        Err(Error::Refused { code, .. }) => code,
        Err(other) => panic!("refused was expected, not {other}"),
        Ok(record) => panic!("refused was expected, not {:?}", record.values()),
    }
}

#[test]
fn a_merge_moves_everything_and_is_taken_back_exactly() {
    for_each_database(|company| {
        let people = Personas::hire(&company.records);
        let system = company.records.as_system("test");
        let pair = pair(&system, "X-1");
        let before = everything(&system);
        let door = Personas::door(&company.records, people.anna);
        let choices = BTreeMap::from([("name".to_owned(), Choice::Other)]);
        let kept = door.merge("customer", pair.keep, pair.other, choices).unwrap();
        assert_eq!(kept.text("name"), "上海浦东花卉有限公司");
        assert_eq!((kept.text("email"), kept.text("phone")), ("a@example.com", "+8613800138000"));
        assert_eq!(kept.text("external_id"), "X-1");
        assert_eq!(kept.get("tags").ids().len(), 2);
        assert_eq!(kept.get("roles"), &Value::List(vec![Value::text("dealer"), Value::text("agent")]));
        assert!(kept.get("parent").is_null());
        assert_eq!(kept.get("order_count").as_integer(), Some(2));
        assert_eq!(kept.get("turnover").as_money().unwrap().minor, 2000);
        assert!(system.get("customer", pair.other).unwrap().is_deleted());
        assert_eq!(system.get("customer", pair.third).unwrap().get("parent").as_id(), Some(pair.keep));
        assert_eq!(system.get("order", pair.order).unwrap().get("customer").as_id(), Some(pair.keep));
        assert!(system.get("relationship", pair.relation).unwrap().is_deleted());
        let pointing = |object: &str, field: &str, value: Value| {
            system.count(&Query::of(object).trash(Trash::With).filter(Condition::eq(field, value))).unwrap()
        };
        for (object, field) in [("contact", "customer"), ("activity", "customer"), ("task", "customer")] {
            assert_eq!(pointing(object, field, Value::Id(pair.other)), 0, "{object}.{field}");
            assert_eq!(pointing(object, field, Value::Id(pair.keep)), 1, "{object}.{field}");
        }
        let link = |id: Id| Value::Link(Link { object: "customer".to_owned(), id });
        for (object, field) in [("comment", "about"), ("record_member", "record")] {
            assert_eq!(pointing(object, field, link(pair.other)), 0, "{object}.{field}");
            assert_eq!(pointing(object, field, link(pair.keep)), 1, "{object}.{field}");
        }
        let hits: Vec<Id> = door
            .search("13800138000", &["customer".to_owned()], 10)
            .unwrap()
            .iter()
            .map(|hit| hit.id)
            .collect();
        assert_eq!(hits, [pair.keep]);
        for id in [pair.keep, pair.other] {
            let log = door.changes("customer", id, None, 1).unwrap();
            assert_eq!(log[0].kind.word(), "merge");
            assert!(log[0].cause.starts_with("merge mrg_"), "{}", log[0].cause);
        }

        let run = merge_run(&system, &pair);
        door.unmerge(run).unwrap();
        let after = everything(&system);
        for (id, record) in &before {
            assert_eq!(after.get(id), Some(record), "{id} on {}", company.database());
        }
        assert_eq!(after.len(), before.len());
        let hits: Vec<Id> = door
            .search("13800138000", &["customer".to_owned()], 10)
            .unwrap()
            .iter()
            .map(|hit| hit.id)
            .collect();
        assert_eq!(hits, [pair.other]);
        assert_eq!(refusal(door.unmerge(run)), "merge_is_undone");
        door.merge("customer", pair.other, pair.keep, BTreeMap::new()).unwrap();
        assert_eq!(system.get("order", pair.order).unwrap().get("customer").as_id(), Some(pair.other));
    });
}

#[test]
fn what_changed_after_a_merge_is_not_overwritten() {
    for_each_database(|company| {
        let door = company.records.as_system("test");
        let steps: [(&str, Step); 4] = [
            ("phone", |door, pair| {
                door.update(pair.keep, None, Draft::new("customer").set("phone", Value::text("13900139000")))
                    .unwrap();
            }),
            ("order", |door, pair| {
                door.update(pair.order, None, Draft::new("order").set("customer", Value::Id(pair.third)))
                    .unwrap();
            }),
            ("restored", |door, pair| {
                door.update(pair.keep, None, Draft::new("customer").set("external_id", Value::Null)).unwrap();
                door.restore("customer", pair.other).unwrap();
            }),
            ("deleted", |door, pair| door.delete("customer", pair.keep, None).unwrap()),
        ];
        for (number, (name, step)) in steps.into_iter().enumerate() {
            for object in ["tag", "user"] {
                for record in door.find(&Query::of(object)).unwrap().records {
                    door.delete(object, record.id(), None).unwrap();
                }
            }
            let pair = pair(&door, &format!("X-{number}"));
            door.merge("customer", pair.keep, pair.other, BTreeMap::new()).unwrap();
            step(&door, &pair);
            let before = everything(&door);
            assert_eq!(refusal(door.unmerge(merge_run(&door, &pair))), "changed_since_merge", "{name}");
            assert_eq!(everything(&door), before, "{name}");
        }
        let fine = {
            let keep = made(&door, "customer", json!({"name": "Keep"}));
            let other = made(&door, "customer", json!({"name": "Other", "phone": "13700137000"}));
            Pair { keep, other, third: keep, order: keep, relation: keep }
        };
        door.merge("customer", fine.keep, fine.other, BTreeMap::new()).unwrap();
        door.update(fine.keep, None, Draft::new("customer").set("description", Value::text("kept"))).unwrap();
        let kept = door.unmerge(merge_run(&door, &fine)).unwrap();
        assert_eq!(kept.text("description"), "kept");
        assert!(kept.get("phone").is_null());
    });
}

#[test]
fn a_merge_needs_both_records_and_the_right_to_write_what_is_chosen() {
    for_each_database(|company| {
        let people = Personas::hire(&company.records);
        let system = company.records.as_system("test");
        let owned = |name: &str, owner: Id| {
            system
                .create(Draft::new("customer").set("name", Value::text(name)).set("owner", Value::Id(owner)))
                .unwrap()
                .id()
        };
        let (mine, mine_too, theirs) =
            (owned("one", people.bo), owned("two", people.bo), owned("three", people.ren));
        let bo = Personas::door(&company.records, people.bo);
        for (keep, other) in [(mine, theirs), (theirs, mine)] {
            let result = bo.merge("customer", keep, other, BTreeMap::new());
            assert!(matches!(result, Err(Error::NotFound)));
        }
        let unknown =
            bo.merge("customer", mine, mine_too, BTreeMap::from([("nose".to_owned(), Choice::Other)]));
        assert!(matches!(unknown, Err(Error::Invalid(_))));
        let computed =
            bo.merge("customer", mine, mine_too, BTreeMap::from([("turnover".to_owned(), Choice::Other)]));
        assert!(matches!(computed, Err(Error::Invalid(_))));
        assert_eq!(refusal(bo.merge("customer", mine, mine, BTreeMap::new())), "merge_with_itself");
        assert_eq!(refusal(system.merge("user", people.ren, people.bo, BTreeMap::new())), "not_mergeable");
        let narrow = people.newcomer(
            &company.records,
            "narrow",
            &[("customer", "read", "all"), ("customer", "update", "all")],
            &[("customer", "phone", "read")],
        );
        let forbidden =
            narrow.merge("customer", mine, mine_too, BTreeMap::from([("phone".to_owned(), Choice::Other)]));
        assert!(matches!(forbidden, Err(Error::Forbidden)));
        assert!(!system.get("customer", mine_too).unwrap().is_deleted());
        narrow.merge("customer", mine, mine_too, BTreeMap::new()).unwrap();
        assert!(system.get("customer", mine_too).unwrap().is_deleted());
    });
}
