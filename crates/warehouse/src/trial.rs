use crate::error::Error;
use crate::manifest::Manifest;
use crate::refresh::{self, Refreshed};
use crate::{Limits, Warehouse};
use records::{Draft, Records};
use std::path::Path;
use value::Value;

fn customer(records: &Records, name: &str) {
    records.as_system("test").create(Draft::new("customer").set("name", Value::text(name))).unwrap();
}

/// On PostgreSQL the log is silent about what other tests may still be writing before it.
fn settled(records: &Records) {
    let newest = records.last_seq().unwrap();
    while records.changes_after(newest - 1, 1).unwrap().is_empty() {
        std::thread::yield_now();
    }
}

fn names(warehouse: &Warehouse, records: &Records) -> Vec<String> {
    let sql = "select name from customers order by name";
    let answer = warehouse.ask(&records.as_system("test"), sql, Limits::default()).unwrap();
    answer.rows.iter().map(|row| row[0].as_str().unwrap().to_owned()).collect()
}

fn cut_off_after(files: usize) -> impl Fn(usize) -> Result<(), Error> {
    move |written| if written > files { Err(Error::Files("the power is gone".to_owned())) } else { Ok(()) }
}

fn files_in(folder: &Path) -> usize {
    let Ok(listed) = std::fs::read_dir(folder) else { return 0 };
    listed
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            if path.is_dir() {
                files_in(&path)
            } else {
                usize::from(path.extension().is_some_and(|e| e == "parquet"))
            }
        })
        .sum()
}

#[test]
fn a_refresh_that_is_cut_off_leaves_the_last_state() {
    testkit::for_each_database(|company| {
        let place = tempfile::tempdir().unwrap();
        let (records, folder) = (&company.records, place.path().join("warehouse"));
        let warehouse = Warehouse::below(records.clone(), place.path());
        customer(records, "a");
        settled(records);
        warehouse.refresh().unwrap();
        customer(records, "b");
        records.as_system("test").create(Draft::new("tag").set("name", Value::text("tea"))).unwrap();
        settled(records);
        for files in 0..2 {
            let cut: Result<Refreshed, Error> = refresh::refresh(records, &folder, &cut_off_after(files));
            assert!(cut.is_err());
            assert_eq!(names(&warehouse, records), ["a"]);
        }
        std::fs::write(folder.join("manifest.json.part"), "{\"format\":1,\"gener").unwrap();
        assert_eq!(names(&warehouse, records), ["a"]);
        warehouse.refresh().unwrap();
        assert_eq!(names(&warehouse, records), ["a", "b"]);
        let manifest = Manifest::read(&folder).unwrap().unwrap();
        assert_eq!(files_in(&folder), manifest.files().count(), "no leftover stays");
    });
}

#[test]
fn a_rebuild_that_is_cut_off_leaves_the_last_state() {
    testkit::for_each_database(|company| {
        let place = tempfile::tempdir().unwrap();
        let (records, folder) = (&company.records, place.path().join("warehouse"));
        let warehouse = Warehouse::below(records.clone(), place.path());
        customer(records, "a");
        settled(records);
        warehouse.refresh().unwrap();
        customer(records, "b");
        settled(records);
        assert!(refresh::rebuild(records, &folder, &cut_off_after(0)).is_err());
        assert_eq!(names(&warehouse, records), ["a"]);
        warehouse.rebuild().unwrap();
        assert_eq!(names(&warehouse, records), ["a", "b"]);
    });
}

#[test]
fn files_of_another_format_are_written_anew() {
    testkit::for_each_database(|company| {
        let place = tempfile::tempdir().unwrap();
        let (records, folder) = (&company.records, place.path().join("warehouse"));
        let warehouse = Warehouse::below(records.clone(), place.path());
        customer(records, "a");
        settled(records);
        warehouse.refresh().unwrap();
        let old = Manifest { format: 0, ..Manifest::read(&folder).unwrap().unwrap() };
        old.write(&folder).unwrap();
        assert_eq!(names(&warehouse, records), ["a"]);
        assert_eq!(warehouse.refresh().unwrap().files, 0);
    });
}

#[test]
fn files_of_another_database_are_written_anew() {
    testkit::for_each_database(|company| {
        let place = tempfile::tempdir().unwrap();
        let (records, folder) = (&company.records, place.path().join("warehouse"));
        let warehouse = Warehouse::below(records.clone(), place.path());
        customer(records, "a");
        settled(records);
        warehouse.refresh().unwrap();
        let known = Manifest::read(&folder).unwrap().unwrap();
        for foreign in [
            Manifest { seq_at: known.seq_at + 1, ..known.clone() },
            Manifest { seq: known.seq + 5, ..known.clone() },
        ] {
            foreign.write(&folder).unwrap();
            let done = warehouse.refresh().unwrap();
            assert_eq!(done.rows, done.all_rows);
            assert_eq!(Manifest::read(&folder).unwrap().unwrap().seq_at, known.seq_at);
            assert_eq!(names(&warehouse, records), ["a"]);
        }
    });
}
