use crate::edge::problem::Problem;
use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use bytes::Bytes;
use catalog::Code;
use serde_json::{Map, Value as Json};

/// Largest JSON body.
pub const LARGEST_JSON: usize = 2 * 1024 * 1024;

/// A JSON object in the body.
pub struct Body(pub Map<String, Json>);

/// A JSON object in the body, or no body at all.
pub struct PerhapsBody(pub Map<String, Json>);

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Body, Problem> {
        must_be_json(request.headers())?;
        parse(&read(request).await?).map(Body)
    }
}

impl<S: Send + Sync> FromRequest<S> for PerhapsBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<PerhapsBody, Problem> {
        let checked = must_be_json(request.headers());
        let bytes = read(request).await?;
        if bytes.is_empty() {
            return Ok(PerhapsBody(Map::new()));
        }
        checked?;
        parse(&bytes).map(PerhapsBody)
    }
}

/// The body, up to the limit.
pub async fn read(request: Request) -> Result<Bytes, Problem> {
    to_bytes(request.into_body(), LARGEST_JSON).await.map_err(|_| too_large(LARGEST_JSON as u64))
}

pub fn too_large(limit: u64) -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", format!("the body is larger than {limit} bytes"))
}

fn must_be_json(headers: &HeaderMap) -> Result<(), Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    let detail = "the body must be application/json";
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail))
}

fn parse(bytes: &[u8]) -> Result<Map<String, Json>, Problem> {
    match serde_json::from_slice(bytes) {
        Ok(Json::Object(fields)) => Ok(fields),
        Ok(Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_)) => {
            Err(Problem::new(StatusCode::BAD_REQUEST, "invalid", "the body must be a JSON object"))
        }
        Err(error) => {
            Err(Problem::new(StatusCode::BAD_REQUEST, "invalid", format!("the body is not JSON: {error}")))
        }
    }
}

/// Takes the fields of a body one by one; what is left over at the end is unknown.
pub struct Fields(pub Map<String, Json>);

impl Fields {
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Problem> {
        match self.0.shift_remove(name) {
            None | Some(Json::Null) => Ok(None),
            Some(Json::String(text)) if text.contains('\0') => {
                Err(Problem::field(name, Code::ControlCharacters))
            }
            Some(Json::String(text)) => Ok(Some(text)),
            Some(_) => Err(Problem::field(name, Code::Type)),
        }
    }

    pub fn needed_text(&mut self, name: &str) -> Result<String, Problem> {
        match self.text(name)? {
            Some(text) if !text.is_empty() => Ok(text),
            Some(_) | None => Err(Problem::field(name, Code::Required)),
        }
    }

    pub fn take(&mut self, name: &str) -> Option<Json> {
        self.0.shift_remove(name).filter(|value| !value.is_null())
    }

    pub fn list(&mut self, name: &str) -> Result<Vec<Json>, Problem> {
        match self.take(name) {
            None => Ok(Vec::new()),
            Some(Json::Array(list)) => Ok(list),
            Some(_) => Err(Problem::field(name, Code::Type)),
        }
    }

    /// What was given, even when it is null: in a patch that means something.
    pub fn take_even_null(&mut self, name: &str) -> Option<Json> {
        self.0.shift_remove(name)
    }

    /// Refuses every other field, and takes none.
    pub fn only(&self, names: &[&str]) -> Result<(), Problem> {
        match self.0.keys().find(|name| !names.contains(&name.as_str())) {
            Some(name) => Err(Problem::field(&name.chars().take(80).collect::<String>(), Code::UnknownField)),
            None => Ok(()),
        }
    }

    pub fn finish(self) -> Result<(), Problem> {
        match self.0.keys().next() {
            Some(name) => Err(Problem::field(&name.chars().take(80).collect::<String>(), Code::UnknownField)),
            None => Ok(()),
        }
    }
}
