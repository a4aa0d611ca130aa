use crate::rights::{Rights, Verb};
use catalog::Language;
use std::sync::Arc;
use value::{Date, Id};

/// Somebody who asks: a person with roles, or the program itself with a reason.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The user; none for the program.
    pub user: Option<Id>,
    /// Name for logs.
    pub name: String,
    /// People who report to the user, at any depth.
    pub subordinates: Vec<Id>,
    /// The user's department.
    pub team: Option<Id>,
    /// The user's department and all below it.
    pub team_tree: Vec<Id>,
    /// What the roles allow.
    pub rights: Arc<Rights>,
    /// For texts that the server writes.
    pub language: Language,
    /// IANA name, for 'today'.
    pub time_zone: String,
    /// Why the program acts by itself.
    pub reason: Option<&'static str>,
    /// The only role that counts, for tokens.
    pub limited_to: Option<Id>,
}

/// Access that a record's own list of members gives.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Membership {
    /// The member.
    pub user: Id,
    /// For changing, and not only for reading.
    pub writes: Writes,
    /// Memberships that ended before this day do not count.
    pub today: Date,
}

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Writes {
    Yes,
    No,
}

impl Actor {
    /// The program itself.
    pub fn system(reason: &'static str) -> Actor {
        Actor {
            user: None,
            name: "system".to_owned(),
            subordinates: Vec::new(),
            team: None,
            team_tree: Vec::new(),
            rights: Arc::new(Rights::administrator()),
            language: Language::En,
            time_zone: "UTC".to_owned(),
            reason: Some(reason),
            limited_to: None,
        }
    }

    /// Acts for the program and not for a person.
    pub fn is_system(&self) -> bool {
        self.reason.is_some()
    }

    /// Writing verbs need a writing membership.
    pub(crate) fn membership(&self, verb: Verb, today: Date) -> Option<Membership> {
        let writes = match verb {
            Verb::Read | Verb::Export => Writes::No,
            Verb::Create | Verb::Update | Verb::Delete => Writes::Yes,
        };
        self.user.map(|user| Membership { user, writes, today })
    }
}
