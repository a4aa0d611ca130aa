//! What a field can hold: values, the closed table of field types, money, ids, and normal forms of text.

mod field_type;
mod id;
mod money;
mod number;
pub mod text;
mod value;

pub use field_type::{Column, FieldType};
pub use id::{Id, IdClock, IdError};
pub use money::{Currency, Money, MoneyError};
pub use number::{decimal_to_scaled, parse_decimal, round_half_away, scaled_to_decimal};
pub use value::{Link, Value, date_from_days, day_in_zone, days_of_date, moment_from_micros, moment_text};

pub use jiff::Timestamp;
pub use jiff::civil::Date;
pub use rust_decimal::Decimal;
