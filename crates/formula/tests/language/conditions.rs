use crate::order::{Order, money};
use formula::{Condition, Op, matches, parse, truth};
use value::{Id, Link, Value};

fn fulfilled(condition: Condition) -> bool {
    matches(&condition, &Order::sample())
}

#[test]
fn nothing_fulfils_only_what_asks_for_it() {
    let seven = || Value::Integer(7);
    for op in [Op::Eq, Op::Lt, Op::Lte, Op::Gt, Op::Gte, Op::Contains, Op::StartsWith] {
        assert!(!fulfilled(Condition::test("nothing", op, seven())), "{op:?}");
        assert!(fulfilled(Condition::not(Condition::test("nothing", op, seven()))), "not {op:?}");
        assert!(!fulfilled(Condition::test("quantity", op, Value::Null)), "{op:?} null");
    }
    for name in ["nothing", "no_tags", "unknown"] {
        assert!(fulfilled(Condition::is_null(name, true)), "{name}");
        assert!(!fulfilled(Condition::is_null(name, false)), "{name}");
        assert!(fulfilled(Condition::ne(name, seven())), "{name}");
        assert!(fulfilled(Condition::nin(name, vec![seven()])), "{name}");
        assert!(!fulfilled(Condition::in_(name, vec![seven(), Value::Null])), "{name}");
        assert!(!fulfilled(Condition::between(name, seven(), seven())), "{name}");
    }
    assert_eq!(Condition::eq("a", Value::Null), Condition::is_null("a", true));
    assert_eq!(Condition::ne("a", Value::Null), Condition::is_null("a", false));
}

#[test]
fn values_are_compared_by_their_meaning() {
    let text = Value::text;
    let decimal = |text: &str| Value::Decimal(text.parse().unwrap());
    let date = |text: &str| Value::Date(text.parse().unwrap());
    let customer = |id: i64| Value::Link(Link { object: "customer".to_owned(), id: Id(id) });
    for (condition, wanted) in [
        (Condition::eq("quantity", decimal("7.0")), true),
        (Condition::between("quantity", Value::Integer(7), decimal("7.5")), true),
        (Condition::between("quantity", Value::Integer(8), Value::Integer(6)), false),
        (Condition::eq("amount", decimal("1000")), true),
        (Condition::eq("amount", decimal("1000.004")), true),
        (Condition::gt("amount", decimal("1000.004")), false),
        (Condition::lt("amount", decimal("99999999999999999999")), true),
        (Condition::gte("amount", money(100_000)), true),
        (Condition::eq("amount", Value::Integer(1000)), true),
        (Condition::eq("paid_in_euro", money(500)), false),
        (Condition::ne("paid_in_euro", money(500)), true),
        (Condition::eq("name", text("café müller")), false),
        (Condition::contains("name", text("MULLER")), true),
        (Condition::starts_with("name", text("ｃａｆｅ")), true),
        (Condition::contains("quantity", Value::Integer(7)), false),
        (Condition::lt("status", text("pen")), true),
        (Condition::in_("status", vec![text("won"), text("open")]), true),
        (Condition::in_("status", Vec::new()), false),
        (Condition::nin("status", Vec::new()), true),
        (Condition::eq("tags", text("new")), true),
        (Condition::contains("tags", text("new")), true),
        (Condition::contains("tags", text("ne")), false),
        (Condition::in_("tags", vec![text("x"), text("vip")]), true),
        (Condition::ne("tags", text("new")), false),
        (Condition::nin("tags", vec![text("x")]), true),
        (Condition::lt("tags", text("z")), false),
        (Condition::eq("customer", Value::Id(Id(7))), true),
        (Condition::eq("customer", customer(7)), true),
        (Condition::eq("customer", customer(8)), false),
        (Condition::eq("urgent", Value::Boolean(true)), true),
        (Condition::gte("placed_at", date("2024-02-28")), true),
        (Condition::lt("placed_at", date("2024-02-28")), false),
        (Condition::between("ordered_on", date("2024-02-28"), date("2024-02-28")), true),
        (Condition::eq("stage.kind", text("closed")), true),
        (Condition::eq("customer.name", text("Wang")), true),
    ] {
        assert_eq!(fulfilled(condition.clone()), wanted, "{condition:?}");
    }
}

#[test]
fn trees_join_tests() {
    let (yes, no) = (Condition::everything, Condition::nothing);
    assert!(fulfilled(yes()) && !fulfilled(no()));
    assert!(fulfilled(Condition::all([yes(), yes()])) && !fulfilled(Condition::all([yes(), no()])));
    assert!(fulfilled(Condition::any([no(), yes()])) && !fulfilled(Condition::any([no(), no()])));
    assert!(fulfilled(Condition::not(no())));
    assert_eq!(Condition::all([]), yes());
    assert_eq!(Condition::any([Condition::is_null("a", true)]), Condition::is_null("a", true));
    let tree = Condition::all([
        Condition::not(Condition::is_null("b", true)),
        Condition::any([Condition::is_null("a", true), Condition::is_null("b", true)]),
    ]);
    assert_eq!(tree.fields(), ["b", "a"]);
}

#[test]
fn words_of_comparisons_come_back() {
    for op in Op::ALL {
        assert_eq!(Op::from_word(op.word()), Some(op));
    }
    assert_eq!(Op::from_word("EQ"), None);
}

#[test]
fn formulas_become_conditions_that_agree() {
    for text in [
        "status = 'open' and status not in ('draft', 'cancelled')",
        "status != 'open'",
        "nothing != 'open'",
        "not nothing != 'open'",
        "no_tags != 'vip'",
        "tags != 'vip' or tags in ('vip')",
        "stage.kind = 'closed'",
        "nothing = null or 7 < quantity",
        "quantity > -1.5 and -7 <= quantity",
        "name != null and null != nothing",
        "nothing < null",
        "urgent and not nothing",
        "empty(nothing) and not empty(name)",
        "contains(name, 'cafe') and starts_with(name, 'caf')",
        "contains(tags, 'new')",
        "amount >= 1000 and amount < 1000.01",
        "ordered_on >= '2024-02-28'",
        "true",
        "false or null",
    ] {
        let expr = parse(text).unwrap();
        let condition = Condition::of(&expr).unwrap_or_else(|| panic!("{text} is a condition"));
        assert_eq!(fulfilled(condition), truth(&expr, &Order::sample()), "{text}");
    }
    for text in
        ["amount = cost", "ordered_on < today()", "quantity + 1 = 8", "1 = 1", "-urgent", "quantity = -true"]
    {
        assert_eq!(Condition::of(&parse(text).unwrap()), None, "{text}");
    }
}
