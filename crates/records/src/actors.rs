use crate::error::Error;
use crate::{Query, Record, Records};
use access::{Actor, Grant, Level, Rights, Scope, Verb};
use catalog::Language;
use formula::Condition;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use value::{Id, Value};

/// A user, and the only role that counts when a token names one.
type Asker = (Id, Option<Id>);

/// The people who asked lately, with what their roles allow.
#[derive(Default)]
pub(crate) struct Roster {
    known: Mutex<HashMap<Asker, Arc<Actor>>>,
    forgotten: AtomicU64,
}

impl Roster {
    pub fn actor(&self, records: &Records, user: Id) -> Result<Arc<Actor>, Error> {
        self.find(records, user, None)
    }

    pub fn limited(&self, records: &Records, user: Id, role: Id) -> Result<Arc<Actor>, Error> {
        self.find(records, user, Some(role))
    }

    pub fn forget(&self) {
        let mut known = self.known.lock();
        self.forgotten.fetch_add(1, Ordering::AcqRel);
        known.clear();
    }

    fn find(&self, records: &Records, user: Id, role: Option<Id>) -> Result<Arc<Actor>, Error> {
        if let Some(actor) = self.known.lock().get(&(user, role)) {
            return Ok(actor.clone());
        }
        let before = self.forgotten.load(Ordering::Acquire);
        let actor = Arc::new(load(records, user, role)?);
        let mut known = self.known.lock();
        if self.forgotten.load(Ordering::Acquire) == before {
            known.insert((user, role), actor.clone());
        }
        Ok(actor)
    }
}

fn load(records: &Records, user: Id, only: Option<Id>) -> Result<Actor, Error> {
    let door = records.as_system("work out what somebody may do");
    let person = match door.get("user", user) {
        Ok(person) if person.get("active").is_true() && !person.is_deleted() => person,
        Ok(_) | Err(Error::NotFound) => return Err(Error::Unauthenticated),
        Err(other) => return Err(other),
    };
    let held = person.get("roles").ids();
    let counted: Vec<Id> = match only {
        Some(role) if held.contains(&role) || holds_administrator(records, &held)? => vec![role],
        Some(_) => Vec::new(),
        None => held,
    };
    let mut rights = Rights::default();
    for role in counted {
        rights = rights.and_also(&rights_of(records, role)?);
    }
    let mut people = Vec::new();
    door.each(&Query::of("user").fields(&["manager"]), &mut |record| {
        people.push((record.id(), record.get("manager").as_id()));
        Ok(())
    })?;
    let mut teams = Vec::new();
    door.each(&Query::of("team").fields(&["parent"]), &mut |record| {
        teams.push((record.id(), record.get("parent").as_id()));
        Ok(())
    })?;
    let team = person.get("team").as_id();
    let mut team_tree: Vec<Id> = team.into_iter().collect();
    if let Some(team) = team {
        team_tree.extend(below(&teams, team));
    }
    Ok(Actor {
        user: Some(user),
        name: person.title(),
        subordinates: below(&people, user),
        team,
        team_tree,
        rights: Arc::new(rights),
        language: Language::from_tag(person.text("language")).unwrap_or(Language::En),
        time_zone: match person.text("time_zone") {
            "" => records.company().time_zone.clone(),
            zone => zone.to_owned(),
        },
        reason: None,
        limited_to: only,
    })
}

fn holds_administrator(records: &Records, roles: &[Id]) -> Result<bool, Error> {
    for role in roles {
        if rights_of(records, *role)?.is_administrator() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn rights_of(records: &Records, role: Id) -> Result<Rights, Error> {
    let door = records.as_system("work out what somebody may do");
    let record: Record = match door.get("role", role) {
        Ok(record) if !record.is_deleted() => record,
        Ok(_) | Err(Error::NotFound) => return Ok(Rights::default()),
        Err(other) => return Err(other),
    };
    if record.get("administrator").is_true() {
        return Ok(Rights::administrator());
    }
    let of_role = Condition::eq("role", Value::Id(role));
    let mut grants = Vec::new();
    door.each(&Query::of("role_grant").filter(of_role.clone()), &mut |row| {
        if let (Some(verb), Some(scope)) =
            (Verb::from_word(row.text("action")), Scope::from_word(row.text("scope")))
        {
            grants.push(Grant { object: row.text("object").to_owned(), verb, scope });
        }
        Ok(())
    })?;
    let mut levels = Vec::new();
    door.each(&Query::of("role_field").filter(of_role), &mut |row| {
        if let Some(level) = Level::from_word(row.text("level")) {
            levels.push((row.text("object").to_owned(), row.text("field").to_owned(), level));
        }
        Ok(())
    })?;
    Ok(Rights::of_role(grants, levels))
}

/// Everything under a root in a tree given as (node, parent); loops end.
fn below(tree: &[(Id, Option<Id>)], root: Id) -> Vec<Id> {
    let mut found: Vec<Id> = Vec::new();
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        for (child, parent) in tree {
            if *parent == Some(node) && *child != root && !found.contains(child) {
                found.push(*child);
                waiting.push(*child);
            }
        }
    }
    found
}
