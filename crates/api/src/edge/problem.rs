use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalog::{Code, FieldError};
use records::Error;
use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use std::ops::{Deref, DerefMut};

/// What a handler answers: a response, or a problem in the form of RFC 9457.
pub type Answer = Result<Response, Problem>;

/// A refusal. The layer around all routes writes it out, because only that knows the trace id.
#[derive(Debug, Clone)]
pub struct Problem(Box<Told>);

/// What a refusal says.
#[derive(Debug, Clone)]
pub struct Told {
    pub status: StatusCode,
    pub code: &'static str,
    pub detail: String,
    pub errors: Vec<Complaint>,
    pub params: Map<String, Json>,
    /// For the log, never for the caller.
    pub hidden: Option<String>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, Serialize)]
pub struct Complaint {
    pub field: String,
    pub code: String,
    pub params: Map<String, Json>,
}

impl Problem {
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Problem {
        let (errors, params) = (Vec::new(), Map::new());
        Problem(Box::new(Told { status, code, detail: detail.into(), errors, params, hidden: None }))
    }

    /// A parameter of the address or a header is wrong.
    pub fn parameter(name: &str, code: Code) -> Problem {
        Problem::complaint(StatusCode::BAD_REQUEST, FieldError::new(name, code))
    }

    /// The same with what was expected, in words for the caller.
    pub fn parameter_wants(name: &str, code: Code, wanted: &str) -> Problem {
        Problem::complaint(StatusCode::BAD_REQUEST, FieldError::new(name, code).with("expected", wanted))
    }

    /// A field of the body is wrong.
    pub fn field(name: &str, code: Code) -> Problem {
        Problem::complaint(StatusCode::UNPROCESSABLE_ENTITY, FieldError::new(name, code))
    }

    pub fn fields(complaints: Vec<FieldError>) -> Problem {
        Problem::complaints(StatusCode::UNPROCESSABLE_ENTITY, complaints)
    }

    pub fn not_found() -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "not_found", "there is nothing here for you")
    }

    pub fn forbidden(detail: &str) -> Problem {
        Problem::new(StatusCode::FORBIDDEN, "forbidden", detail)
    }

    pub fn refused(code: &str, detail: &str) -> Problem {
        let mut problem = Problem::new(StatusCode::CONFLICT, "refused", detail);
        problem.errors.push(Complaint { field: String::new(), code: code.to_owned(), params: Map::new() });
        problem
    }

    pub fn internal(hidden: impl Into<String>) -> Problem {
        let detail = "something broke in the server; the trace id finds it in the log";
        let mut problem = Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail);
        problem.hidden = Some(hidden.into());
        problem
    }

    /// What the framework refused before any handler saw it.
    pub fn of_status(status: StatusCode) -> Problem {
        match status {
            StatusCode::NOT_FOUND => Problem::not_found(),
            StatusCode::METHOD_NOT_ALLOWED => {
                Problem::new(status, "method_not_allowed", "this address does not know that method")
            }
            StatusCode::PAYLOAD_TOO_LARGE => Problem::new(status, "too_large", "the body is too large"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                Problem::new(status, "unsupported_media_type", "the body has the wrong media type")
            }
            other if other.is_server_error() => {
                Problem::internal(format!("answered {other} without a reason"))
            }
            other => Problem::new(other, "invalid", "the request cannot be read"),
        }
    }

    /// Complaints about a question (filter, sort, fields) are about the address and not about a body.
    pub fn of_question(error: Error) -> Problem {
        match error {
            Error::Invalid(complaints) => Problem::complaints(StatusCode::BAD_REQUEST, complaints),
            other => Problem::from(other),
        }
    }

    fn complaint(status: StatusCode, complaint: FieldError) -> Problem {
        Problem::complaints(status, vec![complaint])
    }

    fn complaints(status: StatusCode, complaints: Vec<FieldError>) -> Problem {
        let detail = complaints.iter().take(5).map(FieldError::to_string).collect::<Vec<_>>().join("; ");
        let mut problem = Problem::new(status, "invalid", detail);
        problem.errors = complaints.into_iter().map(Complaint::from).collect();
        problem
    }

    /// The body as the caller gets it.
    pub fn to_json(&self, trace: &str) -> Json {
        let mut body = json!({
            "type": format!("https://guanxi.example/problems/{}", self.code),
            "title": self.status.canonical_reason().unwrap_or("problem"),
            "status": self.status.as_u16(),
            "detail": self.detail,
            "code": self.code,
            "trace_id": trace,
            "errors": self.errors,
        });
        if !self.params.is_empty() {
            body["params"] = Json::Object(self.params.clone());
        }
        body
    }

    /// Writes the answer out.
    pub fn render(&self, trace: &str) -> Response {
        let mut response = Response::new(Body::from(self.to_json(trace).to_string()));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.params.get("retry_after").and_then(Json::as_u64) {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl Deref for Problem {
    type Target = Told;

    fn deref(&self) -> &Told {
        &self.0
    }
}

impl DerefMut for Problem {
    fn deref_mut(&mut self) -> &mut Told {
        &mut self.0
    }
}

impl From<FieldError> for Complaint {
    fn from(error: FieldError) -> Complaint {
        Complaint { field: error.field, code: error.code.word().to_owned(), params: error.params }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        match error {
            Error::NotFound => Problem::not_found(),
            Error::Forbidden => Problem::forbidden("your roles do not allow this"),
            Error::Unauthenticated => Problem::new(
                StatusCode::UNAUTHORIZED,
                "unauthenticated",
                "sign in, or send a token that is valid",
            ),
            Error::Invalid(complaints) => Problem::fields(complaints),
            Error::Stale(version) => {
                let detail = "the record was changed in the meantime";
                let mut problem = Problem::new(StatusCode::PRECONDITION_FAILED, "stale", detail);
                problem.params.insert("version".to_owned(), Json::from(version));
                problem
            }
            Error::Refused { code, params } => {
                let mut problem = Problem::new(StatusCode::CONFLICT, "refused", code.replace('_', " "));
                problem.errors.push(Complaint { field: String::new(), code: code.to_owned(), params });
                problem
            }
            Error::Limited { retry_after } => {
                let detail = format!("too many tries; come back in {retry_after} s");
                let mut problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "limited", detail);
                problem.params.insert("retry_after".to_owned(), Json::from(retry_after));
                problem
            }
            Error::Unavailable(what) => {
                let mut problem = Problem::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "unavailable",
                    "the database does not answer now",
                );
                problem.hidden = Some(what);
                problem
            }
            Error::Internal(what) => Problem::internal(what),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
