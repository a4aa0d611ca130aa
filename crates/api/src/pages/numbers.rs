use crate::edge::body::{Body, Fields};
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::blocking;
use axum::extract::Path;
use catalog::{Code, Reset};
use serde_json::{Value as Json, json};

/// Running numbers: how they look and which comes next.
pub async fn list(caller: Caller, params: Params) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let body = blocking(move || {
        let door = caller.door();
        let catalog = door.catalog();
        let row = |series: &records::NumberSeries| {
            let field = catalog.object(&series.object).and_then(|object| object.field(&series.field));
            let pattern = field.and_then(|field| field.pattern.as_ref());
            let reset = match pattern.map(|pattern| pattern.reset) {
                Some(Reset::Year) => "year",
                Some(Reset::Month) => "month",
                Some(Reset::Day) => "day",
                Some(Reset::Never) | None => "never",
            };
            json!({
                "object": series.object,
                "field": series.field,
                "format": pattern.map(|pattern| pattern.text()),
                "reset": reset,
                "next": series.next,
                "example": series.written,
            })
        };
        Ok(json!({ "data": door.numbers()?.iter().map(row).collect::<Vec<Json>>() }))
    });
    Ok(reply::ok(&body.await?))
}

/// Lets a series go on at a later number.
pub async fn change(
    caller: Caller,
    Path((object, field)): Path<(String, String)>,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let mut fields = Fields(fields);
    let next = fields.take("next").ok_or_else(|| Problem::field("next", Code::Required))?;
    let next = next.as_i64().ok_or_else(|| Problem::field("next", Code::Type))?;
    fields.finish()?;
    blocking(move || caller.door().set_next_number(&object, &field, next)).await?;
    Ok(reply::nothing())
}
