use crate::alert::NO_LONGER_HOLDS;
use crate::amount::Amount;
use crate::sight::readable;
use formula::{Condition, week_of};
use jiff::tz::TimeZone;
use records::{Door, Error, GroupBy, Query};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use value::{Date, Id, Value};

/// What lies on whose desk, within the reach of whoever asks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Team {
    /// The Monday from which things done are counted.
    pub week_from: String,
    /// Who has most at stake comes first; without an id: customers of nobody.
    pub people: Vec<Person>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Person {
    pub id: Option<String>,
    pub name: String,
    /// Whom he looks after.
    pub customers: u64,
    /// Open alerts, and what they are worth.
    pub open: u64,
    pub at_stake: Option<Amount>,
    pub tasks: u64,
    pub overdue: u64,
    /// This week.
    pub done_alerts: u64,
    pub done_tasks: u64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Desk {
    customers: u64,
    open: u64,
    at_stake: i128,
    tasks: u64,
    overdue: u64,
    done_alerts: u64,
    done_tasks: u64,
}

/// Customers asked for in one query.
const CHUNK: usize = 500;

/// The desks of everybody who has customers or something on his. An alert lies with whom it was handed to, else with the owner of
/// its customer.
pub fn team(door: &Door) -> Result<Team, Error> {
    let company = door.records().company();
    let zone = TimeZone::get(&company.time_zone).unwrap_or(TimeZone::UTC);
    let today = door.records().clock().now().to_zoned(zone.clone()).date();
    let first = week_of(today, company.first_weekday()).map_or(today, |(first, _)| first);
    let week = first.to_zoned(zone).map(|begin| begin.timestamp()).unwrap_or_default();
    let mut desks: BTreeMap<Option<Id>, Desk> = BTreeMap::new();
    for (person, count) in counts(door, Query::of("customer"), "owner")? {
        desks.entry(person).or_default().customers = count;
    }
    open_alerts(door, &mut desks)?;
    let done_lately = Condition::all([
        Condition::eq("status", Value::text("done")),
        Condition::gte("updated_at", Value::Moment(week)),
        Condition::any([
            Condition::is_null("outcome", true),
            Condition::ne("outcome", Value::text(NO_LONGER_HOLDS)),
        ]),
    ]);
    for (person, count) in counts(door, Query::of("alert").filter(done_lately), "updated_by")? {
        desks.entry(person).or_default().done_alerts = count;
    }
    if door.catalog().object("task").is_some() {
        tasks(door, today, Value::Moment(week), &mut desks)?;
    }
    desks.retain(|person, desk| person.is_some() || desk.open > 0);
    Ok(Team { week_from: first.to_string(), people: people(door, desks)? })
}

fn open_alerts(door: &Door, desks: &mut BTreeMap<Option<Id>, Desk>) -> Result<(), Error> {
    let seen = readable(door, "alert", &["customer", "assignee", "at_stake"]);
    let place = |name: &str| seen.iter().position(|field| *field == name);
    let (customer, assignee, at_stake) = (place("customer"), place("assignee"), place("at_stake"));
    let Some(customer) = customer else { return Ok(()) };
    let mut alerts: Vec<(Id, Option<Id>, i64)> = Vec::new();
    let open = Condition::eq("status", Value::text("open"));
    door.columns(&Query::of("alert").fields(&seen).filter(open).sort("id"), &mut |row| {
        let id = |place: Option<usize>| place.and_then(|place| row[place].as_id());
        let stake = at_stake.and_then(|place| row[place].as_money()).map_or(0, |money| money.minor);
        if let Some(of) = id(Some(customer)) {
            alerts.push((of, id(assignee), stake));
        }
        Ok(())
    })?;
    let mut customers: Vec<Id> = alerts.iter().map(|alert| alert.0).collect();
    customers.sort_unstable();
    customers.dedup();
    let mut owner_of: HashMap<Id, Id> = HashMap::new();
    for chunk in customers.chunks(CHUNK) {
        let query = Query::of("customer").fields(&["id", "owner"]).ids(chunk.to_vec());
        door.columns(&query, &mut |row| {
            owner_of.extend(row[0].as_id().zip(row[1].as_id()));
            Ok(())
        })?;
    }
    for (customer, assignee, stake) in alerts {
        let desk = desks.entry(assignee.or_else(|| owner_of.get(&customer).copied())).or_default();
        desk.open += 1;
        desk.at_stake += i128::from(stake);
    }
    Ok(())
}

fn tasks(door: &Door, today: Date, week: Value, desks: &mut BTreeMap<Option<Id>, Desk>) -> Result<(), Error> {
    let open = || Condition::in_("status", ["not_started", "started", "deferred"].map(Value::text).to_vec());
    let late = Condition::all([open(), Condition::lt("due_on", Value::Date(today))]);
    let done =
        Condition::all([Condition::eq("status", Value::text("completed")), Condition::gte("done_at", week)]);
    for (person, count) in counts(door, Query::of("task").filter(open()), "owner")? {
        desks.entry(person).or_default().tasks = count;
    }
    for (person, count) in counts(door, Query::of("task").filter(late), "owner")? {
        desks.entry(person).or_default().overdue = count;
    }
    for (person, count) in counts(door, Query::of("task").filter(done), "owner")? {
        desks.entry(person).or_default().done_tasks = count;
    }
    Ok(())
}

/// Who may not read an object has none of them on his desk.
fn counts(door: &Door, query: Query, by: &str) -> Result<Vec<(Option<Id>, u64)>, Error> {
    let group = GroupBy { field: by.to_owned(), bucket: None };
    match door.aggregate(&query, &[group], &[]) {
        Ok(groups) => {
            Ok(groups.into_iter().map(|group| (group.group[0].as_id(), group.count.unsigned_abs())).collect())
        }
        Err(Error::Forbidden) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn people(door: &Door, desks: BTreeMap<Option<Id>, Desk>) -> Result<Vec<Person>, Error> {
    let ids: Vec<(String, Id)> = desks.keys().flatten().map(|id| ("user".to_owned(), *id)).collect();
    let names = door.titles(&ids)?;
    let currency = door.records().company().currency;
    let tells = readable(door, "alert", &["at_stake"]).len() == 1;
    let prefix = door.catalog().object("user").map_or("usr", |object| object.prefix.as_str());
    let mut desks: Vec<(Option<Id>, Desk)> = desks.into_iter().collect();
    desks.sort_by(|(_, a), (_, b)| b.at_stake.cmp(&a.at_stake).then(b.open.cmp(&a.open)));
    let person = |(id, desk): (Option<Id>, Desk)| Person {
        id: id.map(|id| id.with_prefix(prefix)),
        name: id.and_then(|id| names.get(&("user".to_owned(), id)).cloned()).unwrap_or_default(),
        customers: desk.customers,
        open: desk.open,
        at_stake: tells.then(|| Amount::of_sum(desk.at_stake, currency)),
        tasks: desk.tasks,
        overdue: desk.overdue,
        done_alerts: desk.done_alerts,
        done_tasks: desk.done_tasks,
    };
    Ok(desks.into_iter().map(person).collect())
}
