use crate::error::Error;
use crate::ledger::{Ledger, Priced, Returned};
use models::btyd::Summaries;
use models::history::{Histories, Orders, PurchaseDay};
use models::quantile::median;
use std::collections::BTreeMap;
use value::Currency;

/// What every customer bought and brought up to the as-of day.
#[derive(Debug)]
pub struct Trade {
    pub histories: Histories,
    /// Where a customer's purchases begin in the columns below; one more than there are customers.
    starts: Vec<usize>,
    /// Per purchase day, net of what came back before the next one: turnover in minor units.
    turnover: Vec<i64>,
    /// The same for the margin.
    margin: Vec<f64>,
    priced: Vec<Priced>,
    /// Per customer: minor units since ever.
    pub net: Vec<i64>,
    pub last_year: Vec<Year>,
    /// Currencies of which amounts had to be left out, by customer.
    pub left_out: BTreeMap<u32, Vec<Currency>>,
}

/// The twelve months up to the as-of day, in minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Year {
    pub turnover: i64,
    pub margin: f64,
    pub returned_orders: u32,
}

/// The span that a run looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The last day, counted from 1970.
    pub as_of: i32,
    /// The last day before the twelve months up to it.
    pub year_before: i32,
}

/// Means per purchase of a customer, over the purchases whose amounts are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    pub purchases: u32,
    pub amount: f64,
}

impl Trade {
    pub fn of(ledger: &Ledger, customers: usize, span: Span) -> Result<Trade, Error> {
        let histories = purchase_days(ledger, customers, span.as_of)?;
        let mut starts = Vec::with_capacity(customers + 1);
        starts.push(0);
        let mut purchases = 0;
        for customer in 0..customers {
            purchases += histories.purchases(customer).days.len();
            starts.push(purchases);
        }
        let mut trade = Trade {
            histories,
            starts,
            turnover: vec![0; purchases],
            margin: vec![0.0; purchases],
            priced: vec![Priced::Fully; purchases],
            net: vec![0; customers],
            last_year: vec![Year::default(); customers],
            left_out: BTreeMap::new(),
        };
        for order in 0..ledger.order.len() {
            if ledger.day[order] <= span.as_of {
                trade.add(ledger, order, span);
            }
        }
        Ok(trade)
    }

    /// Turnover of each purchase day of a customer.
    pub fn turnover(&self, customer: usize) -> &[i64] {
        &self.turnover[self.starts[customer]..self.starts[customer + 1]]
    }

    /// Each purchase day of a customer in order, with its turnover and margin.
    pub fn purchases(&self, customer: usize) -> impl Iterator<Item = (i32, i64, f64)> {
        let from = self.starts[customer];
        let days = self.histories.purchases(customer).days;
        days.iter()
            .enumerate()
            .map(move |(place, day)| (*day, self.turnover[from + place], self.margin[from + place]))
    }

    /// The amount of a usual purchase in minor units: the median over those whose amount is known.
    pub fn usual_basket(&self, customer: usize) -> Option<f64> {
        let from = self.starts[customer];
        let mut amounts: Vec<f64> = self
            .turnover(customer)
            .iter()
            .enumerate()
            .filter(|(place, _)| self.priced[from + place] == Priced::Fully)
            .map(|(_, amount)| *amount as f64)
            .collect();
        median(&mut amounts)
    }

    pub fn mean_repeat_margin(&self, customer: usize) -> Mean {
        self.mean_repeat(customer, |purchase| self.margin[purchase])
    }

    pub fn mean_repeat_turnover(&self, customer: usize) -> Mean {
        self.mean_repeat(customer, |purchase| self.turnover[purchase] as f64)
    }

    /// Mean margin and mean turnover of all purchases of all customers, in minor units.
    pub fn means(&self) -> (f64, f64) {
        let known = || (0..self.margin.len()).filter(|purchase| self.priced[*purchase] == Priced::Fully);
        let count = known().count().max(1) as f64;
        let margin: f64 = known().map(|purchase| self.margin[purchase]).sum();
        let turnover: f64 = known().map(|purchase| self.turnover[purchase] as f64).sum();
        (margin / count, turnover / count)
    }

    /// The summaries of all buyers with their mean repeat purchase, in whatever unit `mean` gives it.
    pub fn summaries(&self, buyers: &Summaries, mean: impl Fn(usize) -> f64) -> Result<Summaries, Error> {
        let rows = buyers.rows();
        let column = |pick: fn(&models::btyd::Summary) -> u32| rows.iter().map(pick).collect::<Vec<u32>>();
        let means: Vec<f64> = buyers.customer().iter().map(|customer| mean(*customer as usize)).collect();
        Ok(Summaries::from_columns(
            &column(|row| row.repeats),
            &column(|row| row.last_days),
            &column(|row| row.age_days),
            &means,
        )?)
    }

    fn mean_repeat(&self, customer: usize, amount: impl Fn(usize) -> f64) -> Mean {
        let repeats = (self.starts[customer] + 1).min(self.starts[customer + 1])..self.starts[customer + 1];
        let mut sum = 0.0;
        let mut purchases = 0;
        for purchase in repeats.filter(|purchase| self.priced[*purchase] == Priced::Fully) {
            sum += amount(purchase);
            purchases += 1;
        }
        Mean { purchases, amount: if purchases > 0 { sum / f64::from(purchases) } else { 0.0 } }
    }

    fn add(&mut self, ledger: &Ledger, order: usize, span: Span) {
        let customer = ledger.customer[order];
        let (day, at) = (ledger.day[order], customer as usize);
        self.net[at] = self.net[at].saturating_add(ledger.net[order]);
        if day > span.year_before {
            let year = &mut self.last_year[at];
            year.turnover = year.turnover.saturating_add(ledger.net[order]);
            year.margin += ledger.margin[order];
            year.returned_orders += u32::from(ledger.returned[order] == Returned::Something);
        }
        let bought_by_then = self.histories.purchases(at).days.partition_point(|bought| *bought <= day);
        let purchase = bought_by_then.checked_sub(1).map(|place| self.starts[at] + place);
        if let Some(purchase) = purchase {
            self.turnover[purchase] = self.turnover[purchase].saturating_add(ledger.net[order]);
            self.margin[purchase] += ledger.margin[order];
        }
        if let Priced::RateMissing(currency) = ledger.priced[order] {
            if let Some(purchase) = purchase {
                self.priced[purchase] = Priced::RateMissing(currency);
            }
            let currencies = self.left_out.entry(customer).or_default();
            if !currencies.contains(&currency) {
                currencies.push(currency);
            }
        }
    }
}

fn purchase_days(ledger: &Ledger, customers: usize, as_of: i32) -> Result<Histories, Error> {
    let mut columns = (Vec::new(), Vec::new(), Vec::new());
    for (order, bought) in ledger.bought.iter().enumerate() {
        if let Some(amount) = bought {
            columns.0.push(ledger.customer[order]);
            columns.1.push(ledger.day[order]);
            columns.2.push(*amount);
        }
    }
    let orders = Orders { customer: &columns.0, day: &columns.1, amount: &columns.2 };
    Ok(Histories::of(orders, customers, as_of, PurchaseDay::AnyOrder)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Head, Line, LineKind, OrderKind};
    use crate::rates::Rates;
    use value::{Id, Money};

    fn trade(orders: &[(u32, i32, i64, LineKind)]) -> Trade {
        let heads = orders.iter().zip(1..).map(|((customer, day, _, kind), id)| Head {
            order: Id(id),
            customer: *customer,
            day: *day,
            kind: if *kind == LineKind::Return { OrderKind::Return } else { OrderKind::Sale },
        });
        let mut ledger = Ledger::of(heads.collect());
        let rates = Rates::of(Currency::CNY, []);
        for ((_, _, minor, kind), id) in orders.iter().zip(1..) {
            let amount = Some(Money::new(*minor, Currency::CNY));
            ledger.add(Line { order: Id(id), amount, cost: None, kind: *kind }, &rates, 0.5);
        }
        Trade::of(&ledger, 3, Span { as_of: 400, year_before: 35 }).unwrap()
    }

    #[test]
    fn a_return_is_taken_from_the_purchase_before_it() {
        let found = trade(&[
            (1, 10, 1000, LineKind::Sale),
            (1, 40, 500, LineKind::Sale),
            (1, 45, -200, LineKind::Return),
            (1, 60, 700, LineKind::Sale),
            (1, 401, 9000, LineKind::Sale),
            (2, 50, -300, LineKind::Return),
        ]);
        assert_eq!(found.histories.purchases(1).days, [10, 40, 60]);
        assert_eq!(found.turnover(1), [1000, 300, 700]);
        assert_eq!(found.mean_repeat_margin(1), Mean { purchases: 2, amount: 250.0 });
        assert_eq!(found.usual_basket(1), Some(700.0));
        assert_eq!(found.net, [0, 2000, -300], "the order after the as-of day is not known yet");
        assert_eq!(found.last_year[1], Year { turnover: 1000, margin: 500.0, returned_orders: 1 });
        assert!(found.histories.purchases(2).days.is_empty());
        assert_eq!(found.mean_repeat_turnover(2), Mean { purchases: 0, amount: 0.0 });
    }
}
