use crate::condition::{Condition, Op};
use crate::spelling::nearest;
use serde_json::{Map, Value as Json, json};

const MAX_DEPTH: usize = 16;
const MAX_TESTS: usize = 200;

/// A filter as it was sent: the tree of `Condition` before anybody knows the types of its fields.
#[derive(Debug, Clone, PartialEq)]
pub enum RawCondition {
    /// Each of them.
    All(Vec<RawCondition>),
    /// At least one of them.
    Any(Vec<RawCondition>),
    /// Not this one.
    Not(Box<RawCondition>),
    /// A field compared with a value.
    Test {
        /// Name of the field, perhaps dotted.
        field: String,
        /// How it is compared.
        op: Op,
        /// With what.
        value: Json,
    },
}

impl RawCondition {
    /// Fulfilled by every record.
    pub fn everything() -> RawCondition {
        RawCondition::All(Vec::new())
    }

    /// Reads `{"all": [..]}`, `{"any": [..]}`, `{"not": ..}` and `{"field", "op", "value"}`.
    pub fn from_json(tree: &Json) -> Result<RawCondition, String> {
        Reading { tests: 0 }.tree(tree, "where", 1)
    }

    /// The tree that `from_json` reads.
    pub fn to_json(&self) -> Json {
        match self {
            RawCondition::All(list) => json!({ "all": listed(list) }),
            RawCondition::Any(list) => json!({ "any": listed(list) }),
            RawCondition::Not(opposite) => json!({ "not": opposite.to_json() }),
            RawCondition::Test { field, op, value } => {
                json!({ "field": field, "op": op.word(), "value": value })
            }
        }
    }

    /// The typed condition: `typed` turns each test into one, and knows the fields.
    pub fn resolve<E>(
        &self,
        typed: &mut dyn FnMut(&str, Op, &Json) -> Result<Condition, E>,
    ) -> Result<Condition, E> {
        match self {
            RawCondition::All(list) => {
                let list: Result<_, E> = list.iter().map(|item| item.resolve(typed)).collect();
                Ok(Condition::All(list?))
            }
            RawCondition::Any(list) => {
                let list: Result<_, E> = list.iter().map(|item| item.resolve(typed)).collect();
                Ok(Condition::Any(list?))
            }
            RawCondition::Not(opposite) => Ok(Condition::not(opposite.resolve(typed)?)),
            RawCondition::Test { field, op, value } => typed(field, *op, value),
        }
    }
}

struct Reading {
    tests: usize,
}

impl Reading {
    fn tree(&mut self, tree: &Json, place: &str, depth: usize) -> Result<RawCondition, String> {
        if depth > MAX_DEPTH {
            return Err(format!("the condition is nested deeper than {MAX_DEPTH} levels"));
        }
        let Some(object) = tree.as_object() else {
            return Err(format!("{place}: an object is wanted"));
        };
        if object.contains_key("field") {
            return self.test(object, place);
        }
        let mut entries = object.iter();
        let (Some((word, inner)), None) = (entries.next(), entries.next()) else {
            return Err(format!("{place}: one of 'all', 'any', 'not' or a 'field' is wanted"));
        };
        match word.as_str() {
            "all" => self.list(inner, &format!("{place}.all"), depth).map(RawCondition::All),
            "any" => self.list(inner, &format!("{place}.any"), depth).map(RawCondition::Any),
            "not" => {
                let opposite = self.tree(inner, &format!("{place}.not"), depth + 1)?;
                Ok(RawCondition::Not(Box::new(opposite)))
            }
            other => Err(format!("{place}: '{}' is not one of 'all', 'any', 'not', 'field'", clip(other))),
        }
    }

    fn list(&mut self, list: &Json, place: &str, depth: usize) -> Result<Vec<RawCondition>, String> {
        let Some(list) = list.as_array() else {
            return Err(format!("{place}: a list is wanted"));
        };
        let numbered = list.iter().enumerate();
        numbered.map(|(number, item)| self.tree(item, &format!("{place}[{number}]"), depth + 1)).collect()
    }

    fn test(&mut self, object: &Map<String, Json>, place: &str) -> Result<RawCondition, String> {
        self.tests += 1;
        if self.tests > MAX_TESTS {
            return Err(format!("the condition has more than {MAX_TESTS} tests"));
        }
        if let Some(stray) = object.keys().find(|key| !matches!(key.as_str(), "field" | "op" | "value")) {
            return Err(format!(
                "{place}: '{}' has no meaning beside 'field', 'op' and 'value'",
                clip(stray)
            ));
        }
        let Some(field) = object.get("field").and_then(Json::as_str).filter(|field| !field.is_empty()) else {
            return Err(format!("{place}.field: the name of a field is wanted"));
        };
        let Some(word) = object.get("op").and_then(Json::as_str) else {
            return Err(format!("{place}.op: one of {} is wanted", words()));
        };
        let Some(op) = Op::from_word(word) else {
            let hint = nearest(word, Op::ALL.map(Op::word));
            let hint = hint
                .map_or_else(|| format!("use one of {}", words()), |near| format!("did you mean {near}?"));
            return Err(format!("{place}.op: '{}' is not a comparison, {hint}", clip(word)));
        };
        let Some(value) = object.get("value") else {
            return Err(format!("{place}.value: the value is missing"));
        };
        let (op, value) = settled(op, value, place)?;
        Ok(RawCondition::Test { field: field.to_owned(), op, value })
    }
}

/// Checks the form of the value, and writes "equal to nothing" in the one way that there is.
fn settled(op: Op, value: &Json, place: &str) -> Result<(Op, Json), String> {
    let wanted = match (op, value) {
        (Op::Eq, Json::Null) => return Ok((Op::IsNull, Json::Bool(true))),
        (Op::Ne, Json::Null) => return Ok((Op::IsNull, Json::Bool(false))),
        (Op::In | Op::Nin, Json::Array(_)) | (Op::IsNull, Json::Bool(_)) => None,
        (Op::Between, Json::Array(ends)) if ends.len() == 2 => None,
        (Op::In | Op::Nin, _) => Some("a list is"),
        (Op::Between, _) => Some("a list of two values is"),
        (Op::IsNull, _) => Some("true or false are"),
        (_, Json::Null | Json::Array(_) | Json::Object(_)) => Some("a single value is"),
        (_, Json::Bool(_) | Json::Number(_) | Json::String(_)) => None,
    };
    match wanted {
        Some(wanted) => Err(format!("{place}.value: {wanted} wanted for '{}'", op.word())),
        None => Ok((op, value.clone())),
    }
}

fn listed(list: &[RawCondition]) -> Vec<Json> {
    list.iter().map(RawCondition::to_json).collect()
}

fn words() -> String {
    Op::ALL.map(Op::word).join(", ")
}

fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}
