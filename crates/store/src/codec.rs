use crate::bind::Answer;
use crate::error::StoreError;
use crate::shape::{currency_column, object_column, sort_column};
use catalog::Field;
use sea_query::Value as Bindable;
use value::{
    Column, Currency, Decimal, FieldType, Id, Link, Money, Timestamp, Value, date_from_days, days_of_date,
    decimal_to_scaled, moment_from_micros, scaled_to_decimal, text,
};

/// The values of a record by position of their fields; fields that were not selected are empty.
pub type Row = Vec<Value>;

/// The columns of a field that a select reads, in reading order.
pub(crate) fn read_columns(field: &Field) -> Vec<String> {
    match field.column() {
        Column::Text | Column::Json | Column::Integer | Column::Id | Column::Boolean => {
            vec![field.name.clone()]
        }
        Column::Money => vec![field.name.clone(), currency_column(&field.name)],
        Column::Link => vec![field.name.clone(), object_column(&field.name)],
        Column::Links => Vec::new(),
    }
}

/// The columns of a field that a write fills, with the values for them.
pub(crate) fn write_columns(field: &Field, value: &Value) -> Vec<(String, Bindable)> {
    let mut values = Vec::with_capacity(2);
    write_values(field, value, &mut values);
    column_names(field).into_iter().zip(values).collect()
}

/// The columns of a field that a write fills.
pub(crate) fn column_names(field: &Field) -> Vec<String> {
    let mut names = read_columns(field);
    if field.sorts_by_language() {
        names.push(sort_column(&field.name));
    }
    names
}

/// The values for these columns.
pub(crate) fn write_values(field: &Field, value: &Value, values: &mut Vec<Bindable>) {
    match field.column() {
        Column::Text => values.push(text_of(value)),
        Column::Json => values.push(json_of(value)),
        Column::Integer => values.push(Bindable::BigInt(whole_of(field, value))),
        Column::Id => values.push(Bindable::BigInt(value.as_id().map(|id| id.0))),
        Column::Boolean => values.push(Bindable::Bool(match value {
            Value::Boolean(truth) => Some(*truth),
            _ => None,
        })),
        Column::Money => {
            let money = value.as_money();
            values.push(Bindable::BigInt(money.map(|money| money.minor)));
            values.push(Bindable::String(money.map(|money| money.currency.code().to_owned())));
        }
        Column::Link => {
            let link = match value {
                Value::Link(link) => Some(link),
                _ => None,
            };
            values.push(Bindable::BigInt(link.map(|link| link.id.0)));
            values.push(Bindable::String(link.map(|link| link.object.clone())));
        }
        Column::Links => {}
    }
    if field.sorts_by_language() {
        let key = sort_text(value).map(|words| text::sort_key(words, field.order));
        values.push(Bindable::Bytes(key));
    }
}

/// Reads a field's value from an answer, from `place` on; moves `place` past its columns.
pub(crate) fn read_value(field: &Field, answer: &Answer<'_>, place: &mut usize) -> Result<Value, StoreError> {
    let here = *place;
    let broken = |what: &str| StoreError::Broken(format!("column {} holds {what}", field.name));
    let value = match field.column() {
        Column::Links => return Ok(Value::Null),
        Column::Text => answer.text(here)?.map_or(Value::Null, Value::Text),
        Column::Json => match answer.text(here)? {
            None => Value::Null,
            Some(written) => read_json(field, &written).ok_or_else(|| broken("no JSON"))?,
        },
        Column::Boolean => answer.truth(here)?.map_or(Value::Null, Value::Boolean),
        Column::Id => answer.whole(here)?.map_or(Value::Null, |number| Value::Id(Id(number))),
        Column::Integer => match answer.whole(here)? {
            None => Value::Null,
            Some(number) => {
                value_of_whole(field, number).ok_or_else(|| broken("a date beyond the calendar"))?
            }
        },
        Column::Money => {
            *place += 2;
            let (Some(minor), Some(code)) = (answer.whole(here)?, answer.text(here + 1)?) else {
                return Ok(Value::Null);
            };
            let currency: Currency = code.parse().map_err(|_| broken("no currency"))?;
            return Ok(Value::Money(Money::new(minor, currency)));
        }
        Column::Link => {
            *place += 2;
            let (Some(id), Some(object)) = (answer.whole(here)?, answer.text(here + 1)?) else {
                return Ok(Value::Null);
            };
            return Ok(Value::Link(Link { object, id: Id(id) }));
        }
    };
    *place += 1;
    Ok(value)
}

/// The value that a whole number in a field's column stands for.
pub(crate) fn value_of_whole(field: &Field, number: i64) -> Option<Value> {
    match field.result {
        FieldType::Decimal | FieldType::Percent => {
            Some(Value::Decimal(scaled_to_decimal(number, field.scale)))
        }
        FieldType::Date => date_from_days(number).map(Value::Date),
        FieldType::DateTime => moment_from_micros(number).map(Value::Moment),
        _ => Some(Value::Integer(number)),
    }
}

/// The whole number that a field's column keeps for a value.
pub(crate) fn whole_of(field: &Field, value: &Value) -> Option<i64> {
    match (value, field.result) {
        (Value::Integer(number), FieldType::Decimal | FieldType::Percent) => {
            decimal_to_scaled(Decimal::from(*number), field.scale)
        }
        (Value::Integer(number), _) => Some(*number),
        (Value::Decimal(number), _) => decimal_to_scaled(*number, field.scale),
        (Value::Date(date), FieldType::DateTime) => Some(days_of_date(*date) * 86_400_000_000),
        (Value::Date(date), _) => Some(days_of_date(*date)),
        (Value::Moment(moment), _) => Some(moment.as_microsecond()),
        (Value::Id(id), _) => Some(id.0),
        (Value::Boolean(truth), _) => Some(i64::from(*truth)),
        (Value::Money(money), _) => Some(money.minor),
        (Value::Text(written), FieldType::Date) => written.parse().ok().map(days_of_date),
        (Value::Text(written), FieldType::DateTime) => match written.parse::<Timestamp>() {
            Ok(moment) => Some(moment.as_microsecond()),
            Err(_) => written.parse().ok().map(|day| days_of_date(day) * 86_400_000_000),
        },
        (Value::Null | Value::Text(_) | Value::Link(_) | Value::List(_) | Value::Json(_), _) => None,
    }
}

fn text_of(value: &Value) -> Bindable {
    Bindable::String(value.as_text().map(str::to_owned))
}

fn json_of(value: &Value) -> Bindable {
    Bindable::String(match value {
        Value::Json(json) => Some(json.to_string()),
        Value::List(list) => {
            let texts: Vec<&str> = list.iter().filter_map(Value::as_text).collect();
            Some(serde_json::json!(texts).to_string())
        }
        _ => None,
    })
}

fn read_json(field: &Field, written: &str) -> Option<Value> {
    let json: serde_json::Value = serde_json::from_str(written).ok()?;
    if field.result == FieldType::MultiChoice {
        let list = json.as_array()?.iter().filter_map(|item| item.as_str().map(Value::text)).collect();
        return Some(Value::List(list));
    }
    Some(Value::Json(json))
}

/// The text by which a value sorts.
fn sort_text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(words) => Some(words),
        Value::Json(json) => json.get("full").and_then(|full| full.as_str()),
        _ => None,
    }
}
