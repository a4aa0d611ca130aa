/// Which search terms a record must have to be a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// This term.
    Term(String),
    /// Every one of these; never empty.
    All(Vec<Need>),
    /// At least one of these; never empty.
    Any(Vec<Need>),
}

impl Need {
    /// Every part, none when there is no part.
    pub(crate) fn all(mut parts: Vec<Need>) -> Option<Need> {
        if parts.len() > 1 {
            let mut seen = Vec::new();
            parts.retain(|part| {
                !seen.contains(part) && {
                    seen.push(part.clone());
                    true
                }
            });
        }
        match parts.len() {
            0 => None,
            1 => parts.pop(),
            _ => Some(Need::All(parts)),
        }
    }

    /// One of the parts, none when there is no part.
    pub(crate) fn any(parts: Vec<Need>) -> Option<Need> {
        let mut flat: Vec<Need> = Vec::new();
        for part in parts {
            let inner = match part {
                Need::Any(inner) => inner,
                Need::Term(_) | Need::All(_) => vec![part],
            };
            for one in inner {
                if !flat.contains(&one) {
                    flat.push(one);
                }
            }
        }
        match flat.len() {
            0 => None,
            1 => flat.pop(),
            _ => Some(Need::Any(flat)),
        }
    }

    pub(crate) fn terms(terms: impl IntoIterator<Item = String>) -> Option<Need> {
        Need::all(terms.into_iter().map(Need::Term).collect())
    }

    /// Whether a record with these terms is a candidate.
    pub fn is_met_by(&self, terms: &[String]) -> bool {
        match self {
            Need::Term(term) => terms.contains(term),
            Need::All(parts) => parts.iter().all(|part| part.is_met_by(terms)),
            Need::Any(parts) => parts.iter().any(|part| part.is_met_by(terms)),
        }
    }
}
