use crate::edge::problem::Problem;
use crate::edge::server::Server;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Extensions, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use rand::RngCore;
use std::time::Instant;

const HEADER: &str = "x-trace-id";

/// The number of a request in the log and in the answer.
#[derive(Debug, Clone)]
pub struct Trace(pub String);

impl Trace {
    fn new() -> Trace {
        Trace(format!("{:016x}", rand::rng().next_u64()))
    }

    /// The trace of a request that went through the layer.
    pub fn of(extensions: &Extensions) -> Trace {
        extensions.get::<Trace>().cloned().unwrap_or_else(Trace::new)
    }
}

/// Around every request: gives it its number, writes problems out, counts, and logs one line.
pub async fn traced(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    let trace = Trace::new();
    let started = Instant::now();
    let method = request.method().clone();
    let uri = request.uri().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    request.extensions_mut().insert(trace.clone());
    let mut response = next.run(request).await;
    let told = response.extensions_mut().remove::<Problem>();
    let status = response.status();
    let path = uri.path();
    let silent = path.starts_with("/api/") && (status.is_client_error() || status.is_server_error());
    if let Some(problem) = told.or_else(|| silent.then(|| Problem::of_status(status))) {
        if let Some(hidden) = &problem.hidden {
            tracing::error!(trace = trace.0, %method, path, status = problem.status.as_u16(), "{hidden}");
        }
        let rendered = problem.render(&trace.0);
        let allow = response.headers_mut().remove(header::ALLOW);
        response = rendered;
        if let Some(allow) = allow {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    if let Ok(value) = HeaderValue::from_str(&trace.0) {
        response.headers_mut().insert(HEADER, value);
    }
    let seconds = started.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    server.metrics().request(&method, route.as_ref().map_or("other", MatchedPath::as_str), status, seconds);
    tracing::info!(trace = trace.0, %method, path, status, ms = seconds * 1000.0, "request");
    response
}
