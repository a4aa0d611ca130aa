use crate::function::Function;
use rust_decimal::Decimal;

/// A formula that has been read.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A number, never negative: `-1` is read as the negation of `1`.
    Number(Decimal),
    /// A text in single quotes.
    Text(String),
    /// `true` or `false`.
    Truth(bool),
    /// Nothing.
    Null,
    /// A field, or a dotted name such as `customer.name` or `stage.kind`.
    Field(String),
    /// The number with the other sign.
    Negate(Box<Expr>),
    /// True when the operand is not true.
    Not(Box<Expr>),
    /// Two operands and what stands between them.
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// Equal to any of a list that is not empty.
    In(Box<Expr>, Vec<Expr>),
    /// A function and its arguments.
    Call(Function, Vec<Expr>),
}

/// What stands between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Binary {
    /// Either is true.
    Or,
    /// Both are true.
    And,
    /// Equal.
    Eq,
    /// Different.
    Ne,
    /// Less.
    Lt,
    /// Less or equal.
    Lte,
    /// Greater.
    Gt,
    /// Greater or equal.
    Gte,
    /// Sum.
    Add,
    /// Difference.
    Subtract,
    /// Product.
    Multiply,
    /// Quotient.
    Divide,
}

/// The names that a formula reads, each once, in order of appearance; dotted names stay whole.
pub fn fields(expr: &Expr) -> Vec<String> {
    let mut names = Vec::new();
    collect(expr, &mut names);
    names
}

impl Binary {
    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Binary::Or => "or",
            Binary::And => "and",
            Binary::Eq => "=",
            Binary::Ne => "!=",
            Binary::Lt => "<",
            Binary::Lte => "<=",
            Binary::Gt => ">",
            Binary::Gte => ">=",
            Binary::Add => "+",
            Binary::Subtract => "-",
            Binary::Multiply => "*",
            Binary::Divide => "/",
        }
    }

    /// Compares two operands.
    pub fn is_comparison(self) -> bool {
        self.binding() == Binding::Comparison
    }

    pub(crate) fn binding(self) -> Binding {
        match self {
            Binary::Or => Binding::Or,
            Binary::And => Binding::And,
            Binary::Eq | Binary::Ne | Binary::Lt | Binary::Lte | Binary::Gt | Binary::Gte => {
                Binding::Comparison
            }
            Binary::Add | Binary::Subtract => Binding::Sum,
            Binary::Multiply | Binary::Divide => Binding::Product,
        }
    }
}

/// How tightly a form holds its operands, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Binding {
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Negation,
    Atom,
}

impl Binding {
    pub(crate) fn tighter(self) -> Binding {
        match self {
            Binding::Or => Binding::And,
            Binding::And => Binding::Not,
            Binding::Not => Binding::Comparison,
            Binding::Comparison => Binding::Sum,
            Binding::Sum => Binding::Product,
            Binding::Product => Binding::Negation,
            Binding::Negation | Binding::Atom => Binding::Atom,
        }
    }
}

fn collect(expr: &Expr, names: &mut Vec<String>) {
    match expr {
        Expr::Number(_) | Expr::Text(_) | Expr::Truth(_) | Expr::Null => {}
        Expr::Field(name) => {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        Expr::Negate(operand) | Expr::Not(operand) => collect(operand, names),
        Expr::Binary(_, left, right) => {
            collect(left, names);
            collect(right, names);
        }
        Expr::In(operand, list) => {
            collect(operand, names);
            list.iter().for_each(|item| collect(item, names));
        }
        Expr::Call(_, arguments) => arguments.iter().for_each(|argument| collect(argument, names)),
    }
}
