use crate::error::Error;
use crate::query::Query;
use crate::read::Reading;
use catalog::{Code, Field, FieldError};
use store::{Aggregation, Bucket, MeasureOp, Session};
use value::{Column, FieldType, Value};

/// A field to group by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupBy {
    /// Name of the field.
    pub field: String,
    /// Period of a date.
    pub bucket: Option<Bucket>,
}

/// A figure of each group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Name of the field.
    pub field: String,
    /// What is worked out.
    pub op: MeasureOp,
}

/// A group with its figures, in the order asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Values of the group fields; periods as text.
    pub group: Vec<Value>,
    /// Records in it.
    pub count: i64,
    /// Figures.
    pub measures: Vec<Value>,
}

/// Counts and sums within reach, over fields that the asker sees in full.
pub(crate) fn run(
    reading: &Reading<'_>,
    session: &mut Session<'_>,
    query: &Query,
    group_by: &[GroupBy],
    measures: &[Measure],
) -> Result<Vec<Group>, Error> {
    let groups: Vec<store::GroupBy> = group_by
        .iter()
        .map(|group| {
            let field = reading.open_position(&group.field)?;
            let declared = &reading.object.fields[field];
            let dated = matches!(declared.result, FieldType::Date | FieldType::DateTime);
            if matches!(declared.column(), Column::Links) || (group.bucket.is_some() && !dated) {
                return Err(refuse(declared, "group_by"));
            }
            Ok(store::GroupBy { field, bucket: group.bucket })
        })
        .collect::<Result<_, _>>()?;
    let figures: Vec<store::Measure> = measures
        .iter()
        .map(|measure| {
            let field = reading.open_position(&measure.field)?;
            let declared = &reading.object.fields[field];
            let adds = matches!(measure.op, MeasureOp::Sum | MeasureOp::Avg);
            let counts = matches!(
                declared.result,
                FieldType::Number
                    | FieldType::Decimal
                    | FieldType::Percent
                    | FieldType::Money
                    | FieldType::Duration
            );
            let dated = matches!(declared.result, FieldType::Date | FieldType::DateTime);
            if !(counts || dated && !adds) {
                return Err(refuse(declared, "sum"));
            }
            Ok(store::Measure { field, op: measure.op })
        })
        .collect::<Result<_, _>>()?;
    let ranked = reading.ranked(session, query)?;
    let fields: Vec<usize> =
        groups.iter().map(|group| group.field).chain(figures.iter().map(|figure| figure.field)).collect();
    reading.within(session, query, ranked.as_deref(), &fields, &[], |session, select| {
        let zone = &reading.inner.company.load().time_zone;
        let asked = Aggregation { rows: clone_of(select), group_by: &groups, measures: &figures, zone };
        let groups = reading.groups(session, &asked)?;
        let group = |found: &store::GroupRow| Group {
            group: found.group.clone(),
            count: found.count,
            measures: found.measures.clone(),
        };
        Ok(groups.iter().map(group).collect())
    })
}

fn clone_of<'a>(select: &store::Select<'a>) -> store::Select<'a> {
    store::Select {
        catalog: select.catalog,
        object: select.object,
        reach: select.reach,
        reaches: select.reaches,
        fields: select.fields,
        condition: select.condition,
        trash: select.trash,
        ids: select.ids,
        sort: select.sort,
        after: select.after,
        limit: select.limit,
        offset: select.offset,
    }
}

fn refuse(field: &Field, operator: &str) -> Error {
    Error::Invalid(vec![FieldError::new(&field.name, Code::Operator).with("operator", operator)])
}
