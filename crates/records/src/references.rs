use crate::check::Checked;
use crate::error::Error;
use crate::work::Work;
use access::{Reach, Verb, reach};
use catalog::{Code, FieldError, Object, SYSTEM_FIELDS};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use store::{Reaches, Row, Select, Trash};
use value::{Column, Id, Value};

/// References of new values to records that do not exist, are deleted, or that the asker may not see: one answer for all three.
pub(crate) fn missing(
    work: &mut Work<'_, '_>,
    object: &Arc<Object>,
    list: &[Checked],
) -> Result<Vec<FieldError>, Error> {
    let mut asked: HashMap<String, HashSet<Id>> = HashMap::new();
    let positions: Vec<usize> = (SYSTEM_FIELDS..object.fields.len())
        .filter(|position| {
            matches!(object.fields[*position].column(), Column::Id | Column::Link | Column::Links)
                && !object.fields[*position].kind.is_computed()
        })
        .collect();
    for checked in list {
        for position in positions.iter().filter(|position| checked.changed.contains(position)) {
            for (target, id) in targets(object, *position, &checked.row[*position]) {
                asked.entry(target).or_default().insert(id);
            }
        }
    }
    let mut known: HashMap<String, HashSet<Id>> = HashMap::new();
    for (target, ids) in asked {
        let ids: Vec<Id> = ids.into_iter().collect();
        let found = existing(work, &target, &ids)?;
        known.insert(target, found);
    }
    let mut complaints = Vec::new();
    for (number, checked) in list.iter().enumerate() {
        for position in positions.iter().filter(|position| checked.changed.contains(position)) {
            let absent = targets(object, *position, &checked.row[*position])
                .into_iter()
                .any(|(target, id)| known.get(&target).is_none_or(|found| !found.contains(&id)));
            if absent {
                let name = &object.fields[*position].name;
                complaints.push(FieldError::new(&format!("[{number}].{name}"), Code::NotFound));
            }
        }
    }
    Ok(complaints)
}

/// The person or company that a record's personal fields belong to.
pub(crate) fn subject(object: &Object, row: &Row) -> Option<Id> {
    let about = object.position("customer").and_then(|position| row[position].as_id());
    about
        .filter(|_| !matches!(object.name.as_str(), "customer" | "contact" | "user"))
        .or_else(|| row[catalog::ID].as_id())
}

fn targets(object: &Object, position: usize, value: &Value) -> Vec<(String, Id)> {
    let field = &object.fields[position];
    let one = |value: &Value| match value {
        Value::Link(link) => Some((link.object.clone(), link.id)),
        Value::Id(id) => field.target().map(|target| (target.to_owned(), *id)),
        _ => None,
    };
    match value {
        Value::List(list) => list.iter().filter_map(one).collect(),
        other => one(other).into_iter().collect(),
    }
}

fn existing(work: &mut Work<'_, '_>, target: &str, ids: &[Id]) -> Result<HashSet<Id>, Error> {
    let mut found = HashSet::new();
    let catalog = work.catalog.clone();
    let Some(object) = catalog.object(target) else { return Ok(found) };
    let Some(reach) = reference_reach(work, object) else { return Ok(found) };
    let none = Reaches::new();
    for chunk in ids.chunks(500) {
        let select = Select {
            catalog: &catalog,
            object,
            reach: &reach,
            reaches: &none,
            fields: &[],
            condition: None,
            trash: Trash::Hidden,
            ids: Some(chunk),
            sort: &[],
            after: None,
            limit: None,
            offset: 0,
        };
        store::fetch(work.session, &select, &mut |row| {
            found.extend(row[catalog::ID].as_id());
            Ok(())
        })?;
    }
    Ok(found)
}

/// Everybody may name a colleague or a team as owner, even without seeing the list of users.
fn reference_reach(work: &Work<'_, '_>, object: &Object) -> Option<Reach> {
    let own = reach(&work.actor, Verb::Read, object, &work.catalog, work.today());
    if own.is_none() && matches!(object.name.as_str(), "user" | "team" | "tag") {
        let system = access::Actor::system("name a colleague");
        return reach(&system, Verb::Read, object, &work.catalog, work.today());
    }
    own
}
