use crate::shop::{Shop, date};
use insight::{customer_card, overview, value_history};
use records::{Door, Draft, Error};
use testkit::for_each_database;
use value::{Id, Value};

const TODAY: &str = "2026-03-01";

fn person(shop: &Shop, name: &str, fields: &[(&str, &str)]) -> Id {
    let door = shop.door();
    let role = door.create(Draft::new("role").set("name", Value::text(name))).unwrap().id();
    for (object, scope) in [("customer", "own"), ("order", "all")] {
        let grant = Draft::new("role_grant")
            .set("role", Value::Id(role))
            .set("object", Value::text(object))
            .set("action", Value::text("read"))
            .set("scope", Value::text(scope));
        door.create(grant).unwrap();
    }
    for (field, level) in fields {
        let rule = Draft::new("role_field")
            .set("role", Value::Id(role))
            .set("object", Value::text("customer"))
            .set("field", Value::text(*field))
            .set("level", Value::text(*level));
        door.create(rule).unwrap();
    }
    let user = Draft::new("user")
        .set("name", Value::text(name))
        .set("email", Value::text(format!("{name}@example.com")))
        .set("roles", Value::List(vec![Value::Id(role)]));
    door.create(user).unwrap().id()
}

fn gives(shop: &Shop, customers: std::ops::Range<usize>, owner: Id) {
    for place in customers {
        let draft = Draft::new("customer").set("owner", Value::Id(owner));
        shop.door().update(shop.customers[place], None, draft).unwrap();
    }
}

fn door_of(shop: &Shop, user: Id) -> Door {
    shop.records.as_user(shop.records.actor(user).unwrap())
}

#[test]
fn everybody_sees_the_overview_of_his_own_customers() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 150);
        shop.trade(date("2025-01-01"), date(TODAY));
        shop.run(TODAY);
        let (bo, vera) = (person(&shop, "bo", &[]), person(&shop, "vera", &[("margin_12m", "hidden")]));
        gives(&shop, 0..100, bo);
        gives(&shop, 100..150, vera);
        let all = overview(&shop.door()).unwrap();
        assert_eq!(all.customers, 150);
        assert_eq!(all.tiers.iter().map(|tier| tier.customers).sum::<u64>(), 150);
        assert_eq!(all.pareto.len(), 101);
        assert!((all.tiers.iter().map(|tier| tier.share_margin).sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(!all.running);
        assert!(!all.grid.is_empty());
        let bos = overview(&door_of(&shop, bo)).unwrap();
        assert_eq!(bos.customers, 100);
        let last = bos.last.unwrap();
        assert_eq!(last["as_of"], TODAY);
        assert_eq!(last["customers"], 100, "the company's numbers stay the company's");
        assert!(!last.contains_key("orders"));
        let veras = overview(&door_of(&shop, vera)).unwrap();
        assert_eq!(veras.customers, 50);
        assert_eq!(veras.tiers[0].margin_12m, None);
        assert!(veras.tiers[0].clv_12m.is_some());
        assert!(veras.pareto.is_empty());
    });
}

#[test]
fn the_card_tells_rhythm_products_and_why() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 130);
        shop.trade(date("2025-01-01"), date(TODAY));
        shop.run(TODAY);
        let (bo, vera) = (person(&shop, "bo", &[]), person(&shop, "vera", &[("clv_12m", "hidden")]));
        let regular =
            (0..130).find(|place| shop.customer(*place).get("purchase_days").as_integer() > Some(4)).unwrap();
        let other = if regular == 2 { 3 } else { 2 };
        gives(&shop, regular..regular + 1, bo);
        gives(&shop, other..other + 1, vera);
        let card = customer_card(&door_of(&shop, bo), shop.customers[regular]).unwrap();
        assert!(card.rhythm.purchases.is_sorted());
        assert!(card.rhythm.purchases.len() > 1 && card.rhythm.median_gap_days.unwrap() > 0.0);
        assert!(card.why["en"].as_str().unwrap().contains("NBD"), "{:?}", card.why);
        let json = serde_json::to_value(&card).unwrap();
        assert!(json["value_tier"].is_string(), "figures stand beside the rest");
        assert!(json["clv_12m"]["amount"].is_string());
        let outside = customer_card(&door_of(&shop, bo), shop.customers[other]);
        assert!(matches!(outside, Err(Error::NotFound)));
        assert!(matches!(value_history(&door_of(&shop, bo), shop.customers[other]), Err(Error::NotFound)));
        let veras = customer_card(&door_of(&shop, vera), shop.customers[other]).unwrap();
        assert!(!veras.figures.contains_key("clv_12m"));
        let history = value_history(&door_of(&shop, vera), shop.customers[other]).unwrap();
        assert_eq!(history.len(), 1);
        assert_eq!(history[0]["on"], TODAY);
        assert!(history[0].contains_key("value_tier") && !history[0].contains_key("clv_12m"));
    });
}

#[test]
fn the_best_products_come_first() {
    for_each_database(|company| {
        let shop = Shop::with_customers(&company.records, 1);
        let door = shop.door();
        let order = Draft::new("order")
            .set("customer", Value::Id(shop.customers[0]))
            .set("ordered_on", Value::Date(date("2026-02-01")))
            .set("status", Value::text("done"));
        let order = door.create(order).unwrap().id();
        for (code, minor) in [("tea", 500), ("cup", 9_000), ("pot", 700)] {
            let product = Draft::new("product").set("code", Value::text(code)).set("name", Value::text(code));
            let product = door.create(product).unwrap().id();
            let line = Draft::new("order_line")
                .set("order", Value::Id(order))
                .set("product", Value::Id(product))
                .set("amount", Value::Money(crate::shop::cny(minor)));
            door.create(line).unwrap();
        }
        let card = customer_card(&door, shop.customers[0]).unwrap();
        let names: Vec<&str> = card.top_products.iter().map(|top| top.product.title.as_str()).collect();
        assert_eq!(names, ["cup", "pot", "tea"]);
        assert_eq!(card.top_products[0].amount.as_ref().unwrap().amount, "90.00");
        assert!(card.top_products[0].product.id.starts_with("prd_"));
    });
}

#[test]
fn influence_ends_where_the_reach_ends() {
    for_each_database(|company| {
        let mut shop = Shop::with_customers(&company.records, 150);
        shop.trade(date("2025-01-01"), date(TODAY));
        shop.run(TODAY);
        let (bo, vera) = (person(&shop, "bo", &[]), person(&shop, "vera", &[("clv_12m", "hidden")]));
        let blind = person(&shop, "blind", &[("referred_by", "hidden")]);
        gives(&shop, 0..10, bo);
        gives(&shop, 10..20, vera);
        gives(&shop, 20..30, blind);
        for (place, by) in [(1, 0), (2, 1), (11, 0), (12, 11), (13, 11), (21, 20), (31, 30), (30, 31)] {
            let draft = Draft::new("customer").set("referred_by", Value::Id(shop.customers[by]));
            shop.door().update(shop.customers[place], None, draft).unwrap();
        }
        let all = insight::influence(&shop.door()).unwrap();
        assert_eq!((all.customers, all.brought, all.in_loops), (150, 8, 2));
        let of = |ranking: &insight::InfluenceRanking, place: usize| {
            let id = shop.customers[place].with_prefix("cus");
            ranking.top.iter().find(|one| one.id == id).cloned()
        };
        let first = of(&all, 0).unwrap();
        assert_eq!((first.direct, first.downstream, first.depth), (2, 5, 2));
        let his = insight::influence(&door_of(&shop, bo)).unwrap();
        assert_eq!((his.customers, his.brought, his.measure), (130, 4, Some("clv_12m")));
        assert_eq!(of(&his, 0).map(|one| (one.direct, one.downstream)), Some((1, 2)), "Vera's count nothing");
        assert_eq!((his.top.len(), his.in_loops), (2, 2), "a circle counts for nobody");
        let on_his_page = insight::referrals(&door_of(&shop, bo), shop.customers[0]).unwrap();
        assert_eq!(on_his_page.credited, of(&his, 0).unwrap().credited, "page and ranking say the same");
        let hers = insight::influence(&door_of(&shop, vera)).unwrap();
        assert_eq!((hers.measure, of(&hers, 11).unwrap().direct), (Some("margin_12m"), 2));
        let unseen = insight::influence(&door_of(&shop, blind)).unwrap();
        assert!(unseen.top.is_empty() && unseen.brought == 0);
    });
}
