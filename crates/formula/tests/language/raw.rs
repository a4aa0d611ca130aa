use formula::{Condition, Op, RawCondition};
use serde_json::{Value as Json, json};
use value::Value;

fn test(field: &str) -> Json {
    json!({ "field": field, "op": "eq", "value": 1 })
}

#[test]
fn trees_come_back_as_they_were_sent() {
    for tree in [
        json!({ "all": [] }),
        json!({ "field": "a", "op": "in", "value": [1, "x", null] }),
        json!({ "field": "customer.name", "op": "is_null", "value": true }),
        json!({ "any": [test("a"), { "all": [test("b"), test("c")] }, { "not": test("d") }] }),
        json!({ "field": "day", "op": "between", "value": ["2024-01-01", "today"] }),
    ] {
        assert_eq!(RawCondition::from_json(&tree).unwrap().to_json(), tree);
    }
}

#[test]
fn equal_to_null_is_written_in_one_way() {
    for (op, nothing) in [("eq", true), ("ne", false)] {
        let raw = RawCondition::from_json(&json!({ "field": "a", "op": op, "value": null }));
        let wanted = RawCondition::Test { field: "a".to_owned(), op: Op::IsNull, value: json!(nothing) };
        assert_eq!(raw, Ok(wanted), "{op}");
    }
}

#[test]
fn broken_trees_are_refused_with_their_place() {
    for (tree, error) in [
        (json!([]), "where: an object is wanted"),
        (json!({}), "where: one of 'all', 'any', 'not' or a 'field' is wanted"),
        (json!({ "all": [], "any": [] }), "where: one of 'all', 'any', 'not' or a 'field' is wanted"),
        (json!({ "or": [] }), "where: 'or' is not one of 'all', 'any', 'not', 'field'"),
        (json!({ "all": test("a") }), "where.all: a list is wanted"),
        (json!({ "any": [test("a"), { "not": 1 }] }), "where.any[1].not: an object is wanted"),
        (json!({ "field": 1, "op": "eq", "value": 1 }), "where.field: the name of a field is wanted"),
        (
            json!({ "field": "a", "op": "betwen", "value": 1 }),
            "where.op: 'betwen' is not a comparison, did you mean between?",
        ),
        (json!({ "field": "a", "op": "eq" }), "where.value: the value is missing"),
        (
            json!({ "field": "a", "op": "eq", "value": 1, "or": 2 }),
            "where: 'or' has no meaning beside 'field', 'op' and 'value'",
        ),
        (json!({ "field": "a", "op": "eq", "value": [1] }), "where.value: a single value is wanted for 'eq'"),
        (
            json!({ "field": "a", "op": "lt", "value": null }),
            "where.value: a single value is wanted for 'lt'",
        ),
        (json!({ "field": "a", "op": "in", "value": 1 }), "where.value: a list is wanted for 'in'"),
        (
            json!({ "field": "a", "op": "between", "value": [1] }),
            "where.value: a list of two values is wanted for 'between'",
        ),
        (
            json!({ "field": "a", "op": "is_null", "value": "yes" }),
            "where.value: true or false are wanted for 'is_null'",
        ),
    ] {
        assert_eq!(RawCondition::from_json(&tree), Err(error.to_owned()), "{tree}");
    }
    let unknown =
        RawCondition::from_json(&json!({ "field": "a", "op": "resembles", "value": 1 })).unwrap_err();
    assert!(
        unknown.starts_with("where.op: 'resembles' is not a comparison, use one of eq, ne, lt"),
        "{unknown}"
    );
}

#[test]
fn depth_and_number_of_tests_have_limits() {
    let nested = |levels: usize| (1..levels).fold(test("a"), |tree, _| json!({ "not": tree }));
    assert!(RawCondition::from_json(&nested(16)).is_ok());
    let deep = RawCondition::from_json(&nested(17));
    assert_eq!(deep, Err("the condition is nested deeper than 16 levels".to_owned()));

    let wide = |tests: usize| json!({ "any": vec![test("a"); tests] });
    assert!(RawCondition::from_json(&wide(200)).is_ok());
    let wider = RawCondition::from_json(&wide(201));
    assert_eq!(wider, Err("the condition has more than 200 tests".to_owned()));
}

#[test]
fn types_are_put_in_later() {
    let raw =
        RawCondition::from_json(&json!({ "any": [{ "all": [test("a")] }, { "not": test("b") }] })).unwrap();
    let mut typed = |field: &str, op: Op, value: &Json| match value.as_i64() {
        Some(number) if field != "z" => Ok(Condition::test(field, op, Value::Integer(number))),
        _ => Err(format!("{field} is unknown")),
    };
    let one = |name: &str| Condition::eq(name, Value::Integer(1));
    let wanted = Condition::Any(vec![Condition::All(vec![one("a")]), Condition::not(one("b"))]);
    assert_eq!(raw.resolve(&mut typed), Ok(wanted));
    let unknown = RawCondition::from_json(&json!({ "all": [test("z")] })).unwrap();
    assert_eq!(unknown.resolve(&mut typed), Err("z is unknown".to_owned()));
}
