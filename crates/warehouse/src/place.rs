use crate::error::{Error, Wrong};
use crate::watch::OVER;
use datafusion::common::{DataFusionError, SchemaError};

use datafusion::sql::sqlparser::dialect::PostgreSqlDialect;
use datafusion::sql::sqlparser::parser::ParserError;
use datafusion::sql::sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};

/// What is wrong, in as few words as the engine has for it, and where in the SQL.
pub(crate) fn complaint(sql: &str, error: &DataFusionError) -> Error {
    let spanned = span(error);
    match error.find_root() {
        DataFusionError::SQL(parser, _) => {
            let text = match &**parser {
                ParserError::TokenizerError(text) | ParserError::ParserError(text) => text.clone(),
                ParserError::RecursionLimitExceeded => "it is nested too deeply".to_owned(),
            };
            let (text, told) = told_place(&text);
            Error::question(Wrong::Syntax, text, told.or(spanned))
        }
        DataFusionError::SchemaError(schema, _) => match &**schema {
            SchemaError::FieldNotFound { field, .. } => {
                let place = spanned.or_else(|| of_word(sql, field.name()));
                Error::question(Wrong::UnknownColumn, field.name(), place)
            }
            SchemaError::AmbiguousReference { field } => {
                let place = spanned.or_else(|| of_word(sql, field.name()));
                Error::question(Wrong::Meaning, schema.to_string(), place)
            }
            SchemaError::DuplicateQualifiedField { .. } | SchemaError::DuplicateUnqualifiedField { .. } => {
                Error::question(Wrong::Meaning, schema.to_string(), spanned)
            }
        },
        DataFusionError::ResourcesExhausted(text) if text == OVER => {
            Error::question(Wrong::TooMuchTime, "", None)
        }
        DataFusionError::ResourcesExhausted(_) => Error::question(Wrong::TooMuchMemory, "", None),
        DataFusionError::NotImplemented(text) if text.contains("single SQL statement") => {
            Error::question(Wrong::OnlyQuestions, "", None)
        }
        DataFusionError::Plan(_)
        | DataFusionError::NotImplemented(_)
        | DataFusionError::Configuration(_)
        | DataFusionError::Diagnostic(_, _)
        | DataFusionError::Collection(_) => Error::question(Wrong::Meaning, plain(error), spanned),
        DataFusionError::ArrowError(_, _) | DataFusionError::Execution(_) => {
            Error::question(Wrong::Failed, plain(error), spanned)
        }
        // What is left is a defect of the program or of the disk and not of the question.
        other => Error::Files(other.to_string()),
    }
}

/// The engine's own words without its headings and its advice to report a defect.
pub(crate) fn plain(error: &DataFusionError) -> String {
    let text = error.find_root().message().to_string();
    let line = text.lines().next().unwrap_or_default();
    line.chars().take(300).collect()
}

/// Where a name stands first.
pub(crate) fn of_word(sql: &str, name: &str) -> Option<(u64, u64)> {
    let same = |token: &TokenWithSpan| matches!(&token.token, Token::Word(word) if word.value.eq_ignore_ascii_case(name));
    tokens(sql).iter().find(|token| same(token)).map(at)
}

pub(crate) fn first_word(sql: &str) -> Option<(u64, u64)> {
    tokens(sql).iter().find(|token| matches!(token.token, Token::Word(_))).map(at)
}

fn at(token: &TokenWithSpan) -> (u64, u64) {
    (token.span.start.line, token.span.start.column)
}

pub(crate) fn tokens(sql: &str) -> Vec<TokenWithSpan> {
    Tokenizer::new(&PostgreSqlDialect {}, sql).tokenize_with_location().unwrap_or_default()
}

fn span(error: &DataFusionError) -> Option<(u64, u64)> {
    match error {
        DataFusionError::Diagnostic(diagnostic, inner) => {
            let told = diagnostic.span.map(|span| (span.start.line, span.start.column));
            told.or_else(|| span(inner))
        }
        DataFusionError::Context(_, inner) => span(inner),
        DataFusionError::Collection(list) => list.iter().find_map(span),
        DataFusionError::Shared(inner) => span(inner),
        _ => None,
    }
}

/// The parser writes the place at the end of its words: `... at Line: 1, Column: 15`.
fn told_place(text: &str) -> (String, Option<(u64, u64)>) {
    let Some((words, place)) = text.rsplit_once(" at Line: ") else { return (text.to_owned(), None) };
    let numbers = place.split_once(", Column: ");
    let read = numbers.and_then(|(line, column)| Some((line.parse().ok()?, column.trim().parse().ok()?)));
    match read {
        Some(place) => (words.to_owned(), Some(place)),
        None => (text.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parsers_place_is_read() {
        let (words, place) = told_place("Expected: an expression, found: FROM at Line: 2, Column: 15");
        assert_eq!((words.as_str(), place), ("Expected: an expression, found: FROM", Some((2, 15))));
        assert_eq!(told_place("no place"), ("no place".to_owned(), None));
    }

    #[test]
    fn a_name_is_found_where_it_stands_and_not_in_a_text() {
        assert_eq!(of_word("select 'orders',\n  x from Orders", "orders"), Some((2, 10)));
        assert_eq!(of_word("select 1", "orders"), None);
    }
}
