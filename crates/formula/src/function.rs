/// The functions of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Function {
    /// `if(condition, then, otherwise)`
    If,
    /// `round(number)` or `round(number, digits)`, half away from zero
    Round,
    /// `floor(number)`
    Floor,
    /// `ceil(number)`
    Ceil,
    /// `abs(number)`
    Abs,
    /// `min(a, b, ...)`; nothing when any is nothing
    Min,
    /// `max(a, b, ...)`; nothing when any is nothing
    Max,
    /// `coalesce(a, b, ...)`: the first that is not nothing
    Coalesce,
    /// `empty(a)`: nothing, blank text or an empty list
    Empty,
    /// `lower(text)`
    Lower,
    /// `upper(text)`
    Upper,
    /// `len(text)` in characters, or of a list
    Len,
    /// `concat(a, b, ...)`; nothing counts as no text
    Concat,
    /// `contains(text, part)`, whatever the case; or a list and a member
    Contains,
    /// `starts_with(text, part)`, whatever the case
    StartsWith,
    /// `today()`
    Today,
    /// `now()`
    Now,
    /// `days_between(from, to)`
    DaysBetween,
    /// `add_days(date, days)`
    AddDays,
    /// `year(date)`
    Year,
    /// `month(date)`
    Month,
    /// `day(date)`
    Day,
}

impl Function {
    /// All of them.
    pub const ALL: [Function; 22] = [
        Function::If,
        Function::Round,
        Function::Floor,
        Function::Ceil,
        Function::Abs,
        Function::Min,
        Function::Max,
        Function::Coalesce,
        Function::Empty,
        Function::Lower,
        Function::Upper,
        Function::Len,
        Function::Concat,
        Function::Contains,
        Function::StartsWith,
        Function::Today,
        Function::Now,
        Function::DaysBetween,
        Function::AddDays,
        Function::Year,
        Function::Month,
        Function::Day,
    ];

    /// The name in formulas.
    pub fn word(self) -> &'static str {
        match self {
            Function::If => "if",
            Function::Round => "round",
            Function::Floor => "floor",
            Function::Ceil => "ceil",
            Function::Abs => "abs",
            Function::Min => "min",
            Function::Max => "max",
            Function::Coalesce => "coalesce",
            Function::Empty => "empty",
            Function::Lower => "lower",
            Function::Upper => "upper",
            Function::Len => "len",
            Function::Concat => "concat",
            Function::Contains => "contains",
            Function::StartsWith => "starts_with",
            Function::Today => "today",
            Function::Now => "now",
            Function::DaysBetween => "days_between",
            Function::AddDays => "add_days",
            Function::Year => "year",
            Function::Month => "month",
            Function::Day => "day",
        }
    }

    /// By its name, whatever the case.
    pub fn from_word(word: &str) -> Option<Function> {
        Function::ALL.into_iter().find(|function| function.word().eq_ignore_ascii_case(word))
    }

    /// The fewest and the most arguments; no most means any number.
    pub fn arity(self) -> (usize, Option<usize>) {
        match self {
            Function::Today | Function::Now => (0, Some(0)),
            Function::Floor
            | Function::Ceil
            | Function::Abs
            | Function::Empty
            | Function::Lower
            | Function::Upper
            | Function::Len
            | Function::Year
            | Function::Month
            | Function::Day => (1, Some(1)),
            Function::Round => (1, Some(2)),
            Function::Contains | Function::StartsWith | Function::DaysBetween | Function::AddDays => {
                (2, Some(2))
            }
            Function::If => (3, Some(3)),
            Function::Min | Function::Max | Function::Coalesce | Function::Concat => (1, None),
        }
    }

    pub(crate) fn arity_in_words(self) -> String {
        match self.arity() {
            (0, Some(0)) => "no arguments".to_owned(),
            (1, Some(1)) => "1 argument".to_owned(),
            (least, Some(most)) if least == most => format!("{least} arguments"),
            (least, Some(most)) => format!("{least} to {most} arguments"),
            (least, None) => format!("at least {least} argument"),
        }
    }
}
