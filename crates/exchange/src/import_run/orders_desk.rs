use super::acquaintances::Acquaintances;
use super::creating::{Denied, Granted, Wish, create_all, reason};
use super::lookup;
use super::order_drafts;
use super::summary::Summary;
use crate::cell::CellError;
use crate::orders::{Line, Order, OrderKind, Party, Refusal};
use formula::Condition;
use jiff::tz::TimeZone;
use records::{Draft, Error, Query, Record, Work};
use std::collections::{HashMap, HashSet};
use value::{Currency, Id, Timestamp, Value};

/// Writes orders with their customers, products and lines; remembers whom it has met.
pub(super) struct OrdersDesk {
    pub currency: Currency,
    pub zone: TimeZone,
    /// What was there before this moment was there before this import.
    pub started: Timestamp,
    pub targets: Vec<Option<String>>,
    met: Acquaintances,
    updated: HashSet<String>,
}

struct Placed {
    id: Id,
    lines: Vec<Line>,
    currency: Currency,
}

impl OrdersDesk {
    pub fn new(
        currency: Currency,
        zone: TimeZone,
        started: Timestamp,
        targets: Vec<Option<String>>,
    ) -> OrdersDesk {
        OrdersDesk {
            currency,
            zone,
            started,
            targets,
            met: Acquaintances::default(),
            updated: HashSet::new(),
        }
    }

    /// What it has met was undone with its transaction; what it has counted stays counted.
    pub fn forget(&mut self) {
        self.met.forget();
    }

    pub fn write(
        &mut self,
        work: &mut Work<'_, '_>,
        orders: Vec<Order>,
        summary: &mut Summary,
        refused: &mut Vec<Refusal>,
    ) -> Result<(), Error> {
        let strangers = self.met.customers(work, &orders, summary)?;
        let orders = self.without_strangers(orders, &strangers, refused);
        self.met.owners(work, &orders)?;
        let placed = self.place(work, orders, summary, refused)?;
        let lines = placed.iter().flat_map(|placed| &placed.lines);
        let unknown = self.met.products(work, lines, self.currency, summary)?;
        self.write_lines(work, placed, &unknown, summary, refused)
    }

    fn without_strangers(
        &self,
        orders: Vec<Order>,
        strangers: &HashMap<String, Denied<String>>,
        refused: &mut Vec<Refusal>,
    ) -> Vec<Order> {
        let mut kept = Vec::with_capacity(orders.len());
        for order in orders {
            match order.party.as_ref().and_then(|party| strangers.get(&party.key)) {
                Some(one) => {
                    self.refuse_lines("customer", &order.lines, one.field.as_deref(), &one.error, refused)
                }
                None => kept.push(order),
            }
        }
        kept
    }

    /// Finds or makes the orders themselves.
    fn place(
        &mut self,
        work: &mut Work<'_, '_>,
        orders: Vec<Order>,
        summary: &mut Summary,
        refused: &mut Vec<Refusal>,
    ) -> Result<Vec<Placed>, Error> {
        let numbers = orders.iter().map(|order| Value::text(&order.head.number)).collect();
        let fields = ["external_number", "customer", "kind"];
        let mut there: HashMap<String, Record> = HashMap::new();
        for record in lookup::holding(work, "order", "external_number", numbers, &fields)? {
            let number = record.text("external_number").to_owned();
            there.entry(number).and_modify(|known| *known = older(known, &record)).or_insert(record);
        }
        let (mut placed, mut wishes, mut waiting) = (Vec::new(), Vec::new(), HashMap::new());
        for order in orders {
            let currency = order.head.currency.unwrap_or(self.currency);
            let customer = order.party.as_ref().and_then(|party| self.met.customer(party));
            match there.get(&order.head.number) {
                Some(record) => {
                    let id = record.id();
                    if let Some(lines) = self.join(work, record, order, customer, summary, refused)? {
                        placed.push(Placed { id, lines, currency });
                    }
                }
                None => {
                    let owner = self.met.owner(&order);
                    let draft = order_drafts::order(&order, customer, owner, &self.zone);
                    wishes.push(Wish { key: order.head.number.clone(), draft });
                    waiting.insert(order.head.number.clone(), (order.lines, currency));
                }
            }
        }
        let Granted { made, denied } = create_all(work, "order", wishes)?;
        self.met.count(summary, "order", made.iter().map(|(number, _)| number));
        for (number, id) in made {
            if let Some((lines, currency)) = waiting.remove(&number) {
                placed.push(Placed { id, lines, currency });
            }
        }
        for one in denied {
            if let Some((lines, _)) = waiting.remove(&one.key) {
                self.refuse_lines("order", &lines, one.field.as_deref(), &one.error, refused);
            }
        }
        Ok(placed)
    }

    /// Adds to an order that is there; one from before this import is brought up to date: its old lines go.
    fn join(
        &mut self,
        work: &mut Work<'_, '_>,
        record: &Record,
        order: Order,
        customer: Option<Id>,
        summary: &mut Summary,
        refused: &mut Vec<Refusal>,
    ) -> Result<Option<Vec<Line>>, Error> {
        let theirs = record.get("customer").as_id();
        let is_older = record.created_at().is_some_and(|at| at < self.started);
        if !is_older
            && let (Some(theirs), Some(named)) = (theirs, customer)
            && theirs != named
        {
            let known = work.get("customer", theirs).map(|record| record.title()).unwrap_or_default();
            let named = order.party.as_ref().map(Party::title).unwrap_or_default().to_owned();
            refused.extend(
                order
                    .lines
                    .iter()
                    .map(|line| order_drafts::other_customer(line.row, &order.head.number, &known, &named)),
            );
            return Ok(None);
        }
        let mut change = Draft::new("order");
        if is_older {
            let owner = self.met.owner(&order);
            change = order_drafts::order(&order, customer.or(theirs), owner, &self.zone);
        } else {
            if theirs.is_none()
                && let Some(customer) = customer
            {
                change.put("customer", Value::Id(customer));
            }
            if record.text("kind") == OrderKind::Return.name() && order.kind() == OrderKind::Sale {
                change.put("kind", Value::text(OrderKind::Sale.name()));
            }
        }
        if change.fields().is_empty() {
            return Ok(Some(order.lines));
        }
        let joined = work.attempt(|work| {
            if is_older {
                self.drop_old_lines(work, record.id())?;
            }
            work.update(record.id(), None, change.clone())
        });
        if let Err(error) = joined {
            let (field, error) = reason(&change, error)?;
            self.refuse_lines("order", &order.lines, field.as_deref(), &error, refused);
            return Ok(None);
        }
        if is_older && self.updated.insert(order.head.number) {
            summary.count_updated("order", 1);
        }
        Ok(Some(order.lines))
    }

    fn drop_old_lines(&self, work: &mut Work<'_, '_>, order: Id) -> Result<(), Error> {
        let old = Condition::all([
            Condition::eq("order", Value::Id(order)),
            Condition::lt("created_at", Value::Moment(self.started)),
        ]);
        let page = work.find(&Query::of("order_line").filter(old).fields(&[]).limit(100_000))?;
        for line in page.records {
            work.delete("order_line", line.id(), None)?;
        }
        Ok(())
    }

    fn write_lines(
        &mut self,
        work: &mut Work<'_, '_>,
        placed: Vec<Placed>,
        unknown: &HashMap<String, Denied<String>>,
        summary: &mut Summary,
        refused: &mut Vec<Refusal>,
    ) -> Result<(), Error> {
        let mut wishes = Vec::new();
        for Placed { id, lines, currency } in placed {
            for line in lines {
                if let Some(one) = line.goods.as_ref().and_then(|goods| unknown.get(&goods.code)) {
                    let error = one.error.clone();
                    refused.push(self.refusal("product", line.row, one.field.as_deref(), error));
                    continue;
                }
                let product = line.goods.as_ref().and_then(|goods| self.met.product(goods));
                match order_drafts::line(&line, id, product, currency) {
                    Ok(draft) => wishes.push(Wish { key: line.row, draft }),
                    Err((field, error)) => {
                        refused.push(self.refusal("order_line", line.row, Some(field), error))
                    }
                }
            }
        }
        wishes.sort_by_key(|wish| wish.key);
        let Granted { made, denied } = create_all(work, "order_line", wishes)?;
        summary.count_created("order_line", made.len() as u64);
        summary.imported += made.len() as u64;
        refused.extend(
            denied
                .into_iter()
                .map(|one| self.refusal("order_line", one.key, one.field.as_deref(), one.error)),
        );
        Ok(())
    }

    fn refuse_lines(
        &self,
        object: &str,
        lines: &[Line],
        field: Option<&str>,
        error: &CellError,
        refused: &mut Vec<Refusal>,
    ) {
        refused.extend(lines.iter().map(|line| self.refusal(object, line.row, field, error.clone())));
    }

    fn refusal(&self, object: &str, row: u64, field: Option<&str>, error: CellError) -> Refusal {
        let target = field.map(|field| format!("{object}.{field}"));
        let column =
            target.and_then(|name| self.targets.iter().position(|target| target.as_ref() == Some(&name)));
        Refusal { row, column, error }
    }
}

fn older(one: &Record, other: &Record) -> Record {
    if one.id() <= other.id() { one.clone() } else { other.clone() }
}
