use crate::codec::{Row, column_names, write_columns, write_values};
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::scope::within;
use crate::session::Session;
use crate::shape::side_table;
use access::Reach;
use catalog::{
    CREATED_AT, CREATED_BY, DELETED_AT, ID, Object, SYSTEM_FIELDS, Side, UPDATED_AT, UPDATED_BY, VERSION,
};
use sea_query::{Alias, Expr, ExprTrait, Query, Value as Bindable};
use value::{Column, Id, Value};

/// A change of one row.
pub struct RowChange<'a> {
    /// The object.
    pub object: &'a Object,
    /// What may be touched. The row must be in it before and after.
    pub reach: &'a Reach,
    /// The record.
    pub id: Id,
    /// Version that the row must still have.
    pub version: i64,
    /// Positions of changed fields with their new values, system fields included.
    pub changes: &'a [(usize, Value)],
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The row has changed.
    Changed,
    /// No row in reach had the version.
    NotThere,
    /// The change would move the row out of reach.
    OutOfReach,
}

/// Inserts complete rows; the side table gets its row too.
pub fn insert_rows(session: &mut Session<'_>, object: &Object, rows: &[Row]) -> Result<(), StoreError> {
    let stored: Vec<usize> = (0..object.fields.len())
        .filter(|position| {
            object.fields[*position].side == Side::Own && object.fields[*position].column() != Column::Links
        })
        .collect();
    let names: Vec<String> =
        stored.iter().flat_map(|position| column_names(&object.fields[*position])).collect();
    let values = rows.iter().map(|row| {
        let mut values = Vec::with_capacity(names.len());
        for position in &stored {
            if *position < SYSTEM_FIELDS {
                values.push(system_value(row, *position));
            } else {
                write_values(&object.fields[*position], &row[*position], &mut values);
            }
        }
        values
    });
    insert_values(session, &object.name, &names, values)?;
    if object.has_insight() {
        let ids = rows.iter().map(|row| vec![system_value(row, ID)]);
        insert_values(session, &side_table(&object.name), &["id".to_owned()], ids)?;
    }
    Ok(())
}

/// Gives records their side row where they have none.
pub fn insert_side_rows(session: &mut Session<'_>, object: &Object) -> Result<u64, StoreError> {
    let side = side_table(&object.name);
    session.execute(
        &format!(
            "INSERT INTO \"{side}\" (id) SELECT o.id FROM \"{}\" o WHERE NOT EXISTS (SELECT 1 FROM \"{side}\" s WHERE s.id = o.id)",
            object.name
        ),
        &[],
    )
}

/// Changes a row if it is in reach and has the version; the transaction must not be kept unless it stays in reach.
pub fn update_row(session: &mut Session<'_>, change: &RowChange<'_>) -> Result<Outcome, StoreError> {
    let mut statement = Query::update();
    statement.table(Alias::new(change.object.name.clone()));
    let mut row: Row = vec![Value::Null; change.object.fields.len()];
    for (position, value) in change.changes {
        let field = &change.object.fields[*position];
        if field.side != Side::Own {
            continue;
        }
        if *position < SYSTEM_FIELDS {
            row[*position] = value.clone();
            statement.value(field.name.clone(), system_value(&row, *position));
        } else {
            for (name, bound) in write_columns(field, value) {
                statement.value(name, bound);
            }
        }
    }
    statement.value("version".to_owned(), change.version + 1);
    statement.and_where(Expr::col("id".to_owned()).eq(change.id.0));
    statement.and_where(Expr::col("version".to_owned()).eq(change.version));
    if let Some(condition) = within(change.reach, &change.object.name) {
        statement.and_where(condition);
    }
    if session.run(&statement)? != 1 {
        return Ok(Outcome::NotThere);
    }
    Ok(if still_in_reach(session, change)? { Outcome::Changed } else { Outcome::OutOfReach })
}

/// Puts values that were worked out anew into a row: no new version.
pub fn refill_row(
    session: &mut Session<'_>,
    object: &Object,
    id: Id,
    values: &[(usize, Value)],
) -> Result<(), StoreError> {
    let mut statement = Query::update();
    statement.table(Alias::new(object.name.clone())).and_where(Expr::col("id".to_owned()).eq(id.0));
    for (position, value) in values {
        for (name, bound) in write_columns(&object.fields[*position], value) {
            statement.value(name, bound);
        }
    }
    session.run(&statement).map(|_| ())
}

/// Removes a row for good.
pub fn purge_row(session: &mut Session<'_>, object: &Object, id: Id) -> Result<(), StoreError> {
    for table in
        std::iter::once(object.name.clone()).chain(object.has_insight().then(|| side_table(&object.name)))
    {
        let mut statement = Query::delete();
        statement.from_table(Alias::new(table)).and_where(Expr::col("id".to_owned()).eq(id.0));
        session.run(&statement)?;
    }
    Ok(())
}

/// The largest id in use, where the id clock goes on.
pub fn largest_id(session: &mut Session<'_>, objects: &[std::sync::Arc<Object>]) -> Result<Id, StoreError> {
    let mut largest = 0;
    for object in objects {
        session.query(&format!("SELECT max(id) FROM \"{}\"", object.name), &[], &mut |row| {
            largest = Ord::max(largest, row.whole(0)?.unwrap_or_default());
            Ok(())
        })?;
    }
    Ok(Id(largest))
}

fn still_in_reach(session: &mut Session<'_>, change: &RowChange<'_>) -> Result<bool, StoreError> {
    let Some(condition) = within(change.reach, &change.object.name) else { return Ok(true) };
    let mut statement = Query::select();
    statement
        .column("id".to_owned())
        .from(change.object.name.clone())
        .and_where(Expr::col("id".to_owned()).eq(change.id.0))
        .and_where(condition);
    let mut found = false;
    session.ask(&statement, &mut |_| {
        found = true;
        Ok(())
    })?;
    Ok(found)
}

fn insert_values(
    session: &mut Session<'_>,
    table: &str,
    names: &[String],
    rows: impl Iterator<Item = Vec<Bindable>>,
) -> Result<(), StoreError> {
    let dialect = session.dialect();
    let per_statement = dialect.rows_per_insert(names.len());
    let mut waiting: Vec<Bindable> = Vec::new();
    let mut held = 0;
    let full = insert_text(dialect, table, names, per_statement);
    for row in rows {
        waiting.extend(row);
        held += 1;
        if held == per_statement {
            session.execute(&full, &waiting)?;
            waiting.clear();
            held = 0;
        }
    }
    if held > 0 {
        session.execute(&insert_text(dialect, table, names, held), &waiting)?;
    }
    Ok(())
}

fn insert_text(dialect: Dialect, table: &str, names: &[String], rows: usize) -> String {
    let columns: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let mut text = format!("INSERT INTO \"{table}\" ({}) VALUES ", columns.join(", "));
    let mut place = 0;
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..names.len() {
            if column > 0 {
                text.push(',');
            }
            place += 1;
            match dialect {
                Dialect::Sqlite => text.push('?'),
                Dialect::Postgres => text.push_str(&format!("${place}")),
            }
        }
        text.push(')');
    }
    text
}

pub(crate) fn system_value(row: &Row, position: usize) -> Bindable {
    let whole = match (&row[position], position) {
        (Value::Id(id), _) => Some(id.0),
        (Value::Integer(number), _) => Some(*number),
        (Value::Moment(moment), _) => Some(moment.as_microsecond()),
        (_, VERSION) => Some(1),
        (_, ID | CREATED_AT | UPDATED_AT) => Some(0),
        (_, CREATED_BY | UPDATED_BY | DELETED_AT) => None,
        (_, _) => None,
    };
    Bindable::BigInt(whole)
}
