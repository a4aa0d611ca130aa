use crate::shop::{Sale, Shop, cny, date};
use insight::Summary;
use records::Draft;
use serde_json::json;
use testkit::for_each_database;
use value::{Currency, Decimal, Money, Value};

const TODAY: &str = "2026-03-01";

fn says(summary: &Summary, code: &str) -> bool {
    summary.gate.iter().any(|note| note.code == code)
}

#[test]
fn without_orders_there_is_nothing_to_say() {
    for_each_database(|company| {
        let shop = Shop::with_customers(&company.records, 3);
        let summary = shop.run(TODAY);
        assert_eq!((summary.customers, summary.without_purchase), (0, 3));
        assert!(says(&summary, "no_orders"));
        assert_eq!(summary.tiers["mvc"], 0);
        assert!(shop.customer(0).get("value_tier").is_null());
    });
}

#[test]
fn a_handful_of_customers_gets_no_fitted_model_and_is_told() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 4);
        for customer in 0..4 {
            for month in 1..=6 {
                shop.sell(customer, jiff::civil::date(2025, month, 1 + customer as i8), 10_000);
            }
        }
        shop.book();
        let summary = shop.run(TODAY);
        assert!(says(&summary, "too_few_customers"), "{:?}", summary.gate);
        assert_eq!(summary.models["nbd"].why.code, "too_little");
        assert_eq!(summary.models["nbd"].log_likelihood, None);
        let customer = shop.customer(2);
        assert!(customer.get("p_alive").is_null(), "no model, no chance to be alive");
        let Value::Json(reason) = customer.get("value_reason") else { panic!() };
        assert!(reason["en"].as_str().unwrap().contains("too few orders"), "{reason}");
    });
}

#[test]
fn amounts_without_a_rate_are_left_out_and_said() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 2);
        let usd: Currency = "USD".parse().unwrap();
        for month in 7..=9 {
            let on = jiff::civil::date(2025, month, 3);
            let amount = Money::new(10_000, usd);
            shop.take(Sale { customer: 0, on, amount, cost: Some(4_000), kind: "sale", status: "done" });
            shop.sell(1, on, 10_000);
        }
        shop.book();
        let summary = shop.run(TODAY);
        assert!(says(&summary, "rate_missing"));
        let customer = shop.customer(0);
        assert_eq!(customer.get("turnover_12m"), &Value::Money(cny(0)));
        assert_eq!(customer.get("purchase_days"), &Value::Integer(3), "he bought all the same");
        let Value::Json(reason) = customer.get("value_reason") else { panic!() };
        assert!(reason["zh-Hans"].as_str().unwrap().contains("USD"), "{reason}");
        let rate = Draft::new("exchange_rate")
            .set("from_currency", Value::text("USD"))
            .set("to_currency", Value::text("CNY"))
            .set("rate", Value::Decimal(Decimal::new(7, 0)))
            .set("valid_on", Value::Date(date("2025-08-01")));
        shop.door().create(rate).unwrap();
        shop.run(TODAY);
        assert_eq!(shop.customer(0).get("turnover_12m"), &Value::Money(cny(140_000)));
        assert_eq!(shop.customer(0).get("margin_12m"), &Value::Money(cny(84_000)));
    });
}

#[test]
fn returns_and_cancellations_are_taken_off_and_drafts_do_not_count() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 3);
        let sale = |customer, on: &str, minor, kind, status| Sale {
            customer,
            on: date(on),
            amount: cny(minor),
            cost: None,
            kind,
            status,
        };
        shop.take(sale(0, "2025-05-01", 10_000, "sale", "done"));
        shop.take(sale(0, "2025-06-01", 6_000, "sale", "done"));
        shop.take(sale(0, "2025-06-09", -2_000, "return", "done"));
        shop.take(sale(0, "2025-07-01", -1_000, "cancellation", "done"));
        shop.take(sale(0, "2025-08-01", 0, "free", "done"));
        shop.take(sale(0, "2025-09-01", 50_000, "sale", "draft"));
        shop.take(sale(0, "2025-09-02", 50_000, "sale", "cancelled"));
        shop.take(sale(1, "2025-06-09", -3_000, "return", "done"));
        shop.book();
        let summary = shop.run(TODAY);
        assert_eq!(summary.customers, 1);
        assert!(says(&summary, "margin_assumed"));
        let customer = shop.customer(0);
        assert_eq!(customer.get("purchase_days"), &Value::Integer(2));
        assert_eq!(customer.get("turnover_12m"), &Value::Money(cny(13_000)));
        assert_eq!(customer.get("margin_12m"), &Value::Money(cny(3_900)), "30 % where no cost is known");
        assert_eq!(customer.get("last_purchase_on"), &Value::Date(date("2025-06-01")));
        let only_returns = shop.customer(1);
        assert!(only_returns.get("value_tier").is_null());
        assert_eq!(only_returns.get("turnover_12m"), &Value::Money(cny(-3_000)));
    });
}

#[test]
fn a_customer_who_costs_more_than_he_brings_lies_below_zero() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 130);
        shop.trade(date("2025-01-01"), date(TODAY));
        for _ in 0..40 {
            let visit = Draft::new("activity")
                .set("subject", Value::text("visit"))
                .set("kind", Value::text("visit"))
                .set("state", Value::text("held"))
                .set("happened_at", Value::Moment("2026-01-10T02:00:00Z".parse().unwrap()))
                .set("customer", Value::Id(shop.customers[0]));
            shop.door().create(visit).unwrap();
        }
        let free = shop.run(TODAY);
        assert_eq!(free.tiers["bz"], 0, "until unit costs are set nobody costs anything");
        shop.records.set_setting("insight.unit_costs.visit", json!(250)).unwrap();
        let summary = shop.run(TODAY);
        assert_eq!(summary.tiers["bz"], 1);
        let customer = shop.customer(0);
        assert_eq!(customer.text("value_tier"), "bz");
        assert_eq!(customer.get("cost_to_serve_12m"), &Value::Money(cny(1_000_000)));
        let Value::Json(reason) = customer.get("value_reason") else { panic!() };
        assert!(reason["en"].as_str().unwrap().contains("¥10,000"), "{reason}");
    });
}

#[test]
fn strange_orders_break_nothing() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 6);
        let huge = 9_007_199_254_740_991;
        for (customer, on, minor, kind) in [
            (0, "2025-03-01", -500, "return"),
            (0, "2025-04-01", 700, "sale"),
            (1, "1900-01-01", 900, "sale"),
            (1, "2999-12-31", 900, "sale"),
            (2, "2026-03-01", 100, "sale"),
            (2, "2026-03-01", 100, "sale"),
            (3, "2025-03-02", huge, "sale"),
            (3, "2025-09-02", huge, "sale"),
            (4, "2025-03-02", 0, "sale"),
            (5, "2025-03-02", -huge, "return"),
        ] {
            shop.take(Sale { customer, on: date(on), amount: cny(minor), cost: None, kind, status: "done" });
        }
        shop.book();
        let summary = shop.run(TODAY);
        assert_eq!(summary.customers, 5);
        assert_eq!(shop.customer(2).get("purchase_days"), &Value::Integer(1));
        assert_eq!(shop.customer(1).get("purchase_days"), &Value::Integer(1), "2999 has not come yet");
        assert!(!serde_json::to_string(&summary).unwrap().contains("null,null"));
        for place in 0..6 {
            for value in shop.customer(place).values() {
                assert!(!format!("{value:?}").contains("NaN"), "{value:?}");
            }
        }
        shop.run("1900-01-01");
        shop.run("2999-12-31");
    });
}

#[test]
fn a_wrong_setting_is_named() {
    for_each_database(|company| {
        let shop = Shop::with_customers(&company.records, 1);
        shop.records.set_setting("insight.mvc_margin_share", json!(80)).unwrap();
        let refused = insight::run(&shop.records, None, &mut |_| insight::Flow::Continue).unwrap_err();
        assert_eq!(refused.to_string(), "setting insight.mvc_margin_share: 80 is not a number from 0 to 1");
    });
}
