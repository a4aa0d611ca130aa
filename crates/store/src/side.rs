use crate::codec::{read_columns, read_value, write_columns};
use crate::error::StoreError;
use crate::session::Session;
use crate::shape::side_table;
use catalog::Object;
use sea_query::{Alias, Expr, ExprTrait, Query, Value as Bindable};
use std::collections::HashMap;
use value::{Id, Value};

/// Rows that are looked at together.
const CHUNK: usize = 200;

/// Fills side fields of records that have their side row already. What a row says already is not written: a column that is set anew
/// costs its index two places in the tree, whatever it is set to, and of the dozen indexes a night changes few.
pub fn update_side_rows(
    session: &mut Session<'_>,
    object: &Object,
    fields: &[usize],
    rows: &[(Id, Vec<Value>)],
) -> Result<(), StoreError> {
    let mut statements: HashMap<Vec<usize>, String> = HashMap::new();
    for chunk in rows.chunks(CHUNK) {
        let before = said(session, object, fields, chunk)?;
        for (id, values) in chunk {
            let Some(before) = before.get(id) else { continue };
            let changed: Vec<usize> = (0..fields.len()).filter(|at| before[*at] != values[*at]).collect();
            if changed.is_empty() {
                continue;
            }
            let columns =
                || changed.iter().flat_map(|at| write_columns(&object.fields[fields[*at]], &values[*at]));
            let bound: Vec<Bindable> =
                columns().map(|(_, bound)| bound).chain(std::iter::once(id.0.into())).collect();
            if let Some(sql) = statements.get(&changed) {
                session.execute(sql, &bound)?;
                continue;
            }
            let mut statement = Query::update();
            statement
                .table(Alias::new(side_table(&object.name)))
                .values(columns().map(|(name, bound)| (name, bound.into())));
            statement.and_where(Expr::col("id".to_owned()).eq(id.0));
            let (sql, _) = session.dialect().build(&statement);
            session.execute(&sql, &bound)?;
            statements.insert(changed, sql);
        }
    }
    Ok(())
}

/// What the rows say now in these fields.
fn said(
    session: &mut Session<'_>,
    object: &Object,
    fields: &[usize],
    rows: &[(Id, Vec<Value>)],
) -> Result<HashMap<Id, Vec<Value>>, StoreError> {
    let mut statement = Query::select();
    statement.column("id".to_owned()).from(Alias::new(side_table(&object.name)));
    for position in fields {
        for name in read_columns(&object.fields[*position]) {
            statement.column(name);
        }
    }
    // The last one stands for those that are missing in a short chunk, so that one statement serves all.
    let ids = (0..CHUNK).filter_map(|at| rows.get(at).or(rows.last())).map(|(id, _)| id.0);
    statement.and_where(Expr::col("id".to_owned()).is_in(ids));
    let mut said = HashMap::with_capacity(rows.len());
    session.ask(&statement, &mut |answer| {
        let mut place = 1;
        let values = fields.iter().map(|position| read_value(&object.fields[*position], answer, &mut place));
        said.insert(Id(answer.whole(0)?.unwrap_or_default()), values.collect::<Result<_, _>>()?);
        Ok(())
    })?;
    Ok(said)
}
