use access::{Level, Levels};
use catalog::{Access, Catalog, Field, Object};
use datafusion::arrow::datatypes::{DataType, Field as ArrowField, Schema, SchemaRef, TimeUnit};
use records::Door;
use std::sync::Arc;
use value::FieldType;

/// The id of each row as a number, for reach and order; nobody can ask for it.
pub(crate) const NUMBER: &str = "#id";
/// The record that decides who sees the row, where it is not the row itself.
pub(crate) const DECIDING: &str = "#of";
/// Digits of an amount: three after the point hold every currency of ISO 4217.
const AMOUNT: (u8, i8) = (22, 3);
const DECIMAL_DIGITS: u8 = 28;
/// The program's own object that is told with the customers.
const VALUE_HISTORY: &str = "value_history";

/// An object as a table of the warehouse.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub object: Arc<Object>,
    pub columns: Vec<Column>,
    /// Reference whose record decides who sees a row; the row itself otherwise.
    pub deciding: Option<usize>,
}

/// One column of a table, filled from one field.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub name: String,
    pub field: usize,
    pub holds: Holds,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    Text,
    Integer,
    Decimal(i8),
    Amount,
    Currency,
    Truth,
    Day,
    Moment,
    Reference,
}

/// A table as somebody sees it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TableCard {
    pub name: String,
    pub object: String,
    pub columns: Vec<ColumnCard>,
}

/// A column as somebody sees it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ColumnCard {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Field of the object that it is filled from.
    pub field: String,
}

impl Table {
    /// Every object that people may see, and how the customers' value went.
    pub fn all(catalog: &Catalog) -> Vec<Table> {
        catalog.objects().iter().filter_map(Table::of).collect()
    }

    pub fn of(object: &Arc<Object>) -> Option<Table> {
        let deciding = match (&object.access, object.name.as_str()) {
            (Access::System, VALUE_HISTORY) => Some(object.position("customer")?),
            (Access::System, _) => return None,
            (Access::Owned | Access::Shared | Access::Private { .. } | Access::Parent(_), _) => None,
        };
        let mut columns: Vec<Column> = Vec::new();
        for (position, field) in object.fields.iter().enumerate() {
            if field.secret || position == catalog::DELETED_AT {
                continue;
            }
            let holds = Holds::of(field);
            columns.push(Column { name: field.name.clone(), field: position, holds });
            let currency = format!("{}_currency", field.name);
            if holds == Holds::Amount && object.field(&currency).is_none() {
                columns.push(Column { name: currency, field: position, holds: Holds::Currency });
            }
        }
        Some(Table { object: object.clone(), columns, deciding })
    }

    /// Name in SQL: that of the REST address.
    pub fn sql_name(&self) -> &str {
        &self.object.plural
    }

    /// What the files hold.
    pub fn schema(&self) -> SchemaRef {
        let mut fields = vec![ArrowField::new(NUMBER, DataType::Int64, false)];
        fields.extend(self.deciding.map(|_| ArrowField::new(DECIDING, DataType::Int64, true)));
        fields.extend(
            self.columns.iter().map(|column| ArrowField::new(&column.name, column.holds.arrow(), true)),
        );
        Arc::new(Schema::new(fields))
    }

    /// Differs when the files have to be written anew.
    pub fn shape(&self) -> String {
        let words = self.columns.iter().map(|column| format!("{}:{:?}", column.name, column.holds));
        words.collect::<Vec<_>>().join(",")
    }

    /// Columns that somebody may see in full; what he sees masked is not there for him.
    pub fn columns_for(&self, door: &Door) -> Vec<&Column> {
        let system = door.actor().is_system();
        let levels = |object: &Object| {
            if system { Levels::Open } else { Levels::of(&door.actor().rights, object) }
        };
        let own = levels(&self.object);
        let customer = door.catalog().object("customer").filter(|_| self.deciding.is_some());
        let of_customer = customer.map(|customer| (customer, levels(customer)));
        let open = |column: &&Column| match &of_customer {
            None => own.at(column.field) >= Level::Read,
            Some((customer, levels)) => {
                let name = &self.object.fields[column.field].name;
                let of_the_row = column.field < catalog::SYSTEM_FIELDS || name == "customer" || name == "on";
                of_the_row || customer.position(name).is_some_and(|place| levels.at(place) >= Level::Read)
            }
        };
        self.columns.iter().filter(open).collect()
    }

    pub fn card(&self, columns: &[&Column]) -> TableCard {
        let card = |column: &&Column| ColumnCard {
            name: column.name.clone(),
            kind: column.holds.word(),
            field: self.object.fields[column.field].name.clone(),
        };
        TableCard {
            name: self.sql_name().to_owned(),
            object: self.object.name.clone(),
            columns: columns.iter().map(card).collect(),
        }
    }
}

impl Holds {
    fn of(field: &Field) -> Holds {
        match field.result {
            FieldType::Number | FieldType::Duration => Holds::Integer,
            FieldType::Decimal | FieldType::Percent => Holds::Decimal(field.scale as i8),
            FieldType::Money => Holds::Amount,
            FieldType::Boolean => Holds::Truth,
            FieldType::Date => Holds::Day,
            FieldType::DateTime => Holds::Moment,
            FieldType::Reference | FieldType::File => Holds::Reference,
            FieldType::Text
            | FieldType::LongText
            | FieldType::RichText
            | FieldType::Choice
            | FieldType::MultiChoice
            | FieldType::Email
            | FieldType::Phone
            | FieldType::Url
            | FieldType::Address
            | FieldType::PersonName
            | FieldType::Json
            | FieldType::AutoNumber
            | FieldType::Formula
            | FieldType::RollUp => Holds::Text,
        }
    }

    pub fn arrow(self) -> DataType {
        match self {
            Holds::Text | Holds::Currency | Holds::Reference => DataType::Utf8,
            Holds::Integer => DataType::Int64,
            Holds::Decimal(scale) => DataType::Decimal128(DECIMAL_DIGITS, scale),
            Holds::Amount => DataType::Decimal128(AMOUNT.0, AMOUNT.1),
            Holds::Truth => DataType::Boolean,
            Holds::Day => DataType::Date32,
            Holds::Moment => DataType::Timestamp(TimeUnit::Microsecond, Some("+00:00".into())),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Holds::Text | Holds::Currency | Holds::Reference => "text",
            Holds::Integer => "integer",
            Holds::Decimal(_) | Holds::Amount => "decimal",
            Holds::Truth => "boolean",
            Holds::Day => "date",
            Holds::Moment => "date_time",
        }
    }
}
