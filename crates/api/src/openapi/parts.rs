use formula::Op;
use serde_json::{Map, Value as Json, json};

/// Refusals that any operation may answer with.
const REFUSALS: [(&str, &str); 12] = [
    ("400", "A parameter or the body cannot be read."),
    ("401", "Nobody is signed in, or a second factor is needed."),
    ("403", "The roles do not allow it, or the X-CSRF-Token is missing."),
    ("404", "There is no such thing within reach."),
    ("405", "The address does not know this method."),
    ("409", "A rule of the business refuses it."),
    ("412", "The record was changed in the meantime."),
    ("413", "The body is too large."),
    ("415", "The body has the wrong media type."),
    ("422", "Fields are wrong; all complaints at once."),
    ("429", "Too many requests; Retry-After says when."),
    ("503", "The database does not answer now."),
];

pub fn schemas() -> Map<String, Json> {
    let Json::Object(schemas) = json!({
        "problem": {
            "type": "object",
            "required": ["type", "title", "status", "code", "trace_id"],
            "properties": {
                "type": { "type": "string" },
                "title": { "type": "string" },
                "status": { "type": "integer" },
                "detail": { "type": "string" },
                "code": { "type": "string", "enum": [
                    "not_found", "forbidden", "unauthenticated", "invalid", "stale", "refused", "limited", "unavailable",
                    "internal", "second_factor_required", "csrf", "too_large", "unsupported_media_type", "method_not_allowed",
                ] },
                "trace_id": { "type": "string" },
                "params": { "type": "object" },
                "errors": { "type": "array", "items": { "$ref": "#/components/schemas/complaint" } },
            },
        },
        "complaint": {
            "type": "object",
            "required": ["field", "code"],
            "properties": { "field": { "type": "string" }, "code": { "type": "string" }, "params": { "type": "object" } },
        },
        "money": {
            "type": "object",
            "required": ["amount", "currency"],
            "properties": { "amount": { "type": "string" }, "currency": { "type": "string", "pattern": "^[A-Z]{3}$" } },
        },
        "address": {
            "type": "object",
            "properties": {
                "country": { "type": "string" }, "province": { "type": "string" }, "city": { "type": "string" },
                "district": { "type": "string" }, "street": { "type": "string" }, "postcode": { "type": "string" },
            },
            "additionalProperties": false,
        },
        "person_name": {
            "type": "object",
            "properties": { "family": { "type": "string" }, "given": { "type": "string" }, "full": { "type": "string" } },
        },
        "condition": condition(),
        "groups": {
            "type": "object",
            "required": ["data"],
            "properties": { "data": { "type": "array", "items": {
                "type": "object",
                "required": ["group", "count"],
                "properties": {
                    "group": { "type": "object", "description": "The value of each field that was grouped by; a period is 2026, 2026-Q1, 2026-03, or the first day of the week." },
                    "count": { "type": "integer" },
                    "sum": { "type": "object" }, "avg": { "type": "object" },
                    "min": { "type": "object" }, "max": { "type": "object" },
                },
            } } },
        },
        "card": {
            "type": "object",
            "required": ["id", "object", "title"],
            "properties": { "id": { "type": "string" }, "object": { "type": "string" }, "title": { "type": "string" } },
        },
        "session": {
            "type": "object",
            "required": ["state", "company"],
            "properties": {
                "state": { "type": "string", "enum": ["setup", "signed_out", "signed_in"] },
                "csrf": { "type": "string" },
                "user": { "type": "object" },
                "company": { "type": "object" },
                "mail": { "type": "boolean" },
            },
        },
    }) else {
        return Map::new();
    };
    schemas
}

/// What `where`, the filter of a bulk job and a saved view have in common.
fn condition() -> Json {
    let list = |word: &str| {
        json!({ "type": "object", "required": [word], "additionalProperties": false,
            "properties": { word: { "type": "array", "items": { "$ref": "#/components/schemas/condition" } } } })
    };
    json!({
        "description": "At most 16 levels deep and 200 comparisons long. Fields of a reference are written with a dot \
            (customer.grade). A date may also be a word: today, yesterday, tomorrow, this_, last_ or next_ with week, \
            month, quarter or year, and last_N_days or next_N_days; days are counted where the asker is, and weeks begin \
            on Monday. A reference to a user may be 'me'.",
        "oneOf": [
            list("all"),
            list("any"),
            { "type": "object", "required": ["not"], "additionalProperties": false,
                "properties": { "not": { "$ref": "#/components/schemas/condition" } } },
            { "type": "object", "required": ["field", "op", "value"], "additionalProperties": false, "properties": {
                "field": { "type": "string", "minLength": 1 },
                "op": { "enum": Op::ALL.map(Op::word) },
                "value": { "description": "A list for in, nin and between, a truth value for is_null." },
            } },
        ],
    })
}

pub fn parameters() -> Json {
    let text = |name: &str, description: &str| json!({ "name": name, "in": "query", "description": description, "schema": { "type": "string" } });
    json!({
        "id": { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
        "limit": { "name": "limit", "in": "query", "description": "Records a page.",
            "schema": { "type": "integer", "minimum": 1, "maximum": 500, "default": 50 } },
        "offset": { "name": "offset", "in": "query", "description": "Records to leave out; instead of a cursor.",
            "schema": { "type": "integer", "minimum": 0, "maximum": 50_000_000 } },
        "cursor": text("cursor", "Where the next page begins: next_cursor of the page before."),
        "of": text("of", "Only entries of these objects, separated by commas."),
        "count": { "name": "count", "in": "query", "description": "Adds the total.", "schema": { "type": "boolean" } },
        "q": { "name": "q", "in": "query", "description": "Text to search for.", "schema": { "type": "string", "maxLength": 200 } },
        "sort": text("sort", "Fields with commas between; a minus sorts downwards."),
        "fields": text("fields", "Only these fields."),
        "expand": text("expand", "References to write as {id, object, title}."),
        "trash": { "name": "trash", "in": "query", "description": "Deleted records: only them, or with the others.",
            "schema": { "type": "string", "enum": ["hidden", "only", "with"] } },
        "purge": { "name": "purge", "in": "query", "description": "Out of the trash and gone for good; administrators only.",
            "schema": { "type": "boolean" } },
        "where": { "name": "where", "in": "query", "description": "A tree of conditions, beside the filters.",
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/condition" } } } },
        "filter": { "name": "filter", "in": "query", "style": "deepObject", "explode": true,
            "description": "filter[field][op]=value; all of them must hold. What may be written for a date, and how to say 'or', stands at the schema 'condition'.",
            "schema": { "type": "object", "additionalProperties": { "type": "object" } } },
        "if_match": { "name": "If-Match", "in": "header", "description": "The version that is to be changed.",
            "schema": { "type": "string" } },
        "idempotency_key": { "name": "Idempotency-Key", "in": "header",
            "description": "The request happens once however often it is sent with this key.",
            "schema": { "type": "string", "pattern": "^[!-~]{1,200}$" } },
    })
}

pub fn responses() -> Json {
    let mut responses = Map::new();
    for (status, description) in REFUSALS {
        let content =
            json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/problem" } } });
        responses
            .insert(format!("Problem{status}"), json!({ "description": description, "content": content }));
    }
    Json::Object(responses)
}

/// An operation with its good answer, and every refusal documented.
pub fn operation(tag: &str, summary: &str, good: (&str, Json)) -> Map<String, Json> {
    let (status, answer) = good;
    let mut responses = Map::new();
    responses.insert(status.to_owned(), answer);
    for (status, _) in REFUSALS {
        responses
            .insert(status.to_owned(), json!({ "$ref": format!("#/components/responses/Problem{status}") }));
    }
    let mut operation = Map::new();
    operation.insert("tags".to_owned(), json!([tag]));
    operation.insert("summary".to_owned(), Json::from(summary));
    operation.insert("responses".to_owned(), Json::Object(responses));
    operation
}

/// A JSON answer.
pub fn answer(description: &str, schema: &Json) -> Json {
    json!({ "description": description, "content": { "application/json": { "schema": schema } } })
}

pub fn body(schema: &Json) -> Json {
    json!({ "required": true, "content": { "application/json": { "schema": schema } } })
}

pub fn reference(schema: &str) -> Json {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

pub fn parameter(name: &str) -> Json {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}
