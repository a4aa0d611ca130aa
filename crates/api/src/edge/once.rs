use crate::edge::body::read;
use crate::edge::caller::{Caller, PerhapsCaller};
use crate::edge::problem::Problem;
use crate::edge::server::{Server, blocking};
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use catalog::Code;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use formula::Condition;
use jiff::SignedDuration;
use records::{Draft, Error, Query, Record, Records};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use std::io::{Read, Write};
use value::{Id, Value};

const HEADER: &str = "idempotency-key";
const REPLAYED: &str = "idempotency-replayed";
const LONGEST_KEY: usize = 200;
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// Answers that do not fit are not repeated; the request is refused instead.
const LARGEST_ANSWER: usize = 150_000;

struct Question {
    key: String,
    actor: String,
    hash: String,
}

enum Begun {
    New(Id),
    Before(Record),
}

/// A POST with an `Idempotency-Key` happens once: the second time its first answer comes again.
pub async fn once(State(server): State<Server>, request: Request, next: Next) -> Response {
    if *request.method() != Method::POST || !request.headers().contains_key(HEADER) {
        return next.run(request).await;
    }
    repeatable(server, request, next).await.unwrap_or_else(IntoResponse::into_response)
}

async fn repeatable(server: Server, request: Request, next: Next) -> Result<Response, Problem> {
    let key = request.headers().get(HEADER).and_then(|key| key.to_str().ok()).unwrap_or_default().to_owned();
    if key.is_empty() || key.len() > LONGEST_KEY || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Problem::parameter("Idempotency-Key", Code::Format));
    }
    let (mut parts, body) = request.into_parts();
    let PerhapsCaller(caller) = PerhapsCaller::from_request_parts(&mut parts, &server).await?;
    let kind =
        parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let (Some(caller), false) = (caller, kind.starts_with("multipart/")) else {
        return Ok(next.run(Request::from_parts(parts, body)).await);
    };
    let target = parts.uri.to_string();
    let bytes = read(Request::from_parts(parts.clone(), body)).await?;
    let question = Question::new(&caller, &key, &target, &bytes);
    let hash = question.hash.clone();
    let records = server.records().clone();
    match blocking(move || begin(&records, &question)).await? {
        Begun::Before(record) => repeat(&record, &hash),
        Begun::New(id) => {
            let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
            finish(server, id, response).await
        }
    }
}

impl Question {
    fn new(caller: &Caller, key: &str, target: &str, body: &[u8]) -> Question {
        let mut hash = Sha256::new();
        hash.update(target.as_bytes());
        hash.update([0]);
        hash.update(body);
        let actor = caller.actor.user.map_or(0, |user| user.0).to_string();
        let hash = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Question { key: format!("{actor}:{key}"), actor, hash }
    }
}

/// The unique key decides between two requests at one moment.
fn begin(records: &Records, question: &Question) -> Result<Begun, Error> {
    let door = records.as_system("remember a request that may be repeated");
    let query =
        Query::of("idempotency").filter(Condition::eq("key", Value::text(question.key.as_str()))).limit(1);
    let now = records.clock().now();
    if let Some(record) = door.find(&query)?.records.into_iter().next() {
        if record.get("expires_at").as_moment().is_some_and(|expires| now < expires) {
            return Ok(Begun::Before(record));
        }
        door.delete("idempotency", record.id(), None)?;
    }
    let draft = Draft::new("idempotency")
        .set("key", Value::text(question.key.as_str()))
        .set("actor", Value::text(question.actor.as_str()))
        .set("request_hash", Value::text(question.hash.as_str()))
        .set("expires_at", Value::Moment(now.checked_add(KEPT).unwrap_or(now)));
    match door.create(draft) {
        Ok(record) => Ok(Begun::New(record.id())),
        Err(Error::Invalid(_)) => Err(Error::refused("request_is_running")),
        Err(other) => Err(other),
    }
}

fn repeat(record: &Record, hash: &str) -> Result<Response, Problem> {
    if record.text("request_hash") != hash {
        return Err(Problem::field("Idempotency-Key", Code::NotUnique));
    }
    let Value::Json(answer) = record.get("answer") else {
        return Err(Problem::refused(
            "request_is_running",
            "the first request with this key has no answer yet",
        ));
    };
    let status = answer["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or(200);
    let packed = answer["body"].as_str();
    let too_large =
        || Problem::refused("answer_too_large", "the request was done; its answer was too large to be kept");
    let body = unpack(packed.ok_or_else(too_large)?).ok_or_else(too_large)?;
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    for name in [header::CONTENT_TYPE, header::ETAG, header::LOCATION] {
        if let Some(value) =
            answer["headers"][name.as_str()].as_str().and_then(|text| HeaderValue::from_str(text).ok())
        {
            response.headers_mut().insert(name, value);
        }
    }
    response.headers_mut().insert(HeaderName::from_static(REPLAYED), HeaderValue::from_static("true"));
    Ok(response)
}

/// What went wrong is not remembered: the caller may try again with the same key.
async fn finish(server: Server, id: Id, response: Response) -> Result<Response, Problem> {
    let records = server.records().clone();
    if !response.status().is_success() {
        blocking(move || records.as_system("forget a request that failed").delete("idempotency", id, None))
            .await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(|error| Problem::internal(error.to_string()))?;
    let mut headers = serde_json::Map::new();
    for name in [header::CONTENT_TYPE, header::ETAG, header::LOCATION] {
        if let Some(text) = parts.headers.get(&name).and_then(|value| value.to_str().ok()) {
            headers.insert(name.as_str().to_owned(), Json::from(text));
        }
    }
    let body = pack(&bytes).filter(|packed| packed.len() <= LARGEST_ANSWER);
    let answer = json!({ "status": parts.status.as_u16(), "headers": headers, "body": body });
    let draft = Draft::new("idempotency").set("answer", Value::Json(answer));
    blocking(move || records.as_system("remember an answer").update(id, None, draft)).await?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn pack(bytes: &[u8]) -> Option<String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).ok()?;
    Some(BASE64_STANDARD.encode(encoder.finish().ok()?))
}

fn unpack(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    GzDecoder::new(BASE64_STANDARD.decode(text).ok()?.as_slice()).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}
