use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::session::Session;
use std::collections::HashMap;
use value::Id;

/// The keys that the personal fields of some people and companies are encrypted with in the log. Missing ones are made
/// with `fresh` when the session may write.
pub fn subject_keys(
    session: &mut Session<'_>,
    subjects: &[Id],
    fresh: &mut dyn FnMut() -> Option<Vec<u8>>,
) -> Result<HashMap<Id, Vec<u8>>, StoreError> {
    let mut keys = HashMap::new();
    for subject in subjects {
        if keys.contains_key(subject) {
            continue;
        }
        let mut found = known_key(session, *subject)?;
        if found.is_none()
            && let Some(key) = fresh()
        {
            // Two transactions may make a key for one subject at once: the one that came first counts.
            let made =
                session.execute(insert_text(session.dialect()), &[subject.0.into(), key.clone().into()])?;
            found = if made == 1 { Some(key) } else { known_key(session, *subject)? };
        }
        if let Some(key) = found {
            keys.insert(*subject, key);
        }
    }
    Ok(keys)
}

/// Forgets a subject: what the log holds of it cannot be read any more.
pub fn drop_subject_key(session: &mut Session<'_>, subject: Id) -> Result<(), StoreError> {
    let sql = match session.dialect() {
        Dialect::Sqlite => "DELETE FROM subject_key WHERE subject = ?",
        Dialect::Postgres => "DELETE FROM subject_key WHERE subject = $1",
    };
    session.execute(sql, &[subject.0.into()]).map(|_| ())
}

fn known_key(session: &mut Session<'_>, subject: Id) -> Result<Option<Vec<u8>>, StoreError> {
    let mut found = None;
    session.query(select_text(session.dialect()), &[subject.0.into()], &mut |row| {
        found = row.bytes(0)?;
        Ok(())
    })?;
    Ok(found)
}

fn select_text(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "SELECT secret FROM subject_key WHERE subject = ?",
        Dialect::Postgres => "SELECT secret FROM subject_key WHERE subject = $1",
    }
}

fn insert_text(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => {
            "INSERT INTO subject_key (subject, secret) VALUES (?, ?) ON CONFLICT (subject) DO NOTHING"
        }
        Dialect::Postgres => {
            "INSERT INTO subject_key (subject, secret) VALUES ($1, $2) ON CONFLICT (subject) DO NOTHING"
        }
    }
}
