use axum::Router;
use axum::extract::{Path as Part, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Map, Value as Json};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

/// The same read without a catalog, rights, or anything else between the address and the database.
pub async fn serve(listener: std::net::TcpListener, database: &Path) {
    let pool = Arc::new(Pool { path: database.to_owned(), idle: Mutex::new(Vec::new()) });
    let router = Router::new().route("/customers/{id}", get(one)).with_state(pool);
    let listener = tokio::net::TcpListener::from_std(listener).unwrap();
    axum::serve(listener, router).await.unwrap();
}

async fn one(State(pool): State<Arc<Pool>>, Part(id): Part<i64>) -> impl IntoResponse {
    let pooled = pool.idle.lock().unwrap().pop();
    let connection = pooled.unwrap_or_else(|| {
        Connection::open_with_flags(&pool.path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
    });
    let row = read(&connection, id);
    pool.idle.lock().unwrap().push(connection);
    match row {
        Some(row) => (
            StatusCode::OK,
            [(header::CONTENT_TYPE, "application/json")],
            serde_json::to_string(&row).unwrap(),
        ),
        None => (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "application/json")], String::new()),
    }
}

fn read(connection: &Connection, id: i64) -> Option<Map<String, Json>> {
    let mut statement =
        connection.prepare_cached("SELECT * FROM customer WHERE id = ?1 AND deleted_at IS NULL").unwrap();
    let names: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
    let mut rows = statement.query([id]).unwrap();
    let row = rows.next().unwrap()?;
    let mut values = Map::new();
    for (place, name) in names.into_iter().enumerate() {
        let value = match row.get_ref(place).unwrap() {
            ValueRef::Null | ValueRef::Blob(_) => Json::Null,
            ValueRef::Integer(number) => Json::from(number),
            ValueRef::Real(number) => Json::from(number),
            ValueRef::Text(text) => Json::from(String::from_utf8_lossy(text)),
        };
        values.insert(name, value);
    }
    Some(values)
}

/// Rows a second when each has a commit of its own, as durable as ours.
pub fn commits_per_second(folder: &Path, long: Duration) -> f64 {
    let path = folder.join("one-commit-per-row.db");
    let _ = std::fs::remove_file(&path);
    let connection = Connection::open(&path).unwrap();
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    connection.pragma_update(None, "synchronous", "FULL").unwrap();
    connection
        .execute_batch("CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT, created_at INTEGER)")
        .unwrap();
    let begun = Instant::now();
    let mut rows = 0_i64;
    while begun.elapsed() < long {
        connection.execute("INSERT INTO customer VALUES (?1, 'Acme', ?1)", [rows]).unwrap();
        rows += 1;
    }
    let rate = rows as f64 / begun.elapsed().as_secs_f64();
    drop(connection);
    std::fs::remove_file(&path).unwrap();
    rate
}
