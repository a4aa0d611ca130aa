use super::Refusal;
use super::line::{Head, Line, OrderKind, Party};
use crate::cell::CellError;
use std::collections::HashMap;

/// Lines gathered into orders, in the order in which the orders first appear.
#[derive(Debug, Default)]
pub struct Batch {
    orders: Vec<Order>,
    places: HashMap<String, usize>,
    lines: usize,
}

/// An order with the lines of it that this batch holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub head: Head,
    pub party: Option<Party>,
    pub lines: Vec<Line>,
}

impl Batch {
    /// Adds a line. The first customer named for an order is its customer: a line that names another one is refused.
    pub fn push(&mut self, mut line: Line) -> Result<(), Refusal> {
        let Some(place) = self.places.get(&line.head.number) else {
            self.places.insert(line.head.number.clone(), self.orders.len());
            let (head, party) = (std::mem::take(&mut line.head), line.party.take());
            self.orders.push(Order { head, party, lines: vec![line] });
            self.lines += 1;
            return Ok(());
        };
        let order = &mut self.orders[*place];
        match (&order.party, &line.party) {
            (Some(known), Some(named)) if known.key != named.key => {
                return Err(other_customer(&line, known.title(), named.title()));
            }
            (None, Some(_)) => order.party = line.party.take(),
            (Some(_), Some(_)) => line.party = None,
            (_, None) => {}
        }
        order.head.complete(std::mem::take(&mut line.head));
        order.lines.push(line);
        self.lines += 1;
        Ok(())
    }

    pub fn orders(&self) -> &[Order] {
        &self.orders
    }

    pub fn into_orders(self) -> Vec<Order> {
        self.orders
    }

    /// How many lines it holds.
    pub fn len(&self) -> usize {
        self.lines
    }

    pub fn is_empty(&self) -> bool {
        self.lines == 0
    }
}

impl Order {
    /// As the file says it; without a word, an order with nothing but negative lines is a return.
    pub fn kind(&self) -> OrderKind {
        let negative = |line: &Line| line.quantity.is_sign_negative() || line.amount.is_sign_negative();
        match self.head.kind {
            Some(kind) => kind,
            None if self.lines.iter().all(negative) => OrderKind::Return,
            None => OrderKind::Sale,
        }
    }
}

impl Head {
    /// Takes from a later line what the earlier ones left open.
    fn complete(&mut self, later: Head) {
        self.ordered = self.ordered.or(later.ordered);
        self.kind = self.kind.or(later.kind);
        self.currency = self.currency.or(later.currency);
        for (own, other) in [
            (&mut self.status, later.status),
            (&mut self.channel, later.channel),
            (&mut self.owner, later.owner),
            (&mut self.note, later.note),
        ] {
            if own.is_none() {
                *own = other;
            }
        }
    }
}

pub(crate) fn other_customer(line: &Line, known: &str, named: &str) -> Refusal {
    let mut error = CellError::new("other_customer", named);
    error.params.push(("order", line.head.number.clone()));
    error.params.push(("customer", known.to_owned()));
    Refusal { row: line.row, column: None, error }
}
