use crate::cell::{self, CellError, Choice, Style};
use crate::mapping::{Need, Target};
use crate::reading::Cell;
use catalog::{Field, JsonContext, LANGUAGES, Localized, Object, read_json};
use serde_json::Value as Json;
use value::{FieldType, Money, Value};

const ADDRESS_PARTS: [(&str, [&str; 3]); 6] = [
    ("country", ["Country", "国家", "國家"]),
    ("province", ["Province", "省份", "省份"]),
    ("city", ["City", "城市", "城市"]),
    ("district", ["District", "区县", "區縣"]),
    ("street", ["Street", "街道", "街道"]),
    ("postcode", ["Postcode", "邮编", "郵遞區號"]),
];

/// What a cell says about a field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Said {
    Nothing,
    Value(Value),
    /// Names of records that a reference points to; they have to be found yet.
    Names(Vec<String>),
    /// A part of an address.
    Part(&'static str, String),
}

/// What a column can become in an import of one object: its writable fields, and addresses in parts.
pub(super) fn targets(object: &Object) -> Vec<Target> {
    let mut targets = Vec::new();
    for field in object.fields.iter().filter(|field| field.writable() && is_importable(field.kind)) {
        let labels = labels(object, &format!("fields.{}", field.name));
        targets.push(Target {
            name: field.name.clone(),
            labels: labels.clone(),
            kind: field.kind,
            options: options(object, field),
            need: if field.required && field.default.is_none() { Need::Required } else { Need::Optional },
        });
        if field.kind == FieldType::Address {
            targets.extend(ADDRESS_PARTS.iter().map(|(part, words)| {
                Target {
                    name: format!("{}.{part}", field.name),
                    labels: Localized(
                        LANGUAGES
                            .iter()
                            .zip(words)
                            .map(|(language, word)| (*language, format!("{} {word}", labels.get(*language))))
                            .collect(),
                    ),
                    kind: FieldType::Text,
                    options: Vec::new(),
                    need: Need::Optional,
                }
            }));
        }
    }
    targets
}

/// The field that a target fills, and the part of it.
pub(super) fn field_of<'a>(object: &'a Object, target: &str) -> Option<(&'a Field, Option<&'static str>)> {
    let (name, part) = target.split_once('.').map_or((target, None), |(name, part)| (name, Some(part)));
    let field = object.field(name)?;
    match part {
        None => Some((field, None)),
        Some(part) => {
            let known = ADDRESS_PARTS.iter().map(|(known, _)| *known).find(|known| *known == part)?;
            Some((field, Some(known)))
        }
    }
}

/// Understands a cell as a value of a field.
pub(super) fn read(
    field: &Field,
    part: Option<&'static str>,
    cell: Cell<'_>,
    style: &Style,
    options: &[Choice],
    ctx: &JsonContext<'_>,
) -> Result<Said, CellError> {
    let plain = |value: Option<Value>| -> Result<Said, CellError> {
        let Some(value) = value else { return Ok(Said::Nothing) };
        let accepted = field.accept(value).map_err(|error| CellError::of_field(&error, &cell.shown()))?;
        Ok(if accepted.is_null() { Said::Nothing } else { Said::Value(accepted) })
    };
    let text = || cell::text(cell).map(|text| text.map(|text| text.into_owned()));
    if let Some(part) = part {
        return Ok(text()?.map_or(Said::Nothing, |text| Said::Part(part, text)));
    }
    match field.result {
        FieldType::Text
        | FieldType::LongText
        | FieldType::RichText
        | FieldType::Url
        | FieldType::AutoNumber => plain(text()?.map(Value::Text)),
        FieldType::Email => plain(cell::email(cell)?.map(Value::Text)),
        FieldType::Phone => plain(cell::phone(cell, field.home())?.map(Value::Text)),
        FieldType::Number | FieldType::Duration => plain(cell::integer(cell, style)?.map(Value::Integer)),
        FieldType::Decimal => plain(cell::decimal(cell, style)?.map(Value::Decimal)),
        FieldType::Percent => plain(cell::percent(cell, style)?.map(Value::Decimal)),
        FieldType::Money => match cell::amount(cell, style)? {
            None => Ok(Said::Nothing),
            Some(amount) => {
                let currency = amount.currency.unwrap_or(ctx.currency);
                let money = Money::from_decimal(amount.number, currency);
                plain(Some(Value::Money(money.map_err(|_| CellError::new("too_large", &cell.shown()))?)))
            }
        },
        FieldType::Boolean => plain(cell::boolean(cell)?.map(Value::Boolean)),
        FieldType::Date => plain(cell::date(cell, style)?.map(Value::Date)),
        FieldType::DateTime => match cell::moment(cell, style)? {
            None => Ok(Said::Nothing),
            Some(moment) => {
                let zoned = moment.to_zoned(style.zone.clone());
                let zoned = zoned.map_err(|_| CellError::new("not_a_date", &cell.shown()))?;
                plain(Some(Value::Moment(zoned.timestamp())))
            }
        },
        FieldType::Choice => plain(cell::choice(cell, options)?.map(Value::text)),
        FieldType::MultiChoice => {
            let chosen = cell::choices(cell, options)?;
            plain((!chosen.is_empty()).then(|| Value::List(chosen.into_iter().map(Value::text).collect())))
        }
        FieldType::Reference if field.many => Ok(match text()? {
            None => Said::Nothing,
            Some(text) => Said::Names(names(&text)),
        }),
        FieldType::Reference => Ok(text()?.map_or(Said::Nothing, |text| Said::Names(vec![text]))),
        FieldType::PersonName | FieldType::Address => match text()? {
            None => Ok(Said::Nothing),
            Some(text) => read_json(field, &Json::String(text), ctx)
                .map(|value| if value.is_null() { Said::Nothing } else { Said::Value(value) })
                .map_err(|error| CellError::of_field(&error, &cell.shown())),
        },
        FieldType::Json | FieldType::File | FieldType::Formula | FieldType::RollUp => Ok(Said::Nothing),
    }
}

fn names(text: &str) -> Vec<String> {
    let parts = text.split([',', ';', '|', '，', '；', '、', '\n']).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn is_importable(kind: FieldType) -> bool {
    match kind {
        FieldType::File
        | FieldType::Json
        | FieldType::Formula
        | FieldType::RollUp
        | FieldType::AutoNumber => false,
        FieldType::Text
        | FieldType::LongText
        | FieldType::RichText
        | FieldType::Number
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Percent
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::DateTime
        | FieldType::Duration
        | FieldType::Choice
        | FieldType::MultiChoice
        | FieldType::Reference
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Address
        | FieldType::PersonName => true,
    }
}

fn options(object: &Object, field: &Field) -> Vec<Choice> {
    let choice = |option: &catalog::Choice| {
        let labels = labels(object, &format!("options.{}.{}", field.name, option.value));
        Choice::new(&option.value, labels.0.values().map(String::as_str))
    };
    field.options.iter().map(choice).collect()
}

fn labels(object: &Object, path: &str) -> Localized {
    object.labels.get(path).cloned().unwrap_or_default()
}
