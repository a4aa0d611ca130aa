use crate::shop::{Shop, date};
use formula::Condition;
use records::{Draft, Query, Record};
use serde_json::json;
use testkit::for_each_database;
use value::Value;

fn alerts(shop: &Shop, kind: &str) -> Vec<Record> {
    shop.all(&Query::of("alert").filter(Condition::eq("kind", Value::text(kind))).sort("id"))
}

/// Customers of whom the first is silent for many times his gap on 2026-03-01.
fn shop_with_a_leaver(records: &records::Records) -> Shop {
    let mut shop = Shop::with_customers(records, 120);
    for week in 0..40 {
        shop.sell(0, date("2025-01-06").saturating_add(jiff::Span::new().weeks(week)), 80_000);
    }
    shop.trade(date("2025-01-01"), date("2026-03-01"));
    shop
}

#[test]
fn an_alert_opens_is_kept_up_to_date_and_closes_when_he_buys_again() {
    for_each_database(|company| {
        let mut shop = shop_with_a_leaver(&company.records);
        shop.run("2026-03-01");
        let leaver = shop.customers[0];
        let of_leaver = |shop: &Shop| {
            let mut found = alerts(shop, "leaving");
            found.retain(|alert| alert.get("customer").as_id() == Some(leaver));
            found
        };
        let opened = of_leaver(&shop);
        assert_eq!(opened.len(), 1);
        assert_eq!(opened[0].text("status"), "open");
        assert_eq!(opened[0].get("opened_on"), &Value::Date(date("2026-03-01")));
        assert!(opened[0].get("at_stake").as_money().unwrap().minor > 0);
        let Value::Json(reason) = opened[0].get("reason") else { panic!() };
        assert!(reason["en"].as_str().unwrap().contains("silent for"), "{reason}");
        assert!(reason["zh-Hant"].as_str().unwrap().contains("沒有動靜"), "{reason}");
        shop.run("2026-03-02");
        let kept = of_leaver(&shop);
        assert_eq!(kept.len(), 1, "never two of a kind");
        assert_ne!(kept[0].get("reason"), opened[0].get("reason"));
        shop.sell(0, date("2026-03-03"), 80_000);
        shop.book();
        shop.run("2026-03-04");
        let closed = of_leaver(&shop);
        assert_eq!(closed.len(), 1);
        assert_eq!(closed[0].text("status"), "done");
        assert_eq!(closed[0].text("outcome"), "no longer holds");
    });
}

#[test]
fn a_snoozed_alert_rests_until_its_day() {
    for_each_database(|company| {
        let shop = shop_with_a_leaver(&company.records);
        shop.run("2026-03-01");
        let alert = alerts(&shop, "leaving").remove(0);
        let rest = Draft::new("alert")
            .set("status", Value::text("snoozed"))
            .set("snoozed_until", Value::Date(date("2026-03-10")));
        shop.door().update(alert.id(), None, rest).unwrap();
        shop.run("2026-03-05");
        assert_eq!(shop.door().get("alert", alert.id()).unwrap().text("status"), "snoozed");
        shop.run("2026-03-10");
        let awake = shop.door().get("alert", alert.id()).unwrap();
        assert_eq!(awake.text("status"), "open");
        assert!(awake.get("snoozed_until").is_null());
    });
}

#[test]
fn a_dismissed_alert_stays_quiet_for_sixty_days() {
    for_each_database(|company| {
        let shop = shop_with_a_leaver(&company.records);
        shop.run("2026-03-01");
        let alert = alerts(&shop, "leaving").remove(0);
        let customer = alert.get("customer").as_id();
        let dismissed = Draft::new("alert")
            .set("status", Value::text("dismissed"))
            .set("dismissed_because", Value::text("moved away"));
        shop.door().update(alert.id(), None, dismissed).unwrap();
        let living = |shop: &Shop| {
            let list = alerts(shop, "leaving");
            list.iter()
                .filter(|one| one.get("customer").as_id() == customer && one.text("status") == "open")
                .count()
        };
        shop.run("2026-03-20");
        assert_eq!(living(&shop), 0);
        let later = shop.run("2026-05-01");
        assert!(later.alerts.opened > 0);
        assert_eq!(living(&shop), 1);
        assert_eq!(shop.door().get("alert", alert.id()).unwrap().text("status"), "dismissed");
    });
}

#[test]
fn losses_growth_first_repeats_and_due_reorders_are_noticed() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 140);
        for week in 0..20 {
            let on = date("2025-10-06").saturating_add(jiff::Span::new().weeks(week));
            shop.take(crate::shop::Sale {
                customer: 1,
                on,
                amount: crate::shop::cny(50_000),
                cost: Some(200_000),
                kind: "sale",
                status: "done",
            });
        }
        shop.trade(date("2025-01-01"), date("2026-03-01"));
        shop.records.set_setting("insight.unit_costs.visit", json!(1)).unwrap();
        shop.run("2026-03-01");
        for kind in ["leaving", "reorder_due", "growth", "below_zero"] {
            assert!(!alerts(&shop, kind).is_empty(), "{kind}");
        }
        let loss = alerts(&shop, "below_zero");
        assert_eq!(
            loss.iter().filter_map(|alert| alert.get("customer").as_id()).collect::<Vec<_>>(),
            [shop.customers[1]]
        );
    });
}
