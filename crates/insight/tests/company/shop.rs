use insight::{Flow, Summary};
use jiff::ToSpan;
use records::{Door, Draft, Query, Record, Records};
use value::{Currency, Date, Id, Money, Value};

/// A small company that the tests trade with.
pub struct Shop {
    pub records: Records,
    pub customers: Vec<Id>,
    sold: Vec<Sale>,
}

/// An order of one line.
#[derive(Debug, Clone, Copy)]
pub struct Sale {
    pub customer: usize,
    pub on: Date,
    pub amount: Money,
    pub cost: Option<i64>,
    pub kind: &'static str,
    pub status: &'static str,
}

pub fn cny(minor: i64) -> Money {
    Money::new(minor, Currency::CNY)
}

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

impl Shop {
    pub fn with_customers(records: &Records, count: usize) -> Shop {
        let drafts = (0..count)
            .map(|number| Draft::new("customer").set("name", Value::text(format!("Customer {number}"))))
            .collect();
        let door = records.as_system("test");
        let customers = door.transaction(move |work| work.create_many("customer", drafts)).unwrap();
        Shop { records: records.clone(), customers, sold: Vec::new() }
    }

    pub fn door(&self) -> Door {
        self.records.as_system("test")
    }

    /// Notes a sale for the next `book`.
    pub fn sell(&mut self, customer: usize, on: Date, minor: i64) {
        let cost = Some(minor / 2);
        self.take(Sale { customer, on, amount: cny(minor), cost, kind: "sale", status: "done" });
    }

    pub fn take(&mut self, sale: Sale) {
        self.sold.push(sale);
    }

    /// Writes what was sold since the last time.
    pub fn book(&mut self) {
        let sold = std::mem::take(&mut self.sold);
        let customers = self.customers.clone();
        let write = move |work: &mut records::Work<'_, '_>| {
            let mut orders = Vec::with_capacity(sold.len());
            let mut lines = Vec::with_capacity(sold.len());
            for sale in sold {
                let order = work.new_id();
                let kind = if sale.kind == "return" { "return" } else { "sale" };
                orders.push(
                    Draft::new("order")
                        .with_id(order)
                        .set("customer", Value::Id(customers[sale.customer]))
                        .set("ordered_on", Value::Date(sale.on))
                        .set("status", Value::text(sale.status))
                        .set("kind", Value::text(kind)),
                );
                let cost = sale
                    .cost
                    .map_or(Value::Null, |cost| Value::Money(Money::new(cost, sale.amount.currency)));
                lines.push(
                    Draft::new("order_line")
                        .set("order", Value::Id(order))
                        .set("amount", Value::Money(sale.amount))
                        .set("cost", cost)
                        .set("kind", Value::text(sale.kind)),
                );
            }
            work.create_many("order", orders)?;
            work.create_many("order_line", lines)
        };
        self.door().transaction(write).unwrap();
    }

    /// Everybody buys at a rhythm of his own up to `last`: many enough for the models.
    pub fn trade(&mut self, first: Date, last: Date) {
        let mut dice = Dice(11);
        for customer in 0..self.customers.len() {
            let gap = 8.0 + 70.0 * dice.unit() * dice.unit();
            let leaves = if dice.unit() < 0.35 { 0.25 + dice.unit() } else { 2.0 };
            let span = (last - first).get_days();
            let mut day = 60.0 * dice.unit();
            while day < f64::from(span) && day < leaves * f64::from(span) {
                let on = first.saturating_add((day as i64).days());
                self.sell(customer, on, 5_000 + (40_000.0 * dice.unit()) as i64);
                day += gap * (0.5 + dice.unit());
                if customer % 6 == 0 {
                    break;
                }
            }
        }
        self.book();
    }

    pub fn run(&self, as_of: &str) -> Summary {
        insight::run(&self.records, Some(date(as_of)), &mut |_| Flow::Continue).unwrap()
    }

    pub fn customer(&self, place: usize) -> Record {
        self.door().get("customer", self.customers[place]).unwrap()
    }

    pub fn all(&self, query: &Query) -> Vec<Record> {
        let mut found = Vec::new();
        self.door()
            .each(query, &mut |record| {
                found.push(record);
                Ok(())
            })
            .unwrap();
        found
    }
}

pub struct Dice(pub u64);

impl Dice {
    pub fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}
