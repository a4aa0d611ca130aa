//! What is kept only to find and to sort faster, made anew when the rules change by which it was made.

use crate::codec::{read_value, write_columns};
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::plan::{SEARCH_SQLITE, read_note, write_note};
use crate::search::{search_terms, terms_of, write_grams};
use crate::session::{Gram, Session};
use catalog::{Field, Object};
use sea_query::{Alias, Expr, ExprTrait, LockType, Order, Query};
use std::collections::BTreeMap;
use value::text::{self, SORT_KEY_RULES};
use value::{Id, Value};

const ROWS_AT_ONCE: u64 = 1_000;
/// The rules by which the index of terms is filled.
const SEARCH_TERMS: &str = "2: with a term for the object";
const TERMS: &str = "search_terms";
/// By which rules the stored sort keys are made.
pub(crate) const SORT_KEYS: &str = "sort_keys";
/// How far they have been made anew.
const REACHED: &str = "sort_keys_reached";
/// What databases hold that are older than this note.
const FIRST: &str = "icu4x-2.4 pinyin";
const MIXED: &str = "mixed";

/// The rules by which terms and sort keys are made: with others, a database has to be looked at again.
pub fn rules() -> String {
    format!("{SEARCH_TERMS}; {SORT_KEY_RULES}")
}

/// The rules of an order, as they are noted.
pub(crate) fn keys_by(order: text::Order) -> String {
    format!("{SORT_KEY_RULES} {}", order.word())
}

/// Makes the index of terms anew when it was filled by other rules; it holds nothing that is not kept elsewhere.
pub(crate) fn renew_terms(session: &mut Session<'_>) -> Result<(), StoreError> {
    if read_note(session, TERMS)?.as_deref() == Some(SEARCH_TERMS) {
        return Ok(());
    }
    if session.dialect() == Dialect::Sqlite {
        session.script(&format!("DROP TABLE search_gram;\n{SEARCH_SQLITE}"))?;
    }
    let mut last = i64::MIN;
    loop {
        let mut entries: Vec<(i64, String, String)> = Vec::new();
        let mut statement = Query::select();
        statement
            .columns(["id", "object", "texts"].map(Alias::new))
            .from(Alias::new("search_text"))
            .and_where(Expr::col(Alias::new("id")).gt(last))
            .order_by(Alias::new("id"), Order::Asc)
            .limit(ROWS_AT_ONCE);
        session.ask(&statement, &mut |row| {
            entries.push((
                row.whole(0)?.unwrap_or_default(),
                row.text(1)?.unwrap_or_default(),
                row.text(2)?.unwrap_or_default(),
            ));
            Ok(())
        })?;
        let Some((id, ..)) = entries.last() else { break };
        last = *id;
        let mut grams = Vec::with_capacity(entries.len());
        for (id, object, texts) in entries {
            let texts: BTreeMap<String, String> =
                serde_json::from_str(&texts).map_err(|error| StoreError::Broken(error.to_string()))?;
            let terms = search_terms(texts.values().map(String::as_str));
            match session.dialect() {
                Dialect::Sqlite => grams.push(Gram::Write(id, terms_of(&object, &terms))),
                Dialect::Postgres => write_terms(session, id, &terms)?,
            }
        }
        write_grams(session, grams)?;
    }
    write_note(session, TERMS, SEARCH_TERMS)
}

/// PostgreSQL keeps the terms beside the texts.
fn write_terms(session: &mut Session<'_>, id: i64, terms: &[String]) -> Result<(), StoreError> {
    let terms = serde_json::to_string(terms).map_err(|error| StoreError::Broken(error.to_string()))?;
    let sql =
        "UPDATE search_text SET grams = ARRAY(SELECT json_array_elements_text($1::text::json)) WHERE id = $2";
    session.execute(sql, &[terms.into(), id.into()]).map(|_| ())
}

/// Whether the stored keys are those of an order.
pub fn sorts_by(session: &mut Session<'_>, order: text::Order) -> Result<bool, StoreError> {
    let noted = read_note(session, SORT_KEYS)?;
    Ok(noted.as_deref().unwrap_or(FIRST) == keys_by(order))
}

/// How far the keys of an order have been made: object, field and record; none when that has not begun.
pub fn sort_keys_reached(
    session: &mut Session<'_>,
    order: text::Order,
) -> Result<Option<(String, String, Id)>, StoreError> {
    let Some(words) = read_note(session, REACHED)? else { return Ok(None) };
    let parts: Vec<&str> = words.split('|').collect();
    match parts[..] {
        [by, object, field, id] if by == keys_by(order) => {
            let id = id.parse().map_err(|_| StoreError::Broken(format!("the note '{words}'")))?;
            Ok(Some((object.to_owned(), field.to_owned(), Id(id))))
        }
        _ => Ok(None),
    }
}

/// Makes the keys of the next rows after a record, and notes how far that is; none when there are no more rows.
pub fn renew_sort_keys(
    session: &mut Session<'_>,
    object: &Object,
    field: &Field,
    after: Id,
) -> Result<Option<Id>, StoreError> {
    let reached = fill_some(session, object, field, after.0)?.map(Id);
    write_note(session, SORT_KEYS, MIXED)?;
    let id = reached.unwrap_or(Id(i64::MAX));
    let words = format!("{}|{}|{}|{}", keys_by(field.order), object.name, field.name, id.0);
    write_note(session, REACHED, &words)?;
    Ok(reached)
}

/// Notes that all stored keys are those of an order.
pub fn end_sort_keys(session: &mut Session<'_>, order: text::Order) -> Result<(), StoreError> {
    write_note(session, SORT_KEYS, &keys_by(order))?;
    write_note(session, REACHED, "")
}

/// Gives the rows of a table the sort keys that it did not keep before. They are those of the usual order: where the company has another
/// one, all are made anew behind the scenes.
pub(crate) fn fill_sort_keys(
    session: &mut Session<'_>,
    object: &Object,
    field: &Field,
) -> Result<(), StoreError> {
    let mut last = i64::MIN;
    while let Some(id) = fill_some(session, object, field, last)? {
        last = id;
    }
    let known = read_note(session, SORT_KEYS)?;
    if known.is_some_and(|known| known != keys_by(field.order)) {
        write_note(session, SORT_KEYS, MIXED)?;
    }
    Ok(())
}

fn fill_some(
    session: &mut Session<'_>,
    object: &Object,
    field: &Field,
    after: i64,
) -> Result<Option<i64>, StoreError> {
    let mut rows: Vec<(i64, Value)> = Vec::new();
    let mut statement = Query::select();
    statement
        .columns(["id".to_owned(), field.name.clone()])
        .from(object.name.clone())
        .and_where(Expr::col("id".to_owned()).gt(after))
        .and_where(Expr::col(field.name.clone()).is_not_null())
        .order_by("id".to_owned(), Order::Asc)
        .limit(ROWS_AT_ONCE);
    if session.dialect() == Dialect::Postgres {
        // Nobody may write another text while the key of this one is made.
        statement.lock(LockType::Update);
    }
    session.ask(&statement, &mut |answer| {
        rows.push((answer.whole(0)?.unwrap_or_default(), read_value(field, answer, &mut 1)?));
        Ok(())
    })?;
    let last = rows.last().map(|(id, _)| *id);
    for (id, value) in rows {
        let mut change = Query::update();
        change.table(Alias::new(object.name.clone())).and_where(Expr::col("id".to_owned()).eq(id));
        for (column, key) in write_columns(field, &value).into_iter().skip(1) {
            change.value(column, key);
        }
        session.run(&change)?;
    }
    Ok(last)
}
