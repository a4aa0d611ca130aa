use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::fold::postgres_function;
use crate::renewal::{SORT_KEYS, fill_sort_keys, keys_by, renew_terms};
use crate::session::Session;
use crate::shape::{create_index, create_table, sort_column, tables};
use catalog::{Catalog, Object, SYSTEM_FIELDS, Side};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use value::text::Order;

pub(crate) const SEARCH_SQLITE: &str = "CREATE VIRTUAL TABLE IF NOT EXISTS search_gram USING fts5(grams, content='', \
contentless_delete=1, detail=none, tokenize='ascii');\n";

const SEARCH_POSTGRES: &str =
    "CREATE INDEX IF NOT EXISTS \"ix_search_text__grams\" ON \"search_text\" USING gin (\"grams\");\n";

/// What was missing.
#[derive(Debug)]
pub struct Plan {
    /// The statements that were run.
    pub statements: Vec<String>,
    /// Fields, by position, of objects that had a table without them.
    pub added: Vec<(Arc<Object>, usize)>,
}

/// Compares what the catalog asks for with what the database has, and adds what is missing. It never drops.
pub fn plan(session: &mut Session<'_>, catalog: &Catalog) -> Result<Plan, StoreError> {
    let dialect = session.dialect();
    if dialect == Dialect::Postgres {
        session.script("SELECT pg_advisory_xact_lock(7426031)")?;
    }
    let existing = existing_columns(session)?;
    let indexes = existing_indexes(session)?;
    let is_new = existing.is_empty();
    let mut plan = Plan { statements: vec![engine_statement(dialect).to_owned()], added: Vec::new() };
    let statements = &mut plan.statements;
    for table in tables(catalog, dialect) {
        match existing.get(&table.name) {
            None => statements.push(create_table(&table)),
            Some(columns) => {
                for (name, kind) in table.columns.iter().filter(|(name, _)| !columns.contains(name)) {
                    statements
                        .push(format!("ALTER TABLE \"{}\" ADD COLUMN \"{name}\" {kind};\n", table.name));
                }
            }
        }
        for index in table.indexes.iter().filter(|index| !indexes.contains(&index.name)) {
            statements.push(create_index(&table.name, index, dialect));
        }
    }
    if dialect == Dialect::Postgres {
        statements.push(SEARCH_POSTGRES.to_owned());
    }
    for statement in &plan.statements {
        session.script(statement)?;
    }
    renew_terms(session)?;
    if is_new {
        write_note(session, SORT_KEYS, &keys_by(Order::default()))?;
    }
    for object in catalog.objects() {
        let Some(columns) = existing.get(&object.name) else { continue };
        for (position, field) in object.fields.iter().enumerate().skip(SYSTEM_FIELDS) {
            if field.side == Side::Own && !columns.contains(&field.name) {
                plan.added.push((object.clone(), position));
            } else if field.sorts_by_language() && !columns.contains(&sort_column(&field.name)) {
                fill_sort_keys(session, object, field)?;
            }
        }
    }
    Ok(plan)
}

/// What the engine needs beside tables and indexes.
pub fn engine_statement(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => SEARCH_SQLITE,
        Dialect::Postgres => postgres_function(),
    }
}

/// A word that the engine keeps about the database itself.
pub fn read_note(session: &mut Session<'_>, name: &str) -> Result<Option<String>, StoreError> {
    if !existing_columns(session)?.contains_key("note") {
        return Ok(None);
    }
    let mut found = None;
    let sql = match session.dialect() {
        Dialect::Sqlite => "SELECT words FROM note WHERE name = ?",
        Dialect::Postgres => "SELECT words FROM note WHERE name = $1",
    };
    session.query(sql, &[name.into()], &mut |row| {
        found = row.text(0)?;
        Ok(())
    })?;
    Ok(found)
}

/// Keeps such a word.
pub fn write_note(session: &mut Session<'_>, name: &str, words: &str) -> Result<(), StoreError> {
    let sql = match session.dialect() {
        Dialect::Sqlite => {
            "INSERT INTO note (name, words) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET words = excluded.words"
        }
        Dialect::Postgres => {
            "INSERT INTO note (name, words) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET words = excluded.words"
        }
    };
    session.execute(sql, &[name.into(), words.into()]).map(|_| ())
}

fn existing_columns(session: &mut Session<'_>) -> Result<HashMap<String, HashSet<String>>, StoreError> {
    let sql = match session.dialect() {
        Dialect::Sqlite => {
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
        }
        Dialect::Postgres => {
            "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = current_schema()"
        }
    };
    let mut tables: HashMap<String, HashSet<String>> = HashMap::new();
    session.query(sql, &[], &mut |row| {
        if let (Some(table), Some(column)) = (row.text(0)?, row.text(1)?) {
            tables.entry(table).or_default().insert(column);
        }
        Ok(())
    })?;
    Ok(tables)
}

fn existing_indexes(session: &mut Session<'_>) -> Result<HashSet<String>, StoreError> {
    let sql = match session.dialect() {
        Dialect::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'index'",
        Dialect::Postgres => "SELECT indexname::text FROM pg_indexes WHERE schemaname = current_schema()",
    };
    let mut names = HashSet::new();
    session.query(sql, &[], &mut |row| {
        names.extend(row.text(0)?);
        Ok(())
    })?;
    Ok(names)
}
