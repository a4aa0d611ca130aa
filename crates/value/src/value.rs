use crate::{Id, Money};
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

/// What a field of a record holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Null,
    /// Yes or no.
    Boolean(bool),
    /// Whole number; also seconds of a duration.
    Integer(i64),
    /// Exact decimal; also percent.
    Decimal(Decimal),
    /// Amount and currency.
    Money(Money),
    /// Text, a choice, an e-mail address, a phone number, a number of an auto number.
    Text(String),
    /// Calendar day.
    Date(Date),
    /// Instant.
    Moment(Timestamp),
    /// Reference to a record of the object that the field names.
    Id(Id),
    /// Reference to a record of any object.
    Link(Link),
    /// Several values: chosen options, several references.
    List(Vec<Value>),
    /// Address, name in parts, free JSON.
    Json(serde_json::Value),
}

/// A reference that carries its object's name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    /// Name of the object.
    pub object: String,
    /// The record.
    pub id: Id,
}

impl Value {
    /// Text or nothing.
    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    /// Nothing in it.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// Nothing, blank text or an empty list.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::List(list) => list.is_empty(),
            Value::Boolean(_)
            | Value::Integer(_)
            | Value::Decimal(_)
            | Value::Money(_)
            | Value::Date(_)
            | Value::Moment(_)
            | Value::Id(_)
            | Value::Link(_)
            | Value::Json(_) => false,
        }
    }

    /// The text in it.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The id in it, whichever kind of reference.
    pub fn as_id(&self) -> Option<Id> {
        match self {
            Value::Id(id) => Some(*id),
            Value::Link(link) => Some(link.id),
            _ => None,
        }
    }

    /// The whole number in it.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The truth value in it; nothing counts as no.
    pub fn is_true(&self) -> bool {
        matches!(self, Value::Boolean(true))
    }

    /// The money in it.
    pub fn as_money(&self) -> Option<Money> {
        match self {
            Value::Money(money) => Some(*money),
            _ => None,
        }
    }

    /// Any number as a decimal: integers, decimals and amounts.
    pub fn as_decimal(&self) -> Option<Decimal> {
        match self {
            Value::Integer(number) => Some(Decimal::from(*number)),
            Value::Decimal(number) => Some(*number),
            Value::Money(money) => Some(money.amount()),
            _ => None,
        }
    }

    /// The day in it.
    pub fn as_date(&self) -> Option<Date> {
        match self {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The instant in it.
    pub fn as_moment(&self) -> Option<Timestamp> {
        match self {
            Value::Moment(moment) => Some(*moment),
            _ => None,
        }
    }

    /// The ids in a list of references.
    pub fn ids(&self) -> Vec<Id> {
        match self {
            Value::List(list) => list.iter().filter_map(Value::as_id).collect(),
            other => other.as_id().into_iter().collect(),
        }
    }
}

/// The day that the database keeps as `days` since 1970; none beyond the calendar.
pub fn date_from_days(days: i64) -> Option<Date> {
    let days = i32::try_from(days).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// Days since 1970.
pub fn days_of_date(date: Date) -> i64 {
    let span = jiff::civil::date(1970, 1, 1).until(date);
    span.map(|span| i64::from(span.get_days())).unwrap_or_default()
}

/// The instant that the database keeps as microseconds since 1970; none beyond the calendar.
pub fn moment_from_micros(micros: i64) -> Option<Timestamp> {
    Timestamp::from_microsecond(micros).ok()
}

/// The day, in days since 1970, that a moment belongs to in a time zone; UTC's where nobody knows the zone.
pub fn day_in_zone(micros: i64, zone: &str) -> Option<i64> {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    moment_from_micros(micros).map(|moment| days_of_date(moment.to_zoned(zone).date()))
}

/// RFC 3339 in UTC with milliseconds.
pub fn moment_text(moment: Timestamp) -> String {
    format!("{moment:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_both_ways() {
        for (text, days) in [("1970-01-01", 0), ("1900-02-28", -25509), ("2999-12-31", 376199)] {
            let date: Date = text.parse().unwrap();
            assert_eq!(days_of_date(date), days, "{text}");
            assert_eq!(date_from_days(days), Some(date));
        }
        assert_eq!(date_from_days(i64::MAX), None);
    }

    #[test]
    fn moments_are_written_in_utc() {
        assert_eq!(
            moment_text(moment_from_micros(1_700_000_000_123_456).unwrap()),
            "2023-11-14T22:13:20.123Z"
        );
    }
}
