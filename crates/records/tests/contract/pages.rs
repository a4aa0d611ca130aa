use crate::objects;
use records::{Door, Query, Record};
use testkit::{Filling, Samples, for_each_database};
use value::Id;

const ROWS: usize = 40;

#[test]
fn pages_of_every_sorting_follow_each_other_without_gap_or_repeat() {
    for_each_database(|company| {
        let door = company.records.as_system("test");
        let mut samples = Samples::new(6);
        for object in objects(&company.records) {
            let drafts = (0..ROWS).map(|_| samples.draft(&door, &object.name, Filling::Mixed)).collect();
            let name = object.name.clone();
            door.transaction(move |work| work.create_many(&name, drafts)).unwrap();
            let total = door.count(&Query::of(&object.name)).unwrap() as usize;
            let sortable: Vec<&str> = object
                .fields
                .iter()
                .filter(|field| field.sortable())
                .map(|field| field.name.as_str())
                .collect();
            for (place, field) in sortable.iter().enumerate() {
                let second = sortable[(place * 7 + 3) % sortable.len()];
                let up = walk(&door, &object.name, &[field]);
                let down = walk(&door, &object.name, &[&format!("-{field}")]);
                let both = walk(&door, &object.name, &[field, &format!("-{second}")]);
                for (seen, sorting) in [(&up, "up"), (&down, "down"), (&both, "and more")] {
                    let mut once = seen.clone();
                    once.sort();
                    once.dedup();
                    let place = format!("{}.{field} {sorting} on {}", object.name, company.database());
                    assert_eq!((seen.len(), once.len()), (total, total), "{place}");
                }
                let turned: Vec<Id> = down.into_iter().rev().collect();
                assert_eq!(up, turned, "{}.{field} on {}", object.name, company.database());
            }
        }
    });
}

#[test]
fn both_databases_sort_alike() {
    let orders = std::sync::Mutex::new(Vec::new());
    for_each_database(|company| {
        let door = company.records.as_system("test");
        let mut samples = Samples::new(7);
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        for object in objects(&company.records) {
            let drafts = (0..ROWS).map(|_| samples.draft(&door, &object.name, Filling::Mixed)).collect();
            let name = object.name.clone();
            door.transaction(move |work| work.create_many(&name, drafts)).unwrap();
            for field in object.fields.iter().filter(|field| field.sortable()) {
                let sorted = Query::of(&object.name).sort(&field.name).limit(500);
                let values =
                    door.find(&sorted).unwrap().records.iter().map(|row| shown(row, &field.name)).collect();
                found.push((format!("{}.{}", object.name, field.name), values));
            }
        }
        orders.lock().unwrap().push(found);
    });
    let orders = orders.into_inner().unwrap();
    for other in &orders[1..] {
        for (one, other) in orders[0].iter().zip(other) {
            assert_eq!(one, other);
        }
    }
}

fn shown(row: &Record, field: &str) -> String {
    match row.get(field) {
        value::Value::Id(_) | value::Value::Link(_) => "a record".to_owned(),
        other => format!("{other:?}"),
    }
}

/// All ids, page by page, with nothing selected but the title.
fn walk(door: &Door, object: &str, sort: &[&str]) -> Vec<Id> {
    let mut seen = Vec::new();
    let mut cursor: Option<String> = None;
    for _ in 0..200 {
        let mut query = Query::of(object).limit(9).fields(&[]);
        for key in sort {
            query = query.sort(key);
        }
        if let Some(cursor) = &cursor {
            query = query.cursor(cursor);
        }
        let page = door.find(&query).unwrap();
        seen.extend(page.records.iter().map(Record::id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    seen
}
