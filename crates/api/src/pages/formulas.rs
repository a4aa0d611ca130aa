use crate::edge::body::{Body, Fields};
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use crate::pages::catalog::View;
use axum::extract::State;
use catalog::Field;
use formula::{Kind, Shape};
use serde_json::{Value as Json, json};
use value::FieldType;

/// Whether a text is a formula over an object, as its author types it: over the fields that he may see, and no others.
pub async fn check(
    State(server): State<Server>,
    caller: Caller,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let object = fields.needed_text("object")?;
    let text = fields.needed_text("formula")?;
    fields.finish()?;
    let body = blocking(move || {
        let catalog = server.records().catalog();
        let views = View::all(&catalog, &caller.actor, server.records().today());
        Ok(views.iter().find(|view| view.object.name == object).map(|view| verdict(view, &text)))
    });
    Ok(reply::ok(&body.await?.ok_or_else(Problem::not_found)?))
}

fn verdict(view: &View<'_>, text: &str) -> Json {
    let expression = match formula::parse(text) {
        Ok(expression) => expression,
        Err(error) => return json!({ "ok": false, "position": error.position, "reason": error.what }),
    };
    let open = Open(view.fields().map(|(field, _)| field).collect());
    match formula::check(&expression, &open) {
        Ok(kind) => json!({ "ok": true, "kind": word(kind), "reads": formula::fields(&expression) }),
        Err(error) => json!({ "ok": false, "reason": error.to_string() }),
    }
}

/// The fields that are open to the author.
struct Open<'a>(Vec<&'a Field>);

impl Shape for Open<'_> {
    fn kind_of(&self, name: &str) -> Option<FieldType> {
        self.0.iter().find(|field| field.name == name).map(|field| field.result)
    }

    fn names(&self) -> Vec<String> {
        self.0.iter().map(|field| field.name.clone()).collect()
    }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "number",
        Kind::Money => "money",
        Kind::Text => "text",
        Kind::Date => "date",
        Kind::Moment => "date_time",
        Kind::Truth => "boolean",
        Kind::Any => "any",
    }
}
