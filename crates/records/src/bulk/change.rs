use crate::door::Door;
use crate::draft::Draft;
use crate::error::Error;
use crate::record::Record;
use crate::work::Work;
use access::Verb;
use catalog::{Code, FieldError, Object};
use serde_json::Value as Json;
use store::Trash;
use value::{Id, Value};

/// What a job does to each record.
#[derive(Debug, Clone)]
pub(super) enum BulkChange {
    Set(Draft),
    Tag(Id),
    Delete,
    Restore,
}

const TAGS: &str = "tags";

impl BulkChange {
    pub fn read(door: &Door, object: &Object, json: &Json) -> Result<BulkChange, Error> {
        let wrong = || Error::field("change", Code::Format);
        let parts = json.as_object().filter(|parts| parts.len() == 1).ok_or_else(wrong)?;
        match parts.iter().next().map(|(name, value)| (name.as_str(), value)) {
            Some(("set", Json::Object(fields))) if !fields.is_empty() => {
                Ok(BulkChange::Set(door.read_draft(&object.name, fields)?))
            }
            Some(("tag", Json::String(tag))) if object.field(TAGS).is_some() => {
                let prefix = door.catalog().object("tag").map_or("tag", |object| object.prefix.as_str());
                let id = Id::parse(tag, prefix).map_err(|_| {
                    Error::Invalid(vec![FieldError::new("change", Code::Prefix).with("expected", prefix)])
                })?;
                door.get("tag", id).map_err(|_| Error::field("change", Code::NotFound))?;
                Ok(BulkChange::Tag(id))
            }
            Some(("delete", Json::Bool(true))) => Ok(BulkChange::Delete),
            Some(("restore", Json::Bool(true))) => Ok(BulkChange::Restore),
            Some(_) | None => Err(wrong()),
        }
    }

    pub fn verb(&self) -> Verb {
        match self {
            BulkChange::Set(_) | BulkChange::Tag(_) => Verb::Update,
            BulkChange::Delete | BulkChange::Restore => Verb::Delete,
        }
    }

    pub fn trash(&self) -> Trash {
        match self {
            BulkChange::Set(_) | BulkChange::Tag(_) | BulkChange::Delete => Trash::Hidden,
            BulkChange::Restore => Trash::Only,
        }
    }

    /// The field that has to be read before the change.
    pub fn reads(&self) -> &'static str {
        match self {
            BulkChange::Tag(_) => TAGS,
            BulkChange::Set(_) | BulkChange::Delete | BulkChange::Restore => "id",
        }
    }

    pub fn apply(&self, work: &mut Work<'_, '_>, record: &Record) -> Result<(), Error> {
        let (object, id) = (record.object().name.as_str(), record.id());
        match self {
            BulkChange::Set(draft) => work.update(id, None, draft.clone()).map(drop),
            BulkChange::Tag(tag) => {
                let mut tags = record.get(TAGS).ids();
                if tags.contains(tag) {
                    return Ok(());
                }
                tags.push(*tag);
                let tags = Value::List(tags.into_iter().map(Value::Id).collect());
                work.update(id, None, Draft::new(object).set(TAGS, tags)).map(drop)
            }
            BulkChange::Delete => work.delete(object, id, None),
            BulkChange::Restore => work.restore(object, id).map(drop),
        }
    }
}
