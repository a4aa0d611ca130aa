use crate::condition::{check_condition, hops};
use crate::cursor;
use crate::error::Error;
use crate::json_edge;
use crate::query::{Page, Query, Total};
use crate::record::Record;
use crate::records::Inner;
use crate::searching::{self, Place};
use access::{Actor, Level, Levels, Reach, Verb, reach};
use catalog::{Catalog, Code, FieldError, ID, Object, SYSTEM_FIELDS};
use std::sync::Arc;
use store::{Reaches, Row, Select, Session, SortKey, SortOrder, StoreError};
use value::{Column, Id, Value};

/// Records that a search text may narrow a list to.
const SEARCHED: usize = 1_000;

/// Everything that a read needs to know, worked out once.
pub(crate) struct Reading<'a> {
    pub inner: &'a Inner,
    pub catalog: &'a Arc<Catalog>,
    pub actor: &'a Actor,
    pub object: Arc<Object>,
    pub levels: Levels,
    pub reach: Reach,
}

impl<'a> Reading<'a> {
    pub fn begin(
        inner: &'a Inner,
        catalog: &'a Arc<Catalog>,
        actor: &'a Actor,
        object: &str,
        verb: Verb,
    ) -> Result<Reading<'a>, Error> {
        let object = catalog.object(object).ok_or(Error::NotFound)?.clone();
        let reach = reach(actor, verb, &object, catalog, inner.today()).ok_or(Error::Forbidden)?;
        let levels = if actor.is_system() { Levels::Open } else { Levels::of(&actor.rights, &object) };
        Ok(Reading { inner, catalog, actor, object, levels, reach })
    }

    /// Positions of the fields that may be selected, or of those that were asked for.
    pub fn fields(&self, wanted: Option<&[String]>) -> Result<Vec<usize>, Error> {
        match wanted {
            None => Ok((0..self.object.fields.len()).filter(|position| self.visible(*position)).collect()),
            Some(names) => {
                let mut positions: Vec<usize> = (0..SYSTEM_FIELDS).collect();
                for name in names {
                    let position = self.position(name)?;
                    if !positions.contains(&position) {
                        positions.push(position);
                    }
                }
                if self.visible(self.object.title) && !positions.contains(&self.object.title) {
                    positions.push(self.object.title);
                }
                Ok(positions)
            }
        }
    }

    /// Position of a field that may be seen at least in part.
    pub fn position(&self, name: &str) -> Result<usize, Error> {
        self.object
            .position(name)
            .filter(|position| self.visible(*position))
            .ok_or_else(|| Error::field(name, Code::UnknownField))
    }

    /// Position of a field that may be filtered, sorted or grouped by: masked ones may not.
    pub fn open_position(&self, name: &str) -> Result<usize, Error> {
        self.object
            .position(name)
            .filter(|position| self.levels.at(*position) >= Level::Read)
            .ok_or_else(|| Error::field(name, Code::UnknownField))
    }

    fn visible(&self, position: usize) -> bool {
        self.levels.at(position) > Level::Hidden
    }

    /// Masked fields are masked where they are read, so that no way out can forget it.
    fn cover(&self, row: &mut Row) {
        let Levels::Each(levels) = &self.levels else { return };
        for (position, level) in levels.iter().enumerate() {
            if *level == Level::Mask && !row[position].is_null() {
                row[position] = json_edge::covered(&self.object.fields[position], &row[position]);
            }
        }
    }

    pub fn sort_keys(&self, sort: &[String]) -> Result<Vec<SortKey>, Error> {
        if sort.is_empty() {
            return Ok(vec![SortKey { field: ID, order: SortOrder::Down }]);
        }
        sort.iter()
            .map(|key| {
                let (name, order) = match key.strip_prefix('-') {
                    Some(name) => (name, SortOrder::Down),
                    None => (key.as_str(), SortOrder::Up),
                };
                let field = self.open_position(name)?;
                if !self.object.fields[field].sortable() {
                    return Err(Error::Invalid(vec![
                        FieldError::new(name, Code::Operator).with("operator", "sort"),
                    ]));
                }
                Ok(SortKey { field, order })
            })
            .collect()
    }

    /// Reads one record.
    pub fn one(&self, session: &mut Session<'_>, id: Id) -> Result<Record, Error> {
        let fields = self.fields(None)?;
        let none = Reaches::new();
        let select = Select {
            catalog: self.catalog,
            object: &self.object,
            reach: &self.reach,
            reaches: &none,
            fields: &fields,
            condition: None,
            trash: store::Trash::With,
            ids: Some(&[id]),
            sort: &[],
            after: None,
            limit: None,
            offset: 0,
        };
        let mut values = store::fetch_one(session, &select)?.ok_or(Error::NotFound)?;
        self.cover(&mut values);
        let mut records = vec![Record { object: self.object.clone(), values }];
        self.attach_links(session, &fields, &mut records)?;
        records.pop().ok_or(Error::NotFound)
    }

    /// Reads a page.
    pub fn page(&self, session: &mut Session<'_>, query: &Query) -> Result<Page, Error> {
        let mut fields = self.fields(query.fields.as_deref())?;
        let keys = self.sort_keys(&query.sort)?;
        for key in &keys {
            if !fields.contains(&key.field) {
                fields.push(key.field);
            }
        }
        let limit = query.limit.clamp(1, 100_000);
        let mut rows: Vec<Row> = Vec::new();
        let ranked = self.ranked(session, query)?;
        let total = self.within(session, query, ranked.as_deref(), &fields, &keys, |session, select| {
            let total = match query.total {
                Total::Wanted => Some(self.total(session, &Select { after: None, ..*select })?),
                Total::Unwanted => None,
            };
            let select = Select { limit: Some(limit + 1), offset: query.offset, ..*select };
            store::fetch(session, &select, &mut |mut row| {
                self.cover(&mut row);
                rows.push(row);
                Ok(())
            })?;
            Ok(total)
        })?;
        let more = rows.len() as u64 > limit;
        rows.truncate(limit as usize);
        let next_cursor = match rows.last() {
            Some(last) if more => Some(cursor::write(&self.object, &keys, last)),
            Some(_) | None => None,
        };
        let mut records: Vec<Record> =
            rows.into_iter().map(|values| Record { object: self.object.clone(), values }).collect();
        self.attach_links(session, &fields, &mut records)?;
        Ok(Page { records, next_cursor, total })
    }

    /// Reads all matching rows one by one, without links to several.
    pub fn each(
        &self,
        session: &mut Session<'_>,
        query: &Query,
        each: &mut dyn FnMut(Row) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let fields = self.fields(query.fields.as_deref())?;
        let keys = self.sort_keys(&query.sort)?;
        let ranked = self.ranked(session, query)?;
        let mut failure = None;
        let outcome = self.within(session, query, ranked.as_deref(), &fields, &keys, |session, select| {
            Ok(store::fetch(session, select, &mut |mut row| {
                self.cover(&mut row);
                each(row).map_err(|error| {
                    failure = Some(error);
                    StoreError::Broken("stopped by the reader".to_owned())
                })
            })?)
        });
        match failure {
            Some(error) => Err(error),
            None => outcome,
        }
    }

    /// Counts matching records.
    pub fn count(&self, session: &mut Session<'_>, query: &Query) -> Result<u64, Error> {
        let ranked = self.ranked(session, query)?;
        self.within(session, query, ranked.as_deref(), &[], &[], |session, select| {
            self.total(session, select)
        })
    }

    /// Prepares the select of a query and runs something with it.
    pub fn within<T>(
        &self,
        session: &mut Session<'_>,
        query: &Query,
        ranked: Option<&[Id]>,
        fields: &[usize],
        keys: &[SortKey],
        run: impl FnOnce(&mut Session<'_>, &Select<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut reaches = Reaches::new();
        if let Some(condition) = &query.condition {
            check_condition(self, condition)?;
            for target in hops(&self.object, condition) {
                let object = self.catalog.object(&target).ok_or(Error::NotFound)?;
                let reach = reach(self.actor, Verb::Read, object, self.catalog, self.inner.today())
                    .ok_or(Error::Forbidden)?;
                reaches.insert(target, reach);
            }
        }
        let after = query.cursor.as_deref().map(|text| cursor::read(&self.object, keys, text)).transpose()?;
        let both: Option<Vec<Id>> = match (&query.ids, ranked) {
            (Some(ids), Some(ranked)) => Some(ids.iter().filter(|id| ranked.contains(id)).copied().collect()),
            (Some(ids), None) => Some(ids.clone()),
            (None, Some(ranked)) => Some(ranked.to_vec()),
            (None, None) => None,
        };
        let select = Select {
            catalog: self.catalog,
            object: &self.object,
            reach: &self.reach,
            reaches: &reaches,
            fields,
            condition: query.condition.as_ref(),
            trash: query.trash,
            ids: both.as_deref(),
            sort: keys,
            after: after.as_ref().map(|(values, id)| (values.as_slice(), *id)),
            limit: None,
            offset: 0,
        };
        run(session, &select)
    }

    pub fn ranked(&self, session: &mut Session<'_>, query: &Query) -> Result<Option<Vec<Id>>, Error> {
        let Some(text) = query.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let hits = searching::in_object(session, &self.place(), text, SEARCHED)?;
        Ok(Some(hits.into_iter().map(|hit| hit.id).collect()))
    }

    /// Where a search of this asker looks.
    pub fn place(&self) -> Place<'_> {
        Place { object: &self.object, reach: &self.reach, levels: &self.levels }
    }

    pub fn attach_links(
        &self,
        session: &mut Session<'_>,
        fields: &[usize],
        records: &mut [Record],
    ) -> Result<(), Error> {
        let ids: Vec<Id> = records.iter().map(Record::id).collect();
        for position in fields {
            let field = &self.object.fields[*position];
            if field.column() != Column::Links || self.levels.at(*position) < Level::Read {
                continue;
            }
            let mut links = store::load_links(session, &self.object, field, &ids)?;
            for record in records.iter_mut() {
                if let Some(list) = links.remove(&record.id()) {
                    record.values[*position] = Value::List(list);
                }
            }
        }
        Ok(())
    }
}
