use crate::app::{Browser, TestApp, directly, for_each};
use insight::Flow;
use records::Draft;
use serde_json::{Value as Json, json};
use value::{Currency, Id, Money, Value};

const DAYS: [&str; 6] = ["2025-03-10", "2025-05-12", "2025-08-04", "2025-10-20", "2025-12-08", "2026-02-16"];
const HIS: usize = 10;
const ALL: usize = 30;

struct World {
    rep: Browser,
    rep_id: Id,
    nobody: Browser,
}

/// Customers with a year of orders, some of them the representative's, all valued; and somebody whose role allows nothing.
async fn world(app: &TestApp) -> World {
    let (rep_id, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
    let (other, _) = app.colleague("other@qingshan.cn", "Sales representative").await;
    directly(|| {
        let door = app.company.records.as_system("test");
        door.create(Draft::new("role").set("name", Value::text("Nothing"))).unwrap();
        for customer in 0..ALL {
            let owner = if customer < HIS { rep_id } else { other };
            let draft = Draft::new("customer")
                .set("name", Value::Text(format!("Customer {customer}")))
                .set("owner", Value::Id(owner));
            let id = door.create(draft).unwrap().id();
            for day in &DAYS[customer % 3..3 + customer % 4] {
                order(app, id, day, 10_000 + 700 * customer as i64);
            }
        }
        let task = Draft::new("task").set("subject", Value::text("call")).set("owner", Value::Id(rep_id));
        door.create(task).unwrap();
        for day in ["2025-12-01", "2026-03-01"] {
            insight::run(&app.company.records, Some(day.parse().unwrap()), &mut |_| Flow::Continue).unwrap();
        }
    });
    let (_, nobody) = app.colleague("nothing@qingshan.cn", "Nothing").await;
    World { rep, rep_id, nobody }
}

fn order(app: &TestApp, customer: Id, day: &str, minor: i64) {
    let door = app.company.records.as_system("test");
    let order = Draft::new("order")
        .set("customer", Value::Id(customer))
        .set("ordered_on", Value::Date(day.parse().unwrap()))
        .set("status", Value::text("done"));
    let order = door.create(order).unwrap().id();
    let line = Draft::new("order_line")
        .set("order", Value::Id(order))
        .set("amount", Value::Money(Money::new(minor, Currency::CNY)))
        .set("cost", Value::Money(Money::new(minor / 2, Currency::CNY)));
    door.create(line).unwrap();
}

async fn get(app: &TestApp, who: &Browser, path: &str) -> Json {
    app.by(who, "GET", &format!("/api/v1{path}"), None).await.expect(200).json()
}

#[test]
fn cohorts_are_those_of_the_customers_within_reach() {
    for_each(async |app| {
        let world = world(app).await;
        let bought = |cohorts: &Json| -> u64 {
            cohorts["cohorts"].as_array().unwrap().iter().map(|one| one["customers"].as_u64().unwrap()).sum()
        };
        for by in ["month", "quarter"] {
            let path = format!("/insight/cohorts?by={by}");
            let all = get(app, &app.admin, &path).await;
            let his = get(app, &world.rep, &path).await;
            assert_eq!((bought(&all), bought(&his)), (ALL as u64, HIS as u64), "{by}");
            assert_eq!((&all["by"], &all["as_of"]), (&json!(by), &json!("2026-03-01")));
            let cells = all["cohorts"][0]["cells"].as_array().unwrap();
            assert_eq!(
                cells[0]["customers"], all["cohorts"][0]["customers"],
                "everybody bought in his first"
            );
        }
        let usual = get(app, &app.admin, "/insight/cohorts").await;
        assert_eq!(usual["by"], "month");
        let refused = app.admin("GET", "/api/v1/insight/cohorts?by=week", None).await.expect(400).json();
        assert_eq!(refused["errors"][0]["field"], "by");
        app.nobody("GET", "/api/v1/insight/cohorts", None).await.expect(401);
        told_nothing(app, &world.nobody, "/insight/cohorts", "cohorts").await;
    });
}

#[test]
fn earlier_runs_are_told_only_to_who_sees_every_customer() {
    for_each(async |app| {
        let world = world(app).await;
        let past = get(app, &app.admin, "/insight/past").await;
        let days: Vec<&str> =
            past["data"].as_array().unwrap().iter().map(|run| run["as_of"].as_str().unwrap()).collect();
        assert_eq!(days, ["2025-12-01", "2026-03-01"], "oldest first");
        let newest = &past["data"][1];
        let tiers: u64 =
            newest["tiers"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
        assert_eq!((newest["customers"].as_u64(), tiers), (Some(ALL as u64), ALL as u64));
        assert!(newest["margin_12m"].is_object() || newest["margin_12m"].is_string(), "{newest}");
        for who in [&world.rep, &world.nobody] {
            assert_eq!(get(app, who, "/insight/past").await["data"], json!([]));
        }
        app.nobody("GET", "/api/v1/insight/past", None).await.expect(401);
        app.admin("GET", "/api/v1/insight/past?by=week", None).await.expect(400);
    });
}

#[test]
fn what_staying_is_worth_is_reckoned_for_everybody_and_begun_with_own_figures_for_few() {
    for_each(async |app| {
        let world = world(app).await;
        directly(|| {
            let door = app.company.records.as_system("test");
            for customer in 0..60 {
                let draft = Draft::new("customer").set("name", Value::Text(format!("Old {customer}")));
                let id = door.create(draft).unwrap().id();
                order(app, id, "2024-05-06", 20_000);
                if customer % 3 > 0 {
                    order(app, id, "2025-05-06", 30_000);
                }
            }
            insight::run(&app.company.records, Some("2026-03-01".parse().unwrap()), &mut |_| Flow::Continue)
                .unwrap();
        });
        let own = get(app, &app.admin, "/insight/retention").await;
        assert_eq!(
            (own["from"].as_str(), own["again_from"].as_str()),
            (Some("2024-03-02"), Some("2025-03-02"))
        );
        let all = &own["groups"][0];
        assert_eq!((all["customers"].as_u64(), all["stayed"].as_u64()), (Some(60), Some(40)));
        assert_eq!((&all["margin"]["amount"], all["growth"].as_f64()), (&json!("100.00"), Some(0.5)));
        let counted =
            |key: &str| (1..6).map(|fifth| own["groups"][fifth][key].as_u64().unwrap()).sum::<u64>();
        assert_eq!((counted("customers"), counted("stayed")), (60, 40));
        assert_eq!(own["reckoned"]["growth"], json!(0.25), "a good year is not believed for ever");

        let asked = "/insight/retention?group=0&stay=0.5&margin=100&growth=0&discount=0.5&winning=20";
        for who in [&app.admin, &world.rep, &world.nobody] {
            let found = get(app, who, asked).await;
            assert_eq!(found["value"]["amount"], "80.00", "100 / (1.5 - 0.5) less 20");
            assert_eq!(found["value_plus5"]["amount"], "85.26");
            assert_eq!(found["expected_life_years"], json!(2.0));
            assert_eq!(found["curve"].as_array().unwrap().len(), 100);
        }
        for who in [&world.rep, &world.nobody] {
            let found = get(app, who, "/insight/retention").await;
            assert_eq!(
                (&found["groups"], &found["for_group"], &found["as_of"]),
                (&json!([]), &Json::Null, &Json::Null)
            );
        }
        for wrong in ["stay=1.5", "stay=x", "stay=NaN", "margin=1e300", "discount=-1", "group=6", "more=1"] {
            let path = format!("/api/v1/insight/retention?{wrong}");
            app.admin("GET", &path, None).await.expect(400);
        }
        app.nobody("GET", "/api/v1/insight/retention", None).await.expect(401);
    });
}

#[test]
fn the_desks_are_those_within_reach() {
    for_each(async |app| {
        let world = world(app).await;
        let rep = world.rep_id.with_prefix("usr");
        let team = get(app, &app.admin, "/insight/team").await;
        assert_eq!(team["week_from"], "2026-02-23");
        let of = |team: &Json, id: &str| {
            team["people"].as_array().unwrap().iter().find(|one| one["id"] == id).cloned()
        };
        let desk = of(&team, &rep).unwrap();
        assert_eq!((&desk["tasks"], &desk["name"]), (&json!(1), &json!("rep@qingshan.cn")));
        let his = get(app, &world.rep, "/insight/team").await;
        let seen: Vec<&Json> = his["people"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
        assert!(seen.iter().all(|id| **id == rep.as_str()), "{his}");
        assert_eq!(of(&his, &rep).unwrap()["open"], desk["open"]);
        let open = |team: &Json| -> u64 {
            team["people"].as_array().unwrap().iter().map(|one| one["open"].as_u64().unwrap()).sum()
        };
        assert!(open(&team) > open(&his), "others have something open too: {team}");
        told_nothing(app, &world.nobody, "/insight/team", "people").await;
        app.nobody("GET", "/api/v1/insight/team", None).await.expect(401);
    });
}

#[test]
fn a_column_can_only_become_what_the_asker_may_write() {
    for_each(async |app| {
        let (rep_id, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        let (_, viewer) = app.colleague("viewer@qingshan.cn", "Viewer").await;
        directly(|| {
            let door = app.company.records.as_system("test");
            door.create(Draft::new("role").set("name", Value::text("Nothing"))).unwrap();
            let role = door.get("user", rep_id).unwrap().get("roles").ids()[0];
            for (field, level) in [("grade", "hidden"), ("phone", "read")] {
                let closed = Draft::new("role_field")
                    .set("role", Value::Id(role))
                    .set("object", Value::text("customer"))
                    .set("field", Value::text(field))
                    .set("level", Value::text(level));
                door.create(closed).unwrap();
            }
        });
        let (_, nobody) = app.colleague("nothing@qingshan.cn", "Nothing").await;
        let names = |targets: &Json| -> Vec<String> {
            let list = targets["data"].as_array().unwrap();
            list.iter().map(|target| target["name"].as_str().unwrap().to_owned()).collect()
        };
        let has = |targets: &[String], name: &str| targets.iter().any(|target| target == name);
        let all = get(app, &app.admin, "/imports/targets?as=customers").await;
        assert_eq!(all["data"][0]["labels"]["zh-Hans"].as_str().map(str::is_empty), Some(false));
        let all = names(&all);
        assert!(has(&all, "name") && has(&all, "grade") && has(&all, "phone") && !has(&all, "created_at"));
        let his = names(&get(app, &rep, "/imports/targets?as=customers").await);
        assert!(has(&his, "name") && !has(&his, "grade") && !has(&his, "phone"), "{his:?}");
        let orders = names(&get(app, &rep, "/imports/targets?as=orders").await);
        assert!(has(&orders, "customer.name") && !has(&orders, "customer.phone"), "{orders:?}");
        for (who, as_object) in
            [(&viewer, "customers"), (&viewer, "orders"), (&nobody, "customers"), (&nobody, "orders")]
        {
            let path = format!("/api/v1/imports/targets?as={as_object}");
            app.by(who, "GET", &path, None).await.expect(403);
        }
        app.nobody("GET", "/api/v1/imports/targets?as=customers", None).await.expect(401);
        let strange = app.admin("GET", "/api/v1/imports/targets?as=unicorns", None).await;
        assert!(strange.status.is_client_error(), "{}", strange.status);
    });
}

/// Refused, or an answer without a single entry.
async fn told_nothing(app: &TestApp, who: &Browser, path: &str, list: &str) {
    let answered = app.by(who, "GET", &format!("/api/v1{path}"), None).await;
    match answered.status.as_u16() {
        403 => {}
        200 => assert_eq!(answered.json()[list], json!([])),
        other => panic!("{other}"),
    }
}
