use crate::field::Field;
use crate::field_error::{Code, FieldError};
use crate::labels::Language;
use crate::{Catalog, Object};
use serde_json::{Map, Value as Json, json};
use value::{Column, Currency, Date, FieldType, Id, IdError, Link, Money, Timestamp, Value, parse_decimal};

/// What reading and writing JSON needs to know beside the field.
#[derive(Clone, Copy)]
pub struct JsonContext<'a> {
    /// For prefixes of references.
    pub catalog: &'a Catalog,
    /// Currency of amounts that name none.
    pub currency: Currency,
    /// Language of localized texts on the way out.
    pub language: Language,
}

/// Reads a field's value from JSON and brings it into its normal form.
pub fn read_json(field: &Field, json: &Json, ctx: &JsonContext<'_>) -> Result<Value, FieldError> {
    if json.is_null() {
        return Ok(Value::Null);
    }
    let wrong = |expected: &str| field.complaint(Code::Type).with("expected", expected);
    let value = match field.result {
        FieldType::Text
        | FieldType::LongText
        | FieldType::RichText
        | FieldType::Choice
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::AutoNumber => Value::text(json.as_str().ok_or_else(|| wrong("text"))?),
        FieldType::Number | FieldType::Duration => {
            Value::Integer(whole_number(json).ok_or_else(|| wrong("whole number"))?)
        }
        FieldType::Decimal | FieldType::Percent => {
            Value::Decimal(decimal(json).ok_or_else(|| wrong("decimal number"))?)
        }
        FieldType::Money => Value::Money(money(field, json, ctx)?),
        FieldType::Boolean => Value::Boolean(json.as_bool().ok_or_else(|| wrong("true or false"))?),
        FieldType::Date => {
            let text = json.as_str().ok_or_else(|| wrong("date"))?;
            if text.trim().is_empty() {
                return Ok(Value::Null);
            }
            let date: Date =
                text.parse().map_err(|_| field.complaint(Code::Format).with("expected", "YYYY-MM-DD"))?;
            Value::Date(date)
        }
        FieldType::DateTime => {
            let text = json.as_str().ok_or_else(|| wrong("date and time"))?;
            if text.trim().is_empty() {
                return Ok(Value::Null);
            }
            let moment: Timestamp = text
                .parse()
                .map_err(|_| field.complaint(Code::Format).with("expected", "YYYY-MM-DDTHH:MM:SSZ"))?;
            let whole = Timestamp::from_millisecond(moment.as_millisecond());
            Value::Moment(whole.map_err(|_| field.complaint(Code::Format))?)
        }
        FieldType::MultiChoice => {
            let list = json.as_array().ok_or_else(|| wrong("list of options"))?;
            let texts: Option<Vec<Value>> = list.iter().map(|item| item.as_str().map(Value::text)).collect();
            Value::List(texts.ok_or_else(|| wrong("list of options"))?)
        }
        FieldType::Reference | FieldType::File if field.many => {
            let list = json.as_array().ok_or_else(|| wrong("list of ids"))?;
            let ids: Result<Vec<Value>, FieldError> =
                list.iter().map(|item| reference(field, item, ctx)).collect();
            Value::List(ids?)
        }
        FieldType::Reference | FieldType::File => reference(field, json, ctx)?,
        FieldType::PersonName => person_name(json).ok_or_else(|| wrong("name"))?,
        FieldType::Address => address(json).ok_or_else(|| wrong("address"))?,
        FieldType::Json => Value::Json(json.clone()),
        FieldType::Formula | FieldType::RollUp => return Err(field.complaint(Code::ReadOnly)),
    };
    field.accept(value)
}

fn prefix_of<'a>(field: &Field, catalog: &'a Catalog) -> &'a str {
    field
        .to
        .first()
        .and_then(|name| catalog.object(name))
        .map_or("xxx", |object: &std::sync::Arc<Object>| object.prefix.as_str())
}

fn whole_number(json: &Json) -> Option<i64> {
    match json {
        Json::Number(number) => number
            .as_i64()
            .or_else(|| number.as_f64().filter(|f| f.fract() == 0.0 && f.abs() < 9e15).map(|f| f as i64)),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn decimal(json: &Json) -> Option<value::Decimal> {
    match json {
        Json::Number(number) => parse_decimal(&number.to_string()),
        Json::String(text) => parse_decimal(text),
        _ => None,
    }
}

fn money(field: &Field, json: &Json, ctx: &JsonContext<'_>) -> Result<Money, FieldError> {
    let wrong = || field.complaint(Code::Type).with("expected", "amount");
    let (amount, currency) = match json {
        Json::Object(parts) => {
            let amount = decimal(parts.get("amount").ok_or_else(wrong)?).ok_or_else(wrong)?;
            let currency = match parts.get("currency") {
                None | Some(Json::Null) => ctx.currency,
                Some(Json::String(code)) => code.parse().map_err(|_| field.complaint(Code::Currency))?,
                Some(_) => return Err(field.complaint(Code::Currency)),
            };
            (amount, currency)
        }
        other => (decimal(other).ok_or_else(wrong)?, ctx.currency),
    };
    Money::from_decimal(amount, currency).map_err(|_| field.complaint(Code::TooLarge))
}

fn reference(field: &Field, json: &Json, ctx: &JsonContext<'_>) -> Result<Value, FieldError> {
    let wrong = || field.complaint(Code::Type).with("expected", "id");
    let text = match json {
        Json::String(text) => text.as_str(),
        Json::Object(parts) => parts.get("id").and_then(Json::as_str).ok_or_else(wrong)?,
        _ => return Err(wrong()),
    };
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let complaint = |error: IdError| match error {
        IdError::Prefix { expected, .. } => field.complaint(Code::Prefix).with("expected", expected),
        IdError::Format(_) => field.complaint(Code::Format).with("expected", "id"),
    };
    if field.column() == Column::Id {
        return Id::parse(text, prefix_of(field, ctx.catalog)).map(Value::Id).map_err(complaint);
    }
    let (prefix, id) = Id::split(text).map_err(complaint)?;
    let object = ctx.catalog.by_prefix(prefix).ok_or_else(|| field.complaint(Code::Prefix))?;
    if !field.to.is_empty() && !field.to.contains(&object.name) {
        return Err(field.complaint(Code::Prefix).with("expected", field.to.join(" ")));
    }
    if field.column() == Column::Links && field.to.len() == 1 {
        return Ok(Value::Id(id));
    }
    Ok(Value::Link(Link { object: object.name.clone(), id }))
}

fn person_name(json: &Json) -> Option<Value> {
    let (family, given, full) = match json {
        Json::String(full) => (String::new(), String::new(), full.trim().to_owned()),
        Json::Object(parts) => {
            let part = |name: &str| parts.get(name).and_then(Json::as_str).unwrap_or("").trim().to_owned();
            (part("family"), part("given"), part("full"))
        }
        _ => return None,
    };
    let full = if !full.is_empty() {
        full
    } else if has_han(&family) || has_han(&given) {
        format!("{family}{given}")
    } else {
        format!("{given} {family}").trim().to_owned()
    };
    if full.is_empty() {
        return Some(Value::Null);
    }
    Some(Value::Json(json!({ "family": family, "given": given, "full": full })))
}

fn has_han(text: &str) -> bool {
    text.chars().any(|letter| ('\u{3400}'..='\u{9fff}').contains(&letter))
}

const ADDRESS_PARTS: [&str; 6] = ["country", "province", "city", "district", "street", "postcode"];

fn address(json: &Json) -> Option<Value> {
    let mut kept = Map::new();
    match json {
        Json::String(street) => {
            kept.insert("street".to_owned(), Json::from(street.trim()));
        }
        Json::Object(parts) => {
            for name in ADDRESS_PARTS {
                match parts.get(name) {
                    None | Some(Json::Null) => {}
                    Some(Json::String(text)) if text.trim().is_empty() => {}
                    Some(Json::String(text)) => {
                        kept.insert(name.to_owned(), Json::from(text.trim()));
                    }
                    Some(_) => return None,
                }
            }
            if parts.keys().any(|name| !ADDRESS_PARTS.contains(&name.as_str())) {
                return None;
            }
        }
        _ => return None,
    }
    let blank = kept.values().all(|part| part.as_str().unwrap_or_default().is_empty());
    Some(if blank { Value::Null } else { Value::Json(Json::Object(kept)) })
}
