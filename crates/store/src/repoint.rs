use crate::codec::Row;
use crate::error::StoreError;
use crate::session::Session;
use crate::shape::{link_table, object_column};
use catalog::{Field, Object, UPDATED_AT, UPDATED_BY};
use sea_query::{Alias, Expr, ExprTrait, Order, Query};
use value::{Column, Id};

/// A row of a reference to several records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkRow {
    /// The record that refers.
    pub record: Id,
    /// Its place in the record's list.
    pub place: i64,
    /// Whether the record refers to the new target already.
    pub twice: Twice,
}

/// Whether a record refers to both targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twice {
    No,
    Yes,
}

/// Which record a reference points to and to which it is to point.
#[derive(Debug, Clone, Copy)]
pub struct Turn<'a> {
    /// Object of both.
    pub object: &'a str,
    /// From this one.
    pub from: Id,
    /// To that one.
    pub to: Id,
}

/// Records of an object, deleted ones too, whose single reference points to the turn's old record.
pub fn pointing(
    session: &mut Session<'_>,
    object: &Object,
    field: &Field,
    turn: Turn<'_>,
) -> Result<Vec<Id>, StoreError> {
    let mut statement = Query::select();
    statement
        .column("id".to_owned())
        .from(object.name.clone())
        .and_where(Expr::col(field.name.clone()).eq(turn.from.0))
        .order_by("id".to_owned(), Order::Asc);
    if field.column() == Column::Link {
        statement.and_where(Expr::col(object_column(&field.name)).eq(turn.object));
    }
    let mut found = Vec::new();
    session.ask(&statement, &mut |row| {
        found.extend(row.whole(0)?.map(Id));
        Ok(())
    })?;
    Ok(found)
}

/// Turns the single references of some records that still point to the old record; `stamp` holds when and by whom.
/// Answers how many there were.
pub fn repoint(
    session: &mut Session<'_>,
    object: &Object,
    field: &Field,
    records: &[Id],
    turn: Turn<'_>,
    stamp: &Row,
) -> Result<u64, StoreError> {
    let mut turned = 0;
    for chunk in records.chunks(500) {
        let mut statement = Query::update();
        statement
            .table(Alias::new(object.name.clone()))
            .value(field.name.clone(), turn.to.0)
            .value("version".to_owned(), Expr::col("version".to_owned()).add(1_i64))
            .value("updated_at".to_owned(), crate::write::system_value(stamp, UPDATED_AT))
            .value("updated_by".to_owned(), crate::write::system_value(stamp, UPDATED_BY))
            .and_where(Expr::col("id".to_owned()).is_in(chunk.iter().map(|id| id.0)))
            .and_where(Expr::col(field.name.clone()).eq(turn.from.0));
        turned += session.run(&statement)?;
    }
    Ok(turned)
}

/// Rows of a reference to several records that point to the turn's old record.
pub fn linking(
    session: &mut Session<'_>,
    object: &Object,
    field: &Field,
    turn: Turn<'_>,
) -> Result<Vec<LinkRow>, StoreError> {
    let table = link_table(&object.name, &field.name);
    let mut both = Query::select();
    both.column("record".to_owned())
        .from(table.clone())
        .and_where(Expr::col("target".to_owned()).eq(turn.to.0));
    let mut statement = Query::select();
    statement
        .columns(["record", "place"].map(str::to_owned))
        .expr(Expr::col("record".to_owned()).in_subquery(both))
        .from(table)
        .and_where(Expr::col("target".to_owned()).eq(turn.from.0))
        .order_by("record".to_owned(), Order::Asc);
    let mut found = Vec::new();
    session.ask(&statement, &mut |row| {
        if let (Some(record), Some(place)) = (row.whole(0)?, row.whole(1)?) {
            let twice = if row.truth(2)? == Some(true) { Twice::Yes } else { Twice::No };
            found.push(LinkRow { record: Id(record), place, twice });
        }
        Ok(())
    })?;
    Ok(found)
}

/// Turns such rows; where the record refers to both, the old reference goes.
pub fn relink(
    session: &mut Session<'_>,
    object: &Object,
    field: &Field,
    rows: &[LinkRow],
    turn: Turn<'_>,
) -> Result<(), StoreError> {
    let table = || Alias::new(link_table(&object.name, &field.name));
    for row in rows {
        let here = Expr::col("record".to_owned())
            .eq(row.record.0)
            .and(Expr::col("target".to_owned()).eq(turn.from.0));
        match row.twice {
            Twice::No => {
                let mut statement = Query::update();
                statement.table(table()).value("target".to_owned(), turn.to.0).and_where(here);
                session.run(&statement)?;
            }
            Twice::Yes => {
                let mut statement = Query::delete();
                statement.from_table(table()).and_where(here);
                session.run(&statement)?;
            }
        }
    }
    Ok(())
}

/// Puts back what `relink` did; answers how many rows it found as it had left them.
pub fn link_back(
    session: &mut Session<'_>,
    object: &Object,
    field: &Field,
    rows: &[LinkRow],
    turn: Turn<'_>,
) -> Result<u64, StoreError> {
    let table = || Alias::new(link_table(&object.name, &field.name));
    let kind = (field.column() == Column::Links && field.to.len() != 1).then(|| turn.object.to_owned());
    let mut back = 0;
    for row in rows {
        let here =
            Expr::col("record".to_owned()).eq(row.record.0).and(Expr::col("target".to_owned()).eq(turn.to.0));
        match row.twice {
            Twice::No => {
                let mut statement = Query::update();
                statement.table(table()).value("target".to_owned(), turn.from.0).and_where(here);
                back += session.run(&statement)?;
            }
            Twice::Yes => {
                let mut statement = Query::insert();
                statement
                    .into_table(table())
                    .columns(["record", "target", "target__object", "place"].map(str::to_owned))
                    .values_panic([
                        Expr::val(row.record.0),
                        Expr::val(turn.from.0),
                        Expr::val(kind.clone()),
                        Expr::val(row.place),
                    ]);
                back += session.run(&statement)?;
            }
        }
    }
    Ok(back)
}
