//! Records that may be one and the same: they meet by keys, then their likeness is judged, with reasons.

mod distinct;
mod keys;
mod likeness;
mod meeting;
mod spots;

pub use likeness::Reason;

use crate::door::Door;
use crate::draft::Draft;
use crate::error::Error;
use crate::query::Query;
use crate::read::Reading;
use crate::record::Record;
use crate::searching;
use access::Verb;
use formula::Condition;
use keys::Keys;
use likeness::{THRESHOLD, likeness};
use meeting::{Meeting, Pair};
use spots::{Spots, Traits};
use std::collections::{HashMap, HashSet};
use store::Row;
use value::{Id, Value, text};

/// Records that are probably one.
#[derive(Debug, Clone)]
pub struct DuplicateGroup {
    /// How sure that is, from 0.5 to 1; of the likeliest pair.
    pub score: f64,
    /// What they have in common.
    pub reasons: Vec<Reason>,
    /// The records, oldest first.
    pub records: Vec<Record>,
}

/// A record that another may be the same as.
#[derive(Debug, Clone)]
pub struct Duplicate {
    /// How sure that is, from 0.5 to 1.
    pub score: f64,
    /// What they have in common.
    pub reasons: Vec<Reason>,
    /// The record.
    pub record: Record,
}

/// Records of one group at most.
const LARGEST_GROUP: usize = 50;
/// Records that are looked at for one new record.
const LOOKED_AT: u64 = 60;

impl Door {
    /// Groups of records within reach that are probably one, the likeliest first. Only fields that the asker sees in full
    /// are compared.
    pub fn duplicates(&self, object: &str, limit: usize) -> Result<Vec<DuplicateGroup>, Error> {
        let reading = self.reading(object, Verb::Read)?;
        let spots = Spots::of(&reading.object, &reading.levels);
        let names = spots.names(&reading.object);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut meeting = Meeting::default();
        self.scan(&reading, &Query::of(object).fields(&names), &mut |row| {
            if let Some(id) = row[catalog::ID].as_id() {
                meeting.add(id, &Keys::of(&spots.traits(&row)));
            }
            Ok(())
        })?;
        let (pairs, crowded) = meeting.pairs(limit);
        let mut known: HashMap<Id, Keys> = HashMap::new();
        let mut involved: Vec<Id> = pairs.iter().flat_map(|pair| [pair.left, pair.right]).collect();
        involved.sort_unstable();
        involved.dedup();
        for chunk in involved.chunks(500) {
            self.scan(&reading, &Query::of(object).ids(chunk.to_vec()).fields(&names), &mut |row| {
                let mut keys = Keys::of(&spots.traits(&row));
                keys.forget(&crowded);
                known.extend(row[catalog::ID].as_id().map(|id| (id, keys)));
                Ok(())
            })?;
        }
        let distinct = distinct::pairs(self, object)?;
        let mut judged: Vec<(f64, Vec<Reason>, Pair)> = pairs
            .into_iter()
            .filter(|pair| !distinct.contains(&distinct::ordered(pair.left, pair.right)))
            .filter_map(|pair| {
                let (score, reasons) = likeness(known.get(&pair.left)?, known.get(&pair.right)?);
                (score >= THRESHOLD).then_some((score, reasons, pair))
            })
            .collect();
        judged.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.2.cmp(&other.2)));
        self.groups(object, grouped(judged), limit)
    }

    /// Records within reach that a record to come is probably the same as, the likeliest first.
    pub fn duplicates_of(&self, draft: &Draft) -> Result<Vec<Duplicate>, Error> {
        let reading = self.reading(draft.object(), Verb::Read)?;
        let mut row: Row = vec![Value::Null; reading.object.fields.len()];
        for (name, value) in draft.fields() {
            if let Some(position) = reading.object.position(name)
                && let Ok(value) = reading.object.fields[position].accept(value.clone())
            {
                row[position] = value;
            }
        }
        self.alike(&reading, &row, draft.id)
    }

    /// Other records within reach that a record is probably the same as, the likeliest first.
    pub fn duplicates_of_record(&self, object: &str, id: Id) -> Result<Vec<Duplicate>, Error> {
        let reading = self.reading(object, Verb::Read)?;
        let record = self.records().inner.store.read(|session| reading.one(session, id))?;
        self.alike(&reading, &record.values, Some(id))
    }

    fn alike(&self, reading: &Reading<'_>, row: &Row, own: Option<Id>) -> Result<Vec<Duplicate>, Error> {
        let spots = Spots::of(&reading.object, &reading.levels);
        let traits = spots.traits(row);
        let keys = Keys::of(&traits);
        let others = match own {
            Some(own) => distinct::others_than(self, &reading.object.name, own)?,
            None => HashSet::new(),
        };
        let mut found: Vec<Duplicate> = candidates(self, reading, &spots, &traits)?
            .into_iter()
            .filter(|record| Some(record.id()) != own && !record.is_deleted())
            .filter(|record| !others.contains(&record.id()))
            .filter_map(|record| {
                let (score, reasons) = likeness(&keys, &Keys::of(&spots.traits(&record.values)));
                (score >= THRESHOLD).then_some(Duplicate { score, reasons, record })
            })
            .collect();
        self.note_read(reading, None, || found.iter().map(|duplicate| duplicate.record.id()).collect())?;
        found.sort_by(|one, other| {
            other.score.total_cmp(&one.score).then_with(|| one.record.id().cmp(&other.record.id()))
        });
        Ok(found)
    }

    fn scan(
        &self,
        reading: &Reading<'_>,
        query: &Query,
        each: &mut dyn FnMut(Row) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.records().inner.store.read(|session| reading.each(session, query, each))
    }

    fn groups(
        &self,
        object: &str,
        groups: Vec<(f64, Vec<Reason>, Vec<Id>)>,
        limit: usize,
    ) -> Result<Vec<DuplicateGroup>, Error> {
        let reading = self.reading(object, Verb::Read)?;
        let mut full = Vec::new();
        for (score, reasons, ids) in groups.into_iter().take(limit) {
            let query = Query::of(object).ids(ids).sort("id").limit(LARGEST_GROUP as u64);
            let records = self.records().inner.store.read(|session| reading.page(session, &query))?.records;
            self.note_read(&reading, None, || records.iter().map(Record::id).collect())?;
            if records.len() > 1 {
                full.push(DuplicateGroup { score, reasons, records });
            }
        }
        Ok(full)
    }
}

/// What the indexes and the search know of records that share a number or sound alike.
fn candidates(
    door: &Door,
    reading: &Reading<'_>,
    spots: &Spots,
    traits: &Traits,
) -> Result<Vec<Record>, Error> {
    let object = &reading.object;
    let texts = |list: &[String]| list.iter().map(|text| Value::text(text.as_str())).collect::<Vec<_>>();
    let mut same: Vec<Condition> = Vec::new();
    for (positions, wanted) in [
        (&spots.phones, texts(&traits.phones)),
        (&spots.emails, texts(&traits.emails)),
        (&spots.tax_number, texts(traits.tax_number.as_slice())),
        (&spots.external_id, texts(traits.external_id.as_slice())),
    ] {
        if !wanted.is_empty() {
            same.extend(
                positions.iter().map(|at| Condition::in_(object.fields[*at].name.as_str(), wanted.clone())),
            );
        }
    }
    door.records().inner.store.read(|session| {
        let mut found: Vec<Record> = Vec::new();
        if !same.is_empty() {
            let query = Query::of(&object.name).filter(Condition::any(same)).limit(LOOKED_AT);
            found = reading.page(session, &query)?.records;
        }
        let mut ids: Vec<Id> = Vec::new();
        for name in &traits.names {
            let words = text::normal_name(name);
            let hits = searching::in_object(session, &reading.place(), &words, LOOKED_AT as usize)?;
            ids.extend(hits.into_iter().map(|hit| hit.id));
        }
        ids.retain(|id| found.iter().all(|record| record.id() != *id));
        ids.sort_unstable();
        ids.dedup();
        if !ids.is_empty() {
            let limit = ids.len() as u64;
            found.extend(reading.page(session, &Query::of(&object.name).ids(ids).limit(limit))?.records);
        }
        Ok(found)
    })
}

/// Joins pairs that share a record.
fn grouped(judged: Vec<(f64, Vec<Reason>, Pair)>) -> Vec<(f64, Vec<Reason>, Vec<Id>)> {
    let mut of: HashMap<Id, usize> = HashMap::new();
    let mut groups: Vec<(f64, Vec<Reason>, Vec<Id>)> = Vec::new();
    for (score, reasons, pair) in judged {
        let place = match (of.get(&pair.left).copied(), of.get(&pair.right).copied()) {
            (None, None) => {
                groups.push((score, Vec::new(), Vec::new()));
                groups.len() - 1
            }
            (Some(one), None) | (None, Some(one)) => one,
            (Some(one), Some(other)) if one == other => one,
            (Some(one), Some(other)) => {
                let (into, from) = (one.min(other), one.max(other));
                let (_, more, ids) = std::mem::take(&mut groups[from]);
                ids.iter().for_each(|id| {
                    of.insert(*id, into);
                });
                groups[into].1.extend(more);
                groups[into].2.extend(ids);
                into
            }
        };
        let group = &mut groups[place];
        group.1.extend(reasons);
        for id in [pair.left, pair.right] {
            if of.insert(id, place).is_none() {
                group.2.push(id);
            }
        }
    }
    groups.retain(|group| !group.2.is_empty());
    for (_, reasons, ids) in &mut groups {
        reasons.sort_unstable();
        reasons.dedup();
        ids.sort_unstable();
        ids.truncate(LARGEST_GROUP);
    }
    groups
}
