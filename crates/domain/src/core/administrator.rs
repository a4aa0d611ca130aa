use formula::Condition;
use records::{Checked, Error, Query, Work};
use std::collections::HashSet;
use value::{Id, Value};

const REASON: &str = "look for administrators";
const PAGE: u64 = 500;

/// Nobody locks himself out.
pub(super) fn keep_own_account(work: &mut Work<'_, '_>, checked: &Checked) -> Result<(), Error> {
    let own = work.actor().user == Some(checked.id());
    let leaves = checked.is_deletion() || (checked.changes("active") && !checked.get("active").is_true());
    if own && leaves { Err(Error::refused("own_account")) } else { Ok(()) }
}

/// Somebody must be able to let the others in.
pub(super) fn keep_one_among_users(work: &mut Work<'_, '_>, checked: &Checked) -> Result<(), Error> {
    let touched = checked.is_deletion() || checked.changes("active") || checked.changes("roles");
    if checked.is_creation() || !touched {
        return Ok(());
    }
    let powerful = powerful_roles(work)?;
    let holds = |roles: &Value| roles.ids().iter().any(|role| powerful.contains(role));
    let was = checked.before("active").is_true() && holds(checked.before("roles"));
    let will = !checked.is_deletion() && checked.get("active").is_true() && holds(checked.get("roles"));
    if !was || will {
        return Ok(());
    }
    someone_holds(work, &powerful, Some(checked.id()))
}

pub(super) fn keep_one_among_roles(work: &mut Work<'_, '_>, checked: &Checked) -> Result<(), Error> {
    let was = checked.before("administrator").is_true();
    let will = !checked.is_deletion() && checked.get("administrator").is_true();
    if checked.is_creation() || !was || will {
        return Ok(());
    }
    let mut powerful = powerful_roles(work)?;
    powerful.remove(&checked.id());
    someone_holds(work, &powerful, None)
}

fn powerful_roles(work: &mut Work<'_, '_>) -> Result<HashSet<Id>, Error> {
    let query = Query::of("role")
        .filter(Condition::eq("administrator", Value::Boolean(true)))
        .fields(&["name"])
        .limit(PAGE);
    Ok(work.find_beyond_reach(REASON, &query)?.records.iter().map(|role| role.id()).collect())
}

fn someone_holds(work: &mut Work<'_, '_>, powerful: &HashSet<Id>, except: Option<Id>) -> Result<(), Error> {
    let query = Query::of("user")
        .filter(Condition::eq("active", Value::Boolean(true)))
        .fields(&["roles"])
        .limit(PAGE);
    let mut cursor: Option<String> = None;
    loop {
        let asked = match &cursor {
            None => query.clone(),
            Some(cursor) => query.clone().cursor(cursor),
        };
        let page = work.find_beyond_reach(REASON, &asked)?;
        let found = page.records.iter().any(|user| {
            Some(user.id()) != except && user.get("roles").ids().iter().any(|role| powerful.contains(role))
        });
        if found {
            return Ok(());
        }
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Err(Error::refused("last_administrator"));
        }
    }
}
