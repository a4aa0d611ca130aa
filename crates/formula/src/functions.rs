use crate::compare::{day_of, order};
use crate::evaluate::Term;
use crate::function::Function;
use crate::matching::{contains, starts_with};
use jiff::SignedDuration;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::cmp::Ordering;
use value::{Date, Value, date_from_days, days_of_date, moment_text, round_half_away};

const MOST_DIGITS: i64 = 28;
const SECONDS_A_DAY: i64 = 86_400;

/// The functions of one number, which leave an amount an amount and an integer an integer.
pub(crate) fn adjusted(function: Function, number: Term, digits: &Value) -> Term {
    match number {
        Term::Amount(amount, currency) => adjusted_decimal(function, amount, digits)
            .map_or(Term::NOTHING, |amount| Term::Amount(amount, currency)),
        Term::Plain(Value::Integer(number)) => {
            let result = adjusted_decimal(function, Decimal::from(number), digits);
            let whole = result.and_then(|result| result.to_i64());
            Term::Plain(whole.map_or(Value::Null, Value::Integer))
        }
        Term::Plain(Value::Decimal(number)) => {
            Term::Plain(adjusted_decimal(function, number, digits).map_or(Value::Null, Value::Decimal))
        }
        Term::Plain(_) => Term::NOTHING,
    }
}

/// All functions of settled values.
pub(crate) fn apply(function: Function, values: &[Value]) -> Value {
    match (function, values) {
        (Function::Min, values) => extreme(values, Ordering::Less),
        (Function::Max, values) => extreme(values, Ordering::Greater),
        (Function::Empty, [value]) => Value::Boolean(value.is_empty()),
        (Function::Lower, [Value::Text(text)]) => Value::Text(text.to_lowercase()),
        (Function::Upper, [Value::Text(text)]) => Value::Text(text.to_uppercase()),
        (Function::Len, [value]) => length(value),
        (Function::Concat, values) => Value::Text(values.iter().map(written).collect()),
        (Function::Contains, [whole, part]) => Value::Boolean(contains(whole, part)),
        (Function::StartsWith, [whole, part]) => Value::Boolean(starts_with(whole, part)),
        (Function::DaysBetween, [from, to]) => days_between(from, to).map_or(Value::Null, Value::Integer),
        (Function::AddDays, [start, days]) => add_days(start, days).unwrap_or_default(),
        (Function::Year, [value]) => part_of_date(value, |date| i64::from(date.year())),
        (Function::Month, [value]) => part_of_date(value, |date| i64::from(date.month())),
        (Function::Day, [value]) => part_of_date(value, |date| i64::from(date.day())),
        _ => Value::Null,
    }
}

fn adjusted_decimal(function: Function, number: Decimal, digits: &Value) -> Option<Decimal> {
    match function {
        Function::Floor => Some(number.floor()),
        Function::Ceil => Some(number.ceil()),
        Function::Abs => Some(number.abs()),
        Function::Round => round(number, whole(digits)?),
        _ => None,
    }
}

/// Fewer than no digits rounds to tens, hundreds and so on.
fn round(number: Decimal, digits: i64) -> Option<Decimal> {
    if digits >= 0 {
        return Some(round_half_away(number, u32::try_from(digits.min(MOST_DIGITS)).ok()?));
    }
    if digits < -MOST_DIGITS {
        return Some(Decimal::ZERO);
    }
    let unit = Decimal::from_i128_with_scale(10_i128.pow(u32::try_from(-digits).ok()?), 0);
    round_half_away(number.checked_div(unit)?, 0).checked_mul(unit)
}

fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        Value::Decimal(number) => number.trunc().to_i64(),
        _ => None,
    }
}

fn extreme(values: &[Value], wanted: Ordering) -> Value {
    let Some((first, rest)) = values.split_first() else { return Value::Null };
    let mut best = first;
    for value in rest {
        match order(value, best) {
            Some(found) if found == wanted => best = value,
            Some(_) => {}
            None => return Value::Null,
        }
    }
    best.clone()
}

fn length(value: &Value) -> Value {
    let count = match value {
        Value::Text(text) => text.chars().count(),
        Value::List(members) => members.len(),
        _ => return Value::Null,
    };
    i64::try_from(count).map_or(Value::Null, Value::Integer)
}

fn written(value: &Value) -> String {
    match value {
        // An id is only readable with its object's prefix, which is not known here.
        Value::Null | Value::Id(_) | Value::Link(_) => String::new(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.normalize().to_string(),
        Value::Money(money) => money.amount().to_string(),
        Value::Text(text) => text.clone(),
        Value::Date(date) => date.to_string(),
        Value::Moment(moment) => moment_text(*moment),
        Value::List(members) => members.iter().map(written).collect::<Vec<_>>().join(", "),
        Value::Json(json) => json.to_string(),
    }
}

fn date_of(value: &Value) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        Value::Moment(moment) => Some(day_of(*moment)),
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}

fn days_between(from: &Value, to: &Value) -> Option<i64> {
    days_of_date(date_of(to)?).checked_sub(days_of_date(date_of(from)?))
}

fn add_days(start: &Value, days: &Value) -> Option<Value> {
    let days = whole(days)?;
    if let Value::Moment(moment) = start {
        let span = SignedDuration::from_secs(days.checked_mul(SECONDS_A_DAY)?);
        return moment.checked_add(span).ok().map(Value::Moment);
    }
    let date = date_of(start)?;
    date_from_days(days_of_date(date).checked_add(days)?).map(Value::Date)
}

fn part_of_date(value: &Value, part: fn(Date) -> i64) -> Value {
    date_of(value).map_or(Value::Null, |date| Value::Integer(part(date)))
}
