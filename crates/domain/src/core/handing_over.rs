use crate::notice::{Notice, tell};
use catalog::Language;
use formula::Condition;
use jiff::ToSpan;
use jiff::tz::TimeZone;
use records::{ChangeKind, Door, Draft, Error, LogEntry, Query, Record};
use value::{Id, Link, Value};

/// How long a colleague keeps sight of a customer whose alert was handed to him.
const DAYS: i32 = 30;

/// Whoever is handed an alert hears of it, and sees its customer for a month if he does not anyway.
pub(super) fn let_the_assignee_in(door: &Door, entry: &LogEntry) -> Result<(), Error> {
    let (Some(id), ChangeKind::Update) = (entry.record, entry.kind) else { return Ok(()) };
    let Some(prefix) = door.catalog().object("user").map(|object| object.prefix.clone()) else {
        return Ok(());
    };
    let handed = entry.changes.iter().find(|change| change.field == "assignee");
    let assignee = handed.and_then(|change| Id::parse(change.after.as_str()?, &prefix).ok());
    let Some(assignee) = assignee.filter(|assignee| Some(*assignee) != entry.actor) else { return Ok(()) };
    let alert = match door.get("alert", id) {
        Err(Error::NotFound) => return Ok(()),
        found => found?,
    };
    let Some(customer) = alert.get("customer").as_id() else { return Ok(()) };
    let his = door.records().as_user(door.records().actor(assignee)?);
    if !his.can_read("customer", customer)? {
        show(door, customer, assignee)?;
    }
    let about = Link { object: "customer".to_owned(), id: customer };
    tell(door, &Notice { entry, to: assignee, kind: "alert", about, text: words })
}

fn show(door: &Door, customer: Id, to: Id) -> Result<(), Error> {
    let zone = TimeZone::get(&door.records().company().time_zone).unwrap_or(TimeZone::UTC);
    let until = door.records().clock().now().to_zoned(zone).date().saturating_add(DAYS.days());
    let link = Value::Link(Link { object: "customer".to_owned(), id: customer });
    let draft = Draft::new("record_member").set("expires_on", Value::Date(until));
    match membership(door, &link, to)? {
        Some(member) => door.update(member.id(), None, draft).map(drop),
        None => {
            let level = Value::text("write");
            door.create(draft.set("record", link).set("user", Value::Id(to)).set("level", level)).map(drop)
        }
    }
}

/// One that has run out is taken up again, so that the same entry read twice makes no second.
fn membership(door: &Door, link: &Value, user: Id) -> Result<Option<Record>, Error> {
    let query = Query::of("record_member")
        .filter(Condition::all([
            Condition::eq("record", link.clone()),
            Condition::eq("user", Value::Id(user)),
        ]))
        .limit(1);
    Ok(door.find(&query)?.records.into_iter().next())
}

fn words(language: Language, who: &str) -> String {
    match language {
        Language::En => format!("{who} handed you a customer to look after"),
        Language::ZhHans => format!("{who}把一位客户转交给你跟进"),
        Language::ZhHant => format!("{who}將一位客戶轉交給你跟進"),
    }
}
