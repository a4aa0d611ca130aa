use crate::memory::InMemory;
use crate::objects;
use catalog::{Code, Field, Object, Side};
use formula::{Condition, Op, matches};
use records::{Door, Error, Query, Record};
use std::collections::BTreeSet;
use testkit::{Filling, Random, Samples, TestCompany, for_each_database};
use value::{FieldType, Id, Value};

const ROWS: usize = 40;
const TREES: usize = 25;

#[test]
fn every_operator_finds_in_sql_what_it_finds_in_memory() {
    for_each_database(|company| {
        let door = company.records.as_system("test");
        let mut samples = Samples::new(8);
        let mut random = Random::new(9);
        let mut wrong = Vec::new();
        for object in objects(&company.records) {
            fill(company, &door, &object, &mut samples);
            let rows = door.find(&Query::of(&object.name).limit(1000)).unwrap().records;
            let mut tests = Vec::new();
            for field in &object.fields {
                let mut values: Vec<Value> = Vec::new();
                for row in &rows {
                    let value = row.get(&field.name);
                    if !value.is_null() && !values.contains(value) {
                        values.push(value.clone());
                    }
                }
                if !field.system && field.side == Side::Own {
                    values.push(samples.value(&door, field));
                }
                for op in Op::ALL {
                    for _ in 0..2 {
                        let Some(value) = operand(field, op, &values, &mut random) else { continue };
                        tests.push(Condition::test(&field.name, op, value));
                    }
                }
            }
            tests.retain(|test| applies(&door, &object, test));
            for test in &tests {
                wrong.extend(difference(&door, &object, &rows, test));
            }
            for _ in 0..TREES {
                let tree = tree(&tests, &mut random, 3);
                wrong.extend(difference(&door, &object, &rows, &tree));
            }
        }
        let shown: Vec<String> = wrong.iter().take(40).cloned().collect();
        assert!(
            wrong.is_empty(),
            "{} differences on {}:\n{}",
            wrong.len(),
            company.database(),
            shown.join("\n")
        );
    });
}

#[test]
fn a_hop_that_finds_nothing_counts_as_nothing() {
    for_each_database(|company| {
        let door = company.records.as_system("test");
        let customer = |name: &str| {
            door.create(records::Draft::new("customer").set("name", Value::text(name))).unwrap().id()
        };
        let (acme, li) = (customer("Acme"), customer("李"));
        let task = |customer: Option<Id>| {
            let draft = records::Draft::new("task").set("subject", Value::text("call"));
            let draft = customer.map_or(draft.clone(), |id| draft.set("customer", Value::Id(id)));
            door.create(draft).unwrap().id()
        };
        let (with_acme, with_li, alone) = (task(Some(acme)), task(Some(li)), task(None));
        let find = |condition: Condition| -> BTreeSet<Id> {
            door.find(&Query::of("task").filter(condition)).unwrap().records.iter().map(Record::id).collect()
        };
        let name = || "customer.name";
        assert_eq!(find(Condition::eq(name(), Value::text("Acme"))), [with_acme].into());
        assert_eq!(find(Condition::ne(name(), Value::text("Acme"))), [with_li, alone].into());
        assert_eq!(find(Condition::nin(name(), vec![Value::text("李")])), [with_acme, alone].into());
        assert_eq!(find(Condition::contains(name(), Value::text("李"))), [with_li].into());
        assert_eq!(find(Condition::not(Condition::eq(name(), Value::text("李")))), [with_acme, alone].into());
        assert_eq!(find(Condition::is_null("customer.phone", true)), [with_acme, with_li, alone].into());
        assert_eq!(find(Condition::is_null(name(), false)), [with_acme, with_li].into());
        assert_eq!(find(Condition::is_null("customer.value_tier", true)), [with_acme, with_li, alone].into());
    });
}

fn fill(company: &TestCompany, door: &Door, object: &Object, samples: &mut Samples) {
    let drafts = (0..ROWS).map(|_| samples.draft(door, &object.name, Filling::Mixed)).collect();
    let name = object.name.clone();
    let ids = door.transaction(move |work| work.create_many(&name, drafts)).unwrap();
    let figures: Vec<&Field> = object.fields.iter().filter(|field| field.side == Side::Insight).collect();
    if figures.is_empty() {
        return;
    }
    let mut rows = Vec::new();
    for id in ids.into_iter().skip(10) {
        let filled = figures.iter().map(|field| (field.name.clone(), samples.value(door, field))).collect();
        rows.push((id, filled));
    }
    let name = object.name.clone();
    company.records.as_system("test").transaction(move |work| work.write_side(&name, rows)).unwrap();
}

fn operand(field: &Field, op: Op, values: &[Value], random: &mut Random) -> Option<Value> {
    if op == Op::IsNull {
        return Some(Value::Boolean(random.below(2) == 0));
    }
    if values.is_empty() {
        return None;
    }
    let one = |random: &mut Random| member(random.one(values));
    Some(match op {
        Op::In | Op::Nin => Value::List((0..random.below(4)).map(|_| one(random)).collect()),
        Op::Between => Value::List(vec![one(random), one(random)]),
        Op::Contains | Op::StartsWith => match (one(random), field.result) {
            (Value::Text(words), _) => Value::Text(piece(&words, op, random)),
            (Value::Json(json), FieldType::PersonName) => {
                Value::Text(piece(json["full"].as_str().unwrap_or_default(), op, random))
            }
            (Value::Json(json), FieldType::Address) => {
                Value::Text(piece(json["city"].as_str().unwrap_or("山"), op, random))
            }
            (other, _) => other,
        },
        Op::Eq | Op::Ne | Op::Lt | Op::Lte | Op::Gt | Op::Gte | Op::IsNull => one(random),
    })
}

/// Lists are tested for one of their members, names in parts for the whole name.
fn member(value: &Value) -> Value {
    match value {
        Value::List(list) => list.first().cloned().unwrap_or_default(),
        Value::Json(json) => {
            json.get("full").and_then(|full| full.as_str()).map_or(value.clone(), Value::text)
        }
        other => other.clone(),
    }
}

/// A few characters of a text, perhaps in another case.
fn piece(words: &str, op: Op, random: &mut Random) -> String {
    let letters: Vec<char> = words.chars().collect();
    let start = if op == Op::StartsWith { 0 } else { random.below(letters.len()) };
    let piece: String = letters[start.min(letters.len())..].iter().take(1 + random.below(4)).collect();
    match random.below(3) {
        0 => piece.to_uppercase(),
        1 => piece.to_lowercase(),
        _ => piece,
    }
}

/// Whether the door takes the test at all; when not, it says that the operator does not fit the field.
fn applies(door: &Door, object: &Object, test: &Condition) -> bool {
    match door.count(&Query::of(&object.name).filter(test.clone())) {
        Ok(_) => true,
        Err(Error::Invalid(list)) => {
            assert!(
                list.iter().all(|error| error.code == Code::Operator),
                "{}: {test:?}: {list:?}",
                object.name
            );
            false
        }
        Err(other) => panic!("{}: {test:?}: {other}", object.name),
    }
}

fn tree(tests: &[Condition], random: &mut Random, depth: usize) -> Condition {
    let leaf = || tests.is_empty() || depth == 0;
    match random.below(5) {
        0 | 1 if !tests.is_empty() => random.one(tests).clone(),
        _ if leaf() => Condition::everything(),
        2 => Condition::not(tree(tests, random, depth - 1)),
        3 => Condition::Any((0..random.below(4)).map(|_| tree(tests, random, depth - 1)).collect()),
        _ => Condition::All((0..random.below(4)).map(|_| tree(tests, random, depth - 1)).collect()),
    }
}

fn difference(door: &Door, object: &Object, rows: &[Record], test: &Condition) -> Option<String> {
    let query = Query::of(&object.name).filter(test.clone()).fields(&[]).limit(1000);
    let found = match door.find(&query) {
        Ok(page) => page.records.iter().map(Record::id).collect::<BTreeSet<Id>>(),
        Err(error) => return Some(format!("{} {test:?}: {error}", object.name)),
    };
    let wanted: BTreeSet<Id> =
        rows.iter().filter(|row| matches(test, &InMemory(row))).map(Record::id).collect();
    if found == wanted {
        return None;
    }
    let example = found.symmetric_difference(&wanted).next().copied()?;
    let row = rows.iter().find(|row| row.id() == example)?;
    let values: Vec<&Value> = test.fields().iter().map(|name| row.get(name)).collect();
    let (sql, memory) = (found.len(), wanted.len());
    Some(format!("{} {test:?}: {sql} rows in SQL, {memory} in memory, such as {values:?}", object.name))
}
