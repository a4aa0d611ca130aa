use crate::edge::problem::Problem;
use catalog::{Code, FieldError};
use formula::{Condition, Op, RawCondition};
use records::{Door, Error};
use serde_json::Value as Json;

const LONGEST_NAME: usize = 120;

/// `filter[name][op]=text`, with the text read by the field's type.
pub fn parameter(door: &Door, object: &str, name: &str, op: &str, text: &str) -> Result<Condition, Error> {
    if name.len() > LONGEST_NAME {
        return Err(Error::field("filter", Code::UnknownField));
    }
    let op = Op::from_word(op).ok_or_else(|| {
        let words = Op::ALL.map(Op::word).join(" ");
        Error::Invalid(vec![FieldError::new(name, Code::Operator).with("expected", words)])
    })?;
    let raw = RawCondition::Test { field: name.to_owned(), op, value: Json::from(text) };
    door.read_condition(object, &raw)
}

/// A condition tree, checked and typed.
pub fn tree(door: &Door, object: &str, tree: &Json) -> Result<Condition, Problem> {
    let raw = RawCondition::from_json(tree).map_err(|what| {
        let mut problem = Problem::parameter("where", Code::Format);
        problem.detail = what;
        problem
    })?;
    door.read_condition(object, &raw).map_err(Problem::of_question)
}
