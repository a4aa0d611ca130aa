//! Changes of any number of records: asked for at once, made in chunks behind the answer, resumed after a crash, undone from
//! the log.

mod change;
mod run;
mod undo;

pub use run::{BulkEnd, run_bulk_job, undo_bulk_job};

use crate::door::Door;
use crate::draft::Draft;
use crate::error::Error;
use crate::query::Query;
use crate::record::Record;
use crate::records::Records;
use access::reach;
use catalog::{Code, FieldError};
use change::BulkChange;
use formula::{Condition, RawCondition};
use serde_json::{Value as Json, json};
use value::{Id, Value};

const JOB: &str = "bulk_job";

/// What somebody wants to happen to many records.
#[derive(Debug, Clone, Default)]
pub struct BulkAsk {
    /// Condition tree; all records otherwise.
    pub filter: Option<Json>,
    /// Search text.
    pub text: Option<String>,
    /// Records that are left out.
    pub exclude: Vec<Id>,
    /// `{"set": {..}}`, `{"delete": true}`, `{"restore": true}` or `{"tag": "tag_.."}`.
    pub change: Json,
}

impl Door {
    /// Notes a change of all matching records within reach, for `run_bulk_job`. What cannot work for any record is refused here.
    pub fn start_bulk_job(&self, object: &str, ask: &BulkAsk) -> Result<Record, Error> {
        let object = self.catalog().object(object).ok_or(Error::NotFound)?.clone();
        let change = BulkChange::read(self, &object, &ask.change)?;
        let today = self.records().today();
        if self.actor().user.is_none()
            || reach(self.actor(), change.verb(), &object, self.catalog(), today).is_none()
        {
            return Err(Error::Forbidden);
        }
        let filter = json!({ "where": ask.filter, "q": ask.text });
        let total = self.count(&question(self, &object.name, &filter)?.trash(change.trash()))?;
        let exclude: Vec<String> = ask.exclude.iter().map(|id| id.with_prefix(&object.prefix)).collect();
        let draft = Draft::new(JOB)
            .set("object", Value::text(object.name.as_str()))
            .set("filter", Value::Json(filter))
            .set("exclude", Value::Json(json!(exclude)))
            .set("change", Value::Json(ask.change.clone()))
            .set("role", self.actor().limited_to.map_or(Value::Null, Value::Id))
            .set("total", Value::Integer((total as i64 - ask.exclude.len() as i64).max(0)));
        self.transaction(move |work| work.as_program("note a bulk change", |work| work.create(draft)))
    }
}

/// The records that a job is about, as its owner sees them now.
fn question(door: &Door, object: &str, filter: &Json) -> Result<Query, Error> {
    let mut query = Query::of(object);
    if let Some(tree) = filter.get("where").filter(|tree| !tree.is_null()) {
        let raw = RawCondition::from_json(tree).map_err(|what| {
            Error::Invalid(vec![FieldError::new("filter", Code::Format).with("reason", what)])
        })?;
        query = query.filter(door.read_condition(object, &raw)?);
    }
    if let Some(text) = filter.get("q").and_then(Json::as_str).filter(|text| !text.trim().is_empty()) {
        query = query.search(text);
    }
    Ok(query)
}

/// Only records that were there before the job: ids grow with time, so the job's own id is the border.
fn in_order(query: Query, job: Id, reached: Id) -> Query {
    query
        .filter(Condition::gt("id", Value::Id(reached)))
        .filter(Condition::lt("id", Value::Id(job)))
        .sort("id")
}

fn excluded(job: &Record) -> Vec<Id> {
    let Value::Json(Json::Array(list)) = job.get("exclude") else { return Vec::new() };
    let mut ids: Vec<Id> = list
        .iter()
        .filter_map(Json::as_str)
        .filter_map(|text| Id::split(text).ok())
        .map(|(_, id)| id)
        .collect();
    ids.sort_unstable();
    ids
}

/// The owner's view; the token that asked for the job may have had less than the owner has.
fn door_of(records: &Records, job: &Record) -> Result<Door, Error> {
    let owner = job.get("owner").as_id().ok_or(Error::Unauthenticated)?;
    let actor = match job.get("role").as_id() {
        Some(role) => records.actor_limited(owner, role)?,
        None => records.actor(owner)?,
    };
    Ok(records.as_user(actor))
}

fn cause(job: &Record) -> String {
    format!("bulk {}", job.id().with_prefix(&job.object().prefix))
}
