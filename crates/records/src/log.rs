use crate::change::{Change, ChangeKind, LogEntry};
use crate::error::Error;
use crate::records::Inner;
use catalog::{Catalog, Field, JsonContext, Language, Object, SYSTEM_FIELDS, write_json};
use chacha20poly1305::aead::{Aead, AeadCore, KeyInit, OsRng};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;
use store::{LogRow, Row, Session};
use value::{Currency, Id, Timestamp, Value, moment_from_micros};

/// What is to be written into the log.
pub(crate) struct Entry<'a> {
    pub kind: ChangeKind,
    pub object: &'a Object,
    pub record: Option<Id>,
    pub version: i64,
    pub before: Option<&'a Row>,
    pub after: Option<&'a Row>,
    pub changed: &'a [usize],
    pub subject: Option<Id>,
    pub ids: Vec<Id>,
}

const NONCE: usize = 12;

/// Writes an entry in the transaction of the change itself. Personal fields are encrypted with their subject's key.
pub(crate) fn append(
    session: &mut Session<'_>,
    entry: Entry<'_>,
    now: Timestamp,
    actor: Option<Id>,
    cause: &str,
    catalog: &Catalog,
) -> Result<i64, Error> {
    let mut open = Map::new();
    let mut personal = Map::new();
    if let Some(after) = entry.after {
        for position in entry.changed {
            let field = &entry.object.fields[*position];
            if field.secret || *position < SYSTEM_FIELDS && *position != catalog::DELETED_AT {
                continue;
            }
            let before = entry.before.map_or(Json::Null, |row| told(field, &row[*position], catalog));
            let pair = Json::Array(vec![before, told(field, &after[*position], catalog)]);
            if field.personal {
                personal.insert(field.name.clone(), pair)
            } else {
                open.insert(field.name.clone(), pair)
            };
        }
    }
    let subject = entry.subject.filter(|_| !personal.is_empty());
    let secret = match subject {
        None => None,
        Some(subject) => {
            let mut fresh = || Some(ChaCha20Poly1305::generate_key(&mut OsRng).to_vec());
            let keys = store::subject_keys(session, &[subject], &mut fresh)?;
            let key = keys.get(&subject).ok_or_else(|| Error::Internal("a subject has no key".to_owned()))?;
            Some(seal(key, Json::Object(personal).to_string().as_bytes())?)
        }
    };
    let row = LogRow {
        seq: 0,
        at: now.as_microsecond(),
        object: entry.object.name.clone(),
        record: entry.record,
        kind: entry.kind.word().to_owned(),
        actor,
        cause: cause.chars().take(200).collect(),
        version: entry.version,
        changes: (!open.is_empty()).then(|| Json::Object(open).to_string()),
        secret,
        subject,
        ids: entry.ids,
    };
    Ok(store::append_log(session, &row)?)
}

/// Entries after a number.
pub(crate) fn after(inner: &Inner, seq: i64, limit: usize) -> Result<Vec<LogEntry>, Error> {
    inner.store.read(|session| {
        let rows = store::log_after(session, seq, limit)?;
        readable(session, rows)
    })
}

/// One entry.
pub(crate) fn entry(session: &mut Session<'_>, seq: i64) -> Result<LogEntry, Error> {
    let row = store::log_entry(session, seq)?;
    readable(session, row.into_iter().collect())?.pop().ok_or(Error::NotFound)
}

/// Entries with their personal parts opened where the key still exists.
pub(crate) fn readable(session: &mut Session<'_>, rows: Vec<LogRow>) -> Result<Vec<LogEntry>, Error> {
    let subjects: Vec<Id> = rows.iter().filter_map(|row| row.subject).collect();
    let keys = store::subject_keys(session, &subjects, &mut || None)?;
    rows.into_iter().map(|row| entry_of(row, &keys)).collect()
}

fn entry_of(row: LogRow, keys: &HashMap<Id, Vec<u8>>) -> Result<LogEntry, Error> {
    let mut changes = Vec::new();
    let mut collect = |text: &str| -> Result<(), Error> {
        let json: Map<String, Json> =
            serde_json::from_str(text).map_err(|error| Error::Internal(error.to_string()))?;
        for (field, pair) in json {
            if let Json::Array(mut pair) = pair
                && pair.len() == 2
            {
                let after = pair.pop().unwrap_or_default();
                let before = pair.pop().unwrap_or_default();
                changes.push(Change { field, before, after });
            }
        }
        Ok(())
    };
    if let Some(text) = &row.changes {
        collect(text)?;
    }
    if let (Some(secret), Some(key)) = (&row.secret, row.subject.and_then(|subject| keys.get(&subject))) {
        match unseal(key, secret) {
            Some(text) => collect(&text)?,
            None => tracing::debug!(seq = row.seq, "an entry is older than its subject's key"),
        }
    }
    Ok(LogEntry {
        seq: row.seq,
        at: moment_from_micros(row.at).unwrap_or(Timestamp::UNIX_EPOCH),
        object: row.object,
        record: row.record,
        kind: ChangeKind::from_word(&row.kind).ok_or_else(|| {
            Error::Internal(format!("the change log holds the unknown kind '{}'", row.kind))
        })?,
        actor: row.actor,
        cause: row.cause,
        changes,
        ids: row.ids,
        version: row.version,
    })
}

/// A value as the log tells it: like the API, but with every language.
pub(crate) fn told(field: &Field, value: &Value, catalog: &Catalog) -> Json {
    match value {
        Value::Json(json) => json.clone(),
        other => write_json(
            field,
            other,
            &JsonContext { catalog, currency: Currency::CNY, language: Language::En },
        ),
    }
}

fn seal(key: &[u8], text: &[u8]) -> Result<Vec<u8>, Error> {
    let cipher = ChaCha20Poly1305::new(Key::from_slice(key));
    let nonce = ChaCha20Poly1305::generate_nonce(&mut OsRng);
    let sealed = cipher
        .encrypt(&nonce, text)
        .map_err(|_| Error::Internal("a log entry could not be encrypted".to_owned()))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// None when the text was sealed with another key: the subject was erased and has a new one.
fn unseal(key: &[u8], bytes: &[u8]) -> Option<String> {
    if bytes.len() < NONCE || key.len() != 32 {
        return None;
    }
    let cipher = ChaCha20Poly1305::new(Key::from_slice(key));
    let text = cipher.decrypt(Nonce::from_slice(&bytes[..NONCE]), &bytes[NONCE..]).ok()?;
    String::from_utf8(text).ok()
}
