use crate::condition::{Condition, Op};
use crate::expr::{Binary, Expr};
use crate::function::Function;
use rust_decimal::prelude::ToPrimitive;
use value::Value;

impl Condition {
    /// The condition that says the same as a formula; none when the formula reckons, calls a clock or compares
    /// two fields. Dates stay texts, for whoever knows the types of the fields.
    pub fn of(expr: &Expr) -> Option<Condition> {
        match expr {
            Expr::Truth(true) => Some(Condition::everything()),
            Expr::Truth(false) | Expr::Null => Some(Condition::nothing()),
            Expr::Field(name) => Some(Condition::eq(name, Value::Boolean(true))),
            Expr::Not(opposite) => Some(Condition::not(Condition::of(opposite)?)),
            Expr::Binary(Binary::And, left, right) => {
                Some(Condition::all([Condition::of(left)?, Condition::of(right)?]))
            }
            Expr::Binary(Binary::Or, left, right) => {
                Some(Condition::any([Condition::of(left)?, Condition::of(right)?]))
            }
            Expr::Binary(sign, left, right) => match (&**left, &**right) {
                (Expr::Field(name), other) => comparison(name, *sign, other),
                (other, Expr::Field(name)) => comparison(name, mirrored(*sign), other),
                _ => None,
            },
            Expr::In(member, list) => {
                let values: Option<Vec<Value>> = list.iter().map(literal).collect();
                Some(Condition::in_(name_of(member)?, values?))
            }
            Expr::Call(Function::Empty, arguments) => {
                Some(Condition::is_null(name_of(arguments.first()?)?, true))
            }
            Expr::Call(function @ (Function::Contains | Function::StartsWith), arguments) => {
                let [whole, part] = arguments.as_slice() else { return None };
                let op = if *function == Function::Contains { Op::Contains } else { Op::StartsWith };
                Some(Condition::test(name_of(whole)?, op, literal(part)?))
            }
            Expr::Number(_) | Expr::Text(_) | Expr::Negate(_) | Expr::Call(..) => None,
        }
    }
}

fn comparison(name: &str, sign: Binary, other: &Expr) -> Option<Condition> {
    let value = literal(other)?;
    let nothing = value.is_null();
    match sign {
        Binary::Eq => Some(Condition::eq(name, value)),
        Binary::Ne if nothing => Some(Condition::is_null(name, false)),
        // In a formula nothing is not different from anything, in a filter it is.
        Binary::Ne => Some(Condition::all([Condition::ne(name, value), Condition::is_null(name, false)])),
        Binary::Lt | Binary::Lte | Binary::Gt | Binary::Gte if nothing => Some(Condition::nothing()),
        Binary::Lt => Some(Condition::lt(name, value)),
        Binary::Lte => Some(Condition::lte(name, value)),
        Binary::Gt => Some(Condition::gt(name, value)),
        Binary::Gte => Some(Condition::gte(name, value)),
        Binary::Or | Binary::And | Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide => None,
    }
}

fn mirrored(sign: Binary) -> Binary {
    match sign {
        Binary::Lt => Binary::Gt,
        Binary::Lte => Binary::Gte,
        Binary::Gt => Binary::Lt,
        Binary::Gte => Binary::Lte,
        other => other,
    }
}

fn name_of(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Field(name) => Some(name),
        _ => None,
    }
}

fn literal(expr: &Expr) -> Option<Value> {
    match expr {
        Expr::Number(number) => {
            let whole = if number.scale() == 0 { number.to_i64() } else { None };
            Some(whole.map_or(Value::Decimal(*number), Value::Integer))
        }
        Expr::Negate(operand) => match literal(operand)? {
            Value::Integer(number) => number.checked_neg().map(Value::Integer),
            Value::Decimal(number) => Some(Value::Decimal(-number)),
            _ => None,
        },
        Expr::Text(text) => Some(Value::text(text)),
        Expr::Truth(truth) => Some(Value::Boolean(*truth)),
        Expr::Null => Some(Value::Null),
        Expr::Field(_) | Expr::Not(_) | Expr::Binary(..) | Expr::In(..) | Expr::Call(..) => None,
    }
}
