use crate::edge::body::{Fields, PerhapsBody};
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Complaint, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking_problem};
use crate::files::{Kept, Picture, move_to, unreadable};
use crate::imports::Errand;
use crate::pages::files::{disposition, short_text};
use access::{Level, Scope, Verb};
use axum::body::Body;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use catalog::{Code, FieldError};
use exchange::import_run::{ImportError, Recipe, Subject, preview as look, remember, remembered};
use exchange::mapping::Plan;
use jiff::tz::TimeZone;
use records::{Door, Draft, Record};
use serde_json::{Map, Value as Json, json};
use std::path::{Path as FilePath, PathBuf};
use value::{Id, Value, moment_text};

/// What somebody says of an import; what he leaves out stays as it is.
#[derive(Default)]
struct Wishes {
    subject: Option<String>,
    map: Option<Map<String, Json>>,
    key: Option<String>,
    sheet: Option<String>,
    header_row: Option<u64>,
    encoding: Option<String>,
    dry_run: Option<Json>,
}

/// Takes a file in and shows what would become of it.
pub async fn upload(State(server): State<Server>, caller: Caller, params: Params, form: Multipart) -> Answer {
    params.finish()?;
    let (kept, draft, wishes, start) = receive(&server, form).await?;
    let (door, name) = (caller.door(), kept.name.clone());
    let record = blocking_problem(move || {
        let subject = wishes.subject.clone().unwrap_or_else(|| usual_subject(&name).to_owned());
        let subject = Subject::named(&subject, door.catalog()).map_err(problem)?;
        let draft = Draft::new("import_run")
            .set("file_name", Value::Text(kept.name))
            .set("size", Value::Integer(i64::try_from(kept.size).unwrap_or(i64::MAX)))
            .set("sha256", Value::Text(kept.sha256))
            .set("state", Value::text("preview"))
            .set("as_object", Value::text(subject.name()));
        let record = door.create(draft)?;
        Ok((record, wishes))
    });
    let (record, wishes) = match record.await {
        Ok(made) => made,
        Err(problem) => {
            let _ = tokio::fs::remove_file(&draft).await;
            return Err(problem);
        }
    };
    move_to(&draft, &server.desk().upload(record.id())).await?;
    let door = caller.door();
    let body = blocking_problem(move || {
        let record = take_wishes(&server, &door, record, wishes)?;
        if start == Start::AtOnce {
            return begin(&server, &door, record);
        }
        card(&server, &door, &record)
    });
    Ok(reply::json(StatusCode::CREATED, &body.await?))
}

/// What the columns of a file can become, for who edits a remembered mapping.
pub async fn targets(caller: Caller, mut params: Params) -> Answer {
    let subject = params.text("as")?.unwrap_or_default();
    params.finish()?;
    let door = caller.door();
    let subject = Subject::named(&subject, door.catalog()).map_err(problem)?;
    let rights = &caller.actor.rights;
    let may = |verb| rights.scope(subject.object(), verb) > Scope::None;
    if !may(Verb::Create) && !may(Verb::Update) {
        return Err(Problem::forbidden("an import of this needs the right to create or change it"));
    }
    let writes = |(object, field): (&str, &str)| rights.level(object, field) == Level::Write;
    let targets: Vec<Json> = subject
        .targets(door.catalog())
        .into_iter()
        .filter(|target| writes(subject.field_of(&target.name)))
        .map(|target| json!({ "name": target.name, "labels": target.labels }))
        .collect();
    Ok(reply::ok(&json!({ "data": targets })))
}

pub async fn read(
    State(server): State<Server>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
) -> Answer {
    params.finish()?;
    let (door, id) = (caller.door(), import_id(&id)?);
    let body = blocking_problem(move || {
        let record = door.get("import_run", id)?;
        card(&server, &door, &record)
    });
    Ok(reply::ok(&body.await?))
}

/// The preview again, after a correction.
pub async fn preview(
    State(server): State<Server>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
    PerhapsBody(fields): PerhapsBody,
) -> Answer {
    params.finish()?;
    let wishes = wishes(Fields(fields))?;
    let (door, id) = (caller.door(), import_id(&id)?);
    let body = blocking_problem(move || {
        let record = take_wishes(&server, &door, door.get("import_run", id)?, wishes)?;
        card(&server, &door, &record)
    });
    Ok(reply::ok(&body.await?))
}

pub async fn start(
    State(server): State<Server>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
    PerhapsBody(fields): PerhapsBody,
) -> Answer {
    params.finish()?;
    let wishes = wishes(Fields(fields))?;
    let (door, id) = (caller.door(), import_id(&id)?);
    let body = blocking_problem(move || {
        let record = in_earnest(&door, door.get("import_run", id)?)?;
        let record = take_wishes(&server, &door, record, wishes)?;
        begin(&server, &door, record)
    });
    Ok(reply::json(StatusCode::ACCEPTED, &body.await?))
}

pub async fn cancel(
    State(server): State<Server>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
) -> Answer {
    params.finish()?;
    let (door, id) = (caller.door(), import_id(&id)?);
    let body = blocking_problem(move || {
        let record = door.get("import_run", id)?;
        let record = match (server.desk().stop(id), record.text("state")) {
            (Some(()), _) => record,
            (None, "preview" | "queued" | "running") => {
                door.update(id, None, Draft::new("import_run").set("state", Value::text("cancelled")))?
            }
            (None, _) => return Err(Problem::refused("import_is_over", "the import is over")),
        };
        card(&server, &door, &record)
    });
    Ok(reply::ok(&body.await?))
}

pub async fn undo(
    State(server): State<Server>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
) -> Answer {
    params.finish()?;
    let (door, id) = (caller.door(), import_id(&id)?);
    let body = blocking_problem(move || {
        let record = door.get("import_run", id)?;
        let over = matches!(record.text("state"), "done" | "failed" | "cancelled");
        if !over || record.get("dry_run").is_true() {
            return Err(Problem::refused(
                "import_cannot_be_undone",
                "only an import that wrote something can be undone",
            ));
        }
        // Refused now and not behind the answer, where nobody would hear of it.
        let made = match record.get("summary") {
            Value::Json(summary) => summary["created"].as_object().cloned().unwrap_or_default(),
            _ => Map::new(),
        };
        let rights = &door.actor().rights;
        if let Some((object, _)) =
            made.iter().find(|(object, _)| rights.scope(object, Verb::Delete) == Scope::None)
        {
            return Err(Problem::forbidden(&format!(
                "this import made records of {object}, and taking them back needs the right to delete them"
            )));
        }
        server.desk().send(&door, &record, Errand::Undo)?;
        card(&server, &door, &record)
    });
    Ok(reply::json(StatusCode::ACCEPTED, &body.await?))
}

/// The refused rows with row, column and reason.
pub async fn errors(
    State(server): State<Server>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
) -> Answer {
    params.finish()?;
    let (door, id) = (caller.door(), import_id(&id)?);
    let record = server.quick(move || door.get("import_run", id)).await?;
    let bytes = tokio::fs::read(server.desk().errors(id)).await.map_err(|_| Problem::not_found())?;
    let stem = record.text("file_name").split('.').next().unwrap_or("import").to_owned();
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, disposition(&format!("{stem}.errors.csv"), Picture::No));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    Later,
    AtOnce,
}

async fn receive(server: &Server, mut form: Multipart) -> Result<(Kept, PathBuf, Wishes, Start), Problem> {
    let mut file: Option<(Kept, PathBuf)> = None;
    let mut fields = Map::new();
    let mut start = Start::Later;
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        let name = part.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "file" if file.is_none() => file = Some(server.shelf().take_in(part).await?),
            "start" => {
                start = if short_text(part, "start").await? == "true" { Start::AtOnce } else { Start::Later }
            }
            "map" => {
                let text = short_text(part, "map").await?;
                let map = serde_json::from_str(&text).map_err(|_| Problem::field("map", Code::Format))?;
                fields.insert(name, map);
            }
            "dry_run" => {
                let on = short_text(part, "dry_run").await? == "true";
                fields.insert(name, Json::from(on));
            }
            "as" | "key" | "sheet" | "encoding" => {
                let text = short_text(part, &name).await?;
                fields.insert(name, Json::from(text));
            }
            other => {
                return Err(Problem::field(&other.chars().take(80).collect::<String>(), Code::UnknownField));
            }
        }
    }
    let wishes = wishes(Fields(fields))?;
    let (kept, draft) = file.ok_or_else(|| Problem::field("file", Code::Required))?;
    Ok((kept, draft, wishes, start))
}

fn wishes(mut fields: Fields) -> Result<Wishes, Problem> {
    let map = match fields.take("map") {
        None => None,
        Some(Json::Object(map)) => Some(map),
        Some(_) => return Err(Problem::field("map", Code::Type)),
    };
    let header_row = match fields.take("header_row") {
        None => None,
        Some(row) => Some(
            row.as_u64()
                .filter(|row| (1..=1000).contains(row))
                .ok_or_else(|| Problem::field("header_row", Code::Type))?,
        ),
    };
    let dry_run = match fields.take("dry_run") {
        Some(on @ Json::Bool(_)) => Some(on),
        None => None,
        Some(_) => return Err(Problem::field("dry_run", Code::Type)),
    };
    let wishes = Wishes {
        subject: fields.text("as")?,
        map,
        key: fields.text("key")?,
        sheet: fields.text("sheet")?,
        header_row,
        encoding: fields.text("encoding")?,
        dry_run,
    };
    fields.finish()?;
    Ok(wishes)
}

fn usual_subject(name: &str) -> &'static str {
    if name.to_ascii_lowercase().ends_with(".vcf") { "contact" } else { "orders" }
}

/// A rehearsal that is over may be started once more, with the same file and mapping, and then it counts.
fn in_earnest(door: &Door, record: Record) -> Result<Record, Problem> {
    let over = matches!(record.text("state"), "done" | "failed" | "cancelled");
    if !over || !record.get("dry_run").is_true() {
        return Ok(record);
    }
    let mut draft = Draft::new("import_run")
        .set("state", Value::text("preview"))
        .set("dry_run", Value::Boolean(false))
        .set("done", Value::Integer(0))
        .set("refused", Value::Integer(0));
    for told in ["summary", "error", "started_at", "finished_at"] {
        draft.put(told, Value::Null);
    }
    Ok(door.update(record.id(), Some(record.version()), draft)?)
}

/// Writes into the import what was said of it, as long as it has not begun.
fn take_wishes(server: &Server, door: &Door, record: Record, wishes: Wishes) -> Result<Record, Problem> {
    if record.text("state") != "preview" {
        return Err(Problem::refused("import_has_begun", "the import has begun already"));
    }
    let subject = match &wishes.subject {
        Some(name) => Subject::named(name, door.catalog()).map_err(problem)?,
        None => subject_of(&record, door)?,
    };
    let mut recipe = recipe_of(&record);
    if wishes.subject.is_some() && wishes.map.is_none() && subject.name() != record.text("as_object") {
        recipe.plan.columns.clear();
    }
    if let Some(sheet) = wishes.sheet {
        recipe.plan.sheet = Some(sheet);
        recipe.plan.header_row = None;
    }
    recipe.plan.header_row = wishes.header_row.or(recipe.plan.header_row);
    recipe.plan.encoding = wishes.encoding.or(recipe.plan.encoding);
    if let Some(map) = wishes.map {
        recipe.plan.columns = columns(&map, &subject, door)?;
    }
    let seen = looked_at(server, door, &record, &subject, &recipe.plan)?;
    recipe.targets = seen.chosen();
    let mut draft = Draft::new("import_run")
        .set("as_object", Value::text(subject.name()))
        .set("mapping", Value::Json(json!(recipe)));
    if let Some(key) = wishes.key {
        draft.put("key", if key.is_empty() { Value::Null } else { Value::Text(key) });
    }
    if let Some(Json::Bool(on)) = wishes.dry_run {
        draft.put("dry_run", Value::Boolean(on));
    }
    Ok(door.update(record.id(), None, draft)?)
}

/// `{"0": "customer.name", "1": null}` in the words of a plan.
fn columns(
    map: &Map<String, Json>,
    subject: &Subject,
    door: &Door,
) -> Result<std::collections::BTreeMap<String, String>, Problem> {
    let known = subject.targets(door.catalog());
    let mut columns = std::collections::BTreeMap::new();
    for (index, target) in map {
        let wrong =
            |code| Problem::field(&format!("map.{}", index.chars().take(20).collect::<String>()), code);
        let number: usize = index.parse().map_err(|_| wrong(Code::Format))?;
        let target = match target {
            Json::Null => String::new(),
            Json::String(target) if target.is_empty() || known.iter().any(|one| one.name == *target) => {
                target.clone()
            }
            Json::String(_) => return Err(wrong(Code::NotAnOption)),
            Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => {
                return Err(wrong(Code::Type));
            }
        };
        columns.insert(format!("#{}", number.saturating_add(1)), target);
    }
    Ok(columns)
}

fn begin(server: &Server, door: &Door, record: Record) -> Result<Json, Problem> {
    let subject = subject_of(&record, door)?;
    let mut recipe = recipe_of(&record);
    let missing: Vec<FieldError> = subject
        .targets(door.catalog())
        .into_iter()
        .filter(|target| target.need == exchange::mapping::Need::Required && record.text("key").is_empty())
        .filter(|target| !recipe.targets.iter().flatten().any(|chosen| *chosen == target.name))
        .map(|target| FieldError::new("map", Code::Required).with("target", target.name))
        .collect();
    if !missing.is_empty() {
        return Err(Problem::fields(missing));
    }
    let seen = looked_at(server, door, &record, &subject, &recipe.plan)?;
    let key = Some(record.text("key")).filter(|key| !key.is_empty());
    let headers: Vec<&str> = seen.columns.iter().map(|column| column.header.as_str()).collect();
    remember(door, &subject, &headers, &recipe.targets, key)?;
    recipe.log_from = door.records().last_seq()?;
    let draft = Draft::new("import_run")
        .set("mapping", Value::Json(json!(recipe)))
        .set("total", Value::Integer(i64::try_from(seen.rows).unwrap_or(i64::MAX)))
        .set("state", Value::text("queued"));
    let record = door.update(record.id(), Some(record.version()), draft)?;
    server.desk().send(door, &record, Errand::Run)?;
    card(server, door, &record)
}

fn looked_at(
    server: &Server,
    door: &Door,
    record: &Record,
    subject: &Subject,
    plan: &Plan,
) -> Result<exchange::import_run::Preview, Problem> {
    let path = server.desk().upload(record.id());
    if !FilePath::new(&path).exists() {
        return Err(Problem::refused("import_file_is_gone", "the uploaded file is gone"));
    }
    let zone = TimeZone::get(&door.actor().time_zone).unwrap_or(TimeZone::UTC);
    let memory = |signature: &str| remembered(door, subject, signature);
    look(&path, subject, door.catalog(), &zone, plan, memory).map_err(problem)
}

/// An import as the client draws it; the file is looked at again only while it is not begun.
fn card(server: &Server, door: &Door, record: &Record) -> Result<Json, Problem> {
    let text = |field: &str| record.get(field).as_text().map_or(Json::Null, Json::from);
    let free = |field: &str| match record.get(field) {
        Value::Json(json) => json.clone(),
        _ => Json::Null,
    };
    let moment = |field: &str| record.get(field).as_moment().map_or(Json::Null, |at| moment_text(at).into());
    let id = record.id().with_prefix("imp");
    let number = |field: &str| record.get(field).as_integer().unwrap_or_default();
    let mut summary = free("summary");
    if summary["error_file"].is_string() {
        summary["error_file"] = Json::from(format!("/api/v1/imports/{id}/errors"));
    }
    let resting =
        || json!({ "done": number("done"), "total": number("total"), "rate": null, "seconds_left": null });
    let mut card = json!({
        "id": id,
        "state": record.text("state"),
        "file_name": record.text("file_name"),
        "size": number("size"),
        "as": record.text("as_object"),
        "key": text("key"),
        "dry_run": record.get("dry_run").is_true(),
        "progress": server.desk().progress(record.id()).unwrap_or_else(resting),
        "summary": summary,
        "error": free("error"),
        "started_at": moment("started_at"),
        "finished_at": moment("finished_at"),
    });
    let parts = match record.text("state") {
        "preview" => {
            json!(looked_at(server, door, record, &subject_of(record, door)?, &recipe_of(record).plan)?)
        }
        _ => json!({ "encoding": null, "delimiter": null, "sheet": null, "sheets": [], "header_row": null,
            "rows": number("total"), "columns": [], "targets": [], "preview": [] }),
    };
    if let (Json::Object(card), Json::Object(parts)) = (&mut card, parts) {
        card.extend(parts);
    }
    Ok(card)
}

fn subject_of(record: &Record, door: &Door) -> Result<Subject, Problem> {
    Subject::named(record.text("as_object"), door.catalog()).map_err(problem)
}

fn recipe_of(record: &Record) -> Recipe {
    match record.get("mapping") {
        Value::Json(json) => serde_json::from_value(json.clone()).unwrap_or_default(),
        _ => Recipe::default(),
    }
}

fn import_id(text: &str) -> Result<Id, Problem> {
    Id::parse(text, "imp").map_err(|_| Problem::not_found())
}

/// What is wrong with the file or its map is about the request and not about the server.
fn problem(error: ImportError) -> Problem {
    let (code, detail) = (error.code(), error.to_string());
    let params = error.params().into_iter().map(|(name, text)| (name.to_owned(), Json::from(text))).collect();
    if let ImportError::Records(error) = error {
        return Problem::from(error);
    }
    let mut problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail);
    problem.errors.push(Complaint { field: "file".to_owned(), code: code.to_owned(), params });
    problem
}
