use crate::order::Order;
use formula::{
    Binary, Condition, Expr, Function, RawCondition, check, evaluate, matches, parse, relative_range, truth,
};
use proptest::prelude::*;
use value::Decimal;

const SIGNS: [Binary; 12] = [
    Binary::Or,
    Binary::And,
    Binary::Eq,
    Binary::Ne,
    Binary::Lt,
    Binary::Lte,
    Binary::Gt,
    Binary::Gte,
    Binary::Add,
    Binary::Subtract,
    Binary::Multiply,
    Binary::Divide,
];

fn names() -> Vec<&'static str> {
    Order::sample().values.keys().copied().collect()
}

fn leaf() -> impl Strategy<Value = Expr> {
    prop_oneof![
        (any::<u64>(), 0_u32..12)
            .prop_map(|(digits, scale)| Expr::Number(Decimal::from_i128_with_scale(digits.into(), scale))),
        (0_u32..20).prop_map(|small| Expr::Number(small.into())),
        ".{0,12}".prop_map(Expr::Text),
        any::<bool>().prop_map(Expr::Truth),
        Just(Expr::Null),
        proptest::sample::select(names()).prop_map(|name| Expr::Field(name.to_owned())),
        "x_[a-z0-9_]{0,5}(\\.[a-z][a-z0-9]{0,3})?".prop_map(Expr::Field),
    ]
}

fn expr() -> impl Strategy<Value = Expr> {
    leaf().prop_recursive(8, 60, 4, |inner| {
        prop_oneof![
            inner.clone().prop_map(|operand| Expr::Negate(Box::new(operand))),
            inner.clone().prop_map(|operand| Expr::Not(Box::new(operand))),
            (proptest::sample::select(&SIGNS[..]), inner.clone(), inner.clone())
                .prop_map(|(sign, left, right)| Expr::Binary(sign, Box::new(left), Box::new(right))),
            (inner.clone(), proptest::collection::vec(inner.clone(), 1..4))
                .prop_map(|(member, list)| Expr::In(Box::new(member), list)),
            (proptest::sample::select(&Function::ALL[..]), proptest::collection::vec(inner, 3)).prop_map(
                |(function, mut arguments)| {
                    let (least, most) = function.arity();
                    arguments.truncate(most.unwrap_or(3).max(least));
                    Expr::Call(function, arguments)
                }
            ),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn what_is_printed_is_read_back(expr in expr()) {
        let text = expr.to_string();
        prop_assert_eq!(parse(&text), Ok(expr), "{}", text);
    }

    #[test]
    fn every_formula_has_a_value(expr in expr()) {
        let order = Order::sample();
        let value = evaluate(&expr, &order);
        prop_assert_eq!(truth(&expr, &order), value.is_true());
        let _ = check(&expr, &order);
    }

    #[test]
    fn a_condition_agrees_with_its_formula(
        name in proptest::sample::select(names()),
        sign in proptest::sample::select(&SIGNS[2..8]),
        literal in leaf(),
        others in proptest::collection::vec(leaf(), 1..3),
    ) {
        prop_assume!(!name.contains("blank"));
        let field = || Box::new(Expr::Field(name.to_owned()));
        let order = Order::sample();
        let compared = Expr::Binary(sign, field(), Box::new(literal.clone()));
        let mirrored = Expr::Binary(sign, Box::new(literal.clone()), field());
        let member = Expr::In(field(), others);
        let found = Expr::Call(Function::Contains, vec![*field(), literal]);
        for expr in [compared, mirrored, member, found] {
            for expr in [Expr::Not(Box::new(expr.clone())), expr] {
                if let Some(condition) = Condition::of(&expr) {
                    prop_assert_eq!(matches(&condition, &order), truth(&expr, &order), "{}", expr);
                }
            }
        }
    }

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC{0,80}") {
        let _ = parse(&text);
        let _ = relative_range(&text, "2024-01-01".parse().unwrap(), jiff::civil::Weekday::Monday);
    }

    #[test]
    fn no_formula_like_text_breaks_the_reader(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "a", "b.c", "1", "2.5", "'x'", "(", ")", ",", "+", "-", "*", "/", "=", "!=", "<", ">=", "and",
                "or", "not", "in", "if(", "round(", "null", "true", "'", ".", "min(",
            ]),
            0..40,
        )
    ) {
        if let Ok(expr) = parse(&words.join(" ")) {
            prop_assert_eq!(parse(&expr.to_string()), Ok(expr.clone()));
            evaluate(&expr, &Order::sample());
        }
    }

    #[test]
    fn no_tree_breaks_the_filter(text in "[\\[\\]{}:,\"a-z0-9]{0,60}") {
        if let Ok(tree) = serde_json::from_str(&text) {
            let _ = RawCondition::from_json(&tree);
        }
    }
}
