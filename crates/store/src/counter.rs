use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::session::Session;
use catalog::Object;
use sea_query::{Expr, ExprTrait, Query};

/// The number that a counter has reached; zero when it has never counted.
pub fn reached_number(session: &mut Session<'_>, name: &str) -> Result<i64, StoreError> {
    let sql = match session.dialect() {
        Dialect::Sqlite => "SELECT reached FROM counter WHERE name = ?",
        Dialect::Postgres => "SELECT reached FROM counter WHERE name = $1",
    };
    let mut reached = 0;
    session.query(sql, &[name.into()], &mut |row| {
        reached = row.whole(0)?.unwrap_or_default();
        Ok(())
    })?;
    Ok(reached)
}

/// Takes `count` numbers from a named counter and answers the first one. They are given back when the transaction fails.
pub fn next_number(session: &mut Session<'_>, name: &str, count: i64) -> Result<i64, StoreError> {
    let sql = match session.dialect() {
        Dialect::Sqlite => {
            "INSERT INTO counter (name, reached) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET reached = reached + excluded.reached RETURNING reached"
        }
        Dialect::Postgres => {
            "INSERT INTO counter (name, reached) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET reached = counter.reached + excluded.reached RETURNING reached"
        }
    };
    let mut reached = count;
    session.query(sql, &[name.into(), count.into()], &mut |row| {
        reached = row.whole(0)?.unwrap_or(count);
        Ok(())
    })?;
    Ok(reached - count + 1)
}

/// Waits until nobody who took a number is still writing, and lets nobody take one until the transaction ends. A counter that somebody has
/// just begun stands in no row that could be locked, hence the table.
pub fn hold_counters(session: &mut Session<'_>) -> Result<(), StoreError> {
    match session.dialect() {
        Dialect::Sqlite => Ok(()),
        Dialect::Postgres => session.script("LOCK TABLE counter IN SHARE ROW EXCLUSIVE MODE"),
    }
}

/// Every counter whose name begins so, with what it has reached.
pub fn counters_of(session: &mut Session<'_>, beginning: &str) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = match session.dialect() {
        Dialect::Sqlite => "SELECT name, reached FROM counter WHERE substr(name, 1, ?) = ? ORDER BY name",
        Dialect::Postgres => {
            "SELECT name, reached FROM counter WHERE substr(name, 1, $1::int8::int4) = $2 ORDER BY name"
        }
    };
    let mut counters = Vec::new();
    let length = i64::try_from(beginning.chars().count()).unwrap_or(i64::MAX);
    session.query(sql, &[length.into(), beginning.into()], &mut |row| {
        counters.push((row.text(0)?.unwrap_or_default(), row.whole(1)?.unwrap_or_default()));
        Ok(())
    })?;
    Ok(counters)
}

/// Lets a counter have reached a number.
pub fn put_counter(session: &mut Session<'_>, name: &str, reached: i64) -> Result<(), StoreError> {
    let sql = match session.dialect() {
        Dialect::Sqlite => {
            "INSERT INTO counter (name, reached) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET reached = excluded.reached"
        }
        Dialect::Postgres => {
            "INSERT INTO counter (name, reached) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET reached = excluded.reached"
        }
    };
    session.execute(sql, &[name.into(), reached.into()]).map(|_| ())
}

/// The texts of a field in all records, those in the trash too.
pub fn texts_of(
    session: &mut Session<'_>,
    object: &Object,
    field: &str,
    each: &mut dyn FnMut(&str),
) -> Result<(), StoreError> {
    let mut statement = Query::select();
    statement
        .column(field.to_owned())
        .from(object.name.clone())
        .and_where(Expr::col(field.to_owned()).is_not_null());
    session.ask(&statement, &mut |row| {
        if let Some(text) = row.text(0)? {
            each(&text);
        }
        Ok(())
    })
}
