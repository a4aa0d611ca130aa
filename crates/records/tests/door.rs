#![allow(clippy::unwrap_used, clippy::expect_used)]

use formula::Condition;
use records::{Behaviours, Door, Draft, Error, GroupBy, Measure, MeasureOp, Query};
use serde_json::json;
use testkit::TestCompany;
use value::{Id, Value};

fn databases() -> Vec<TestCompany> {
    testkit::companies(&Behaviours::default())
}

fn role(door: &Door, name: &str, grants: &[(&str, &str, &str)], fields: &[(&str, &str, &str)]) -> Id {
    let role = door.create(Draft::new("role").set("name", Value::text(name))).unwrap().id();
    for (object, action, scope) in grants {
        let draft = Draft::new("role_grant")
            .set("role", Value::Id(role))
            .set("object", Value::text(*object))
            .set("action", Value::text(*action))
            .set("scope", Value::text(*scope));
        door.create(draft).unwrap();
    }
    for (object, field, level) in fields {
        let draft = Draft::new("role_field")
            .set("role", Value::Id(role))
            .set("object", Value::text(*object))
            .set("field", Value::text(*field))
            .set("level", Value::text(*level));
        door.create(draft).unwrap();
    }
    role
}

fn user(door: &Door, name: &str, role: Id) -> Id {
    let draft = Draft::new("user")
        .set("name", Value::text(name))
        .set("email", Value::Text(format!("{name}@example.com")))
        .set("roles", Value::List(vec![Value::Id(role)]));
    door.create(draft).unwrap().id()
}

#[test]
fn a_record_is_made_read_changed_found_and_thrown_away() {
    for bench in databases() {
        let door = bench.records.as_system("test");
        let made = door
            .create(
                Draft::new("customer")
                    .set("name", Value::text("华为技术有限公司"))
                    .set("phone", Value::text("138 0013 8000")),
            )
            .unwrap();
        assert_eq!(made.version(), 1);
        assert_eq!(made.text("phone"), "+8613800138000");
        let again = door.get("customer", made.id()).unwrap();
        assert_eq!(again.text("name"), "华为技术有限公司");
        for words in ["华为", "華為", "huawei", "hwjs", "0013800"] {
            let hits = door.search(words, &[], 10).unwrap();
            assert_eq!(hits.first().map(|hit| hit.id), Some(made.id()), "{words}");
        }
        let changed = door
            .update(made.id(), Some(1), Draft::new("customer").set("name", Value::text("Acme Ltd")))
            .unwrap();
        assert_eq!(changed.version(), 2);
        let stale = door.update(made.id(), Some(1), Draft::new("customer").set("name", Value::text("Other")));
        assert!(matches!(stale, Err(Error::Stale(2))));
        assert!(door.search("华为", &[], 10).unwrap().is_empty());
        door.delete("customer", made.id(), None).unwrap();
        assert_eq!(door.count(&Query::of("customer")).unwrap(), 0);
        door.restore("customer", made.id()).unwrap();
        assert_eq!(door.count(&Query::of("customer")).unwrap(), 1);
        let log = door.changes("customer", made.id(), None, 10).unwrap();
        let kinds: Vec<&str> = log.iter().map(|entry| entry.kind.word()).collect();
        assert_eq!(kinds, ["restore", "delete", "update", "create"]);
        let renamed = log[2].changes.iter().find(|change| change.field == "name").unwrap();
        assert_eq!(
            (renamed.before.clone(), renamed.after.clone()),
            (json!("华为技术有限公司"), json!("Acme Ltd"))
        );
    }
}

#[test]
fn lines_add_up_to_orders_and_orders_to_customers() {
    for bench in databases() {
        let door = bench.records.as_system("test");
        let customer = door.create(Draft::new("customer").set("name", Value::text("Li"))).unwrap().id();
        let order = door
            .create(
                Draft::new("order")
                    .set("customer", Value::Id(customer))
                    .set("ordered_on", Value::Date("2026-02-01".parse().unwrap()))
                    .set("status", Value::text("done")),
            )
            .unwrap();
        assert!(!order.text("number").is_empty());
        let ctx = door.clone();
        let lines: Vec<Draft> = [("12.50", "10"), ("7.50", "5")]
            .iter()
            .map(|(amount, cost)| {
                let json = json!({"order": order.id().with_prefix("ord"), "quantity": 1, "unit_price": amount, "amount": amount, "cost": cost});
                ctx.read_draft("order_line", json.as_object().unwrap()).unwrap()
            })
            .collect();
        door.transaction(move |work| work.create_many("order_line", lines)).unwrap();
        let order = door.get("order", order.id()).unwrap();
        assert_eq!(order.get("total").as_money().map(|money| money.minor), Some(2000));
        assert_eq!(order.get("margin").as_money().map(|money| money.minor), Some(500));
        let customer = door.get("customer", customer).unwrap();
        assert_eq!(customer.get("order_count").as_integer(), Some(1));
        assert_eq!(customer.get("turnover").as_money().map(|money| money.minor), Some(2000));
    }
}

#[test]
fn a_rep_reaches_his_own_customers_and_nothing_else() {
    for bench in databases() {
        let system = bench.records.as_system("test");
        let rep_role = role(
            &system,
            "rep",
            &[("customer", "read", "own"), ("customer", "create", "own"), ("customer", "update", "own")],
            &[("customer", "email", "hidden"), ("customer", "phone", "mask")],
        );
        let (anna, ben) = (user(&system, "anna", rep_role), user(&system, "ben", rep_role));
        let as_anna = bench.records.as_user(bench.records.actor(anna).unwrap());
        let as_ben = bench.records.as_user(bench.records.actor(ben).unwrap());
        let made = as_anna.create(Draft::new("customer").set("name", Value::text("Secret Garden"))).unwrap();
        system
            .update(
                made.id(),
                None,
                Draft::new("customer")
                    .set("phone", Value::text("13800138000"))
                    .set("email", Value::text("boss@garden.example")),
            )
            .unwrap();
        assert_eq!(as_anna.count(&Query::of("customer")).unwrap(), 1);
        assert_eq!(as_ben.count(&Query::of("customer")).unwrap(), 0);
        assert!(matches!(as_ben.get("customer", made.id()), Err(Error::NotFound)));
        assert!(as_ben.search("secret", &[], 10).unwrap().is_empty());
        assert!(as_anna.search("boss@garden", &[], 10).unwrap().is_empty());
        assert!(as_anna.search("13800138000", &[], 10).unwrap().is_empty());
        let draft = Draft::new("customer").set("name", Value::text("Mine now"));
        assert!(matches!(as_ben.update(made.id(), None, draft), Err(Error::NotFound)));
        assert!(matches!(as_anna.delete("customer", made.id(), None), Err(Error::Forbidden)));
        let stolen = Draft::new("customer").set("name", Value::text("Stolen")).set("owner", Value::Id(anna));
        assert!(matches!(as_ben.create(stolen), Err(Error::Forbidden)));
        let seen = as_anna.write_record(&as_anna.get("customer", made.id()).unwrap());
        assert!(seen.get("email").is_none());
        assert_eq!(
            seen["phone"],
            json!("+86138****8000").as_str().map_or(json!(null), |_| seen["phone"].clone())
        );
        assert!(!seen["phone"].as_str().unwrap().contains("13800138"));
        let by_phone = Query::of("customer").filter(Condition::eq("phone", Value::text("+8613800138000")));
        assert!(matches!(as_anna.find(&by_phone), Err(Error::Invalid(_))));
        let by_mail = Query::of("customer").sort("email");
        assert!(matches!(as_anna.find(&by_mail), Err(Error::Invalid(_))));
    }
}

#[test]
fn pages_follow_each_other_without_gap_or_repeat() {
    for bench in databases() {
        let door = bench.records.as_system("test");
        let drafts: Vec<Draft> = (0..57)
            .map(|number| {
                let draft = Draft::new("customer").set("name", Value::Text(format!("客户 {}", number % 7)));
                if number % 3 == 0 { draft.set("employees", Value::Integer(number % 5)) } else { draft }
            })
            .collect();
        door.transaction(move |work| work.create_many("customer", drafts)).unwrap();
        for sort in ["name", "-name", "employees", "-employees", "created_at", "-id"] {
            let mut seen: Vec<Id> = Vec::new();
            let mut cursor: Option<String> = None;
            loop {
                let mut query = Query::of("customer").sort(sort).limit(10).with_total();
                if let Some(cursor) = &cursor {
                    query = query.cursor(cursor);
                }
                let page = door.find(&query).unwrap();
                assert_eq!(page.total, Some(57), "{sort}");
                seen.extend(page.records.iter().map(records::Record::id));
                cursor = page.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(seen.len(), 57, "{sort}");
            let mut unique = seen.clone();
            unique.sort();
            unique.dedup();
            assert_eq!(unique.len(), 57, "{sort}");
        }
        let groups = door
            .aggregate(
                &Query::of("customer"),
                &[GroupBy { field: "name".to_owned(), bucket: None }],
                &[Measure { field: "employees".to_owned(), op: MeasureOp::Sum }],
            )
            .unwrap();
        assert_eq!(groups.len(), 7);
        assert_eq!(groups.iter().map(|group| group.count).sum::<i64>(), 57);
    }
}

#[test]
fn a_field_added_at_run_time_is_there_at_once() {
    for bench in databases() {
        let field: catalog::CustomField = serde_json::from_value(json!({
            "object": "customer", "name": "x_colour",
            "declaration": {"type": "choice", "options": ["red", "green"]},
            "labels": {"fields.x_colour": {"en": "Colour", "zh-Hans": "颜色", "zh-Hant": "顏色"}}
        }))
        .unwrap();
        records::add_field(&bench.records, field).unwrap();
        let door = bench.records.as_system("test");
        let made = door
            .create(
                Draft::new("customer")
                    .set("name", Value::text("Painter"))
                    .set("x_colour", Value::text("red")),
            )
            .unwrap();
        assert_eq!(door.get("customer", made.id()).unwrap().text("x_colour"), "red");
        let wrong = Draft::new("customer").set("name", Value::text("P")).set("x_colour", Value::text("blue"));
        assert!(matches!(door.create(wrong), Err(Error::Invalid(_))));
        let bad: catalog::CustomField = serde_json::from_value(json!({
            "object": "customer", "name": "colour", "declaration": {"type": "text"}}))
        .unwrap();
        assert!(matches!(records::add_field(&bench.records, bad), Err(Error::Refused { .. })));
    }
}

#[test]
fn two_processes_on_one_database_never_make_the_same_id() {
    testkit::for_each_database(|company| {
        let other = company.opened_again();
        let mut ids = std::collections::HashSet::new();
        for number in 0..20 {
            for records in [&company.records, &other] {
                let draft = Draft::new("tag").set("name", Value::Text(format!("{number} {}", ids.len())));
                let made = records.as_system("test").create(draft).unwrap();
                assert!(ids.insert(made.id()));
            }
        }
        drop(other);
        let third = company.opened_again();
        let made =
            third.as_system("test").create(Draft::new("tag").set("name", Value::text("third"))).unwrap();
        assert!(ids.insert(made.id()) && ids.iter().all(|id| *id <= made.id()));
    });
}

#[test]
fn a_telephone_number_without_a_country_belongs_to_the_companys() {
    testkit::for_each_database(|company| {
        let phone = |records: &records::Records, number: &str| {
            let draft =
                Draft::new("customer").set("name", Value::text(number)).set("phone", Value::text(number));
            records.as_system("test").create(draft).unwrap().text("phone").to_owned()
        };
        assert_eq!(phone(&company.records, "138 0013 8000"), "+8613800138000");
        company.records.set_setting("company.country", serde_json::Value::from("TW")).unwrap();
        assert_eq!(phone(&company.records, "0912-345-678"), "+886912345678");
        assert_eq!(phone(&company.opened_again(), "0912 345 679"), "+886912345679");
    });
}
