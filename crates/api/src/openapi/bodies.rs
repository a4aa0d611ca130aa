use serde_json::{Map, Value as Json, json};

/// What a body may hold whose fields are more than texts; nothing where nobody can list them.
pub(super) fn of(method: &str, path: &str) -> Option<Json> {
    Some(match (method, path) {
        ("patch", "/session/mail") => object(&[
            ("notices", json!({ "enum": ["never", "at_once", "daily", null] })),
            ("hour", json!({ "type": ["integer", "null"], "minimum": 0, "maximum": 23 })),
        ]),
        ("patch", "/mail") => object(&[
            ("host", text()),
            ("port", json!({ "type": ["integer", "null"], "minimum": 1, "maximum": 65535 })),
            ("security", json!({ "enum": ["none", "starttls", "tls", null] })),
            ("user", text()),
            ("password", text()),
            ("from_address", text()),
            ("from_name", text()),
        ]),
        ("post", "/sql") => question(),
        ("patch", "/numbers/{object}/{field}") => object(&[
            ("next", json!({ "type": ["integer", "null"], "minimum": 1, "maximum": 999_999_999_999_i64 })),
            ("format", text()),
            ("reset", json!({ "enum": ["never", "year", "month", "day", null] })),
        ]),
        ("patch", "/definitions/objects/{object}") => object(&[
            ("labels", object_labels()),
            ("icon", text()),
            ("fields", names()),
            ("columns", names()),
            ("quick", names()),
        ]),
        ("patch", "/definitions/objects/{object}/fields/{field}") => object(&[
            ("labels", texts()),
            ("help", texts()),
            ("hidden", json!({ "type": ["boolean", "null"] })),
            ("required", json!({ "type": ["boolean", "null"] })),
            ("options", options()),
        ]),
        _ => return None,
    })
}

fn object(properties: &[(&str, Json)]) -> Json {
    let properties: Map<String, Json> =
        properties.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn question() -> Json {
    let mut schema = object(&[
        ("sql", json!({ "type": "string", "minLength": 1, "maxLength": 20_000 })),
        ("limit", json!({ "type": ["integer", "null"], "minimum": 1, "maximum": 10_000 })),
        ("format", json!({ "enum": ["json", "csv", "xlsx", null] })),
    ]);
    schema["required"] = json!(["sql"]);
    schema
}

fn text() -> Json {
    json!({ "type": ["string", "null"] })
}

fn names() -> Json {
    json!({ "type": ["array", "null"], "items": { "type": "string" }, "uniqueItems": true })
}

/// A text in the languages of the program; null brings back what was declared.
fn texts() -> Json {
    let said = || json!({ "type": ["string", "null"], "minLength": 1, "maxLength": 200 });
    let mut schema = object(&[("en", said()), ("zh-Hans", said()), ("zh-Hant", said())]);
    schema["type"] = json!(["object", "null"]);
    schema
}

fn object_labels() -> Json {
    let mut schema = object(&[("one", texts()), ("many", texts()), ("help", texts())]);
    schema["type"] = json!(["object", "null"]);
    schema["patternProperties"] = json!({ "^sections\\.": texts() });
    schema
}

fn options() -> Json {
    let mut option = object(&[
        ("value", json!({ "type": "string", "minLength": 1, "maxLength": 50 })),
        ("kind", text()),
        ("color", text()),
        ("labels", texts()),
    ]);
    option["required"] = json!(["value"]);
    json!({ "type": ["array", "null"], "items": option, "maxItems": 500 })
}
