use crate::edge::problem::Problem;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Client;

const NOT_BUILT: &str = "<!doctype html><meta charset=\"utf-8\"><title>Guanxi</title>\n\
    <p>The web client is not built into this program. Run <code>cargo xtask demo</code>, or use the API under \
    <a href=\"/api/v1/docs\">/api/v1/docs</a>.</p>\n";

/// The web client: its files by name, and its first page for every address of a screen.
pub async fn client(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/').to_owned();
    if path.starts_with("api/") || path == "api" {
        return Problem::not_found().into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return crate::edge::guarded::wrong_method().await.into_response();
    }
    if let Some(response) = file(&path, request.headers()) {
        return response;
    }
    let is_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if is_file || path.starts_with("assets/") {
        return Problem::not_found().into_response();
    }
    match file("index.html", request.headers()) {
        Some(page) => page,
        None => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], NOT_BUILT).into_response(),
    }
}

/// The file, compressed as it was at build time when the browser takes it.
fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    if path.is_empty() || path.ends_with(".br") || path.ends_with(".gz") {
        return None;
    }
    let plain = Client::get(path)?;
    let accepted =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let takes = |coding: &str| {
        accepted.split(',').any(|one| one.split(';').next().unwrap_or_default().trim() == coding)
    };
    let packed = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(coding, _)| takes(coding))
        .find_map(|(coding, ending)| Some((coding, Client::get(&format!("{path}.{ending}"))?)));
    let (coding, content) = match packed {
        Some((coding, content)) => (Some(coding), content),
        None => (None, plain),
    };
    Some(response(path, coding, content, headers))
}

fn response(path: &str, coding: Option<&'static str>, content: EmbeddedFile, asked: &HeaderMap) -> Response {
    let hash: String =
        content.metadata.sha256_hash().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{hash}\"");
    let same = asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = match same {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => Response::new(Body::from(content.data.into_owned())),
    };
    let headers = response.headers_mut();
    let keep = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
