use super::table::{Column, Table};
use anyhow::{Result, anyhow};
use jiff::civil::Date;
use models::history::Orders;
use std::collections::HashMap;

/// The purchases of a file, customers in the sequence of their ids as byte strings.
pub struct Purchases {
    pub ids: Vec<String>,
    customer: Vec<u32>,
    day: Vec<i32>,
    amount: Vec<i64>,
    /// Whether there is a column of amounts; without one they are all 0.
    pub priced: bool,
    /// How many of the units that amounts are counted in make 1.
    pub units: f64,
    pub first_day: i32,
    pub last_day: i32,
    /// Rows without a customer, which belong to nobody.
    pub without_customer: usize,
}

impl Purchases {
    pub fn of(table: &Table) -> Result<Purchases> {
        let customers = table.column(&["customer_id", "customer", "id"])?;
        let days = table.column(&["date", "datetime"])?;
        let amounts = table.maybe_column(&["amount"]);
        let digits = amounts.map_or(Ok(LEAST_DIGITS), most_digits)?;
        let mut places: HashMap<&str, u32> = HashMap::new();
        let mut purchases = Purchases {
            ids: Vec::new(),
            customer: Vec::with_capacity(table.rows()),
            day: Vec::with_capacity(table.rows()),
            amount: Vec::with_capacity(table.rows()),
            priced: amounts.is_some(),
            units: 10f64.powi(i32::try_from(digits).unwrap_or(0)),
            first_day: i32::MAX,
            last_day: i32::MIN,
            without_customer: 0,
        };
        let mut before = ("", 0);
        for row in 0..table.rows() {
            let text = days.cell(row);
            if row == 0 || text != before.0 {
                before = (text, day(text).map_err(|reason| days.complain(row, reason))?);
            }
            let amount = amounts.map_or(Ok(0), |column| counted(column, row, digits))?;
            let id = customers.cell(row);
            if id.is_empty() {
                purchases.without_customer += 1;
                continue;
            }
            let next =
                u32::try_from(places.len()).map_err(|_| anyhow!("more customers than 4 thousand million"))?;
            purchases.customer.push(*places.entry(id).or_insert(next));
            purchases.day.push(before.1);
            purchases.amount.push(amount);
            purchases.first_day = purchases.first_day.min(before.1);
            purchases.last_day = purchases.last_day.max(before.1);
        }
        if purchases.customer.is_empty() {
            return Err(customers.complain(0, "no row names a customer"));
        }
        let mut sorted: Vec<(&str, u32)> = places.into_iter().collect();
        sorted.sort_unstable();
        let mut place = vec![0; sorted.len()];
        for (at, (_, old)) in (0u32..).zip(&sorted) {
            place[*old as usize] = at;
        }
        purchases.customer.iter_mut().for_each(|customer| *customer = place[*customer as usize]);
        purchases.ids = sorted.into_iter().map(|(id, _)| id.to_owned()).collect();
        Ok(purchases)
    }

    pub fn orders(&self) -> Orders<'_> {
        Orders { customer: &self.customer, day: &self.day, amount: &self.amount }
    }
}

const EPOCH: Date = Date::constant(1970, 1, 1);
const LEAST_DIGITS: usize = 2;
const MOST_DIGITS: usize = 6;

/// Days since 1970-01-01.
pub fn day_of(date: Date) -> i32 {
    (date - EPOCH).get_days()
}

pub fn date_of(day: i32) -> String {
    let span = jiff::Span::new().try_days(i64::from(day));
    match span.and_then(|span| EPOCH.checked_add(span)) {
        Ok(date) => date.to_string(),
        Err(_) => "after 9999".to_owned(),
    }
}

/// Months since the year 0, 0 outside the calendar.
pub fn month(day: i32) -> i32 {
    let date = jiff::Span::new().try_days(i64::from(day)).and_then(|span| EPOCH.checked_add(span));
    date.map_or(0, |date| i32::from(date.year()) * 12 + i32::from(date.month()) - 1)
}

/// The day of a date or of a moment, whose time of day does not count.
fn day(text: &str) -> Result<i32, String> {
    let date = text.split(['T', ' ']).next().unwrap_or("");
    date.parse::<Date>().map(day_of).map_err(|_| format!("'{text}' is not a date such as 2026-01-31"))
}

/// Digits after the point in the amount that has most of them.
fn most_digits(column: Column<'_>) -> Result<usize> {
    let digits = |cell: &str| match cell.split_once('.') {
        Some((_, rest)) if !cell.contains(['e', 'E']) => rest.trim_end_matches('0').len().min(MOST_DIGITS),
        Some(_) => MOST_DIGITS,
        None => 0,
    };
    Ok(column.cells().map(digits).fold(LEAST_DIGITS, usize::max))
}

/// The amount in units of 10^-digits, exactly as long as it is written out.
fn counted(column: Column<'_>, row: usize, digits: usize) -> Result<i64> {
    let cell = column.cell(row);
    if let Some(exact) = exactly(cell, digits) {
        return Ok(exact);
    }
    let scaled = (column.number(row)? * 10f64.powi(i32::try_from(digits).unwrap_or(0))).round();
    if scaled.abs() < 9e18 {
        Ok(scaled as i64)
    } else {
        Err(column.complain(row, format_args!("{cell} is too large")))
    }
}

fn exactly(cell: &str, digits: usize) -> Option<i64> {
    let (sign, body) = match cell.strip_prefix('-') {
        Some(body) => (-1, body),
        None => (1, cell),
    };
    let (whole, part) = body.split_once('.').unwrap_or((body, ""));
    let part = part.trim_end_matches('0');
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > digits || !plain(whole) || !plain(part) {
        return None;
    }
    let scale = |places: usize| 10i64.checked_pow(u32::try_from(places).ok()?);
    let fraction = if part.is_empty() { 0 } else { part.parse::<i64>().ok()? * scale(digits - part.len())? };
    whole.parse::<i64>().ok()?.checked_mul(scale(digits)?)?.checked_add(fraction)?.checked_mul(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn purchases(text: &str) -> Result<Purchases> {
        Purchases::of(&Table::parse(text).unwrap())
    }

    #[test]
    fn amounts_are_exact_and_customers_in_order() {
        let read = purchases(
            "customer_id,date,amount\n10,2026-01-02,0.10\n9,2026-01-01 08:00:00,-1.255\n,2026-02-01,7\n",
        );
        let read = read.unwrap();
        assert_eq!(read.ids, ["10", "9"]);
        assert_eq!(read.orders().amount, [100, -1255]);
        assert_eq!(read.units, 1000.0);
        assert_eq!((read.first_day, read.last_day, read.without_customer), (20_454, 20_455, 1));
        assert_eq!(date_of(read.last_day), "2026-01-02");
    }

    #[test]
    fn a_bad_cell_is_named() {
        let complaint = |text: &str| purchases(text).err().unwrap().to_string();
        let head = "customer_id,date,amount\n1,2026-01-02,5\n";
        assert_eq!(
            complaint(&format!("{head}1,32/13,5\n")),
            "row 3, column date: '32/13' is not a date such as 2026-01-31"
        );
        assert_eq!(
            complaint(&format!("{head}1,2026-01-02,NaN\n")),
            "row 3, column amount: 'NaN' is not finite"
        );
        assert_eq!(complaint(&format!("{head}1,2026-01-02,\n")), "row 3, column amount: '' is not a number");
        assert_eq!(
            complaint(&format!("{head}1,2026-01-02,1e17\n")),
            "row 3, column amount: 1e17 is too large"
        );
        assert!(purchases(&format!("{head}1,1900-01-01,1000000000000000\n2,2999-12-31,1\n")).is_ok());
        assert_eq!(
            complaint("customer_id,day\n1,2\n"),
            "row 1: there is no column 'date' or 'datetime'; there are customer_id, day"
        );
    }
}
