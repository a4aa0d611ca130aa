use crate::Level;
use std::collections::HashMap;

/// What somebody wants to do with records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verb {
    Create,
    Read,
    Update,
    Delete,
    Export,
}

/// Whose records a role opens. A wider scope holds every narrower one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// None at all.
    None,
    /// Records that nobody owns (公海).
    Pool,
    /// One's own.
    Own,
    /// One's own and those of the people who report to one.
    Subordinates,
    /// One's department.
    Team,
    /// One's department and those below it.
    TeamTree,
    /// Everybody's.
    All,
}

/// One line of the role grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Object that it is about.
    pub object: String,
    /// What it allows.
    pub verb: Verb,
    /// On whose records.
    pub scope: Scope,
}

/// What a set of roles allows together: the widest scope and the most open level of each.
#[derive(Debug, Clone, Default)]
pub struct Rights {
    administrator: bool,
    scopes: HashMap<String, HashMap<Verb, Scope>>,
    levels: HashMap<String, HashMap<String, Level>>,
}

impl Verb {
    /// All verbs in the order of the role grid.
    pub const ALL: [Verb; 5] = [Verb::Create, Verb::Read, Verb::Update, Verb::Delete, Verb::Export];

    /// The word in the role grid.
    pub fn word(self) -> &'static str {
        match self {
            Verb::Create => "create",
            Verb::Read => "read",
            Verb::Update => "update",
            Verb::Delete => "delete",
            Verb::Export => "export",
        }
    }

    /// The verb of a word.
    pub fn from_word(word: &str) -> Option<Verb> {
        Verb::ALL.into_iter().find(|verb| verb.word() == word)
    }
}

impl Scope {
    /// All scopes from narrow to wide.
    pub const ALL: [Scope; 7] =
        [Scope::None, Scope::Pool, Scope::Own, Scope::Subordinates, Scope::Team, Scope::TeamTree, Scope::All];

    /// The word in the role grid.
    pub fn word(self) -> &'static str {
        match self {
            Scope::None => "none",
            Scope::Pool => "pool",
            Scope::Own => "own",
            Scope::Subordinates => "subordinates",
            Scope::Team => "team",
            Scope::TeamTree => "team_tree",
            Scope::All => "all",
        }
    }

    /// The scope of a word.
    pub fn from_word(word: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.word() == word)
    }
}

impl Rights {
    /// Everything on every object.
    pub fn administrator() -> Rights {
        Rights { administrator: true, ..Rights::default() }
    }

    /// What one role allows; fields that it does not name are open.
    pub fn of_role(
        grants: impl IntoIterator<Item = Grant>,
        levels: impl IntoIterator<Item = (String, String, Level)>,
    ) -> Rights {
        let mut rights = Rights::default();
        for grant in grants {
            let scope =
                rights.scopes.entry(grant.object).or_default().entry(grant.verb).or_insert(Scope::None);
            *scope = (*scope).max(grant.scope);
        }
        for (object, field, level) in levels {
            rights.levels.entry(object).or_default().insert(field, level);
        }
        rights
    }

    /// What two sets of roles allow together. A field is as open as in the more open role that reads its object.
    pub fn and_also(mut self, other: &Rights) -> Rights {
        self.administrator |= other.administrator;
        let mut merged: HashMap<String, HashMap<String, Level>> = HashMap::new();
        for (object, fields) in self.levels.iter().chain(&other.levels) {
            for (field, level) in fields {
                let level = match (self.own_level(object, field), other.own_level(object, field)) {
                    (Some(one), Some(two)) => one.max(two),
                    (Some(one), None) | (None, Some(one)) => one,
                    (None, None) => *level,
                };
                let known = merged.entry(object.clone()).or_default().entry(field.clone()).or_insert(level);
                *known = level.max(*known);
            }
        }
        self.levels = merged;
        for (object, verbs) in &other.scopes {
            for (verb, scope) in verbs {
                let mine = self.scopes.entry(object.clone()).or_default().entry(*verb).or_insert(Scope::None);
                *mine = (*mine).max(*scope);
            }
        }
        self
    }

    /// May do everything.
    pub fn is_administrator(&self) -> bool {
        self.administrator
    }

    /// The widest scope for a verb on an object.
    pub fn scope(&self, object: &str, verb: Verb) -> Scope {
        if self.administrator {
            return Scope::All;
        }
        self.scopes.get(object).and_then(|verbs| verbs.get(&verb)).copied().unwrap_or(Scope::None)
    }

    /// How open a field is.
    pub fn level(&self, object: &str, field: &str) -> Level {
        if self.administrator {
            return Level::Write;
        }
        self.levels.get(object).and_then(|fields| fields.get(field)).copied().unwrap_or(Level::Write)
    }

    /// No field of the object is closed.
    pub fn all_fields_open(&self, object: &str) -> bool {
        self.administrator || !self.levels.contains_key(object)
    }

    fn own_level(&self, object: &str, field: &str) -> Option<Level> {
        if self.administrator {
            return Some(Level::Write);
        }
        let reads = self.scope(object, Verb::Read) > Scope::None;
        reads.then(|| self.level(object, field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(object: &str, verb: Verb, scope: Scope, levels: &[(&str, Level)]) -> Rights {
        Rights::of_role(
            [Grant { object: object.to_owned(), verb, scope }],
            levels.iter().map(|(field, level)| (object.to_owned(), (*field).to_owned(), *level)),
        )
    }

    #[test]
    fn two_roles_allow_what_either_allows() {
        let narrow =
            role("customer", Verb::Read, Scope::Own, &[("phone", Level::Hidden), ("email", Level::Mask)]);
        let wide = role("customer", Verb::Read, Scope::Team, &[("phone", Level::Read)]);
        let both = narrow.and_also(&wide);
        assert_eq!(both.scope("customer", Verb::Read), Scope::Team);
        assert_eq!(both.scope("customer", Verb::Delete), Scope::None);
        assert_eq!(both.level("customer", "phone"), Level::Read);
        assert_eq!(both.level("customer", "email"), Level::Write);
    }

    #[test]
    fn a_role_that_may_only_create_opens_no_field() {
        let sales = role("customer", Verb::Read, Scope::All, &[("phone", Level::Mask)]);
        let intake = role("customer", Verb::Create, Scope::All, &[("phone", Level::Read)]);
        assert_eq!(sales.clone().and_also(&intake).level("customer", "phone"), Level::Mask);
        assert_eq!(intake.and_also(&sales).level("customer", "phone"), Level::Mask);
    }

    #[test]
    fn a_role_that_does_not_see_the_object_opens_no_field_of_it() {
        let sales = role("customer", Verb::Read, Scope::All, &[("phone", Level::Mask)]);
        let stock = role("product", Verb::Read, Scope::All, &[]);
        assert_eq!(sales.and_also(&stock).level("customer", "phone"), Level::Mask);
    }
}
