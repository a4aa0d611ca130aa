use crate::asking::listing::Shape;
use crate::asking::writing::{alone, whole};
use crate::edge::body::{Body, Fields};
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::blocking;
use crate::resources::address::At;
use axum::extract::Path;
use axum::http::StatusCode;
use catalog::Code;
use records::{Choice, Door, Duplicate, Reason};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use value::Id;

/// Groups of records that are probably one.
pub async fn groups(caller: Caller, Path(plural): Path<String>, mut params: Params) -> Answer {
    let at = At::object(&caller, &plural)?;
    let limit = params.number("limit", 1, 500)?.unwrap_or(50) as usize;
    params.finish()?;
    let rows = blocking(move || {
        let groups = at.door.duplicates(&at.object.name, limit)?;
        let rows = groups.iter().map(|group| {
            let records: Vec<Json> = group.records.iter().map(|record| whole(&at.door, record)).collect();
            json!({ "score": rounded(group.score), "reasons": words(&group.reasons), "records": records })
        });
        Ok(rows.collect::<Vec<Json>>())
    });
    Ok(reply::ok(&json!({ "data": rows.await? })))
}

/// Records that one still being typed is probably the same as.
pub async fn of_draft(
    caller: Caller,
    Path(plural): Path<String>,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let at = At::object(&caller, &plural)?;
    let rows = blocking(move || {
        let draft = at.door.read_draft(&at.object.name, &fields)?;
        Ok(written(&at.door, &at.door.duplicates_of(&draft)?))
    });
    Ok(reply::ok(&json!({ "data": rows.await? })))
}

/// Records that one is probably the same as.
pub async fn of_record(caller: Caller, Path((plural, id)): Path<(String, String)>, params: Params) -> Answer {
    params.finish()?;
    let (at, id) = At::record(&caller, &plural, &id)?;
    let rows = blocking(move || Ok(written(&at.door, &at.door.duplicates_of_record(&at.object.name, id)?)));
    Ok(reply::ok(&json!({ "data": rows.await? })))
}

/// Makes one record of two.
pub async fn merge(
    caller: Caller,
    Path((plural, id)): Path<(String, String)>,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let (at, id) = At::record(&caller, &plural, &id)?;
    let mut fields = Fields(fields);
    let other = fields.needed_text("other")?;
    let other = Id::parse(&other, &at.object.prefix).map_err(|_| Problem::field("other", Code::Prefix))?;
    let choices = match fields.take("keep") {
        None => BTreeMap::new(),
        Some(Json::Object(keep)) => keep.into_iter().map(choice).collect::<Result<_, _>>()?,
        Some(_) => return Err(Problem::field("keep", Code::Type)),
    };
    fields.finish()?;
    let body = blocking(move || {
        alone(&at.door, at.door.merge(&at.object.name, id, other, choices)?, &Shape::default())
    });
    Ok(reply::record(StatusCode::OK, body.await?))
}

/// Takes a merge back.
pub async fn unmerge(
    caller: Caller,
    Path((plural, id)): Path<(String, String)>,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let (at, _) = At::record(&caller, &plural, &id)?;
    let mut fields = Fields(fields);
    let run = fields.needed_text("merge")?;
    fields.finish()?;
    let prefix = at.door.catalog().object("merge_run").map_or("mrg", |object| object.prefix.as_str());
    let run = Id::parse(&run, prefix).map_err(|_| Problem::field("merge", Code::Prefix))?;
    let body = blocking(move || alone(&at.door, at.door.unmerge(run)?, &Shape::default()));
    Ok(reply::record(StatusCode::OK, body.await?))
}

/// Everything that is known of a person or company, for whoever asks about himself.
pub async fn personal(caller: Caller, Path((plural, id)): Path<(String, String)>, params: Params) -> Answer {
    params.finish()?;
    let (at, id) = At::record(&caller, &plural, &id)?;
    let told = blocking(move || at.door.export_subject(&at.object.name, id)).await?;
    Ok(reply::ok(&told))
}

/// Forgets a person or company for good.
pub async fn erase(caller: Caller, Path((plural, id)): Path<(String, String)>, params: Params) -> Answer {
    params.finish()?;
    let (at, id) = At::record(&caller, &plural, &id)?;
    blocking(move || at.door.erase_subject(&at.object.name, id)).await?;
    Ok(reply::nothing())
}

fn choice((field, side): (String, Json)) -> Result<(String, Choice), Problem> {
    match side.as_str() {
        Some("this") => Ok((field, Choice::This)),
        Some("other") => Ok((field, Choice::Other)),
        Some(_) | None => Err(Problem::field(
            &format!("keep.{}", field.chars().take(60).collect::<String>()),
            Code::NotAnOption,
        )),
    }
}

fn written(door: &Door, found: &[Duplicate]) -> Vec<Json> {
    let row = |one: &Duplicate| json!({ "score": rounded(one.score), "reasons": words(&one.reasons), "record": whole(door, &one.record) });
    found.iter().map(row).collect()
}

fn words(reasons: &[Reason]) -> Vec<&'static str> {
    reasons.iter().map(|reason| reason.name()).collect()
}

fn rounded(score: f64) -> f64 {
    (score * 1000.0).round() / 1000.0
}
