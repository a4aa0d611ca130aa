use crate::shop::{Shop, date};
use formula::Condition;
use insight::{Period, cohorts, past_runs};
use records::{Door, Draft, Query};
use testkit::for_each_database;
use value::{Id, Value};

/// Three customers of January, one of whom comes back in February and March, and one of March.
fn small_shop(records: &records::Records) -> Shop {
    let mut shop = Shop::with_customers(records, 5);
    for (customer, on, minor) in [
        (0, "2026-01-05", 10_000),
        (0, "2026-02-05", 4_000),
        (0, "2026-02-20", 6_000),
        (0, "2026-03-02", 1_000),
        (1, "2026-01-31", 20_000),
        (2, "2026-01-10", 30_000),
        (2, "2026-03-10", 5_000),
        (3, "2026-03-15", 7_000),
    ] {
        shop.sell(customer, date(on), minor);
    }
    shop.book();
    shop
}

/// Who reads his own customers, and not their margin.
fn seller(shop: &Shop, own: usize) -> Door {
    let door = shop.door();
    let role = door.create(Draft::new("role").set("name", Value::text("seller"))).unwrap().id();
    let grant = Draft::new("role_grant")
        .set("role", Value::Id(role))
        .set("object", Value::text("customer"))
        .set("action", Value::text("read"))
        .set("scope", Value::text("own"));
    door.create(grant).unwrap();
    let rule = Draft::new("role_field")
        .set("role", Value::Id(role))
        .set("object", Value::text("customer"))
        .set("field", Value::text("margin_12m"))
        .set("level", Value::text("hidden"));
    door.create(rule).unwrap();
    let user = Draft::new("user")
        .set("name", Value::text("bo"))
        .set("email", Value::text("bo@example.com"))
        .set("roles", Value::List(vec![Value::Id(role)]));
    let user: Id = door.create(user).unwrap().id();
    let other =
        Draft::new("user").set("name", Value::text("vera")).set("email", Value::text("vera@example.com"));
    let other: Id = door.create(other).unwrap().id();
    for (place, customer) in shop.customers.iter().enumerate() {
        let owner = if place < own { user } else { other };
        door.update(*customer, None, Draft::new("customer").set("owner", Value::Id(owner))).unwrap();
    }
    shop.records.as_user(shop.records.actor(user).unwrap())
}

#[test]
fn cohorts_tell_who_came_back_and_what_he_brought() {
    for_each_database(|company| {
        let shop = small_shop(&company.records);
        shop.run("2026-03-31");
        let found = cohorts(&shop.door(), Period::Month).unwrap();
        assert_eq!(found.as_of.as_deref(), Some("2026-03-31"));
        let names: Vec<&str> = found.cohorts.iter().map(|cohort| cohort.period.period.as_str()).collect();
        assert_eq!(names, ["2026-01", "2026-03"]);
        let january = &found.cohorts[0];
        assert_eq!(january.customers, 3);
        assert_eq!(january.cells.iter().map(|cell| cell.customers).collect::<Vec<_>>(), [3, 1, 2]);
        let turnover = |place: usize| january.cells[place].turnover.as_ref().unwrap().amount.clone();
        assert_eq!([turnover(0), turnover(1), turnover(2)], ["600.00", "100.00", "60.00"]);
        assert_eq!(january.cells[0].margin.as_ref().unwrap().amount, "300.00");
        let quarters = cohorts(&shop.door(), Period::Quarter).unwrap();
        assert_eq!(quarters.cohorts.len(), 1);
        assert_eq!((quarters.cohorts[0].customers, quarters.cohorts[0].cells.len()), (4, 1));
    });
}

#[test]
fn every_cell_has_its_list() {
    for_each_database(|company| {
        let shop = small_shop(&company.records);
        shop.run("2026-03-31");
        for cohort in cohorts(&shop.door(), Period::Month).unwrap().cohorts {
            for cell in cohort.cells {
                let of_cell = Condition::all([
                    Condition::between(
                        "first_purchase_on",
                        Value::Date(date(&cohort.period.from)),
                        Value::Date(date(&cohort.period.to)),
                    ),
                    Condition::contains("purchase_months", Value::text(&cell.period.period)),
                ]);
                let listed = shop.door().count(&Query::of("customer").filter(of_cell)).unwrap();
                assert_eq!(listed, cell.customers, "{} {}", cohort.period.period, cell.period.period);
            }
        }
    });
}

#[test]
fn nobody_learns_more_from_cohorts_than_from_his_customers() {
    for_each_database(|company| {
        let shop = small_shop(&company.records);
        shop.run("2026-03-31");
        let bo = seller(&shop, 2);
        let found = cohorts(&bo, Period::Month).unwrap();
        assert_eq!(found.cohorts.len(), 1);
        let january = &found.cohorts[0];
        assert_eq!(january.cells.iter().map(|cell| cell.customers).collect::<Vec<_>>(), [2, 1, 1]);
        assert_eq!(january.cells[0].turnover.as_ref().unwrap().amount, "300.00");
        assert_eq!(january.cells[0].margin, None, "the margin by month is as hidden as the margin");
        let customer = bo.get("customer", shop.customers[0]).unwrap();
        assert!(customer.object().field("margin_months").is_some());
        assert!(customer.get("margin_months").is_null());
        assert_eq!(past_runs(&bo).unwrap(), []);
        assert_eq!(past_runs(&shop.door()).unwrap().len(), 1);
    });
}

#[test]
fn a_tier_keeps_the_one_before_and_the_day_of_the_change() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 60);
        shop.trade(date("2025-01-01"), date("2026-01-31"));
        shop.run("2026-01-31");
        let first = shop.customer(7);
        assert!(first.get("value_tier_before").is_null());
        assert_eq!(first.get("value_tier_since"), &Value::Date(date("2026-01-31")));
        for week in 0..6 {
            shop.sell(7, date("2026-02-01").saturating_add(jiff::Span::new().weeks(week)), 900_000);
        }
        shop.book();
        shop.run("2026-03-20");
        let moved = shop.customer(7);
        assert_eq!(moved.text("value_tier"), "mvc");
        assert_eq!(moved.text("value_tier_before"), first.text("value_tier"));
        assert_eq!(moved.get("value_tier_since"), &Value::Date(date("2026-03-20")));
        shop.run("2026-03-21");
        assert_eq!(shop.customer(7).get("value_tier_since"), &Value::Date(date("2026-03-20")));
        let runs = past_runs(&shop.door()).unwrap();
        let days: Vec<&str> = runs.iter().map(|run| run.as_of.as_str()).collect();
        assert_eq!(days, ["2026-01-31", "2026-03-20", "2026-03-21"]);
        assert!(runs[0].margin_12m.is_some() && runs[0].tiers.values().sum::<u64>() == runs[0].customers);
    });
}
