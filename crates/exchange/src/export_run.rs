//! Writes any list as a file, row after row, as its reader may see it.

use crate::writing::{Field as Written, Format, TableWriter, WriteError};
use catalog::{Field, Language, Object};
use jiff::tz::TimeZone;
use records::{Door, Error, Query, Record};
use serde_json::Value as Json;
use std::collections::HashMap;
use std::io::Write;
use thiserror::Error;
use value::{FieldType, Id, Timestamp, Value};

/// Records whose references are named at once.
const CHUNK: usize = 500;

#[derive(Debug, Error)]
pub enum ExportError {
    #[error(transparent)]
    Records(#[from] Error),
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// What a file shows of a list.
#[derive(Debug, Clone)]
pub struct Export<'a> {
    pub query: Query,
    /// Columns in order.
    pub fields: &'a [String],
    pub format: Format,
    pub language: Language,
}

/// Writes all records of a list and says how many.
pub fn export<W: Write + Send>(door: &Door, wanted: Export<'_>, out: W) -> Result<u64, ExportError> {
    let object = door.catalog().object(wanted.query.object()).ok_or(Error::NotFound)?.clone();
    let fields: Vec<&Field> = wanted
        .fields
        .iter()
        .map(|name| object.field(name).ok_or_else(|| Error::field(name, catalog::Code::UnknownField)))
        .collect::<Result<_, _>>()?;
    let label =
        |field: &&Field| label(&object, &format!("fields.{}", field.name), &field.name, wanted.language);
    let headers: Vec<String> = fields.iter().map(label).collect();
    let sheet = label_of_many(&object, wanted.language);
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let writer = TableWriter::new(out, wanted.format, &sheet, &headers)?;
    let zone = TimeZone::get(&door.actor().time_zone).unwrap_or(TimeZone::UTC);
    let mut sheet = Sheet {
        door,
        object: &object,
        fields,
        language: wanted.language,
        zone,
        writer,
        waiting: Vec::new(),
        count: 0,
    };
    let mut failure = None;
    let outcome = door.export(&wanted.query.fields(&names), &mut |record| {
        sheet.add(record).map_err(|error| match error {
            ExportError::Records(error) => error,
            ExportError::Write(error) => {
                let told = Error::Unavailable(error.to_string());
                failure = Some(error);
                told
            }
        })
    });
    match (failure, outcome) {
        (Some(error), _) => Err(error.into()),
        (None, Err(error)) => Err(error.into()),
        (None, Ok(())) => sheet.finish(),
    }
}

struct Sheet<'a, W: Write + Send> {
    door: &'a Door,
    object: &'a Object,
    fields: Vec<&'a Field>,
    language: Language,
    zone: TimeZone,
    writer: TableWriter<W>,
    waiting: Vec<Record>,
    count: u64,
}

impl<W: Write + Send> Sheet<'_, W> {
    fn add(&mut self, record: Record) -> Result<(), ExportError> {
        self.waiting.push(record);
        match self.waiting.len() < CHUNK {
            true => Ok(()),
            false => self.write_waiting(),
        }
    }

    fn finish(mut self) -> Result<u64, ExportError> {
        self.write_waiting()?;
        self.writer.finish()?;
        Ok(self.count)
    }

    fn write_waiting(&mut self) -> Result<(), ExportError> {
        let scanned = std::mem::take(&mut self.waiting);
        let records = self.with_lists(scanned)?;
        let mentioned: Vec<(String, Id)> = records
            .iter()
            .flat_map(|record| self.fields.iter().flat_map(|field| mentions(field, record.get(&field.name))))
            .collect();
        let titles = self.door.titles(&mentioned)?;
        for record in &records {
            let shown = self.door.write_record(record);
            let row: Vec<Written> =
                self.fields.iter().map(|field| self.cell(field, record, &shown, &titles)).collect();
            self.writer.write(&row)?;
            self.count += 1;
        }
        Ok(())
    }

    /// A scan leaves out references to several records; they are read for the chunk.
    fn with_lists(&self, scanned: Vec<Record>) -> Result<Vec<Record>, ExportError> {
        if scanned.is_empty() || !self.fields.iter().any(|field| field.many) {
            return Ok(scanned);
        }
        let names: Vec<&str> = self.fields.iter().map(|field| field.name.as_str()).collect();
        let ids: Vec<Id> = scanned.iter().map(Record::id).collect();
        let query = Query::of(&self.object.name)
            .ids(ids)
            .fields(&names)
            .trash(records::Trash::With)
            .limit(CHUNK as u64);
        let mut whole: HashMap<Id, Record> =
            self.door.find(&query)?.records.into_iter().map(|record| (record.id(), record)).collect();
        Ok(scanned.into_iter().filter_map(|record| whole.remove(&record.id())).collect())
    }

    /// Masked values come from the record as its reader sees it; the others keep their type.
    fn cell(
        &self,
        field: &Field,
        record: &Record,
        shown: &Json,
        titles: &HashMap<(String, Id), String>,
    ) -> Written {
        let seen = match shown.get(&field.name) {
            None | Some(Json::Null) => return Written::Nothing,
            Some(seen) => seen,
        };
        match record.get(&field.name) {
            Value::Null => Written::Nothing,
            Value::Boolean(answer) => Written::Answer(*answer),
            Value::Integer(number) => Written::Number((*number).into()),
            Value::Decimal(number) => Written::Number(number.normalize()),
            Value::Money(money) if money.currency == self.door.records().company().currency => {
                Written::Number(money.amount())
            }
            Value::Money(money) => Written::Text(format!("{} {}", money.amount(), money.currency)),
            Value::Date(date) => Written::Date(*date),
            Value::Moment(moment) => self.moment(*moment),
            Value::Text(_) if field.result == FieldType::Choice => self.option(field, seen),
            Value::Text(_) => Written::Text(seen.as_str().unwrap_or_default().to_owned()),
            value @ (Value::Id(_) | Value::Link(_)) => self.named(field, value, titles),
            Value::List(list) if field.result == FieldType::MultiChoice => {
                let labels =
                    list.iter().filter_map(Value::as_text).map(|option| self.option_label(field, option));
                Written::Text(labels.collect::<Vec<_>>().join(", "))
            }
            value @ Value::List(_) => self.named(field, value, titles),
            Value::Json(_) => Written::Text(words(field, seen)),
        }
    }

    fn moment(&self, moment: Timestamp) -> Written {
        Written::Moment(moment.to_zoned(self.zone.clone()).datetime())
    }

    fn option(&self, field: &Field, seen: &Json) -> Written {
        Written::Text(self.option_label(field, seen.as_str().unwrap_or_default()))
    }

    fn option_label(&self, field: &Field, value: &str) -> String {
        label(self.object, &format!("options.{}.{value}", field.name), value, self.language)
    }

    fn named(&self, field: &Field, value: &Value, titles: &HashMap<(String, Id), String>) -> Written {
        let names: Vec<&str> =
            mentions(field, value).iter().filter_map(|key| titles.get(key)).map(String::as_str).collect();
        Written::Text(names.join(", "))
    }
}

fn mentions(field: &Field, value: &Value) -> Vec<(String, Id)> {
    match value {
        Value::Id(id) => field.target().map(|target| (target.to_owned(), *id)).into_iter().collect(),
        Value::Link(link) => vec![(link.object.clone(), link.id)],
        Value::List(list) => list.iter().flat_map(|one| mentions(field, one)).collect(),
        _ => Vec::new(),
    }
}

/// Names and addresses in one line, largest part first in an address.
fn words(field: &Field, seen: &Json) -> String {
    let part = |name: &str| seen.get(name).and_then(Json::as_str).unwrap_or_default();
    match (field.result, seen) {
        (_, Json::String(text)) => text.clone(),
        (FieldType::PersonName, _) => part("full").to_owned(),
        (FieldType::Address, _) => {
            let parts = ["country", "province", "city", "district", "street", "postcode"].map(part);
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        }
        (_, other) => other.to_string(),
    }
}

fn label(object: &Object, path: &str, name: &str, language: Language) -> String {
    let text = object.labels.get(path).map(|texts| texts.get(language)).unwrap_or_default();
    if text.is_empty() { name.to_owned() } else { text.to_owned() }
}

fn label_of_many(object: &Object, language: Language) -> String {
    label(object, "many", &object.plural, language)
}
