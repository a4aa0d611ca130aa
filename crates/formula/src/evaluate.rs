use crate::compare::{equal, is_nothing, order};
use crate::expr::{Binary, Expr};
use crate::function::Function;
use crate::functions;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::cmp::Ordering;
use value::{Currency, Date, Money, Timestamp, Value};

/// What a formula is worked out over.
pub trait Scope {
    /// The value of a field, of a dotted name too; nothing when there is none.
    fn field(&self, name: &str) -> Value;
    /// The kind of the option that a choice field holds.
    fn kind(&self, field: &str) -> Option<String>;
    /// The day in the company's time zone.
    fn today(&self) -> Date;
    /// The moment.
    fn now(&self) -> Timestamp;
}

/// The value of a formula; nothing where it has none. Amounts of money are kept exact on the way
/// and rounded once, half away from zero, where they leave or are compared.
pub fn evaluate(expr: &Expr, scope: &dyn Scope) -> Value {
    term(expr, scope).settle()
}

/// Whether a formula is true; nothing and everything that is not a truth value is not.
pub fn truth(expr: &Expr, scope: &dyn Scope) -> bool {
    evaluate(expr, scope).is_true()
}

/// A name's value: `stage.kind` is the kind of the chosen option, everything else a field.
pub(crate) fn read(scope: &dyn Scope, name: &str) -> Value {
    let kind = name.strip_suffix(".kind").and_then(|field| scope.kind(field));
    kind.map_or_else(|| scope.field(name), Value::Text)
}

/// A value on the way, where amounts are not rounded yet.
pub(crate) enum Term {
    Plain(Value),
    Amount(Decimal, Currency),
}

impl Term {
    pub(crate) const NOTHING: Term = Term::Plain(Value::Null);

    pub(crate) fn settle(self) -> Value {
        match self {
            Term::Plain(value) => value,
            Term::Amount(amount, currency) => {
                Money::from_decimal(amount, currency).map_or(Value::Null, Value::Money)
            }
        }
    }

    fn amount(amount: Option<Decimal>, currency: Currency) -> Term {
        amount.map_or(Term::NOTHING, |amount| Term::Amount(amount, currency))
    }

    fn plain(value: Option<Value>) -> Term {
        Term::Plain(value.unwrap_or_default())
    }
}

impl From<Value> for Term {
    fn from(value: Value) -> Term {
        match value {
            Value::Money(money) => Term::Amount(money.amount(), money.currency),
            other => Term::Plain(other),
        }
    }
}

pub(crate) fn term(expr: &Expr, scope: &dyn Scope) -> Term {
    match expr {
        Expr::Number(number) => Term::Plain(literal(*number)),
        Expr::Text(text) => Term::Plain(Value::text(text)),
        Expr::Truth(truth) => Term::Plain(Value::Boolean(*truth)),
        Expr::Null => Term::NOTHING,
        Expr::Field(name) => read(scope, name).into(),
        Expr::Negate(operand) => negative(term(operand, scope)),
        Expr::Not(operand) => Term::Plain(Value::Boolean(!truth(operand, scope))),
        Expr::Binary(sign, left, right) => match sign {
            Binary::Or => Term::Plain(Value::Boolean(truth(left, scope) || truth(right, scope))),
            Binary::And => Term::Plain(Value::Boolean(truth(left, scope) && truth(right, scope))),
            Binary::Eq | Binary::Ne | Binary::Lt | Binary::Lte | Binary::Gt | Binary::Gte => {
                Term::Plain(Value::Boolean(compared(*sign, left, right, scope)))
            }
            Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide => {
                arithmetic(*sign, term(left, scope), term(right, scope))
            }
        },
        Expr::In(member, list) => {
            let member = evaluate(member, scope);
            let found = list.iter().any(|item| equal(&member, &evaluate(item, scope)));
            Term::Plain(Value::Boolean(found))
        }
        Expr::Call(function, arguments) => call(*function, arguments, scope),
    }
}

fn literal(number: Decimal) -> Value {
    let whole = if number.scale() == 0 { number.to_i64() } else { None };
    whole.map_or(Value::Decimal(number), Value::Integer)
}

fn negative(operand: Term) -> Term {
    match operand {
        Term::Amount(amount, currency) => Term::Amount(-amount, currency),
        Term::Plain(Value::Integer(number)) => Term::plain(number.checked_neg().map(Value::Integer)),
        Term::Plain(Value::Decimal(number)) => Term::Plain(Value::Decimal(-number)),
        Term::Plain(_) => Term::NOTHING,
    }
}

/// Nothing is neither equal nor different, unless the formula asks for `null` by that word.
fn compared(sign: Binary, left: &Expr, right: &Expr, scope: &dyn Scope) -> bool {
    let asks_for_null = *left == Expr::Null || *right == Expr::Null;
    let (left, right) = (evaluate(left, scope), evaluate(right, scope));
    if asks_for_null {
        let same = is_nothing(&left) && is_nothing(&right);
        return match sign {
            Binary::Eq => same,
            Binary::Ne => !same,
            _ => false,
        };
    }
    if is_nothing(&left) || is_nothing(&right) {
        return false;
    }
    match sign {
        Binary::Eq => equal(&left, &right),
        Binary::Ne => !equal(&left, &right),
        Binary::Lt => order(&left, &right).is_some_and(Ordering::is_lt),
        Binary::Lte => order(&left, &right).is_some_and(Ordering::is_le),
        Binary::Gt => order(&left, &right).is_some_and(Ordering::is_gt),
        Binary::Gte => order(&left, &right).is_some_and(Ordering::is_ge),
        Binary::Or | Binary::And | Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide => {
            false
        }
    }
}

fn arithmetic(sign: Binary, left: Term, right: Term) -> Term {
    match (left, right) {
        (Term::Amount(left, currency), Term::Amount(right, other)) if currency == other => match sign {
            Binary::Add | Binary::Subtract => Term::amount(decimals(sign, left, right), currency),
            Binary::Divide => Term::plain(decimals(sign, left, right).map(Value::Decimal)),
            _ => Term::NOTHING,
        },
        (Term::Amount(..), Term::Amount(..)) => Term::NOTHING,
        (Term::Amount(left, currency), Term::Plain(right)) => {
            let result = right.as_decimal().and_then(|right| decimals(sign, left, right));
            Term::amount(result, currency)
        }
        (Term::Plain(_), Term::Amount(..)) if sign == Binary::Divide => Term::NOTHING,
        (Term::Plain(left), Term::Amount(right, currency)) => {
            let result = left.as_decimal().and_then(|left| decimals(sign, left, right));
            Term::amount(result, currency)
        }
        (Term::Plain(Value::Integer(left)), Term::Plain(Value::Integer(right))) if sign != Binary::Divide => {
            Term::plain(integers(sign, left, right).map(Value::Integer))
        }
        (Term::Plain(left), Term::Plain(right)) => match (left.as_decimal(), right.as_decimal()) {
            (Some(left), Some(right)) => Term::plain(decimals(sign, left, right).map(Value::Decimal)),
            _ => Term::NOTHING,
        },
    }
}

fn integers(sign: Binary, left: i64, right: i64) -> Option<i64> {
    match sign {
        Binary::Add => left.checked_add(right),
        Binary::Subtract => left.checked_sub(right),
        Binary::Multiply => left.checked_mul(right),
        _ => None,
    }
}

fn decimals(sign: Binary, left: Decimal, right: Decimal) -> Option<Decimal> {
    match sign {
        Binary::Add => left.checked_add(right),
        Binary::Subtract => left.checked_sub(right),
        Binary::Multiply => left.checked_mul(right),
        Binary::Divide => left.checked_div(right),
        _ => None,
    }
}

fn call(function: Function, arguments: &[Expr], scope: &dyn Scope) -> Term {
    match (function, arguments) {
        (Function::If, [condition, then, otherwise]) => {
            term(if truth(condition, scope) { then } else { otherwise }, scope)
        }
        (Function::Coalesce, choices) => {
            let mut found = choices.iter().map(|choice| term(choice, scope));
            found.find(|found| !matches!(found, Term::Plain(Value::Null))).unwrap_or(Term::NOTHING)
        }
        (Function::Today, []) => Term::Plain(Value::Date(scope.today())),
        (Function::Now, []) => Term::Plain(Value::Moment(scope.now())),
        (Function::Round | Function::Floor | Function::Ceil | Function::Abs, [number, rest @ ..]) => {
            let digits = rest.first().map_or(Value::Integer(0), |digits| evaluate(digits, scope));
            functions::adjusted(function, term(number, scope), &digits)
        }
        (function, arguments) => {
            let values: Vec<Value> = arguments.iter().map(|argument| evaluate(argument, scope)).collect();
            functions::apply(function, &values).into()
        }
    }
}
