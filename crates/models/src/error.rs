use thiserror::Error;

/// Why a column cannot be worked with. Rows count from 0, as in the columns given.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ModelError {
    #[error("column {column} has {rows} rows where {expected} are needed")]
    Length { column: &'static str, rows: usize, expected: usize },
    #[error("row {row}: customer {customer} is not one of the {customers} customers")]
    UnknownCustomer { row: usize, customer: u32, customers: usize },
    #[error(
        "row {row}: {repeats} repeat purchase days do not fit into {last_days} days up to the last purchase"
    )]
    TooManyRepeats { row: usize, repeats: u32, last_days: u32 },
    #[error(
        "row {row}: the last purchase on day {last_days} lies after the end of the history on day {age_days}"
    )]
    LastAfterEnd { row: usize, last_days: u32, age_days: u32 },
    #[error("row {row}, column {column}: {value} is not a finite number")]
    NotFinite { row: usize, column: &'static str, value: f64 },
    #[error("setting {setting}: {value} is outside {allowed}")]
    Setting { setting: &'static str, value: f64, allowed: &'static str },
    #[error("row {row}, column {column}: {value} is not between {low} and {high}")]
    OffScale { row: usize, column: &'static str, value: f64, low: f64, high: f64 },
    #[error("{have} {what} are too few; {need} are needed")]
    TooFew { what: &'static str, have: usize, need: usize },
    #[error("the {model} does not settle on these rows")]
    Unsettled { model: &'static str },
    #[error("more than {most} {what}; ask for less")]
    TooMany { what: &'static str, most: usize },
    #[error("there is no customer with a purchase")]
    NoCustomers,
}

/// Both columns of one table have as many rows.
pub(crate) fn same_length(column: &'static str, rows: usize, expected: usize) -> Result<(), ModelError> {
    if rows == expected { Ok(()) } else { Err(ModelError::Length { column, rows, expected }) }
}

/// Every value of the column is a number that can be computed with.
pub(crate) fn all_finite(column: &'static str, values: &[f64]) -> Result<(), ModelError> {
    match values.iter().position(|value| !value.is_finite()) {
        Some(row) => Err(ModelError::NotFinite { row, column, value: values[row] }),
        None => Ok(()),
    }
}
