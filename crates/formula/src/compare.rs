use rust_decimal::Decimal;
use std::cmp::Ordering;
use value::{Date, Money, Timestamp, Value};

/// One rule for formulas and conditions: lists hold when any member does, nothing equals nothing else.
pub(crate) fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::List(members), other) | (other, Value::List(members)) => {
            members.iter().any(|member| equal(member, other))
        }
        (Value::Json(left), Value::Json(right)) => left == right,
        _ => order(left, right) == Some(Ordering::Equal),
    }
}

/// None when the two cannot be compared.
pub(crate) fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Boolean(left), Value::Boolean(right)) => Some(left.cmp(right)),
        (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
        (Value::Json(name), Value::Text(right)) => Some(whole_name(name)?.cmp(right.as_str())),
        (Value::Text(left), Value::Json(name)) => Some(left.as_str().cmp(whole_name(name)?)),
        (Value::Money(left), Value::Money(right)) => {
            (left.currency == right.currency).then(|| left.minor.cmp(&right.minor))
        }
        (Value::Money(money), number) => number.as_decimal().map(|number| money_order(*money, number)),
        (number, Value::Money(money)) => {
            number.as_decimal().map(|number| money_order(*money, number).reverse())
        }
        (Value::Integer(left), Value::Integer(right)) => Some(left.cmp(right)),
        (Value::Integer(_) | Value::Decimal(_), Value::Integer(_) | Value::Decimal(_)) => {
            Some(left.as_decimal()?.cmp(&right.as_decimal()?))
        }
        (Value::Id(_) | Value::Link(_), Value::Id(_) | Value::Link(_)) => reference_order(left, right),
        (Value::Date(left), Value::Date(right)) => Some(left.cmp(right)),
        (Value::Date(left), Value::Text(right)) => Some(left.cmp(&right.parse::<Date>().ok()?)),
        (Value::Text(left), Value::Date(right)) => Some(left.parse::<Date>().ok()?.cmp(right)),
        (Value::Moment(left), right) => Some(left.cmp(&moment_of(right)?)),
        (left, Value::Moment(right)) => Some(moment_of(left)?.cmp(right)),
        _ => None,
    }
}

/// A person's name in parts is compared as the whole name.
pub(crate) fn whole_name(name: &serde_json::Value) -> Option<&str> {
    name.get("full").and_then(serde_json::Value::as_str)
}

/// An empty list has no row in a link table, so SQL cannot tell it from nothing.
pub(crate) fn is_nothing(found: &Value) -> bool {
    match found {
        Value::List(members) => members.is_empty(),
        other => other.is_null(),
    }
}

/// Midnight of a day in UTC.
pub(crate) fn start_of_day(date: Date) -> Option<Timestamp> {
    jiff::tz::TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()
}

/// The day in UTC.
pub(crate) fn day_of(moment: Timestamp) -> Date {
    jiff::tz::TimeZone::UTC.to_datetime(moment).date()
}

fn money_order(money: Money, number: Decimal) -> Ordering {
    match Money::from_decimal(number, money.currency) {
        Ok(other) => money.minor.cmp(&other.minor),
        Err(_) => money.amount().cmp(&number),
    }
}

fn reference_order(left: &Value, right: &Value) -> Option<Ordering> {
    if let (Value::Link(left), Value::Link(right)) = (left, right)
        && left.object != right.object
    {
        return None;
    }
    Some(left.as_id()?.0.cmp(&right.as_id()?.0))
}

fn moment_of(value: &Value) -> Option<Timestamp> {
    match value {
        Value::Moment(moment) => Some(*moment),
        Value::Date(date) => start_of_day(*date),
        Value::Text(text) => match text.parse::<Timestamp>() {
            Ok(moment) => Some(moment),
            Err(_) => start_of_day(text.parse().ok()?),
        },
        _ => None,
    }
}
