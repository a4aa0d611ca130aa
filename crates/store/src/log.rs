use crate::bind::Answer;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::session::Session;
use sea_query::{Expr, ExprTrait, Order, Query, Value as Bindable};
use value::Id;

/// An entry of the change log as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct LogRow {
    /// Number of the entry; growing.
    pub seq: i64,
    /// Microseconds since 1970, UTC.
    pub at: i64,
    /// Object that changed.
    pub object: String,
    /// Record that changed; none for entries about many.
    pub record: Option<Id>,
    /// What happened.
    pub kind: String,
    /// Who did it; none for the program.
    pub actor: Option<Id>,
    /// Why.
    pub cause: String,
    /// Version that the record has now.
    pub version: i64,
    /// Before and after of open fields, as JSON.
    pub changes: Option<String>,
    /// Before and after of personal fields, encrypted with the subject's key.
    pub secret: Option<Vec<u8>>,
    /// Whose key that is.
    pub subject: Option<Id>,
    /// Records of an entry about many.
    pub ids: Vec<Id>,
}

const COLUMNS: &str = "seq, at, object, record, kind, actor, cause, version, changes, secret, subject, ids";

/// Adds an entry and answers its number.
pub fn append_log(session: &mut Session<'_>, row: &LogRow) -> Result<i64, StoreError> {
    let places: Vec<String> = (1..=11)
        .map(|place| match session.dialect() {
            Dialect::Sqlite => "?".to_owned(),
            Dialect::Postgres => format!("${place}"),
        })
        .collect();
    let sql = format!(
        "INSERT INTO change_log (at, object, record, kind, actor, cause, version, changes, secret, subject, ids) VALUES ({}) RETURNING seq",
        places.join(", ")
    );
    let values: Vec<Bindable> = vec![
        row.at.into(),
        row.object.clone().into(),
        Bindable::BigInt(row.record.map(|id| id.0)),
        row.kind.clone().into(),
        Bindable::BigInt(row.actor.map(|id| id.0)),
        row.cause.clone().into(),
        row.version.into(),
        Bindable::String(row.changes.clone()),
        Bindable::Bytes(row.secret.clone()),
        Bindable::BigInt(row.subject.map(|id| id.0)),
        Bindable::Bytes((!row.ids.is_empty()).then(|| pack(&row.ids))),
    ];
    let mut seq = 0;
    session.query(&sql, &values, &mut |answer| {
        seq = answer.whole(0)?.unwrap_or_default();
        Ok(())
    })?;
    Ok(seq)
}

/// Entries after a number, in order. In PostgreSQL it stops before the oldest transaction that still runs, because an
/// entry with a lower number may yet appear.
pub fn log_after(session: &mut Session<'_>, seq: i64, limit: usize) -> Result<Vec<LogRow>, StoreError> {
    let sql = match session.dialect() {
        Dialect::Sqlite => format!("SELECT {COLUMNS} FROM change_log WHERE seq > ? ORDER BY seq LIMIT ?"),
        Dialect::Postgres => format!(
            "SELECT {COLUMNS} FROM change_log WHERE seq > $1 AND transaction < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY seq LIMIT $2"
        ),
    };
    read(session, &sql, &[seq.into(), (limit as i64).into()])
}

/// Entries about one record, newest first, before a number.
pub fn log_of_record(
    session: &mut Session<'_>,
    record: Id,
    before: i64,
    limit: usize,
) -> Result<Vec<LogRow>, StoreError> {
    let sql = match session.dialect() {
        Dialect::Sqlite => {
            format!("SELECT {COLUMNS} FROM change_log WHERE record = ? AND seq < ? ORDER BY seq DESC LIMIT ?")
        }
        Dialect::Postgres => {
            format!(
                "SELECT {COLUMNS} FROM change_log WHERE record = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3"
            )
        }
    };
    read(session, &sql, &[record.0.into(), before.into(), (limit as i64).into()])
}

/// Entries with a cause, newest first, before a number.
pub fn log_of_cause(
    session: &mut Session<'_>,
    cause: &str,
    before: i64,
    limit: usize,
) -> Result<Vec<LogRow>, StoreError> {
    let sql = match session.dialect() {
        Dialect::Sqlite => {
            format!("SELECT {COLUMNS} FROM change_log WHERE cause = ? AND seq < ? ORDER BY seq DESC LIMIT ?")
        }
        Dialect::Postgres => {
            format!(
                "SELECT {COLUMNS} FROM change_log WHERE cause = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3"
            )
        }
    };
    read(session, &sql, &[cause.into(), before.into(), (limit as i64).into()])
}

/// Which entries are looked for; what is not said does not matter.
#[derive(Debug, Clone, Default)]
pub struct LogQuestion<'a> {
    /// Of this object.
    pub object: Option<&'a str>,
    /// Of none of these.
    pub not_objects: &'a [&'a str],
    /// About this record.
    pub record: Option<Id>,
    /// Done by this person.
    pub actor: Option<Id>,
    /// Of this kind.
    pub kind: Option<&'a str>,
    /// Not earlier, in microseconds.
    pub from: Option<i64>,
    /// Earlier than this, in microseconds.
    pub until: Option<i64>,
    /// With a smaller number.
    pub before: i64,
    /// At most so many.
    pub limit: usize,
}

/// Entries that are looked for, newest first.
pub fn log_matching(
    session: &mut Session<'_>,
    question: &LogQuestion<'_>,
) -> Result<Vec<LogRow>, StoreError> {
    use sea_query::ExprTrait;
    let mut statement = Query::select();
    statement.columns(COLUMNS.split(", ").map(str::to_owned)).from("change_log".to_owned());
    let column = |name: &str| Expr::col(name.to_owned());
    statement.and_where(column("seq").lt(question.before));
    if let Some(object) = question.object {
        statement.and_where(column("object").eq(object));
    }
    if !question.not_objects.is_empty() {
        statement.and_where(column("object").is_not_in(question.not_objects.iter().copied()));
    }
    for (name, id) in [("record", question.record), ("actor", question.actor)] {
        if let Some(id) = id {
            statement.and_where(column(name).eq(id.0));
        }
    }
    if let Some(kind) = question.kind {
        statement.and_where(column("kind").eq(kind));
    }
    if let Some(from) = question.from {
        statement.and_where(column("at").gte(from));
    }
    if let Some(until) = question.until {
        statement.and_where(column("at").lt(until));
    }
    statement.order_by("seq".to_owned(), Order::Desc).limit(question.limit as u64);
    let mut rows = Vec::new();
    session.ask(&statement, &mut |answer| {
        rows.push(row_of(answer)?);
        Ok(())
    })?;
    Ok(rows)
}

/// One entry.
pub fn log_entry(session: &mut Session<'_>, seq: i64) -> Result<Option<LogRow>, StoreError> {
    let sql = match session.dialect() {
        Dialect::Sqlite => format!("SELECT {COLUMNS} FROM change_log WHERE seq = ?"),
        Dialect::Postgres => format!("SELECT {COLUMNS} FROM change_log WHERE seq = $1"),
    };
    Ok(read(session, &sql, &[seq.into()])?.pop())
}

/// Forgets what the entries about a record say of its fields; that something happened stays.
pub fn blank_log(session: &mut Session<'_>, record: Id) -> Result<u64, StoreError> {
    let sql = match session.dialect() {
        Dialect::Sqlite => "UPDATE change_log SET changes = NULL, secret = NULL WHERE record = ?",
        Dialect::Postgres => "UPDATE change_log SET changes = NULL, secret = NULL WHERE record = $1",
    };
    session.execute(sql, &[record.0.into()])
}

/// Number of the newest entry.
pub fn last_log(session: &mut Session<'_>) -> Result<i64, StoreError> {
    let mut last = 0;
    session.query("SELECT max(seq) FROM change_log", &[], &mut |row| {
        last = row.whole(0)?.unwrap_or_default();
        Ok(())
    })?;
    Ok(last)
}

/// Whether an entry after a number tells of a change of one of these objects.
pub fn log_names(session: &mut Session<'_>, seq: i64, objects: &[String]) -> Result<bool, StoreError> {
    let mut entries = Query::select();
    entries
        .expr(Expr::cust("1"))
        .from("change_log".to_owned())
        .and_where(Expr::col("seq".to_owned()).gt(seq))
        .and_where(Expr::col("kind".to_owned()).ne("read"))
        .and_where(Expr::col("object".to_owned()).is_in(objects))
        .limit(1);
    let mut found = false;
    session.ask(&entries, &mut |_| {
        found = true;
        Ok(())
    })?;
    Ok(found)
}

fn read(session: &mut Session<'_>, sql: &str, values: &[Bindable]) -> Result<Vec<LogRow>, StoreError> {
    let mut rows = Vec::new();
    session.query(sql, values, &mut |answer| {
        rows.push(row_of(answer)?);
        Ok(())
    })?;
    Ok(rows)
}

fn row_of(answer: &Answer<'_>) -> Result<LogRow, StoreError> {
    Ok(LogRow {
        seq: answer.whole(0)?.unwrap_or_default(),
        at: answer.whole(1)?.unwrap_or_default(),
        object: answer.text(2)?.unwrap_or_default(),
        record: answer.whole(3)?.map(Id),
        kind: answer.text(4)?.unwrap_or_default(),
        actor: answer.whole(5)?.map(Id),
        cause: answer.text(6)?.unwrap_or_default(),
        version: answer.whole(7)?.unwrap_or_default(),
        changes: answer.text(8)?,
        secret: answer.bytes(9)?,
        subject: answer.whole(10)?.map(Id),
        ids: answer.bytes(11)?.map(|bytes| unpack(&bytes)).unwrap_or_default(),
    })
}

/// Ids as differences in base 128: neighbours in time take a few bytes each.
fn pack(ids: &[Id]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(ids.len() * 2 + 8);
    let mut last = 0_i64;
    for id in ids {
        let difference = id.0.wrapping_sub(last);
        let mut rest = ((difference << 1) ^ (difference >> 63)) as u64;
        while rest >= 128 {
            bytes.push((rest as u8 & 127) | 128);
            rest >>= 7;
        }
        bytes.push(rest as u8);
        last = id.0;
    }
    bytes
}

fn unpack(bytes: &[u8]) -> Vec<Id> {
    let mut ids = Vec::new();
    let (mut last, mut number, mut shift) = (0_i64, 0_u64, 0_u32);
    for byte in bytes {
        number |= u64::from(byte & 127) << Ord::min(shift, 63);
        shift += 7;
        if byte & 128 == 0 {
            let difference = ((number >> 1) as i64) ^ -((number & 1) as i64);
            last = last.wrapping_add(difference);
            ids.push(Id(last));
            (number, shift) = (0, 0);
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_ids_come_back() {
        let ids = vec![Id(5), Id(6), Id(1 << 62), Id(0), Id(i64::MAX)];
        assert_eq!(unpack(&pack(&ids)), ids);
        let neighbours: Vec<Id> = (0..1000).map(|n| Id((1 << 60) + n)).collect();
        assert!(pack(&neighbours).len() < 1100);
    }
}
