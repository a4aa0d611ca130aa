use crate::edge::body::{Fields, PerhapsBody};
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use axum::extract::{Path, State};
use catalog::{Access, Code, FieldError};
use records::{BulkAsk, Condition, Door, Draft, Error, Query};
use serde_json::{Value as Json, json};
use value::{Id, Value};

const PREFIX: &str = "usr";

/// How much somebody owns, for whoever is to hand it over.
pub async fn owned(caller: Caller, Path(user): Path<String>, params: Params) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let user = Id::parse(&user, PREFIX).map_err(|_| Problem::not_found())?;
    let body = blocking(move || {
        let door = caller.door();
        door.get("user", user)?;
        let rows = holdings(&door, user)?;
        let rows = rows.into_iter().map(|(object, count)| json!({ "object": object, "count": count }));
        Ok(json!({ "data": rows.collect::<Vec<Json>>() }))
    });
    Ok(reply::ok(&body.await?))
}

/// Somebody leaves: he is out at once, and what he owns goes to a colleague by bulk jobs.
pub async fn deactivate(
    State(server): State<Server>,
    caller: Caller,
    Path(user): Path<String>,
    params: Params,
    PerhapsBody(fields): PerhapsBody,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let user = Id::parse(&user, PREFIX).map_err(|_| Problem::not_found())?;
    let mut fields = Fields(fields);
    let heir = match fields.text("hand_over_to")? {
        None => None,
        Some(id) => Some(Id::parse(&id, PREFIX).map_err(|_| Problem::field("hand_over_to", Code::Prefix))?),
    };
    fields.finish()?;
    let body = blocking(move || {
        let door = caller.door();
        if let Some(heir) = heir {
            check_heir(&door, user, heir)?;
        }
        switch(&door, user, Value::Boolean(false))?;
        server.identity().shut_out(user)?;
        let jobs = match heir {
            None => Vec::new(),
            Some(heir) => hand_over(&server, &door, user, heir)?,
        };
        Ok(json!({ "jobs": jobs }))
    });
    Ok(reply::ok(&body.await?))
}

/// Somebody comes back, with his password and with none of his old sessions and tokens.
pub async fn reactivate(
    State(server): State<Server>,
    caller: Caller,
    Path(user): Path<String>,
    params: Params,
    PerhapsBody(fields): PerhapsBody,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    Fields(fields).finish()?;
    let user = Id::parse(&user, PREFIX).map_err(|_| Problem::not_found())?;
    blocking(move || {
        server.identity().shut_out(user)?;
        switch(&caller.door(), user, Value::Boolean(true))
    })
    .await?;
    Ok(reply::nothing())
}

fn switch(door: &Door, user: Id, active: Value) -> Result<(), Error> {
    door.update(user, None, Draft::new("user").set("active", active)).map(drop)
}

fn check_heir(door: &Door, user: Id, heir: Id) -> Result<(), Error> {
    let wrong = || Error::Invalid(vec![FieldError::new("hand_over_to", Code::NotFound)]);
    if user == heir || !door.get("user", heir).map_err(|_| wrong())?.get("active").is_true() {
        return Err(wrong());
    }
    Ok(())
}

fn hand_over(server: &Server, door: &Door, user: Id, heir: Id) -> Result<Vec<Json>, Error> {
    let mut jobs = Vec::new();
    for (object, count) in holdings(door, user)? {
        let ask = BulkAsk {
            filter: Some(json!({ "field": "owner", "op": "eq", "value": user.with_prefix(PREFIX) })),
            change: json!({ "set": { "owner": heir.with_prefix(PREFIX) } }),
            ..BulkAsk::default()
        };
        let job = door.start_bulk_job(&object, &ask)?;
        server.jobs().run(server.records(), &job)?;
        jobs.push(json!({ "id": job.id().with_prefix("blk"), "object": object, "total": count }));
    }
    Ok(jobs)
}

/// Objects of which somebody owns living records, with how many.
fn holdings(door: &Door, user: Id) -> Result<Vec<(String, u64)>, Error> {
    let mut found = Vec::new();
    for object in door.catalog().objects().iter().filter(|object| object.access == Access::Owned) {
        let query = Query::of(&object.name).filter(Condition::eq("owner", Value::Id(user)));
        let count = door.count(&query)?;
        if count > 0 {
            found.push((object.name.clone(), count));
        }
    }
    Ok(found)
}
