use crate::edge::body::{Body, Fields};
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking_problem};
use crate::facts::FactRows;
use crate::files::Picture;
use crate::pages::files::disposition;
use axum::body::Body as Bytes;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use catalog::Code;
use exchange::writing::{Field, Format, TableWriter, WriteError};
use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};
use std::time::Instant;

const ROWS: u64 = 1_000;
const MOST_ROWS: u64 = 10_000;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// In what form the rows come.
#[derive(Clone, Copy)]
enum Form {
    Json,
    File(Format),
}

/// The tables that the caller may ask, and whether the program can answer at all.
pub async fn tables(State(server): State<Server>, caller: Caller, params: Params) -> Answer {
    params.finish()?;
    let Some(facts) = server.facts().cloned() else {
        return Ok(reply::ok(&json!({ "built_in": false, "tables": [] })));
    };
    let door = caller.door();
    let tables = blocking_problem(move || Ok((facts.tables)(&door))).await?;
    Ok(reply::ok(&json!({ "built_in": true, "tables": tables })))
}

/// One SELECT over the facts within reach.
pub async fn ask(State(server): State<Server>, caller: Caller, params: Params, Body(fields): Body) -> Answer {
    params.finish()?;
    let mut fields = Fields(fields);
    let sql = fields.needed_text("sql")?;
    let limit = match fields.take("limit") {
        None => ROWS,
        Some(limit) => match limit.as_u64() {
            None => return Err(Problem::field("limit", Code::Type)),
            Some(0) => return Err(Problem::field("limit", Code::TooSmall)),
            Some(limit) if limit > MOST_ROWS => return Err(Problem::field("limit", Code::TooLarge)),
            Some(limit) => limit,
        },
    };
    let form = match fields.text("format")?.as_deref() {
        None | Some("json") => Form::Json,
        Some("csv") => Form::File(Format::Csv),
        Some("xlsx") => Form::File(Format::Xlsx),
        Some(_) => return Err(Problem::field("format", Code::NotAnOption)),
    };
    fields.finish()?;
    let Some(facts) = server.facts().cloned() else {
        return Err(Problem::refused(
            "sql_not_built_in",
            "this program was built without SQL; it must be built with the feature 'warehouse'",
        ));
    };
    let door = caller.door();
    let zone = TimeZone::get(&door.actor().time_zone).unwrap_or(TimeZone::UTC);
    let answer = blocking_problem(move || {
        let begun = Instant::now();
        let told = (facts.ask)(&door, &sql, limit as usize)?;
        match form {
            Form::Json => {
                let mut body = json!(told);
                body["seconds"] = json!(begun.elapsed().as_secs_f64());
                Ok(reply::ok(&body))
            }
            Form::File(format) => {
                let bytes =
                    table(&told, format, &zone).map_err(|error| Problem::internal(error.to_string()))?;
                Ok(file(format, bytes))
            }
        }
    });
    answer.await
}

fn file(format: Format, bytes: Vec<u8>) -> Response {
    let (name, kind) = match format {
        Format::Csv => ("sql.csv", "text/csv; charset=utf-8"),
        Format::Xlsx => ("sql.xlsx", XLSX),
    };
    let mut response = Response::new(Bytes::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_DISPOSITION, disposition(name, Picture::No));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn table(told: &FactRows, format: Format, zone: &TimeZone) -> Result<Vec<u8>, WriteError> {
    let headers: Vec<String> = told.columns.iter().map(|column| column.name.clone()).collect();
    let mut writer = TableWriter::new(Vec::new(), format, "sql", &headers)?;
    for row in &told.rows {
        let cells: Vec<Field> =
            row.iter().zip(&told.columns).map(|(value, column)| cell(value, column.kind, zone)).collect();
        writer.write(&cells)?;
    }
    writer.finish()
}

fn cell(value: &Json, kind: &str, zone: &TimeZone) -> Field {
    let text = match value {
        Json::Null => return Field::Nothing,
        Json::Bool(truth) => return Field::Answer(*truth),
        Json::String(text) => text.clone(),
        Json::Number(_) | Json::Array(_) | Json::Object(_) => value.to_string(),
    };
    let read = match kind {
        "integer" | "decimal" | "number" => value::parse_decimal(&text).map(Field::Number),
        "date" => text.parse().ok().map(Field::Date),
        "date_time" => {
            let moment: Option<value::Timestamp> = text.parse().ok();
            moment.map(|moment| Field::Moment(moment.to_zoned(zone.clone()).datetime()))
        }
        _ => None,
    };
    read.unwrap_or(Field::Text(text))
}
