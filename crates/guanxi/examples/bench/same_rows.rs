use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};
use std::path::Path;
use std::time::{Duration, Instant};
use value::text::grams;

/// What one new customer writes, table by table.
const TABLES: [(&str, &str); 4] =
    [("customer", "id"), ("customer__insight", "id"), ("change_log", "record"), ("search_text", "id")];
const ROWS: usize = 4_000;

/// Rows a second when each has a commit of its own and is the same as ours: all columns and indexes, the log and the
/// search. It is what a program would write that does nothing else.
pub fn commits_per_second(folder: &Path, long: Duration) -> f64 {
    let source =
        Connection::open_with_flags(folder.join("guanxi.db"), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let path = folder.join("same-rows.db");
    let _ = std::fs::remove_file(&path);
    let target = Connection::open(&path).unwrap();
    target.pragma_update(None, "journal_mode", "WAL").unwrap();
    target.pragma_update(None, "synchronous", "FULL").unwrap();
    shape(&source, &target);
    let rows = newest(&source);
    let inserts: Vec<String> =
        TABLES.iter().zip(&rows[0].0).map(|((table, _), row)| insert(table, row)).collect();
    let (begun, mut written) = (Instant::now(), 0);
    for (tables, terms) in &rows {
        if begun.elapsed() >= long {
            break;
        }
        target.prepare_cached("BEGIN IMMEDIATE").unwrap().execute([]).unwrap();
        for (sql, row) in inserts.iter().zip(tables) {
            target.prepare_cached(sql).unwrap().execute(params_from_iter(row)).unwrap();
        }
        let mut index =
            target.prepare_cached("INSERT INTO search_gram (rowid, grams) VALUES (?, ?)").unwrap();
        index.execute((&tables[0][0], terms)).unwrap();
        target.prepare_cached("COMMIT").unwrap().execute([]).unwrap();
        written += 1;
    }
    let rate = f64::from(written) / begun.elapsed().as_secs_f64();
    drop(target);
    std::fs::remove_file(&path).unwrap();
    rate
}

/// The same tables and indexes.
fn shape(source: &Connection, target: &Connection) {
    let mut asked = source
        .prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name IN ('customer', 'customer__insight', 'change_log', 'search_text', 'search_gram') ORDER BY type DESC")
        .unwrap();
    let statements = asked.query_map([], |row| row.get::<_, String>(0)).unwrap();
    for sql in statements {
        target.execute_batch(&sql.unwrap()).unwrap();
    }
}

/// The customers that were made last, with everything that was written for them.
fn newest(source: &Connection) -> Vec<(Vec<Vec<Value>>, String)> {
    let mut asked = source
        .prepare("SELECT record FROM change_log WHERE object = 'customer' AND kind = 'create' ORDER BY seq DESC LIMIT ?")
        .unwrap();
    let mut ids: Vec<i64> =
        asked.query_map([ROWS as i64], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    ids.reverse();
    let rows = ids.into_iter().map(|id| {
        let tables = TABLES.iter().map(|(table, key)| one(source, table, key, id)).collect::<Vec<_>>();
        let title = match &tables[3][2] {
            Value::Text(title) => title.clone(),
            other => panic!("{other:?} is no title"),
        };
        (tables, format!("0customer {}", grams(&title).join(" ")))
    });
    rows.collect()
}

fn one(source: &Connection, table: &str, key: &str, id: i64) -> Vec<Value> {
    let mut asked = source.prepare_cached(&format!("SELECT * FROM {table} WHERE {key} = ?")).unwrap();
    let width = asked.column_count();
    asked.query_row([id], |row| (0..width).map(|place| row.get(place)).collect()).unwrap()
}

fn insert(table: &str, row: &[Value]) -> String {
    format!("INSERT INTO {table} VALUES ({})", vec!["?"; row.len()].join(", "))
}
