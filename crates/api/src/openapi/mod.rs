//! The OpenAPI 3.1 document, made from the catalog as the caller may see it.

mod bodies;
mod fields;
mod fixed;
mod objects;
mod parts;
mod upkeep;

use crate::edge::caller::PerhapsCaller;
use crate::edge::params::Params;
use crate::edge::problem::Answer;
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use crate::pages::catalog::View;
use access::Actor;
use axum::extract::State;
use records::Records;
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;

/// `GET /openapi.json`; without sign-in only what needs none.
pub async fn document(
    State(server): State<Server>,
    PerhapsCaller(caller): PerhapsCaller,
    params: Params,
) -> Answer {
    params.finish()?;
    let document = blocking(move || {
        Ok(match caller {
            Some(caller) => openapi(server.records(), &caller.actor),
            None => assemble(&[], &server.records().catalog()),
        })
    });
    Ok(reply::ok(&document.await?))
}

/// The document for somebody.
pub fn openapi(records: &Records, actor: &Arc<Actor>) -> Json {
    let catalog = records.catalog();
    let views = View::all(&catalog, actor, records.today());
    assemble(&views, &catalog)
}

fn assemble(views: &[View<'_>], catalog: &catalog::Catalog) -> Json {
    let mut paths = Map::new();
    fixed::paths(&mut paths);
    let mut schemas = parts::schemas();
    for view in views {
        objects::paths(view, &mut paths);
        objects::schemas(view, catalog, &mut schemas);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Guanxi",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Customer relationship records and what they are worth.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/api/v1" }],
        "security": [{ "token": [] }, { "cookie": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": parts::parameters(),
            "responses": parts::responses(),
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer" },
                "cookie": { "type": "apiKey", "in": "cookie", "name": crate::edge::caller::COOKIE },
            },
        },
    })
}
