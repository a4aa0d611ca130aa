use axum::http::header;
use axum::response::IntoResponse;

/// A page that shows the OpenAPI document; its script and style are files of their own, because inline ones are forbidden.
pub async fn page() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], include_str!("../docs/page.html"))
}

pub async fn script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("../docs/docs.js"))
}

pub async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("../docs/docs.css"))
}
