use crate::objects;
use catalog::{Catalog, Code, Field, FieldError, Object, Side, write_json};
use records::{Door, Draft, Error};
use serde_json::{Map, Value as Json, json};
use testkit::{Filling, Personas, Samples, for_each_database};
use value::{FieldType, Id};

#[test]
fn each_constraint_is_refused_with_its_code_and_field() {
    for_each_database(|company| {
        let door = company.records.as_system("test");
        let mut samples = Samples::new(3);
        for object in objects(&company.records) {
            for field in object.fields.iter().filter(|field| field.writable() && field.side == Side::Own) {
                for (wrong, code) in wrong_values(field, &object) {
                    let mut json = valid_json(&door, &mut samples, &object);
                    json.insert(field.name.clone(), wrong.clone());
                    let place = format!("{}.{} = {}", object.name, field.name, clipped(&wrong));
                    expect(&complaints(&door, &object, &json), &field.name, code, &place);
                }
                for right in edges(field) {
                    let mut json = valid_json(&door, &mut samples, &object);
                    json.insert(field.name.clone(), right.clone());
                    let place = format!("{}.{} = {}", object.name, field.name, clipped(&right));
                    assert_eq!(complaints(&door, &object, &json), [], "{place} on {}", company.database());
                }
            }
        }
    });
}

#[test]
fn nobody_writes_what_the_program_writes_or_what_does_not_exist() {
    for_each_database(|company| {
        let people = Personas::hire(&company.records);
        let door = Personas::door(&company.records, people.anna);
        let system = company.records.as_system("test");
        let mut samples = Samples::new(4);
        for object in objects(&company.records) {
            let valid = valid_json(&system, &mut samples, &object);
            for field in object.fields.iter().filter(|field| !field.writable()) {
                let mut json = valid.clone();
                json.insert(field.name.clone(), some_json(field, door.catalog()));
                let place = format!("{}.{}", object.name, field.name);
                let found = complaints(&door, &object, &json);
                let refused =
                    found.iter().any(|error| error.field == field.name && error.code == Code::ReadOnly);
                assert!(refused, "{place}: {found:?}");
            }
            let mut json = valid;
            json.insert("nonsense".to_owned(), json!(1));
            expect(&complaints(&door, &object, &json), "nonsense", Code::UnknownField, &object.name);
            let draft = Draft::new(&object.name).set("nonsense", value::Value::Integer(1));
            assert!(matches!(system.create(draft), Err(Error::Invalid(_))), "{}", object.name);
        }
    });
}

#[test]
fn a_unique_value_is_free_again_when_its_record_is_thrown_away() {
    for_each_database(|company| {
        let door = company.records.as_system("test");
        let mut samples = Samples::new(5);
        for object in objects(&company.records) {
            for field in object.fields.iter().filter(|field| field.unique && field.writable()) {
                let mut first = samples.draft(&door, &object.name, Filling::Required);
                first.put(&field.name, samples.value(&door, field));
                let taken = first.get(&field.name).cloned().unwrap();
                let first = door.create(first).unwrap().id();
                let second = samples.draft(&door, &object.name, Filling::Required).set(&field.name, taken);
                let place = format!("{}.{} on {}", object.name, field.name, company.database());
                let refused = list_of(door.create(second.clone()).map(|_| ()));
                expect(&refused, &field.name, Code::NotUnique, &place);
                door.delete(&object.name, first, None).unwrap();
                door.create(second).unwrap();
                let refused = list_of(door.restore(&object.name, first).map(|_| ()));
                expect(&refused, &field.name, Code::NotUnique, &place);
            }
        }
    });
}

fn wrong_values(field: &Field, object: &Object) -> Vec<(Json, Code)> {
    let mut list = vec![];
    if field.required {
        list.push((Json::Null, Code::Required));
    }
    let long = |count: usize| Json::from("长".repeat(count));
    match field.result {
        FieldType::Text => {
            list.push((json!(5), Code::Type));
            list.push((json!({}), Code::Type));
            list.push((long(field.max_length + 1), Code::TooLong));
            list.extend([
                (json!("\u{7}"), Code::ControlCharacters),
                (json!("\u{0}"), Code::ControlCharacters),
            ]);
            if field.max_length > 2 {
                list.push((json!("a\nb"), Code::ControlCharacters));
            }
        }
        FieldType::LongText | FieldType::RichText => {
            list.push((json!(["a"]), Code::Type));
            list.push((long(field.max_length + 1), Code::TooLong));
            list.push((json!("a\u{0}b"), Code::ControlCharacters));
        }
        FieldType::Number | FieldType::Duration => {
            list.extend([(json!("abc"), Code::Type), (json!(1.5), Code::Type), (json!(true), Code::Type)]);
            list.push((json!(9_007_199_254_740_992_i64), Code::TooLarge));
        }
        FieldType::Decimal | FieldType::Percent => {
            list.extend([(json!("abc"), Code::Type), (json!([1]), Code::Type), (json!("1e60"), Code::Type)]);
        }
        FieldType::Money => {
            list.extend([(json!("abc"), Code::Type), (json!({"currency": "CNY"}), Code::Type)]);
            list.push((json!({"amount": "1", "currency": "yuan"}), Code::Currency));
            list.push((json!("99999999999999999999"), Code::TooLarge));
        }
        FieldType::Boolean => list.extend([(json!("yes"), Code::Type), (json!(1), Code::Type)]),
        FieldType::Date => list.extend([(json!(5), Code::Type), (json!("2026-02-30"), Code::Format)]),
        FieldType::DateTime => list.extend([(json!(5), Code::Type), (json!("yesterday"), Code::Format)]),
        FieldType::Choice => list.extend([(json!(5), Code::Type), (json!("no_such"), Code::NotAnOption)]),
        FieldType::MultiChoice => {
            list.extend([(json!("a"), Code::Type), (json!(["no_such"]), Code::NotAnOption)]);
        }
        FieldType::Reference | FieldType::File => {
            let other = Id(1).with_prefix(if field.to.is_empty() { "zzz" } else { "xxx" });
            let prefix = field.to.first().map_or(object.prefix.as_str(), |_| "");
            let several = |json: Json| if field.many { json!([json]) } else { json };
            list.extend([(several(json!(5)), Code::Type), (several(json!("nonsense")), Code::Format)]);
            list.push((several(json!(other)), Code::Prefix));
            if !prefix.is_empty() {
                list.push((several(json!(Id(1).with_prefix(prefix))), Code::NotFound));
            }
        }
        FieldType::Email => list.extend([(json!(5), Code::Type), (json!("nobody"), Code::Format)]),
        FieldType::Phone => list.extend([(json!(5), Code::Type), (json!("call me"), Code::Format)]),
        FieldType::Url => list.extend([(json!(5), Code::Type), (json!("javascript:alert(1)"), Code::Format)]),
        FieldType::Address => {
            list.extend([(json!(5), Code::Type), (json!({"planet": "Mars"}), Code::Type)]);
            list.push((json!({"city": "\u{0}"}), Code::ControlCharacters));
        }
        FieldType::PersonName => {
            list.extend([(json!(5), Code::Type), (json!({"full": "a\u{0}"}), Code::ControlCharacters)]);
        }
        FieldType::Json | FieldType::AutoNumber | FieldType::Formula | FieldType::RollUp => {}
    }
    if matches!(field.result, FieldType::Number | FieldType::Decimal | FieldType::Percent | FieldType::Money)
    {
        list.extend(field.min.map(|min| (json!(min as i64 - 1), Code::TooSmall)));
        list.extend(field.max.map(|max| (json!(max as i64 + 1), Code::TooLarge)));
    }
    list
}

/// Values at the edge of what a field takes.
fn edges(field: &Field) -> Vec<Json> {
    match field.result {
        FieldType::Text | FieldType::LongText => {
            let rare = |place: usize| char::from_u32(0x2_0000 + (place as u32 * 37) % 0xA000).unwrap_or('x');
            let long: String = (0..field.max_length).map(rare).collect();
            let hostile: String = "'; DROP TABLE customer; --".chars().take(field.max_length).collect();
            vec![json!(long), json!(hostile)]
        }
        FieldType::Number | FieldType::Decimal | FieldType::Percent | FieldType::Money => {
            field.min.into_iter().chain(field.max).map(|edge| json!(edge as i64)).collect()
        }
        _ => Vec::new(),
    }
}

fn some_json(field: &Field, catalog: &Catalog) -> Json {
    match field.result {
        FieldType::Number
        | FieldType::Duration
        | FieldType::Decimal
        | FieldType::Percent
        | FieldType::Money => json!(3),
        FieldType::Boolean => json!(true),
        FieldType::Date => json!("2020-01-02"),
        FieldType::DateTime => json!("2020-01-02T03:04:05Z"),
        FieldType::Choice => field.options.first().map_or(Json::Null, |option| json!(option.value)),
        FieldType::Reference => {
            let target = field.to.first().and_then(|name| catalog.object(name));
            json!(Id(9).with_prefix(target.map_or("cus", |target| &target.prefix)))
        }
        _ => json!("x"),
    }
}

fn valid_json(door: &Door, samples: &mut Samples, object: &Object) -> Map<String, Json> {
    let draft = samples.draft(door, &object.name, Filling::Required);
    let ctx = door.json_context();
    let written = |(name, value): &(String, value::Value)| {
        (name.clone(), write_json(object.field(name).unwrap(), value, &ctx))
    };
    draft.fields().iter().map(written).collect()
}

fn complaints(door: &Door, object: &Object, json: &Map<String, Json>) -> Vec<FieldError> {
    match door.read_draft(&object.name, json) {
        Ok(draft) => list_of(door.create(draft).map(|_| ())),
        refused => list_of(refused.map(|_| ())),
    }
}

fn list_of(answer: Result<(), Error>) -> Vec<FieldError> {
    match answer {
        Ok(()) => Vec::new(),
        Err(Error::Invalid(list)) => list,
        Err(other) => panic!("{other}"),
    }
}

fn expect(found: &[FieldError], field: &str, code: Code, place: &str) {
    let short: Vec<(&str, Code)> = found.iter().map(|error| (error.field.as_str(), error.code)).collect();
    assert_eq!(short, [(field, code)], "{place}");
}

fn clipped(json: &Json) -> String {
    json.to_string().chars().take(60).collect()
}
