use crate::rates::Rates;
use std::collections::BTreeMap;
use value::{Currency, Id, Money};

/// The head of an order that stands, of a customer that is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Head {
    pub order: Id,
    /// Position of the customer.
    pub customer: u32,
    /// Days since 1970.
    pub day: i32,
    pub kind: OrderKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderKind {
    Sale,
    Return,
}

/// One line of an order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    pub order: Id,
    pub amount: Option<Money>,
    /// Of the whole line.
    pub cost: Option<Money>,
    pub kind: LineKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    Sale,
    Return,
    Cancellation,
    Free,
}

/// All orders, column by column, with their lines added up in the company's currency. Sorted by order.
#[derive(Debug, Default)]
pub struct Ledger {
    pub order: Vec<Id>,
    pub customer: Vec<u32>,
    pub day: Vec<i32>,
    /// Something was bought, and for how many minor units; returns are not taken off here.
    pub bought: Vec<Option<i64>>,
    /// Minor units, net of returns and cancellations.
    pub net: Vec<i64>,
    /// Minor units.
    pub margin: Vec<f64>,
    pub returned: Vec<Returned>,
    pub priced: Vec<Priced>,
    last: usize,
    tally: Tally,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returned {
    Nothing,
    Something,
}

/// Whether the order's amounts could be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priced {
    Fully,
    RateMissing(Currency),
}

/// What the lines were like on the whole.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    pub lines: u64,
    /// Turnover in minor units, without signs, of lines with and without a known cost.
    pub with_cost: f64,
    pub without_cost: f64,
    /// Lines left out because no exchange rate was known.
    pub left_out: BTreeMap<Currency, u64>,
}

impl Ledger {
    pub fn of(mut heads: Vec<Head>) -> Ledger {
        if !heads.is_sorted_by_key(|head| head.order) {
            heads.sort_unstable_by_key(|head| head.order);
        }
        let count = heads.len();
        let returned = |head: &Head| match head.kind {
            OrderKind::Sale => Returned::Nothing,
            OrderKind::Return => Returned::Something,
        };
        Ledger {
            order: heads.iter().map(|head| head.order).collect(),
            customer: heads.iter().map(|head| head.customer).collect(),
            day: heads.iter().map(|head| head.day).collect(),
            returned: heads.iter().map(returned).collect(),
            bought: vec![None; count],
            net: vec![0; count],
            margin: vec![0.0; count],
            priced: vec![Priced::Fully; count],
            last: 0,
            tally: Tally::default(),
        }
    }

    /// Adds a line; lines of orders that are not in the ledger do not count. A line without cost is taken to earn
    /// `assumed_margin` of its amount.
    pub fn add(&mut self, line: Line, rates: &Rates, assumed_margin: f64) {
        let Some(at) = self.place(line.order) else { return };
        self.tally.lines += 1;
        if line.kind == LineKind::Return {
            self.returned[at] = Returned::Something;
        }
        let Some(amount) = line.amount else { return };
        let sold = match line.kind {
            LineKind::Sale => amount.minor >= 0,
            LineKind::Free | LineKind::Return | LineKind::Cancellation => amount.minor > 0,
        };
        let day = self.day[at];
        let minor = rates.home_minor(amount, day);
        let cost = line.cost.map(|cost| rates.home_minor(cost, day).ok_or(cost.currency)).transpose();
        let (minor, cost) = match (minor, cost) {
            (Some(minor), Ok(cost)) => (minor, cost),
            (None, _) => return self.leave_out(at, amount.currency, sold),
            (_, Err(currency)) => return self.leave_out(at, currency, sold),
        };
        if sold {
            self.bought[at] = Some(self.bought[at].unwrap_or(0).saturating_add(minor));
        }
        self.net[at] = self.net[at].saturating_add(minor);
        let size = minor.unsigned_abs() as f64;
        match cost {
            Some(cost) => {
                self.margin[at] += minor as f64 - cost as f64;
                self.tally.with_cost += size;
            }
            None => {
                self.margin[at] += minor as f64 * assumed_margin;
                self.tally.without_cost += size;
            }
        }
    }

    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    fn leave_out(&mut self, at: usize, currency: Currency, sold: bool) {
        self.priced[at] = Priced::RateMissing(currency);
        *self.tally.left_out.entry(currency).or_default() += 1;
        if sold {
            self.bought[at] = Some(self.bought[at].unwrap_or(0));
        }
    }

    /// Lines of one order mostly come one after the other.
    fn place(&mut self, order: Id) -> Option<usize> {
        if self.order.get(self.last) != Some(&order) {
            self.last = self.order.binary_search(&order).ok()?;
        }
        Some(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(order: i64, minor: i64, cost: Option<i64>, kind: LineKind) -> Line {
        let money = |minor| Money::new(minor, Currency::CNY);
        Line { order: Id(order), amount: Some(money(minor)), cost: cost.map(money), kind }
    }

    fn ledger(lines: &[Line]) -> Ledger {
        let head = |order, day, kind| Head { order: Id(order), customer: 0, day, kind };
        let heads =
            vec![head(9, 3, OrderKind::Return), head(5, 1, OrderKind::Sale), head(7, 2, OrderKind::Sale)];
        let mut ledger = Ledger::of(heads);
        let rates = Rates::of(Currency::CNY, []);
        for line in lines {
            ledger.add(*line, &rates, 0.3);
        }
        ledger
    }

    #[test]
    fn lines_add_up_in_their_orders() {
        let found = ledger(&[
            line(5, 1000, Some(400), LineKind::Sale),
            line(5, -200, Some(-80), LineKind::Cancellation),
            line(9, -500, None, LineKind::Return),
            line(7, 0, None, LineKind::Free),
            line(4, 999, None, LineKind::Sale),
        ]);
        assert_eq!(found.order, [Id(5), Id(7), Id(9)]);
        assert_eq!(found.bought, [Some(1000), None, None]);
        assert_eq!(found.net, [800, 0, -500]);
        assert_eq!(found.margin, [480.0, 0.0, -150.0]);
        assert_eq!(found.returned[2], Returned::Something);
        assert_eq!(found.tally().lines, 4);
        assert_eq!((found.tally().with_cost, found.tally().without_cost), (1200.0, 500.0));
    }

    #[test]
    fn a_sale_for_nothing_is_a_purchase_but_a_gift_is_none() {
        let found = ledger(&[line(5, 0, None, LineKind::Sale), line(7, 0, None, LineKind::Free)]);
        assert_eq!(found.bought, [Some(0), None, None]);
    }

    #[test]
    fn without_a_rate_the_amount_is_left_out_and_counted() {
        let euro: Currency = "EUR".parse().unwrap();
        let foreign = Line { amount: Some(Money::new(100, euro)), ..line(5, 0, None, LineKind::Sale) };
        let found = ledger(&[foreign]);
        assert_eq!(found.bought[0], Some(0), "he bought, for an amount that is not known");
        assert_eq!(found.net[0], 0);
        assert_eq!(found.priced[0], Priced::RateMissing(euro));
        assert_eq!(found.tally().left_out[&euro], 1);
    }
}
