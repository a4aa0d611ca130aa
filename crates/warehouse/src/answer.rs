use crate::error::{Error, Wrong};
use crate::question::Limits;
use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use datafusion::arrow::datatypes::{
    DataType, Date32Type, Float32Type, Float64Type, Int64Type, SchemaRef, TimeUnit, TimestampMicrosecondType,
    UInt64Type,
};
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use serde::Serialize;
use serde_json::Value as Json;
use value::{date_from_days, moment_from_micros, moment_text};

/// Whole numbers beyond this are told as text: a browser would round them.
const SAFE: i64 = 1 << 53;

/// What a question brought.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    pub columns: Vec<AnswerColumn>,
    pub rows: Vec<Vec<Json>>,
    /// There were more rows than an answer may have.
    pub truncated: bool,
    /// When the facts were true, in RFC 3339.
    pub as_of: String,
}

/// A column of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerColumn {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
}

impl Answer {
    pub(crate) fn of_plan(plan: &str, as_of: i64) -> Answer {
        Answer {
            columns: vec![AnswerColumn { name: "plan".to_owned(), kind: "text" }],
            rows: plan.lines().map(|line| vec![Json::from(line)]).collect(),
            truncated: false,
            as_of: moment(as_of),
        }
    }
}

/// Rows so far.
pub(crate) struct Collected {
    columns: Vec<AnswerColumn>,
    rows: Vec<Vec<Json>>,
    limits: Limits,
    bytes: usize,
    fill: Fill,
}

/// Whether more may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fill {
    Room,
    Full,
}

impl Fill {
    pub fn is_full(self) -> bool {
        self == Fill::Full
    }
}

impl Collected {
    pub fn of(schema: &SchemaRef, limits: Limits) -> Collected {
        let column = |field: &std::sync::Arc<datafusion::arrow::datatypes::Field>| AnswerColumn {
            name: field.name().clone(),
            kind: word(field.data_type()),
        };
        let columns = schema.fields().iter().map(column).collect();
        Collected { columns, rows: Vec::new(), limits, bytes: 0, fill: Fill::Room }
    }

    pub fn take(&mut self, batch: &RecordBatch) -> Result<Fill, Error> {
        for row in 0..batch.num_rows() {
            if self.rows.len() >= self.limits.rows || self.bytes > self.limits.bytes {
                self.fill = Fill::Full;
                break;
            }
            let cells: Vec<Json> =
                batch.columns().iter().map(|column| cell(column, row)).collect::<Result<_, _>>()?;
            self.bytes += cells.iter().map(size).sum::<usize>();
            self.rows.push(cells);
        }
        Ok(self.fill)
    }

    pub fn finish(self, as_of: i64) -> Answer {
        Answer {
            columns: self.columns,
            rows: self.rows,
            truncated: self.fill.is_full(),
            as_of: moment(as_of),
        }
    }
}

fn moment(micros: i64) -> String {
    moment_from_micros(micros).map(moment_text).unwrap_or_default()
}

fn size(cell: &Json) -> usize {
    cell.as_str().map_or(8, str::len) + 8
}

fn word(kind: &DataType) -> &'static str {
    match kind {
        DataType::Boolean => "boolean",
        DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::Int64
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32
        | DataType::UInt64 => "integer",
        DataType::Decimal32(..)
        | DataType::Decimal64(..)
        | DataType::Decimal128(..)
        | DataType::Decimal256(..) => "decimal",
        DataType::Float16 | DataType::Float32 | DataType::Float64 => "number",
        DataType::Date32 => "date",
        DataType::Timestamp(..) => "date_time",
        _ => "text",
    }
}

/// A value as the API writes it: decimals as text with all their digits, what is no number as nothing.
fn cell(column: &ArrayRef, row: usize) -> Result<Json, Error> {
    if column.is_null(row) {
        return Ok(Json::Null);
    }
    let number = |number: f64| serde_json::Number::from_f64(number).map_or(Json::Null, Json::Number);
    let whole = |whole: i64| match whole.unsigned_abs() <= SAFE as u64 {
        true => Json::from(whole),
        false => Json::from(whole.to_string()),
    };
    Ok(match column.data_type() {
        DataType::Boolean => Json::from(column.as_boolean().value(row)),
        DataType::Int64 => whole(column.as_primitive::<Int64Type>().value(row)),
        DataType::UInt64 => {
            let value = column.as_primitive::<UInt64Type>().value(row);
            i64::try_from(value).map_or_else(|_| Json::from(value.to_string()), whole)
        }
        DataType::Float64 => number(column.as_primitive::<Float64Type>().value(row)),
        DataType::Float32 => number(f64::from(column.as_primitive::<Float32Type>().value(row))),
        DataType::Utf8 => Json::from(column.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => Json::from(column.as_string::<i64>().value(row)),
        DataType::Utf8View => Json::from(column.as_string_view().value(row)),
        DataType::Date32 => {
            let days = i64::from(column.as_primitive::<Date32Type>().value(row));
            date_from_days(days).map_or(Json::Null, |day| Json::from(day.to_string()))
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            Json::from(moment(column.as_primitive::<TimestampMicrosecondType>().value(row)))
        }
        DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32 => {
            let text = shown(column, row)?;
            text.parse::<i64>().map_or(Json::Null, Json::from)
        }
        DataType::Timestamp(..) => {
            let text = shown(column, row)?;
            Json::from(text.replace(' ', "T"))
        }
        _ => Json::from(shown(column, row)?),
    })
}

fn shown(column: &ArrayRef, row: usize) -> Result<String, Error> {
    let options = FormatOptions::default();
    let wrong =
        |error: datafusion::arrow::error::ArrowError| Error::question(Wrong::Failed, error.to_string(), None);
    let formatter = ArrayFormatter::try_new(column, &options).map_err(wrong)?;
    Ok(formatter.value(row).to_string())
}
