use crate::draft::Draft;
use crate::record::Record;
use catalog::Key;
use serde_json::Value as Json;
use value::{Date, Decimal, Id, Link, Money, Timestamp, Value};

/// A type that a field's value is read into and written from.
pub trait Held: Sized {
    /// What is in a value; nothing when it holds something else.
    fn of(value: &Value) -> Option<Self>;
    /// The value for a field.
    fn held(self) -> Value;
}

impl Record {
    /// What a field holds; nothing when it is empty, was not read, or belongs to another object.
    pub fn read<T: Held>(&self, key: Key<T>) -> Option<T> {
        if self.object.name == key.object { T::of(self.get(key.field)) } else { None }
    }
}

impl Draft {
    /// Sets a field.
    pub fn with<T: Held>(self, key: Key<T>, value: T) -> Draft {
        self.set(key.field, value.held())
    }

    /// Sets a field in place.
    pub fn write<T: Held>(&mut self, key: Key<T>, value: T) {
        self.put(key.field, value.held());
    }

    /// What it says of a field; nothing when it is silent or empties it.
    pub fn read<T: Held>(&self, key: Key<T>) -> Option<T> {
        self.get(key.field).and_then(T::of)
    }
}

impl Held for String {
    fn of(value: &Value) -> Option<String> {
        value.as_text().map(str::to_owned)
    }

    fn held(self) -> Value {
        Value::Text(self)
    }
}

impl Held for i64 {
    fn of(value: &Value) -> Option<i64> {
        value.as_integer()
    }

    fn held(self) -> Value {
        Value::Integer(self)
    }
}

impl Held for Decimal {
    fn of(value: &Value) -> Option<Decimal> {
        match value {
            Value::Decimal(number) => Some(*number),
            Value::Integer(number) => Some(Decimal::from(*number)),
            _ => None,
        }
    }

    fn held(self) -> Value {
        Value::Decimal(self)
    }
}

impl Held for Money {
    fn of(value: &Value) -> Option<Money> {
        value.as_money()
    }

    fn held(self) -> Value {
        Value::Money(self)
    }
}

impl Held for bool {
    fn of(value: &Value) -> Option<bool> {
        match value {
            Value::Boolean(truth) => Some(*truth),
            _ => None,
        }
    }

    fn held(self) -> Value {
        Value::Boolean(self)
    }
}

impl Held for Date {
    fn of(value: &Value) -> Option<Date> {
        value.as_date()
    }

    fn held(self) -> Value {
        Value::Date(self)
    }
}

impl Held for Timestamp {
    fn of(value: &Value) -> Option<Timestamp> {
        value.as_moment()
    }

    fn held(self) -> Value {
        Value::Moment(self)
    }
}

impl Held for Id {
    fn of(value: &Value) -> Option<Id> {
        match value {
            Value::Id(id) => Some(*id),
            _ => None,
        }
    }

    fn held(self) -> Value {
        Value::Id(self)
    }
}

impl Held for Link {
    fn of(value: &Value) -> Option<Link> {
        match value {
            Value::Link(link) => Some(link.clone()),
            _ => None,
        }
    }

    fn held(self) -> Value {
        Value::Link(self)
    }
}

impl Held for Json {
    fn of(value: &Value) -> Option<Json> {
        match value {
            Value::Json(json) => Some(json.clone()),
            _ => None,
        }
    }

    fn held(self) -> Value {
        Value::Json(self)
    }
}

impl<T: Held> Held for Vec<T> {
    fn of(value: &Value) -> Option<Vec<T>> {
        match value {
            Value::List(list) => list.iter().map(T::of).collect(),
            _ => None,
        }
    }

    fn held(self) -> Value {
        Value::List(self.into_iter().map(T::held).collect())
    }
}
