use crate::codec::read_columns;
use crate::condition::Printer;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::scope::Reaches;
use crate::session::Session;
use crate::shape::currency_column;
use crate::walk::unindexed;
use catalog::{Catalog, Field, Object, RollUp, RollUpOp};
use formula::Condition;
use sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, Order, Query, SelectStatement};
use value::{Column, Id};

/// Works out a roll-up again for some parents, from their living children that meet the condition. Amounts of several
/// currencies have no sum and none that is the largest.
pub fn roll_up(
    session: &mut Session<'_>,
    catalog: &Catalog,
    parent: &Object,
    field: &Field,
    rollup: &RollUp,
    condition: Option<&Condition>,
    parents: &[Id],
) -> Result<(), StoreError> {
    let child =
        catalog.object(&rollup.of).ok_or_else(|| StoreError::Broken(format!("no object {}", rollup.of)))?;
    let dialect = session.dialect();
    let none = Reaches::new();
    let mut rows: SelectStatement = Query::select();
    rows.from_as(child.name.clone(), "c".to_owned())
        .and_where(
            Expr::col(("c".to_owned(), rollup.by.clone())).equals((parent.name.clone(), "id".to_owned())),
        )
        .and_where(Expr::col(("c".to_owned(), "deleted_at".to_owned())).is_null());
    if let Some(condition) = condition {
        let printer =
            Printer { dialect, catalog, reaches: &none, object: child, alias: "c", side_alias: "c" };
        rows.and_where(unindexed(printer.print(condition)?));
    }
    let mut currency = rows.clone();
    let summed = rollup.field.as_deref().and_then(|name| child.field(name));
    let column = |name: &str| Expr::col(("c".to_owned(), name.to_owned()));
    let in_one_currency = |figure: Expr, of: &Field| -> Expr {
        if of.column() != Column::Money {
            return figure;
        }
        let currency = || column(&currency_column(&of.name));
        let same = Expr::from(Func::min(currency())).eq(Func::max(currency()));
        CaseStatement::new().case(same, figure).into()
    };
    match (rollup.op, summed) {
        (RollUpOp::Count, _) | (_, None) => rows.expr(Func::count(column("id"))),
        (RollUpOp::Sum, Some(of)) => {
            rows.expr(in_one_currency(dialect.whole(Func::sum(column(&of.name)).into()), of))
        }
        (RollUpOp::Min, Some(of)) => rows.expr(in_one_currency(Func::min(column(&of.name)).into(), of)),
        (RollUpOp::Max, Some(of)) => rows.expr(in_one_currency(Func::max(column(&of.name)).into(), of)),
    };
    for chunk in parents.chunks(500) {
        lock(session, parent, chunk)?;
        let mut statement = Query::update();
        statement.table(Alias::new(parent.name.clone()));
        statement.value(
            field.name.clone(),
            Expr::from(sea_query::SubQueryStatement::SelectStatement(rows.clone())),
        );
        if field.column() == Column::Money
            && let Some(of) = summed
            && read_columns(of).len() == 2
        {
            let mut only = currency.clone();
            only.expr(Func::max(column(&currency_column(&of.name))));
            statement.value(
                currency_column(&field.name),
                Expr::from(sea_query::SubQueryStatement::SelectStatement(only)),
            );
        }
        statement.and_where(Expr::col("id".to_owned()).is_in(chunk.iter().map(|id| id.0)));
        session.run(&statement)?;
    }
    currency.clear_selects();
    Ok(())
}

/// PostgreSQL lets two transactions add children at once; the second must wait here, so that its sum sees the first's.
fn lock(session: &mut Session<'_>, parent: &Object, ids: &[Id]) -> Result<(), StoreError> {
    if session.dialect() == Dialect::Sqlite {
        return Ok(());
    }
    let mut rows: SelectStatement = Query::select();
    rows.column("id".to_owned())
        .from(parent.name.clone())
        .and_where(Expr::col("id".to_owned()).is_in(ids.iter().map(|id| id.0)))
        .order_by("id".to_owned(), Order::Asc)
        .lock_exclusive();
    session.ask(&rows, &mut |_| Ok(()))
}
