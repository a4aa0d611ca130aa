use crate::Rights;
use catalog::{Field, Object};

/// How open a field is to somebody, from closed to open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Never selected, filtered, sorted, searched or told about.
    Hidden,
    /// Seen in part.
    Mask,
    /// Seen.
    Read,
    /// Seen and written.
    Write,
}

/// How open each field of an object is to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Levels {
    /// Every field to the full.
    Open,
    /// By position in the record.
    Each(Vec<Level>),
}

impl Level {
    /// The word in the role grid.
    pub fn word(self) -> &'static str {
        match self {
            Level::Hidden => "hidden",
            Level::Mask => "mask",
            Level::Read => "read",
            Level::Write => "write",
        }
    }

    /// The level of a word.
    pub fn from_word(word: &str) -> Option<Level> {
        [Level::Hidden, Level::Mask, Level::Read, Level::Write].into_iter().find(|level| level.word() == word)
    }
}

impl Levels {
    /// How open the field at a position is.
    pub fn at(&self, position: usize) -> Level {
        match self {
            Levels::Open => Level::Write,
            Levels::Each(levels) => levels.get(position).copied().unwrap_or(Level::Hidden),
        }
    }

    /// The levels of an object's fields under some rights. A formula is as closed as the most closed field that it
    /// reads, and so is what tells the same as another field in other words.
    pub fn of(rights: &Rights, object: &Object) -> Levels {
        if rights.all_fields_open(&object.name) {
            return Levels::Open;
        }
        let mut levels: Vec<Level> =
            object.fields.iter().map(|field| rights.level(&object.name, &field.name)).collect();
        for _ in 0..object.fields.len() {
            let before = levels.clone();
            for (position, field) in object.fields.iter().enumerate() {
                let read =
                    sources(field).filter_map(|name| object.position(&name)).map(|source| before[source]);
                let most_closed = read.fold(before[position], Level::min);
                levels[position] = match most_closed {
                    Level::Mask if levels[position] != Level::Mask => Level::Hidden,
                    other => other.min(levels[position]),
                };
            }
            if before == levels {
                break;
            }
        }
        Levels::Each(levels)
    }
}

fn sources(field: &Field) -> impl Iterator<Item = String> {
    let expression = field.formula.as_deref().and_then(|text| formula::parse(text).ok());
    let names = expression.map(|expression| formula::fields(&expression)).unwrap_or_default();
    names
        .into_iter()
        .map(|name| name.split('.').next().unwrap_or_default().to_owned())
        .chain(field.as_open_as.clone())
}
