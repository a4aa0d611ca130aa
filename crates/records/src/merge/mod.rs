//! Two records that are one: choose what the one holds, turn every reference to it, and be able to take it back.

mod choose;
mod moves;
mod undo;

use crate::change::ChangeKind;
use crate::check;
use crate::door::Door;
use crate::draft::Draft;
use crate::error::Error;
use crate::record::Record;
use crate::work::Work;
use access::Verb;
use catalog::{Access, DELETED_AT, Object};
use serde_json::json;
use std::collections::BTreeMap;
use store::Turn;
use value::{Id, Link, Value};

/// Which of two records a field is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The one that stays.
    This,
    /// The one that goes.
    Other,
}

const RUN: &str = "merge_run";

impl Door {
    /// Makes one record of two: fields as chosen, empty ones filled from the other, lists united, every reference turned.
    /// The other goes into the trash; a merge run remembers what was done.
    pub fn merge(
        &self,
        object: &str,
        keep: Id,
        other: Id,
        choices: BTreeMap<String, Choice>,
    ) -> Result<Record, Error> {
        let object = object.to_owned();
        let kept = self.transaction(move |work| merge(work, &object, keep, other, &choices))?;
        self.as_seen(kept)
    }

    /// Takes a merge back: both records are again what they were, and so is everything that pointed to the other.
    pub fn unmerge(&self, run: Id) -> Result<Record, Error> {
        let kept = self.transaction(move |work| undo::unmerge(work, run))?;
        self.as_seen(kept)
    }
}

fn merge(
    work: &mut Work<'_, '_>,
    object: &str,
    keep: Id,
    other: Id,
    choices: &BTreeMap<String, Choice>,
) -> Result<Record, Error> {
    let object = work.catalog.object(object).ok_or(Error::NotFound)?.clone();
    if !may_merge(&object) {
        return Err(Error::refused("not_mergeable"));
    }
    if keep == other {
        return Err(Error::refused("merge_with_itself"));
    }
    let kept = living(work, &object, keep)?;
    let gone = living(work, &object, other)?;
    let values = choose::values(work, &object, &kept, &gone, choices)?;
    let run = work.new_id();
    let own_cause = cause(work, run);
    let asker_cause = std::mem::replace(&mut work.cause, own_cause);
    let link = |id: Id| Value::Link(Link { object: object.name.clone(), id });
    let draft = Draft::new(RUN)
        .with_id(run)
        .set("object", Value::text(object.name.as_str()))
        .set("kept", link(keep))
        .set("merged", link(other));
    work.as_program("note a merge", |work| work.create(draft))?;
    let moved = moves::turn_all(work, &object, Turn { object: &object.name, from: other, to: keep })?;

    let now = work.now();
    let deletion = check::system_change(&gone, vec![(DELETED_AT, Value::Moment(now))]);
    work.guard(&deletion)?;
    let gone = work.write_change(ChangeKind::Merge, Verb::Update, &gone, deletion)?;
    let rewritten = check::rewrite(work, &kept, values);
    let fields: Vec<String> =
        rewritten.changed.iter().map(|position| object.fields[*position].name.clone()).collect();
    work.guard(&rewritten)?;
    let record = work.write_change(ChangeKind::Merge, Verb::Update, &kept, rewritten)?;
    let log = work.last_seq;
    work.pending.need(&object, &[keep, other]);

    let noted = json!({
        "log": log,
        "fields": fields,
        "other_version": gone.version(),
        "references": moved.references,
        "links": moved.links,
        "dropped": moved.dropped,
    });
    let noted = Draft::new(RUN).set("moved", Value::Json(noted));
    work.as_program("note what a merge moved", |work| work.update(run, None, noted))?;
    work.cause = asker_cause;
    Ok(record)
}

/// People, roles and the program's own notes are not merged: they carry rights.
fn may_merge(object: &Object) -> bool {
    match object.access {
        Access::Owned => true,
        Access::Shared => object.area != "core" || object.name == "tag",
        Access::Private { .. } | Access::System | Access::Parent(_) => false,
    }
}

fn living(work: &mut Work<'_, '_>, object: &Object, id: Id) -> Result<Record, Error> {
    let record = work.one_for_change(&object.name, id, Verb::Update)?;
    if record.is_deleted() { Err(Error::NotFound) } else { Ok(record) }
}

fn cause(work: &Work<'_, '_>, run: Id) -> String {
    let prefix = work.catalog.object(RUN).map_or("mrg", |object| object.prefix.as_str());
    format!("merge {}", run.with_prefix(prefix))
}
