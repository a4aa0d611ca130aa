//! Which objects exist, built in and custom: load, overlay, check, and the rules of a single field.

mod accept;
mod adjust;
mod custom;
mod declare;
mod field;
mod field_error;
mod json;
mod key;
pub mod keys;
mod labels;
mod load;
mod object;
mod pattern;
mod problems;
mod system;
mod written;

pub use adjust::{FieldAdjustment, ObjectAdjustment};
pub use custom::{CustomField, CustomObject};
pub use declare::{ActionDeclaration, FieldDeclaration, ObjectDeclaration, OptionDeclaration};
pub use field::{Choice, Field, RollUp, RollUpOp, Side};
pub use field_error::{Code, FieldError};
pub use json::{JsonContext, read_json};
pub use key::Key;
pub use labels::{LANGUAGES, Language, Localized};
pub use load::{Catalog, LoadError};
pub use object::{Access, Action, Object, Section, Timeline};
pub use pattern::{Pattern, Reset};
pub use system::{
    CREATED_AT, CREATED_BY, DELETED_AT, ID, OWNER, SYSTEM_FIELDS, TEAM, UPDATED_AT, UPDATED_BY, VERSION,
};
pub use written::{Written, write_json};
