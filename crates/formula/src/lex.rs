use crate::expr::Binary;
use crate::parse::ParseError;
use rust_decimal::Decimal;
use std::fmt;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    Number(Decimal),
    Text(String),
    Name(String),
    Sign(Binary),
    Not,
    In,
    True,
    False,
    Null,
    Open,
    Close,
    Comma,
    End,
}

/// The tokens of a formula with the position of each, counted in characters from 1; the last is `End`.
pub(crate) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, ParseError> {
    let mut reader = Reader { letters: text.chars().collect(), at: 0 };
    let mut tokens = Vec::new();
    loop {
        while reader.peek().is_some_and(char::is_whitespace) {
            reader.at += 1;
        }
        let position = reader.at + 1;
        let token = reader.token()?;
        let ended = token == Token::End;
        tokens.push((position, token));
        if ended {
            return Ok(tokens);
        }
    }
}

/// The word has a meaning of its own and cannot name a field.
pub(crate) fn keyword(word: &str) -> Option<Token> {
    let token = match word.to_ascii_lowercase().as_str() {
        "and" => Token::Sign(Binary::And),
        "or" => Token::Sign(Binary::Or),
        "not" => Token::Not,
        "in" => Token::In,
        "true" => Token::True,
        "false" => Token::False,
        "null" => Token::Null,
        _ => return None,
    };
    Some(token)
}

struct Reader {
    letters: Vec<char>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn token(&mut self) -> Result<Token, ParseError> {
        let Some(letter) = self.peek() else { return Ok(Token::End) };
        match letter {
            '0'..='9' => self.number(),
            '\'' => self.text(),
            'a'..='z' | 'A'..='Z' | '_' => self.name(),
            _ => self.sign(letter),
        }
    }

    fn number(&mut self) -> Result<Token, ParseError> {
        let start = self.at;
        let mut digits = self.take_while(|letter| letter.is_ascii_digit());
        if self.peek() == Some('.') {
            self.at += 1;
            let fraction = self.take_while(|letter| letter.is_ascii_digit());
            if fraction.is_empty() {
                return Err(ParseError::new(self.at + 1, "a digit has to follow the point"));
            }
            digits = format!("{digits}.{fraction}");
        }
        if self.peek().is_some_and(|letter| letter.is_ascii_alphabetic() || letter == '_') {
            return Err(ParseError::new(start + 1, "a name cannot start with a digit"));
        }
        match Decimal::from_str_exact(&digits) {
            Ok(number) => Ok(Token::Number(number)),
            Err(_) => Err(ParseError::new(start + 1, "the number has too many digits")),
        }
    }

    fn text(&mut self) -> Result<Token, ParseError> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            text.push_str(&self.take_while(|letter| letter != '\''));
            if self.peek().is_none() {
                return Err(ParseError::new(start + 1, "the text that starts here has no closing quote"));
            }
            self.at += 1;
            if self.peek() != Some('\'') {
                return Ok(Token::Text(text));
            }
            text.push('\'');
            self.at += 1;
        }
    }

    fn name(&mut self) -> Result<Token, ParseError> {
        let mut name = self.take_while(is_name_letter);
        while self.peek() == Some('.') {
            self.at += 1;
            let part = self.take_while(is_name_letter);
            if part.is_empty() || part.starts_with(|letter: char| letter.is_ascii_digit()) {
                return Err(ParseError::new(self.at + 1, format!("a name has to follow '{name}.'")));
            }
            name = format!("{name}.{part}");
        }
        Ok(keyword(&name).unwrap_or(Token::Name(name)))
    }

    fn sign(&mut self, letter: char) -> Result<Token, ParseError> {
        let position = self.at + 1;
        self.at += 1;
        let next = self.peek();
        let (token, width) = match (letter, next) {
            ('(', _) => (Token::Open, 1),
            (')', _) => (Token::Close, 1),
            (',', _) => (Token::Comma, 1),
            ('+', _) => (Token::Sign(Binary::Add), 1),
            ('-', _) => (Token::Sign(Binary::Subtract), 1),
            ('*', _) => (Token::Sign(Binary::Multiply), 1),
            ('/', _) => (Token::Sign(Binary::Divide), 1),
            ('=', Some('=')) => (Token::Sign(Binary::Eq), 2),
            ('=', _) => (Token::Sign(Binary::Eq), 1),
            ('!', Some('=')) | ('<', Some('>')) => (Token::Sign(Binary::Ne), 2),
            ('<', Some('=')) => (Token::Sign(Binary::Lte), 2),
            ('>', Some('=')) => (Token::Sign(Binary::Gte), 2),
            ('<', _) => (Token::Sign(Binary::Lt), 1),
            ('>', _) => (Token::Sign(Binary::Gt), 1),
            _ => return Err(ParseError::new(position, stray(letter))),
        };
        self.at += width - 1;
        Ok(token)
    }

    fn take_while(&mut self, accepted: impl Fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(&accepted) {
            self.at += 1;
        }
        self.letters[start..self.at].iter().collect()
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Token::Number(number) => write!(f, "the number {number}"),
            Token::Text(_) => f.write_str("a text"),
            Token::Name(name) => write!(f, "'{name}'"),
            Token::Sign(sign) => write!(f, "'{}'", sign.sign()),
            Token::Not => f.write_str("'not'"),
            Token::In => f.write_str("'in'"),
            Token::True => f.write_str("'true'"),
            Token::False => f.write_str("'false'"),
            Token::Null => f.write_str("'null'"),
            Token::Open => f.write_str("'('"),
            Token::Close => f.write_str("')'"),
            Token::Comma => f.write_str("','"),
            Token::End => f.write_str("the end"),
        }
    }
}

fn is_name_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

fn stray(letter: char) -> String {
    let wanted = match letter {
        '"' | '“' | '”' | '‘' | '’' | '＇' | '`' => "'",
        '（' => "(",
        '）' => ")",
        '，' | ';' | '；' => ",",
        '＝' => "=",
        '＋' => "+",
        '－' | '−' | '–' => "-",
        '×' | '＊' => "*",
        '÷' | '／' => "/",
        '＜' => "<",
        '＞' => ">",
        '≠' | '!' | '！' => "!=",
        '≤' => "<=",
        '≥' => ">=",
        '&' => "and",
        '|' => "or",
        _ => return format!("{letter:?} has no meaning here"),
    };
    format!("write {wanted} instead of {letter}")
}
