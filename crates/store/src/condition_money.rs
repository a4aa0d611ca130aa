use crate::condition::{empty, items};
use crate::scope::nothing;
use formula::Op;
use sea_query::{Expr, ExprTrait};
use value::{Decimal, Money, Value};

/// Currencies that have not two digits after the point; a test compares the lists with `Currency::digits`.
const WITHOUT_DIGITS: [&str; 17] = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
    "XOF", "XPF",
];
const THREE_DIGITS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// Prints a test of an amount. Amounts of two currencies are neither less nor more than each other; a bare number stands
/// for so much of whatever currency the row is in.
pub(crate) fn print(column: &Expr, currency: &Expr, op: Op, value: &Value) -> Expr {
    let test = |op: Op, value: &Value| match value {
        Value::Money(money) => in_currency(column, currency, op, *money),
        other => other.as_decimal().map_or_else(nothing, |number| bare(column, currency, op, number)),
    };
    let any = |list: &[Value]| {
        list.iter()
            .map(|value| test(Op::Eq, value))
            .reduce(|one, other| one.or(other))
            .unwrap_or_else(nothing)
    };
    match op {
        Op::Eq | Op::Lt | Op::Lte | Op::Gt | Op::Gte => test(op, value),
        Op::In => any(items(value)),
        Op::Ne => column.clone().is_null().or(test(Op::Eq, value).not()),
        Op::Nin => column.clone().is_null().or(any(items(value)).not()),
        Op::IsNull => empty(column.clone(), value),
        Op::Between => match items(value) {
            [low, high] => test(Op::Gte, low).and(test(Op::Lte, high)),
            _ => nothing(),
        },
        Op::Contains | Op::StartsWith => nothing(),
    }
}

fn in_currency(column: &Expr, currency: &Expr, op: Op, money: Money) -> Expr {
    compared(column, op, money.minor).and(currency.clone().eq(money.currency.code()))
}

fn bare(column: &Expr, currency: &Expr, op: Op, number: Decimal) -> Expr {
    if number.is_zero() {
        return compared(column, op, 0);
    }
    let minor = |digits: u32| value::decimal_to_scaled(number, digits);
    let of = |digits: u32, rows: Expr| {
        minor(digits).map_or_else(nothing, |minor| rows.and(compared(column, op, minor)))
    };
    let others = WITHOUT_DIGITS.into_iter().chain(THREE_DIGITS);
    of(2, currency.clone().is_not_in(others))
        .or(of(0, currency.clone().is_in(WITHOUT_DIGITS)))
        .or(of(3, currency.clone().is_in(THREE_DIGITS)))
}

fn compared(column: &Expr, op: Op, minor: i64) -> Expr {
    let column = column.clone();
    match op {
        Op::Lt => column.lt(minor),
        Op::Lte => column.lte(minor),
        Op::Gt => column.gt(minor),
        Op::Gte => column.gte(minor),
        Op::Eq | Op::Ne | Op::In | Op::Nin | Op::Contains | Op::StartsWith | Op::IsNull | Op::Between => {
            column.eq(minor)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use value::Currency;

    #[test]
    fn the_lists_of_currencies_are_those_of_iso_4217() {
        let digits = |code: &str| code.parse::<Currency>().unwrap().digits();
        let letters = b'A'..=b'Z';
        for first in letters.clone() {
            for second in letters.clone() {
                for third in letters.clone() {
                    let code = String::from_utf8(vec![first, second, third]).unwrap();
                    assert_eq!(digits(&code) == 0, WITHOUT_DIGITS.contains(&code.as_str()), "{code}");
                    assert_eq!(digits(&code) == 3, THREE_DIGITS.contains(&code.as_str()), "{code}");
                }
            }
        }
    }
}
