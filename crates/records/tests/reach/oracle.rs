use crate::town::{Placed, Town};
use crate::world::{ACTIONS, Expiry, FIELDS, GRANTED, Level, Member, World};
use value::Id;

/// Who may do what, worked out a second time and in another way.
pub struct Oracle<'a> {
    pub world: &'a World,
    pub town: &'a Town,
}

const NONE: usize = 0;
const POOL: usize = 1;
const SUBORDINATES: usize = 3;
const TEAM: usize = 4;
const TEAM_TREE: usize = 5;
const ALL: usize = 6;

impl Oracle<'_> {
    /// Whether somebody may do something with a row. What he cannot read he can do nothing with.
    pub fn may(&self, person: usize, action: &str, row: &Placed) -> bool {
        self.rule(person, action, row) && (action == "read" || self.rule(person, "read", row))
    }

    /// How open a field of customers is: 0 hidden, 1 masked, 2 read, 3 written.
    pub fn level(&self, person: usize, field: &str) -> usize {
        let reading = self.world.people[person]
            .roles
            .iter()
            .filter(|role| self.granted(**role, "customer", "read") > NONE);
        let level = |role: &usize| {
            let lines = self.world.last_levels();
            let line = lines.iter().find(|(of, name, _)| of == role && FIELDS[*name] == field);
            line.map_or(3, |(_, _, level)| *level)
        };
        reading.map(level).max().unwrap_or(0)
    }

    /// The membership that a row is.
    pub fn membership(&self, id: Id) -> Option<&Member> {
        let place = self.town.of("record_member").iter().position(|row| row.id == id)?;
        Some(&self.town.members[place].1)
    }

    pub fn is_membership_of(&self, person: usize, row: &Placed) -> bool {
        self.membership(row.id).is_some_and(|member| member.person % self.world.people.len() == person)
    }

    fn rule(&self, person: usize, action: &str, row: &Placed) -> bool {
        match row.object {
            "customer" | "contact" | "order" | "activity" => self.owned(person, action, row),
            "product" => self.scope(person, "product", action) > NONE,
            "saved_view" => row.owner == Some(person),
            "order_line" | "preference" | "record_member" => {
                let with_parent = if matches!(action, "read" | "export") { action } else { "update" };
                self.rule(person, with_parent, self.parent(row))
            }
            "comment" => matches!(action, "read" | "export") && self.rule(person, action, self.parent(row)),
            other => panic!("the oracle knows nothing of {other}"),
        }
    }

    fn parent(&self, row: &Placed) -> &Placed {
        self.town.row(row.parent.unwrap()).unwrap()
    }

    fn owned(&self, person: usize, action: &str, row: &Placed) -> bool {
        let scope = self.scope(person, row.object, action);
        let (people, teams) = (&self.world.people, self.world.teams.len());
        let own_team = people[person].team.map(|team| team % teams);
        let same_team = own_team.is_some() && row.team == own_team;
        let below = |team: Option<usize>| {
            let mut at = team;
            while let Some(team) = at {
                if Some(team) == own_team {
                    return true;
                }
                at = self.world.teams[team];
            }
            false
        };
        let reports = |owner: Option<usize>| {
            let mut at = owner;
            while let Some(one) = at {
                if one == person {
                    return true;
                }
                at = people[one].manager;
            }
            false
        };
        if scope == NONE {
            return false;
        }
        let by_scope = match scope {
            ALL => true,
            POOL => false,
            SUBORDINATES => reports(row.owner),
            TEAM => same_team || row.owner == Some(person),
            TEAM_TREE => (own_team.is_some() && below(row.team)) || row.owner == Some(person),
            _ => row.owner == Some(person),
        };
        let in_pool = action == "read" && row.object == "customer" && row.owner.is_none();
        by_scope || in_pool || self.is_member(person, action, row)
    }

    fn is_member(&self, person: usize, action: &str, row: &Placed) -> bool {
        self.town.members.iter().any(|(record, member)| {
            *record == row.id
                && member.person % self.world.people.len() == person
                && member.expiry != Expiry::Yesterday
                && (matches!(action, "read" | "export") || member.level == Level::Write)
        })
    }

    fn scope(&self, person: usize, object: &str, action: &str) -> usize {
        self.world.people[person]
            .roles
            .iter()
            .map(|role| self.granted(*role, object, action))
            .max()
            .unwrap_or(NONE)
    }

    fn granted(&self, role: usize, object: &str, action: &str) -> usize {
        let grants = self.world.grants.iter();
        grants
            .filter(|grant| {
                grant.role == role && GRANTED[grant.object] == object && ACTIONS[grant.action] == action
            })
            .map(|grant| grant.scope)
            .max()
            .unwrap_or(NONE)
    }
}
