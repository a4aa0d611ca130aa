use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::scope::{nothing, within};
use crate::session::{Gram, Session};
use access::Reach;
use catalog::Object;
use sea_query::{Expr, ExprTrait, Order, Query, SelectStatement, Value as Bindable};
use std::collections::BTreeMap;
use value::Id;
use value::text::{Need, grams};

/// What the search index knows of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchText {
    /// The record.
    pub id: Id,
    /// Its object.
    pub object: String,
    /// Its name.
    pub title: String,
    /// Searchable texts by field.
    pub texts: BTreeMap<String, String>,
}

/// Puts records into the index, or replaces what it knew of them.
pub fn write_texts(
    session: &mut Session<'_>,
    entries: &[(SearchText, Vec<String>)],
    known: &[Id],
) -> Result<(), StoreError> {
    if !known.is_empty() {
        forget_text(session, known)?;
    }
    for (entry, grams) in entries {
        let texts =
            serde_json::to_string(&entry.texts).map_err(|error| StoreError::Broken(error.to_string()))?;
        let plain: [Bindable; 4] =
            [entry.id.0.into(), entry.object.clone().into(), entry.title.clone().into(), texts.into()];
        match session.dialect() {
            Dialect::Sqlite => {
                session.execute(
                    "INSERT INTO search_text (id, object, title, texts) VALUES (?, ?, ?, ?)",
                    &plain,
                )?;
                session.put_off(Gram::Write(entry.id.0, terms_of(&entry.object, grams)));
            }
            Dialect::Postgres => {
                let mut values = plain.to_vec();
                values.push(grams.join(" ").into());
                session.execute(
                    "INSERT INTO search_text (id, object, title, texts, grams) VALUES ($1, $2, $3, $4, string_to_array($5, ' '))",
                    &values,
                )?;
            }
        }
    }
    Ok(())
}

/// Takes records out of the index.
pub fn forget_text(session: &mut Session<'_>, ids: &[Id]) -> Result<(), StoreError> {
    for id in ids {
        match session.dialect() {
            Dialect::Sqlite => {
                if session.execute("DELETE FROM search_text WHERE id = ?", &[id.0.into()])? > 0 {
                    session.put_off(Gram::Forget(id.0));
                }
            }
            Dialect::Postgres => {
                session.execute("DELETE FROM search_text WHERE id = $1", &[id.0.into()])?;
            }
        }
    }
    Ok(())
}

/// Does to the index of terms what was put off.
pub(crate) fn write_grams(session: &mut Session<'_>, grams: Vec<Gram>) -> Result<(), StoreError> {
    for gram in grams {
        match gram {
            Gram::Write(id, terms) => session.execute(
                "INSERT INTO search_gram (rowid, grams) VALUES (?, ?)",
                &[id.into(), terms.into()],
            )?,
            Gram::Forget(id) => session.execute("DELETE FROM search_gram WHERE rowid = ?", &[id.into()])?,
        };
    }
    Ok(())
}

/// The terms of all searchable texts of a record.
pub fn search_terms<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut terms: Vec<String> = texts.flat_map(grams).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The terms of a record as the index keeps them, with one for its object: so that a search in one object does not
/// walk through the records of all.
pub(crate) fn terms_of(object: &str, grams: &[String]) -> String {
    format!("{} {}", object_term(object), grams.join(" "))
}

/// A term that the texts of records do not have; where two objects share one, the object itself is compared too.
fn object_term(object: &str) -> String {
    std::iter::once('0').chain(object.chars().filter(char::is_ascii_alphanumeric)).collect()
}

/// Records of an object in reach whose terms meet a need, newest first in the embedded database, which inside a transaction finds what was there before it. They are candidates: the caller compares their texts with what was asked for.
pub fn candidates(
    session: &mut Session<'_>,
    object: &Object,
    reach: &Reach,
    need: &Need,
    limit: u64,
) -> Result<Vec<SearchText>, StoreError> {
    let mut statement: SelectStatement = Query::select();
    for name in ["id", "object", "title", "texts"] {
        statement.column(("t".to_owned(), name.to_owned()));
    }
    let text_id = || Expr::col(("t".to_owned(), "id".to_owned()));
    match session.dialect() {
        Dialect::Sqlite => {
            statement
                .from_as("search_gram".to_owned(), "g".to_owned())
                .join_as(
                    sea_query::JoinType::CrossJoin,
                    "search_text".to_owned(),
                    "t".to_owned(),
                    Expr::cust("t.id = g.rowid"),
                )
                .and_where(Expr::cust("t.id = g.rowid"))
                .and_where(Expr::cust_with_values("search_gram MATCH ?", [in_object(need, &object.name)]))
                .order_by_expr(Expr::cust("g.rowid"), Order::Desc);
        }
        Dialect::Postgres => {
            statement.from_as("search_text".to_owned(), "t".to_owned());
            statement.and_where(array_condition(need));
        }
    }
    statement.and_where(Expr::col(("t".to_owned(), "object".to_owned())).eq(object.name.as_str()));
    let mut rows: SelectStatement = Query::select();
    rows.expr(Expr::cust("1"))
        .from_as(object.name.clone(), "r".to_owned())
        .and_where(Expr::col(("r".to_owned(), "id".to_owned())).eq(text_id()))
        .and_where(Expr::col(("r".to_owned(), "deleted_at".to_owned())).is_null());
    if let Some(condition) = within(reach, "r") {
        rows.and_where(condition);
    }
    statement.and_where(Expr::exists(rows)).limit(limit);
    let mut found = Vec::new();
    session.ask(&statement, &mut |row| {
        let texts = row.text(3)?.unwrap_or_default();
        found.push(SearchText {
            id: Id(row.whole(0)?.unwrap_or_default()),
            object: row.text(1)?.unwrap_or_default(),
            title: row.text(2)?.unwrap_or_default(),
            texts: serde_json::from_str(&texts).map_err(|error| StoreError::Broken(error.to_string()))?,
        });
        Ok(())
    })?;
    Ok(found)
}

fn in_object(need: &Need, object: &str) -> String {
    format!("{} AND \"{}\"", match_text(need), object_term(object))
}

fn match_text(need: &Need) -> String {
    let joined = |list: &[Need], word: &str| {
        let parts: Vec<String> = list.iter().map(match_text).collect();
        format!("({})", parts.join(word))
    };
    match need {
        Need::Term(term) => format!("\"{}\"", term.replace('"', "")),
        Need::All(list) => joined(list, " AND "),
        Need::Any(list) => joined(list, " OR "),
    }
}

fn array_condition(need: &Need) -> Expr {
    let terms = |list: &[Need]| -> Option<Vec<String>> {
        list.iter()
            .map(|part| match part {
                Need::Term(term) => Some(term.clone()),
                Need::All(_) | Need::Any(_) => None,
            })
            .collect()
    };
    let array = |operator: &str, terms: Vec<String>| {
        Expr::cust_with_values(
            format!("\"t\".\"grams\" {operator} string_to_array($1, ' ')"),
            [terms.join(" ")],
        )
    };
    match need {
        Need::Term(term) => array("@>", vec![term.clone()]),
        Need::All(list) => match terms(list) {
            Some(terms) => array("@>", terms),
            None => {
                list.iter().map(array_condition).reduce(|one, other| one.and(other)).unwrap_or_else(nothing)
            }
        },
        Need::Any(list) => match terms(list) {
            Some(terms) => array("&&", terms),
            None => {
                list.iter().map(array_condition).reduce(|one, other| one.or(other)).unwrap_or_else(nothing)
            }
        },
    }
}
