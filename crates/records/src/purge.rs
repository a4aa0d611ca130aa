use crate::change::ChangeKind;
use crate::door::Door;
use crate::error::Error;
use crate::log::Entry;
use crate::record::Record;
use crate::work::Work;
use access::Verb;
use catalog::{Access, Field, Object, Side};
use serde_json::{Map, Value as Json};
use std::sync::Arc;
use store::Turn;
use value::{Column, FieldType, Id, Value};

/// What only speaks of a record goes with it.
const ABOUT: &str = "about";
/// As deep as children of children are looked for.
const DEEPEST: usize = 8;

impl Door {
    /// Removes a record from the trash for good, with its lines and with what only speaks of it; the log keeps that it was
    /// there, and nothing of what it said. Administrators only.
    pub fn purge(&self, object: &str, id: Id) -> Result<(), Error> {
        if !self.actor().rights.is_administrator() {
            return Err(Error::Forbidden);
        }
        let object = self.catalog().object(object).ok_or(Error::NotFound)?.clone();
        self.transaction(move |work| purge(work, &object, id, DEEPEST))
    }
}

fn purge(work: &mut Work<'_, '_>, object: &Arc<Object>, id: Id, depth: usize) -> Result<(), Error> {
    let record = work.one_for_change(&object.name, id, Verb::Delete)?;
    if !record.is_deleted() {
        return Err(Error::refused("not_in_trash"));
    }
    remove(work, &record, depth)
}

fn remove(work: &mut Work<'_, '_>, record: &Record, depth: usize) -> Result<(), Error> {
    let (object, id) = (record.object().clone(), record.id());
    let catalog = work.catalog.clone();
    let turn = Turn { object: &object.name, from: id, to: id };
    for other in catalog.objects() {
        for field in other.fields.iter().filter(|field| refers(field, &object)) {
            match Tie::of(other, field) {
                Tie::Loose => {}
                Tie::Link => {
                    let rows = store::linking(work.session, other, field, turn)?;
                    if !rows.is_empty() {
                        return Err(in_use(other, rows.len()));
                    }
                }
                Tie::Firm => {
                    let pointing = store::pointing(work.session, other, field, turn)?;
                    let others = pointing.iter().filter(|one| **one != id).count();
                    if others > 0 {
                        return Err(in_use(other, others));
                    }
                }
                Tie::Part => {
                    let parts = store::pointing(work.session, other, field, turn)?;
                    for part in parts {
                        if depth == 0 {
                            return Err(in_use(other, 1));
                        }
                        let part = work.as_program("purge what belongs to a record", |work| {
                            work.one_for_change(&other.name, part, Verb::Delete)
                        })?;
                        remove(work, &part, depth - 1)?;
                    }
                }
            }
        }
    }
    for field in object.fields.iter().filter(|field| field.column() == Column::Links) {
        store::write_links(work.session, &object, field, id, &Value::Null)?;
    }
    store::forget_text(work.session, &[id])?;
    store::purge_row(work.session, &object, id)?;
    store::blank_log(work.session, id)?;
    store::drop_subject_key(work.session, id)?;
    work.append(Entry {
        kind: ChangeKind::Purge,
        object: &object,
        record: Some(id),
        version: record.version() + 1,
        before: None,
        after: None,
        changed: &[],
        subject: None,
        ids: Vec::new(),
    })
}

/// How a record that refers to another hangs on it.
enum Tie {
    /// The program's own notes may speak of what is gone.
    Loose,
    /// One of several in a list: it must be taken out first.
    Link,
    /// It must let go first.
    Firm,
    /// It goes along.
    Part,
}

impl Tie {
    fn of(object: &Object, field: &Field) -> Tie {
        let is_parent = matches!(&object.access, Access::Parent(parent) if *parent == field.name);
        match field.column() {
            _ if object.access == Access::System || object.name == "merge_run" => Tie::Loose,
            Column::Links => Tie::Link,
            _ if is_parent || field.name == ABOUT => Tie::Part,
            Column::Id
            | Column::Link
            | Column::Text
            | Column::Json
            | Column::Integer
            | Column::Boolean
            | Column::Money => Tie::Firm,
        }
    }
}

fn refers(field: &Field, object: &Object) -> bool {
    field.result == FieldType::Reference
        && field.side == Side::Own
        && !field.system
        && (field.to.is_empty() || field.to.contains(&object.name))
}

fn in_use(object: &Object, count: usize) -> Error {
    let mut params = Map::new();
    params.insert("object".to_owned(), Json::from(object.name.as_str()));
    params.insert("count".to_owned(), Json::from(count));
    Error::Refused { code: "still_referenced", params }
}
