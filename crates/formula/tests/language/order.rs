use formula::{Scope, Shape};
use std::collections::BTreeMap;
use value::{Currency, Date, FieldType, Id, Money, Timestamp, Value};

/// An order to work formulas out over.
pub struct Order {
    pub values: BTreeMap<&'static str, Value>,
}

impl Order {
    pub fn sample() -> Order {
        let euro: Currency = "EUR".parse().unwrap();
        let values = BTreeMap::from([
            ("amount", money(100_000)),
            ("cost", money(33_333)),
            ("paid_in_euro", Value::Money(Money::new(500, euro))),
            ("huge", money(i64::MAX)),
            ("discount", Value::Decimal("12.5".parse().unwrap())),
            ("quantity", Value::Integer(7)),
            ("largest", Value::Integer(i64::MAX)),
            ("smallest", Value::Integer(i64::MIN)),
            ("name", Value::text("Café Müller")),
            ("blank", Value::text("  ")),
            ("status", Value::text("open")),
            ("stage", Value::text("won")),
            ("urgent", Value::Boolean(true)),
            ("ordered_on", Value::Date("2024-02-28".parse().unwrap())),
            ("placed_at", Value::Moment("2024-02-28T15:30:00Z".parse().unwrap())),
            ("tags", Value::List(vec![Value::text("vip"), Value::text("new")])),
            ("no_tags", Value::List(Vec::new())),
            ("customer", Value::Id(Id(7))),
            ("customer.name", Value::text("Wang")),
            ("nothing", Value::Null),
        ]);
        Order { values }
    }
}

impl Scope for Order {
    fn field(&self, name: &str) -> Value {
        self.values.get(name).cloned().unwrap_or_default()
    }

    fn kind(&self, field: &str) -> Option<String> {
        (field == "stage").then(|| "closed".to_owned())
    }

    fn today(&self) -> Date {
        "2024-03-01".parse().unwrap()
    }

    fn now(&self) -> Timestamp {
        "2024-03-01T08:00:00Z".parse().unwrap()
    }
}

impl Shape for Order {
    fn kind_of(&self, name: &str) -> Option<FieldType> {
        let field_type = match self.values.get(name)? {
            Value::Null | Value::Json(_) => FieldType::Json,
            Value::Boolean(_) => FieldType::Boolean,
            Value::Integer(_) => FieldType::Number,
            Value::Decimal(_) => FieldType::Decimal,
            Value::Money(_) => FieldType::Money,
            Value::Text(_) if matches!(name, "stage" | "status") => FieldType::Choice,
            Value::Text(_) => FieldType::Text,
            Value::Date(_) => FieldType::Date,
            Value::Moment(_) => FieldType::DateTime,
            Value::Id(_) | Value::Link(_) => FieldType::Reference,
            Value::List(_) => FieldType::MultiChoice,
        };
        Some(field_type)
    }

    fn names(&self) -> Vec<String> {
        self.values.keys().map(|name| (*name).to_owned()).collect()
    }
}

pub fn money(fen: i64) -> Value {
    Value::Money(Money::new(fen, Currency::CNY))
}
