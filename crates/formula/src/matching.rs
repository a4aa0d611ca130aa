use crate::compare::{equal, is_nothing, order, whole_name};
use crate::condition::{Condition, Op};
use crate::evaluate::{Scope, read};
use std::cmp::Ordering;
use value::Value;
use value::text::fold;

/// Whether a record fulfils a condition; decides exactly as the SQL that `store` makes of it.
pub fn matches(condition: &Condition, scope: &dyn Scope) -> bool {
    match condition {
        Condition::All(list) => list.iter().all(|item| matches(item, scope)),
        Condition::Any(list) => list.iter().any(|item| matches(item, scope)),
        Condition::Not(opposite) => !matches(opposite, scope),
        Condition::Test { field, op, value } => test(&read(scope, field), *op, value),
    }
}

pub(crate) fn holds_text(whole: &Value, part: &Value, rule: fn(&str, &str) -> bool) -> bool {
    match (whole, part) {
        (Value::Text(whole), Value::Text(part)) => rule(&fold(whole), &fold(part)),
        (Value::Json(parts), Value::Text(part)) => {
            words_of(parts).is_some_and(|whole| rule(&fold(&whole), &fold(part)))
        }
        _ => false,
    }
}

/// The whole of a name, or the parts of an address one after the other.
fn words_of(parts: &serde_json::Value) -> Option<String> {
    if let Some(name) = whole_name(parts) {
        return Some(name.to_owned());
    }
    let texts: Option<Vec<&str>> = parts.as_object()?.values().map(serde_json::Value::as_str).collect();
    texts.map(|texts| texts.join(" "))
}

pub(crate) fn contains(whole: &Value, part: &Value) -> bool {
    match whole {
        Value::List(_) => equal(whole, part),
        _ => holds_text(whole, part, |whole, part| whole.contains(part)),
    }
}

pub(crate) fn starts_with(whole: &Value, part: &Value) -> bool {
    holds_text(whole, part, |whole, part| whole.starts_with(part))
}

fn test(found: &Value, op: Op, wanted: &Value) -> bool {
    match op {
        Op::Eq | Op::In => equal(found, wanted),
        Op::Ne | Op::Nin => !equal(found, wanted),
        Op::Lt => order(found, wanted).is_some_and(Ordering::is_lt),
        Op::Lte => order(found, wanted).is_some_and(Ordering::is_le),
        Op::Gt => order(found, wanted).is_some_and(Ordering::is_gt),
        Op::Gte => order(found, wanted).is_some_and(Ordering::is_ge),
        Op::Contains => contains(found, wanted),
        Op::StartsWith => starts_with(found, wanted),
        Op::IsNull => is_nothing(found) == wanted.is_true(),
        Op::Between => match wanted {
            Value::List(ends) => within(found, ends),
            _ => false,
        },
    }
}

fn within(found: &Value, ends: &[Value]) -> bool {
    match ends {
        [first, last] => {
            order(found, first).is_some_and(Ordering::is_ge)
                && order(found, last).is_some_and(Ordering::is_le)
        }
        _ => false,
    }
}
