use crate::shop::Shop;
use insight::Flow;
use records::Draft;
use sample::{Company, company};
use testkit::for_each_database;
use value::{Date, Id, Value};

const TODAY: Date = jiff::civil::date(2026, 11, 21);
/// Of the demo's customers, to be quick.
const CUSTOMERS: usize = 500;

fn booked(shop: &Shop, demo: &Company) {
    let customers = shop.customers.clone();
    let mut orders = Vec::new();
    let mut lines = Vec::new();
    let door = shop.door();
    for order in
        demo.orders.iter().filter(|order| order.customer.is_some_and(|customer| customer < CUSTOMERS))
    {
        let id = door.transaction(|work| Ok(work.new_id())).unwrap();
        orders.push(
            Draft::new("order")
                .with_id(id)
                .set("customer", Value::Id(customers[order.customer.unwrap()]))
                .set("ordered_on", Value::Date(order.ordered_on))
                .set("status", Value::text(order.status))
                .set("kind", Value::text(order.kind)),
        );
        lines.extend(order.lines.iter().map(|line| {
            Draft::new("order_line")
                .set("order", Value::Id(id))
                .set("amount", Value::Money(crate::shop::cny(line.amount)))
                .set("cost", Value::Money(crate::shop::cny(line.cost)))
                .set("kind", Value::text(line.kind))
        }));
    }
    door.transaction(move |work| {
        work.create_many("order", orders)?;
        work.create_many("order_line", lines)
    })
    .unwrap();
}

#[test]
fn the_demo_company_is_understood_through_the_door() {
    for_each_database(|database| {
        let demo = company(1, TODAY);
        let shop = Shop::with_customers(&database.records, CUSTOMERS);
        booked(&shop, &demo);
        let summary = insight::run(&shop.records, Some(TODAY), &mut |_| Flow::Continue).unwrap();
        assert!(summary.customers > 400);
        assert_eq!(summary.models["mbgnbd"].why.code, "fitted");
        let (mut warned, mut left, mut right) = (0, 0, 0);
        let door = shop.door();
        for (place, id) in shop.customers.iter().enumerate() {
            let record = door.get("customer", *id).unwrap();
            let bought = record.get("purchase_days").as_integer().unwrap_or(0);
            assert_eq!(bought > 0, !record.get("value_tier").is_null());
            if bought < 2 {
                continue;
            }
            let at_risk = record.text("risk") != "none";
            let gone = !demo.truths[place].alive;
            warned += u32::from(at_risk);
            left += u32::from(gone);
            right += u32::from(at_risk && gone);
        }
        println!("recall {right}/{left}, precision {right}/{warned}");
        assert!(right * 10 > left * 7 && right * 10 > warned * 5);
        the_influential_are_found(&shop, &demo);
        let strangers: Vec<Id> = shop.customers.clone();
        assert_eq!(strangers.len() as u64, summary.customers + summary.without_purchase);
    });
}

/// How many of the ranking are looked at: as many as somebody thanks in a month.
const THANKED: usize = 20;

/// By what those whom each brought will truly bring, the best of the ranking against the best by a simple count and by
/// own revenue.
fn the_influential_are_found(shop: &Shop, demo: &Company) {
    let door = shop.door();
    let mut direct = vec![0; CUSTOMERS];
    let mut truth = vec![0.0; CUSTOMERS];
    for (place, customer) in demo.customers.iter().take(CUSTOMERS).enumerate() {
        let Some(by) = customer.referred_by else { continue };
        let draft = Draft::new("customer").set("referred_by", Value::Id(shop.customers[by]));
        door.update(shop.customers[place], None, draft).unwrap();
        direct[by] += 1;
        let (mut up, mut part) = (Some(by), 1.0);
        while let Some(one) = up {
            truth[one] += part * demo.truths[place].expected_margin_12m as f64;
            (up, part) = (demo.customers[one].referred_by, part / 2.0);
        }
    }
    let of_best = |mut places: Vec<usize>, by: &dyn Fn(usize) -> f64| -> f64 {
        places.sort_by(|a, b| by(*b).total_cmp(&by(*a)));
        places.iter().take(THANKED).map(|at| truth[*at]).sum()
    };
    let all: Vec<usize> = (0..CUSTOMERS).collect();
    let ranking = insight::influence(&door).unwrap();
    assert_eq!(ranking.measure, Some("clv_12m"));
    assert_eq!(ranking.brought as usize, direct.iter().sum::<usize>());
    let place = |id: &str| shop.customers.iter().position(|own| own.with_prefix("cus") == id).unwrap();
    let ours: f64 = ranking.top.iter().take(THANKED).map(|one| truth[place(&one.id)]).sum();
    let best = of_best(all.clone(), &|at| truth[at]);
    let by_count = of_best(all.clone(), &|at| f64::from(direct[at] as u32));
    let revenue = |at: usize| {
        let customer = door.get("customer", shop.customers[at]).unwrap();
        customer.get("turnover_12m").as_money().map_or(0.0, |money| money.minor as f64)
    };
    let revenues: Vec<f64> = (0..CUSTOMERS).map(revenue).collect();
    assert!(revenues.iter().filter(|revenue| **revenue > 0.0).count() > THANKED);
    let by_revenue = of_best(all, &|at| revenues[at]);
    println!(
        "{} bring others; influence found by the first {THANKED}: {:.3}, by number brought {:.3}, by own revenue {:.3}",
        ranking.bringing,
        ours / best,
        by_count / best,
        by_revenue / best
    );
    assert!(ours > by_count && ours > by_revenue && ours > 0.7 * best);
}
