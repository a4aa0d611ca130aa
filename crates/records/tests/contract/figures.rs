//! Figures beside the records are what was written last, though only what changed is written.

use catalog::{Field, Side};
use records::{Draft, Query};
use std::collections::BTreeMap;
use testkit::{Random, Samples, for_each_database};
use value::{Id, Value};

/// More than are looked at together, and no multiple of it.
const CUSTOMERS: usize = 450;
const ROUNDS: usize = 4;

#[test]
fn figures_are_those_that_were_written_last() {
    for_each_database(|company| {
        let door = company.records.as_system("test");
        let customer = door.catalog().object("customer").unwrap().clone();
        let figures: Vec<&Field> =
            customer.fields.iter().filter(|field| field.side == Side::Insight).collect();
        let names: Vec<&str> = figures.iter().map(|field| field.name.as_str()).collect();
        let drafts = (0..CUSTOMERS)
            .map(|number| Draft::new("customer").set("name", Value::Text(format!("c{number}"))));
        let drafts = drafts.collect();
        let ids = door.clone().transaction(move |work| work.create_many("customer", drafts)).unwrap();
        let mut said: BTreeMap<Id, Vec<Value>> =
            ids.iter().map(|id| (*id, vec![Value::Null; figures.len()])).collect();
        let (mut dice, mut samples) = (Random::new(7), Samples::new(8));
        for round in 0..ROUNDS {
            let mut rows = Vec::new();
            for (id, values) in &mut said {
                if round > 0 && dice.below(3) == 0 {
                    continue;
                }
                for (field, value) in figures.iter().zip(values.iter_mut()) {
                    match dice.below(4) {
                        0 => *value = field.accept(samples.value(&door, field)).unwrap(),
                        1 => *value = Value::Null,
                        _ => {}
                    }
                }
                rows.push((*id, names.iter().map(|name| (*name).to_owned()).zip(values.clone()).collect()));
            }
            door.clone().transaction(move |work| work.write_side("customer", rows)).unwrap();
            let mut found = BTreeMap::new();
            let fields: Vec<&str> = std::iter::once("id").chain(names.iter().copied()).collect();
            door.columns(&Query::of("customer").fields(&fields), &mut |row| {
                found.insert(row[0].as_id().unwrap(), row[1..].to_vec());
                Ok(())
            })
            .unwrap();
            for (id, values) in &said {
                assert_eq!(&found[id], values, "round {round} on {}: {names:?}", company.database());
            }
        }
    });
}
