use crate::expr::{Binding, Expr};
use std::fmt;

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Number(number) => write!(f, "{number}"),
            Expr::Text(text) => write!(f, "'{}'", text.replace('\'', "''")),
            Expr::Truth(truth) => write!(f, "{truth}"),
            Expr::Null => f.write_str("null"),
            Expr::Field(name) => f.write_str(name),
            Expr::Negate(operand) => {
                f.write_str("-")?;
                print(operand, Binding::Negation, f)
            }
            Expr::Not(operand) => match &**operand {
                Expr::In(member, list) => membership(member, " not in ", list, f),
                other => {
                    f.write_str("not ")?;
                    print(other, Binding::Not, f)
                }
            },
            Expr::Binary(sign, left, right) => {
                let binding = sign.binding();
                let on_the_left = if sign.is_comparison() { binding.tighter() } else { binding };
                print(left, on_the_left, f)?;
                write!(f, " {} ", sign.sign())?;
                print(right, binding.tighter(), f)
            }
            Expr::In(member, list) => membership(member, " in ", list, f),
            Expr::Call(function, arguments) => {
                f.write_str(function.word())?;
                parenthesised(arguments, f)
            }
        }
    }
}

fn print(expr: &Expr, loosest: Binding, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if binding(expr) < loosest { write!(f, "({expr})") } else { write!(f, "{expr}") }
}

fn binding(expr: &Expr) -> Binding {
    match expr {
        Expr::Number(_) | Expr::Text(_) | Expr::Truth(_) | Expr::Null | Expr::Field(_) | Expr::Call(..) => {
            Binding::Atom
        }
        Expr::Negate(_) => Binding::Negation,
        Expr::Not(operand) if matches!(**operand, Expr::In(..)) => Binding::Comparison,
        Expr::Not(_) => Binding::Not,
        Expr::Binary(sign, ..) => sign.binding(),
        Expr::In(..) => Binding::Comparison,
    }
}

fn membership(member: &Expr, word: &str, list: &[Expr], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    print(member, Binding::Sum, f)?;
    f.write_str(word)?;
    parenthesised(list, f)
}

fn parenthesised(list: &[Expr], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("(")?;
    for (place, item) in list.iter().enumerate() {
        if place > 0 {
            f.write_str(", ")?;
        }
        write!(f, "{item}")?;
    }
    f.write_str(")")
}
