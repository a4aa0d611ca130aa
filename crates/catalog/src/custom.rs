use crate::declare::{FieldDeclaration, ObjectDeclaration};
use crate::labels::Localized;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An object that the company added at run time: the same shape as an object file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomObject {
    /// Starts with `x_`.
    pub name: String,
    /// As in a file.
    pub declaration: ObjectDeclaration,
    /// Texts by path (`one`, `many`, `fields.x_colour`).
    #[serde(default)]
    pub labels: BTreeMap<String, Localized>,
}

/// A field that the company added to an object at run time.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomField {
    /// Object that it belongs to.
    pub object: String,
    /// Starts with `x_`.
    pub name: String,
    /// As in a file.
    pub declaration: FieldDeclaration,
    /// Texts by path (`fields.x_colour`, `options.x_colour.red`).
    #[serde(default)]
    pub labels: BTreeMap<String, Localized>,
}
