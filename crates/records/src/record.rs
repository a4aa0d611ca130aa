use catalog::{CREATED_AT, DELETED_AT, Object, UPDATED_AT, VERSION};
use std::sync::Arc;
use store::Row;
use value::{Id, Timestamp, Value};

static NOTHING: Value = Value::Null;

/// A record as it was read: the values of the fields that were asked for.
#[derive(Debug, Clone)]
pub struct Record {
    pub(crate) object: Arc<Object>,
    pub(crate) values: Row,
}

impl Record {
    /// Its id.
    pub fn id(&self) -> Id {
        self.values[catalog::ID].as_id().unwrap_or(Id(0))
    }

    /// Number of changes so far.
    pub fn version(&self) -> i64 {
        self.values[VERSION].as_integer().unwrap_or_default()
    }

    /// What it is a record of.
    pub fn object(&self) -> &Arc<Object> {
        &self.object
    }

    /// The value of a field; nothing when it was not read or does not exist.
    pub fn get(&self, field: &str) -> &Value {
        self.object.position(field).map_or(&NOTHING, |position| &self.values[position])
    }

    /// The text of a field.
    pub fn text(&self, field: &str) -> &str {
        self.get(field).as_text().unwrap_or_default()
    }

    /// What names it on the screen.
    pub fn title(&self) -> String {
        title_of(&self.values[self.object.title])
    }

    /// When it was made.
    pub fn created_at(&self) -> Option<Timestamp> {
        self.values[CREATED_AT].as_moment()
    }

    /// When it was last changed.
    pub fn updated_at(&self) -> Option<Timestamp> {
        self.values[UPDATED_AT].as_moment()
    }

    /// In the trash.
    pub fn is_deleted(&self) -> bool {
        !self.values[DELETED_AT].is_null()
    }

    /// All values by position of their fields.
    pub fn values(&self) -> &[Value] {
        &self.values
    }
}

/// A value as words for a title or for the search.
pub(crate) fn title_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => text.clone(),
        Value::Json(json) => json.get("full").and_then(|full| full.as_str()).unwrap_or_default().to_owned(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.normalize().to_string(),
        Value::Money(money) => format!("{} {}", money.amount(), money.currency),
        Value::Date(date) => date.to_string(),
        Value::Moment(moment) => value::moment_text(*moment),
        Value::Id(id) => id.with_prefix("id"),
        Value::Link(link) => link.id.with_prefix("id"),
        Value::List(list) => list.iter().map(title_of).collect::<Vec<_>>().join(", "),
    }
}
