use crate::objects;
use catalog::{Object, SYSTEM_FIELDS, write_json};
use records::{Change, Door, Draft, Error, Query, Record, Trash};
use serde_json::{Map, Value as Json};
use testkit::{Filling, Samples, for_each_database};
use value::{FieldType, Value};

#[test]
fn a_valid_draft_comes_back_from_the_database_and_from_json() {
    for_each_database(|company| {
        let door = company.records.as_system("test");
        let mut samples = Samples::new(1);
        for object in objects(&company.records) {
            for filling in [Filling::Required, Filling::Every, Filling::Mixed, Filling::Mixed, Filling::Mixed]
            {
                let draft = samples.draft(&door, &object.name, filling);
                let place = format!("{} on {}, {draft:?}", object.name, company.database());
                let made = door.create(draft.clone()).unwrap_or_else(|error| panic!("{place}: {error}"));
                let found = door.get(&object.name, made.id()).unwrap();
                for (name, value) in draft.fields() {
                    let normal = object.field(name).unwrap().accept(value.clone()).unwrap();
                    assert_eq!(found.get(name), &normal, "{name} of {place}");
                }
                assert_eq!(made.values(), found.values(), "{place}");
                let again = door.read_draft(&object.name, &writable_json(&door, &found)).unwrap();
                for (name, value) in again.fields() {
                    assert_eq!(found.get(name), value, "{name} of {place}, through JSON");
                }
                let same = door.update(found.id(), Some(1), again).unwrap();
                assert_eq!(same.version(), 1, "writing what was read changes nothing: {place}");
            }
        }
    });
}

#[test]
fn every_object_is_changed_thrown_away_and_taken_back_with_a_trace() {
    for_each_database(|company| {
        let door = company.records.as_system("test");
        let mut samples = Samples::new(2);
        for object in objects(&company.records) {
            let name = &object.name;
            let place = format!("{name} on {}", company.database());
            let made = door.create(samples.draft(&door, name, Filling::Mixed)).unwrap();
            let id = made.id();
            let changed = change(&door, &mut samples, &made);
            assert_eq!(changed.version(), 2, "{place}");
            let nothing = Draft::new(name);
            assert!(matches!(door.update(id, Some(1), nothing), Err(Error::Stale(2))), "{place}");
            assert!(matches!(door.delete(name, id, Some(1)), Err(Error::Stale(2))), "{place}");

            let all = Query::of(name).ids(vec![id]);
            door.delete(name, id, Some(2)).unwrap();
            assert_eq!(door.count(&all).unwrap(), 0, "{place}");
            assert_eq!(door.count(&all.clone().trash(Trash::Only)).unwrap(), 1, "{place}");
            assert!(matches!(door.delete(name, id, None), Err(Error::NotFound)), "{place}");
            assert!(matches!(door.update(id, None, Draft::new(name)), Err(Error::NotFound)), "{place}");
            let restored = door.restore(name, id).unwrap();
            assert_eq!((restored.version(), restored.is_deleted()), (4, false), "{place}");
            assert!(matches!(door.restore(name, id), Err(Error::NotFound)), "{place}");
            assert_eq!(restored.values()[SYSTEM_FIELDS..], changed.values()[SYSTEM_FIELDS..], "{place}");

            let log = door.changes(name, id, None, 10).unwrap();
            let kinds: Vec<&str> = log.iter().rev().map(|entry| entry.kind.word()).collect();
            assert_eq!(kinds, ["create", "update", "delete", "restore"], "{place}");
            let versions: Vec<i64> = log.iter().rev().map(|entry| entry.version).collect();
            assert_eq!(versions, [1, 2, 3, 4], "{place}");
            assert_eq!(told(&log[3].changes), differences(&door, &object, None, &made), "{place}");
            assert_eq!(told(&log[2].changes), differences(&door, &object, Some(&made), &changed), "{place}");
        }
    });
}

/// Changes fields until something is different, and reads it back.
fn change(door: &Door, samples: &mut Samples, made: &Record) -> Record {
    for _ in 0..20 {
        let draft = samples.draft(door, &made.object().name, Filling::Mixed);
        let changed = door.update(made.id(), Some(1), draft).unwrap();
        if changed.version() == 2 {
            return changed;
        }
    }
    panic!("twenty drafts change nothing of a {}", made.object().name);
}

fn writable_json(door: &Door, record: &Record) -> Map<String, Json> {
    let Json::Object(all) = door.write_record(record) else { panic!("a record is an object") };
    let writable =
        |name: &String| record.object().field(name).is_some_and(|field| field.writable() && !field.localized);
    all.into_iter().filter(|(name, _)| writable(name)).collect()
}

type Told = Vec<(String, Json, Json)>;

fn told(changes: &[Change]) -> Told {
    let mut list: Told = changes
        .iter()
        .map(|change| (change.field.clone(), change.before.clone(), change.after.clone()))
        .collect();
    list.sort_by(|one, other| one.0.cmp(&other.0));
    list
}

fn differences(door: &Door, object: &Object, before: Option<&Record>, after: &Record) -> Told {
    let ctx = door.json_context();
    let mut list: Told = Vec::new();
    for field in object.fields.iter().skip(SYSTEM_FIELDS).filter(|field| field.kind != FieldType::RollUp) {
        let old = before.map_or(&Value::Null, |record| record.get(&field.name));
        let new = after.get(&field.name);
        let json = |value: &Value| match value {
            Value::Json(json) => json.clone(),
            other => write_json(field, other, &ctx),
        };
        if old != new {
            list.push((field.name.clone(), json(old), json(new)));
        }
    }
    list.sort_by(|one, other| one.0.cmp(&other.0));
    list
}
