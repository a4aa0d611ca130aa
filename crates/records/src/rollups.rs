use crate::error::Error;
use access::{Actor, Verb, reach};
use catalog::{Catalog, Object};
use formula::Condition;
use std::collections::{BTreeMap, BTreeSet};
use store::{Reaches, Row, Select, Session, Trash};
use value::Id;

/// Parents whose roll-ups have to be worked out again, by (parent object, position of the field).
#[derive(Default)]
pub(crate) struct Pending {
    parents: BTreeMap<(String, usize), BTreeSet<Id>>,
}

impl Pending {
    /// Notes what a written child means for its parents.
    pub fn note(&mut self, catalog: &Catalog, child: &Object, before: Option<&Row>, after: Option<&Row>) {
        for (parent, position, rollup) in catalog.roll_ups_of(&child.name) {
            let Some(by) = child.position(&rollup.by) else { continue };
            let ids = [before, after].into_iter().flatten().filter_map(|row| row[by].as_id());
            self.parents.entry((parent.name.clone(), position)).or_default().extend(ids);
        }
    }

    /// Notes records whose roll-ups all have to be worked out again.
    pub fn need(&mut self, object: &Object, ids: &[Id]) {
        for (position, _) in object.fields.iter().enumerate().filter(|(_, field)| field.rollup.is_some()) {
            self.parents.entry((object.name.clone(), position)).or_default().extend(ids);
        }
    }

    /// Works them out, and then those that depend on them, three levels up at most.
    pub fn work_out(mut self, session: &mut Session<'_>, catalog: &Catalog) -> Result<(), Error> {
        for _ in 0..3 {
            if self.parents.values().all(BTreeSet::is_empty) {
                break;
            }
            let mut next = Pending::default();
            for ((name, position), ids) in std::mem::take(&mut self.parents) {
                let Some(parent) = catalog.object(&name) else { continue };
                let field = &parent.fields[position];
                if field.rollup.is_none() {
                    continue;
                }
                let ids: Vec<Id> = ids.into_iter().collect();
                if ids.is_empty() {
                    continue;
                }
                roll_up(session, catalog, parent, position, &ids)?;
                let read_above = catalog.roll_ups_of(&parent.name).next().is_some();
                if read_above {
                    note_rows(session, catalog, parent, &ids, &mut next)?;
                }
            }
            self = next;
        }
        Ok(())
    }
}

/// Works out one roll-up for some parents.
pub(crate) fn roll_up(
    session: &mut Session<'_>,
    catalog: &Catalog,
    parent: &Object,
    position: usize,
    ids: &[Id],
) -> Result<(), Error> {
    let field = &parent.fields[position];
    let Some(rollup) = &field.rollup else { return Ok(()) };
    let condition = rollup.condition.as_deref().map(condition_of).transpose()?;
    Ok(store::roll_up(session, catalog, parent, field, rollup, condition.as_ref(), ids)?)
}

fn note_rows(
    session: &mut Session<'_>,
    catalog: &Catalog,
    object: &Object,
    ids: &[Id],
    next: &mut Pending,
) -> Result<(), Error> {
    let system = Actor::system("roll up");
    let Some(reach) = reach(&system, Verb::Read, object, catalog, jiff::civil::Date::MIN) else {
        return Ok(());
    };
    let above = catalog.roll_ups_of(&object.name);
    let fields: Vec<usize> = above.filter_map(|(_, _, rollup)| object.position(&rollup.by)).collect();
    let none = Reaches::new();
    for chunk in ids.chunks(500) {
        let select = Select {
            catalog,
            object,
            reach: &reach,
            reaches: &none,
            fields: &fields,
            condition: None,
            trash: Trash::With,
            ids: Some(chunk),
            sort: &[],
            after: None,
            limit: None,
            offset: 0,
        };
        let mut rows = Vec::new();
        store::fetch(session, &select, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        for row in &rows {
            next.note(catalog, object, None, Some(row));
        }
    }
    Ok(())
}

fn condition_of(text: &str) -> Result<Condition, Error> {
    let expression =
        formula::parse(text).map_err(|error| Error::Internal(format!("roll-up condition: {error}")))?;
    Condition::of(&expression)
        .ok_or_else(|| Error::Internal(format!("roll-up condition '{text}' is no plain comparison")))
}
