use crate::order::Order;
use formula::{Kind, check, parse};

#[test]
fn kinds_are_known_before_a_record_is() {
    for (text, kind) in [
        ("quantity + discount / 2", Kind::Number),
        ("amount * quantity - 1", Kind::Money),
        ("amount / cost", Kind::Number),
        ("-amount", Kind::Money),
        ("-nothing * amount", Kind::Any),
        ("stage.kind", Kind::Text),
        ("customer.name", Kind::Text),
        ("today()", Kind::Date),
        ("add_days('2024-01-01', 1)", Kind::Date),
        ("max(placed_at, today())", Kind::Moment),
        ("if(urgent, amount, 0)", Kind::Money),
        ("if(urgent, null, name)", Kind::Text),
        ("coalesce(nothing, null)", Kind::Any),
        ("round(amount, 1)", Kind::Money),
        ("placed_at > '2024-01-01' and ordered_on = '2024-01-01'", Kind::Truth),
        ("not urgent or nothing", Kind::Truth),
        ("tags = 'vip' and contains(tags, 'vip')", Kind::Truth),
        ("len(concat(name, 1)) - days_between(ordered_on, now()) + year(ordered_on)", Kind::Number),
    ] {
        assert_eq!(check(&parse(text).unwrap(), &Order::sample()), Ok(kind), "{text}");
    }
}

#[test]
fn nonsense_is_named() {
    for (text, error) in [
        ("amont + 1", "there is no field 'amont', did you mean 'amount'?"),
        ("weather = 1", "there is no field 'weather'"),
        ("name.kind = 'x'", "in 'name.kind': only a choice has a kind"),
        ("name + 'x'", "in 'name + 'x'': texts are joined with concat"),
        ("name * 2", "in 'name * 2': a number is wanted, not a text"),
        ("ordered_on + 1", "in 'ordered_on + 1': dates are reckoned with add_days and days_between"),
        ("amount * cost", "in 'amount * cost': money cannot be multiplied by money"),
        ("1 / amount", "in '1 / amount': a number cannot be divided by money"),
        ("-name", "in '-name': a number is wanted, not a text"),
        ("name = 1", "in 'name = 1': a text cannot be compared with a number"),
        ("quantity in (1, 'a')", "in 'quantity in (1, 'a')': a number cannot be compared with a text"),
        ("urgent > false", "in 'urgent > false': yes and no have no order"),
        ("ordered_on > 'soon'", "in 'ordered_on > 'soon'': 'soon' is not a date, write it as '2025-01-31'"),
        ("name and urgent", "in 'name': a condition is wanted, not a text"),
        ("if(quantity, 1, 2)", "in 'quantity': a condition is wanted, not a number"),
        ("if(urgent, 1, 'a')", "in 'if(urgent, 1, 'a')': it would give a number or a text"),
        ("lower(1)", "in 'lower(1)': a text is wanted, not a number"),
        (
            "add_days(ordered_on, 'a')",
            "in 'add_days(ordered_on, 'a')': a number of days is wanted, not a text",
        ),
        ("year(quantity)", "in 'year(quantity)': a date is wanted, not a number"),
        ("round(urgent)", "in 'round(urgent)': a number is wanted, not yes or no"),
        ("not (1 = 1 and 2)", "in '2': a condition is wanted, not a number"),
    ] {
        let found = check(&parse(text).unwrap(), &Order::sample());
        assert_eq!(found.map_err(|error| error.to_string()), Err(error.to_owned()), "{text}");
    }
}
