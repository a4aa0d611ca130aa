use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use crate::files::{Picture, unreadable};
use axum::body::Body;
use axum::extract::{Multipart, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use catalog::Code;
use records::Company;
use serde_json::{Value as Json, json};

/// Where the settings keep which file is the company's logo; written here and nowhere else.
pub const LOGO: &str = "company.logo";
const LARGEST: u64 = 1024 * 1024;

/// Where the logo is shown; the address changes with the picture, so browsers may keep it.
pub fn address(company: &Company) -> Option<String> {
    let (sha256, _) = kept(company)?;
    Some(format!("/api/v1/company/logo?v={}", sha256.get(..12)?))
}

/// The logo, for everybody: it stands on the page where one signs in.
pub async fn show(State(server): State<Server>, mut params: Params) -> Answer {
    params.text("v")?;
    params.finish()?;
    let (sha256, media_type) = kept(&server.records().company()).ok_or_else(Problem::not_found)?;
    let path = server.shelf().path(&sha256).ok_or_else(Problem::not_found)?;
    let picture = tokio::fs::read(&path).await.map_err(|_| Problem::not_found())?;
    let mut response = Response::new(Body::from(picture));
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_str(&media_type).map_err(|_| Problem::not_found())?;
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}

/// A new logo: a picture that browsers show, and no script in it.
pub async fn put(
    State(server): State<Server>,
    caller: Caller,
    params: Params,
    mut form: Multipart,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let part = form.next_field().await.map_err(unreadable)?;
    let part = part.filter(|part| part.name() == Some("file"));
    let file = server.shelf().keep(part.ok_or_else(|| Problem::field("file", Code::Required))?).await?;
    if file.picture == Picture::No {
        return Err(Problem::field("file", Code::Format));
    }
    if file.size > LARGEST {
        return Err(crate::edge::body::too_large(LARGEST));
    }
    let logo = json!({ "sha256": file.sha256, "type": file.media_type });
    let body = blocking(move || {
        server.records().set_setting(LOGO, logo)?;
        Ok(json!({ "logo": address(&server.records().company()) }))
    });
    Ok(reply::ok(&body.await?))
}

pub async fn remove(State(server): State<Server>, caller: Caller, params: Params) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    blocking(move || server.records().set_setting(LOGO, Json::Null)).await?;
    Ok(reply::nothing())
}

fn kept(company: &Company) -> Option<(String, String)> {
    let logo = company.logo.as_ref()?;
    Some((logo.get("sha256")?.as_str()?.to_owned(), logo.get("type")?.as_str()?.to_owned()))
}
