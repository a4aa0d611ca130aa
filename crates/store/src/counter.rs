use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::session::Session;

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
