use crate::order::{Order, money};
use formula::{evaluate, parse, truth};
use value::{Decimal, Value};

fn worked_out(text: &str) -> Value {
    evaluate(&parse(text).unwrap(), &Order::sample())
}

fn decimal(text: &str) -> Value {
    Value::Decimal(text.parse::<Decimal>().unwrap())
}

#[test]
fn numbers_stay_exact() {
    for (text, result) in [
        ("1 + 2 * 3", Value::Integer(7)),
        ("0.1 + 0.2", decimal("0.3")),
        ("7 / 2", decimal("3.5")),
        ("-quantity - -1", Value::Integer(-6)),
        ("quantity / 0", Value::Null),
        ("quantity / (1 - 1.0)", Value::Null),
        ("largest + 1", Value::Null),
        ("-smallest", Value::Null),
        ("abs(smallest)", Value::Null),
        ("largest * 2.0 > largest", Value::Boolean(true)),
        ("79228162514264337593543950335 * 10", Value::Null),
        ("nothing + 1", Value::Null),
        ("-nothing", Value::Null),
        ("name + 1", Value::Null),
        ("urgent * 2", Value::Null),
        ("round(2.5)", decimal("3")),
        ("round(-2.5)", decimal("-3")),
        ("round(1.005, 2)", decimal("1.01")),
        ("round(1250, 0 - 2)", Value::Integer(1300)),
        ("round(1.5, 99999999999)", decimal("1.5")),
        ("round(1.5, nothing)", Value::Null),
        ("floor(-1.5)", decimal("-2")),
        ("ceil(-1.5)", decimal("-1")),
        ("abs(1 - 2.5)", decimal("1.5")),
        ("min(3, 1.5, 2)", decimal("1.5")),
        ("max(3, nothing)", Value::Null),
        ("max(3, name)", Value::Null),
    ] {
        assert_eq!(worked_out(text), result, "{text}");
    }
}

#[test]
fn money_keeps_its_currency_and_is_rounded_once() {
    for (text, result) in [
        ("amount - cost", money(66_667)),
        ("amount * discount / 100", money(12_500)),
        ("amount / 3", money(33_333)),
        ("amount / 3 * 3", money(100_000)),
        ("cost * 0.5", money(16_667)),
        ("-cost * 0.5", money(-16_667)),
        ("2 * amount", money(200_000)),
        ("amount + 0.005", money(100_001)),
        ("1000 - amount", money(0)),
        ("amount / cost", Value::Decimal(Decimal::from(100_000) / Decimal::from(33_333))),
        ("amount + paid_in_euro", Value::Null),
        ("amount / paid_in_euro", Value::Null),
        ("amount * amount", Value::Null),
        ("1 / amount", Value::Null),
        ("amount / 0", Value::Null),
        ("huge + huge", Value::Null),
        ("(huge + huge) / 2", money(i64::MAX)),
        ("round(cost)", money(33_300)),
        ("ceil(cost)", money(33_400)),
        ("abs(-cost)", money(33_333)),
        ("min(amount, cost)", money(33_333)),
        ("max(amount - cost, 0)", money(66_667)),
        ("coalesce(nothing, amount / 3)", money(33_333)),
        ("if(urgent, cost * 2, 0)", money(66_666)),
    ] {
        assert_eq!(worked_out(text), result, "{text}");
    }
}

#[test]
fn texts_lists_and_days() {
    let day = |text: &str| Value::Date(text.parse().unwrap());
    let moment = |text: &str| Value::Moment(text.parse().unwrap());
    for (text, result) in [
        ("lower('ÄB')", Value::text("äb")),
        ("upper(status)", Value::text("OPEN")),
        ("upper(quantity)", Value::Null),
        ("len(name)", Value::Integer(11)),
        ("len(tags)", Value::Integer(2)),
        ("len(nothing)", Value::Null),
        (
            "concat(name, nothing, ' ', 1.50, ' ', amount, ' ', ordered_on)",
            Value::text("Café Müller 1.5 1000.00 2024-02-28"),
        ),
        ("concat(placed_at, customer, tags, urgent)", Value::text("2024-02-28T15:30:00.000Zvip, newtrue")),
        ("today()", day("2024-03-01")),
        ("now()", moment("2024-03-01T08:00:00Z")),
        ("days_between(ordered_on, today())", Value::Integer(2)),
        ("days_between(today(), placed_at)", Value::Integer(-2)),
        ("days_between('2023-12-31', '2024-01-01')", Value::Integer(1)),
        ("days_between(ordered_on, nothing)", Value::Null),
        ("add_days(ordered_on, 2)", day("2024-03-01")),
        ("add_days(placed_at, -1)", moment("2024-02-27T15:30:00Z")),
        ("add_days(ordered_on, largest)", Value::Null),
        ("add_days(placed_at, largest)", Value::Null),
        ("add_days(ordered_on, 99999999)", Value::Null),
        ("year(ordered_on) * 10000 + month(ordered_on) * 100 + day(placed_at)", Value::Integer(20_240_228)),
        ("year(name)", Value::Null),
        ("stage.kind", Value::text("closed")),
        ("status.kind", Value::Null),
        ("customer.name", Value::text("Wang")),
        ("coalesce(nothing, null)", Value::Null),
        ("if(nothing, 1, 2)", Value::Integer(2)),
    ] {
        assert_eq!(worked_out(text), result, "{text}");
    }
}

#[test]
fn truth_follows_what_is_known() {
    for (text, wanted) in [
        ("quantity = 7.0", true),
        ("quantity != 7", false),
        ("nothing = 1", false),
        ("nothing != 1", false),
        ("nothing < 1", false),
        ("nothing = nothing", false),
        ("nothing = null", true),
        ("null = nothing", true),
        ("name = null", false),
        ("name != null", true),
        ("nothing != null", false),
        ("nothing < null", false),
        ("empty(nothing) and empty(blank) and empty(no_tags)", true),
        ("empty(name)", false),
        ("no_tags = null", true),
        ("no_tags != 'vip'", false),
        ("nothing in (1, null)", false),
        ("nothing not in (1)", true),
        ("status in ('open', 'won')", true),
        ("status not in ('open', 'won')", false),
        ("status = 'Open'", false),
        ("status = 1", false),
        ("status < 1 or status >= 1", false),
        ("tags = 'vip' and tags in ('x', 'new') and contains(tags, 'new')", true),
        ("tags != 'vip'", false),
        ("contains(name, 'CAFE')", true),
        ("starts_with(name, 'café m')", true),
        ("starts_with(name, 'müller')", false),
        ("contains(nothing, 'a') or contains(quantity, 7)", false),
        ("amount = 1000 and amount > 999.99 and 1000.01 > amount", true),
        ("amount > paid_in_euro or amount <= paid_in_euro", false),
        ("amount / 3 = 333.33", true),
        ("ordered_on > '2024-02-27' and '2024-02-28' = ordered_on", true),
        ("ordered_on > 'soon'", false),
        ("placed_at > ordered_on and placed_at < today()", true),
        ("placed_at >= '2024-02-28' and placed_at < '2024-02-28T15:30:01Z'", true),
        ("false < urgent", true),
        ("urgent and not nothing and not name", true),
        ("1 or name", false),
        ("stage.kind = 'closed'", true),
    ] {
        assert_eq!(truth(&parse(text).unwrap(), &Order::sample()), wanted, "{text}");
    }
}

#[test]
fn the_deepest_formula_fits_on_a_small_stack() {
    let sum = vec!["quantity"; 190].join(" + ");
    let text = format!("{}{sum}{}", "if(urgent, ".repeat(64), ", 0)".repeat(64));
    let worker = std::thread::Builder::new().stack_size(1 << 20);
    let value = worker.spawn(move || worked_out(&text)).unwrap().join().unwrap();
    assert_eq!(value, Value::Integer(7 * 190));
}
