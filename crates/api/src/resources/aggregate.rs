use crate::asking::listing::Place;
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::blocking_problem;
use crate::resources::address::At;
use axum::extract::Path;
use catalog::{Code, Object, write_json};
use records::{Bucket, Door, Group, GroupBy, Measure, MeasureOp};
use serde_json::{Map, Value as Json, json};

const MOST_GROUPS: usize = 4;
const MOST_MEASURES: usize = 20;
const MEASURES: [(&str, MeasureOp); 4] =
    [("sum", MeasureOp::Sum), ("avg", MeasureOp::Avg), ("min", MeasureOp::Min), ("max", MeasureOp::Max)];
const BUCKETS: [(&str, Bucket); 5] = [
    ("day", Bucket::Day),
    ("week", Bucket::Week),
    ("month", Bucket::Month),
    ("quarter", Bucket::Quarter),
    ("year", Bucket::Year),
];

/// Counts and sums by groups.
pub async fn aggregate(caller: Caller, Path(plural): Path<String>, mut params: Params) -> Answer {
    let at = At::object(&caller, &plural)?;
    let query = Place { door: &at.door, object: &at.object }.question(&mut params)?;
    let groups = params.names("group_by")?.unwrap_or_default();
    let groups: Vec<GroupBy> =
        groups.iter().map(|group| group_by(&at.object, group)).collect::<Result<_, _>>()?;
    let mut measures = Vec::new();
    for (name, op) in MEASURES {
        for field in params.names(name)?.unwrap_or_default() {
            must_exist(&at.object, name, &field)?;
            measures.push(Measure { field, op });
        }
    }
    params.finish()?;
    if groups.len() > MOST_GROUPS {
        return Err(Problem::parameter("group_by", Code::TooLong));
    }
    if measures.len() > MOST_MEASURES {
        return Err(Problem::parameter("sum", Code::TooLong));
    }
    let body = blocking_problem(move || {
        let found = at.door.aggregate(&query, &groups, &measures).map_err(Problem::of_question)?;
        let rows: Vec<Json> =
            found.iter().map(|group| written(&at.door, &at.object, group, &groups, &measures)).collect();
        Ok(json!({ "data": rows }))
    });
    Ok(reply::ok(&body.await?))
}

fn group_by(object: &Object, text: &str) -> Result<GroupBy, Problem> {
    let (field, bucket) = match text.split_once(':') {
        None => (text, None),
        Some((field, word)) => {
            let found = BUCKETS.into_iter().find(|(name, _)| *name == word);
            let (_, bucket) = found.ok_or_else(|| {
                Problem::parameter_wants("group_by", Code::NotAnOption, "day week month quarter year")
            })?;
            (field, Some(bucket))
        }
    };
    must_exist(object, "group_by", field)?;
    Ok(GroupBy { field: field.to_owned(), bucket })
}

fn must_exist(object: &Object, parameter: &str, field: &str) -> Result<(), Problem> {
    match object.field(field) {
        Some(_) => Ok(()),
        None => Err(Problem::parameter_wants(parameter, Code::UnknownField, "a field of the object")),
    }
}

fn written(door: &Door, object: &Object, group: &Group, groups: &[GroupBy], measures: &[Measure]) -> Json {
    let ctx = door.json_context();
    let value =
        |name: &str, value| object.field(name).map_or(Json::Null, |field| write_json(field, value, &ctx));
    let mut by = Map::new();
    for (group_by, found) in groups.iter().zip(&group.group) {
        let json = match (group_by.bucket, found.as_text()) {
            (Some(_), Some(period)) => Json::from(period),
            (_, _) => value(&group_by.field, found),
        };
        by.insert(group_by.field.clone(), json);
    }
    let mut row = Map::new();
    row.insert("group".to_owned(), Json::Object(by));
    row.insert("count".to_owned(), Json::from(group.count));
    for (name, op) in MEASURES {
        let figures: Map<String, Json> = measures
            .iter()
            .zip(&group.measures)
            .filter(|(measure, _)| measure.op == op)
            .map(|(measure, found)| (measure.field.clone(), value(&measure.field, found)))
            .collect();
        if !figures.is_empty() {
            row.insert(name.to_owned(), Json::Object(figures));
        }
    }
    Json::Object(row)
}
