use super::{bodies, upkeep};
use crate::openapi::parts::{answer, body, operation, reference};
use serde_json::{Map, Value as Json, json};

/// An address that does not come from the catalog.
pub(super) struct Fixed {
    pub tag: &'static str,
    pub method: &'static str,
    pub path: &'static str,
    pub summary: &'static str,
    pub status: &'static str,
    /// Fields of a JSON body; a star means that the field is needed. None at all: no body.
    pub body: &'static [&'static str],
    /// Query parameters.
    pub query: &'static [&'static str],
}

pub(super) const fn fixed(
    tag: &'static str,
    method: &'static str,
    path: &'static str,
    summary: &'static str,
    status: &'static str,
) -> Fixed {
    Fixed { tag, method, path, summary, status, body: &[], query: &[] }
}

const FIXED: &[Fixed] = &[
    fixed("session", "get", "/session", "Who is signed in", "200"),
    Fixed {
        body: &["email*", "password*", "code"],
        ..fixed("session", "post", "/session", "Sign in", "200")
    },
    Fixed {
        body: &["name", "language", "time_zone", "screen"],
        ..fixed("session", "patch", "/session", "Change one's own profile", "200")
    },
    fixed("session", "delete", "/session", "Sign out", "204"),
    Fixed {
        body: &["role"],
        ..fixed("session", "patch", "/session/seen_as", "See as a role, or with one's own eyes again", "200")
    },
    fixed("session", "get", "/session/mail", "How often one hears of one's notifications by mail", "200"),
    Fixed {
        body: &["company*", "name*", "email*", "password*", "language", "currency", "time_zone"],
        ..fixed("session", "post", "/setup", "Make the first administrator", "201")
    },
    fixed("session", "get", "/sessions", "One's open sessions", "200"),
    fixed("session", "delete", "/sessions/{id}", "End a session", "204"),
    Fixed {
        body: &["current*", "new*"],
        ..fixed("session", "post", "/password", "Change one's password", "200")
    },
    Fixed {
        body: &["password*"],
        ..fixed("session", "post", "/users/{id}/password", "Give somebody a password", "204")
    },
    fixed("session", "get", "/totp", "Whether a second factor is on", "200"),
    Fixed { body: &["password*"], ..fixed("session", "post", "/totp/begin", "Begin a second factor", "200") },
    Fixed {
        body: &["code*"],
        ..fixed("session", "post", "/totp/confirm", "Switch the second factor on", "200")
    },
    Fixed {
        body: &["password*"],
        ..fixed("session", "post", "/totp/disable", "Switch the second factor off", "200")
    },
    fixed("session", "get", "/tokens", "One's API tokens", "200"),
    Fixed {
        body: &["name*", "role", "expires"],
        ..fixed("session", "post", "/tokens", "Make an API token", "201")
    },
    fixed("session", "delete", "/tokens/{id}", "End an API token", "204"),
    fixed("company", "get", "/catalog", "Objects and fields", "200"),
    fixed("company", "get", "/settings", "Settings", "200"),
    fixed("company", "get", "/company/logo", "The company's logo", "200"),
    fixed("company", "put", "/company/logo", "A new logo", "200"),
    fixed("company", "delete", "/company/logo", "No logo any more", "204"),
    Fixed {
        body: &["object*", "formula*"],
        ..fixed(
            "company",
            "post",
            "/definitions/formula",
            "Whether a text is a formula over an object",
            "200",
        )
    },
    fixed("company", "get", "/definitions/objects", "The company's own objects and fields", "200"),
    fixed(
        "company",
        "delete",
        "/definitions/objects/{object}",
        "Remove an object of the company's own",
        "204",
    ),
    fixed(
        "company",
        "delete",
        "/definitions/objects/{object}/fields/{field}",
        "Remove a field of the company's own",
        "204",
    ),
    Fixed {
        query: &["q", "limit", "objects"],
        ..fixed("search", "get", "/search", "Search all objects", "200")
    },
    fixed("files", "get", "/files/{id}", "A file", "200"),
    fixed("files", "post", "/files", "Put a file in", "201"),
    fixed("events", "get", "/events", "Changes within reach, as server-sent events", "200"),
    fixed("company", "get", "/openapi.json", "This document", "200"),
    fixed("imports", "post", "/imports", "Put a file in and see what would become of it", "201"),
    Fixed {
        query: &["as"],
        ..fixed("imports", "get", "/imports/targets", "What the columns of a file can become", "200")
    },
    fixed("imports", "get", "/imports/{id}", "An import", "200"),
    fixed("imports", "post", "/imports/{id}/cancel", "Stop an import", "200"),
    fixed("imports", "post", "/imports/{id}/undo", "Take an import back", "202"),
    fixed("imports", "get", "/imports/{id}/errors", "The refused rows", "200"),
    fixed("bulk_jobs", "post", "/bulk_jobs/{id}/undo", "Take a bulk job back", "202"),
    fixed("insight", "get", "/insight", "What all customers are worth together", "200"),
    Fixed {
        query: &["by"],
        ..fixed("insight", "get", "/insight/cohorts", "Customers by their first purchase", "200")
    },
    fixed(
        "insight",
        "get",
        "/insight/sales",
        "What customers bought by month, and what is to be expected of the next months",
        "200",
    ),
    Fixed {
        query: &["group", "stay", "margin", "growth", "discount", "winning"],
        ..fixed("insight", "get", "/insight/retention", "What it is worth that customers stay", "200")
    },
    fixed("insight", "get", "/insight/influence", "Who brings customers, and what those are worth", "200"),
    fixed("insight", "get", "/insight/effect", "What offering alerts changed, against a hold-out", "200"),
    fixed("insight", "get", "/insight/past", "What the customers were worth at earlier runs", "200"),
    fixed("insight", "get", "/insight/team", "What lies on whose desk", "200"),
    Fixed {
        body: &["as_of"],
        ..fixed("insight", "post", "/insight/run", "Work out the value of every customer", "202")
    },
    fixed("insight", "get", "/sql", "The tables that may be asked in SQL", "200"),
    fixed("insight", "get", "/customers/{id}/insight", "What is known of the value of a customer", "200"),
    fixed("insight", "get", "/customers/{id}/referrals", "Who brought a customer, whom he brought", "200"),
    fixed("insight", "get", "/customers/{id}/value_history", "How the value of a customer went", "200"),
    fixed("insight", "get", "/customers/{id}/portrait", "A customer from all sides", "200"),
    fixed("company", "get", "/docs", "These addresses as a page", "200"),
];

/// Addresses whose bodies hold more than texts, or fields that nobody can list.
const FREE: [(&str, &str, &str, &str); 12] = [
    ("post", "/sql", "One SELECT over all objects as tables, within reach", "200"),
    (
        "patch",
        "/session/mail",
        "Hear of one's notifications by mail: never, at_once or daily at an hour",
        "200",
    ),
    ("post", "/imports/{id}/preview", "Correct an import", "200"),
    ("post", "/imports/{id}/start", "Start an import", "202"),
    ("patch", "/settings", "Change settings", "200"),
    ("patch", "/mail", "Change through which server mail goes out", "200"),
    ("patch", "/numbers/{object}/{field}", "Write a running number otherwise, or let it go on later", "204"),
    ("post", "/invitations", "Invite somebody", "201"),
    ("post", "/definitions/objects", "Add an object of the company's own", "201"),
    ("post", "/definitions/objects/{object}/fields", "Add a field of the company's own", "201"),
    (
        "patch",
        "/definitions/objects/{object}",
        "Call and lay out an object otherwise: labels, icon, fields, columns, quick; null brings back what was declared",
        "200",
    ),
    (
        "patch",
        "/definitions/objects/{object}/fields/{field}",
        "Call and show a field otherwise: labels, help, hidden, required, options; null brings back what was declared",
        "200",
    ),
];

pub fn paths(into: &mut Map<String, Json>) {
    for page in FIXED.iter().chain(upkeep::FIXED) {
        let mut made = operation(page.tag, page.summary, (page.status, good(page)));
        if matches!((page.method, page.path), ("post", "/files" | "/imports") | ("put", "/company/logo")) {
            made.insert("requestBody".to_owned(), upload(page.path));
        } else if !page.body.is_empty() {
            made.insert("requestBody".to_owned(), body(&object_of(page.body)));
        }
        put(into, page.path, page.method, made, page.query);
    }
    for (method, path, summary, status) in FREE {
        let free = json!({ "type": "object" });
        let mut made = operation("company", summary, (status, answer("Done.", &free)));
        let schema = bodies::of(method, path).unwrap_or(free);
        made.insert("requestBody".to_owned(), body(&schema));
        put(into, path, method, made, &[]);
    }
}

fn put(into: &mut Map<String, Json>, path: &str, method: &str, mut made: Map<String, Json>, query: &[&str]) {
    let named = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let in_path = named
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }));
    let in_query =
        query.iter().map(|name| json!({ "name": name, "in": "query", "schema": { "type": "string" } }));
    let parameters: Vec<Json> = in_path.chain(in_query).collect();
    if !parameters.is_empty() {
        made.insert("parameters".to_owned(), Json::Array(parameters));
    }
    let public = matches!(
        (method, path),
        (_, "/setup" | "/openapi.json" | "/docs") | ("get" | "post", "/session") | ("get", "/company/logo")
    ) || matches!(
        path,
        "/invitation" | "/invitation/accept" | "/password/forgotten" | "/password/new"
    );
    if public {
        made.insert("security".to_owned(), json!([]));
    }
    into.entry(path.to_owned()).or_insert_with(|| json!({}))[method] = Json::Object(made);
}

fn good(page: &Fixed) -> Json {
    match page.path {
        _ if page.status == "204" => json!({ "description": "Done." }),
        "/session" | "/session/seen_as" | "/setup" | "/password" | "/invitation/accept" => {
            answer("The session.", &reference("session"))
        }
        "/events" => json!({ "description": "A stream.", "content": { "text/event-stream": {} } }),
        "/docs" => json!({ "description": "A page.", "content": { "text/html": {} } }),
        "/imports/{id}/errors" => json!({ "description": "The file.", "content": { "text/csv": {} } }),
        "/backups/{name}" if page.method == "get" => {
            json!({ "description": "The file.", "content": { "application/zip": {} } })
        }
        "/files/{id}" | "/company/logo" if page.method == "get" => {
            json!({ "description": "The file.", "content": { "*/*": {} } })
        }
        "/sessions" => answer("A list.", &json!({ "type": "array" })),
        "/tokens" if page.method == "get" => answer("A list.", &json!({ "type": "array" })),
        _ => answer(page.summary, &json!({ "type": "object" })),
    }
}

fn object_of(fields: &[&str]) -> Json {
    let required: Vec<&str> = fields.iter().filter_map(|field| field.strip_suffix('*')).collect();
    let properties: Map<String, Json> = fields
        .iter()
        .map(|field| {
            let needed = field.ends_with('*');
            let kind = match *field {
                "screen" => json!({ "type": "object" }),
                _ if needed => json!({ "type": "string", "minLength": 1 }),
                _ => json!({ "type": ["string", "null"] }),
            };
            (field.trim_end_matches('*').to_owned(), kind)
        })
        .collect();
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

fn upload(path: &str) -> Json {
    let more: &[&str] = match path {
        "/files" => &["about"],
        "/company/logo" => &[],
        _ => &["as", "map", "key", "sheet", "encoding", "dry_run", "start"],
    };
    let mut properties: Map<String, Json> =
        more.iter().map(|name| ((*name).to_owned(), json!({ "type": "string" }))).collect();
    properties.insert(
        "file".to_owned(),
        json!({ "type": "string", "contentMediaType": "application/octet-stream" }),
    );
    json!({ "required": true, "content": { "multipart/form-data": { "schema": {
        "type": "object",
        "required": ["file"],
        "properties": properties,
        "additionalProperties": false,
    } } } })
}
