use super::creating::{Granted, Wish, create_all, reason};
use super::fields::{self, Said};
use super::lookup::{self, Found};
use super::summary::Summary;
use crate::cell::{CellError, Style};
use crate::mapping::Target;
use crate::orders::Refusal;
use crate::reading::Row;
use catalog::{Catalog, JsonContext, Language, Object};
use records::{Draft, Error, Records, Work};
use serde_json::{Map, Value as Json};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use value::{Currency, Id, Value};

/// Lists so simple that an unknown name in a file becomes a new entry.
const GROWING: [&str; 2] = ["tag", "product_category"];

/// Understands and writes rows that each are one record.
pub(super) struct ObjectDesk {
    pub catalog: Arc<Catalog>,
    pub object: Arc<Object>,
    pub targets: Vec<Option<Target>>,
    pub styles: Vec<Style>,
    pub key: Option<String>,
    pub currency: Currency,
    counted: HashSet<Id>,
    seen_keys: HashSet<String>,
}

/// A row, understood: its draft, and the names in it that still have to be found.
pub(super) struct Entry {
    row: u64,
    draft: Draft,
    names: Vec<Named>,
}

struct Named {
    column: usize,
    field: String,
    texts: Vec<String>,
}

impl ObjectDesk {
    pub fn new(
        records: &Records,
        object: Arc<Object>,
        targets: Vec<Option<Target>>,
        styles: Vec<Style>,
        key: Option<String>,
    ) -> ObjectDesk {
        let (catalog, currency) = (records.catalog(), records.company().currency);
        let (counted, seen_keys) = (HashSet::new(), HashSet::new());
        ObjectDesk { catalog, object, targets, styles, key, currency, counted, seen_keys }
    }

    pub fn understand(&self, row: &Row) -> Result<Entry, Refusal> {
        let ctx = JsonContext { catalog: &self.catalog, currency: self.currency, language: Language::En };
        let mut entry = Entry { row: row.number, draft: Draft::new(&self.object.name), names: Vec::new() };
        let mut addresses: HashMap<&str, Map<String, Json>> = HashMap::new();
        let (mut filled, default) = (0, Style::default());
        for (column, target) in self.targets.iter().enumerate() {
            let Some(target) = target else { continue };
            let Some((field, part)) = fields::field_of(&self.object, &target.name) else { continue };
            let style = self.styles.get(column).unwrap_or(&default);
            let said = fields::read(field, part, row.cell(column), style, &target.options, &ctx)
                .map_err(|error| Refusal { row: row.number, column: Some(column), error })?;
            filled += usize::from(said != Said::Nothing);
            match said {
                Said::Nothing => {}
                Said::Value(Value::Json(Json::Object(parts)))
                    if part.is_none() && field.kind == value::FieldType::Address =>
                {
                    addresses.entry(&field.name).or_default().extend(parts);
                }
                Said::Value(value) => entry.draft.put(&field.name, value),
                Said::Names(texts) => entry.names.push(Named { column, field: field.name.clone(), texts }),
                Said::Part(part, text) => {
                    addresses.entry(&field.name).or_default().insert(part.to_owned(), Json::from(text));
                }
            }
        }
        for (field, parts) in addresses {
            entry.draft.put(field, Value::Json(Json::Object(parts)));
        }
        match filled {
            0 => Err(Refusal { row: row.number, column: None, error: CellError::bare("required") }),
            _ => Ok(entry),
        }
    }

    pub fn write(
        &mut self,
        work: &mut Work<'_, '_>,
        entries: Vec<Entry>,
        summary: &mut Summary,
        refused: &mut Vec<Refusal>,
    ) -> Result<(), Error> {
        let entries = self.resolve(work, entries, summary, refused)?;
        let Some(key) = self.key.clone() else {
            return self.create(work, entries, summary, refused).map(drop);
        };
        let texts: Vec<&str> = entries.iter().filter_map(|entry| key_of(&entry.draft, &key)).collect();
        let mut known = lookup::by_text(work, &self.object.name, &key, texts)?;
        let (mut fresh, mut later, mut announced) = (Vec::new(), Vec::new(), HashSet::new());
        for entry in entries {
            let Some(text) = key_of(&entry.draft, &key).map(str::to_owned) else {
                refused.push(self.refusal(entry.row, Some(&key), CellError::bare("key_missing")));
                continue;
            };
            match known.contains_key(&text) || announced.contains(&text) {
                true => later.push((text, entry)),
                false => {
                    announced.insert(text);
                    fresh.push(entry);
                }
            }
        }
        for (text, id) in self.create(work, fresh, summary, refused)? {
            known.insert(text, Found::One(id));
        }
        for (text, entry) in later {
            self.update(work, &text, entry, &known, summary, refused)?;
        }
        Ok(())
    }

    fn update(
        &mut self,
        work: &mut Work<'_, '_>,
        text: &str,
        entry: Entry,
        known: &HashMap<String, Found>,
        summary: &mut Summary,
        refused: &mut Vec<Refusal>,
    ) -> Result<(), Error> {
        let key = self.key.clone();
        let denied = |error| self.refusal(entry.row, key.as_deref(), error);
        let id = match known.get(text) {
            Some(Found::One(id)) => *id,
            Some(Found::Several(_)) => {
                refused.push(denied(CellError::new("ambiguous", text)));
                return Ok(());
            }
            None => {
                refused.push(denied(CellError::new("not_found", text)));
                return Ok(());
            }
        };
        match work.attempt(|work| work.update(id, None, entry.draft.clone())) {
            Ok(_) => {
                summary.imported += 1;
                if self.counted.insert(id) {
                    summary.count_updated(&self.object.name, 1);
                }
            }
            Err(error) => {
                let (field, error) = reason(&entry.draft, error)?;
                refused.push(self.refusal(entry.row, field.as_deref(), error));
            }
        }
        Ok(())
    }

    /// Makes the records; answers those with a key by its text.
    fn create(
        &mut self,
        work: &mut Work<'_, '_>,
        entries: Vec<Entry>,
        summary: &mut Summary,
        refused: &mut Vec<Refusal>,
    ) -> Result<Vec<(String, Id)>, Error> {
        let key = self.key.clone();
        let key_text = |draft: &Draft| key.as_ref().and_then(|key| key_of(draft, key)).map(str::to_owned);
        let wishes = entries
            .into_iter()
            .map(|entry| Wish { key: (entry.row, key_text(&entry.draft)), draft: entry.draft });
        let Granted { made, denied } = create_all(work, &self.object.name, wishes.collect())?;
        summary.imported += made.len() as u64;
        self.counted.extend(made.iter().map(|(_, id)| *id));
        let counted =
            |text: &Option<String>| text.as_ref().is_none_or(|text| self.seen_keys.insert(text.clone()));
        let fresh = made.iter().map(|((_, text), _)| text).map(counted).filter(|is_new| *is_new).count();
        summary.count_created(&self.object.name, fresh as u64);
        refused
            .extend(denied.into_iter().map(|one| self.refusal(one.key.0, one.field.as_deref(), one.error)));
        Ok(made.into_iter().filter_map(|((_, text), id)| Some((text?, id))).collect())
    }

    /// Puts the records that names stand for into the drafts.
    fn resolve(
        &self,
        work: &mut Work<'_, '_>,
        entries: Vec<Entry>,
        summary: &mut Summary,
        refused: &mut Vec<Refusal>,
    ) -> Result<Vec<Entry>, Error> {
        let mut wanted: HashMap<String, Vec<String>> = HashMap::new();
        for named in entries.iter().flat_map(|entry| &entry.names) {
            let list = wanted.entry(named.field.clone()).or_default();
            for text in &named.texts {
                if !list.contains(text) {
                    list.push(text.clone());
                }
            }
        }
        let mut found: HashMap<String, HashMap<String, Found>> = HashMap::new();
        for (field, names) in wanted {
            let target =
                self.object.field(&field).and_then(|field| field.target()).unwrap_or_default().to_owned();
            let mut known = match lookup::by_name(work, &target, &names) {
                Err(Error::Forbidden) => HashMap::new(),
                other => other?,
            };
            if GROWING.contains(&target.as_str()) {
                let strangers = names.into_iter().filter(|name| !known.contains_key(name));
                let wishes: Vec<Wish<String>> = strangers
                    .map(|name| Wish {
                        draft: Draft::new(&target).set("name", Value::text(&name)),
                        key: name,
                    })
                    .collect();
                let Granted { made, .. } = create_all(work, &target, wishes)?;
                summary.count_created(&target, made.len() as u64);
                known.extend(made.into_iter().map(|(name, id)| (name, Found::One(id))));
            }
            found.insert(field, known);
        }
        let mut kept = Vec::with_capacity(entries.len());
        for mut entry in entries {
            match self.put_references(&mut entry, &found) {
                Ok(()) => kept.push(entry),
                Err(refusal) => refused.push(refusal),
            }
        }
        Ok(kept)
    }

    fn put_references(
        &self,
        entry: &mut Entry,
        found: &HashMap<String, HashMap<String, Found>>,
    ) -> Result<(), Refusal> {
        for named in std::mem::take(&mut entry.names) {
            let mut ids = Vec::new();
            for text in &named.texts {
                let refuse = |code| Refusal {
                    row: entry.row,
                    column: Some(named.column),
                    error: CellError::new(code, text),
                };
                match found.get(&named.field).and_then(|known| known.get(text)) {
                    Some(Found::One(id)) => ids.push(Value::Id(*id)),
                    Some(Found::Several(_)) => return Err(refuse("ambiguous")),
                    None => return Err(refuse("not_found")),
                }
            }
            let many = self.object.field(&named.field).is_some_and(|field| field.many);
            match many {
                true => entry.draft.put(&named.field, Value::List(ids)),
                false => entry.draft.put(&named.field, ids.into_iter().next().unwrap_or_default()),
            }
        }
        Ok(())
    }

    fn refusal(&self, row: u64, field: Option<&str>, error: CellError) -> Refusal {
        let holds = |target: &Option<Target>| {
            target.as_ref().is_some_and(|target| Some(target.name.as_str()) == field)
        };
        Refusal { row, column: self.targets.iter().position(holds), error }
    }
}

fn key_of<'d>(draft: &'d Draft, key: &str) -> Option<&'d str> {
    draft.get(key).and_then(Value::as_text).filter(|text| !text.is_empty())
}
