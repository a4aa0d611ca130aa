use crate::codec::{Row, read_columns, read_value, whole_of};
use crate::condition::Printer;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::point;
use crate::scope::{Reaches, within};
use crate::session::Session;
use crate::shape::{side_table, sort_column};
use crate::walk::{self, Way};
use access::Reach;
use catalog::{Catalog, ID, Object, Side};
use formula::Condition;
use sea_query::{Expr, ExprTrait, JoinType, Order, Query, SelectStatement, Value as Bindable};
use value::{Column, Id, Value, text};

const ROW: &str = "r";
const SIDE: &str = "s";

/// What to read from an object's table.
#[derive(Clone, Copy)]
pub struct Select<'a> {
    /// For hops to other objects.
    pub catalog: &'a Catalog,
    /// The object.
    pub object: &'a Object,
    /// What may be seen of it. Without one nothing can be read.
    pub reach: &'a Reach,
    /// What may be seen of objects that the condition hops to.
    pub reaches: &'a Reaches,
    /// Positions of the fields wanted; the id always comes.
    pub fields: &'a [usize],
    /// What the rows must meet.
    pub condition: Option<&'a Condition>,
    /// Living, deleted or both.
    pub trash: Trash,
    /// Only these records.
    pub ids: Option<&'a [Id]>,
    /// Sorting; the id follows as the last key.
    pub sort: &'a [SortKey],
    /// Only rows after one with these sort values and id.
    pub after: Option<(&'a [Value], Id)>,
    /// Rows at most.
    pub limit: Option<u64>,
    /// Rows to leave out.
    pub offset: u64,
}

/// A field to sort by.
#[derive(Debug, Clone, PartialEq)]
pub struct SortKey {
    /// Position of the field.
    pub field: usize,
    /// Which way.
    pub order: SortOrder,
}

/// Up or down. Empty values count as lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortOrder {
    Up,
    Down,
}

/// Which records by their deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Trash {
    /// Living ones.
    #[default]
    Hidden,
    /// Deleted ones.
    Only,
    /// Both.
    With,
}

/// Reads rows one by one.
pub fn fetch(
    session: &mut Session<'_>,
    select: &Select<'_>,
    each: &mut dyn FnMut(Row) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut wanted: Vec<usize> = std::iter::once(ID).chain(select.fields.iter().copied()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let (sql, values) = match point::id_of(select) {
        Some(id) => {
            let print = || printed(session.dialect(), select, &wanted, Way::Free);
            point::statement(session.dialect(), select, id, print)?
        }
        None => {
            let way = walk::way(session, select)?;
            let (sql, values) = printed(session.dialect(), select, &wanted, way)?;
            (sql.into(), values)
        }
    };
    let width = select.object.fields.len();
    session.query(&sql, &values, &mut |answer| {
        let mut row = Row::with_capacity(width);
        let mut place = 0;
        for position in &wanted {
            row.resize_with(*position, Value::default);
            row.push(read_value(&select.object.fields[*position], answer, &mut place)?);
        }
        row.resize_with(width, Value::default);
        each(row)
    })
}

pub(crate) fn printed(
    dialect: Dialect,
    select: &Select<'_>,
    wanted: &[usize],
    way: Way,
) -> Result<(String, Vec<Bindable>), StoreError> {
    let mut statement = rows_by(dialect, select, way)?;
    statement.expr(Expr::cust(columns_text(select.object, wanted)));
    sorted(dialect, select, &mut statement)?;
    if let Some(limit) = select.limit {
        statement.limit(limit);
    }
    if select.offset > 0 {
        if select.limit.is_none() {
            statement.limit(i64::MAX as u64);
        }
        statement.offset(select.offset);
    }
    let (sql, values) = dialect.build(&statement);
    Ok((sql, values.0))
}

/// The columns of a select, in one piece: there are often a hundred.
fn columns_text(object: &Object, wanted: &[usize]) -> String {
    let mut text = String::with_capacity(wanted.len() * 24);
    for position in wanted {
        let field = &object.fields[*position];
        let place = if field.side == Side::Own { ROW } else { SIDE };
        for column in read_columns(field) {
            let comma = if text.is_empty() { "" } else { ", " };
            for piece in [comma, place, ".\"", &column, "\""] {
                text.push_str(piece);
            }
        }
    }
    text
}

/// Reads one record.
pub fn fetch_one(session: &mut Session<'_>, select: &Select<'_>) -> Result<Option<Row>, StoreError> {
    let mut found = None;
    fetch(session, select, &mut |row| {
        found = Some(row);
        Ok(())
    })?;
    Ok(found)
}

/// Counts rows.
pub fn count(session: &mut Session<'_>, select: &Select<'_>) -> Result<u64, StoreError> {
    let dialect = session.dialect();
    let select = &Select { fields: &[], sort: &[], after: None, ..*select };
    let mut statement = Query::select();
    if dialect == Dialect::Postgres || select.trash != Trash::Hidden || select.ids.is_some() {
        statement.expr(counted(rows_of(dialect, select)?));
    } else {
        // No index knows the living: all that an index counts, less those in the trash, is faster than looking at each.
        let all = rows_of(dialect, &Select { trash: Trash::With, ..*select })?;
        let deleted = rows_by(dialect, &Select { trash: Trash::Only, ..*select }, Way::AlongSort)?;
        statement.expr(counted(all).sub(counted(deleted)));
    }
    let mut total = 0;
    session.ask(&statement, &mut |answer| {
        total = answer.whole(0)?.unwrap_or_default();
        Ok(())
    })?;
    Ok(u64::try_from(total).unwrap_or_default())
}

fn counted(mut rows: SelectStatement) -> Expr {
    rows.expr(Expr::cust("count(*)"));
    Expr::from(sea_query::SubQueryStatement::SelectStatement(rows))
}

/// The rows of a select without columns, order or limit: table, joins, reach and conditions.
pub(crate) fn rows_of(dialect: Dialect, select: &Select<'_>) -> Result<SelectStatement, StoreError> {
    rows_by(dialect, select, Way::Free)
}

fn rows_by(dialect: Dialect, select: &Select<'_>, way: Way) -> Result<SelectStatement, StoreError> {
    let mut statement = Query::select();
    let joined = Expr::col((ROW.to_owned(), "id".to_owned())).equals((SIDE.to_owned(), "id".to_owned()));
    if sorted_by_side(select) && matches!(way, Way::Free | Way::AlongSort) {
        statement.from_as(side_table(&select.object.name), SIDE.to_owned());
        dialect.join_in_order(&mut statement, &select.object.name, ROW, joined);
    } else {
        statement.from_as(select.object.name.clone(), ROW.to_owned());
        if needs_side(select) && way == Way::AlongSort {
            dialect.join_in_order(&mut statement, &side_table(&select.object.name), SIDE, joined);
        } else if needs_side(select) {
            statement.join_as(JoinType::InnerJoin, side_table(&select.object.name), SIDE.to_owned(), joined);
        }
    }
    let deleted = Expr::col((ROW.to_owned(), "deleted_at".to_owned()));
    match select.trash {
        Trash::Hidden => {
            statement.and_where(deleted.is_null());
        }
        Trash::Only => {
            statement.and_where(deleted.is_not_null());
        }
        Trash::With => {}
    }
    if let Some(condition) = within(select.reach, ROW) {
        statement.and_where(match way {
            Way::Free | Way::ByReach => condition,
            Way::AlongSort | Way::ByPart(_) => walk::unindexed(condition),
        });
    }
    if let Some(ids) = select.ids {
        let id = Expr::col((ROW.to_owned(), "id".to_owned()));
        statement.and_where(match ids {
            [] => crate::scope::nothing(),
            [one] => id.eq(one.0),
            several => id.is_in(several.iter().map(|id| id.0)),
        });
    }
    if let Some(condition) = select.condition {
        let printer = Printer {
            dialect,
            catalog: select.catalog,
            reaches: select.reaches,
            object: select.object,
            alias: ROW,
            side_alias: SIDE,
        };
        if way == Way::Free {
            statement.and_where(printer.print(condition)?);
            return Ok(statement);
        }
        for (number, part) in walk::parts_of(Some(condition)).into_iter().enumerate() {
            let part = printer.print(part)?;
            statement.and_where(if way == Way::ByPart(number) { part } else { walk::unindexed(part) });
        }
    }
    Ok(statement)
}

pub(crate) fn column_of(object: &Object, position: usize) -> Expr {
    let field = &object.fields[position];
    let place = if field.side == Side::Own { ROW } else { SIDE };
    Expr::col((place.to_owned(), field.name.clone()))
}

/// Sorted by a figure first: then the side table is walked along its index.
fn sorted_by_side(select: &Select<'_>) -> bool {
    select.ids.is_none()
        && select.sort.first().is_some_and(|key| select.object.fields[key.field].side == Side::Insight)
}

fn needs_side(select: &Select<'_>) -> bool {
    let on_side = |position: &usize| select.object.fields[*position].side == Side::Insight;
    select.fields.iter().any(on_side)
        || select.sort.iter().any(|key| on_side(&key.field))
        || select.condition.is_some_and(|condition| names_side(select.object, condition))
}

fn names_side(object: &Object, condition: &Condition) -> bool {
    match condition {
        Condition::All(list) | Condition::Any(list) => list.iter().any(|part| names_side(object, part)),
        Condition::Not(inner) => names_side(object, inner),
        Condition::Test { field, .. } => object.field(field).is_some_and(|field| field.side == Side::Insight),
    }
}

fn sort_expression(object: &Object, position: usize) -> Expr {
    let field = &object.fields[position];
    if field.sorts_by_language() {
        return Expr::col((ROW.to_owned(), sort_column(&field.name)));
    }
    column_of(object, position)
}

fn sorted(dialect: Dialect, select: &Select<'_>, statement: &mut SelectStatement) -> Result<(), StoreError> {
    for key in select.sort {
        let order = if key.order == SortOrder::Up { Order::Asc } else { Order::Desc };
        dialect.order(statement, sort_expression(select.object, key.field), order);
    }
    if !select.sort.iter().any(|key| key.field == ID) {
        let up = select.sort.last().is_none_or(|key| key.order == SortOrder::Up);
        let table = if sorted_by_side(select) { SIDE } else { ROW };
        statement.order_by((table.to_owned(), "id".to_owned()), if up { Order::Asc } else { Order::Desc });
    }
    if let Some((values, id)) = select.after {
        statement.and_where(after(select, values, id)?);
    }
    Ok(())
}

/// Rows behind a position: the first key decides, then the next, then the id.
fn after(select: &Select<'_>, values: &[Value], id: Id) -> Result<Expr, StoreError> {
    if values.len() != select.sort.len() {
        return Err(StoreError::Broken("a cursor does not fit its sorting".to_owned()));
    }
    let up = select.sort.last().is_none_or(|key| key.order == SortOrder::Up);
    let row_id = Expr::col((ROW.to_owned(), "id".to_owned()));
    let mut condition = if up { row_id.gt(id.0) } else { row_id.lt(id.0) };
    for (key, value) in select.sort.iter().zip(values).rev() {
        let column = || sort_expression(select.object, key.field);
        let field = &select.object.fields[key.field];
        let bound: Option<Bindable> = match (field.sorts_by_language(), value) {
            (_, Value::Null) => None,
            (true, value) => sort_words(value).map(|words| text::sort_key(&words, field.order).into()),
            (false, Value::Text(words)) => Some(words.clone().into()),
            (false, Value::Boolean(truth)) if field.column() == Column::Boolean => Some((*truth).into()),
            (false, value) => whole_of(field, value).map(Bindable::from),
        };
        condition = match (bound, key.order) {
            (None, SortOrder::Up) => column().is_not_null().or(column().is_null().and(condition)),
            (None, SortOrder::Down) => column().is_null().and(condition),
            (Some(bound), SortOrder::Up) => {
                let here = Expr::val(bound.clone());
                column().gte(here.clone()).and(column().gt(here).or(condition))
            }
            (Some(bound), SortOrder::Down) => {
                let here = Expr::val(bound);
                column().lt(here.clone()).or(column().is_null()).or(column().eq(here).and(condition))
            }
        };
    }
    Ok(condition)
}

fn sort_words(value: &Value) -> Option<String> {
    match value {
        Value::Text(words) => Some(words.clone()),
        Value::Json(json) => json.get("full").and_then(|full| full.as_str()).map(str::to_owned),
        _ => None,
    }
}
