use crate::change::ChangeKind;
use crate::check::{self, Checked};
use crate::draft::Draft;
use crate::error::Error;
use crate::log::{self, Entry};
use crate::query::{Page, Query};
use crate::read::Reading;
use crate::record::Record;
use crate::records::Records;
use crate::rollups::Pending;
use crate::{references, searching};
use access::{Actor, Verb};
use catalog::{Catalog, Code, DELETED_AT, Object, Side, UPDATED_AT, UPDATED_BY, VERSION};
use std::sync::Arc;
use store::{Outcome, Row, RowChange, Session};
use value::{Column, Date, Id, Timestamp, Value};

/// One transaction: the verbs of the door that either all happen or none.
pub struct Work<'w, 's> {
    pub(crate) session: &'w mut Session<'s>,
    pub(crate) records: Records,
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) actor: Arc<Actor>,
    pub(crate) cause: String,
    pub(crate) pending: Pending,
    pub(crate) touched: Vec<String>,
    pub(crate) last_seq: i64,
}

impl Work<'_, '_> {
    /// The moment.
    pub fn now(&self) -> Timestamp {
        self.records.inner.now()
    }

    /// The day where the company is.
    pub fn today(&self) -> Date {
        self.records.inner.today()
    }

    /// Who does it.
    pub fn actor(&self) -> &Arc<Actor> {
        &self.actor
    }

    /// The objects, as they were when the work began.
    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    /// An id for a record to come.
    pub fn new_id(&mut self) -> Id {
        self.records.inner.new_id()
    }

    /// Reads a record within reach.
    pub fn get(&mut self, object: &str, id: Id) -> Result<Record, Error> {
        self.one(object, id, Verb::Read)
    }

    /// Reads a page within reach.
    pub fn find(&mut self, query: &Query) -> Result<Page, Error> {
        let (records, catalog, actor) = (self.records.clone(), self.catalog.clone(), self.actor.clone());
        let reading = Reading::begin(&records.inner, &catalog, &actor, &query.object, Verb::Read)?;
        reading.page(self.session, query)
    }

    /// Reads what the asker may not see, for guards; nothing of it may get into an answer.
    pub fn find_beyond_reach(&mut self, reason: &'static str, query: &Query) -> Result<Page, Error> {
        let (records, catalog, actor) =
            (self.records.clone(), self.catalog.clone(), Arc::new(Actor::system(reason)));
        let reading = Reading::begin(&records.inner, &catalog, &actor, &query.object, Verb::Read)?;
        reading.page(self.session, query)
    }

    /// Makes a record.
    pub fn create(&mut self, draft: Draft) -> Result<Record, Error> {
        let checked = check::creation(self, draft)?;
        self.guard(&checked)?;
        let object = checked.object.clone();
        store::insert_rows(self.session, &object, std::slice::from_ref(&checked.row))?;
        self.write_links(&object, checked.id, &checked.row, &checked.changed)?;
        self.in_reach(&object, checked.id, Verb::Create)?;
        if let Some((text, terms)) =
            searching::entry(&object, &checked.row).filter(|_| object.is_searchable())
        {
            store::write_texts(self.session, &[(text, terms)], &[])?;
        }
        self.log(ChangeKind::Create, &checked)?;
        self.pending.note(&self.catalog, &object, None, Some(&checked.row));
        let record = Record { object: object.clone(), values: checked.row };
        Ok(record)
    }

    /// Makes many records with one entry in the log. Their drafts are checked like any other.
    pub fn create_many(&mut self, object: &str, drafts: Vec<Draft>) -> Result<Vec<Id>, Error> {
        let object = self.catalog.object(object).ok_or(Error::NotFound)?.clone();
        let checked = check::creations(self, &object, drafts)?;
        let mut ids = Vec::with_capacity(checked.len());
        let mut rows: Vec<Row> = Vec::with_capacity(checked.len());
        for one in checked {
            self.guard(&one)?;
            ids.push(one.id);
            rows.push(one.row);
        }
        store::insert_rows(self.session, &object, &rows)?;
        let linked: Vec<usize> = (0..object.fields.len())
            .filter(|position| object.fields[*position].column() == Column::Links)
            .collect();
        if !linked.is_empty() {
            for row in &rows {
                let filled: Vec<usize> =
                    linked.iter().copied().filter(|position| !row[*position].is_null()).collect();
                self.write_links(&object, row[catalog::ID].as_id().unwrap_or(Id(0)), row, &filled)?;
            }
        }
        self.all_in_reach(&object, &ids)?;
        if object.is_searchable() {
            let entries: Vec<_> = rows.iter().filter_map(|row| searching::entry(&object, row)).collect();
            store::write_texts(self.session, &entries, &[])?;
        }
        for row in &rows {
            self.pending.note(&self.catalog, &object, None, Some(row));
        }
        if !ids.is_empty() {
            self.log_many(ChangeKind::CreateMany, &object, ids.clone())?;
        }
        Ok(ids)
    }

    /// Changes fields of a record; refuses when it is not at the version any more.
    pub fn update(&mut self, id: Id, version: Option<i64>, draft: Draft) -> Result<Record, Error> {
        let object = draft.object.clone();
        let before = self.one_for_change(&object, id, Verb::Update)?;
        if before.is_deleted() {
            return Err(Error::NotFound);
        }
        check_version(&before, version)?;
        let checked = check::change(self, &before, draft)?;
        if checked.changed.is_empty() {
            return Ok(before);
        }
        self.guard(&checked)?;
        self.write_change(ChangeKind::Update, Verb::Update, &before, checked)
    }

    /// Puts a record into the trash.
    pub fn delete(&mut self, object: &str, id: Id, version: Option<i64>) -> Result<(), Error> {
        let before = self.one_for_change(object, id, Verb::Delete)?;
        if before.is_deleted() {
            return Err(Error::NotFound);
        }
        check_version(&before, version)?;
        let now = self.now();
        let checked = check::system_change(&before, vec![(DELETED_AT, Value::Moment(now))]);
        self.guard(&checked)?;
        self.write_change(ChangeKind::Delete, Verb::Delete, &before, checked).map(|_| ())
    }

    /// Takes a record out of the trash.
    pub fn restore(&mut self, object: &str, id: Id) -> Result<Record, Error> {
        let before = self.one_for_change(object, id, Verb::Delete)?;
        if !before.is_deleted() {
            return Err(Error::NotFound);
        }
        let checked = check::system_change(&before, vec![(DELETED_AT, Value::Null)]);
        self.write_change(ChangeKind::Restore, Verb::Delete, &before, checked)
    }

    /// Fills figures of many records: no new version, one entry in the log. Only the program does that.
    pub fn write_side(&mut self, object: &str, rows: Vec<(Id, Vec<(String, Value)>)>) -> Result<(), Error> {
        if !self.actor.is_system() {
            return Err(Error::Forbidden);
        }
        let object = self.catalog.object(object).ok_or(Error::NotFound)?.clone();
        let mut ids = Vec::with_capacity(rows.len());
        let mut alike: Vec<(Id, Vec<Value>)> = Vec::with_capacity(rows.len());
        let mut fields: Vec<usize> = Vec::new();
        for (id, values) in rows {
            let mut positions = Vec::with_capacity(values.len());
            let mut filled = Vec::with_capacity(values.len());
            for (name, value) in values {
                let position = object
                    .position(&name)
                    .filter(|position| object.fields[*position].side == Side::Insight)
                    .ok_or_else(|| Error::field(&name, Code::UnknownField))?;
                let value =
                    object.fields[position].accept(value).map_err(|error| Error::Invalid(vec![error]))?;
                positions.push(position);
                filled.push(value);
            }
            if positions != fields {
                store::update_side_rows(self.session, &object, &fields, &std::mem::take(&mut alike))?;
                fields = positions;
            }
            alike.push((id, filled));
            ids.push(id);
        }
        store::update_side_rows(self.session, &object, &fields, &alike)?;
        if ids.is_empty() { Ok(()) } else { self.log_many(ChangeKind::Side, &object, ids) }
    }

    pub(crate) fn write_change(
        &mut self,
        kind: ChangeKind,
        verb: Verb,
        before: &Record,
        mut checked: Checked,
    ) -> Result<Record, Error> {
        let object = checked.object.clone();
        let (now, user) = (self.now(), self.actor.user);
        checked.row[UPDATED_AT] = Value::Moment(now);
        checked.row[UPDATED_BY] = user.map_or(Value::Null, Value::Id);
        let mut changes: Vec<(usize, Value)> =
            checked.changed.iter().map(|position| (*position, checked.row[*position].clone())).collect();
        changes.push((UPDATED_AT, checked.row[UPDATED_AT].clone()));
        changes.push((UPDATED_BY, checked.row[UPDATED_BY].clone()));
        let (records, catalog, actor) = (self.records.clone(), self.catalog.clone(), self.actor.clone());
        let reading = Reading::begin(&records.inner, &catalog, &actor, &object.name, verb)?;
        let change = RowChange {
            object: &object,
            reach: &reading.reach,
            id: before.id(),
            version: before.version(),
            changes: &changes,
        };
        match store::update_row(self.session, &change)? {
            Outcome::Changed => {}
            Outcome::OutOfReach => return Err(Error::Forbidden),
            Outcome::NotThere => {
                let now_there =
                    self.one(&object.name, before.id(), Verb::Read).map(|record| record.version());
                return Err(match now_there {
                    Ok(version) if version != before.version() => Error::Stale(version),
                    Ok(_) | Err(_) => Error::Forbidden,
                });
            }
        }
        checked.row[VERSION] = Value::Integer(before.version() + 1);
        self.write_links(&object, before.id(), &checked.row, &checked.changed)?;
        self.refresh_search(&object, kind, &checked)?;
        self.log(kind, &checked)?;
        self.pending.note(&self.catalog, &object, Some(&before.values), Some(&checked.row));
        Ok(Record { object, values: checked.row })
    }

    /// Works out what depends on what was written, at the end of the transaction.
    pub(crate) fn finish(&mut self) -> Result<(), Error> {
        let pending = std::mem::take(&mut self.pending);
        pending.work_out(self.session, &self.catalog)
    }

    fn refresh_search(&mut self, object: &Object, kind: ChangeKind, checked: &Checked) -> Result<(), Error> {
        if !object.is_searchable() {
            return Ok(());
        }
        let id = checked.id;
        match kind {
            _ if !checked.row[DELETED_AT].is_null() => store::forget_text(self.session, &[id])?,
            ChangeKind::Update if !checked.changed.iter().any(|position| object.fields[*position].search) => {
            }
            ChangeKind::Create
            | ChangeKind::Delete
            | ChangeKind::Update
            | ChangeKind::Restore
            | ChangeKind::Merge
            | ChangeKind::CreateMany
            | ChangeKind::Side
            | ChangeKind::Read
            | ChangeKind::Purge => {
                let entries: Vec<_> = searching::entry(object, &checked.row).into_iter().collect();
                store::write_texts(self.session, &entries, &[id])?;
            }
        }
        Ok(())
    }

    pub(crate) fn one(&mut self, object: &str, id: Id, verb: Verb) -> Result<Record, Error> {
        let (records, catalog, actor) = (self.records.clone(), self.catalog.clone(), self.actor.clone());
        let reading = Reading::begin(&records.inner, &catalog, &actor, object, verb)?;
        reading.one(self.session, id)
    }

    /// A record that is to be changed, with all fields: out of sight is not found, out of reach is forbidden.
    pub(crate) fn one_for_change(&mut self, object: &str, id: Id, verb: Verb) -> Result<Record, Error> {
        let (records, catalog, actor) = (self.records.clone(), self.catalog.clone(), self.actor.clone());
        let mut reading = match Reading::begin(&records.inner, &catalog, &actor, object, verb) {
            Ok(reading) => reading,
            Err(Error::Forbidden) => {
                self.one(object, id, Verb::Read)?;
                return Err(Error::Forbidden);
            }
            Err(other) => return Err(other),
        };
        reading.levels = access::Levels::Open;
        match reading.one(self.session, id) {
            Err(Error::NotFound) => {
                self.one(object, id, Verb::Read)?;
                Err(Error::Forbidden)
            }
            other => other,
        }
    }

    pub(crate) fn guard(&mut self, checked: &Checked) -> Result<(), Error> {
        let records = self.records.clone();
        let Some(behaviours) = records.behaviours() else { return Ok(()) };
        for (_, object, guard) in &behaviours.guards {
            if *object == checked.object.name {
                guard(self, checked)?;
            }
        }
        Ok(())
    }

    fn in_reach(&mut self, object: &Arc<Object>, id: Id, verb: Verb) -> Result<(), Error> {
        let (records, catalog, actor) = (self.records.clone(), self.catalog.clone(), self.actor.clone());
        if Reading::begin(&records.inner, &catalog, &actor, &object.name, verb)?.reach.is_everything() {
            return Ok(());
        }
        match self.one(&object.name, id, verb) {
            Ok(_) => Ok(()),
            Err(Error::NotFound) => Err(Error::Forbidden),
            Err(other) => Err(other),
        }
    }

    fn all_in_reach(&mut self, object: &Arc<Object>, ids: &[Id]) -> Result<(), Error> {
        let (records, catalog, actor) = (self.records.clone(), self.catalog.clone(), self.actor.clone());
        let reading = Reading::begin(&records.inner, &catalog, &actor, &object.name, Verb::Create)?;
        if reading.reach.is_everything() {
            return Ok(());
        }
        for chunk in ids.chunks(500) {
            let query = Query::of(&object.name).ids(chunk.to_vec());
            if reading.count(self.session, &query)? != chunk.len() as u64 {
                return Err(Error::Forbidden);
            }
        }
        Ok(())
    }

    fn write_links(&mut self, object: &Object, id: Id, row: &Row, changed: &[usize]) -> Result<(), Error> {
        for position in changed {
            let field = &object.fields[*position];
            if field.column() == Column::Links {
                store::write_links(self.session, object, field, id, &row[*position])?;
            }
        }
        Ok(())
    }

    fn log(&mut self, kind: ChangeKind, checked: &Checked) -> Result<(), Error> {
        let subject = references::subject(&checked.object, &checked.row);
        let entry = Entry {
            kind,
            object: &checked.object,
            record: Some(checked.id),
            version: checked.row[VERSION].as_integer().unwrap_or(1),
            before: checked.before.as_ref(),
            after: Some(&checked.row),
            changed: &checked.changed,
            subject,
            ids: Vec::new(),
        };
        self.append(entry)
    }

    pub(crate) fn log_many(
        &mut self,
        kind: ChangeKind,
        object: &Arc<Object>,
        ids: Vec<Id>,
    ) -> Result<(), Error> {
        let entry = Entry {
            kind,
            object,
            record: None,
            version: 0,
            before: None,
            after: None,
            changed: &[],
            subject: None,
            ids,
        };
        self.append(entry)
    }

    /// Runs something that is undone alone when it fails, while the rest of the transaction stays.
    pub fn attempt<T>(&mut self, run: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        self.session.begin_attempt()?;
        let result = run(self);
        match &result {
            Ok(_) => self.session.keep_attempt()?,
            Err(_) => self.session.forget_attempt()?,
        }
        result
    }

    /// Does something for the asker that he may not do by himself, in his name.
    pub(crate) fn as_program<T>(
        &mut self,
        reason: &'static str,
        run: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let program = Actor { user: self.actor.user, ..Actor::system(reason) };
        let asker = std::mem::replace(&mut self.actor, Arc::new(program));
        let result = run(self);
        self.actor = asker;
        result
    }

    pub(crate) fn append(&mut self, entry: Entry<'_>) -> Result<(), Error> {
        if !self.touched.contains(&entry.object.name) {
            self.touched.push(entry.object.name.clone());
        }
        let now = self.now();
        self.last_seq = log::append(self.session, entry, now, self.actor.user, &self.cause, &self.catalog)?;
        Ok(())
    }
}

fn check_version(before: &Record, version: Option<i64>) -> Result<(), Error> {
    match version {
        Some(version) if version != before.version() => Err(Error::Stale(before.version())),
        Some(_) | None => Ok(()),
    }
}
