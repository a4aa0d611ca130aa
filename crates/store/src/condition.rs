use crate::codec::whole_of;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::scope::{Reaches, nothing, within};
use crate::shape::{currency_column, link_table, object_column, side_table};
use catalog::{Catalog, Field, Object, Side};
use formula::{Condition, Op};
use sea_query::{Expr, ExprTrait, Func, Query, SelectStatement};
use value::{Column, FieldType, Value};

const ADDRESS_PARTS: [&str; 6] = ["country", "province", "city", "district", "street", "postcode"];

/// Prints a condition over the rows of an object. Rows without a value meet only `is_null`, `ne`, `nin` and a negation,
/// as in memory.
pub(crate) struct Printer<'a> {
    pub dialect: Dialect,
    pub catalog: &'a Catalog,
    pub reaches: &'a Reaches,
    pub object: &'a Object,
    pub alias: &'a str,
    pub side_alias: &'a str,
}

impl Printer<'_> {
    pub fn print(&self, condition: &Condition) -> Result<Expr, StoreError> {
        match condition {
            Condition::All(list) => {
                let parts: Vec<Expr> = list.iter().map(|part| self.print(part)).collect::<Result<_, _>>()?;
                Ok(parts.into_iter().reduce(|one, other| one.and(other)).unwrap_or_else(everything))
            }
            Condition::Any(list) => {
                let parts: Vec<Expr> = list.iter().map(|part| self.print(part)).collect::<Result<_, _>>()?;
                Ok(parts.into_iter().reduce(|one, other| one.or(other)).unwrap_or_else(nothing))
            }
            Condition::Not(inner) => Ok(opposite_of(self.print(inner)?)),
            Condition::Test { field, op, value } => self.test(field, *op, value),
        }
    }

    fn test(&self, name: &str, op: Op, value: &Value) -> Result<Expr, StoreError> {
        if let Some((reference, rest)) = name.split_once('.') {
            return self.hop(reference, rest, op, value);
        }
        let field = self.object.field(name).ok_or_else(|| unknown(name))?;
        let place = match field.side {
            Side::Own => self.alias,
            Side::Insight => self.side_alias,
        };
        let column = Expr::col((place.to_owned(), field.name.clone()));
        match field.column() {
            Column::Links => Ok(self.among_links(field, op, value)),
            Column::Json => Ok(match field.result {
                FieldType::MultiChoice => self.among_options(column, op, value),
                FieldType::PersonName => self.text(self.dialect.json_text(column, "full"), op, value),
                FieldType::Address if op == Op::Contains => {
                    let parts = ADDRESS_PARTS.map(|part| self.dialect.json_text(column.clone(), part));
                    let whole = Func::cust("concat_ws").arg(" ").args(parts).into();
                    column.is_not_null().and(self.text(whole, op, value))
                }
                _ if op == Op::IsNull => empty(column, value),
                _ => nothing(),
            }),
            Column::Link => Ok(self.link(field, column, op, value)),
            Column::Text => Ok(self.text(column, op, value)),
            Column::Money => {
                let currency = Expr::col((place.to_owned(), currency_column(&field.name)));
                Ok(crate::condition_money::print(&column, &currency, op, value))
            }
            Column::Integer | Column::Boolean | Column::Id => Ok(plain(field, column, op, value)),
        }
    }

    /// Through a reference. What it points to nowhere, or beyond reach, counts as nothing: so the tests that nothing meets
    /// are printed as the opposite of those that it does not.
    fn hop(&self, reference: &str, rest: &str, op: Op, value: &Value) -> Result<Expr, StoreError> {
        let opposite = match op {
            Op::Ne => Some((Op::Eq, value.clone())),
            Op::Nin => Some((Op::In, value.clone())),
            Op::IsNull if value.is_true() => Some((Op::IsNull, Value::Boolean(false))),
            Op::Eq
            | Op::Lt
            | Op::Lte
            | Op::Gt
            | Op::Gte
            | Op::In
            | Op::Contains
            | Op::StartsWith
            | Op::IsNull
            | Op::Between => None,
        };
        match opposite {
            Some((op, value)) => Ok(opposite_of(self.reached(reference, rest, op, &value)?)),
            None => self.reached(reference, rest, op, value),
        }
    }

    fn reached(&self, reference: &str, rest: &str, op: Op, value: &Value) -> Result<Expr, StoreError> {
        let field = self.object.field(reference).ok_or_else(|| unknown(reference))?;
        let target =
            field.target().and_then(|name| self.catalog.object(name)).ok_or_else(|| unknown(reference))?;
        let reach = self.reaches.get(&target.name).ok_or_else(|| unknown(reference))?;
        let inner = Printer { object: target, alias: "hop", side_alias: "hop_side", ..*self };
        let condition = inner.test(rest, op, value)?;
        let mut rows: SelectStatement = Query::select();
        rows.column(("hop".to_owned(), "id".to_owned())).from_as(target.name.clone(), "hop".to_owned());
        if target.field(rest).is_some_and(|field| field.side == Side::Insight) {
            rows.join_as(
                sea_query::JoinType::InnerJoin,
                side_table(&target.name),
                "hop_side".to_owned(),
                Expr::col(("hop".to_owned(), "id".to_owned()))
                    .equals(("hop_side".to_owned(), "id".to_owned())),
            );
        }
        rows.and_where(condition);
        if let Some(within) = within(reach, "hop") {
            rows.and_where(within);
        }
        Ok(Expr::col((self.alias.to_owned(), reference.to_owned())).in_subquery(rows))
    }

    fn text(&self, column: Expr, op: Op, value: &Value) -> Expr {
        let words = |value: &Value| value.as_text().map(str::to_owned).unwrap_or_default();
        match op {
            Op::Contains | Op::StartsWith => {
                let piece = value::text::fold(&words(value));
                let position = self.dialect.position_of(self.dialect.folded(column), piece);
                match op {
                    Op::StartsWith => position.eq(1_i64),
                    _ => position.gt(0_i64),
                }
            }
            Op::Eq => column.eq(words(value)),
            Op::Ne => column.clone().ne(words(value)).or(column.is_null()),
            Op::Lt => column.lt(words(value)),
            Op::Lte => column.lte(words(value)),
            Op::Gt => column.gt(words(value)),
            Op::Gte => column.gte(words(value)),
            Op::In => one_of(column, items(value).iter().map(words).collect()),
            Op::Nin => {
                let list: Vec<String> = items(value).iter().map(words).collect();
                none_of(column, list)
            }
            Op::Between => match items(value) {
                [low, high] => column.clone().gte(words(low)).and(column.lte(words(high))),
                _ => nothing(),
            },
            Op::IsNull => empty(column, value),
        }
    }

    fn link(&self, field: &Field, column: Expr, op: Op, value: &Value) -> Expr {
        let kind = Expr::col((self.alias.to_owned(), object_column(&field.name)));
        let is = |value: &Value| match value {
            Value::Link(link) => column.clone().eq(link.id.0).and(kind.clone().eq(link.object.as_str())),
            other => other.as_id().map_or_else(nothing, |id| column.clone().eq(id.0)),
        };
        let any =
            |list: &[Value]| list.iter().map(is).reduce(|one, other| one.or(other)).unwrap_or_else(nothing);
        match op {
            Op::Eq => is(value),
            Op::In => any(items(value)),
            Op::Ne => column.clone().is_null().or(is(value).not()),
            Op::Nin => column.clone().is_null().or(any(items(value)).not()),
            Op::IsNull => empty(column, value),
            Op::Lt | Op::Lte | Op::Gt | Op::Gte | Op::Contains | Op::StartsWith | Op::Between => nothing(),
        }
    }

    fn among_options(&self, column: Expr, op: Op, value: &Value) -> Expr {
        let holds = |value: &Value| {
            let quoted = serde_json::Value::from(value.as_text().unwrap_or_default()).to_string();
            self.dialect.position_of(column.clone(), quoted).gt(0_i64)
        };
        let any = |list: &[Value]| {
            list.iter().map(holds).reduce(|one, other| one.or(other)).unwrap_or_else(nothing)
        };
        match op {
            Op::Eq | Op::Contains => any(items(value)),
            Op::In => any(items(value)),
            Op::Ne | Op::Nin => column.clone().is_null().or(any(items(value)).not()),
            Op::IsNull => empty(column, value),
            Op::Lt | Op::Lte | Op::Gt | Op::Gte | Op::StartsWith | Op::Between => nothing(),
        }
    }

    fn among_links(&self, field: &Field, op: Op, value: &Value) -> Expr {
        let record = Expr::col((self.alias.to_owned(), "id".to_owned()));
        let linked = |ids: Option<Vec<i64>>| {
            let mut rows: SelectStatement = Query::select();
            rows.column("record".to_owned()).from(link_table(&self.object.name, &field.name));
            if ids.as_ref().is_some_and(Vec::is_empty) {
                return nothing();
            }
            if let Some(ids) = ids {
                rows.and_where(Expr::col("target".to_owned()).is_in(ids));
            }
            record.clone().in_subquery(rows)
        };
        let ids = || Some(items(value).iter().filter_map(Value::as_id).map(|id| id.0).collect());
        match op {
            Op::Eq | Op::In | Op::Contains => linked(ids()),
            Op::Ne | Op::Nin => linked(ids()).not(),
            Op::IsNull if value.is_true() => linked(None).not(),
            Op::IsNull => linked(None),
            Op::Lt | Op::Lte | Op::Gt | Op::Gte | Op::StartsWith | Op::Between => nothing(),
        }
    }
}

fn plain(field: &Field, column: Expr, op: Op, value: &Value) -> Expr {
    if field.column() == Column::Boolean {
        return truth(column, op, value);
    }
    let number = |value: &Value| whole_of(field, value);
    let compare = |compared: &dyn Fn(i64) -> Expr| number(value).map_or_else(nothing, compared);
    match op {
        Op::Eq => compare(&|n| column.clone().eq(n)),
        Op::Ne => match number(value) {
            Some(n) => column.clone().ne(n).or(column.clone().is_null()),
            None => everything(),
        },
        Op::Lt => compare(&|n| column.clone().lt(n)),
        Op::Lte => compare(&|n| column.clone().lte(n)),
        Op::Gt => compare(&|n| column.clone().gt(n)),
        Op::Gte => compare(&|n| column.clone().gte(n)),
        Op::In => one_of(column.clone(), items(value).iter().filter_map(number).collect()),
        Op::Nin => {
            let list: Vec<i64> = items(value).iter().filter_map(number).collect();
            none_of(column.clone(), list)
        }
        Op::Between => match items(value) {
            [low, high] => match (number(low), number(high)) {
                (Some(low), Some(high)) => column.clone().between(low, high),
                _ => nothing(),
            },
            _ => nothing(),
        },
        Op::IsNull => empty(column.clone(), value),
        Op::Contains | Op::StartsWith => nothing(),
    }
}

fn truth(column: Expr, op: Op, value: &Value) -> Expr {
    match op {
        Op::Eq => column.eq(value.is_true()),
        Op::Ne => column.clone().ne(value.is_true()).or(column.is_null()),
        Op::In => one_of(column, items(value).iter().map(Value::is_true).collect()),
        Op::Nin => {
            let list: Vec<bool> = items(value).iter().map(Value::is_true).collect();
            none_of(column, list)
        }
        Op::IsNull => empty(column, value),
        Op::Lt | Op::Lte | Op::Gt | Op::Gte | Op::Contains | Op::StartsWith | Op::Between => nothing(),
    }
}

fn opposite_of(condition: Expr) -> Expr {
    Func::coalesce([condition, Expr::val(false)]).not()
}

pub(crate) fn empty(column: Expr, value: &Value) -> Expr {
    if value.is_true() { column.is_null() } else { column.is_not_null() }
}

fn one_of<V: Into<Expr>>(column: Expr, list: Vec<V>) -> Expr {
    if list.is_empty() { nothing() } else { column.is_in(list) }
}

fn none_of<V: Into<Expr>>(column: Expr, list: Vec<V>) -> Expr {
    if list.is_empty() { everything() } else { column.clone().is_not_in(list).or(column.is_null()) }
}

pub(crate) fn items(value: &Value) -> &[Value] {
    match value {
        Value::List(list) => list,
        other => std::slice::from_ref(other),
    }
}

fn everything() -> Expr {
    Expr::cust("1 = 1")
}

fn unknown(name: &str) -> StoreError {
    StoreError::Broken(format!("a condition names '{name}', which cannot be read here"))
}
