use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::session::Session;

/// As many processes may write into one database at the same time.
const NODES: i64 = 1024;
/// Whoever has not been seen for a day has ended without saying so: his sign of life goes to the database that his writes would go to.
const FORGOTTEN_MICROS: i64 = 24 * 3600 * 1_000_000;

/// Takes the lowest number that no other living process has.
pub fn claim_node(session: &mut Session<'_>, owner: &str, now: i64) -> Result<i64, StoreError> {
    let (forget, list, keep) = match session.dialect() {
        Dialect::Sqlite => (
            "DELETE FROM node WHERE seen_at < ?",
            "SELECT number FROM node ORDER BY number",
            "INSERT INTO node (number, owner, seen_at) VALUES (?, ?, ?)",
        ),
        Dialect::Postgres => {
            session.script("SELECT pg_advisory_xact_lock(7426032)")?;
            (
                "DELETE FROM node WHERE seen_at < $1",
                "SELECT number FROM node ORDER BY number",
                "INSERT INTO node (number, owner, seen_at) VALUES ($1, $2, $3)",
            )
        }
    };
    session.execute(forget, &[(now - FORGOTTEN_MICROS).into()])?;
    let mut free = 0;
    session.query(list, &[], &mut |row| {
        if row.whole(0)? == Some(free) {
            free += 1;
        }
        Ok(())
    })?;
    if free >= NODES {
        return Err(StoreError::Unavailable(format!("{NODES} processes have this database open")));
    }
    session.execute(keep, &[free.into(), owner.into(), now.into()])?;
    Ok(free)
}

/// A sign of life. False when the number belongs to somebody else by now.
pub fn see_node(session: &mut Session<'_>, number: i64, owner: &str, now: i64) -> Result<bool, StoreError> {
    let sql = match session.dialect() {
        Dialect::Sqlite => "UPDATE node SET seen_at = ? WHERE number = ? AND owner = ?",
        Dialect::Postgres => "UPDATE node SET seen_at = $1 WHERE number = $2 AND owner = $3",
    };
    Ok(session.execute(sql, &[now.into(), number.into(), owner.into()])? == 1)
}

/// Gives the number back.
pub fn release_node(session: &mut Session<'_>, number: i64, owner: &str) -> Result<(), StoreError> {
    let sql = match session.dialect() {
        Dialect::Sqlite => "DELETE FROM node WHERE number = ? AND owner = ?",
        Dialect::Postgres => "DELETE FROM node WHERE number = $1 AND owner = $2",
    };
    session.execute(sql, &[number.into(), owner.into()]).map(|_| ())
}
