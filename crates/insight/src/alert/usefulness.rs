use super::keeping::NO_LONGER_HOLDS;
use super::wanted::Kind;
use crate::error::Error;
use crate::reading::day_number;
use formula::Condition;
use jiff::tz::TimeZone;
use records::{Door, Query};
use std::collections::HashMap;
use value::{Id, Value, date_from_days};

/// How useful each kind of alert has turned out, for the company and for each person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Usefulness {
    company: HashMap<Kind, Tally>,
    people: HashMap<(Id, Kind), Tally>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Tally {
    useful: f64,
    useless: f64,
}

/// Before anybody has said anything, three of four alerts are taken to be useful ...
const EXPECTED: f64 = 0.75;
/// ... with the weight of so many answers, and what the company says has the weight of so many answers of a person.
const COMPANY_PRIOR: f64 = 8.0;
const PERSON_PRIOR: f64 = 12.0;
/// Answers older than this say nothing of today's alerts.
const REMEMBERED_DAYS: i32 = 365;
/// A hint that told somebody what he knew already was right, only late.
const KNOWN_ALREADY: f64 = 0.5;

impl Usefulness {
    /// From what people did with the alerts of the last year; what closed by itself says nothing.
    pub fn learned(door: &Door, as_of: i32) -> Result<Usefulness, Error> {
        let zone = TimeZone::get(&door.records().company().time_zone).unwrap_or(TimeZone::UTC);
        let mut found = Usefulness::default();
        let Some(since) = date_from_days(i64::from(as_of - REMEMBERED_DAYS)) else { return Ok(found) };
        let since = since.to_zoned(zone.clone()).map(|begin| begin.timestamp()).unwrap_or_default();
        let answered = ["done", "dismissed"].map(Value::text).to_vec();
        let query = Query::of("alert")
            .fields(&["kind", "status", "outcome", "dismissed_as", "updated_by", "updated_at"])
            .filter(Condition::all([
                Condition::in_("status", answered),
                Condition::gte("updated_at", Value::Moment(since)),
            ]))
            .sort("id");
        door.columns(&query, &mut |row| {
            let known =
                row[5].as_moment().is_some_and(|at| day_number(at.to_zoned(zone.clone()).date()) <= as_of);
            let by_itself = row[2].as_text() == Some(NO_LONGER_HOLDS);
            let kind = row[0].as_text().and_then(Kind::named).filter(|_| known && !by_itself);
            if let Some(kind) = kind {
                found.add(row[4].as_id(), kind, row[1].as_text() == Some("done"), row[3].as_text());
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// By how much an alert of a kind moves up or down on somebody's list; 1 before anybody has said anything.
    pub fn weight(&self, person: Option<Id>, kind: Kind) -> f64 {
        let company = self.company.get(&kind).copied().unwrap_or_default().share(EXPECTED, COMPANY_PRIOR);
        let own = person.and_then(|person| self.people.get(&(person, kind))).copied().unwrap_or_default();
        own.share(company, PERSON_PRIOR) / EXPECTED
    }

    fn add(&mut self, person: Option<Id>, kind: Kind, done: bool, dismissed_as: Option<&str>) {
        let (useful, useless) = match dismissed_as {
            _ if done => (1.0, 0.0),
            Some("known") => (KNOWN_ALREADY, 1.0 - KNOWN_ALREADY),
            Some(_) | None => (0.0, 1.0),
        };
        let company = self.company.entry(kind).or_default();
        let own = person.map(|person| self.people.entry((person, kind)).or_default());
        for tally in own.into_iter().chain([company]) {
            tally.useful += useful;
            tally.useless += useless;
        }
    }
}

impl Tally {
    /// The share of useful ones, drawn towards what is expected as if that many answers had said so.
    fn share(self, expected: f64, weight: f64) -> f64 {
        (expected * weight + self.useful) / (weight + self.useful + self.useless)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_useful_falls_for_who_said_so_and_less_for_others() {
        let (bo, vera) = (Some(Id(1)), Some(Id(2)));
        let mut found = Usefulness::default();
        assert_eq!(found.weight(bo, Kind::Growth), 1.0);
        for _ in 0..6 {
            found.add(bo, Kind::Growth, false, Some("unimportant"));
            found.add(bo, Kind::Leaving, true, None);
        }
        let (own, others) = (found.weight(bo, Kind::Growth), found.weight(vera, Kind::Growth));
        assert!(own < others && others < 1.0, "{own} {others}");
        assert!(own > 0.3, "a few answers do not silence a kind: {own}");
        assert!(found.weight(bo, Kind::Leaving) > 1.0);
        assert_eq!(found.weight(bo, Kind::ReorderDue), 1.0);
        assert_eq!(found.weight(None, Kind::Growth), others);
    }

    #[test]
    fn what_was_known_already_weighs_half() {
        let (mut known, mut wrong) = (Usefulness::default(), Usefulness::default());
        for _ in 0..10 {
            known.add(None, Kind::Leaving, false, Some("known"));
            wrong.add(None, Kind::Leaving, false, Some("wrong"));
        }
        assert!(wrong.weight(None, Kind::Leaving) < known.weight(None, Kind::Leaving));
        assert!(known.weight(None, Kind::Leaving) < 1.0);
    }
}
