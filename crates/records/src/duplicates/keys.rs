use super::likeness::Reason;
use super::spots::Traits;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use value::text::{normal_name, pinyin_full};

const LONG_NAME: usize = 4;
const KINDS: u32 = 8;

/// Where two records meet: a short hash of something that both have, with what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Point(pub u32);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Name,
    Phone,
    Email,
    TaxNumber,
    ExternalId,
}

/// A record in the forms that are compared.
pub(super) struct Keys {
    pub names: Vec<NameForms>,
    pub phones: Vec<String>,
    pub emails: Vec<String>,
    pub tax_number: Option<String>,
    pub external_id: Option<String>,
}

pub(super) struct NameForms {
    pub normal: String,
    pub letters: Vec<char>,
}

impl Keys {
    pub fn of(traits: &Traits) -> Keys {
        let digits = |phone: &String| phone.chars().filter(char::is_ascii_digit).collect::<String>();
        let filled = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        Keys {
            names: traits
                .names
                .iter()
                .map(|name| NameForms::of(name))
                .filter(|name| !name.letters.is_empty())
                .collect(),
            phones: traits.phones.iter().map(digits).filter(|digits| digits.len() > 6).collect(),
            emails: traits.emails.iter().map(|mail| mail.to_lowercase()).collect(),
            tax_number: filled(&traits.tax_number).map(|number| number.to_uppercase()),
            external_id: filled(&traits.external_id),
        }
    }

    /// Two records are compared when they share one of these. What says too little alone (a common name, names that only
    /// sound or look alike) is no meeting point: it never counts without one of them.
    pub fn points(&self) -> Vec<Point> {
        let mut points = Vec::new();
        for name in self.names.iter().filter(|name| !name.is_common()) {
            points.push(point(Kind::Name, &name.normal));
        }
        points.extend(self.phones.iter().map(|phone| point(Kind::Phone, phone)));
        points.extend(self.emails.iter().map(|mail| point(Kind::Email, mail)));
        points.extend(self.tax_number.iter().map(|number| point(Kind::TaxNumber, number)));
        points.extend(self.external_id.iter().map(|number| point(Kind::ExternalId, number)));
        points.sort_unstable();
        points.dedup();
        points
    }

    /// A number that a crowd shares is no reason.
    pub fn forget(&mut self, crowded: &HashSet<Point>) {
        self.phones.retain(|phone| !crowded.contains(&point(Kind::Phone, phone)));
        self.emails.retain(|mail| !crowded.contains(&point(Kind::Email, mail)));
    }
}

impl Point {
    /// What two records that share it would have in common.
    pub fn reason(self) -> Reason {
        match self.0 % KINDS {
            0 => Reason::Name,
            1 => Reason::Phone,
            2 => Reason::Email,
            3 => Reason::TaxNumber,
            _ => Reason::ExternalId,
        }
    }
}

impl NameForms {
    fn of(name: &str) -> NameForms {
        let normal = normal_name(name);
        let letters: Vec<char> = normal.chars().filter(|letter| letter.is_alphanumeric()).collect();
        NameForms { normal: letters.iter().collect(), letters }
    }

    /// How it sounds; nothing for a name that is written as it sounds.
    pub fn pinyin(&self) -> Option<String> {
        (!self.normal.is_ascii()).then(|| pinyin_full(&self.normal)).filter(|sound| !sound.is_empty())
    }

    /// So short that many people share it.
    pub fn is_common(&self) -> bool {
        self.letters.len() < LONG_NAME
    }
}

fn point(kind: Kind, text: &str) -> Point {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    packed(kind, &hasher)
}

fn packed(kind: Kind, hasher: &DefaultHasher) -> Point {
    Point((hasher.finish() as u32) / KINDS * KINDS + kind as u32)
}
