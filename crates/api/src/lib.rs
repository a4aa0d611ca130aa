//! HTTP: the only crate that knows it. In reading order: the edge that all routes share, how questions are asked,
//! records, pages, the OpenAPI document.

mod asking;
mod copies;
mod edge;
mod facts;
mod files;
mod imports;
mod jobs;
mod live;
mod openapi;
mod pages;
mod presence;
mod resources;
mod routes;
mod serving;

pub use edge::server::Reads;
pub use facts::{Ask, FactColumn, FactRows, Facts, FactsError};
pub use openapi::openapi;
pub use serving::{App, Limits, MakeCopy, router, serve};
