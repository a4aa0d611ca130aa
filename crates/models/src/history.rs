//! Purchase histories: orders of many customers, merged to one purchase per customer and day.

use crate::error::{ModelError, same_length};

/// Orders (or order lines) in any sequence, one row each: returns and cancellations carry negative amounts.
#[derive(Debug, Clone, Copy)]
pub struct Orders<'a> {
    /// Position of the customer, from 0 to the number of customers less one.
    pub customer: &'a [u32],
    /// Day of the order, counted from any fixed epoch.
    pub day: &'a [i32],
    /// Net amount in minor units, revenue or margin.
    pub amount: &'a [i64],
}

/// Which orders make a day a purchase day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PurchaseDay {
    /// Every order, free and returned ones too (as the published CDNOW figures count).
    AnyOrder,
    /// Orders with an amount above zero only.
    PositiveOrder,
    /// Every order but returns: what was free counts, what came back does not.
    NoReturn,
}

/// Per customer: his purchase days in time order with what each brought, and his net total, up to an as-of day.
/// What came back on a day without purchase is taken from the purchase before it.
#[derive(Debug, Clone)]
pub struct Histories {
    as_of: i32,
    starts: Vec<usize>,
    days: Vec<i32>,
    amounts: Vec<i64>,
    totals: Vec<i64>,
}

/// The purchases of one customer, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct Purchases<'a> {
    pub days: &'a [i32],
    /// Minor units per purchase day.
    pub amounts: &'a [i64],
}

impl Histories {
    /// Merges the orders up to and including `as_of`; later ones are not looked at. Sums that leave the range of
    /// 64 bits stay at its end.
    pub fn of(
        orders: Orders<'_>,
        customers: usize,
        as_of: i32,
        counted: PurchaseDay,
    ) -> Result<Self, ModelError> {
        let mut grouped = by_customer(orders, customers, as_of)?;
        let mut starts = Vec::with_capacity(customers + 1);
        let mut days = Vec::with_capacity(grouped.rows.len());
        let mut amounts = Vec::with_capacity(grouped.rows.len());
        let mut totals = Vec::with_capacity(customers);
        for customer in 0..customers {
            let rows = &mut grouped.rows[grouped.starts[customer]..grouped.starts[customer + 1]];
            starts.push(days.len());
            totals.push(rows.iter().fold(0i64, |sum, row| sum.saturating_add(row.amount)));
            merge_days(rows, counted, &mut days, &mut amounts);
        }
        starts.push(days.len());
        days.shrink_to_fit();
        amounts.shrink_to_fit();
        Ok(Self { as_of, starts, days, amounts, totals })
    }

    /// What was known on an earlier day, as far as purchase days go; a later day changes nothing.
    #[must_use]
    pub fn until(&self, day: i32) -> Self {
        let as_of = day.min(self.as_of);
        let mut earlier = Self {
            as_of,
            starts: Vec::with_capacity(self.starts.len()),
            days: Vec::new(),
            amounts: Vec::new(),
            totals: Vec::with_capacity(self.totals.len()),
        };
        for customer in 0..self.customers() {
            let purchases = self.purchases(customer);
            let known = purchases.days.partition_point(|day| *day <= as_of);
            earlier.starts.push(earlier.days.len());
            earlier.days.extend(&purchases.days[..known]);
            earlier.amounts.extend(&purchases.amounts[..known]);
            earlier
                .totals
                .push(purchases.amounts[..known].iter().fold(0i64, |sum, a| sum.saturating_add(*a)));
        }
        earlier.starts.push(earlier.days.len());
        earlier
    }

    #[must_use]
    pub fn as_of(&self) -> i32 {
        self.as_of
    }

    /// How many customers there are, buyers or not.
    #[must_use]
    pub fn customers(&self) -> usize {
        self.totals.len()
    }

    #[must_use]
    pub fn purchases(&self, customer: usize) -> Purchases<'_> {
        let range = self.starts[customer]..self.starts[customer + 1];
        Purchases { days: &self.days[range.clone()], amounts: &self.amounts[range] }
    }

    /// Everything the customer brought, net of returns, in minor units.
    #[must_use]
    pub fn total(&self, customer: usize) -> i64 {
        self.totals[customer]
    }

    /// Mean amount of all purchases in minor units; 0 when nobody bought.
    #[must_use]
    pub fn mean_purchase(&self) -> f64 {
        let sum: f64 = self.amounts.iter().map(|amount| *amount as f64).sum();
        if self.amounts.is_empty() { 0.0 } else { sum / self.amounts.len() as f64 }
    }

    /// Days from the first purchase of any customer to the as-of day; 0 when nobody bought.
    #[must_use]
    pub fn span_days(&self) -> u32 {
        let first = (0..self.customers()).filter_map(|customer| self.purchases(customer).days.first()).min();
        first.map_or(0, |first| days_between(*first, self.as_of))
    }
}

/// Whole days from `earlier` to `later`, never below zero.
pub(crate) fn days_between(earlier: i32, later: i32) -> u32 {
    u32::try_from(i64::from(later) - i64::from(earlier)).unwrap_or(0)
}

#[derive(Clone, Copy)]
struct Row {
    day: i32,
    amount: i64,
}

struct Grouped {
    starts: Vec<usize>,
    rows: Vec<Row>,
}

/// A counting sort: one pass counts, one pass places.
fn by_customer(orders: Orders<'_>, customers: usize, as_of: i32) -> Result<Grouped, ModelError> {
    let count = orders.customer.len();
    same_length("day", orders.day.len(), count)?;
    same_length("amount", orders.amount.len(), count)?;
    let mut starts = vec![0usize; customers + 1];
    for (row, (&customer, &day)) in orders.customer.iter().zip(orders.day).enumerate() {
        if customer as usize >= customers {
            return Err(ModelError::UnknownCustomer { row, customer, customers });
        }
        if day <= as_of {
            starts[customer as usize + 1] += 1;
        }
    }
    for customer in 0..customers {
        starts[customer + 1] += starts[customer];
    }
    let mut next = starts.clone();
    let mut rows = vec![Row { day: 0, amount: 0 }; starts[customers]];
    for ((&customer, &day), &amount) in orders.customer.iter().zip(orders.day).zip(orders.amount) {
        if day <= as_of {
            let place = &mut next[customer as usize];
            rows[*place] = Row { day, amount };
            *place += 1;
        }
    }
    Ok(Grouped { starts, rows })
}

fn merge_days(rows: &mut [Row], counted: PurchaseDay, days: &mut Vec<i32>, amounts: &mut Vec<i64>) {
    if !rows.is_sorted_by_key(|row| row.day) {
        rows.sort_unstable_by_key(|row| row.day);
    }
    let first = days.len();
    for same_day in rows.chunk_by(|a, b| a.day == b.day) {
        let sum = same_day.iter().fold(0i64, |sum, row| sum.saturating_add(row.amount));
        let bought = match counted {
            PurchaseDay::AnyOrder => true,
            PurchaseDay::PositiveOrder => same_day.iter().any(|row| row.amount > 0),
            PurchaseDay::NoReturn => same_day.iter().any(|row| row.amount >= 0),
        };
        if bought {
            days.push(same_day[0].day);
            amounts.push(sum);
        } else if days.len() > first
            && let Some(last) = amounts.last_mut()
        {
            *last = last.saturating_add(sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn orders<'a>(customer: &'a [u32], day: &'a [i32], amount: &'a [i64]) -> Orders<'a> {
        Orders { customer, day, amount }
    }

    #[test]
    fn orders_of_a_day_are_one_purchase_and_later_orders_are_unknown() {
        let given = orders(&[1, 0, 1, 1, 1], &[9, 3, 2, 9, 11], &[50, 10, 20, 5, 99]);
        let histories = Histories::of(given, 3, 10, PurchaseDay::PositiveOrder).unwrap();
        assert_eq!(histories.purchases(1).days, [2, 9]);
        assert_eq!(histories.purchases(1).amounts, [20, 55]);
        assert_eq!(histories.total(1), 75);
        assert!(histories.purchases(2).days.is_empty());
        assert_eq!(histories.span_days(), 8);
        assert_eq!(histories.mean_purchase(), 85.0 / 3.0);
    }

    #[test]
    fn a_return_lowers_the_purchase_before_it_and_makes_no_purchase_day() {
        let given = orders(&[0, 0, 0, 0], &[1, 5, 7, 9], &[-30, 100, -40, 0]);
        let positive = Histories::of(given, 1, 10, PurchaseDay::PositiveOrder).unwrap();
        assert_eq!(positive.purchases(0).days, [5]);
        assert_eq!(positive.purchases(0).amounts, [60]);
        assert_eq!(positive.total(0), 30);
        let every = Histories::of(given, 1, 10, PurchaseDay::AnyOrder).unwrap();
        assert_eq!(every.purchases(0).days, [1, 5, 7, 9]);
        let kept = Histories::of(given, 1, 10, PurchaseDay::NoReturn).unwrap();
        assert_eq!(kept.purchases(0).days, [5, 9]);
        assert_eq!(kept.until(8).purchases(0).days, [5]);
    }

    #[test]
    fn a_strange_customer_is_named() {
        let error = Histories::of(orders(&[0, 7], &[1, 1], &[1, 1]), 2, 10, PurchaseDay::AnyOrder);
        assert_eq!(error.unwrap_err().to_string(), "row 1: customer 7 is not one of the 2 customers");
        let error = Histories::of(orders(&[0], &[], &[1]), 2, 10, PurchaseDay::AnyOrder);
        assert_eq!(error.unwrap_err().to_string(), "column day has 0 rows where 1 are needed");
    }

    #[test]
    fn sums_beyond_64_bits_stay_at_the_end() {
        let given = orders(&[0, 0], &[1, 1], &[i64::MAX, i64::MAX]);
        let histories = Histories::of(given, 1, 10, PurchaseDay::AnyOrder).unwrap();
        assert_eq!(histories.total(0), i64::MAX);
    }
}
