use crate::Pattern;
use formula::Op;
use serde_json::Value as Json;
use value::{Column, FieldType, text};

/// A field of an object, checked.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name in the API and in the database.
    pub name: String,
    /// What it is declared as.
    pub kind: FieldType,
    /// Added by the engine.
    pub system: bool,
    /// Added at run time.
    pub custom: bool,
    /// Not drawn on the screen; who may see it is a matter of roles.
    pub hidden: bool,
    /// A value must be given.
    pub required: bool,
    /// No two living records share a value.
    pub unique: bool,
    /// Goes into the search index.
    pub search: bool,
    /// Has a database index.
    pub index: bool,
    /// Reads are recorded when the audit of reads is on.
    pub audit: bool,
    /// Personal data: encrypted in the change log.
    pub personal: bool,
    /// Left out of the change log.
    pub secret: bool,
    /// Only the program writes it.
    pub read_only: bool,
    /// Value of a new record; `today`, `now` and `me` are worked out.
    pub default: Option<Json>,
    /// Smallest number.
    pub min: Option<f64>,
    /// Largest number.
    pub max: Option<f64>,
    /// Longest text in characters.
    pub max_length: usize,
    /// Digits after the point that the database keeps.
    pub scale: u32,
    /// Field of the same record that holds the currency of a money formula or roll-up.
    pub currency_field: Option<String>,
    /// Options of a choice.
    pub options: Vec<Choice>,
    /// Objects that a reference may point to; empty means any.
    pub to: Vec<String>,
    /// A reference to several records.
    pub many: bool,
    /// Text of the formula.
    pub formula: Option<String>,
    /// Type of a formula's or roll-up's result; the type itself elsewhere.
    pub result: FieldType,
    /// What a roll-up sums up.
    pub rollup: Option<RollUp>,
    /// Formula that makes the field required.
    pub required_when: Option<String>,
    /// How a masked reader sees it.
    pub mask: Option<String>,
    /// Country of telephone numbers that name none; China where the company has said nothing else.
    pub country: Option<String>,
    /// By which rules its texts are put in order.
    pub order: text::Order,
    /// Where it is kept.
    pub side: Side,
    /// Field of the same record that tells the same in other words: this one is never more open than that.
    pub as_open_as: Option<String>,
    /// Pattern of an auto number.
    pub pattern: Option<Pattern>,
    /// A file that is a picture.
    pub image: bool,
    /// JSON that holds a text per language.
    pub localized: bool,
}

/// Where a field's column lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In the object's own table.
    Own,
    /// In the side table of figures, joined on read.
    Insight,
}

/// An option of a choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// Fixed meaning for the program.
    pub kind: Option<String>,
    /// Tag colour.
    pub color: Option<String>,
}

/// Sum over child records.
#[derive(Debug, Clone)]
pub struct RollUp {
    /// Child object.
    pub of: String,
    /// Reference of the child that points here.
    pub by: String,
    /// What is done with the values.
    pub op: RollUpOp,
    /// The child's field; not needed for a count.
    pub field: Option<String>,
    /// Only children for which this formula holds.
    pub condition: Option<String>,
}

/// What a roll-up does with the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RollUpOp {
    Sum,
    Count,
    Min,
    Max,
}

impl Field {
    /// Country of telephone numbers that name none.
    pub fn home(&self) -> &str {
        self.country.as_deref().unwrap_or(text::HOME)
    }

    /// How the database keeps it.
    pub fn column(&self) -> Column {
        match self.result {
            FieldType::Text
            | FieldType::LongText
            | FieldType::RichText
            | FieldType::Choice
            | FieldType::Email
            | FieldType::Phone
            | FieldType::Url
            | FieldType::AutoNumber => Column::Text,
            FieldType::Number
            | FieldType::Decimal
            | FieldType::Percent
            | FieldType::Date
            | FieldType::DateTime
            | FieldType::Duration => Column::Integer,
            FieldType::Money => Column::Money,
            FieldType::Boolean => Column::Boolean,
            FieldType::Reference if self.many => Column::Links,
            FieldType::Reference if self.to.len() == 1 => Column::Id,
            FieldType::Reference => Column::Link,
            FieldType::File => Column::Id,
            FieldType::MultiChoice | FieldType::Address | FieldType::PersonName | FieldType::Json => {
                Column::Json
            }
            FieldType::Formula | FieldType::RollUp => Column::Text,
        }
    }

    /// A caller may give it a value.
    pub fn writable(&self) -> bool {
        !self.system && !self.read_only && !self.kind.is_computed()
    }

    /// Has a stored sort key beside it, because it sorts by a language's rules.
    pub fn sorts_by_language(&self) -> bool {
        self.side == Side::Own
            && (self.result == FieldType::PersonName
                || (self.result == FieldType::Text && (self.search || self.index)))
    }

    /// Kind of an option's value.
    pub fn option(&self, value: &str) -> Option<&Choice> {
        self.options.iter().find(|option| option.value == value)
    }

    /// May be a column to sort by.
    pub fn sortable(&self) -> bool {
        match self.column() {
            Column::Links => false,
            Column::Json => self.result == FieldType::PersonName,
            Column::Text | Column::Integer | Column::Money | Column::Boolean | Column::Id | Column::Link => {
                true
            }
        }
    }

    /// May be compared by an operator; what is not allowed here finds nothing anywhere.
    pub fn compares(&self, op: Op) -> bool {
        let alike = matches!(op, Op::Eq | Op::Ne | Op::In | Op::Nin | Op::IsNull);
        match (self.column(), self.result) {
            (Column::Text, _) | (Column::Json, FieldType::PersonName) => true,
            (Column::Integer | Column::Money, _) => !matches!(op, Op::Contains | Op::StartsWith),
            (Column::Boolean | Column::Id | Column::Link, _) => alike,
            (Column::Links, _) | (Column::Json, FieldType::MultiChoice) => alike || op == Op::Contains,
            (Column::Json, FieldType::Address) => matches!(op, Op::Contains | Op::IsNull),
            (Column::Json, _) => op == Op::IsNull,
        }
    }

    /// The only object that a reference points to, if there is just one.
    pub fn target(&self) -> Option<&str> {
        match self.to.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }
}
