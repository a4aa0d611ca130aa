//! Every object speaks three languages: compared by keys alone, so that it holds before the catalog can load.

use std::collections::BTreeSet;

use toml::{Table, Value};

use crate::assert_none;
use crate::sources;

const HELP: &[&str] = &["help", "field_help"];
const LANGUAGES: &[&str] = &["en", "zh-Hans", "zh-Hant"];

#[test]
fn every_object_has_its_labels_in_three_languages() {
    let mut complaints = Vec::new();
    let mut objects = 0;
    for area in sources::folders("objects") {
        let files = files_of(&area);
        objects += files.len();
        if files.is_empty() {
            continue;
        }
        for language in LANGUAGES {
            let path = format!("objects/{area}/labels.{language}.toml");
            if !sources::root().join(&path).is_file() {
                complaints.push(format!("{path} is missing"));
                continue;
            }
            let labels = parse(&path, &sources::read(&path));
            for object in &files {
                let file = format!("objects/{area}/{object}.toml");
                let wanted = keys_of_object(object, &parse(&file, &sources::read(&file)));
                complaints.extend(differences(&path, &wanted, &keys_of_labels(object, &labels)));
                complaints.extend(stray_help(&path, object, &wanted, &labels));
            }
        }
    }
    assert!(objects > 0, "no object was found");
    assert_none(complaints);
}

#[test]
fn a_missing_label_is_found() {
    let object = "[fields]\nname = { type = \"text\" }\nkind = { type = \"choice\", options = [{ value = \"person\" }] }\n";
    let wanted = keys_of_object("customer", &parse("customer.toml", object));
    let has =
        |labels: &str| differences("labels", &wanted, &keys_of_labels("customer", &parse("labels", labels)));
    let names = "[customer]\none = \"C\"\nmany = \"C\"\n[customer.fields]\nname = \"N\"\nkind = \"K\"\n";
    assert_eq!(has(&format!("{names}[customer.options.kind]\nperson = \"P\"\n")), Vec::<String>::new());
    assert_eq!(has(names), ["labels: customer.options.kind.person is missing"]);
    let empty = names.replace("\"N\"", "\" \"") + "[customer.options.kind]\nperson = \"P\"\n";
    assert_eq!(has(&empty), ["labels: customer.fields.name is missing"]);
    let help = parse("labels", "[customer.field_help]\nname = \"H\"\nold = \"H\"\n");
    assert_eq!(
        stray_help("l", "customer", &wanted, &help),
        ["l: help for customer.fields.old, which is no field"]
    );
    let left_over = format!("{names}old = \"O\"\n[customer.options.kind]\nperson = \"P\"\n");
    assert_eq!(has(&left_over), ["labels: customer.fields.old names nothing"]);
}

fn files_of(area: &str) -> Vec<String> {
    let entries =
        std::fs::read_dir(sources::root().join("objects").join(area)).expect("an area can be listed");
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut objects: Vec<String> = names
        .filter(|name| !name.starts_with("labels."))
        .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
        .collect();
    objects.sort();
    objects
}

fn parse(path: &str, text: &str) -> Table {
    text.parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn keys_of_object(object: &str, file: &Table) -> BTreeSet<String> {
    let mut keys = BTreeSet::from([format!("{object}.one"), format!("{object}.many")]);
    for (field, declared) in tables(file.get("fields")) {
        keys.insert(format!("{object}.fields.{field}"));
        for option in declared.get("options").and_then(Value::as_array).into_iter().flatten() {
            let value = option.get("value").and_then(Value::as_str).unwrap_or("?");
            keys.insert(format!("{object}.options.{field}.{value}"));
        }
    }
    for section in file.get("sections").and_then(Value::as_array).into_iter().flatten() {
        let name = section.get("name").and_then(Value::as_str).unwrap_or("?");
        keys.insert(format!("{object}.sections.{name}"));
    }
    for (action, declared) in tables(file.get("actions")) {
        keys.insert(format!("{object}.actions.{action}"));
        for (input, _) in tables(declared.get("input")) {
            keys.insert(format!("{object}.inputs.{action}.{input}"));
        }
    }
    keys
}

/// An empty label is none.
fn keys_of_labels(object: &str, labels: &Table) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (name, value) in tables_and_texts(labels.get(object)) {
        if !HELP.contains(&name.as_str()) {
            gather(&format!("{object}.{name}"), value, &mut keys);
        }
    }
    keys
}

/// Help is optional, but it must explain a field that exists.
fn stray_help(path: &str, object: &str, wanted: &BTreeSet<String>, labels: &Table) -> Vec<String> {
    let explained = HELP.iter().filter_map(|help| labels.get(object)?.get(help)?.as_table());
    let fields = explained.flat_map(Table::keys).map(|field| format!("{object}.fields.{field}"));
    fields
        .filter(|key| !wanted.contains(key))
        .map(|key| format!("{path}: help for {key}, which is no field"))
        .collect()
}

fn gather(path: &str, value: &Value, keys: &mut BTreeSet<String>) {
    if value.as_str().is_some_and(|label| !label.trim().is_empty()) {
        keys.insert(path.to_owned());
    }
    for (name, inner) in value.as_table().into_iter().flatten() {
        gather(&format!("{path}.{name}"), inner, keys);
    }
}

fn tables_and_texts(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_table).into_iter().flatten()
}

fn tables(value: Option<&Value>) -> impl Iterator<Item = (&String, &Table)> {
    tables_and_texts(value).filter_map(|(name, inner)| inner.as_table().map(|table| (name, table)))
}

fn differences(path: &str, wanted: &BTreeSet<String>, present: &BTreeSet<String>) -> Vec<String> {
    let missing = wanted.difference(present).map(|key| format!("{path}: {key} is missing"));
    let left_over = present.difference(wanted).map(|key| format!("{path}: {key} names nothing"));
    missing.chain(left_over).collect()
}
