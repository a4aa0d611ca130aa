//! The analytics against what is known: the published figures of CDNOW and the truth behind the demo company.

mod cdnow;
mod demo;

use crate::customers::{Before, Customers};
use crate::ledger::{Head, Ledger, Line, LineKind, OrderKind};
use crate::rates::Rates;
use crate::settings::Settings;
use crate::trade::{Span, Trade};
use crate::valuation::{Valuation, value};
use ::value::{Currency, Date, Id, Money, days_of_date};

/// One line that makes an order of its own.
#[derive(Clone, Copy)]
struct Sale {
    customer: u32,
    day: i32,
    amount: i64,
    cost: Option<i64>,
    kind: LineKind,
}

fn ledger(sales: &[Sale], assumed_margin: f64) -> Ledger {
    let head = |(sale, order): (&Sale, i64)| Head {
        order: Id(order),
        customer: sale.customer,
        day: sale.day,
        kind: if sale.kind == LineKind::Return { OrderKind::Return } else { OrderKind::Sale },
    };
    let mut ledger = Ledger::of(sales.iter().zip(1..).map(head).collect());
    let rates = Rates::of(Currency::CNY, []);
    let money = |minor| Money::new(minor, Currency::CNY);
    for (sale, order) in sales.iter().zip(1..) {
        let line = Line {
            order: Id(order),
            amount: Some(money(sale.amount)),
            cost: sale.cost.map(money),
            kind: sale.kind,
        };
        ledger.add(line, &rates, assumed_margin);
    }
    ledger
}

fn customers(count: usize) -> Customers {
    Customers {
        id: (1..).take(count).map(Id).collect(),
        group: vec![0; count],
        wallet: vec![None; count],
        service_cost: vec![0.0; count],
        before: vec![Before::default(); count],
        owner: vec![None; count],
    }
}

fn day(date: Date) -> i32 {
    i32::try_from(days_of_date(date)).unwrap()
}

fn valued(customers: &Customers, ledger: &Ledger, as_of: Date, settings: &Settings) -> (Trade, Valuation) {
    let span = Span { as_of: day(as_of), year_before: day(as_of) - 365 };
    let trade = Trade::of(ledger, customers.id.len(), span).unwrap();
    let valuation = value(customers, &trade, settings, span, Currency::CNY).unwrap().unwrap();
    (trade, valuation)
}
