use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use crate::files::{Kept, Picture, unreadable};
use axum::body::Body;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use catalog::Code;
use futures::Stream;
use records::{Door, Draft, Error, Record, Records};
use serde_json::{Value as Json, json};
use tokio::io::AsyncReadExt;
use value::{Id, Value};

const PIECE: usize = 64 * 1024;

/// Puts a file on the shelf and makes its attachment.
pub async fn upload(State(server): State<Server>, caller: Caller, params: Params, form: Multipart) -> Answer {
    params.finish()?;
    let (kept, about) = receive(&server, form).await?;
    let (door, records) = (caller.door(), server.records().clone());
    let record = blocking(move || attach(&door, &records, kept, about)).await?;
    Ok(reply::json(StatusCode::CREATED, &card(&record, caller.door().catalog())))
}

/// A file within reach: shown when it is a picture, otherwise to be saved.
pub async fn download(
    State(server): State<Server>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
) -> Answer {
    params.finish()?;
    let door = caller.door();
    let prefix = door.catalog().object("attachment").map_or("att", |object| object.prefix.as_str());
    let id = Id::parse(&id, prefix).map_err(|_| Problem::not_found())?;
    let record = server.quick(move || door.get("attachment", id)).await?;
    let path = server.shelf().path(record.text("sha256")).ok_or_else(Problem::not_found)?;
    let file = tokio::fs::File::open(&path).await.map_err(|_| Problem::not_found())?;
    let size = file.metadata().await.map_err(|error| Problem::internal(error.to_string()))?.len();
    let picture = if record.get("image").is_true() { Picture::Yes } else { Picture::No };
    let mut response = Response::new(Body::from_stream(streamed(file)));
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_str(record.text("media_type"));
    headers.insert(
        header::CONTENT_TYPE,
        media_type.unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    headers.insert(header::CONTENT_DISPOSITION, disposition(record.text("name"), picture));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600"));
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
    Ok(response)
}

/// A file piece by piece: it may be larger than the memory.
pub fn streamed(file: tokio::fs::File) -> impl Stream<Item = std::io::Result<Vec<u8>>> + Send + 'static {
    futures::stream::try_unfold(file, |mut file| async move {
        let mut piece = vec![0; PIECE];
        let length = file.read(&mut piece).await?;
        piece.truncate(length);
        Ok((length > 0).then_some((piece, file)))
    })
}

/// `attachment` with the name for old and new browsers.
pub fn disposition(name: &str, picture: Picture) -> HeaderValue {
    let way = match picture {
        Picture::Yes => "inline",
        Picture::No => "attachment",
    };
    let safe =
        |letter: char| if letter.is_ascii_alphanumeric() || "._- ".contains(letter) { letter } else { '_' };
    let plain: String = name.chars().map(safe).collect();
    let keep = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    let encoded: String = name
        .bytes()
        .map(|byte| if keep(&byte) { (byte as char).to_string() } else { format!("%{byte:02X}") })
        .collect();
    HeaderValue::from_str(&format!("{way}; filename=\"{plain}\"; filename*=UTF-8''{encoded}"))
        .unwrap_or(HeaderValue::from_static("attachment"))
}

async fn receive(server: &Server, mut form: Multipart) -> Result<(Kept, Option<String>), Problem> {
    let (mut kept, mut about) = (None, None);
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        match part.name() {
            Some("file") if kept.is_none() => kept = Some(server.shelf().keep(part).await?),
            Some("about") if about.is_none() => about = Some(short_text(part, "about").await?),
            Some(other) => {
                return Err(Problem::field(&other.chars().take(80).collect::<String>(), Code::UnknownField));
            }
            None => return Err(Problem::field("", Code::UnknownField)),
        }
    }
    let kept = kept.ok_or_else(|| Problem::field("file", Code::Required))?;
    Ok((kept, about))
}

/// A plain part of a form.
pub async fn short_text(
    mut part: axum::extract::multipart::Field<'_>,
    name: &str,
) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(unreadable)? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > 200_000 {
            return Err(Problem::field(name, Code::TooLong));
        }
    }
    let text = String::from_utf8(bytes).map_err(|_| Problem::field(name, Code::Format))?;
    if text.contains('\0') {
        return Err(Problem::field(name, Code::ControlCharacters));
    }
    Ok(text)
}

/// The caller makes the attachment by his own rights; what the program found out about the file it adds itself.
fn attach(door: &Door, records: &Records, kept: Kept, about: Option<String>) -> Result<Record, Error> {
    let mut fields = serde_json::Map::new();
    fields.insert("name".to_owned(), Json::from(kept.name));
    if let Some(about) = about {
        fields.insert("about".to_owned(), Json::from(about));
    }
    let record = door.create(door.read_draft("attachment", &fields)?)?;
    let found = Draft::new("attachment")
        .set("size", Value::Integer(i64::try_from(kept.size).unwrap_or(i64::MAX)))
        .set("media_type", Value::Text(kept.media_type))
        .set("sha256", Value::Text(kept.sha256))
        .set("image", Value::Boolean(kept.picture == Picture::Yes));
    records.as_system("describe an uploaded file").update(record.id(), None, found)
}

fn card(record: &Record, catalog: &catalog::Catalog) -> Json {
    let prefix = catalog.object("attachment").map_or("att", |object| object.prefix.as_str());
    let id = record.id().with_prefix(prefix);
    json!({
        "url": format!("/api/v1/files/{id}"),
        "id": id,
        "name": record.text("name"),
        "size": record.get("size").as_integer(),
        "type": record.text("media_type"),
    })
}
