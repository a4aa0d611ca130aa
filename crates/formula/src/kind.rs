use std::fmt;
use value::FieldType;

/// What a formula gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Whole number, decimal, percent or seconds.
    Number,
    /// Amount of money.
    Money,
    /// Text, a choice.
    Text,
    /// Calendar day.
    Date,
    /// Instant.
    Moment,
    /// Yes or no.
    Truth,
    /// Known only when it is worked out.
    Any,
}

impl Kind {
    pub(crate) fn is_numeric(self) -> bool {
        matches!(self, Kind::Number | Kind::Money | Kind::Any)
    }

    /// The kind of a value that is of either kind; none when they have nothing in common.
    pub(crate) fn union(self, other: Kind) -> Option<Kind> {
        match (self, other) {
            (Kind::Number, Kind::Money) | (Kind::Money, Kind::Number) => Some(Kind::Money),
            (Kind::Date, Kind::Moment) | (Kind::Moment, Kind::Date) => Some(Kind::Moment),
            (one, other) => (one == other).then_some(one),
        }
    }
}

impl From<FieldType> for Kind {
    fn from(field_type: FieldType) -> Kind {
        match field_type {
            FieldType::Number | FieldType::Decimal | FieldType::Percent | FieldType::Duration => Kind::Number,
            FieldType::Money => Kind::Money,
            FieldType::Boolean => Kind::Truth,
            FieldType::Date => Kind::Date,
            FieldType::DateTime => Kind::Moment,
            FieldType::Text
            | FieldType::LongText
            | FieldType::RichText
            | FieldType::Choice
            | FieldType::Email
            | FieldType::Phone
            | FieldType::Url
            | FieldType::AutoNumber => Kind::Text,
            FieldType::MultiChoice
            | FieldType::Reference
            | FieldType::Address
            | FieldType::PersonName
            | FieldType::File
            | FieldType::Json
            | FieldType::Formula
            | FieldType::RollUp => Kind::Any,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Number => "a number",
            Kind::Money => "an amount of money",
            Kind::Text => "a text",
            Kind::Date => "a date",
            Kind::Moment => "a moment",
            Kind::Truth => "yes or no",
            Kind::Any => "anything",
        })
    }
}
