use catalog::{Field, Object};
use formula::Scope;
use store::Row;
use value::{Currency, Date, FieldType, Money, Timestamp, Value};

/// A record's values as a formula reads them.
pub(crate) struct RowScope<'a> {
    pub object: &'a Object,
    pub row: &'a Row,
    pub today: Date,
    pub now: Timestamp,
}

impl Scope for RowScope<'_> {
    fn field(&self, name: &str) -> Value {
        self.object.position(name).map_or(Value::Null, |position| self.row[position].clone())
    }

    fn kind(&self, field: &str) -> Option<String> {
        let position = self.object.position(field)?;
        let value = self.row[position].as_text()?;
        self.object.fields[position].option(value)?.kind.clone()
    }

    fn today(&self) -> Date {
        self.today
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}

/// Works out the formulas of a record; several rounds, because one may read another.
pub(crate) fn work_out(object: &Object, row: &mut Row, today: Date, now: Timestamp, currency: Currency) {
    let formulas: Vec<(usize, &Field, formula::Expr)> = object
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.kind == FieldType::Formula)
        .filter_map(|(position, field)| {
            Some((position, field, formula::parse(field.formula.as_deref()?).ok()?))
        })
        .collect();
    for _ in 0..=formulas.len().min(8) {
        let mut settled = true;
        for (position, field, expression) in &formulas {
            let value = formula::evaluate(expression, &RowScope { object, row, today, now });
            let value = fit(field, value, currency);
            if row[*position] != value {
                row[*position] = value;
                settled = false;
            }
        }
        if settled {
            break;
        }
    }
}

/// Whether a formula over a record holds.
pub(crate) fn holds(object: &Object, row: &Row, text: &str, today: Date, now: Timestamp) -> bool {
    formula::parse(text)
        .is_ok_and(|expression| formula::truth(&expression, &RowScope { object, row, today, now }))
}

/// Brings a formula's value into the field's result type; what does not fit is nothing.
fn fit(field: &Field, value: Value, currency: Currency) -> Value {
    let fitted = match (field.result, value) {
        (_, Value::Null) => return Value::Null,
        (FieldType::Money, Value::Money(money)) => Value::Money(money),
        (FieldType::Money, other) => {
            let money = other.as_decimal().and_then(|amount| Money::from_decimal(amount, currency).ok());
            money.map_or(Value::Null, Value::Money)
        }
        (FieldType::Decimal | FieldType::Percent, other) => {
            other.as_decimal().map_or(Value::Null, Value::Decimal)
        }
        (FieldType::Number, Value::Integer(number)) => Value::Integer(number),
        (FieldType::Number, other) => {
            let whole = other.as_decimal().and_then(|number| value::decimal_to_scaled(number, 0));
            whole.map_or(Value::Null, Value::Integer)
        }
        (_, other) => other,
    };
    field.accept(fitted).unwrap_or_default()
}
