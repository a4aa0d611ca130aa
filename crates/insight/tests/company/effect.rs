use crate::shop::{Shop, date};
use formula::Condition;
use insight::effect;
use records::{Draft, Query};
use serde_json::json;
use testkit::for_each_database;
use value::Value;

fn count(shop: &Shop, status: &str) -> usize {
    shop.all(&Query::of("alert").filter(Condition::eq("status", Value::text(status))).sort("id")).len()
}

#[test]
fn held_out_customers_are_recorded_offered_to_nobody_and_released_when_it_ends() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 200);
        shop.trade(date("2025-01-01"), date("2026-03-01"));
        shop.records.set_setting("insight.holdout_share", json!(0.4)).unwrap();
        let summary = shop.run("2026-03-01");
        let (open, held) = (count(&shop, "open"), count(&shop, "held_out"));
        assert_eq!((summary.alerts.opened, summary.alerts.held_out), (open as u64, held as u64));
        assert!(held > 0 && open > held, "{held} of {}", held + open);
        let door = shop.door();
        let groups = shop.all(&Query::of("alert").sort("id"));
        for alert in &groups {
            let held = insight::held_out(&door, alert.get("customer").as_id().unwrap()).unwrap().unwrap();
            assert_eq!(alert.text("trial_group"), if held { "held_out" } else { "offered" });
        }
        shop.run("2026-03-02");
        assert!(count(&shop, "held_out") > 0, "the draw is the same on the next day");
        shop.records.set_setting("insight.holdout_share", json!(0)).unwrap();
        shop.run("2026-03-02");
        assert_eq!(count(&shop, "held_out"), 0);
        assert!(
            shop.all(&Query::of("alert").filter(Condition::eq("status", Value::text("open"))).sort("id"))
                .iter()
                .all(|alert| alert.text("trial_group") != "held_out")
        );
    });
}

#[test]
fn what_offering_changed_is_measured_and_too_few_are_said() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 120);
        let today = company.records.clock().now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let opened = today.saturating_sub(jiff::Span::new().days(120));
        for customer in 0..120 {
            let held = customer >= 80;
            let before = opened.saturating_sub(jiff::Span::new().days(40));
            shop.sell(customer, before, 10_000);
            shop.sell(customer, opened, 10_000);
            for week in 0..(if held { 1 } else { 3 }) + customer as i32 % 2 {
                shop.sell(customer, opened.saturating_add(jiff::Span::new().weeks(week + 1)), 10_000);
            }
            shop.sell(customer, opened.saturating_add(jiff::Span::new().days(100)), 10_000);
        }
        shop.book();
        let alert = |shop: &Shop, customer: usize| {
            let group = if customer >= 80 { "held_out" } else { "offered" };
            let draft = Draft::new("alert")
                .set("customer", Value::Id(shop.customers[customer]))
                .set("kind", Value::text("leaving"))
                .set("status", Value::text(if customer < 20 { "done" } else { "dismissed" }))
                .set("trial_group", Value::text(group))
                .set("opened_on", Value::Date(opened));
            shop.door().create(draft).unwrap();
        };
        (60..100).for_each(|customer| alert(&shop, customer));
        let few = effect(&shop.door()).unwrap();
        assert_eq!((few.followed[1].customers, few.followed[2].customers), (20, 20));
        assert!(few.orders.is_none() && few.margin.is_none(), "twenty are too few");
        (0..60).chain(100..120).for_each(|customer| alert(&shop, customer));
        let found = effect(&shop.door()).unwrap();
        let customers: Vec<u64> = found.followed.iter().map(|group| group.customers).collect();
        assert_eq!(customers, [20, 80, 40]);
        assert_eq!((found.followed[1].orders, found.followed[2].orders), (Some(3.5), Some(1.5)));
        assert_eq!(found.followed[1].orders_before, Some(2.0), "the day itself comes before");
        let orders = found.orders.unwrap();
        assert!(orders.difference == 2.0 && orders.interval[0] > 1.5 && orders.interval[1] < 2.5);
        assert!(orders.p < 0.001);
        assert_eq!(found.margin.unwrap().difference.amount, "100.00", "two orders of fifty margin each");
        assert_eq!((found.kinds[0].offered, found.kinds[0].acted, found.kinds[0].dismissed), (80, 20, 60));
        assert!(found.ratio.unwrap().p < 0.001, "40 of 120 are not the 5 % that were to be held out");
    });
}
