#![allow(clippy::unwrap_used, clippy::expect_used)]

use formula::Condition;
use records::{Door, Draft, Error, LogEntry, Query, Record, Records};
use value::{Currency, Decimal, Id, Money, Value};

struct Staff {
    boss: Id,
    seller: Id,
    administrator: Id,
}

fn text(words: &str) -> Value {
    Value::text(words)
}

fn everyone(records: &Records) -> Staff {
    let door = records.as_system("test");
    let role = |name: &str, administrator: bool| {
        let draft =
            Draft::new("role").set("name", text(name)).set("administrator", Value::Boolean(administrator));
        door.create(draft).unwrap().id()
    };
    let (administrator, sales) = (role("Administrator", true), role("Sales", false));
    for object in ["customer", "activity", "task", "comment", "order", "order_line"] {
        for action in ["create", "read", "update", "delete"] {
            let grant = Draft::new("role_grant")
                .set("role", Value::Id(sales))
                .set("object", text(object))
                .set("action", text(action))
                .set("scope", text("all"));
            door.create(grant).unwrap();
        }
    }
    let person = |name: &str, role: Id| {
        let draft = Draft::new("user")
            .set("name", text(name))
            .set("email", Value::Text(format!("{name}@example.com")))
            .set("roles", Value::List(vec![Value::Id(role)]));
        door.create(draft).unwrap().id()
    };
    Staff { boss: person("wang", administrator), seller: person("li", sales), administrator }
}

fn as_user(records: &Records, user: Id) -> Door {
    records.as_user(records.actor(user).unwrap())
}

/// What the worker does, entry by entry, as often as the test likes.
fn react(records: &Records, after: i64) {
    let behaviours = records.behaviours().unwrap().clone();
    let mut entries: Vec<LogEntry> = Vec::new();
    let last = records.last_seq().unwrap();
    while entries.last().map_or(after, |entry| entry.seq) < last {
        entries = records.changes_after(after, 1000).unwrap();
    }
    for entry in &entries {
        for (name, object, reaction) in &behaviours.reactions {
            if *object == entry.object {
                reaction(&records.as_system(name), entry).unwrap();
            }
        }
    }
}

fn notices(records: &Records, user: Id) -> Vec<Record> {
    let query = Query::of("notification").filter(Condition::eq("owner", Value::Id(user)));
    records.as_system("test").find(&query).unwrap().records
}

fn refusal(error: Error) -> &'static str {
    match error {
        Error::Refused { code, .. } => code,
        other => panic!("{other} is no refusal"),
    }
}

#[test]
fn nobody_locks_himself_out_and_somebody_stays_in_charge() {
    for company in testkit::companies(&domain::behaviours()) {
        let records = &company.records;
        let staff = everyone(records);
        let boss = as_user(records, staff.boss);
        let idle = || Draft::new("user").set("active", Value::Boolean(false));
        assert_eq!(refusal(boss.update(staff.boss, None, idle()).unwrap_err()), "own_account");
        assert_eq!(refusal(boss.delete("user", staff.boss, None).unwrap_err()), "own_account");
        let without = Draft::new("user").set("roles", Value::List(Vec::new()));
        assert_eq!(refusal(boss.update(staff.boss, None, without).unwrap_err()), "last_administrator");
        let weak = Draft::new("role").set("administrator", Value::Boolean(false));
        assert_eq!(refusal(boss.update(staff.administrator, None, weak).unwrap_err()), "last_administrator");
        assert_eq!(
            refusal(boss.delete("role", staff.administrator, None).unwrap_err()),
            "last_administrator"
        );

        let promoted = Draft::new("user").set("roles", Value::List(vec![Value::Id(staff.administrator)]));
        boss.update(staff.seller, None, promoted).unwrap();
        boss.update(staff.boss, None, Draft::new("user").set("roles", Value::List(Vec::new()))).unwrap();
        as_user(records, staff.seller).update(staff.boss, None, idle()).unwrap();
    }
}

#[test]
fn trees_have_no_loops() {
    for company in testkit::companies(&domain::behaviours()) {
        let door = company.records.as_system("test");
        for (object, field) in [
            ("team", "parent"),
            ("customer", "parent"),
            ("product_category", "parent"),
            ("customer", "referred_by"),
        ] {
            let make = |name: &str, above: Value| {
                let name = format!("{object} {field} {name}");
                door.create(Draft::new(object).set("name", text(&name)).set(field, above)).unwrap().id()
            };
            let top = make("top", Value::Null);
            let middle = make("middle", Value::Id(top));
            let low = make("low", Value::Id(middle));
            for below in [top, middle, low] {
                let error =
                    door.update(top, None, Draft::new(object).set(field, Value::Id(below))).unwrap_err();
                assert_eq!(refusal(error), "loop", "{object} {field}");
            }
            door.update(low, None, Draft::new(object).set(field, Value::Id(top))).unwrap();
        }
    }
}

#[test]
fn a_line_works_out_what_nobody_says() {
    for company in testkit::companies(&domain::behaviours()) {
        let door = company.records.as_system("test");
        let yuan = |minor: i64| Value::Money(Money::new(minor, Currency::CNY));
        let product =
            Draft::new("product").set("code", text("T1")).set("name", text("Tea")).set("cost", yuan(400));
        let product = door.create(product).unwrap().id();
        let order = door.create(Draft::new("order")).unwrap().id();
        let seq = company.records.last_seq().unwrap();
        let line = Draft::new("order_line")
            .set("order", Value::Id(order))
            .set("product", Value::Id(product))
            .set("quantity", Value::Decimal(Decimal::from(-3)))
            .set("unit_price", Value::Decimal(Decimal::new(1999, 2)))
            .set("discount", Value::Decimal(Decimal::from(10)));
        let line = door.create(line).unwrap();
        assert_eq!(line.get("amount"), &yuan(-5397));
        assert_eq!(line.text("kind"), "return");
        react(&company.records, seq);
        assert_eq!(door.get("order_line", line.id()).unwrap().get("cost"), &yuan(-1200));
        let more = Draft::new("order_line").set("quantity", Value::Decimal(Decimal::from(2)));
        let more = door.update(line.id(), None, more).unwrap();
        assert_eq!(
            (more.get("amount"), more.get("cost"), more.text("kind")),
            (&yuan(3598), &yuan(800), "sale")
        );
        assert_eq!(door.get("order", order).unwrap().get("margin"), &yuan(2798));
    }
}

#[test]
fn lines_count_in_the_currency_of_their_order() {
    for company in testkit::companies(&domain::behaviours()) {
        let records = &company.records;
        let staff = everyone(records);
        let seller = as_user(records, staff.seller);
        let order = seller.create(Draft::new("order").set("currency", text("USD"))).unwrap();
        let line = |price: i64| {
            let draft = Draft::new("order_line").set("order", Value::Id(order.id()));
            draft
                .set("quantity", Value::Decimal(Decimal::from(2)))
                .set("unit_price", Value::Decimal(Decimal::from(price)))
        };
        let first = seller.create(line(3)).unwrap();
        let (dollar, euro): (Currency, Currency) = ("USD".parse().unwrap(), "EUR".parse().unwrap());
        assert_eq!(first.get("amount"), &Value::Money(Money::new(600, dollar)));
        seller.create(line(4)).unwrap();
        let total = |currency| Value::Money(Money::new(1400, currency));
        assert_eq!(seller.get("order", order.id()).unwrap().get("total"), &total(dollar));
        let seen = records.last_seq().unwrap();
        seller.update(order.id(), None, Draft::new("order").set("currency", text("EUR"))).unwrap();
        react(records, seen);
        assert_eq!(seller.get("order", order.id()).unwrap().get("total"), &total(euro));
        let dearer = Draft::new("order_line").set("unit_price", Value::Decimal(Decimal::from(5)));
        let changed = seller.update(first.id(), None, dearer).unwrap();
        assert_eq!(changed.get("amount"), &Value::Money(Money::new(1000, euro)));
    }
}

#[test]
fn what_the_program_fills_needs_no_right_of_the_asker() {
    for company in testkit::companies(&domain::behaviours()) {
        let staff = everyone(&company.records);
        let seller = as_user(&company.records, staff.seller);
        let task = seller.create(Draft::new("task").set("subject", text("call"))).unwrap();
        assert!(task.get("done_at").is_null());
        let done =
            seller.update(task.id(), None, Draft::new("task").set("status", text("completed"))).unwrap();
        assert_eq!(done.get("done_at").as_moment(), Some(company.records.clock().now()));
        let again =
            seller.update(task.id(), None, Draft::new("task").set("status", text("started"))).unwrap();
        assert!(again.get("done_at").is_null());
        let cheat = Draft::new("task").set("done_at", Value::Moment(company.records.clock().now()));
        assert!(matches!(seller.update(task.id(), None, cheat), Err(Error::Invalid(_))));
    }
}

#[test]
fn a_contact_that_was_held_moves_the_last_contact_forward_only() {
    for company in testkit::companies(&domain::behaviours()) {
        let records = &company.records;
        let door = records.as_system("test");
        let customer = door.create(Draft::new("customer").set("name", text("华为"))).unwrap().id();
        let held = |at: &str, kind: &str, state: &str| {
            let draft = Draft::new("activity")
                .set("subject", text("talk"))
                .set("kind", text(kind))
                .set("state", text(state))
                .set("happened_at", Value::Moment(at.parse().unwrap()))
                .set("customer", Value::Id(customer));
            door.create(draft).unwrap();
        };
        let last = || {
            door.get("customer", customer)
                .unwrap()
                .get("last_contact_on")
                .as_date()
                .map(|day| day.to_string())
        };
        let seq = records.last_seq().unwrap();
        held("2026-02-10T20:00:00Z", "call", "held");
        react(records, seq);
        assert_eq!(last().as_deref(), Some("2026-02-11"), "the day is the company's, not London's");
        held("2026-02-01T08:00:00Z", "visit", "held");
        held("2026-02-20T08:00:00Z", "note", "held");
        held("2026-02-21T08:00:00Z", "visit", "planned");
        react(records, seq);
        react(records, seq);
        assert_eq!(last().as_deref(), Some("2026-02-11"));
        assert_eq!(
            door.get("customer", customer).unwrap().version(),
            2,
            "reading an entry twice changes nothing"
        );
    }
}

#[test]
fn whoever_is_mentioned_or_given_something_hears_of_it_once() {
    for company in testkit::companies(&domain::behaviours()) {
        let records = &company.records;
        let staff = everyone(records);
        let boss = as_user(records, staff.boss);
        let seq = records.last_seq().unwrap();
        let customer = boss
            .create(Draft::new("customer").set("name", text("Acme")).set("owner", Value::Id(staff.seller)))
            .unwrap();
        let about = Value::Link(value::Link { object: "customer".to_owned(), id: customer.id() });
        let mentions = Value::List(vec![Value::Id(staff.seller), Value::Id(staff.boss)]);
        let comment = Draft::new("comment")
            .set("about", about.clone())
            .set("body", text("@li @wang"))
            .set("mentions", mentions);
        boss.create(comment).unwrap();
        let call = Draft::new("activity")
            .set("subject", text("@li"))
            .set("customer", Value::Id(customer.id()))
            .set("mentions", Value::List(vec![Value::Id(staff.seller)]));
        boss.create(call).unwrap();
        react(records, seq);
        react(records, seq);
        let heard = notices(records, staff.seller);
        let mut kinds: Vec<&str> = heard.iter().map(|notice| notice.text("kind")).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["assigned", "mention", "mention"]);
        assert!(heard.iter().all(|notice| notice.get("about") == &about));
        let Value::Json(words) = heard[0].get("text") else { panic!("no text") };
        assert!(words["en"].as_str().unwrap().starts_with("wang "));
        assert!(notices(records, staff.boss).is_empty(), "nobody is told what he did himself");
    }
}

#[test]
fn a_layout_speaks_of_what_exists_and_once_for_a_role() {
    for company in testkit::companies(&domain::behaviours()) {
        let door = as_user(&company.records, everyone(&company.records).boss);
        let layout = |shape: serde_json::Value| {
            Draft::new("layout").set("object", text("customer")).set("sections", Value::Json(shape))
        };
        let section = |fields: &[&str], when: &str| serde_json::json!({ "sections": [{ "name": "who", "fields": fields, "when": when }] });
        for wrong in [
            section(&["nonsense"], "kind = 'company'"),
            section(&["name"], "nonsense = 1"),
            section(&["name"], "kind = "),
            serde_json::json!({ "sections": [{ "fields": ["name"] }] }),
            serde_json::json!({ "fields": { "nonsense": { "required": true } } }),
            serde_json::json!({ "fields": { "name": { "required": "yes" } } }),
            serde_json::json!({ "colour": "red" }),
        ] {
            let Err(Error::Invalid(complaints)) = door.create(layout(wrong.clone())) else {
                panic!("{wrong}")
            };
            assert_eq!(complaints[0].field, "sections", "{wrong}");
        }
        let Err(Error::Invalid(complaints)) = door.create(Draft::new("layout").set("object", text("dragon")))
        else {
            panic!("a dragon was laid out")
        };
        assert_eq!(complaints[0].field, "object");
        let made = door.create(layout(section(&["name"], "status.kind = 'open'"))).unwrap();
        assert!(matches!(door.create(layout(section(&["name"], "true"))), Err(Error::Invalid(_))));
        door.update(made.id(), None, layout(section(&["name", "phone"], "phone = null"))).unwrap();
    }
}

#[test]
fn the_listing_names_every_behaviour() {
    let listing = domain::listing(&domain::behaviours());
    for line in
        ["derive    order_line        amount from the price", "guard     user              keep own account"]
    {
        assert!(listing.lines().any(|found| found == line), "{listing}");
    }
    assert!(listing.contains("reaction  activity          note the last contact"));
}

#[test]
fn who_is_handed_an_alert_sees_its_customer_for_a_while_and_hears_of_it() {
    for company in testkit::companies(&domain::behaviours()) {
        let records = &company.records;
        let staff = everyone(records);
        let door = records.as_system("test");
        let role = door.create(Draft::new("role").set("name", text("Own only"))).unwrap().id();
        for object in ["customer", "alert"] {
            let grant = Draft::new("role_grant")
                .set("role", Value::Id(role))
                .set("object", text(object))
                .set("action", text("read"))
                .set("scope", text("own"));
            door.create(grant).unwrap();
        }
        let zhao = Draft::new("user")
            .set("name", text("zhao"))
            .set("email", text("zhao@example.com"))
            .set("roles", Value::List(vec![Value::Id(role)]));
        let zhao = door.create(zhao).unwrap().id();
        let boss = as_user(records, staff.boss);
        let customer = boss.create(Draft::new("customer").set("name", text("Tea house"))).unwrap().id();
        let alert = Draft::new("alert").set("customer", Value::Id(customer)).set("kind", text("leaving"));
        let alert = boss.create(alert).unwrap().id();
        assert!(as_user(records, zhao).get("customer", customer).is_err());
        let before = records.last_seq().unwrap();
        let mut input = serde_json::Map::new();
        input.insert("to".to_owned(), zhao.with_prefix("usr").into());
        boss.act("alert", alert, "hand_over", input).unwrap();
        react(records, before);
        react(records, before);
        let handed = as_user(records, zhao);
        assert_eq!(handed.get("customer", customer).unwrap().text("name"), "Tea house");
        assert_eq!(handed.get("alert", alert).unwrap().get("assignee").as_id(), Some(zhao));
        assert_eq!(notices(records, zhao).len(), 1);
        let members = door.count(&Query::of("record_member")).unwrap();
        assert_eq!(members, 1, "twice read, once let in");
    }
}
