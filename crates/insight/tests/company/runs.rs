use crate::shop::{Shop, date};
use formula::Condition;
use insight::{Error, Flow, Stage};
use records::Query;
use testkit::for_each_database;
use value::Value;

const TODAY: &str = "2026-03-01";

#[test]
fn a_run_writes_figures_history_alerts_and_itself() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 150);
        shop.trade(date("2025-01-01"), date(TODAY));
        let summary = shop.run(TODAY);
        assert_eq!(summary.customers, 150);
        assert_eq!(summary.tiers.values().sum::<u64>(), 150);
        assert_eq!(summary.segments.values().sum::<u64>(), 150);
        assert_eq!((summary.written, summary.history), (150, 150));
        assert!(summary.models.values().any(|model| model.used && model.log_likelihood.is_some()));
        let customer = shop.customer(1);
        for figure in
            ["value_tier", "risk", "rfm_segment", "clv_12m", "p_order_13w", "value_reason", "risk_reason"]
        {
            assert!(!customer.get(figure).is_null(), "{figure}");
        }
        assert_eq!(customer.get("valued_on"), &Value::Date(date(TODAY)));
        assert_eq!(customer.version(), 1, "figures are no new version");
        let history = shop.all(&Query::of("value_history"));
        assert_eq!(history.len(), 150);
        let alerts = shop.all(&Query::of("alert"));
        assert_eq!(alerts.len() as u64, summary.alerts.opened + summary.alerts.held_out);
        assert!(!alerts.is_empty());
        let run = shop.all(&Query::of("insight_run")).pop().unwrap();
        assert_eq!(run.text("state"), "done");
        let Value::Json(kept) = run.get("summary") else { panic!("{run:?}") };
        let kept: insight::Summary = serde_json::from_value(kept.clone()).unwrap();
        assert_eq!((kept.as_of, kept.tiers, kept.segments), (summary.as_of, summary.tiers, summary.segments));
        assert_eq!((kept.alerts, kept.gate), (summary.alerts, summary.gate));
    });
}

#[test]
fn the_same_day_again_writes_nothing() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 120);
        shop.trade(date("2025-01-01"), date(TODAY));
        let first = shop.run(TODAY);
        let second = shop.run(TODAY);
        assert_eq!((second.written, second.history), (0, 0));
        assert_eq!(second.alerts, insight::AlertCount::default());
        assert_eq!((first.tiers, first.segments), (second.tiers, second.segments));
        assert_eq!(first.models, second.models);
    });
}

#[test]
fn what_came_later_is_not_known_on_an_earlier_day() {
    for_each_database(|company| {
        let mut then = Shop::with_customers(&company.records, 120);
        then.trade(date("2025-01-01"), date("2025-11-01"));
        let known = then.run("2025-10-31");
        let before: Vec<Value> = (0..120).map(|place| then.customer(place).get("clv_12m").clone()).collect();
        for customer in 0..120 {
            then.sell(customer, date("2025-12-24"), 900_000);
        }
        then.book();
        let looking_back = then.run("2025-10-31");
        assert_eq!(known.models, looking_back.models);
        assert_eq!(known.tiers, looking_back.tiers);
        assert_eq!(looking_back.written, 0);
        let after: Vec<Value> = (0..120).map(|place| then.customer(place).get("clv_12m").clone()).collect();
        assert_eq!(before, after);
        let later = then.run("2025-12-31");
        assert_ne!(then.customer(3).get("clv_12m"), &before[3]);
        let back_again = then.run("2025-10-31");
        assert_ne!(later.models, known.models);
        assert_eq!((back_again.tiers, back_again.segments), (known.tiers, known.segments));
    });
}

#[test]
fn history_grows_with_changes_and_once_a_month() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 100);
        shop.trade(date("2025-01-01"), date("2025-12-01"));
        shop.run("2025-12-01");
        let next_day = shop.run("2025-12-02");
        assert!(next_day.history < 20, "{}", next_day.history);
        assert!(next_day.written == 100, "every figure carries its day");
        let next_month = shop.run("2026-01-05");
        assert_eq!(next_month.history, 100);
        let one = Condition::eq("customer", Value::Id(shop.customers[5]));
        let rows = shop.all(&Query::of("value_history").filter(one).sort("on"));
        assert!(rows.len() >= 2);
        assert_eq!(rows.last().unwrap().get("on"), &Value::Date(date("2026-01-05")));
    });
}

#[test]
fn a_stopped_run_says_so() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 10);
        shop.trade(date("2025-06-01"), date(TODAY));
        let stopped = insight::run(&shop.records, None, &mut |progress| match progress.stage {
            Stage::Fitting => Flow::Stop,
            Stage::Reading | Stage::Writing | Stage::Alerting => Flow::Continue,
        });
        assert!(matches!(stopped, Err(Error::Stopped)));
        let run = shop.all(&Query::of("insight_run")).pop().unwrap();
        assert_eq!(run.text("state"), "failed");
        let Value::Json(error) = run.get("error") else { panic!("{run:?}") };
        assert_eq!(error["code"], "stopped");
        assert!(shop.customer(0).get("value_tier").is_null());
    });
}

#[test]
fn where_orders_have_stopped_the_day_after_the_last_one_is_what_counts() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 120);
        shop.trade(date("2024-01-01"), date("2025-01-31"));
        let last = shop.all(&Query::of("order").sort("-ordered_on").limit(1));
        let last = last[0].get("ordered_on").as_date().unwrap();
        let day = insight::usual_day(&shop.records).unwrap();
        assert_eq!(day, last.tomorrow().unwrap());
        let summary = insight::run(&shop.records, None, &mut |_| Flow::Continue).unwrap();
        assert_eq!(summary.as_of, day.to_string());
        let told = summary.gate.iter().find(|note| note.code == "looks_back").unwrap();
        assert!(told.params["days"].as_i64().unwrap() > 60, "{told:?}");
        assert!(shop.run("2025-02-01").gate.iter().all(|note| note.code != "looks_back"));
        let late = shop.run("2025-12-01");
        assert!(late.gate.iter().any(|note| note.code == "no_recent_order"), "{:?}", late.gate);
    });
}
