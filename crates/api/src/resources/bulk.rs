use crate::asking::writing::whole;
use crate::edge::body::{Body, Fields};
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::blocking;
use crate::resources::address::At;
use axum::extract::Path;
use catalog::{Code, FieldError, Object};
use records::{Door, Draft, Error, Record, Work};
use serde_json::{Map, Value as Json, json};
use value::Id;

/// Records that one request may touch.
const MOST: usize = 1000;
const MOST_COMPLAINTS: usize = 200;

struct Change {
    id: Id,
    version: Option<i64>,
    draft: Draft,
}

struct Plan {
    create: Vec<Draft>,
    update: Vec<Change>,
    delete: Vec<Id>,
}

struct Done {
    created: Vec<Record>,
    updated: Vec<Record>,
}

/// Creates, changes and deletes up to a thousand records: all of it or nothing.
pub async fn bulk(caller: Caller, Path(plural): Path<String>, params: Params, Body(fields): Body) -> Answer {
    params.finish()?;
    let at = At::object(&caller, &plural)?;
    let mut fields = Fields(fields);
    let (create, update, delete) = (fields.list("create")?, fields.list("update")?, fields.list("delete")?);
    fields.finish()?;
    if create.len() + update.len() + delete.len() > MOST {
        let complaint = FieldError::new("create", Code::TooLong).with("max", MOST);
        return Err(Problem::fields(vec![complaint]));
    }
    let body = blocking(move || {
        let plan = plan(&at.door, &at.object, create, update, &delete)?;
        let (name, deleted) = (at.object.name.clone(), plan.delete.clone());
        let done = at.door.transaction(move |work| run(work, &name, plan))?;
        let write = |records: Vec<Record>| {
            records.iter().map(|record| whole(&at.door, record)).collect::<Vec<Json>>()
        };
        let deleted: Vec<String> = deleted.into_iter().map(|id| id.with_prefix(&at.object.prefix)).collect();
        Ok(json!({ "created": write(done.created), "updated": write(done.updated), "deleted": deleted }))
    });
    Ok(reply::ok(&body.await?))
}

fn plan(
    door: &Door,
    object: &Object,
    create: Vec<Json>,
    update: Vec<Json>,
    delete: &[Json],
) -> Result<Plan, Error> {
    let mut complaints = Vec::new();
    let mut drafts = Vec::with_capacity(create.len());
    for (number, item) in create.into_iter().enumerate() {
        let read = object_of(item).and_then(|fields| door.read_draft(&object.name, &fields));
        keep(&mut drafts, read, &format!("create[{number}]"), &mut complaints)?;
    }
    let mut changes = Vec::with_capacity(update.len());
    for (number, item) in update.into_iter().enumerate() {
        keep(&mut changes, change(door, object, item), &format!("update[{number}]"), &mut complaints)?;
    }
    let mut ids = Vec::with_capacity(delete.len());
    for (number, item) in delete.iter().enumerate() {
        keep(&mut ids, id_of(object, Some(item)), &format!("delete[{number}]"), &mut complaints)?;
    }
    if complaints.is_empty() {
        return Ok(Plan { create: drafts, update: changes, delete: ids });
    }
    Err(told(complaints))
}

fn run(work: &mut Work<'_, '_>, object: &str, plan: Plan) -> Result<Done, Error> {
    let mut done = Done { created: Vec::new(), updated: Vec::new() };
    let mut complaints = Vec::new();
    let written = write(work, plan.create, plan.update, &mut done, &mut complaints);
    // A database that has refused one statement may refuse all that follow; what was found wrong before that is what to tell.
    if !complaints.is_empty() {
        return Err(told(complaints));
    }
    written?;
    for id in plan.delete {
        work.delete(object, id, None)?;
    }
    Ok(done)
}

fn write(
    work: &mut Work<'_, '_>,
    create: Vec<Draft>,
    update: Vec<Change>,
    done: &mut Done,
    complaints: &mut Vec<FieldError>,
) -> Result<(), Error> {
    for (number, draft) in create.into_iter().enumerate() {
        keep(&mut done.created, work.create(draft), &format!("create[{number}]"), complaints)?;
    }
    for (number, Change { id, version, draft }) in update.into_iter().enumerate() {
        let updated = work.update(id, version, draft);
        keep(&mut done.updated, updated, &format!("update[{number}]"), complaints)?;
    }
    Ok(())
}

fn change(door: &Door, object: &Object, item: Json) -> Result<Change, Error> {
    let mut fields = object_of(item)?;
    let id = id_of(object, fields.shift_remove("id").as_ref())?;
    let version = match fields.shift_remove("version") {
        None | Some(Json::Null) => None,
        Some(version) => Some(version.as_i64().ok_or_else(|| Error::field("version", Code::Type))?),
    };
    Ok(Change { id, version, draft: door.read_draft(&object.name, &fields)? })
}

fn object_of(item: Json) -> Result<Map<String, Json>, Error> {
    match item {
        Json::Object(fields) => Ok(fields),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
            Err(Error::Invalid(vec![FieldError::new("", Code::Type).with("expected", "object")]))
        }
    }
}

fn id_of(object: &Object, json: Option<&Json>) -> Result<Id, Error> {
    let text = json.and_then(Json::as_str).ok_or_else(|| Error::field("id", Code::Required))?;
    Id::parse(text, &object.prefix).map_err(|_| {
        Error::Invalid(vec![FieldError::new("id", Code::Prefix).with("expected", object.prefix.as_str())])
    })
}

fn told(mut complaints: Vec<FieldError>) -> Error {
    complaints.truncate(MOST_COMPLAINTS);
    Error::Invalid(complaints)
}

/// All complaints of a bulk request are told at once.
fn keep<T>(
    into: &mut Vec<T>,
    read: Result<T, Error>,
    path: &str,
    complaints: &mut Vec<FieldError>,
) -> Result<(), Error> {
    match read.map_err(|error| error.at(path)) {
        Ok(item) => into.push(item),
        Err(Error::Invalid(more)) => complaints.extend(more),
        Err(other) => return Err(other),
    }
    Ok(())
}
