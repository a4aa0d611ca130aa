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
        let strangers: Vec<Id> = shop.customers.clone();
        assert_eq!(strangers.len() as u64, summary.customers + summary.without_purchase);
    });
}
