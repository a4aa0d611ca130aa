use crate::expr::{Binary, Binding, Expr};
use crate::function::Function;
use crate::lex::{Token, tokens};
use crate::spelling::nearest;
use thiserror::Error;

/// Longest formula, in characters.
pub const MAX_LENGTH: usize = 10_000;
/// How deep parentheses, function calls and signs may stand in each other.
pub const MAX_NESTING: usize = 64;
/// Evaluation recurses as deep as the tree, and `a + b + c + ...` grows it without any parenthesis.
const MAX_DEPTH: usize = 256;

/// Why a text is not a formula.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("character {position}: {what}")]
pub struct ParseError {
    /// Where, in characters from 1.
    pub position: usize,
    /// What is wrong there.
    pub what: String,
}

/// Reads a formula.
pub fn parse(text: &str) -> Result<Expr, ParseError> {
    if text.chars().nth(MAX_LENGTH).is_some() {
        let what = format!("the formula is longer than {MAX_LENGTH} characters");
        return Err(ParseError::new(MAX_LENGTH + 1, what));
    }
    let mut parser = Parser { tokens: tokens(text)?, at: 0, nesting: 0 };
    let whole = parser.expression(Binding::Or)?;
    match parser.peek() {
        Token::End => Ok(whole.expr),
        other => Err(parser.wrong(format!("{other} cannot stand here"))),
    }
}

impl ParseError {
    pub(crate) fn new(position: usize, what: impl Into<String>) -> ParseError {
        ParseError { position, what: what.into() }
    }
}

struct Part {
    expr: Expr,
    depth: usize,
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    at: usize,
    nesting: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens.get(self.at).map_or(&Token::End, |(_, token)| token)
    }

    fn peek_second(&self) -> &Token {
        self.tokens.get(self.at + 1).map_or(&Token::End, |(_, token)| token)
    }

    fn position(&self) -> usize {
        self.tokens.get(self.at).or(self.tokens.last()).map_or(1, |(position, _)| *position)
    }

    fn wrong(&self, what: impl Into<String>) -> ParseError {
        ParseError::new(self.position(), what)
    }

    fn advance(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    fn expect(&mut self, wanted: Token) -> Result<(), ParseError> {
        if *self.peek() != wanted {
            return Err(self.wrong(format!("{wanted} is missing before {}", self.peek())));
        }
        self.at += 1;
        Ok(())
    }

    fn nested(&mut self, loosest: Binding) -> Result<Part, ParseError> {
        if self.nesting == MAX_NESTING {
            return Err(self.wrong(format!("the formula is nested deeper than {MAX_NESTING} levels")));
        }
        self.nesting += 1;
        let part = self.expression(loosest)?;
        self.nesting -= 1;
        Ok(part)
    }

    fn grow(&self, expr: Expr, below: usize) -> Result<Part, ParseError> {
        if below >= MAX_DEPTH {
            return Err(self.wrong(format!("more than {MAX_DEPTH} operations build on each other")));
        }
        Ok(Part { expr, depth: below + 1 })
    }

    fn expression(&mut self, loosest: Binding) -> Result<Part, ParseError> {
        let mut left = self.operand(loosest)?;
        let mut compared = None;
        loop {
            let (sign, binding) = match self.peek() {
                Token::Sign(sign) => (Some(*sign), sign.binding()),
                Token::In => (None, Binding::Comparison),
                Token::Not if *self.peek_second() == Token::In => (None, Binding::Comparison),
                _ => return Ok(left),
            };
            if binding < loosest {
                return Ok(left);
            }
            if binding == Binding::Comparison && compared == Some(Binding::Comparison) {
                return Err(self.wrong("comparisons cannot follow each other, write 'and' between them"));
            }
            compared = Some(binding);
            left = match sign {
                Some(sign) => self.binary(left, sign)?,
                None => self.membership(left)?,
            };
        }
    }

    fn binary(&mut self, left: Part, sign: Binary) -> Result<Part, ParseError> {
        self.at += 1;
        let right = self.expression(sign.binding().tighter())?;
        let below = left.depth.max(right.depth);
        self.grow(Expr::Binary(sign, Box::new(left.expr), Box::new(right.expr)), below)
    }

    fn membership(&mut self, left: Part) -> Result<Part, ParseError> {
        let negated = self.advance() == Token::Not;
        if negated {
            self.at += 1;
        }
        self.expect(Token::Open)?;
        if *self.peek() == Token::Close {
            return Err(self.wrong("the list after 'in' is empty"));
        }
        let (list, below) = self.list()?;
        let part = self.grow(Expr::In(Box::new(left.expr), list), below.max(left.depth))?;
        if negated { self.grow(Expr::Not(Box::new(part.expr)), part.depth) } else { Ok(part) }
    }

    fn operand(&mut self, loosest: Binding) -> Result<Part, ParseError> {
        let position = self.position();
        let expr = match self.advance() {
            Token::Number(number) => Expr::Number(number),
            Token::Text(text) => Expr::Text(text),
            Token::True => Expr::Truth(true),
            Token::False => Expr::Truth(false),
            Token::Null => Expr::Null,
            Token::Name(name) if *self.peek() == Token::Open => return self.call(position, &name),
            Token::Name(name) => Expr::Field(name),
            Token::Open => {
                let part = self.nested(Binding::Or)?;
                self.expect(Token::Close)?;
                return Ok(part);
            }
            Token::Sign(Binary::Subtract) => {
                let part = self.nested(Binding::Negation)?;
                return self.grow(Expr::Negate(Box::new(part.expr)), part.depth);
            }
            Token::Not if loosest > Binding::Not => {
                return Err(ParseError::new(position, "'not' has to stand in parentheses here"));
            }
            Token::Not => {
                let part = self.nested(Binding::Not)?;
                return self.grow(Expr::Not(Box::new(part.expr)), part.depth);
            }
            token @ (Token::Sign(_) | Token::In | Token::Close | Token::Comma | Token::End) => {
                return Err(ParseError::new(position, format!("a value is missing before {token}")));
            }
        };
        Ok(Part { expr, depth: 1 })
    }

    fn call(&mut self, position: usize, name: &str) -> Result<Part, ParseError> {
        let Some(function) = Function::from_word(name) else {
            let known = Function::ALL.map(Function::word);
            let hint = nearest(name, known).map(|word| format!(", did you mean {word}?")).unwrap_or_default();
            return Err(ParseError::new(position, format!("there is no function '{name}'{hint}")));
        };
        self.at += 1;
        let (arguments, below) = if *self.peek() == Token::Close {
            self.at += 1;
            (Vec::new(), 0)
        } else {
            self.list()?
        };
        let (least, most) = function.arity();
        let given = arguments.len();
        if given < least || most.is_some_and(|most| given > most) {
            let what = format!("{} takes {}, {given} given", function.word(), function.arity_in_words());
            return Err(ParseError::new(position, what));
        }
        self.grow(Expr::Call(function, arguments), below)
    }

    fn list(&mut self) -> Result<(Vec<Expr>, usize), ParseError> {
        let mut items = Vec::new();
        let mut below = 0;
        loop {
            let part = self.nested(Binding::Or)?;
            below = below.max(part.depth);
            items.push(part.expr);
            if *self.peek() != Token::Comma {
                break;
            }
            self.at += 1;
        }
        self.expect(Token::Close)?;
        Ok((items, below))
    }
}
