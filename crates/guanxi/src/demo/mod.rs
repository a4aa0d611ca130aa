//! The invented company of crate `sample`, told to the records day by day, so that every record is as old as it should be.

mod days;
mod doings;
mod goods;
mod people;
mod portfolio;
mod sheets;

pub use sheets::write_sheets;

use crate::demo::days::{Day, days};
use anyhow::{Context, Result};
use identity::Identity;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};
use records::{Clock, Condition, Draft, Error, Query, Records, Work};
use sample::Company;
use serde_json::Value as Json;
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use value::{Currency, Id, Money, Timestamp, Value};

pub const PASSWORD: &str = "guanxi-demo-2026";
const SEED: u64 = 1;
/// Records of a day become known at the end of the working day.
const EVENING: Time = Time::constant(18, 30, 0, 0);
/// Mentions that are older have been read long ago.
const UNREAD: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Ids of what is told already, by index in the sample.
#[derive(Default)]
pub(crate) struct Told {
    pub teams: Vec<Id>,
    pub roles: Vec<Id>,
    pub users: Vec<Id>,
    pub tags: Vec<Id>,
    pub categories: Vec<Id>,
    pub products: Vec<Id>,
    pub customers: Vec<Id>,
    pub contacts: Vec<Id>,
    pub orders: Vec<Id>,
}

/// Somebody who can sign in, for the greeting.
pub struct SignIn {
    pub email: String,
    pub who: String,
}

/// The clock that filling begins with, the day before the first customer; it is moved along with the days.
pub fn beginning(today: Date) -> Clock {
    let customers = sample::company(SEED, today).customers;
    let first = customers.iter().map(|customer| customer.created_on).min().unwrap_or(today);
    Clock::fixed(moment(first.saturating_sub(1.day()).at(8, 0, 0, 0), &zone()))
}

pub fn zone() -> TimeZone {
    TimeZone::get("Asia/Shanghai").unwrap_or(TimeZone::UTC)
}

pub fn is_empty(records: &Records) -> Result<bool, Error> {
    Ok(records.as_system("look for the first user").find(&Query::of("user").limit(1))?.records.is_empty())
}

/// Tells the whole sample to empty records.
pub fn fill(records: &Records, identity: &Identity, now: Timestamp) -> Result<()> {
    let today = now.to_zoned(zone()).date();
    let company = Arc::new(sample::company(SEED, today));
    settle(records, &company)?;
    let door = records.as_system("fill the demo company").because("demo company");
    let teller = Teller { clock: records.clock().clone(), company: company.clone(), now };
    let mut told = {
        let teller = teller.clone();
        door.transaction(move |work| teller.begin(work)).context("people and goods")?
    };
    let months = months(days(&company));
    let count = months.len();
    for (number, month) in months.into_iter().enumerate() {
        let (teller, before) = (teller.clone(), told);
        told = door
            .transaction(move |work| teller.tell(work, before, &month))
            .with_context(|| format!("month {number}"))?;
        progress(number + 1, count);
    }
    portfolio::join(&door, &company, &told)?;
    let heard = doings::comments(records, &teller, &told, now - UNREAD)?;
    worker::begin_after(records, heard)?;
    teller.move_to(now);
    for (user, id) in company.users.iter().zip(&told.users) {
        identity.set_password(*id, PASSWORD).context(user.email)?;
    }
    Ok(())
}

/// The people of the demo company, with their roles.
pub fn sign_ins(records: &Records) -> Result<Vec<SignIn>, Error> {
    let door = records.as_system("greet with the sign-ins of the demo");
    let users = door.find(
        &Query::of("user").filter(Condition::eq("active", Value::Boolean(true))).sort("id").limit(20),
    )?;
    let mut list = Vec::new();
    for user in users.records {
        let roles: Vec<(String, Id)> =
            user.get("roles").ids().into_iter().map(|role| ("role".to_owned(), role)).collect();
        let mut names: Vec<String> = door.titles(&roles)?.into_values().collect();
        names.sort();
        list.push(SignIn {
            email: user.text("email").to_owned(),
            who: format!("{}: {}", user.title(), names.join(", ")),
        });
    }
    Ok(list)
}

/// Tells the sample to the records and keeps the clock.
#[derive(Clone)]
pub(crate) struct Teller {
    clock: Clock,
    pub company: Arc<Company>,
    now: Timestamp,
}

impl Teller {
    fn begin(&self, work: &mut Work<'_, '_>) -> Result<Told, Error> {
        let mut told = Told::default();
        people::tell(work, &self.company, &mut told)?;
        goods::tell(work, &self.company, &mut told)?;
        Ok(told)
    }

    fn tell(&self, work: &mut Work<'_, '_>, mut told: Told, month: &[Day]) -> Result<Told, Error> {
        for day in month {
            self.move_to(moment(day.date.to_datetime(EVENING), &zone()));
            portfolio::tell(work, &self.company, day, &mut told)?;
            doings::tell(work, &self.company, day, &mut told)?;
        }
        Ok(told)
    }

    /// Never beyond the real moment.
    pub fn move_to(&self, wanted: Timestamp) {
        let wanted = wanted.min(self.now);
        self.clock.advance(wanted.as_second() - self.clock.now().as_second());
    }
}

fn settle(records: &Records, company: &Company) -> Result<()> {
    for (key, value) in [
        ("company.name", company.name),
        ("company.currency", company.currency),
        ("company.time_zone", company.time_zone),
        ("company.language", "zh-Hans"),
        ("company.locale", "zh-CN"),
    ] {
        records.set_setting(key, Json::from(value))?;
    }
    Ok(())
}

/// One transaction a month: few enough to be fast, small enough not to be long.
fn months(days: Vec<Day>) -> Vec<Vec<Day>> {
    let mut months: Vec<Vec<Day>> = Vec::new();
    for day in days {
        match months.last_mut() {
            Some(month) if month[0].date.first_of_month() == day.date.first_of_month() => month.push(day),
            Some(_) | None => months.push(vec![day]),
        }
    }
    months
}

fn progress(done: usize, all: usize) {
    let mut err = std::io::stderr();
    // A terminal that is gone need not be told.
    let _ = match err.is_terminal() {
        true => write!(
            err,
            "\rfilling the demo company: month {done} of {all}{}",
            if done == all { "\n" } else { "" }
        ),
        false if done == all => writeln!(err, "filled the demo company: {all} months"),
        false => Ok(()),
    };
}

pub(crate) fn moment(at: DateTime, zone: &TimeZone) -> Timestamp {
    zone.to_timestamp(at).unwrap_or(Timestamp::UNIX_EPOCH)
}

pub(crate) fn fen(amount: i64) -> Option<Value> {
    Some(Value::Money(Money::new(amount, Currency::CNY)))
}

/// A draft of an object from what there is to say about its fields.
pub(crate) fn draft<const N: usize>(object: &str, fields: [(&str, Option<Value>); N]) -> Draft {
    fields.into_iter().fold(Draft::new(object), |draft, (field, value)| match value {
        Some(value) => draft.set(field, value),
        None => draft,
    })
}

pub(crate) fn text(words: impl Into<String>) -> Option<Value> {
    Some(Value::text(words))
}

pub(crate) fn words(words: Option<impl Into<String>>) -> Option<Value> {
    words.map(Value::text)
}

pub(crate) fn link(ids: &[Id], index: usize) -> Option<Value> {
    ids.get(index).copied().map(Value::Id)
}

pub(crate) fn links(ids: &[Id], indexes: &[usize]) -> Option<Value> {
    Some(Value::List(indexes.iter().filter_map(|index| link(ids, *index)).collect()))
}
