use value::Value;

/// What a record has to fulfil: the tree that `store` prints as SQL and `matches` decides in memory.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Each of them; an empty list is always fulfilled.
    All(Vec<Condition>),
    /// At least one of them; an empty list never is.
    Any(Vec<Condition>),
    /// Not this one.
    Not(Box<Condition>),
    /// A field compared with a value.
    Test {
        /// Name of the field, perhaps dotted.
        field: String,
        /// How it is compared.
        op: Op,
        /// With what: a list for `In`, `Nin` and `Between`, a truth value for `IsNull`.
        value: Value,
    },
}

/// How a field is compared with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    /// Equal.
    Eq,
    /// Different, or nothing.
    Ne,
    /// Less.
    Lt,
    /// Less or equal.
    Lte,
    /// Greater.
    Gt,
    /// Greater or equal.
    Gte,
    /// Equal to one of a list.
    In,
    /// Equal to none of a list, or nothing.
    Nin,
    /// Folded text holds the folded value; a list has the value as a member.
    Contains,
    /// Folded text starts with the folded value.
    StartsWith,
    /// Holds nothing, or holds something.
    IsNull,
    /// From the first value to the second, both included.
    Between,
}

impl Condition {
    /// Fulfilled by every record.
    pub fn everything() -> Condition {
        Condition::All(Vec::new())
    }

    /// Fulfilled by no record.
    pub fn nothing() -> Condition {
        Condition::Any(Vec::new())
    }

    /// All of them; one alone stays as it is.
    pub fn all(conditions: impl IntoIterator<Item = Condition>) -> Condition {
        single_or(conditions, Condition::All)
    }

    /// Any of them; one alone stays as it is.
    pub fn any(conditions: impl IntoIterator<Item = Condition>) -> Condition {
        single_or(conditions, Condition::Any)
    }

    /// The opposite.
    #[expect(clippy::should_implement_trait, reason = "a constructor like its neighbours")]
    pub fn not(condition: Condition) -> Condition {
        Condition::Not(Box::new(condition))
    }

    /// One comparison.
    pub fn test(field: impl Into<String>, op: Op, value: Value) -> Condition {
        Condition::Test { field: field.into(), op, value }
    }

    /// Equal; to nothing means `is_null`.
    pub fn eq(field: impl Into<String>, value: Value) -> Condition {
        if value.is_null() { Condition::is_null(field, true) } else { Condition::test(field, Op::Eq, value) }
    }

    /// Different; from nothing means that there is something.
    pub fn ne(field: impl Into<String>, value: Value) -> Condition {
        if value.is_null() { Condition::is_null(field, false) } else { Condition::test(field, Op::Ne, value) }
    }

    /// Less.
    pub fn lt(field: impl Into<String>, value: Value) -> Condition {
        Condition::test(field, Op::Lt, value)
    }

    /// Less or equal.
    pub fn lte(field: impl Into<String>, value: Value) -> Condition {
        Condition::test(field, Op::Lte, value)
    }

    /// Greater.
    pub fn gt(field: impl Into<String>, value: Value) -> Condition {
        Condition::test(field, Op::Gt, value)
    }

    /// Greater or equal.
    pub fn gte(field: impl Into<String>, value: Value) -> Condition {
        Condition::test(field, Op::Gte, value)
    }

    /// Equal to one of them.
    pub fn in_(field: impl Into<String>, values: Vec<Value>) -> Condition {
        Condition::test(field, Op::In, Value::List(values))
    }

    /// Equal to none of them.
    pub fn nin(field: impl Into<String>, values: Vec<Value>) -> Condition {
        Condition::test(field, Op::Nin, Value::List(values))
    }

    /// Text that holds the value, or a list that has it as a member.
    pub fn contains(field: impl Into<String>, value: Value) -> Condition {
        Condition::test(field, Op::Contains, value)
    }

    /// Text that starts with the value.
    pub fn starts_with(field: impl Into<String>, value: Value) -> Condition {
        Condition::test(field, Op::StartsWith, value)
    }

    /// Holds nothing (`true`) or something (`false`).
    pub fn is_null(field: impl Into<String>, nothing: bool) -> Condition {
        Condition::test(field, Op::IsNull, Value::Boolean(nothing))
    }

    /// From `first` to `last`, both included.
    pub fn between(field: impl Into<String>, first: Value, last: Value) -> Condition {
        Condition::test(field, Op::Between, Value::List(vec![first, last]))
    }

    /// The names that it reads, each once, in order of appearance.
    pub fn fields(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.collect(&mut names);
        names
    }

    fn collect<'a>(&'a self, names: &mut Vec<&'a str>) {
        match self {
            Condition::All(list) | Condition::Any(list) => list.iter().for_each(|item| item.collect(names)),
            Condition::Not(condition) => condition.collect(names),
            Condition::Test { field, .. } => {
                if !names.contains(&field.as_str()) {
                    names.push(field);
                }
            }
        }
    }
}

impl Op {
    /// All of them.
    pub const ALL: [Op; 12] = [
        Op::Eq,
        Op::Ne,
        Op::Lt,
        Op::Lte,
        Op::Gt,
        Op::Gte,
        Op::In,
        Op::Nin,
        Op::Contains,
        Op::StartsWith,
        Op::IsNull,
        Op::Between,
    ];

    /// The name in `filter[field][op]` and in the `where` tree.
    pub fn word(self) -> &'static str {
        match self {
            Op::Eq => "eq",
            Op::Ne => "ne",
            Op::Lt => "lt",
            Op::Lte => "lte",
            Op::Gt => "gt",
            Op::Gte => "gte",
            Op::In => "in",
            Op::Nin => "nin",
            Op::Contains => "contains",
            Op::StartsWith => "starts_with",
            Op::IsNull => "is_null",
            Op::Between => "between",
        }
    }

    /// By its name.
    pub fn from_word(word: &str) -> Option<Op> {
        Op::ALL.into_iter().find(|op| op.word() == word)
    }
}

fn single_or(
    conditions: impl IntoIterator<Item = Condition>,
    several: fn(Vec<Condition>) -> Condition,
) -> Condition {
    let mut list: Vec<Condition> = conditions.into_iter().collect();
    match (list.pop(), list.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            list.push(last);
            several(list)
        }
        (None, _) => several(list),
    }
}
