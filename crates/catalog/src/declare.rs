use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use value::FieldType;

/// An object file, word for word.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectDeclaration {
    /// Three letters in front of every id.
    pub prefix: String,
    /// REST name; the name and an s where absent.
    pub plural: Option<String>,
    /// Lucide icon.
    #[serde(default)]
    pub icon: String,
    /// The field that names a record.
    pub title: String,
    /// `owned`, `shared`, `private`, `system` or `{ parent = "field" }`.
    pub access: AccessDeclaration,
    /// Records without owner are open to every reader of the object (公海).
    #[serde(default)]
    pub pool: bool,
    /// Private objects: the choice field private/team/all that opens a record to others.
    pub share: Option<String>,
    /// Where rows appear on a customer's timeline.
    pub timeline: Option<TimelineDeclaration>,
    /// Default columns of the list.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Fields of the short create form.
    #[serde(default)]
    pub quick: Vec<String>,
    /// Fields in screen order.
    #[serde(default)]
    pub fields: IndexMap<String, FieldDeclaration>,
    /// Board view.
    pub board: Option<BoardDeclaration>,
    /// Default form.
    #[serde(default)]
    pub sections: Vec<SectionDeclaration>,
    /// Named commands.
    #[serde(default)]
    pub actions: IndexMap<String, ActionDeclaration>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AccessDeclaration {
    Word(String),
    Parent {
        parent: String,
        #[serde(default)]
        readers_write: bool,
    },
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimelineDeclaration {
    pub customer: String,
    pub at: String,
    /// Rows of this status are left out.
    pub without: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoardDeclaration {
    pub by: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionDeclaration {
    pub name: String,
    pub fields: Vec<String>,
}

/// An action in an object file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionDeclaration {
    /// Formula that must hold.
    pub when: Option<String>,
    /// Plain changes that it makes.
    #[serde(default)]
    pub set: IndexMap<String, Json>,
    /// What it asks for.
    #[serde(default)]
    pub input: IndexMap<String, FieldDeclaration>,
}

/// A field in an object file: its type and the settings that apply to it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldDeclaration {
    #[serde(rename = "type")]
    pub kind: FieldType,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unique: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub search: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub index: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub audit: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub personal: bool,
    /// Never written into the change log: a hash of a credential is worth stealing too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub secret: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub read_only: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Json>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionDeclaration>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<TargetDeclaration>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub many: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<FieldType>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rollup: Option<RollUpDeclaration>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_when: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mask: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_open_as: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reset: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub image: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub localized: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub multiline: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum TargetDeclaration {
    One(String),
    Several(Vec<String>),
}

/// An option of a choice; a bare text is its value.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OptionDeclaration {
    Value(String),
    Full {
        value: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        color: Option<String>,
    },
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollUpDeclaration {
    pub of: String,
    pub by: String,
    pub op: String,
    pub field: Option<String>,
    #[serde(rename = "where")]
    pub condition: Option<String>,
}
