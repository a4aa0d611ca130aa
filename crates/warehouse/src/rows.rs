use crate::error::Error;
use crate::table::{Holds, Table};
use catalog::{Field, JsonContext};
use datafusion::arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Decimal128Builder, Int64Builder, RecordBatch, StringBuilder,
    TimestampMicrosecondBuilder,
};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::arrow::error::ArrowError;
use records::Record;
use rust_decimal::Decimal;
use std::sync::Arc;
use value::{FieldType, Id, Value, days_of_date};

/// Collects records into columns.
pub(crate) struct Rows<'t> {
    table: &'t Table,
    schema: SchemaRef,
    numbers: Int64Builder,
    deciding: Int64Builder,
    columns: Vec<Builder>,
    count: usize,
}

enum Builder {
    Text(StringBuilder),
    Integer(Int64Builder),
    Decimal(Decimal128Builder, i8),
    Truth(BooleanBuilder),
    Day(Date32Builder),
    Moment(TimestampMicrosecondBuilder),
}

impl<'t> Rows<'t> {
    pub fn of(table: &'t Table) -> Rows<'t> {
        Rows {
            table,
            schema: table.schema(),
            numbers: Int64Builder::new(),
            deciding: Int64Builder::new(),
            columns: table.columns.iter().map(|column| Builder::of(column.holds)).collect(),
            count: 0,
        }
    }

    pub fn len(&self) -> usize {
        self.count
    }

    pub fn push(&mut self, record: &Record, ctx: &JsonContext<'_>) {
        let values = record.values();
        self.count += 1;
        self.numbers.append_value(record.id().0);
        if let Some(deciding) = self.table.deciding {
            self.deciding.append_option(values[deciding].as_id().map(|id| id.0));
        }
        for (column, builder) in self.table.columns.iter().zip(&mut self.columns) {
            let (field, value) = (&self.table.object.fields[column.field], &values[column.field]);
            builder.push(column.holds, field, value, ctx);
        }
    }

    /// What was collected; nothing is left in here.
    pub fn take(&mut self) -> Result<RecordBatch, Error> {
        self.count = 0;
        let mut arrays: Vec<ArrayRef> = vec![Arc::new(self.numbers.finish())];
        if self.table.deciding.is_some() {
            arrays.push(Arc::new(self.deciding.finish()));
        }
        for builder in &mut self.columns {
            arrays.push(builder.finish().map_err(|error| Error::Files(error.to_string()))?);
        }
        RecordBatch::try_new(self.schema.clone(), arrays).map_err(|error| Error::Files(error.to_string()))
    }
}

impl Builder {
    fn of(holds: Holds) -> Builder {
        match holds {
            Holds::Text | Holds::Currency | Holds::Reference => Builder::Text(StringBuilder::new()),
            Holds::Integer => Builder::Integer(Int64Builder::new()),
            Holds::Decimal(scale) => {
                Builder::Decimal(Decimal128Builder::new().with_data_type(holds.arrow()), scale)
            }
            Holds::Amount => Builder::Decimal(Decimal128Builder::new().with_data_type(holds.arrow()), 3),
            Holds::Truth => Builder::Truth(BooleanBuilder::new()),
            Holds::Day => Builder::Day(Date32Builder::new()),
            Holds::Moment => {
                Builder::Moment(TimestampMicrosecondBuilder::new().with_data_type(holds.arrow()))
            }
        }
    }

    fn push(&mut self, holds: Holds, field: &Field, value: &Value, ctx: &JsonContext<'_>) {
        match self {
            Builder::Text(builder) => match holds {
                Holds::Currency => match value.as_money() {
                    Some(money) => builder.append_value(money.currency.code()),
                    None => builder.append_null(),
                },
                Holds::Reference => builder.append_option(references(field, value, ctx)),
                Holds::Text
                | Holds::Integer
                | Holds::Decimal(_)
                | Holds::Amount
                | Holds::Truth
                | Holds::Day
                | Holds::Moment => builder.append_option(words(field, value, ctx)),
            },
            Builder::Integer(builder) => builder.append_option(value.as_integer()),
            Builder::Decimal(builder, scale) => {
                builder.append_option(value.as_decimal().and_then(|number| scaled(number, *scale)))
            }
            Builder::Truth(builder) => builder.append_option(match value {
                Value::Boolean(truth) => Some(*truth),
                _ => None,
            }),
            Builder::Day(builder) => {
                builder.append_option(value.as_date().and_then(|day| i32::try_from(days_of_date(day)).ok()))
            }
            Builder::Moment(builder) => {
                builder.append_option(value.as_moment().map(|moment| moment.as_microsecond()))
            }
        }
    }

    fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Builder::Text(builder) => Arc::new(builder.finish()),
            Builder::Integer(builder) => Arc::new(builder.finish()),
            Builder::Decimal(builder, _) => Arc::new(builder.finish()),
            Builder::Truth(builder) => Arc::new(builder.finish()),
            Builder::Day(builder) => Arc::new(builder.finish()),
            Builder::Moment(builder) => Arc::new(builder.finish()),
        })
    }
}

fn scaled(number: Decimal, scale: i8) -> Option<i128> {
    let wanted = u32::try_from(scale).ok()?;
    let mut number = number;
    number.rescale(wanted);
    (number.scale() == wanted).then(|| number.mantissa())
}

/// Typed ids; several with commas between them.
fn references(field: &Field, value: &Value, ctx: &JsonContext<'_>) -> Option<String> {
    let prefix_of = |object: &str| ctx.catalog.object(object).map_or("xxx", |object| object.prefix.as_str());
    let typed = |id: Id| id.with_prefix(field.to.first().map_or("xxx", |name| prefix_of(name)));
    match value {
        Value::Id(id) => Some(typed(*id)),
        Value::Link(link) => Some(link.id.with_prefix(prefix_of(&link.object))),
        Value::List(list) => {
            let ids: Vec<String> = list.iter().filter_map(|one| references(field, one, ctx)).collect();
            (!ids.is_empty()).then(|| ids.join(","))
        }
        _ => None,
    }
}

/// Options with commas between them, the whole name of a person, other things as JSON.
fn words(field: &Field, value: &Value, ctx: &JsonContext<'_>) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Text(text) => Some(text.clone()),
        Value::List(list) => {
            let words: Vec<String> = list.iter().filter_map(|one| words(field, one, ctx)).collect();
            (!words.is_empty()).then(|| words.join(","))
        }
        Value::Json(json) if field.result == FieldType::PersonName => {
            json.get("full").and_then(|full| full.as_str()).map(str::to_owned)
        }
        Value::Json(_) if field.localized => {
            let told = catalog::write_json(field, value, ctx);
            told.as_str().map(str::to_owned).or_else(|| (!told.is_null()).then(|| told.to_string()))
        }
        Value::Json(json) => Some(json.to_string()),
        Value::Boolean(_)
        | Value::Integer(_)
        | Value::Decimal(_)
        | Value::Money(_)
        | Value::Date(_)
        | Value::Moment(_)
        | Value::Id(_)
        | Value::Link(_) => Some(catalog::write_json(field, value, ctx).to_string()),
    }
}
