use serde::Serialize;
use serde_json::{Map, Value as Json};

/// What is wrong with one field: a stable code that the client puts into words, and the facts for its text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldError {
    /// Name of the field, with a path in front in bulk requests (`update[3].name`).
    pub field: String,
    /// What is wrong.
    pub code: Code,
    /// Facts for the sentence.
    pub params: Map<String, Json>,
}

/// The closed list of complaints about a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    Required,
    Type,
    UnknownField,
    ReadOnly,
    TooLong,
    TooShort,
    TooCommon,
    TooSmall,
    TooLarge,
    NotAnOption,
    NotUnique,
    NotFound,
    Prefix,
    Format,
    ControlCharacters,
    Formula,
    Currency,
    Operator,
}

impl FieldError {
    /// A complaint without facts.
    pub fn new(field: &str, code: Code) -> FieldError {
        FieldError { field: field.to_owned(), code, params: Map::new() }
    }

    /// The same with one more fact.
    pub fn with(mut self, name: &str, fact: impl Into<Json>) -> FieldError {
        self.params.insert(name.to_owned(), fact.into());
        self
    }
}

impl Code {
    /// The word in the API.
    pub fn word(self) -> &'static str {
        match self {
            Code::Required => "required",
            Code::Type => "type",
            Code::UnknownField => "unknown_field",
            Code::ReadOnly => "read_only",
            Code::TooLong => "too_long",
            Code::TooShort => "too_short",
            Code::TooCommon => "too_common",
            Code::TooSmall => "too_small",
            Code::TooLarge => "too_large",
            Code::NotAnOption => "not_an_option",
            Code::NotUnique => "not_unique",
            Code::NotFound => "not_found",
            Code::Prefix => "prefix",
            Code::Format => "format",
            Code::ControlCharacters => "control_characters",
            Code::Formula => "formula",
            Code::Currency => "currency",
            Code::Operator => "operator",
        }
    }
}

impl std::fmt::Display for FieldError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.field, self.code.word())?;
        for (name, fact) in &self.params {
            write!(f, " {name}={fact}")?;
        }
        Ok(())
    }
}
