use crate::StoreError;
use postgres::types::{IsNull, ToSql, Type, private::BytesMut};
use rusqlite::types::{ToSqlOutput, ValueRef};
use sea_query::Value;

/// A bound parameter: only the five kinds that the tables use.
#[derive(Debug)]
pub(crate) struct Bound<'a>(pub &'a Value);

impl rusqlite::ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Bool(Some(truth)) => ValueRef::Integer(i64::from(*truth)),
            Value::BigInt(Some(number)) => ValueRef::Integer(*number),
            Value::BigUnsigned(Some(number)) => ValueRef::Integer(i64::try_from(*number).unwrap_or(i64::MAX)),
            Value::Int(Some(number)) => ValueRef::Integer(i64::from(*number)),
            Value::Double(Some(number)) => ValueRef::Real(*number),
            Value::String(Some(text)) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(Some(bytes)) => ValueRef::Blob(bytes),
            _ => ValueRef::Null,
        }))
    }
}

impl ToSql for Bound<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self.0 {
            Value::Bool(truth) => truth.to_sql(kind, out),
            Value::BigInt(Some(number)) => whole(*number, kind, out),
            Value::BigUnsigned(Some(number)) => whole(i64::try_from(*number).unwrap_or(i64::MAX), kind, out),
            Value::Int(Some(number)) => whole(i64::from(*number), kind, out),
            Value::Double(number) => number.to_sql(kind, out),
            Value::String(text) => text.to_sql(kind, out),
            Value::Bytes(bytes) => bytes.to_sql(kind, out),
            _ => Ok(IsNull::Yes),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres::types::to_sql_checked!();
}

fn whole(
    number: i64,
    kind: &Type,
    out: &mut BytesMut,
) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
    match *kind {
        Type::INT4 => i32::try_from(number)?.to_sql(kind, out),
        Type::INT2 => i16::try_from(number)?.to_sql(kind, out),
        Type::FLOAT8 => (number as f64).to_sql(kind, out),
        _ => number.to_sql(&Type::INT8, out),
    }
}

fn unlike(wanted: &str, place: usize, found: ValueRef<'_>) -> StoreError {
    StoreError::Broken(format!("column {place} of an answer holds no {wanted} but {}", found.data_type()))
}

/// A row of an answer, from either database.
pub(crate) enum Answer<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a postgres::Row),
}

impl Answer<'_> {
    pub fn whole(&self, place: usize) -> Result<Option<i64>, StoreError> {
        match self {
            Answer::Sqlite(row) => match row.get_ref(place)? {
                ValueRef::Null => Ok(None),
                ValueRef::Integer(number) => Ok(Some(number)),
                other => Err(unlike("whole number", place, other)),
            },
            Answer::Postgres(row) => match *row.columns()[place].type_() {
                Type::INT4 => Ok(row.try_get::<_, Option<i32>>(place)?.map(i64::from)),
                _ => Ok(row.try_get(place)?),
            },
        }
    }

    pub fn real(&self, place: usize) -> Result<Option<f64>, StoreError> {
        match self {
            Answer::Sqlite(row) => Ok(row.get(place)?),
            Answer::Postgres(row) => Ok(row.try_get(place)?),
        }
    }

    pub fn text(&self, place: usize) -> Result<Option<String>, StoreError> {
        match self {
            Answer::Sqlite(row) => match row.get_ref(place)? {
                ValueRef::Null => Ok(None),
                ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                    Ok(words) => Ok(Some(words.to_owned())),
                    Err(error) => Err(StoreError::Broken(format!("column {place} of an answer: {error}"))),
                },
                other => Err(unlike("text", place, other)),
            },
            Answer::Postgres(row) => Ok(row.try_get(place)?),
        }
    }

    pub fn truth(&self, place: usize) -> Result<Option<bool>, StoreError> {
        match self {
            Answer::Sqlite(row) => Ok(row.get(place)?),
            Answer::Postgres(row) => Ok(row.try_get(place)?),
        }
    }

    pub fn bytes(&self, place: usize) -> Result<Option<Vec<u8>>, StoreError> {
        match self {
            Answer::Sqlite(row) => Ok(row.get(place)?),
            Answer::Postgres(row) => Ok(row.try_get(place)?),
        }
    }
}
