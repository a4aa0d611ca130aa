use crate::oracle::Oracle;
use crate::views::OBJECTS;
use proptest::prelude::*;
use records::{Draft, Error, Query, Records, Trash};
use std::collections::BTreeMap;
use value::{Id, Value};

/// A field of each object that a change can be seen by.
fn touched(object: &str) -> &'static str {
    match object {
        "customer" | "contact" => "description",
        "order" => "note",
        "activity" => "body",
        "order_line" => "description",
        "preference" => "evidence",
        "comment" => "body",
        "record_member" => "expires_on",
        "product" => "description",
        _ => "name",
    }
}

/// Changes and deletions hit exactly what the oracle allows, and nothing is different afterwards that was refused.
pub fn check(records: &Records, oracle: &Oracle<'_>, person: usize) -> Result<(), TestCaseError> {
    let door = records.as_user(records.actor(oracle.town.people[person]).unwrap());
    let system = records.as_system("test");
    for object in OBJECTS {
        let versions = || -> BTreeMap<Id, (i64, bool)> {
            let page = system.find(&Query::of(object).trash(Trash::With).limit(500)).unwrap();
            page.records.iter().map(|record| (record.id(), (record.version(), record.is_deleted()))).collect()
        };
        for row in oracle.town.of(object) {
            let value = match touched(object) {
                "expires_on" => Value::Date("2027-01-01".parse().unwrap()),
                _ => Value::Text(format!("{} {person}", row.word)),
            };
            let before = versions();
            let draft = Draft::new(object).set(touched(object), value);
            let outcome = door.update(row.id, None, draft);
            let may = oracle.may(person, "update", row);
            prop_assert_eq!(outcome.is_ok(), may, "{} changes {:?}: {:?}", person, row, outcome.err());
            let mut wanted = before.clone();
            if may {
                wanted.entry(row.id).and_modify(|state| state.0 += 1);
            } else {
                let seen = oracle.may(person, "read", row);
                let hidden = matches!(door.update(row.id, None, Draft::new(object)), Err(Error::NotFound));
                prop_assert!(seen || hidden || matches!(door.get(object, row.id), Err(Error::Forbidden)));
            }
            prop_assert_eq!(versions(), wanted, "after a change of {:?} by {}", row, person);
            if object == "record_member" {
                system.update(row.id, None, back(oracle, row.id)).unwrap();
            }
        }
        for row in oracle.town.of(object) {
            let mut wanted = versions();
            let outcome = door.delete(object, row.id, None);
            let mut may = oracle.may(person, "delete", row);
            if may && oracle.is_membership_of(person, row) {
                // Without it he may no longer reach the record, and what leaves his reach is refused.
                may = outcome.is_ok();
            }
            prop_assert_eq!(outcome.is_ok(), may, "{} deletes {:?}: {:?}", person, row, outcome.err());
            if may {
                wanted.entry(row.id).and_modify(|state| *state = (state.0 + 1, true));
            }
            prop_assert_eq!(versions(), wanted, "after a deletion of {:?} by {}", row, person);
            if may {
                system.restore(object, row.id).unwrap();
            }
        }
    }
    Ok(())
}

/// The membership as the oracle knows it.
fn back(oracle: &Oracle<'_>, id: Id) -> Draft {
    let expires = match oracle.membership(id).unwrap().expiry {
        crate::world::Expiry::Never => Value::Null,
        crate::world::Expiry::Yesterday => Value::Date("2026-02-28".parse().unwrap()),
        crate::world::Expiry::Today => Value::Date("2026-03-01".parse().unwrap()),
    };
    Draft::new("record_member").set("expires_on", expires)
}
