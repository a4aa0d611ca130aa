use crate::door::Door;
use crate::error::Error;
use crate::query::Query;
use formula::Condition;
use std::collections::HashSet;
use value::{Id, Link, Value};

const DISTINCT: &str = "distinct_pair";

/// Pairs of records that look alike and of which somebody has said that they are two, whoever said it.
pub(super) fn pairs(door: &Door, object: &str) -> Result<HashSet<(Id, Id)>, Error> {
    read(door, Condition::eq("object", Value::text(object)))
}

/// Records that are not the same as this one, although they look it.
pub(super) fn others_than(door: &Door, object: &str, id: Id) -> Result<HashSet<Id>, Error> {
    let this = || Value::Link(Link { object: object.to_owned(), id });
    let either = Condition::any([Condition::eq("one", this()), Condition::eq("other", this())]);
    let pairs = read(door, either)?;
    Ok(pairs.into_iter().map(|(left, right)| if left == id { right } else { left }).collect())
}

pub(super) fn ordered(one: Id, other: Id) -> (Id, Id) {
    (one.min(other), one.max(other))
}

fn read(door: &Door, condition: Condition) -> Result<HashSet<(Id, Id)>, Error> {
    let mut found = HashSet::new();
    let query = Query::of(DISTINCT).filter(condition).fields(&["one", "other"]);
    let system = door.records().as_system("leave out what was told apart");
    system.columns(&query, &mut |row| {
        if let [Value::Link(one), Value::Link(other)] = row {
            found.insert(ordered(one.id, other.id));
        }
        Ok(())
    })?;
    Ok(found)
}
