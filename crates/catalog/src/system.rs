use crate::field::{Field, Side};
use value::FieldType;

/// Position of the id in a record's values.
pub const ID: usize = 0;
/// Position of the version.
pub const VERSION: usize = 1;
/// Position of the moment of creation.
pub const CREATED_AT: usize = 2;
/// Position of the creator.
pub const CREATED_BY: usize = 3;
/// Position of the moment of the last change.
pub const UPDATED_AT: usize = 4;
/// Position of the last writer.
pub const UPDATED_BY: usize = 5;
/// Position of the moment of deletion; empty for living records.
pub const DELETED_AT: usize = 6;
/// Number of fields that every object begins with.
pub const SYSTEM_FIELDS: usize = 7;
/// Name of the owner field of owned and private objects.
pub const OWNER: &str = "owner";
/// Name of the team field of owned objects.
pub const TEAM: &str = "team";

/// The fields that every object begins with, in the order of the constants.
pub(crate) fn system_fields(own_name: &str) -> Vec<Field> {
    vec![
        Field { read_only: true, ..plain("id", FieldType::Reference, &[own_name]) },
        plain("version", FieldType::Number, &[]),
        Field { index: true, ..plain("created_at", FieldType::DateTime, &[]) },
        plain("created_by", FieldType::Reference, &["user"]),
        plain("updated_at", FieldType::DateTime, &[]),
        plain("updated_by", FieldType::Reference, &["user"]),
        plain("deleted_at", FieldType::DateTime, &[]),
    ]
}

/// Owner, for owned and private objects.
pub(crate) fn owner_field() -> Field {
    Field {
        index: true,
        system: false,
        default: Some(serde_json::Value::from("me")),
        ..plain(OWNER, FieldType::Reference, &["user"])
    }
}

/// Team, for owned objects.
pub(crate) fn team_field() -> Field {
    Field { index: true, system: false, ..plain(TEAM, FieldType::Reference, &["team"]) }
}

fn plain(name: &str, kind: FieldType, to: &[&str]) -> Field {
    Field {
        name: name.to_owned(),
        kind,
        system: true,
        custom: false,
        hidden: false,
        required: false,
        unique: false,
        search: false,
        index: false,
        audit: false,
        personal: false,
        secret: false,
        read_only: false,
        default: None,
        min: None,
        max: None,
        max_length: kind.default_max_length(),
        scale: 0,
        currency_field: None,
        options: Vec::new(),
        to: to.iter().map(|name| (*name).to_owned()).collect(),
        many: false,
        formula: None,
        result: kind,
        rollup: None,
        required_when: None,
        mask: None,
        country: None,
        order: value::text::Order::default(),
        side: Side::Own,
        as_open_as: None,
        pattern: None,
        image: false,
        localized: false,
    }
}
