use formula::{Binary, Expr, Function, fields, parse};

fn canonical(text: &str) -> String {
    parse(text).map_or_else(|error| error.to_string(), |expr| expr.to_string())
}

#[test]
fn texts_are_printed_in_one_form() {
    for (text, printed) in [
        ("1+2*3", "1 + 2 * 3"),
        ("(1+2)*3", "(1 + 2) * 3"),
        ("1-(2-3)-4", "1 - (2 - 3) - 4"),
        ("((1-2))-3", "1 - 2 - 3"),
        ("a/(b*c)/d", "a / (b * c) / d"),
        ("- a * - b", "-a * -b"),
        ("-(a+b)", "-(a + b)"),
        ("--1", "--1"),
        ("a == 1 AND b <> 2 Or not c", "a = 1 and b != 2 or not c"),
        ("a and (b or c)", "a and (b or c)"),
        ("a and (b and c)", "a and (b and c)"),
        ("not a = b", "not a = b"),
        ("(not a) = b", "(not a) = b"),
        ("not (a and b)", "not (a and b)"),
        ("not not a", "not not a"),
        ("(a = b) = c", "(a = b) = c"),
        ("x in(1,2)", "x in (1, 2)"),
        ("not x in ('a')", "x not in ('a')"),
        ("a+1 not in (b and c)", "a + 1 not in (b and c)"),
        ("not (x not in (1))", "not x not in (1)"),
        ("'it''s' = \"\"", "character 11: write ' instead of \""),
        ("'it''s'", "'it''s'"),
        ("IF(a>=1,'x',null)", "if(a >= 1, 'x', null)"),
        ("today( )", "today()"),
        ("day = day(today())", "day = day(today())"),
        ("stage.kind='open'", "stage.kind = 'open'"),
        ("1.50", "1.50"),
        ("True", "true"),
    ] {
        assert_eq!(canonical(text), printed, "{text}");
    }
}

#[test]
fn what_is_no_formula_is_refused_with_its_place() {
    for (text, error) in [
        ("", "character 1: a value is missing before the end"),
        ("a +", "character 4: a value is missing before the end"),
        ("a b", "character 3: 'b' cannot stand here"),
        ("(a", "character 3: ')' is missing before the end"),
        ("a in ()", "character 7: the list after 'in' is empty"),
        ("a in 1", "character 6: '(' is missing before the number 1"),
        ("a = b = c", "character 7: comparisons cannot follow each other, write 'and' between them"),
        ("a in (1) = b", "character 10: comparisons cannot follow each other, write 'and' between them"),
        ("1 + not a", "character 5: 'not' has to stand in parentheses here"),
        ("'abc", "character 1: the text that starts here has no closing quote"),
        ("1.", "character 3: a digit has to follow the point"),
        ("2nd", "character 1: a name cannot start with a digit"),
        ("a.", "character 3: a name has to follow 'a.'"),
        ("99999999999999999999999999999999", "character 1: the number has too many digits"),
        ("金额 > 1", "character 1: '金' has no meaning here"),
        ("a = （1)", "character 5: write ( instead of （"),
        ("a ! b", "character 3: write != instead of !"),
        ("roun(a)", "character 1: there is no function 'roun', did you mean round?"),
        ("frobnicate(a)", "character 1: there is no function 'frobnicate'"),
        ("1 + if(a)", "character 5: if takes 3 arguments, 1 given"),
        ("round(a, 1, 2)", "character 1: round takes 1 to 2 arguments, 3 given"),
        ("min()", "character 1: min takes at least 1 argument, 0 given"),
        ("today(1)", "character 1: today takes no arguments, 1 given"),
    ] {
        assert_eq!(canonical(text), error, "{text}");
    }
}

#[test]
fn length_and_nesting_have_limits() {
    let nested = |levels: usize| format!("{}a{}", "(".repeat(levels), ")".repeat(levels));
    assert_eq!(canonical(&nested(64)), "a");
    assert_eq!(canonical(&nested(65)), "character 66: the formula is nested deeper than 64 levels");
    assert_eq!(canonical(&"-".repeat(65)), "character 66: the formula is nested deeper than 64 levels");
    assert_eq!(canonical(&"not ".repeat(65)), "character 261: the formula is nested deeper than 64 levels");

    let sum = |terms: usize| vec!["a"; terms].join(" + ");
    assert_eq!(canonical(&sum(256)), sum(256));
    assert_eq!(canonical(&sum(257)), "character 1026: more than 256 operations build on each other");

    assert!(parse(&format!("'{}'", "字".repeat(9_998))).is_ok());
    let long = parse(&format!("'{}'", "字".repeat(9_999))).unwrap_err();
    assert_eq!(long.to_string(), "character 10001: the formula is longer than 10000 characters");
}

#[test]
fn the_tree_is_open_to_readers() {
    let name = |name: &str| Box::new(Expr::Field(name.to_owned()));
    let sum = Expr::Binary(Binary::Add, name("a"), Box::new(Expr::Call(Function::Abs, vec![*name("b")])));
    assert_eq!(parse("a + abs(b)"), Ok(sum));
}

#[test]
fn fields_come_once_and_whole() {
    let expr = parse("if(stage.kind = 'won' and a in (b, -a), customer.name, concat(b, not c))").unwrap();
    assert_eq!(fields(&expr), ["stage.kind", "a", "b", "customer.name", "c"]);
}
