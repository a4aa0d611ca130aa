use crate::error::Error;
use catalog::Catalog;
use records::{ChangeKind, Door, LogEntry, Query, Records, Trash};
use std::collections::{BTreeMap, BTreeSet};
use value::Id;

/// Entries read at once.
const ENTRIES: usize = 1_000;
/// Records asked for at once.
pub(crate) const IDS: usize = 500;
/// Above this many it is cheaper to read everything.
const MOST: usize = 200_000;
/// A roll-up may read one that reads another.
const FLOORS: usize = 3;

/// What the change log says has to be written anew.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    /// Where the log was read to.
    pub seq: i64,
    objects: BTreeMap<String, What>,
    /// The definitions changed: every table has to be written anew.
    pub everything: bool,
}

/// Which records of one object.
#[derive(Debug, Clone)]
pub(crate) enum What {
    Some(BTreeSet<Id>),
    All,
}

impl Touched {
    /// Reads the log after an entry.
    pub fn since(records: &Records, seq: i64, door: &Door) -> Result<Touched, Error> {
        let mut touched = Touched { seq, ..Touched::default() };
        loop {
            let entries = records.changes_after(touched.seq, ENTRIES)?;
            for entry in &entries {
                touched.seq = entry.seq;
                touched.note(door.catalog(), entry);
            }
            if entries.len() < ENTRIES {
                break;
            }
        }
        touched.roll_up(door)?;
        Ok(touched)
    }

    pub fn of(&self, object: &str) -> Option<&What> {
        self.objects.get(object)
    }

    fn note(&mut self, catalog: &Catalog, entry: &LogEntry) {
        match entry.kind {
            ChangeKind::Read => return,
            ChangeKind::Create
            | ChangeKind::Update
            | ChangeKind::Delete
            | ChangeKind::Restore
            | ChangeKind::Merge
            | ChangeKind::CreateMany
            | ChangeKind::Side
            | ChangeKind::Purge => {}
        }
        if entry.object == "definition" {
            self.everything = true;
        }
        self.add(&entry.object, entry.record.into_iter().chain(entry.ids.iter().copied()));
        // A child that moved away from its parent changes what the parent sums up.
        for (parent, _, rollup) in catalog.roll_ups_of(&entry.object) {
            let moved = entry.changes.iter().filter(|change| change.field == rollup.by);
            let before = moved.filter_map(|change| Id::split(change.before.as_str()?).ok());
            let before: Vec<Id> = before.map(|(_, id)| id).collect();
            self.add(&parent.name, before.into_iter());
        }
    }

    fn add(&mut self, object: &str, ids: impl Iterator<Item = Id>) {
        let what = self.objects.entry(object.to_owned()).or_insert_with(|| What::Some(BTreeSet::new()));
        if let What::Some(known) = what {
            known.extend(ids);
            if known.len() > MOST {
                *what = What::All;
            }
        }
    }

    /// What sums up something that changed has changed too, without an entry of its own.
    fn roll_up(&mut self, door: &Door) -> Result<(), Error> {
        let mut looked: BTreeMap<String, BTreeSet<Id>> = BTreeMap::new();
        for _ in 0..FLOORS {
            for (child, what) in self.objects.clone() {
                let parents: Vec<(String, String)> = door
                    .catalog()
                    .roll_ups_of(&child)
                    .map(|(parent, _, rollup)| (parent.name.clone(), rollup.by.clone()))
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect();
                for (parent, by) in parents {
                    match &what {
                        What::All => {
                            self.objects.insert(parent, What::All);
                        }
                        What::Some(ids) => {
                            let done = looked.entry(format!("{child}.{by}")).or_default();
                            let fresh: Vec<Id> = ids.difference(done).copied().collect();
                            done.extend(&fresh);
                            let parents = parents_of(door, &child, &by, &fresh)?;
                            self.add(&parent, parents.into_iter());
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

fn parents_of(door: &Door, child: &str, by: &str, ids: &[Id]) -> Result<Vec<Id>, Error> {
    let mut parents = Vec::new();
    for chunk in ids.chunks(IDS) {
        let query = Query::of(child).ids(chunk.to_vec()).fields(&[by]).trash(Trash::With).limit(IDS as u64);
        let page = door.find(&query)?;
        parents.extend(page.records.iter().filter_map(|record| record.get(by).as_id()));
    }
    Ok(parents)
}
