use catalog::{Catalog, CustomField};
use records::{Draft, Error, Query, Record, Records};
use serde_json::json;
use store::StoreError;
use testkit::{Filling, Samples, TestCompany, for_each_database};
use value::{Id, Value};

/// What an older program did not have yet: tables, columns, indexes.
const MISSING: &[&str] = &[
    "DROP TABLE \"preference\"",
    "DROP TABLE \"customer__tags\"",
    "DROP INDEX \"ix_customer__name__sort\"",
    "DROP INDEX \"ix_customer__name\"",
    "DROP INDEX \"uq_customer__external_id\"",
    "ALTER TABLE \"customer\" DROP COLUMN \"name__sort\"",
    "ALTER TABLE \"customer\" DROP COLUMN \"habits\"",
    "ALTER TABLE \"customer\" DROP COLUMN \"stated_wallet__currency\"",
    "ALTER TABLE \"customer\" DROP COLUMN \"stated_wallet\"",
    "ALTER TABLE \"customer__insight\" DROP COLUMN \"rhythm_days\"",
];

#[test]
fn an_older_database_gains_what_is_missing_and_keeps_what_it_has() {
    for_each_database(|company| {
        let names = ["Zoë", "李雷", "王芳", "Acme", "anna"];
        let before = customers(&company.records, &names);
        let sorted = |records: &Records| -> Vec<String> {
            let page = records.as_system("test").find(&Query::of("customer").sort("name")).unwrap();
            page.records.iter().map(Record::title).collect()
        };
        let order = sorted(&company.records);
        make_older(company);
        let records = company.opened_again();
        let door = records.as_system("test");
        for id in &before {
            let found = door.get("customer", *id).unwrap();
            assert_eq!(found.get("employees"), &Value::Integer(7), "{}", company.database());
            assert!(found.get("habits").is_null() && found.get("stated_wallet").is_null());
        }
        assert_eq!(sorted(&records), order, "sort keys come back on {}", company.database());
        let mut samples = Samples::new(30);
        for object in ["customer", "preference"] {
            let draft = samples.draft(&door, object, Filling::Every);
            let made = door.create(draft.clone()).unwrap();
            let found = door.get(object, made.id()).unwrap();
            assert_eq!(found.get("habits"), draft.get("habits").unwrap_or(&Value::Null));
        }
        let twice = |name: &str| {
            Draft::new("customer").set("name", Value::text(name)).set("external_id", Value::text("A-1"))
        };
        door.create(twice("one")).unwrap();
        assert!(matches!(door.create(twice("two")), Err(Error::Invalid(_))), "the unique index is back");
    });
}

#[test]
fn a_second_plan_finds_nothing_to_do() {
    for_each_database(|company| {
        let catalog = company.records.catalog();
        let again = plan(company, &catalog);
        for statement in &again {
            let harmless = [
                "CREATE VIRTUAL TABLE IF NOT EXISTS",
                "CREATE OR REPLACE FUNCTION",
                "CREATE INDEX IF NOT EXISTS",
            ];
            assert!(harmless.iter().any(|start| statement.starts_with(start)), "{statement}");
        }
        assert!(again.len() <= 3, "{again:?}");
        make_older(company);
        let missing = plan(company, &catalog);
        assert!(missing.len() > again.len());
        assert_eq!(plan(company, &catalog), again);
    });
}

#[test]
fn a_plan_that_is_cut_off_leaves_the_database_as_it_was() {
    for_each_database(|company| {
        customers(&company.records, &["Acme", "李雷"]);
        make_older(company);
        let catalog = company.records.catalog();
        let wanted = plan_and_fail(company, &catalog);
        assert_eq!(
            plan_and_fail(company, &catalog),
            wanted,
            "nothing of it is left on {}",
            company.database()
        );
        let shaped = catalog.clone();
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            company.records.store().write(move |session| -> Result<(), StoreError> {
                store::plan(session, &shaped)?;
                panic!("killed in the middle")
            })
        }));
        assert!(panicked.is_err() || panicked.is_ok_and(|result| result.is_err()));
        assert_eq!(plan_and_fail(company, &catalog), wanted, "nor after a panic on {}", company.database());
        let records = company.opened_again();
        assert_eq!(records.as_system("test").count(&Query::of("customer")).unwrap(), 2);
    });
}

#[test]
fn custom_fields_are_there_after_a_restart_and_older_records_have_nothing_in_them() {
    for_each_database(|company| {
        let ids = customers(&company.records, &["Acme"]);
        let field: CustomField = serde_json::from_value(json!({
            "object": "customer", "name": "x_size", "declaration": {"type": "decimal", "scale": 2, "index": true},
        }))
        .unwrap();
        records::add_field(&company.records, field).unwrap();
        let records = company.opened_again();
        let door = records.as_system("test");
        assert!(door.get("customer", ids[0]).unwrap().get("x_size").is_null());
        let size = Value::Decimal("1.25".parse().unwrap());
        door.update(ids[0], None, Draft::new("customer").set("x_size", size.clone())).unwrap();
        records::remove_field(&records, "customer", "x_size").unwrap();
        assert!(records.catalog().object("customer").unwrap().field("x_size").is_none());
        let same: CustomField = serde_json::from_value(json!({
            "object": "customer", "name": "x_size", "declaration": {"type": "decimal", "scale": 2},
        }))
        .unwrap();
        records::add_field(&records, same).unwrap();
        assert_eq!(
            records.as_system("test").get("customer", ids[0]).unwrap().get("x_size"),
            &size,
            "nothing is dropped"
        );
    });
}

#[test]
fn records_get_the_formulas_and_sums_that_were_declared_after_them() {
    for_each_database(|company| {
        let ids = customers(&company.records, &["Acme", "李雷"]);
        let door = company.records.as_system("test");
        for topic in ["tea", "coffee"] {
            let draft =
                Draft::new("preference").set("customer", Value::Id(ids[0])).set("topic", Value::text(topic));
            door.create(draft).unwrap();
        }
        door.delete("customer", ids[1], None).unwrap();
        for declared in [
            json!({"object": "customer", "name": "x_tastes",
                "declaration": {"type": "roll_up", "result": "number", "rollup": {"of": "preference", "by": "customer", "op": "count"}}}),
            json!({"object": "customer", "name": "x_desks", "declaration": {"type": "formula", "result": "number", "formula": "employees * 2"}}),
        ] {
            records::add_field(&company.records, serde_json::from_value(declared).unwrap()).unwrap();
        }
        let door = company.records.as_system("test");
        for (id, tastes) in [(ids[0], 2), (ids[1], 0)] {
            let found = door.get("customer", id).unwrap();
            assert_eq!(found.get("x_tastes"), &Value::Integer(tastes), "{}", company.database());
            assert_eq!(found.get("x_desks"), &Value::Integer(14), "{}", company.database());
        }
    });
}

/// As after a kill between the column and the definition: the column is there and nobody fills it.
#[test]
fn a_formula_whose_column_is_left_from_before_is_worked_out_for_every_record() {
    for_each_database(|company| {
        let old = customers(&company.records, &["Acme", "李雷"]);
        let declared = |formula: &str| -> CustomField {
            let declaration = json!({"type": "formula", "result": "number", "formula": formula});
            serde_json::from_value(
                json!({"object": "customer", "name": "x_desks", "declaration": declaration}),
            )
            .unwrap()
        };
        records::add_field(&company.records, declared("employees * 2")).unwrap();
        records::remove_field(&company.records, "customer", "x_desks").unwrap();
        let between = customers(&company.records, &["Zoë"]);
        records::add_field(&company.records, declared("employees * 3")).unwrap();
        let door = company.records.as_system("test");
        for id in old.iter().chain(&between) {
            assert_eq!(
                door.get("customer", *id).unwrap().get("x_desks"),
                &Value::Integer(21),
                "{}",
                company.database()
            );
        }
    });
}

fn customers(records: &Records, names: &[&str]) -> Vec<Id> {
    let make = |name: &&str| {
        let draft =
            Draft::new("customer").set("name", Value::text(*name)).set("employees", Value::Integer(7));
        records.as_system("test").create(draft).unwrap().id()
    };
    names.iter().map(make).collect()
}

fn make_older(company: &TestCompany) {
    for statement in MISSING {
        company.run_sql(statement);
    }
    company.run_sql("DELETE FROM note WHERE name = 'shape'");
}

fn plan(company: &TestCompany, catalog: &Catalog) -> Vec<String> {
    let catalog = catalog.clone();
    company.records.store().write(move |session| store::plan(session, &catalog)).unwrap().statements
}

fn plan_and_fail(company: &TestCompany, catalog: &Catalog) -> Vec<String> {
    let (sender, receiver) = std::sync::mpsc::channel();
    let catalog = catalog.clone();
    let cut = company.records.store().write(move |session| -> Result<(), StoreError> {
        sender.send(store::plan(session, &catalog)?.statements).unwrap();
        Err(StoreError::Unavailable("killed in the middle".to_owned()))
    });
    assert!(cut.is_err());
    receiver.recv().unwrap()
}
