use crate::field::Field;
use crate::json::JsonContext;
use crate::labels::Localized;
use serde::Deserialize;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value as Json;
use value::Value;

/// A field's value on its way out as JSON: it goes straight into the text of an answer.
#[derive(Clone, Copy)]
pub struct Written<'a> {
    /// The field.
    pub field: &'a Field,
    /// Its value.
    pub value: &'a Value,
    /// What writing needs to know beside them.
    pub ctx: JsonContext<'a>,
}

/// Writes a field's value as JSON.
pub fn write_json(field: &Field, value: &Value, ctx: &JsonContext<'_>) -> Json {
    serde_json::to_value(Written { field, value, ctx: *ctx }).unwrap_or_default()
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let Written { field, value, ctx } = *self;
        match value {
            Value::Null => out.serialize_unit(),
            Value::Boolean(truth) => out.serialize_bool(*truth),
            Value::Integer(number) => out.serialize_i64(*number),
            Value::Decimal(number) => out.collect_str(&number.normalize()),
            Value::Money(money) => {
                let mut parts = out.serialize_map(Some(2))?;
                parts.serialize_entry("amount", &money.amount().to_string())?;
                parts.serialize_entry("currency", money.currency.code())?;
                parts.end()
            }
            Value::Text(text) => out.serialize_str(text),
            Value::Date(date) => out.collect_str(date),
            Value::Moment(moment) => out.serialize_str(&value::moment_text(*moment)),
            Value::Id(id) => out.serialize_str(&id.with_prefix(self.prefix())),
            Value::Link(link) => {
                let prefix = ctx.catalog.object(&link.object).map_or("xxx", |object| object.prefix.as_str());
                out.serialize_str(&link.id.with_prefix(prefix))
            }
            Value::List(list) => out.collect_seq(list.iter().map(|value| Written { value, ..*self })),
            Value::Json(json) if field.localized => match Localized::deserialize(json) {
                Ok(texts) => out.serialize_str(texts.get(ctx.language)),
                Err(_) => json.serialize(out),
            },
            Value::Json(json) => json.serialize(out),
        }
    }
}

impl Written<'_> {
    fn prefix(&self) -> &str {
        let target = self.field.to.first().and_then(|name| self.ctx.catalog.object(name));
        target.map_or("xxx", |object| object.prefix.as_str())
    }
}
