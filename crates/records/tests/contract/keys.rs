use catalog::{Catalog, Field, SYSTEM_FIELDS, keys};
use records::{Draft, Record};
use std::fmt::Write;
use std::path::Path;
use testkit::{Filling, Samples, for_each_database, golden};
use value::{Column, FieldType, Money, Value};

#[test]
fn the_keys_are_those_of_the_object_files() {
    let catalog = Catalog::built_in().unwrap();
    let mut text = String::from(
        "// @generated from the object files by the contract test of records; GUANXI_BLESS=1 writes it anew.\n\n\
         //! The fields of the built-in objects, each with the type of what it holds.\n\n\
         use crate::Key;\nuse serde_json::Value as Json;\nuse value::{Date, Decimal, Id, Link, Money, Timestamp};\n",
    );
    for object in catalog.objects() {
        writeln!(text, "\n/// Fields of `{0}`.\npub mod {0} {{\n    use super::*;\n", object.name).unwrap();
        for field in object.fields.iter().skip(SYSTEM_FIELDS) {
            let (name, upper) = (&field.name, field.name.to_uppercase());
            let object = &object.name;
            writeln!(
                text,
                "    pub const {upper}: Key<{}> = Key::new(\"{object}\", \"{name}\");",
                holds(field)
            )
            .unwrap();
        }
        text.push_str("}\n");
    }
    golden(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalog/src/keys.rs"), &text);
}

#[test]
fn a_key_reads_and_writes_what_its_field_holds() {
    for_each_database(|company| {
        let door = company.records.as_system("test");
        let mut samples = Samples::new(20);
        let draft = samples.draft(&door, "customer", Filling::Required);
        let wallet = Money::new(12_50, "EUR".parse().unwrap());
        let draft = draft
            .with(keys::customer::STATED_WALLET, wallet)
            .with(keys::customer::NAME, "Acme".to_owned())
            .with(keys::customer::ROLES, vec!["dealer".to_owned()]);
        let made: Record = door.create(draft).unwrap();
        assert_eq!(made.read(keys::customer::STATED_WALLET), Some(wallet));
        assert_eq!(made.read(keys::customer::NAME).as_deref(), Some("Acme"));
        assert_eq!(made.read(keys::customer::ROLES), Some(vec!["dealer".to_owned()]));
        assert_eq!(made.read(keys::customer::BIRTHDAY), None);
        assert_eq!(made.read(keys::order::TOTAL), None, "a key of another object reads nothing");
        let task = Draft::new("task")
            .with(keys::task::SUBJECT, "call".to_owned())
            .with(keys::task::CUSTOMER, made.id());
        let task = door.create(task).unwrap();
        assert_eq!(task.read(keys::task::CUSTOMER), Some(made.id()));
        assert_eq!(task.get("customer"), &Value::Id(made.id()));
    });
}

fn holds(field: &Field) -> &'static str {
    match (field.column(), field.result) {
        (Column::Text, _) => "String",
        (Column::Money, _) => "Money",
        (Column::Boolean, _) => "bool",
        (Column::Id, _) => "Id",
        (Column::Link, _) => "Link",
        (Column::Links, _) if field.target().is_some() => "Vec<Id>",
        (Column::Links, _) => "Vec<Link>",
        (Column::Json, FieldType::MultiChoice) => "Vec<String>",
        (Column::Json, _) => "Json",
        (Column::Integer, FieldType::Date) => "Date",
        (Column::Integer, FieldType::DateTime) => "Timestamp",
        (Column::Integer, FieldType::Decimal | FieldType::Percent) => "Decimal",
        (Column::Integer, _) => "i64",
    }
}
