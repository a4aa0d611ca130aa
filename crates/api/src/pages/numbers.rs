use crate::edge::body::{Body, Fields};
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::blocking;
use axum::extract::Path;
use catalog::{Code, Reset};
use records::NumberChange;
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
            let reset = pattern.map_or(Reset::Never, |pattern| pattern.reset).word();
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

/// Writes a series otherwise, or lets it go on at a later number.
pub async fn change(
    caller: Caller,
    Path((object, field)): Path<(String, String)>,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let mut fields = Fields(fields);
    let change = NumberChange { format: fields.text("format")?, reset: fields.text("reset")? };
    if change.reset.as_deref().is_some_and(|word| Reset::ALL.iter().all(|reset| reset.word() != word)) {
        return Err(Problem::field("reset", Code::NotAnOption));
    }
    let next = match fields.take("next") {
        None => None,
        Some(next) => Some(next.as_i64().ok_or_else(|| Problem::field("next", Code::Type))?),
    };
    fields.finish()?;
    if next.is_none() && change == NumberChange::default() {
        return Err(Problem::field("next", Code::Required));
    }
    blocking(move || {
        if change != NumberChange::default() {
            caller.door().change_number(&object, &field, change)?;
        }
        match next {
            Some(next) => caller.door().set_next_number(&object, &field, next),
            None => Ok(()),
        }
    })
    .await?;
    Ok(reply::nothing())
}
