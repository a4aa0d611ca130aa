//! What a person may ask for: to be told everything that is known of him, and to be forgotten.

mod erase;
mod tell;

use crate::change::ChangeKind;
use crate::door::Door;
use crate::error::Error;
use crate::log::Entry;
use catalog::Object;
use serde_json::Value as Json;
use std::sync::Arc;
use value::Id;

/// Objects whose records are people or companies themselves.
const SUBJECTS: [&str; 2] = ["customer", "contact"];

/// Cause of the entry that proves that somebody was told.
const TOLD: &str = "told to its subject";

impl Door {
    /// Forgets a customer or contact for good: what names, reaches or describes him goes, also out of the log and the search;
    /// sums and other people's records stay. Administrators only.
    pub fn erase_subject(&self, object: &str, id: Id) -> Result<(), Error> {
        let object = self.subject_object(object)?;
        self.transaction(move |work| erase::erase(work, &object, id))
    }

    /// Everything that is known of a customer or contact: his record, its history, and all records about him. That he was told
    /// is noted.
    /// Administrators only.
    pub fn export_subject(&self, object: &str, id: Id) -> Result<Json, Error> {
        let object = self.subject_object(object)?;
        let told = tell::everything(self, &object, id)?;
        self.clone().because(TOLD).transaction(move |work| {
            work.append(Entry {
                kind: ChangeKind::Read,
                object: &object,
                record: Some(id),
                version: 0,
                before: None,
                after: None,
                changed: &[],
                subject: None,
                ids: Vec::new(),
            })
        })?;
        Ok(told)
    }

    fn subject_object(&self, object: &str) -> Result<Arc<Object>, Error> {
        let found = self.catalog().object(object).ok_or(Error::NotFound)?.clone();
        if !self.actor().rights.is_administrator() {
            return Err(Error::Forbidden);
        }
        if SUBJECTS.contains(&found.name.as_str()) { Ok(found) } else { Err(Error::refused("not_a_subject")) }
    }
}
