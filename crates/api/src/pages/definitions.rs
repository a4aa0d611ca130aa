use crate::edge::body::{Body, Fields};
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use catalog::{Catalog, Code, CustomField, CustomObject, Localized};
use records::{Error, Records};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

/// The company's own objects and fields.
pub async fn list(State(server): State<Server>, caller: Caller, params: Params) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    Ok(reply::ok(&blocking(move || Ok(json!({ "data": own(server.records())? }))).await?))
}

pub async fn add_object(
    State(server): State<Server>,
    caller: Caller,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let mut fields = Fields(fields);
    let name = fields.needed_text("name")?;
    let labels: BTreeMap<String, Localized> =
        understood("labels", fields.take("labels").unwrap_or_else(|| json!({})))?;
    let mut declaration = fields.0;
    if !declaration.contains_key("prefix") {
        let prefix = free_prefix(&server.records().catalog(), &name);
        declaration.insert("prefix".to_owned(), Json::from(prefix));
    }
    let object = CustomObject {
        name: name.clone(),
        declaration: understood("declaration", Json::Object(declaration))?,
        labels,
    };
    let body = blocking(move || {
        records::add_object(server.records(), object)?;
        entry(server.records(), &name)
    });
    Ok(reply::json(StatusCode::CREATED, &body.await?))
}

/// Another name, order or list for an object, built in or the company's own.
pub async fn change_object(
    State(server): State<Server>,
    caller: Caller,
    Path(name): Path<String>,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let fields = Fields(fields);
    fields.only(&["labels", "icon", "fields", "columns", "quick"])?;
    let body = blocking(move || {
        records::change_object(server.records(), &name, fields.0)?;
        entry(server.records(), &name)
    });
    Ok(reply::ok(&body.await?))
}

/// Another name, place or set of options for a field, and whether it is shown and must be filled in.
pub async fn change_field(
    State(server): State<Server>,
    caller: Caller,
    Path((object, name)): Path<(String, String)>,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let mut fields = Fields(fields);
    fields.only(&["labels", "help", "hidden", "required", "options"])?;
    let mut labels = Map::new();
    for (part, path) in [("labels", format!("fields.{name}")), ("help", format!("help.{name}"))] {
        if let Some(texts) = fields.take_even_null(part) {
            labels.insert(path, texts);
        }
    }
    if let Some(Json::Array(options)) = fields.0.get_mut("options") {
        for option in options {
            let Json::Object(option) = option else { continue };
            let value = option.get("value").and_then(Json::as_str).unwrap_or_default().to_owned();
            if let Some(texts) = option.shift_remove("labels") {
                labels.insert(format!("options.{name}.{value}"), texts);
            }
        }
    }
    if !labels.is_empty() {
        fields.0.insert("labels".to_owned(), Json::Object(labels));
    }
    let body = blocking(move || {
        records::change_field(server.records(), &object, &name, fields.0)?;
        entry(server.records(), &object)
    });
    Ok(reply::ok(&body.await?))
}

pub async fn remove_object(
    State(server): State<Server>,
    caller: Caller,
    Path(name): Path<String>,
    params: Params,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    blocking(move || records::remove_object(server.records(), &name)).await?;
    Ok(reply::nothing())
}

pub async fn add_field(
    State(server): State<Server>,
    caller: Caller,
    Path(object): Path<String>,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    if server.records().catalog().object(&object).is_none() {
        return Err(Problem::not_found());
    }
    let mut fields = Fields(fields);
    let name = fields.needed_text("name")?;
    let mut labels: BTreeMap<String, Localized> = BTreeMap::new();
    labels.insert(
        format!("fields.{name}"),
        understood("labels", fields.take("labels").unwrap_or_else(|| json!({})))?,
    );
    if let Some(help) = fields.take("help") {
        labels.insert(format!("help.{name}"), understood("help", help)?);
    }
    let mut declaration = fields.0;
    option_labels(&name, &mut declaration, &mut labels)?;
    let declaration = understood("declaration", Json::Object(declaration))?;
    let field = CustomField { object: object.clone(), name: name.clone(), declaration, labels };
    blocking(move || records::add_field(server.records(), field)).await?;
    Ok(reply::json(StatusCode::CREATED, &json!({ "object": object, "name": name })))
}

pub async fn remove_field(
    State(server): State<Server>,
    caller: Caller,
    Path((object, field)): Path<(String, String)>,
    params: Params,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    blocking(move || records::remove_field(server.records(), &object, &field)).await?;
    Ok(reply::nothing())
}

fn entry(records: &Records, object: &str) -> Result<Json, Error> {
    Ok(own(records)?.into_iter().find(|entry| entry["name"] == object).unwrap_or(Json::Null))
}

/// The objects about which the company has added or changed anything.
fn own(records: &Records) -> Result<Vec<Json>, Error> {
    let catalog = records.catalog();
    let kept = records::definitions(records)?;
    let mut all = Vec::new();
    for object in catalog.objects() {
        let fields: Vec<Json> = object
            .fields
            .iter()
            .filter(|field| field.custom)
            .map(|field| json!({ "name": field.name, "type": field.kind.name() }))
            .collect();
        let hidden: Vec<&str> =
            object.fields.iter().filter(|field| field.hidden).map(|field| field.name.as_str()).collect();
        let change = kept.object_changes.iter().find(|change| change.object == object.name);
        let field_changes: Map<String, Json> = kept
            .field_changes
            .iter()
            .filter(|change| change.object == object.name)
            .map(|change| (change.name.clone(), json!({ "labels": change.labels, "hidden": change.hidden, "required": change.required, "options": change.options })))
            .collect();
        if object.custom || !fields.is_empty() || change.is_some() || !field_changes.is_empty() {
            let change = change.map(|change| json!({ "labels": change.labels, "icon": change.icon, "fields": change.fields, "columns": change.columns, "quick": change.quick }));
            all.push(json!({ "name": object.name, "plural": object.plural, "custom": object.custom, "fields": fields,
                "hidden": hidden, "changes": { "object": change, "fields": field_changes } }));
        }
    }
    Ok(all)
}

/// Options carry their labels with them in a request; a declaration keeps them apart.
fn option_labels(
    name: &str,
    declaration: &mut Map<String, Json>,
    labels: &mut BTreeMap<String, Localized>,
) -> Result<(), Problem> {
    let Some(Json::Array(options)) = declaration.get_mut("options") else { return Ok(()) };
    for option in options {
        let Json::Object(option) = option else { continue };
        let value = option.get("value").and_then(Json::as_str).unwrap_or_default().to_owned();
        if let Some(texts) = option.shift_remove("labels") {
            labels.insert(format!("options.{name}.{value}"), understood("options", texts)?);
        }
    }
    Ok(())
}

fn understood<T: DeserializeOwned>(field: &str, json: Json) -> Result<T, Problem> {
    serde_json::from_value(json).map_err(|error| {
        let mut problem = Problem::field(field, Code::Format);
        problem.detail = format!("{field}: {error}");
        problem
    })
}

/// Three letters that no other object uses, from the name where possible.
fn free_prefix(catalog: &Catalog, name: &str) -> String {
    let letters: Vec<char> =
        name.trim_start_matches("x_").chars().filter(char::is_ascii_lowercase).chain("xyz".chars()).collect();
    let from_name: String = letters.iter().take(3).collect();
    let counted = (0..26u32 * 26).map(|number| {
        let letter = |place: u32| char::from_u32('a' as u32 + place % 26).unwrap_or('a');
        format!("x{}{}", letter(number / 26), letter(number))
    });
    std::iter::once(from_name)
        .chain(counted)
        .find(|prefix| catalog.by_prefix(prefix).is_none())
        .unwrap_or_default()
}
