use crate::expr::{Binary, Expr};
use crate::function::Function;
use crate::kind::Kind;
use crate::spelling::nearest;
use thiserror::Error;
use value::{Date, FieldType, Timestamp};

/// Which fields a formula may read.
pub trait Shape {
    /// The type of a field, or of a dotted name; for formulas and roll-ups the type of their result.
    fn kind_of(&self, name: &str) -> Option<FieldType>;
    /// The names to choose from when one is misspelt.
    fn names(&self) -> Vec<String>;
}

/// Why a formula makes no sense over a record.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CheckError {
    /// No such field.
    #[error("there is no field '{name}'{}", hint(.nearest))]
    Field {
        /// As it was written.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// An operand of the wrong kind.
    #[error("in '{part}': {what}")]
    Kind {
        /// The part of the formula.
        part: String,
        /// What is wrong with it.
        what: String,
    },
}

/// What kind of value the formula gives over a record of this shape.
pub fn check(expr: &Expr, shape: &dyn Shape) -> Result<Kind, CheckError> {
    match expr {
        Expr::Number(_) => Ok(Kind::Number),
        Expr::Text(_) => Ok(Kind::Text),
        Expr::Truth(_) => Ok(Kind::Truth),
        Expr::Null => Ok(Kind::Any),
        Expr::Field(name) => field(name, shape),
        Expr::Negate(operand) => {
            let kind = check(operand, shape)?;
            if kind.is_numeric() { Ok(kind) } else { Err(wanted(expr, "a number", kind)) }
        }
        Expr::Not(operand) => condition(operand, shape),
        Expr::Binary(Binary::Or | Binary::And, left, right) => {
            condition(left, shape)?;
            condition(right, shape)
        }
        Expr::Binary(Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide, ..) => {
            arithmetic(expr, shape)
        }
        Expr::Binary(sign, left, right) => {
            let kinds = comparable(expr, left, right, shape)?;
            let ordered = !matches!(sign, Binary::Eq | Binary::Ne);
            if ordered && kinds.contains(&Kind::Truth) {
                return Err(wrong(expr, "yes and no have no order"));
            }
            Ok(Kind::Truth)
        }
        Expr::In(member, list) => {
            for item in list {
                comparable(expr, member, item, shape)?;
            }
            Ok(Kind::Truth)
        }
        Expr::Call(function, arguments) => call(expr, *function, arguments, shape),
    }
}

fn hint(nearest: &Option<String>) -> String {
    nearest.as_ref().map(|name| format!(", did you mean '{name}'?")).unwrap_or_default()
}

fn field(name: &str, shape: &dyn Shape) -> Result<Kind, CheckError> {
    if let Some(found) = shape.kind_of(name) {
        return Ok(found.into());
    }
    match name.strip_suffix(".kind").and_then(|choice| shape.kind_of(choice)) {
        Some(FieldType::Choice) => return Ok(Kind::Text),
        Some(_) => return Err(wrong(&Expr::Field(name.to_owned()), "only a choice has a kind")),
        None => {}
    }
    let names = shape.names();
    let nearest = nearest(name, names.iter().map(String::as_str)).map(str::to_owned);
    Err(CheckError::Field { name: name.to_owned(), nearest })
}

fn condition(expr: &Expr, shape: &dyn Shape) -> Result<Kind, CheckError> {
    match check(expr, shape)? {
        Kind::Truth | Kind::Any => Ok(Kind::Truth),
        other => Err(wanted(expr, "a condition", other)),
    }
}

fn arithmetic(expr: &Expr, shape: &dyn Shape) -> Result<Kind, CheckError> {
    let Expr::Binary(sign, left, right) = expr else { return Ok(Kind::Any) };
    let (left, right) = (check(left, shape)?, check(right, shape)?);
    for kind in [left, right] {
        match kind {
            Kind::Number | Kind::Money | Kind::Any => {}
            Kind::Date | Kind::Moment => {
                return Err(wrong(expr, "dates are reckoned with add_days and days_between"));
            }
            Kind::Text if *sign == Binary::Add => return Err(wrong(expr, "texts are joined with concat")),
            Kind::Text | Kind::Truth => return Err(wanted(expr, "a number", kind)),
        }
    }
    match (sign, left, right) {
        (Binary::Multiply, Kind::Money, Kind::Money) => {
            Err(wrong(expr, "money cannot be multiplied by money"))
        }
        (Binary::Divide, Kind::Number, Kind::Money) => {
            Err(wrong(expr, "a number cannot be divided by money"))
        }
        (Binary::Divide, Kind::Money, Kind::Money) => Ok(Kind::Number),
        (_, Kind::Any, _) | (_, _, Kind::Any) => Ok(Kind::Any),
        (_, Kind::Money, _) | (_, _, Kind::Money) => Ok(Kind::Money),
        _ => Ok(Kind::Number),
    }
}

fn comparable(expr: &Expr, left: &Expr, right: &Expr, shape: &dyn Shape) -> Result<[Kind; 2], CheckError> {
    let kinds = [check(left, shape)?, check(right, shape)?];
    match (kinds[0], kinds[1], left, right) {
        (Kind::Any, ..) | (_, Kind::Any, ..) => Ok(kinds),
        (Kind::Date | Kind::Moment, Kind::Text, _, Expr::Text(text))
        | (Kind::Text, Kind::Date | Kind::Moment, Expr::Text(text), _) => {
            if text.parse::<Date>().is_ok() || text.parse::<Timestamp>().is_ok() {
                return Ok(kinds);
            }
            Err(wrong(expr, format!("'{text}' is not a date, write it as '2025-01-31'")))
        }
        (one, other, ..) if one.union(other).is_some() => Ok(kinds),
        (one, other, ..) => Err(wrong(expr, format!("{one} cannot be compared with {other}"))),
    }
}

fn call(expr: &Expr, function: Function, arguments: &[Expr], shape: &dyn Shape) -> Result<Kind, CheckError> {
    if function == Function::If {
        return match arguments {
            [test, branches @ ..] => {
                condition(test, shape)?;
                alike(expr, branches, shape)
            }
            [] => Ok(Kind::Any),
        };
    }
    if matches!(function, Function::Min | Function::Max | Function::Coalesce) {
        return alike(expr, arguments, shape);
    }
    let kinds: Vec<Kind> =
        arguments.iter().map(|argument| check(argument, shape)).collect::<Result<_, _>>()?;
    let first = kinds.first().copied().unwrap_or(Kind::Any);
    let demand = |place: usize, accepted: &[Kind], name: &str| match kinds.get(place) {
        Some(kind) if *kind != Kind::Any && !accepted.contains(kind) => Err(wanted(expr, name, *kind)),
        _ => Ok(()),
    };
    let dates = [Kind::Date, Kind::Moment, Kind::Text];
    match function {
        Function::If | Function::Min | Function::Max | Function::Coalesce => Ok(Kind::Any),
        Function::Round | Function::Floor | Function::Ceil | Function::Abs => {
            demand(0, &[Kind::Number, Kind::Money], "a number")?;
            demand(1, &[Kind::Number], "a number of digits")?;
            Ok(first)
        }
        Function::Empty => Ok(Kind::Truth),
        Function::Lower | Function::Upper => demand(0, &[Kind::Text], "a text").map(|()| Kind::Text),
        Function::Len => demand(0, &[Kind::Text], "a text").map(|()| Kind::Number),
        Function::Concat => Ok(Kind::Text),
        Function::Contains | Function::StartsWith => {
            demand(0, &[Kind::Text], "a text")?;
            demand(1, &[Kind::Text], "a text")?;
            Ok(Kind::Truth)
        }
        Function::Today => Ok(Kind::Date),
        Function::Now => Ok(Kind::Moment),
        Function::DaysBetween => {
            demand(0, &dates, "a date")?;
            demand(1, &dates, "a date")?;
            Ok(Kind::Number)
        }
        Function::AddDays => {
            demand(0, &dates, "a date")?;
            demand(1, &[Kind::Number], "a number of days")?;
            Ok(if first == Kind::Text { Kind::Date } else { first })
        }
        Function::Year | Function::Month | Function::Day => {
            demand(0, &dates, "a date").map(|()| Kind::Number)
        }
    }
}

/// The kind that all of them share; a number among amounts counts as an amount.
fn alike(expr: &Expr, parts: &[Expr], shape: &dyn Shape) -> Result<Kind, CheckError> {
    let mut shared = Kind::Any;
    for part in parts {
        let kind = check(part, shape)?;
        shared = match (shared, kind) {
            (Kind::Any, kind) => kind,
            (shared, Kind::Any) => shared,
            (shared, kind) => {
                let differ = || wrong(expr, format!("it would give {shared} or {kind}"));
                shared.union(kind).ok_or_else(differ)?
            }
        };
    }
    Ok(shared)
}

fn wanted(expr: &Expr, name: &str, found: Kind) -> CheckError {
    wrong(expr, format!("{name} is wanted, not {found}"))
}

fn wrong(expr: &Expr, what: impl Into<String>) -> CheckError {
    const LONGEST: usize = 60;
    let text = expr.to_string();
    let mut part: String = text.chars().take(LONGEST).collect();
    if part.len() < text.len() {
        part.push('…');
    }
    CheckError::Kind { part, what: what.into() }
}
