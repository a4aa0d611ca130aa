use crate::actor::{Actor, Membership};
use crate::rights::{Scope, Verb};
use catalog::{Access, Catalog, OWNER, Object};
use value::{Date, Id};

/// The rows of an object that somebody may touch with a verb. Made only here; every select, update, delete and count
/// carries one. It can be narrowed by further conditions, never widened.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reach {
    object: String,
    clause: Clause,
}

/// What a reach says, for the crate that prints SQL.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Clause {
    /// Every row.
    Everything,
    /// Rows of these owners or departments, of nobody if the pool is open, and rows shared with a member.
    Owned {
        /// Owners whose rows count.
        owners: Vec<Id>,
        /// Departments whose rows count.
        teams: Vec<Id>,
        /// Rows without owner count.
        pool: Pool,
        /// Rows with this member count.
        member: Option<Membership>,
    },
    /// Rows of one user, and rows that their share field opens to the user's departments or to all.
    Private {
        /// Who asks.
        user: Id,
        /// Choice field private/team/all.
        share: Option<String>,
        /// Department whose shared rows count.
        team: Option<Id>,
    },
    /// Rows that each of these holds.
    Each(Vec<Reach>),
    /// Rows whose reference points to a row that can be reached.
    Parent {
        /// The reference field.
        field: String,
        /// What can be reached of each object that it may point to.
        parents: Vec<Reach>,
        /// Only rows made by this user count.
        only_by: Option<Id>,
        /// Rows that point to nothing count for the one who made them.
        orphans_of: Option<Id>,
    },
}

/// Whether rows without owner count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pool {
    Open,
    Closed,
}

impl Reach {
    /// Object that it is about.
    pub fn object(&self) -> &str {
        &self.object
    }

    /// What it says.
    pub fn clause(&self) -> &Clause {
        &self.clause
    }

    /// Holds every row of the object.
    pub fn is_everything(&self) -> bool {
        self.clause == Clause::Everything
    }

    /// Certainly holds no row that the other does not hold.
    fn lies_within(&self, other: &Reach) -> bool {
        match (&self.clause, &other.clause) {
            (_, Clause::Everything) => true,
            (Clause::Each(list), _) => list.iter().any(|part| part.lies_within(other)),
            (
                Clause::Owned { owners, teams, pool, member },
                Clause::Owned { owners: all_owners, teams: all_teams, pool: wide_pool, member: reader },
            ) => {
                owners.iter().all(|owner| all_owners.contains(owner))
                    && teams.iter().all(|team| all_teams.contains(team))
                    && (*pool == Pool::Closed || *wide_pool == Pool::Open)
                    && (member.is_none() || reader.is_some())
            }
            (Clause::Private { share, .. }, Clause::Private { share: wide, .. }) => {
                share.is_none() || share == wide
            }
            (
                Clause::Parent { parents, orphans_of, .. },
                Clause::Parent { parents: wide, only_by, orphans_of: wide_orphans, .. },
            ) => {
                only_by.is_none()
                    && (orphans_of.is_none() || orphans_of == wide_orphans)
                    && parents.iter().all(|parent| {
                        wide.iter().any(|known| known.object == parent.object && parent.lies_within(known))
                    })
            }
            (
                Clause::Everything | Clause::Owned { .. } | Clause::Private { .. } | Clause::Parent { .. },
                Clause::Owned { .. } | Clause::Private { .. } | Clause::Parent { .. } | Clause::Each(_),
            ) => false,
        }
    }
}

/// The one rule of what an actor may touch; none means that the verb is forbidden on the whole object. What cannot be read
/// can be neither changed nor taken out.
pub fn reach(actor: &Actor, verb: Verb, object: &Object, catalog: &Catalog, today: Date) -> Option<Reach> {
    let own = reach_at_depth(actor, verb, object, catalog, today, 0)?;
    match verb {
        Verb::Create | Verb::Read => Some(own),
        Verb::Update | Verb::Delete | Verb::Export => {
            let seen = reach_at_depth(actor, Verb::Read, object, catalog, today, 0)?;
            if own.lies_within(&seen) {
                return Some(own);
            }
            Some(Reach { object: own.object.clone(), clause: Clause::Each(vec![own, seen]) })
        }
    }
}

fn reach_at_depth(
    actor: &Actor,
    verb: Verb,
    object: &Object,
    catalog: &Catalog,
    today: Date,
    depth: usize,
) -> Option<Reach> {
    let made = |clause| Some(Reach { object: object.name.clone(), clause });
    if actor.is_system() {
        return made(Clause::Everything);
    }
    let user = actor.user?;
    match &object.access {
        Access::System => None,
        Access::Shared => match actor.rights.scope(&object.name, verb) {
            Scope::None => None,
            Scope::Pool | Scope::Own | Scope::Subordinates | Scope::Team | Scope::TeamTree | Scope::All => {
                made(Clause::Everything)
            }
        },
        Access::Private { share } => {
            let share = match verb {
                Verb::Read | Verb::Export => share.clone(),
                Verb::Create | Verb::Update | Verb::Delete => None,
            };
            made(Clause::Private { user, share, team: actor.team })
        }
        Access::Owned => {
            let scope = actor.rights.scope(&object.name, verb);
            if scope == Scope::All {
                return made(Clause::Everything);
            }
            owned(actor, user, scope, verb, object, today).and_then(made)
        }
        Access::Parent(field) => {
            if depth > 3 {
                return None;
            }
            let reference = object.field(field)?;
            let readers = object.readers_write && actor.rights.scope(&object.name, verb) >= Scope::None;
            let parent_verb = match verb {
                Verb::Read | Verb::Export => verb,
                Verb::Create | Verb::Update | Verb::Delete if readers => Verb::Read,
                Verb::Create | Verb::Update | Verb::Delete => Verb::Update,
            };
            let parents: Vec<Reach> = catalog
                .objects()
                .iter()
                .filter(|parent| match reference.to.is_empty() {
                    true => {
                        parent.name != object.name
                            && !matches!(parent.access, Access::Parent(_) | Access::System)
                    }
                    false => reference.to.contains(&parent.name),
                })
                .filter_map(|parent| reach_at_depth(actor, parent_verb, parent, catalog, today, depth + 1))
                .collect();
            let orphans_of = (!reference.required).then_some(user);
            if parents.is_empty() && orphans_of.is_none() {
                return None;
            }
            let changes = matches!(verb, Verb::Update | Verb::Delete);
            let only_by =
                (object.readers_write && changes && !actor.rights.is_administrator()).then_some(user);
            if parents.len() == 1
                && reference.required
                && only_by.is_none()
                && parents.iter().all(Reach::is_everything)
            {
                return made(Clause::Everything);
            }
            made(Clause::Parent { field: field.clone(), parents, only_by, orphans_of })
        }
    }
}

fn owned(actor: &Actor, user: Id, scope: Scope, verb: Verb, object: &Object, today: Date) -> Option<Clause> {
    let mut owners = vec![user];
    let mut teams = Vec::new();
    match scope {
        Scope::None => return None,
        Scope::Pool => owners.clear(),
        Scope::Own | Scope::All => {}
        Scope::Subordinates => owners.extend(&actor.subordinates),
        Scope::Team => teams.extend(actor.team),
        Scope::TeamTree => teams.extend(&actor.team_tree),
    }
    let reads = matches!(verb, Verb::Read);
    let pool = if reads && object.pool && object.field(OWNER).is_some() { Pool::Open } else { Pool::Closed };
    Some(Clause::Owned { owners, teams, pool, member: actor.membership(verb, today) })
}
