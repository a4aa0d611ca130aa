//! One expression language: formulas over a record, and the conditions that filters, reach and segments are made of.

mod check;
mod compare;
mod condition;
mod evaluate;
mod expr;
mod function;
mod functions;
mod kind;
mod lex;
mod lowering;
mod matching;
mod parse;
mod print;
mod raw_condition;
mod relative;
mod spelling;

pub use check::{CheckError, Shape, check};
pub use condition::{Condition, Op};
pub use evaluate::{Scope, evaluate, truth};
pub use expr::{Binary, Expr, fields};
pub use function::Function;
pub use kind::Kind;
pub use matching::matches;
pub use parse::{MAX_LENGTH, MAX_NESTING, ParseError, parse};
pub use raw_condition::RawCondition;
pub use relative::{relative_range, week_of};
pub use spelling::nearest;
