use crate::change::ChangeKind;
use crate::definitions;
use crate::door::Door;
use crate::error::Error;
use crate::log::Entry;
use access::{Verb, reach};
use catalog::{Code, FieldAdjustment, FieldError, Object, Pattern};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Session;
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

/// Another way to write a series, or another period for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberChange {
    /// Its text with `{YYYY}`, `{MM}` and so on; none leaves it.
    pub format: Option<String>,
    /// When it begins again; none leaves it.
    pub reset: Option<String>,
}

impl Door {
    /// Writes a series otherwise from now on. What was written stays, and no number comes twice: the counters go beyond everything that
    /// the new pattern could have written. Administrators only.
    pub fn change_number(&self, object: &str, field: &str, change: NumberChange) -> Result<(), Error> {
        if !self.actor().rights.is_administrator() {
            return Err(Error::Forbidden);
        }
        let object = self.catalog().object(object).ok_or(Error::NotFound)?.clone();
        let (_, now) = series(&object).find(|(name, _)| *name == field).ok_or(Error::NotFound)?;
        let (records, now) = (self.records(), now.clone());
        let key = ("field_change", object.name.as_str(), field);
        let text = change.format.clone().unwrap_or_else(|| now.text());
        let reset = change.reset.clone().unwrap_or_else(|| now.reset.word().to_owned());
        let new = Pattern::parse(&text, &reset).map_err(|_| Error::refused("number_format"))?;
        if new.repeats().is_some() {
            return Err(Error::refused("number_repeats"));
        }
        let mut patch = Map::new();
        patch.extend(change.format.map(|format| ("format".to_owned(), Json::from(format))));
        patch.extend(change.reset.map(|reset| ("reset".to_owned(), Json::from(reset))));
        let identity = json!({ "object": object.name, "name": field });
        let (body, change) = definitions::patched::<FieldAdjustment>(records, key, &identity, patch)?;
        let mut wanted = definitions::stored(records)?;
        wanted.field_changes.retain(|other| (other.object.as_str(), other.name.as_str()) != (key.1, field));
        wanted.field_changes.push(change);
        definitions::try_out(records, &wanted)?;
        let door = records.as_system("change a running number");
        let kept = definitions::found(&door, key)?;
        let (draft, today, field) = (definitions::draft_of(key, body), records.today(), field.to_owned());
        door.because(format!("{}.{field} is written {text}", object.name)).transaction(move |work| {
            store::hold_counters(work.session)?;
            match kept {
                Some(kept) => work.update(kept.id(), Some(kept.version()), draft)?,
                None => work.create(draft)?,
            };
            count_on(work.session, &object, &field, (&now, &new), today)
        })
    }
}

/// Lets the counters of the new pattern go on, and closes all others: whoever still numbers by the old one, because he began before,
/// finds a number below one and has to begin again.
fn count_on(
    session: &mut Session<'_>,
    object: &Arc<Object>,
    field: &str,
    (old, new): (&Pattern, &Pattern),
    today: Date,
) -> Result<(), Error> {
    let beginning = format!("{}.{field}.", object.name);
    let mut counters: BTreeMap<String, i64> = store::counters_of(session, &beginning)?.into_iter().collect();
    counters.entry(counter(object, field, old, today)).or_insert(0);
    let mut written: BTreeMap<String, i64> = BTreeMap::new();
    store::texts_of(session, object, field, &mut |text| {
        if let Some((period, number)) = new.read(text).filter(|(_, number)| *number <= LARGEST) {
            let highest = written.entry(format!("{beginning}{period}")).or_default();
            *highest = number.max(*highest);
        }
    })?;
    for (name, number) in &written {
        counters.entry(name.clone()).or_insert(*number);
    }
    for (name, reached) in counters {
        let open = if reached < 0 { !reached } else { reached };
        let goes_on = match new.counts_by(&name[beginning.len()..]) {
            true => written.get(&name).map_or(open, |number| open.max(*number)),
            false => !open,
        };
        store::put_counter(session, &name, goes_on)?;
    }
    Ok(())
}

/// The counter that a series takes its numbers from.
pub(crate) fn counter(object: &Object, field: &str, pattern: &Pattern, day: Date) -> String {
    format!("{}.{field}.{}", object.name, pattern.period(day))
}

fn series(object: &Arc<Object>) -> impl Iterator<Item = (&str, &Pattern)> {
    let fields = object.fields.iter().filter(|field| field.kind == FieldType::AutoNumber);
    fields.filter_map(|field| Some((field.name.as_str(), field.pattern.as_ref()?)))
}
