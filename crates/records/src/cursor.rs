use crate::error::Error;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use catalog::{Code, ID, Object};
use serde_json::{Value as Json, json};
use store::{Row, SortKey, SortOrder};
use value::{Id, Value, date_from_days, days_of_date, moment_from_micros};

/// The position behind a row, as opaque text. It fits only the sorting that it was made with.
pub(crate) fn write(object: &Object, keys: &[SortKey], row: &Row) -> String {
    let values: Vec<Json> = keys.iter().map(|key| plain(&row[key.field])).collect();
    let id = row[ID].as_id().map_or(0, |id| id.0);
    let text = json!({ "s": signature(object, keys), "v": values, "i": id.to_string() }).to_string();
    URL_SAFE_NO_PAD.encode(text)
}

/// Reads a position back; refuses one that was made for another sorting.
pub(crate) fn read(object: &Object, keys: &[SortKey], text: &str) -> Result<(Vec<Value>, Id), Error> {
    let wrong = || Error::field("cursor", Code::Format);
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong())?;
    let json: Json = serde_json::from_slice(&bytes).map_err(|_| wrong())?;
    if json.get("s").and_then(Json::as_str) != Some(signature(object, keys).as_str()) {
        return Err(wrong());
    }
    let id: i64 =
        json.get("i").and_then(Json::as_str).and_then(|text| text.parse().ok()).ok_or_else(wrong)?;
    let values = json.get("v").and_then(Json::as_array).ok_or_else(wrong)?;
    let values: Option<Vec<Value>> = values.iter().map(back).collect();
    Ok((values.ok_or_else(wrong)?, Id(id)))
}

fn signature(object: &Object, keys: &[SortKey]) -> String {
    let mut text = object.name.clone();
    for key in keys {
        let sign = if key.order == SortOrder::Up { '+' } else { '-' };
        text.push(sign);
        text.push_str(&object.fields[key.field].name);
    }
    text
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Null | Value::List(_) => Json::Null,
        Value::Boolean(truth) => json!({ "b": truth }),
        Value::Integer(number) => json!({ "n": number.to_string() }),
        Value::Decimal(number) => json!({ "d": number.to_string() }),
        Value::Money(money) => json!({ "n": money.minor.to_string() }),
        Value::Text(text) => json!({ "t": text }),
        Value::Date(date) => json!({ "y": days_of_date(*date).to_string() }),
        Value::Moment(moment) => json!({ "m": moment.as_microsecond().to_string() }),
        Value::Id(id) => json!({ "i": id.0.to_string() }),
        Value::Link(link) => json!({ "i": link.id.0.to_string() }),
        Value::Json(json) => json!({ "j": json }),
    }
}

fn back(json: &Json) -> Option<Value> {
    if json.is_null() {
        return Some(Value::Null);
    }
    let (kind, inner) = json.as_object()?.iter().next()?;
    let number = || inner.as_str()?.parse::<i64>().ok();
    match kind.as_str() {
        "b" => inner.as_bool().map(Value::Boolean),
        "n" => number().map(Value::Integer),
        "d" => inner.as_str().and_then(value::parse_decimal).map(Value::Decimal),
        "t" => inner.as_str().map(Value::text),
        "y" => number().and_then(date_from_days).map(Value::Date),
        "m" => number().and_then(moment_from_micros).map(Value::Moment),
        "i" => number().map(|id| Value::Id(Id(id))),
        "j" => Some(Value::Json(inner.clone())),
        _ => None,
    }
}
