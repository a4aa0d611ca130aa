use crate::asking::listing::Shape;
use catalog::{Catalog, Field, Object};
use records::{Door, Error, Record, Shown, View};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Value as Json, json};
use std::collections::{HashMap, HashSet};
use value::{Id, Value};

/// Letters of a customer on the way out: room made at once instead of by and by.
const USUAL_LENGTH: usize = 1_600;

type Titles = HashMap<(String, Id), String>;

/// Records as the caller may see them, in the shape that he asked for: written straight into the text of the answer.
pub struct Written<'a> {
    door: &'a Door,
    records: &'a [Record],
    shape: &'a Shape,
    titles: Titles,
}

/// One of them.
struct One<'a> {
    view: &'a View<'a>,
    record: &'a Record,
    of: &'a Written<'a>,
}

/// A record that is the whole answer, written out.
pub struct Alone {
    pub text: String,
    pub version: Option<i64>,
}

/// Records in the shape that was asked for.
pub fn written<'a>(door: &'a Door, records: &'a [Record], shape: &'a Shape) -> Result<Written<'a>, Error> {
    let titles =
        if shape.expand.is_empty() { Titles::new() } else { titles_of(door, records, &shape.expand)? };
    Ok(Written { door, records, shape, titles })
}

/// One record as the whole answer.
pub fn alone(door: &Door, record: Record, shape: &Shape) -> Result<Alone, Error> {
    let view = door.view(record.object());
    let records = std::slice::from_ref(&record);
    let of = written(door, records, shape)?;
    let text = text_of(&One { view: &view, record: &record, of: &of }, 1)?;
    Ok(Alone { version: record.get("version").as_integer(), text })
}

/// One record with everything that the caller may see.
pub fn whole(door: &Door, record: &Record) -> Json {
    door.write_record(record)
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let Some(first) = self.records.first() else { return out.serialize_seq(Some(0))?.end() };
        let view = self.door.view(first.object());
        out.collect_seq(self.records.iter().map(|record| One { view: &view, record, of: self }))
    }
}

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let shape = self.of.shape;
        let mut map = out.serialize_map(None)?;
        for (name, shown) in self.view.fields(self.record).filter(|(name, _)| shape.shows(name)) {
            if shape.expand.iter().any(|wanted| wanted == name) && matches!(shown, Shown::Whole(_)) {
                map.serialize_entry(name, &self.expanded(name, &shown).map_err(S::Error::custom)?)?;
            } else {
                map.serialize_entry(name, &shown)?;
            }
        }
        map.end()
    }
}

impl One<'_> {
    /// A reference with the titles of what it points to.
    fn expanded(&self, name: &str, shown: &Shown<'_>) -> serde_json::Result<Json> {
        let mut written = serde_json::to_value(shown)?;
        let Some(field) = self.record.object().field(name) else { return Ok(written) };
        let known = |value: &Value| {
            let (object, id) = target(self.of.door.catalog(), field, value)?;
            let title = self.of.titles.get(&(object.name.clone(), id))?;
            Some(json!({ "id": id.with_prefix(&object.prefix), "object": object.name, "title": title }))
        };
        match (self.record.get(name), &mut written) {
            (Value::List(values), Json::Array(items)) => {
                for (value, item) in values.iter().zip(items) {
                    if let Some(card) = known(value) {
                        *item = card;
                    }
                }
            }
            (value, Json::String(_)) if let Some(card) = known(value) => written = card,
            (_, _) => {}
        }
        Ok(written)
    }
}

/// The text of an answer with so many records; what cannot be written is a fault of the program.
pub fn text_of(answer: &impl Serialize, records: usize) -> Result<String, Error> {
    let mut text = Vec::with_capacity((records + 1) * USUAL_LENGTH);
    serde_json::to_writer(&mut text, answer).map_err(|error| Error::Internal(error.to_string()))?;
    String::from_utf8(text).map_err(|error| Error::Internal(error.to_string()))
}

fn titles_of(door: &Door, records: &[Record], expand: &[String]) -> Result<Titles, Error> {
    let mut wanted = HashSet::new();
    for record in records {
        for name in expand {
            let Some(field) = record.object().field(name) else { continue };
            let each: &[Value] = match record.get(name) {
                Value::List(values) => values,
                other => std::slice::from_ref(other),
            };
            wanted.extend(each.iter().filter_map(|value| {
                target(door.catalog(), field, value).map(|(object, id)| (object.name.clone(), id))
            }));
        }
    }
    door.titles(&wanted.into_iter().collect::<Vec<_>>())
}

fn target<'a>(catalog: &'a Catalog, field: &Field, value: &Value) -> Option<(&'a Object, Id)> {
    match value {
        Value::Link(link) => Some((catalog.object(&link.object)?, link.id)),
        Value::Id(id) => Some((catalog.object(field.target()?)?, *id)),
        _ => None,
    }
}
