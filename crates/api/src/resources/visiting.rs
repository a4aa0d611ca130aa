use crate::edge::body::{Fields, PerhapsBody};
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use crate::presence::{Place, Visitor};
use crate::resources::address::At;
use axum::extract::{Path, State};
use catalog::{Code, Object};
use records::{Door, Error};
use serde_json::{Value as Json, json};
use value::Id;

const LONGEST_FIELD: usize = 80;

/// The caller has the record open, and perhaps one of its fields; the answer names who else has.
pub async fn arrive(
    State(server): State<Server>,
    caller: Caller,
    Path((plural, id)): Path<(String, String)>,
    params: Params,
    PerhapsBody(fields): PerhapsBody,
) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let field = fields.text("field")?;
    fields.finish()?;
    if field.as_ref().is_some_and(|field| field.chars().count() > LONGEST_FIELD) {
        return Err(Problem::field("field", Code::TooLong));
    }
    let (at, id) = At::record(&caller, &plural, &id)?;
    let user = visitor(&caller)?;
    let people = blocking(move || {
        if !at.door.can_read(&at.object.name, id)? {
            return Err(Error::NotFound);
        }
        let field = field.filter(|name| at.object.field(name).is_some());
        let place = Place { object: at.object.name.clone(), id };
        let visitors = server.presence().arrive(&place, user, field, server.records().clock().now());
        people(&at.door, &at.object, &visitors)
    });
    Ok(reply::ok(&json!({ "people": people.await? })))
}

/// The caller has closed the record.
pub async fn leave(
    State(server): State<Server>,
    caller: Caller,
    Path((plural, id)): Path<(String, String)>,
    params: Params,
) -> Answer {
    params.finish()?;
    let (at, id) = At::record(&caller, &plural, &id)?;
    server.presence().leave(&Place { object: at.object.name.clone(), id }, visitor(&caller)?);
    Ok(reply::nothing())
}

/// What a listener is told of comings and goings: only of places where he is himself, and may still be.
pub fn told(server: &Server, door: &Door, place: &Place) -> Result<Option<Json>, Error> {
    let visitors = server.presence().at(place, server.records().clock().now());
    let Some(user) = door.actor().user else { return Ok(None) };
    let Some(object) = door.catalog().object(&place.object).cloned() else { return Ok(None) };
    if !visitors.iter().any(|visitor| visitor.user == user) || !door.can_read(&place.object, place.id)? {
        return Ok(None);
    }
    let people = people(door, &object, &visitors)?;
    Ok(Some(json!({ "object": place.object, "id": place.id.with_prefix(&object.prefix), "people": people })))
}

fn people(door: &Door, object: &Object, visitors: &[Visitor]) -> Result<Vec<Json>, Error> {
    let wanted: Vec<(String, Id)> =
        visitors.iter().map(|visitor| ("user".to_owned(), visitor.user)).collect();
    let titles = door.titles(&wanted)?;
    let prefix = door.catalog().object("user").map_or("usr", |user| user.prefix.as_str()).to_owned();
    let levels = access::Levels::of(&door.actor().rights, object);
    let open = |name: &String| object.position(name).is_some_and(|at| levels.at(at) > access::Level::Hidden);
    let known = visitors.iter().filter_map(|visitor| {
        let title = titles.get(&("user".to_owned(), visitor.user))?;
        let field = visitor.field.clone().filter(open);
        Some(json!({ "id": visitor.user.with_prefix(&prefix), "title": title, "field": field }))
    });
    Ok(known.collect())
}

fn visitor(caller: &Caller) -> Result<Id, Problem> {
    caller.actor.user.ok_or_else(|| Problem::forbidden("only a person can be somewhere"))
}
