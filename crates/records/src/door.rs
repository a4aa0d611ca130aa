use crate::aggregate::{self, Group, GroupBy, Measure};
use crate::change::LogEntry;
use crate::condition;
use crate::draft::Draft;
use crate::error::Error;
use crate::log;
use crate::query::{Page, Query};
use crate::read::Reading;
use crate::record::Record;
use crate::records::Records;
use crate::rollups::Pending;
use crate::searching::{self, Hit};
use crate::work::Work;
use access::{Actor, Level, Verb};
use catalog::{Catalog, SYSTEM_FIELDS};
use formula::{Condition, RawCondition};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;
use std::sync::Arc;
use value::{Id, Value};

/// Somebody's view of the records, or the program's own: every read and write goes through one.
#[derive(Clone)]
pub struct Door {
    records: Records,
    actor: Arc<Actor>,
    catalog: Arc<Catalog>,
    cause: String,
}

impl Door {
    pub(crate) fn new(records: Records, actor: Arc<Actor>, cause: String) -> Door {
        let catalog = records.catalog();
        Door { records, actor, catalog, cause }
    }

    /// The database behind it.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// Who asks.
    pub fn actor(&self) -> &Arc<Actor> {
        &self.actor
    }

    /// The objects, as they were when the door was opened.
    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    /// The same door with a cause for the change log.
    pub fn because(mut self, cause: impl Into<String>) -> Door {
        self.cause = cause.into();
        self
    }

    pub(crate) fn cause(&self) -> &str {
        &self.cause
    }

    /// Reads a record.
    pub fn get(&self, object: &str, id: Id) -> Result<Record, Error> {
        let reading = self.reading(object, Verb::Read)?;
        let record = self.records.inner.store.read(|session| reading.one(session, id))?;
        self.note_read(&reading, None, || vec![id])?;
        Ok(record)
    }

    /// Reads a page.
    pub fn find(&self, query: &Query) -> Result<Page, Error> {
        let reading = self.reading(query.object(), Verb::Read)?;
        let page = self.records.inner.store.read(|session| reading.page(session, query))?;
        self.note_read(&reading, query.fields.as_deref(), || page.records.iter().map(Record::id).collect())?;
        Ok(page)
    }

    /// Reads all matching records one by one, without links to several.
    pub fn each(
        &self,
        query: &Query,
        each: &mut dyn FnMut(Record) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.each_for(query, Verb::Read, each)
    }

    /// The same for an export, which roles may forbid.
    pub fn export(
        &self,
        query: &Query,
        each: &mut dyn FnMut(Record) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let reading = self.reading(query.object(), Verb::Export)?;
        if !self.notes_reads(&reading, query.fields.as_deref())? {
            return self.each_for(query, Verb::Export, each);
        }
        let mut ids = Vec::new();
        let outcome = self.each_for(query, Verb::Export, &mut |record| {
            ids.push(record.id());
            each(record)
        });
        self.note_read(&reading, query.fields.as_deref(), || ids)?;
        outcome
    }

    /// Scans the fields of a query in the order in which they were asked for.
    pub fn columns(
        &self,
        query: &Query,
        each: &mut dyn FnMut(&[Value]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let reading = self.reading(query.object(), Verb::Read)?;
        let names = query.fields.clone().unwrap_or_default();
        let positions: Vec<usize> =
            names.iter().map(|name| reading.position(name)).collect::<Result<_, _>>()?;
        let mut taken = vec![Value::Null; positions.len()];
        self.records.inner.store.read(|session| {
            reading.each(session, query, &mut |mut row| {
                for (place, position) in positions.iter().enumerate() {
                    taken[place] = std::mem::take(&mut row[*position]);
                }
                each(&taken)
            })
        })
    }

    /// Counts matching records.
    pub fn count(&self, query: &Query) -> Result<u64, Error> {
        let reading = self.reading(query.object(), Verb::Read)?;
        self.records.inner.store.read(|session| reading.count(session, query))
    }

    /// Counts and sums by groups.
    pub fn aggregate(
        &self,
        query: &Query,
        group_by: &[GroupBy],
        measures: &[Measure],
    ) -> Result<Vec<Group>, Error> {
        let reading = self.reading(query.object(), Verb::Read)?;
        self.records.inner.store.read(|session| aggregate::run(&reading, session, query, group_by, measures))
    }

    /// Gives a raw filter the types of its fields.
    pub fn read_condition(&self, object: &str, raw: &RawCondition) -> Result<Condition, Error> {
        let reading = self.reading(object, Verb::Read)?;
        condition::typed(&reading, raw, &self.json_context())
    }

    /// Makes a record.
    pub fn create(&self, draft: Draft) -> Result<Record, Error> {
        let made = self.transaction(move |work| work.create(draft))?;
        // Nothing points to a new record yet: what was written is what reading it again would give.
        let object = made.object();
        let seen = access::reach(&self.actor, Verb::Read, object, &self.catalog, self.records.today());
        if seen.is_some_and(|reach| reach.is_everything()) { Ok(made) } else { self.with_rollups(made) }
    }

    /// Changes fields of a record.
    pub fn update(&self, id: Id, version: Option<i64>, draft: Draft) -> Result<Record, Error> {
        let changed = self.transaction(move |work| work.update(id, version, draft))?;
        self.as_seen(changed)
    }

    /// Puts a record into the trash.
    pub fn delete(&self, object: &str, id: Id, version: Option<i64>) -> Result<(), Error> {
        let object = object.to_owned();
        self.transaction(move |work| work.delete(&object, id, version))
    }

    /// Takes a record out of the trash.
    pub fn restore(&self, object: &str, id: Id) -> Result<Record, Error> {
        let object = object.to_owned();
        let restored = self.transaction(move |work| work.restore(&object, id))?;
        self.as_seen(restored)
    }

    /// Runs a named command on a record.
    pub fn act(&self, object: &str, id: Id, action: &str, input: Map<String, Json>) -> Result<Record, Error> {
        let (object, action, door) = (object.to_owned(), action.to_owned(), self.clone());
        let changed =
            self.transaction(move |work| crate::act::act(work, &door, &object, id, &action, &input))?;
        self.as_seen(changed)
    }

    /// Runs several verbs in one transaction: all of them happen or none.
    pub fn transaction<T: Send + 'static>(
        &self,
        run: impl FnOnce(&mut Work<'_, '_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let door = self.clone();
        let (result, touched, seq) = self.records.inner.store.write(move |session| {
            let mut work = Work {
                session,
                records: door.records.clone(),
                catalog: door.catalog.clone(),
                actor: door.actor.clone(),
                cause: door.cause.clone(),
                pending: Pending::default(),
                touched: Vec::new(),
                last_seq: 0,
            };
            let result = run(&mut work)?;
            work.finish()?;
            Ok::<_, Error>((result, work.touched, work.last_seq))
        })?;
        for object in touched {
            self.records.noticed(&object)?;
        }
        if seq > 0 {
            self.records.tell(seq);
        }
        Ok(result)
    }

    /// Records of several objects that a text finds, best first.
    pub fn search(&self, text: &str, objects: &[String], limit: usize) -> Result<Vec<Hit>, Error> {
        let query = value::text::Query::new(text);
        let mut readings = Vec::new();
        for object in self.catalog.objects() {
            let wanted = objects.is_empty() || objects.contains(&object.name);
            if !wanted || !object.is_searchable() {
                continue;
            }
            match self.reading(&object.name, Verb::Read) {
                Ok(reading) => readings.push(reading),
                Err(Error::Forbidden) => continue,
                Err(other) => return Err(other),
            }
        }
        let mut hits = self.records.inner.store.read(|session| {
            let mut hits = Vec::new();
            for reading in &readings {
                hits.extend(searching::as_typed(session, &reading.place(), &query, limit)?);
            }
            if hits.len() < searching::FEW {
                for reading in &readings {
                    searching::misspelt(session, &reading.place(), &query, &mut hits)?;
                }
            }
            Ok::<_, Error>(hits)
        })?;
        hits.sort_by(|one, other| other.score.total_cmp(&one.score));
        hits.truncate(limit);
        Ok(hits)
    }

    /// Entries of the change log about a record that can be reached, newest first; hidden and masked fields left out.
    pub fn changes(
        &self,
        object: &str,
        id: Id,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<LogEntry>, Error> {
        let reading = self.reading(object, Verb::Read)?;
        self.records.inner.store.read(|session| {
            reading.one(session, id)?;
            let rows = store::log_of_record(session, id, before.unwrap_or(i64::MAX), limit.min(500))?;
            let mut entries = log::readable(session, rows)?;
            for entry in &mut entries {
                entry.changes.retain(|change| {
                    reading
                        .object
                        .position(&change.field)
                        .is_some_and(|position| reading.levels.at(position) >= Level::Read)
                });
            }
            Ok(entries)
        })
    }

    /// Names of records that can be reached.
    pub fn titles(&self, ids: &[(String, Id)]) -> Result<HashMap<(String, Id), String>, Error> {
        let mut wanted: HashMap<&str, Vec<Id>> = HashMap::new();
        for (object, id) in ids {
            let list = wanted.entry(object).or_default();
            if !list.contains(id) {
                list.push(*id);
            }
        }
        let mut titles = HashMap::new();
        for (object, ids) in wanted {
            let reading = match self.reading(object, Verb::Read) {
                Ok(reading) => reading,
                Err(Error::Forbidden | Error::NotFound) => continue,
                Err(other) => return Err(other),
            };
            let title = reading.object.title_field().name.clone();
            if reading.position(&title).is_err() {
                continue;
            }
            for chunk in ids.chunks(500) {
                let query = Query::of(object)
                    .ids(chunk.to_vec())
                    .fields(&[&title])
                    .trash(store::Trash::With)
                    .limit(500);
                let page = self.records.inner.store.read(|session| reading.page(session, &query))?;
                for record in page.records {
                    titles.insert((object.to_owned(), record.id()), record.title());
                }
            }
        }
        Ok(titles)
    }

    /// Whether a record can be read.
    pub fn can_read(&self, object: &str, id: Id) -> Result<bool, Error> {
        match self.unnoted(object, id) {
            Ok(_) => Ok(true),
            Err(Error::NotFound | Error::Forbidden) => Ok(false),
            Err(other) => Err(other),
        }
    }

    pub(crate) fn reading(&self, object: &str, verb: Verb) -> Result<Reading<'_>, Error> {
        Reading::begin(&self.records.inner, &self.catalog, &self.actor, object, verb)
    }

    fn unnoted(&self, object: &str, id: Id) -> Result<Record, Error> {
        let reading = self.reading(object, Verb::Read)?;
        self.records.inner.store.read(|session| reading.one(session, id))
    }

    fn each_for(
        &self,
        query: &Query,
        verb: Verb,
        each: &mut dyn FnMut(Record) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let reading = self.reading(query.object(), verb)?;
        let object = reading.object.clone();
        self.records.inner.store.read(|session| {
            reading.each(session, query, &mut |values| each(Record { object: object.clone(), values }))
        })
    }

    fn with_rollups(&self, record: Record) -> Result<Record, Error> {
        if record.object().fields.iter().any(|field| field.rollup.is_some()) {
            return self.as_seen(record);
        }
        Ok(record)
    }

    /// A written record as its writer may see it. When writing has moved it out of his sight, only its id and version remain.
    pub(crate) fn as_seen(&self, record: Record) -> Result<Record, Error> {
        match self.unnoted(&record.object().name, record.id()) {
            Ok(seen) => Ok(seen),
            Err(Error::NotFound | Error::Forbidden) => {
                let mut values = vec![Value::Null; record.values.len()];
                values[..SYSTEM_FIELDS].clone_from_slice(&record.values[..SYSTEM_FIELDS]);
                Ok(Record { values, ..record })
            }
            Err(other) => Err(other),
        }
    }
}
