use crate::objects;
use catalog::{Access, Code, Field, Object, SYSTEM_FIELDS};
use formula::Condition;
use records::{Door, Draft, Error, GroupBy, Measure, MeasureOp, Query, Record};
use testkit::{Filling, Personas, Samples, TestCompany, for_each_database};
use value::{Column, FieldType, Id, Value};

#[test]
fn a_hidden_field_is_hidden_wherever_one_looks() {
    for_each_database(|company| look_at_half_the_fields(company, "hidden"));
}

#[test]
fn a_masked_field_is_seen_in_part_and_answers_no_question() {
    for_each_database(|company| look_at_half_the_fields(company, "mask"));
}

#[test]
fn what_is_worked_out_of_a_hidden_field_is_hidden_too() {
    for_each_database(|company| {
        let people = Personas::hire(&company.records);
        let grants = [("order", "read", "all")];
        let door = people.newcomer(&company.records, "kim", &grants, &[("order_line", "cost", "hidden")]);
        let system = company.records.as_system("test");
        let mut samples = Samples::new(10);
        let draft = samples.draft(&system, "order_line", Filling::Every);
        let line = system.create(draft).unwrap().id();
        let seen = door.write_record(&door.get("order_line", line).unwrap());
        assert!(seen.get("amount").is_some() && seen.get("cost").is_none() && seen.get("margin").is_none());
        for_unknown(door.find(&Query::of("order_line").sort("margin")).map(|_| ()), "margin");
    });
}

/// Everybody else's fields are closed to the newcomer, by turns the even and the odd ones.
fn look_at_half_the_fields(company: &TestCompany, level: &str) {
    let people = Personas::hire(&company.records);
    let system = company.records.as_system("test");
    let catalog = company.records.catalog();
    let mut samples = Samples::new(11);
    for object in objects(&company.records) {
        for half in 0..2 {
            let closed: Vec<&Field> = object
                .fields
                .iter()
                .enumerate()
                .skip(SYSTEM_FIELDS)
                .filter(|(place, field)| {
                    place % 2 == half && field.name != "owner" && carries(&object, field)
                })
                .map(|(_, field)| field)
                .collect();
            let mut grants: Vec<(&str, &str, &str)> = Vec::new();
            for granted in
                catalog.objects().iter().filter(|one| matches!(one.access, Access::Owned | Access::Shared))
            {
                grants.extend([
                    (granted.name.as_str(), "read", "all"),
                    (granted.name.as_str(), "update", "all"),
                ]);
            }
            let levels: Vec<(&str, &str, &str)> =
                closed.iter().map(|field| (object.name.as_str(), field.name.as_str(), level)).collect();
            let name = format!("{}_{half}_{level}", object.name);
            let door = people.newcomer(&company.records, &name, &grants, &levels);
            let record = example(&system, &door, &mut samples, &object, half);
            for field in &closed {
                nothing_of(&door, &system, &record, field, (level, half));
            }
        }
    }
}

/// A record with a word in every searched text that nothing else holds.
fn example(system: &Door, door: &Door, samples: &mut Samples, object: &Object, half: usize) -> Record {
    let mut draft = samples.draft(system, &object.name, Filling::Every);
    for field in object.fields.iter().filter(|field| field.search && field.writable()) {
        if matches!(field.kind, FieldType::Text | FieldType::LongText) {
            draft.put(&field.name, Value::Text(secret(field, half)));
        }
    }
    if object.has_owner() {
        draft.put("owner", Value::Id(door.actor().user.unwrap()));
    }
    let made = system.create(draft).unwrap();
    system.get(&object.name, made.id()).unwrap()
}

fn secret(field: &Field, half: usize) -> String {
    let word: String = field.name.chars().filter(char::is_ascii_alphabetic).collect();
    format!("zq{}{word}xv", ["a", "b"][half]).chars().take(field.max_length).collect()
}

fn nothing_of(door: &Door, system: &Door, record: &Record, field: &Field, (level, half): (&str, usize)) {
    let secret = secret(field, half);
    let (object, name) = (record.object(), field.name.as_str());
    let place = format!("{}.{name} {level}", object.name);
    let of = || Query::of(&object.name);
    let found = door.get(&object.name, record.id()).unwrap_or_else(|error| panic!("{place}: {error}"));
    let shown = door.write_record(&found);
    let whole = system.write_record(record)[name].clone();
    match level {
        "hidden" => {
            assert!(found.get(name).is_null() && shown.get(name).is_none(), "{place} is read");
            for_unknown(door.find(&of().fields(&[name])).map(|_| ()), &place);
            let sent = serde_json::json!({ name: {"no": "such"} });
            for_unknown(door.read_draft(&object.name, sent.as_object().unwrap()).map(|_| ()), &place);
            for_unknown(door.columns(&of().fields(&[name]), &mut |_| Ok(())), &place);
        }
        _ => assert!(whole.is_null() || shown[name] != whole, "{place} shows {whole}"),
    }
    for_unknown(door.find(&of().filter(Condition::is_null(name, true))).map(|_| ()), &place);
    for_unknown(door.count(&of().filter(Condition::not(Condition::is_null(name, true)))).map(|_| ()), &place);
    if field.sortable() {
        for_unknown(door.find(&of().sort(name)).map(|_| ()), &place);
    }
    let group = GroupBy { field: name.to_owned(), bucket: None };
    for_unknown(door.aggregate(&of(), &[group], &[]).map(|_| ()), &place);
    if matches!(field.result, FieldType::Number | FieldType::Money | FieldType::Decimal) {
        let sum = Measure { field: name.to_owned(), op: MeasureOp::Sum };
        for_unknown(door.aggregate(&of(), &[], &[sum]).map(|_| ()), &place);
    }
    if field.search && field.writable() && matches!(field.kind, FieldType::Text | FieldType::LongText) {
        let finds = |door: &Door| -> Vec<Id> {
            door.search(&secret, std::slice::from_ref(&object.name), 20)
                .unwrap()
                .iter()
                .map(|hit| hit.id)
                .collect()
        };
        assert!(finds(system).contains(&record.id()), "{place}: nobody finds {secret}");
        assert!(!finds(door).contains(&record.id()), "{place} is searched");
        let listed = door.count(&of().search(&secret)).unwrap();
        assert_eq!(listed, 0, "{place} is searched in lists");
    }
    let log = door.changes(&object.name, record.id(), None, 10).unwrap();
    assert!(
        log.iter().flat_map(|entry| &entry.changes).all(|change| change.field != name),
        "{place} is in the log"
    );
    if field.writable() {
        let draft = Draft::new(&object.name).set(name, record.get(name).clone());
        match (door.update(record.id(), None, draft), level) {
            (Err(Error::Forbidden), _) => {}
            (other, "hidden") => for_unknown(other.map(|_| ()), &place),
            (other, _) => panic!("{place} is written: {other:?}"),
        }
    }
}

/// The reference that makes a child reachable cannot be closed without closing the record.
fn carries(object: &Object, field: &Field) -> bool {
    field.column() != Column::Links && object.access != Access::Parent(field.name.clone())
}

fn for_unknown(answer: Result<(), Error>, place: &str) {
    match answer {
        Err(Error::Invalid(list)) if list.iter().all(|error| error.code == Code::UnknownField) => {}
        other => panic!("{place}: {other:?}"),
    }
}
