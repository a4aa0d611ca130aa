use crate::condition::Printer;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::scope::within;
use crate::select::Select;
use crate::session::Session;
use crate::shape::side_table;
use catalog::{Field, ID, Object, SYSTEM_FIELDS, Side};
use formula::{Condition, Op};
use parking_lot::Mutex;
use sea_query::{Expr, ExprTrait, Query, SelectStatement};
use std::collections::HashMap;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use value::Column;

/// So many rows are sorted faster than a long index is walked until a page of them is together.
const FEW: u64 = 5_000;
/// Longer pages are exports: they read everything anyway.
const LONGEST_PAGE: u64 = 2_000;
const TRUSTED: Duration = Duration::from_secs(10);
const KEPT: usize = 2_000;

/// How the embedded database, which keeps no statistics, finds a sorted page. PostgreSQL decides by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// As the planner of the database likes it.
    Free,
    /// Along the index of the sorting, testing row by row: many rows meet the condition.
    AlongSort,
    /// By this part of the condition, which few rows meet; then they are sorted.
    ByPart(usize),
    /// By the reach, which few rows are in; then they are sorted.
    ByReach,
}

/// What was counted, when. Only how fast an answer is found depends on it, never what it says.
static COUNTED: LazyLock<Mutex<HashMap<String, (bool, Instant)>>> = LazyLock::new(Mutex::default);

/// Which way is short for this select.
pub(crate) fn way(session: &mut Session<'_>, select: &Select<'_>) -> Result<Way, StoreError> {
    let page = select.limit.is_some_and(|limit| limit <= LONGEST_PAGE) && select.ids.is_none();
    let narrowed = select.condition.is_some() || !select.reach.is_everything();
    if session.dialect() != Dialect::Sqlite || !page || !narrowed || !sort_has_index(select) {
        return Ok(Way::Free);
    }
    let parts = parts_of(select.condition);
    for (number, part) in parts.iter().enumerate() {
        let Some(field) = indexed(select.object, part) else { continue };
        let table = match field.side {
            Side::Own => select.object.name.clone(),
            Side::Insight => side_table(&select.object.name),
        };
        let printer = Printer {
            dialect: Dialect::Sqlite,
            catalog: select.catalog,
            reaches: select.reaches,
            object: select.object,
            alias: "n",
            side_alias: "n",
        };
        if are_few(session, table, printer.print(part)?)? {
            return Ok(Way::ByPart(number));
        }
    }
    let Some(reach) = within(select.reach, "n") else { return Ok(Way::AlongSort) };
    let few = are_few(session, select.object.name.clone(), reach)?;
    Ok(if few { Way::ByReach } else { Way::AlongSort })
}

/// The parts that all have to hold.
pub(crate) fn parts_of(condition: Option<&Condition>) -> Vec<&Condition> {
    match condition {
        Some(Condition::All(list)) => list.iter().flat_map(|part| parts_of(Some(part))).collect(),
        Some(other) => vec![other],
        None => Vec::new(),
    }
}

/// The same condition in a form that no index answers. Without statistics SQLite prefers any index named by a condition,
/// such as that of all sales, to one that finds the rows in the right order or those of one parent.
pub(crate) fn unindexed(condition: Expr) -> Expr {
    let one = || Expr::cust("1");
    Expr::Case(Box::new(Expr::case(condition, one()).finally(Expr::cust("0")))).eq(one())
}

fn are_few(session: &mut Session<'_>, table: String, condition: Expr) -> Result<bool, StoreError> {
    let mut rows: SelectStatement = Query::select();
    rows.expr(Expr::cust("1")).from_as(table, "n".to_owned()).and_where(condition).limit(FEW);
    let mut counting: SelectStatement = Query::select();
    counting.expr(Expr::cust("count(*)")).from_subquery(rows, "few".to_owned());
    let (sql, values) = session.dialect().build(&counting);
    let question = format!("{sql} {values:?}");
    if let Some((few, at)) = COUNTED.lock().get(&question).copied()
        && at.elapsed() < TRUSTED
    {
        return Ok(few);
    }
    let mut found = 0;
    session.query(&sql, &values.0, &mut |row| {
        found = row.whole(0)?.unwrap_or_default();
        Ok(())
    })?;
    let few = u64::try_from(found).unwrap_or_default() < FEW;
    let mut counted = COUNTED.lock();
    if counted.len() >= KEPT {
        counted.clear();
    }
    counted.insert(question, (few, Instant::now()));
    Ok(few)
}

fn sort_has_index(select: &Select<'_>) -> bool {
    let Some(key) = select.sort.first() else { return true };
    let field = &select.object.fields[key.field];
    let system = key.field == ID || field.name == "created_at";
    let by_language = field.sorts_by_language() && field.search;
    let plain = field.index && !field.unique && !field.sorts_by_language();
    system || by_language || plain
}

/// The field of a test that an index answers by itself.
fn indexed<'a>(object: &'a Object, part: &Condition) -> Option<&'a Field> {
    let Condition::Test { field, op, .. } = part else { return None };
    let position = object.position(field)?;
    let field = &object.fields[position];
    let kept = position >= SYSTEM_FIELDS && (field.index || field.unique);
    let plain = !matches!(field.column(), Column::Links | Column::Json);
    let narrow = match op {
        Op::Eq | Op::In => true,
        Op::Lt | Op::Lte | Op::Gt | Op::Gte | Op::Between => field.column() == Column::Integer,
        Op::Ne | Op::Nin | Op::Contains | Op::StartsWith | Op::IsNull => false,
    };
    (position == ID || kept && plain && narrow).then_some(field)
}
