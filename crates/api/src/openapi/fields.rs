use crate::openapi::parts::reference;
use access::Level;
use catalog::{Catalog, Field};
use serde_json::{Value as Json, json};
use value::FieldType;

/// What a field looks like in an answer.
pub fn read(field: &Field, level: Level) -> Json {
    if level == Level::Mask {
        return json!({ "type": ["string", "null"], "description": "masked" });
    }
    match field.result {
        FieldType::Number | FieldType::Duration => json!({ "type": ["integer", "null"] }),
        FieldType::Decimal | FieldType::Percent => json!({ "type": ["string", "null"], "format": "decimal" }),
        FieldType::Money => nullable(reference("money")),
        FieldType::Boolean => json!({ "type": ["boolean", "null"] }),
        FieldType::Date => json!({ "type": ["string", "null"], "format": "date" }),
        FieldType::DateTime => json!({ "type": ["string", "null"], "format": "date-time" }),
        FieldType::Choice => json!({ "type": ["string", "null"] }),
        FieldType::MultiChoice => json!({ "type": ["array", "null"], "items": { "type": "string" } }),
        FieldType::Reference | FieldType::File if field.many => {
            json!({ "type": ["array", "null"], "items": { "anyOf": [{ "type": "string" }, reference("card")] } })
        }
        FieldType::Reference | FieldType::File => {
            json!({ "anyOf": [{ "type": "string" }, reference("card"), { "type": "null" }] })
        }
        FieldType::Address => nullable(json!({ "type": "object" })),
        FieldType::PersonName => nullable(reference("person_name")),
        FieldType::Json => json!({}),
        FieldType::Text
        | FieldType::LongText
        | FieldType::RichText
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::AutoNumber
        | FieldType::Formula
        | FieldType::RollUp => json!({ "type": ["string", "null"] }),
    }
}

/// What may be sent for a field.
pub fn write(field: &Field, catalog: &Catalog) -> Json {
    let text = |format: Option<&str>| {
        let mut schema = json!({ "type": ["string", "null"], "maxLength": field.max_length });
        if let Some(format) = format {
            schema["format"] = Json::from(format);
        }
        schema
    };
    match field.result {
        FieldType::Number | FieldType::Duration => bounded(field, json!({ "type": ["integer", "null"] })),
        FieldType::Decimal | FieldType::Percent => {
            bounded(field, json!({ "type": ["string", "number", "null"] }))
        }
        FieldType::Money => json!({ "anyOf": [
            { "type": ["string", "number", "null"] },
            { "type": "object", "required": ["amount"], "properties": {
                "amount": { "type": ["string", "number"] }, "currency": { "type": ["string", "null"] } } },
        ] }),
        FieldType::Boolean => json!({ "type": ["boolean", "null"] }),
        FieldType::Date => text(Some("date")),
        FieldType::DateTime => text(Some("date-time")),
        FieldType::Choice => {
            let mut options: Vec<Json> =
                field.options.iter().map(|option| Json::from(option.value.as_str())).collect();
            options.push(Json::Null);
            json!({ "enum": options })
        }
        FieldType::MultiChoice => {
            let options: Vec<&str> = field.options.iter().map(|option| option.value.as_str()).collect();
            json!({ "type": ["array", "null"], "items": { "enum": options } })
        }
        FieldType::Reference | FieldType::File if field.many => {
            json!({ "type": ["array", "null"], "items": id(field, catalog) })
        }
        FieldType::Reference | FieldType::File => nullable(id(field, catalog)),
        FieldType::Email => text(Some("email")),
        FieldType::Url => text(Some("uri")),
        FieldType::Address => json!({ "anyOf": [{ "type": ["string", "null"] }, reference("address")] }),
        FieldType::PersonName => {
            json!({ "anyOf": [{ "type": ["string", "null"] }, reference("person_name")] })
        }
        FieldType::Json => json!({}),
        FieldType::Text
        | FieldType::LongText
        | FieldType::RichText
        | FieldType::Phone
        | FieldType::AutoNumber
        | FieldType::Formula
        | FieldType::RollUp => text(None),
    }
}

fn id(field: &Field, catalog: &Catalog) -> Json {
    match field.target().and_then(|target| catalog.object(target)) {
        Some(target) => json!({ "type": "string", "pattern": format!("^{}_[0-9a-z]{{13}}$", target.prefix) }),
        None => json!({ "type": "string", "pattern": "^[a-z]{3}_[0-9a-z]{13}$" }),
    }
}

fn bounded(field: &Field, mut schema: Json) -> Json {
    if let Some(min) = field.min {
        schema["minimum"] = Json::from(min);
    }
    if let Some(max) = field.max {
        schema["maximum"] = Json::from(max);
    }
    schema
}

fn nullable(schema: Json) -> Json {
    json!({ "anyOf": [schema, { "type": "null" }] })
}
