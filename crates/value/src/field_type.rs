use serde::{Deserialize, Serialize};

/// The closed table of field types: what a field can be declared as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// One line of text.
    Text,
    /// Several lines of plain text.
    LongText,
    /// Formatted text, kept as sanitised HTML.
    RichText,
    /// Whole number, 64 bits.
    Number,
    /// Exact decimal with a fixed number of digits after the point.
    Decimal,
    /// Minor units and a currency.
    Money,
    /// Decimal in percent units (12.5 means 12.5 %).
    Percent,
    /// Yes or no.
    Boolean,
    /// Calendar day without a time zone.
    Date,
    /// Instant in UTC.
    DateTime,
    /// Seconds.
    Duration,
    /// One of the options.
    Choice,
    /// Any of the options.
    MultiChoice,
    /// Another record, or several.
    Reference,
    /// E-mail address.
    Email,
    /// Telephone number in E.164 form.
    Phone,
    /// Web address.
    Url,
    /// Postal address in parts.
    Address,
    /// Name of a person in parts.
    PersonName,
    /// An attachment: image or file.
    File,
    /// Anything that JSON can say.
    Json,
    /// Worked out from fields of the same record whenever it is written.
    Formula,
    /// Worked out from child records whenever one of them is written.
    RollUp,
    /// Running number with a pattern.
    AutoNumber,
}

/// How the database keeps a value. Dates are days since 1970, moments are microseconds since 1970 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// UTF-8 text.
    Text,
    /// 64-bit integer; decimals are scaled by the field's digits.
    Integer,
    /// Minor units in the column and the currency code in a second one.
    Money,
    /// Truth value.
    Boolean,
    /// Id of a record of a fixed object.
    Id,
    /// Id in the column and the object's name in a second one.
    Link,
    /// JSON as text.
    Json,
    /// No column: rows of a link table.
    Links,
}

impl FieldType {
    /// All types in the order in which the settings page offers them.
    pub const ALL: [FieldType; 24] = [
        FieldType::Text,
        FieldType::LongText,
        FieldType::RichText,
        FieldType::Number,
        FieldType::Decimal,
        FieldType::Money,
        FieldType::Percent,
        FieldType::Boolean,
        FieldType::Date,
        FieldType::DateTime,
        FieldType::Duration,
        FieldType::Choice,
        FieldType::MultiChoice,
        FieldType::Reference,
        FieldType::Email,
        FieldType::Phone,
        FieldType::Url,
        FieldType::Address,
        FieldType::PersonName,
        FieldType::File,
        FieldType::Json,
        FieldType::Formula,
        FieldType::RollUp,
        FieldType::AutoNumber,
    ];

    /// The name in object files and in the API.
    pub fn name(self) -> &'static str {
        match self {
            FieldType::Text => "text",
            FieldType::LongText => "long_text",
            FieldType::RichText => "rich_text",
            FieldType::Number => "number",
            FieldType::Decimal => "decimal",
            FieldType::Money => "money",
            FieldType::Percent => "percent",
            FieldType::Boolean => "boolean",
            FieldType::Date => "date",
            FieldType::DateTime => "date_time",
            FieldType::Duration => "duration",
            FieldType::Choice => "choice",
            FieldType::MultiChoice => "multi_choice",
            FieldType::Reference => "reference",
            FieldType::Email => "email",
            FieldType::Phone => "phone",
            FieldType::Url => "url",
            FieldType::Address => "address",
            FieldType::PersonName => "person_name",
            FieldType::File => "file",
            FieldType::Json => "json",
            FieldType::Formula => "formula",
            FieldType::RollUp => "roll_up",
            FieldType::AutoNumber => "auto_number",
        }
    }

    /// Worked out by the program, never written by anybody.
    pub fn is_computed(self) -> bool {
        matches!(self, FieldType::Formula | FieldType::RollUp | FieldType::AutoNumber)
    }

    /// Holds text that a person typed and that sorts by a language's rules.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            FieldType::Text
                | FieldType::LongText
                | FieldType::RichText
                | FieldType::Email
                | FieldType::Phone
                | FieldType::Url
                | FieldType::AutoNumber
                | FieldType::PersonName
        )
    }

    /// Longest text accepted where the field sets no limit of its own, in characters.
    pub fn default_max_length(self) -> usize {
        match self {
            FieldType::LongText | FieldType::RichText => 100_000,
            FieldType::Json => 200_000,
            FieldType::Url => 2_000,
            FieldType::Email => 254,
            FieldType::Phone => 40,
            _ => 500,
        }
    }
}
