use crate::bind::Answer;
use crate::error::StoreError;
use crate::session::Session;
use crate::shape::link_table;
use catalog::{Field, Object};
use sea_query::{Alias, Expr, ExprTrait, Order, Query};
use std::collections::HashMap;
use value::{Id, Link, Value};

/// The records that each of `records` refers to in a field for several.
pub fn load_links(
    session: &mut Session<'_>,
    object: &Object,
    field: &Field,
    records: &[Id],
) -> Result<HashMap<Id, Vec<Value>>, StoreError> {
    let mut found: HashMap<Id, Vec<Value>> = HashMap::new();
    if records.is_empty() {
        return Ok(found);
    }
    let mut keep = |row: &Answer<'_>| {
        if let (Some(record), Some(target)) = (row.whole(0)?, row.whole(1)?) {
            let value = match row.text(2)? {
                Some(kind) => Value::Link(Link { object: kind, id: Id(target) }),
                None => Value::Id(Id(target)),
            };
            found.entry(Id(record)).or_default().push(value);
        }
        Ok(())
    };
    if let [one] = records {
        let place = session.dialect().first_place();
        let table = link_table(&object.name, &field.name);
        let sql = format!(
            "SELECT record, target, target__object FROM \"{table}\" WHERE record = {place} ORDER BY place"
        );
        session.query(&sql, &[one.0.into()], &mut keep)?;
        return Ok(found);
    }
    let mut statement = Query::select();
    statement
        .columns(["record", "target", "target__object"].map(str::to_owned))
        .from(link_table(&object.name, &field.name))
        .and_where(Expr::col("record".to_owned()).is_in(records.iter().map(|id| id.0)))
        .order_by("record".to_owned(), Order::Asc)
        .order_by("place".to_owned(), Order::Asc);
    session.ask(&statement, &mut keep)?;
    Ok(found)
}

/// Replaces the records that one record refers to.
pub fn write_links(
    session: &mut Session<'_>,
    object: &Object,
    field: &Field,
    record: Id,
    targets: &Value,
) -> Result<(), StoreError> {
    let table = link_table(&object.name, &field.name);
    let mut clear = Query::delete();
    clear.from_table(Alias::new(table.clone())).and_where(Expr::col("record".to_owned()).eq(record.0));
    session.run(&clear)?;
    let list = match targets {
        Value::List(list) => list.as_slice(),
        _ => return Ok(()),
    };
    let mut seen = Vec::new();
    for (place, target) in list.iter().enumerate() {
        let Some(id) = target.as_id().filter(|id| !seen.contains(id)) else { continue };
        seen.push(id);
        let kind = match target {
            Value::Link(link) => Some(link.object.clone()),
            _ => None,
        };
        let mut insert = Query::insert();
        insert
            .into_table(Alias::new(table.clone()))
            .columns(["record", "target", "target__object", "place"].map(str::to_owned))
            .values_panic([Expr::val(record.0), Expr::val(id.0), Expr::val(kind), Expr::val(place as i64)]);
        session.run(&insert)?;
    }
    Ok(())
}
