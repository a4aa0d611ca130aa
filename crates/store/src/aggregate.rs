use crate::codec::value_of_whole;
use crate::error::StoreError;
use crate::select::{Select, column_of, rows_of};
use crate::session::Session;
use crate::shape::{currency_column, object_column};
use catalog::{Field, Side};
use sea_query::{Expr, Func};
use value::{Column, Currency, FieldType, Id, Link, Money, Value};

/// How rows are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupBy {
    /// Position of the field.
    pub field: usize,
    /// Period of a date.
    pub bucket: Option<Bucket>,
}

/// A calendar period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bucket {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// A figure of each group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Position of the field.
    pub field: usize,
    /// What is worked out.
    pub op: MeasureOp,
}

/// What is worked out of a group's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasureOp {
    Sum,
    Avg,
    Min,
    Max,
}

/// A grouped question; the select gives rows and reach.
pub struct Aggregation<'a> {
    /// Which rows.
    pub rows: Select<'a>,
    /// Groups.
    pub group_by: &'a [GroupBy],
    /// Figures.
    pub measures: &'a [Measure],
    /// Time zone that the days of moments are counted in.
    pub zone: &'a str,
}

/// A group with its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupRow {
    /// Values of the group fields; periods as text.
    pub group: Vec<Value>,
    /// Rows in it.
    pub count: i64,
    /// The figures in the order asked for. Sums over several currencies are empty.
    pub measures: Vec<Value>,
}

const GROUPS: u64 = 10_000;

/// Counts and sums by groups, at most 10,000 of them.
pub fn aggregate(session: &mut Session<'_>, asked: &Aggregation<'_>) -> Result<Vec<GroupRow>, StoreError> {
    let dialect = session.dialect();
    let object = asked.rows.object;
    let mut statement = rows_of(dialect, &asked.rows)?;
    for group in asked.group_by {
        let field = &object.fields[group.field];
        let column = column_of(object, group.field);
        let expression = match group.bucket {
            None => column,
            Some(bucket) if field.result == FieldType::DateTime => {
                dialect.period(dialect.day_in_zone(column, asked.zone), bucket)
            }
            Some(bucket) => dialect.period(column, bucket),
        };
        statement.expr(expression.clone()).add_group_by([expression]);
        if let Some(second) = second_column(field) {
            let side = if field.side == Side::Own { "r" } else { "s" };
            let second = Expr::col((side.to_owned(), second));
            statement.expr(second.clone()).add_group_by([second]);
        }
    }
    statement.expr(Func::count(Expr::col(("r".to_owned(), "id".to_owned()))));
    for measure in asked.measures {
        let field = &object.fields[measure.field];
        let column = column_of(object, measure.field);
        statement.expr(match measure.op {
            MeasureOp::Sum => dialect.whole(Func::sum(column).into()),
            MeasureOp::Avg => dialect.real(Func::avg(column).into()),
            MeasureOp::Min => Func::min(column).into(),
            MeasureOp::Max => Func::max(column).into(),
        });
        if field.column() == Column::Money {
            let side = if field.side == Side::Own { "r" } else { "s" };
            let currency = Expr::col((side.to_owned(), currency_column(&field.name)));
            statement.expr(Func::min(currency.clone())).expr(Func::max(currency));
        }
    }
    statement.limit(GROUPS);
    let mut rows = Vec::new();
    session.ask(&statement, &mut |answer| {
        let mut place = 0;
        let mut group = Vec::with_capacity(asked.group_by.len());
        for by in asked.group_by {
            let field = &object.fields[by.field];
            group.push(match by.bucket {
                Some(_) => answer.text(place)?.map_or(Value::Null, Value::Text),
                None => group_value(field, answer, place)?,
            });
            place += 1 + usize::from(second_column(field).is_some());
        }
        let count = answer.whole(place)?.unwrap_or_default();
        place += 1;
        let mut measures = Vec::with_capacity(asked.measures.len());
        for measure in asked.measures {
            let field = &object.fields[measure.field];
            let number = match measure.op {
                MeasureOp::Avg => answer.real(place)?.map(|mean| mean.round() as i64),
                MeasureOp::Sum | MeasureOp::Min | MeasureOp::Max => answer.whole(place)?,
            };
            place += 1;
            let mut value = number.and_then(|number| value_of_whole(field, number)).unwrap_or_default();
            if field.column() == Column::Money {
                let (lowest, highest) = (answer.text(place)?, answer.text(place + 1)?);
                place += 2;
                let currency = lowest.filter(|code| Some(code) == highest.as_ref());
                let currency = currency.and_then(|code| code.parse::<Currency>().ok());
                value = match (number, currency) {
                    (Some(minor), Some(currency)) => Value::Money(Money::new(minor, currency)),
                    (_, _) => Value::Null,
                };
            }
            measures.push(value);
        }
        rows.push(GroupRow { group, count, measures });
        Ok(())
    })?;
    Ok(rows)
}

fn second_column(field: &Field) -> Option<String> {
    match field.column() {
        Column::Money => Some(currency_column(&field.name)),
        Column::Link => Some(object_column(&field.name)),
        Column::Text | Column::Integer | Column::Boolean | Column::Id | Column::Json | Column::Links => None,
    }
}

fn group_value(field: &Field, answer: &crate::bind::Answer<'_>, place: usize) -> Result<Value, StoreError> {
    Ok(match field.column() {
        Column::Text | Column::Json => answer.text(place)?.map_or(Value::Null, Value::Text),
        Column::Boolean => answer.truth(place)?.map_or(Value::Null, Value::Boolean),
        Column::Id => answer.whole(place)?.map_or(Value::Null, |number| Value::Id(Id(number))),
        Column::Integer => {
            answer.whole(place)?.and_then(|number| value_of_whole(field, number)).unwrap_or_default()
        }
        Column::Money => {
            let currency = answer.text(place + 1)?.and_then(|code| code.parse::<Currency>().ok());
            match (answer.whole(place)?, currency) {
                (Some(minor), Some(currency)) => Value::Money(Money::new(minor, currency)),
                (_, _) => Value::Null,
            }
        }
        Column::Link => match (answer.whole(place)?, answer.text(place + 1)?) {
            (Some(id), Some(object)) => Value::Link(Link { object, id: Id(id) }),
            (_, _) => Value::Null,
        },
        Column::Links => Value::Null,
    })
}
