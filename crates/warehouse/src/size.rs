use crate::error::{Error, Wrong};
use crate::place;
use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast::{ObjectName, Query, Visit, Visitor};
use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::tokenizer::Token;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// The planner's time grows with the square of a chain of operators, and it cannot be interrupted.
const OPERATORS: usize = 500;
/// The same for tables, counted when every part of WITH is written out where it is used.
const TABLES: u64 = 100;

/// Refuses what would keep the planner busy for longer than an answer may take.
pub(crate) fn check(sql: &str, statement: &Statement) -> Result<(), Error> {
    let operators = place::tokens(sql).iter().filter(|token| is_operator(&token.token)).count();
    if operators > OPERATORS {
        return Err(Error::question(Wrong::TooLong, format!("{operators} operators > {OPERATORS}"), None));
    }
    let Statement::Statement(statement) = statement else { return Ok(()) };
    let mut named = Named::default();
    let _ = statement.visit(&mut named);
    let tables: u64 =
        named.tables.iter().fold(0, |sum, name| sum.saturating_add(named.weight(name, &mut Vec::new())));
    if tables > TABLES {
        return Err(Error::question(Wrong::TooLong, format!("{tables} tables > {TABLES}"), None));
    }
    Ok(())
}

fn is_operator(token: &Token) -> bool {
    match token {
        Token::Word(word) => {
            matches!(word.keyword, Keyword::AND | Keyword::OR | Keyword::NOT | Keyword::LIKE)
        }
        Token::Plus
        | Token::Minus
        | Token::Mul
        | Token::Div
        | Token::Mod
        | Token::StringConcat
        | Token::Eq
        | Token::Neq
        | Token::Lt
        | Token::Gt
        | Token::LtEq
        | Token::GtEq
        | Token::DoubleColon => true,
        _ => false,
    }
}

/// The tables that a statement names, and those that each of its parts names.
#[derive(Default)]
struct Named {
    /// Those outside of all parts.
    tables: Vec<String>,
    parts: BTreeMap<String, Vec<String>>,
    /// Where in the tree the bodies of the parts stand.
    bodies: BTreeSet<usize>,
    /// Bodies that the visit is inside of.
    depth: usize,
}

impl Named {
    /// How many tables a name stands for. A part that names itself means the table of that name.
    fn weight(&self, name: &str, within: &mut Vec<String>) -> u64 {
        let Some(body) = self.parts.get(name).filter(|_| !within.iter().any(|outer| outer == name)) else {
            return 1;
        };
        within.push(name.to_owned());
        let mut sum: u64 = 1;
        for inner in body {
            sum = sum.saturating_add(self.weight(inner, within));
            if sum > TABLES {
                break;
            }
        }
        within.pop();
        sum
    }
}

impl Visitor for Named {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        self.depth += usize::from(self.bodies.contains(&address(query)));
        for part in query.with.iter().flat_map(|with| &with.cte_tables) {
            self.bodies.insert(address(&part.query));
            let mut inner = Named::default();
            let _ = part.query.visit(&mut inner);
            self.parts.entry(part.alias.name.value.to_lowercase()).or_default().extend(inner.tables);
        }
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        self.depth -= usize::from(self.bodies.contains(&address(query)));
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<()> {
        if self.depth > 0 {
            return ControlFlow::Continue(());
        }
        self.tables.push(relation.to_string().replace('"', "").to_lowercase());
        ControlFlow::Continue(())
    }
}

fn address(query: &Query) -> usize {
    std::ptr::from_ref(query).addr()
}
