use crate::openapi::fields;
use crate::openapi::parts::{answer, body, operation, parameter, reference};
use crate::pages::catalog::View;
use access::Verb;
use catalog::{Access, Action, Catalog, Field};
use serde_json::{Map, Value as Json, json};
use value::FieldType;

/// The schemas of an object: as it is read, as it is made, as it is changed, and the inputs of its commands.
pub fn schemas(view: &View<'_>, catalog: &Catalog, into: &mut Map<String, Json>) {
    let name = &view.object.name;
    let mut read = Map::new();
    let mut write = Map::new();
    let mut required: Vec<&str> = Vec::new();
    for (field, level) in view.fields() {
        read.insert(field.name.clone(), fields::read(field, level));
        if view.writes(field, level) {
            write.insert(field.name.clone(), fields::write(field, catalog));
            if field.required && field.default.is_none() {
                required.push(&field.name);
            }
        }
    }
    into.insert(name.clone(), json!({ "type": "object", "required": ["id", "version"], "properties": read }));
    let draft =
        json!({ "type": "object", "required": required, "properties": write, "additionalProperties": false });
    let change = json!({ "type": "object", "properties": write, "additionalProperties": false });
    into.insert(format!("{name}_draft"), draft);
    into.insert(format!("{name}_change"), change);
    for action in view.object.actions.values() {
        into.insert(format!("{name}_{}_input", action.name), input(action, catalog));
    }
}

/// The addresses of an object.
pub fn paths(view: &View<'_>, into: &mut Map<String, Json>) {
    let object = view.object;
    let (name, plural) = (object.name.as_str(), object.plural.as_str());
    let tag = plural;
    let record = || answer("The record.", &reference(name));
    let mut add =
        |path: String, method: &str, operation: Map<String, Json>| put(into, path, method, operation);
    let one = format!("/{plural}/{{id}}");
    if view.may(Verb::Read) {
        let mut list = operation(tag, "List", ("200", answer("A page.", &page(name))));
        list.insert(
            "parameters".to_owned(),
            asked(&QUESTION, &["limit", "offset", "cursor", "count", "sort", "fields", "expand"]),
        );
        add(format!("/{plural}"), "get", list);
        let mut groups = operation(
            tag,
            "Count and sum by groups",
            ("200", answer("Groups, at most 10,000.", &reference("groups"))),
        );
        let mut parameters = asked(&QUESTION, &[]);
        if let Some(parameters) = parameters.as_array_mut() {
            let text = |(name, description): (&str, &str)| json!({ "name": name, "in": "query", "description": description, "schema": { "type": "string" } });
            parameters.extend(FIGURES.map(text));
        }
        groups.insert("parameters".to_owned(), parameters);
        add(format!("/{plural}/aggregate"), "get", groups);
        let mut get = operation(tag, "Read one", ("200", record()));
        get.insert("parameters".to_owned(), asked(&["id"], &["fields", "expand"]));
        add(one.clone(), "get", get);
        let mut changes =
            operation(tag, "What was changed", ("200", answer("Entries.", &json!({ "type": "object" }))));
        changes.insert("parameters".to_owned(), asked(&["id"], &["cursor"]));
        add(format!("{one}/changes"), "get", changes);
        let mut timeline =
            operation(tag, "What happened", ("200", answer("A page.", &json!({ "type": "object" }))));
        timeline.insert("parameters".to_owned(), asked(&["id"], &["cursor", "of"]));
        add(format!("{one}/timeline"), "get", timeline);
        let here = || answer("Who has the record open.", &json!({ "type": "object" }));
        let mut arrive = operation(tag, "Say that one has the record open", ("200", here()));
        arrive.insert("parameters".to_owned(), asked(&["id"], &[]));
        add(format!("{one}/presence"), "put", arrive);
        let gone = json!({ "description": "Done." });
        let mut leave = operation(tag, "Say that one has closed the record", ("204", gone));
        leave.insert("parameters".to_owned(), asked(&["id"], &[]));
        add(format!("{one}/presence"), "delete", leave);
    }
    if view.may(Verb::Export) {
        let file = json!({ "description": "The file.", "content": { "text/csv": {},
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {} } });
        let mut export = operation(tag, "Take out as a file", ("200", file));
        let mut parameters = asked(&QUESTION, &["sort", "fields"]);
        if let Some(parameters) = parameters.as_array_mut() {
            parameters
                .push(json!({ "name": "format", "in": "query", "schema": { "enum": ["csv", "xlsx"] } }));
        }
        export.insert("parameters".to_owned(), parameters);
        add(format!("/{plural}/export"), "get", export);
    }
    if view.may(Verb::Create) {
        let mut create = operation(tag, "Make one", ("201", record()));
        create.insert("parameters".to_owned(), asked(&[], &["idempotency_key"]));
        create.insert("requestBody".to_owned(), body(&reference(&format!("{name}_draft"))));
        add(format!("/{plural}"), "post", create);
    }
    if view.may(Verb::Update) {
        let mut update = operation(tag, "Change fields", ("200", record()));
        update.insert("parameters".to_owned(), asked(&["id"], &["if_match"]));
        update.insert("requestBody".to_owned(), body(&reference(&format!("{name}_change"))));
        add(one.clone(), "patch", update);
        for action in object.actions.values() {
            let mut act = operation(tag, &format!("Command {}", action.name), ("200", record()));
            act.insert("parameters".to_owned(), asked(&["id"], &["idempotency_key"]));
            act.insert("requestBody".to_owned(), body(&reference(&format!("{name}_{}_input", action.name))));
            add(format!("{one}/{}", action.name), "post", act);
        }
    }
    if view.may(Verb::Delete) {
        let mut delete = operation(
            tag,
            "Put into the trash, or out of it for good",
            ("204", json!({ "description": "Done." })),
        );
        delete.insert("parameters".to_owned(), asked(&["id"], &["purge", "if_match"]));
        add(one.clone(), "delete", delete);
        let mut restore = operation(tag, "Take out of the trash", ("200", record()));
        restore.insert("parameters".to_owned(), asked(&["id"], &[]));
        add(format!("{one}/restore"), "post", restore);
    }
    if view.may(Verb::Create) || view.may(Verb::Update) || view.may(Verb::Delete) {
        let done = json!({ "type": "object", "properties": {
            "created": { "type": "array", "items": reference(name) },
            "updated": { "type": "array", "items": reference(name) },
            "deleted": { "type": "array", "items": { "type": "string" } },
        } });
        let mut bulk = operation(
            tag,
            "Make, change and delete up to 1,000, all or none",
            ("200", answer("Done.", &done)),
        );
        bulk.insert("parameters".to_owned(), asked(&[], &["idempotency_key"]));
        bulk.insert("requestBody".to_owned(), body(&bulk_body(name)));
        add(format!("/{plural}/bulk"), "post", bulk);
        let mut job = operation(
            tag,
            "Change any number, behind the answer",
            ("202", answer("The job.", &json!({ "type": "object" }))),
        );
        job.insert("parameters".to_owned(), asked(&[], &["idempotency_key"]));
        job.insert(
            "requestBody".to_owned(),
            body(&json!({ "type": "object", "required": ["change"], "properties": {
            "filter": { "oneOf": [reference("condition"), { "type": "null" }] }, "q": { "type": ["string", "null"] },
            "exclude": { "type": "array", "items": { "type": "string" } }, "change": { "type": "object" },
        } })),
        );
        add(format!("/{plural}/bulk-jobs"), "post", job);
    }
    if view.may(Verb::Read) && matches!(object.access, Access::Owned | Access::Shared) {
        likenesses(view, into);
    }
}

fn put(into: &mut Map<String, Json>, path: String, method: &str, operation: Map<String, Json>) {
    into.entry(path).or_insert_with(|| json!({}))[method] = Json::Object(operation);
}

/// Finding and merging records that are one.
fn likenesses(view: &View<'_>, into: &mut Map<String, Json>) {
    let (name, plural) = (view.object.name.as_str(), view.object.plural.as_str());
    let mut add =
        |path: String, method: &str, operation: Map<String, Json>| put(into, path, method, operation);
    let one = format!("/{plural}/{{id}}");
    let found = || answer("Records that are probably one.", &json!({ "type": "object" }));
    add(
        format!("/{plural}/duplicates"),
        "get",
        operation(plural, "Groups that are probably one", ("200", found())),
    );
    if view.may(Verb::Create) {
        let mut typed = operation(plural, "What a record to come may be the same as", ("200", found()));
        typed.insert("requestBody".to_owned(), body(&reference(&format!("{name}_change"))));
        add(format!("/{plural}/duplicates"), "post", typed);
    }
    let mut alike = operation(plural, "What a record may be the same as", ("200", found()));
    alike.insert("parameters".to_owned(), asked(&["id"], &[]));
    add(format!("{one}/duplicates"), "get", alike);
    if view.may(Verb::Update) && view.may(Verb::Delete) {
        let merge = json!({ "type": "object", "required": ["other"], "additionalProperties": false, "properties": {
            "other": { "type": "string" },
            "keep": { "type": "object", "additionalProperties": { "enum": ["this", "other"] } } } });
        let part = json!({ "type": "object", "required": ["merge"], "additionalProperties": false,
            "properties": { "merge": { "type": "string" } } });
        for (word, summary, schema) in
            [("merge", "Make one of two", merge), ("unmerge", "Take a merge back", part)]
        {
            let mut made = operation(plural, summary, ("200", answer("The record.", &reference(name))));
            made.insert("parameters".to_owned(), asked(&["id"], &[]));
            made.insert("requestBody".to_owned(), body(&schema));
            add(format!("{one}/{word}"), "post", made);
        }
    }
    if matches!(name, "customer" | "contact") {
        let mut told = operation(plural, "Everything that is known of a person", ("200", found()));
        told.insert("parameters".to_owned(), asked(&["id"], &[]));
        add(format!("{one}/personal"), "get", told);
        let mut erased =
            operation(plural, "Forget a person for good", ("204", json!({ "description": "Done." })));
        erased.insert("parameters".to_owned(), asked(&["id"], &[]));
        add(format!("{one}/erase"), "post", erased);
    }
}

const FIGURES: [(&str, &str); 5] = [
    (
        "group_by",
        "Up to four fields; a date by its :day, :week, :month, :quarter or :year, as in created_at:month.",
    ),
    ("sum", "Fields to add up, with commas between; money of several currencies has no sum."),
    ("avg", "Fields to take the mean of."),
    ("min", "Fields to take the least of."),
    ("max", "Fields to take the most of."),
];

const QUESTION: [&str; 4] = ["filter", "where", "q", "trash"];

fn asked(first: &[&str], more: &[&str]) -> Json {
    Json::Array(first.iter().chain(more).map(|name| parameter(name)).collect())
}

fn page(name: &str) -> Json {
    json!({ "type": "object", "required": ["data", "next_cursor"], "properties": {
        "data": { "type": "array", "items": reference(name) },
        "next_cursor": { "type": ["string", "null"] },
        "total": { "type": "integer" },
    } })
}

fn bulk_body(name: &str) -> Json {
    let change = json!({ "allOf": [{ "type": "object", "required": ["id"] }] });
    json!({ "type": "object", "properties": {
        "create": { "type": "array", "maxItems": 1000, "items": reference(&format!("{name}_draft")) },
        "update": { "type": "array", "maxItems": 1000, "items": change },
        "delete": { "type": "array", "maxItems": 1000, "items": { "type": "string" } },
    }, "additionalProperties": false })
}

fn input(action: &Action, catalog: &Catalog) -> Json {
    let required: Vec<&str> =
        action.input.iter().filter(|field| field.required).map(|field| field.name.as_str()).collect();
    let known = |field: &&Field| !matches!(field.result, FieldType::Formula | FieldType::RollUp);
    let properties: Map<String, Json> = action
        .input
        .iter()
        .filter(known)
        .map(|field| (field.name.clone(), fields::write(field, catalog)))
        .collect();
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}
