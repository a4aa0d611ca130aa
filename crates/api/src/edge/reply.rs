use crate::asking::writing::Alone;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value as Json;

/// A JSON answer that no cache may keep.
pub fn json(status: StatusCode, body: &Json) -> Response {
    text(status, body.to_string())
}

/// The same from JSON that is written already.
pub fn text(status: StatusCode, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

pub fn ok(body: &Json) -> Response {
    json(StatusCode::OK, body)
}

/// A record with its version as ETag.
pub fn record(status: StatusCode, written: Alone) -> Response {
    let mut response = text(status, written.text);
    if let Some(version) = written.version
        && let Ok(tag) = HeaderValue::from_str(&format!("\"{version}\""))
    {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// A record that was made, with where it is.
pub fn created(location: &str, written: Alone) -> Response {
    let mut response = record(StatusCode::CREATED, written);
    if let Ok(place) = HeaderValue::from_str(location) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

pub fn nothing() -> Response {
    StatusCode::NO_CONTENT.into_response()
}
