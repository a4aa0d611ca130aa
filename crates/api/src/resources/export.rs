use crate::asking::listing::Place;
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::server::blocking_problem;
use crate::files::Picture;
use crate::pages::files::disposition;
use crate::resources::address::At;
use access::{Level, Levels};
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use catalog::{Code, Object};
use exchange::export_run::Export;
use exchange::writing::Format;
use records::{Door, Error, Query};
use std::io::{self, Write};
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::wrappers::ReceiverStream;

const PIECE: usize = 64 * 1024;
const PIECES: usize = 16;

/// A list as a file, streamed: memory does not grow with it.
pub async fn export(caller: Caller, Path(plural): Path<String>, mut params: Params) -> Answer {
    let at = At::object(&caller, &plural)?;
    let format = match params.text("format")?.as_deref() {
        None | Some("csv") => Format::Csv,
        Some("xlsx") => Format::Xlsx,
        Some(_) => return Err(Problem::parameter_wants("format", Code::NotAnOption, "csv or xlsx")),
    };
    let place = Place { door: &at.door, object: &at.object };
    let query = place.sorted(place.question(&mut params)?, &mut params)?;
    let fields = place.shape(&mut params)?.fields;
    params.finish()?;
    let fields = fields.unwrap_or_else(|| every_field(&at.door, &at.object));
    let (allowed, probe) = (at.door.clone(), query.clone().limit(1));
    blocking_problem(move || must_export(&allowed, &probe)).await?;
    let name = format!("{}.{}", at.object.plural, ending(format));
    let (sender, receiver) = channel::<io::Result<Bytes>>(PIECES);
    tokio::task::spawn_blocking(move || {
        let out = Pipe { sender: sender.clone(), waiting: Vec::with_capacity(PIECE) };
        let wanted = Export { query, fields: &fields, format, language: at.door.actor().language };
        if let Err(error) = exchange::export_run::export(&at.door, wanted, out) {
            tracing::warn!("an export ended early: {error}");
            let _ = sender.blocking_send(Err(io::Error::other("the export ended early")));
        }
    });
    let mut response = Response::new(Body::from_stream(ReceiverStream::new(receiver)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(format)));
    headers.insert(header::CONTENT_DISPOSITION, disposition(&name, Picture::No));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Refuses before the first byte what the roles forbid and what the filter has wrong.
fn must_export(door: &Door, query: &Query) -> Result<(), Problem> {
    let outcome = door.export(query, &mut |_| Err(Error::refused("enough")));
    match outcome {
        Err(Error::Refused { code: "enough", .. }) | Ok(()) => Ok(()),
        Err(other) => Err(Problem::of_question(other)),
    }
}

/// All that the caller sees, in the order of the screen.
fn every_field(door: &Door, object: &Object) -> Vec<String> {
    let levels = Levels::of(&door.actor().rights, object);
    let seen = object.fields.iter().enumerate().filter(|(position, _)| levels.at(*position) > Level::Hidden);
    seen.map(|(_, field)| field.name.clone()).filter(|name| name != "deleted_at").collect()
}

fn ending(format: Format) -> &'static str {
    match format {
        Format::Csv => "csv",
        Format::Xlsx => "xlsx",
    }
}

fn media_type(format: Format) -> &'static str {
    match format {
        Format::Csv => "text/csv; charset=utf-8",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
}

/// Carries bytes from the writing thread to the network; blocks when the network is slow.
struct Pipe {
    sender: Sender<io::Result<Bytes>>,
    waiting: Vec<u8>,
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::take(&mut self.waiting));
        self.sender.blocking_send(Ok(piece)).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        let _ = self.flush();
    }
}
