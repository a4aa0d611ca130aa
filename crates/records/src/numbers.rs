use crate::change::ChangeKind;
use crate::door::Door;
use crate::error::Error;
use crate::log::Entry;
use access::{Verb, reach};
use catalog::{Code, FieldError, Object, Pattern};
use std::sync::Arc;
use value::{Date, FieldType};

/// As far as a number may be set forward; one more digit would not fit a column of it for long.
const LARGEST: i64 = 999_999_999_999;

/// A field whose numbers run on by themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberSeries {
    /// Its object.
    pub object: String,
    /// Its name.
    pub field: String,
    /// The number that comes next.
    pub next: i64,
    /// The same as it will be written.
    pub written: String,
}

impl Door {
    /// Every running number of objects that can be reached, with what comes next.
    pub fn numbers(&self) -> Result<Vec<NumberSeries>, Error> {
        let today = self.records().today();
        let mut all = Vec::new();
        for object in self.catalog().objects() {
            if reach(self.actor(), Verb::Read, object, self.catalog(), today).is_none() {
                continue;
            }
            for (name, pattern) in series(object) {
                let counter = counter(object, name, pattern, today);
                let store = &self.records().inner.store;
                let next = store.read(|session| store::reached_number(session, &counter))? + 1;
                let written = pattern.write(today, next);
                all.push(NumberSeries { object: object.name.clone(), field: name.to_owned(), next, written });
            }
        }
        Ok(all)
    }

    /// Lets a series go on at a later number; never at an earlier one, because numbers would repeat. Administrators only.
    pub fn set_next_number(&self, object: &str, field: &str, next: i64) -> Result<(), Error> {
        if !self.actor().rights.is_administrator() {
            return Err(Error::Forbidden);
        }
        let object = self.catalog().object(object).ok_or(Error::NotFound)?.clone();
        let (_, pattern) = series(&object).find(|(name, _)| *name == field).ok_or(Error::NotFound)?;
        let counter = counter(&object, field, pattern, self.records().today());
        if next > LARGEST {
            return Err(Error::Invalid(vec![FieldError::new("next", Code::TooLarge).with("max", LARGEST)]));
        }
        let cause = format!("{}.{field} goes on at {next}", object.name);
        let written = object.clone();
        self.clone().because(cause).transaction(move |work| {
            let reached = store::reached_number(work.session, &counter)?;
            let ahead = next - 1 - reached;
            if ahead < 0 {
                let complaint = FieldError::new("next", Code::TooSmall).with("min", reached + 1);
                return Err(Error::Invalid(vec![complaint]));
            }
            if ahead > 0 {
                store::next_number(work.session, &counter, ahead)?;
            }
            work.append(Entry {
                kind: ChangeKind::Update,
                object: &written,
                record: None,
                version: 0,
                before: None,
                after: None,
                changed: &[],
                subject: None,
                ids: Vec::new(),
            })
        })
    }
}

/// The counter that a series takes its numbers from.
pub(crate) fn counter(object: &Object, field: &str, pattern: &Pattern, day: Date) -> String {
    format!("{}.{field}.{}", object.name, pattern.period(day))
}

fn series(object: &Arc<Object>) -> impl Iterator<Item = (&str, &Pattern)> {
    let fields = object.fields.iter().filter(|field| field.kind == FieldType::AutoNumber);
    fields.filter_map(|field| Some((field.name.as_str(), field.pattern.as_ref()?)))
}
