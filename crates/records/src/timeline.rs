use crate::door::Door;
use crate::error::Error;
use crate::query::Query;
use crate::record::Record;
use formula::Condition;
use value::{FieldType, Id, Link, Timestamp, Value};

const DAY: i64 = 86_400_000_000;

/// Something that happened to a customer.
#[derive(Debug, Clone)]
pub struct TimelineItem {
    /// When, for the order.
    pub at: Timestamp,
    /// The record that tells it.
    pub record: Record,
}

/// A page of a timeline, newest first.
#[derive(Debug, Clone)]
pub struct TimelinePage {
    /// What happened.
    pub items: Vec<TimelineItem>,
    /// Where the next page begins; none at the end.
    pub next_cursor: Option<String>,
}

impl Door {
    /// Everything that happened to a customer, from all objects that say where they belong on it, or only from those named.
    pub fn timeline(
        &self,
        customer: Id,
        of: Option<&[String]>,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<TimelinePage, Error> {
        self.get("customer", customer)?;
        let before: Option<(i64, i64)> = cursor.map(parse_cursor).transpose()?;
        let limit = limit.clamp(1, 200);
        let mut items: Vec<TimelineItem> = Vec::new();
        for object in self.catalog().objects() {
            let Some(timeline) = &object.timeline else { continue };
            if of.is_some_and(|names| !names.contains(&object.name)) {
                continue;
            }
            let (Some(by), Some(at)) = (object.field(&timeline.customer), object.field(&timeline.at)) else {
                continue;
            };
            let whose = match by.target() {
                Some(_) => Value::Id(customer),
                None => Value::Link(Link { object: "customer".to_owned(), id: customer }),
            };
            let mut query = Query::of(&object.name)
                .filter(Condition::eq(&timeline.customer, whose))
                .filter(Condition::is_null(&timeline.at, false))
                .sort(&format!("-{}", timeline.at))
                .limit(limit as u64 + 1);
            if let Some(status) = &timeline.without {
                query = query.filter(Condition::ne("status", Value::text(status)));
            }
            if let Some((micros, id)) = before {
                let behind = behind(&timeline.at, at.result, micros, Id(id));
                query = query.filter(behind.ok_or_else(|| Error::field("cursor", catalog::Code::Format))?);
            }
            let page = match self.find(&query) {
                Ok(page) => page,
                Err(Error::Forbidden) => continue,
                // Whoever may not know the status is not shown what it decides on.
                Err(Error::Invalid(_)) if timeline.without.is_some() => continue,
                Err(other) => return Err(other),
            };
            for record in page.records {
                let Some(moment) = moment_of(record.get(&timeline.at)) else { continue };
                items.push(TimelineItem { at: moment, record });
            }
        }
        items.sort_by_key(|item| std::cmp::Reverse((item.at.as_microsecond(), item.record.id().0)));
        if let Some(before) = before {
            items.retain(|item| (item.at.as_microsecond(), item.record.id().0) < before);
        }
        let more = items.len() > limit;
        items.truncate(limit);
        let next_cursor = items
            .last()
            .filter(|_| more)
            .map(|item| format!("{}.{}", item.at.as_microsecond(), item.record.id().0));
        Ok(TimelinePage { items, next_cursor })
    }
}

fn parse_cursor(text: &str) -> Result<(i64, i64), Error> {
    let wrong = || Error::field("cursor", catalog::Code::Format);
    let (micros, id) = text.split_once('.').ok_or_else(wrong)?;
    Ok((micros.parse().map_err(|_| wrong())?, id.parse().map_err(|_| wrong())?))
}

/// What stands behind a moment and an id in the order of the timeline; a day counts as its first moment.
fn behind(field: &str, kind: FieldType, micros: i64, id: Id) -> Option<Condition> {
    let moment = value::moment_from_micros(micros)?;
    let edge = match kind {
        FieldType::Date => {
            let day = Value::Date(value::date_from_days(micros.div_euclid(DAY))?);
            if micros.rem_euclid(DAY) != 0 {
                return Some(Condition::lte(field, day));
            }
            day
        }
        _ => Value::Moment(moment),
    };
    let same = Condition::all([Condition::eq(field, edge.clone()), Condition::lt("id", Value::Id(id))]);
    Some(Condition::any([Condition::lt(field, edge), same]))
}

fn moment_of(value: &Value) -> Option<Timestamp> {
    match value {
        Value::Moment(moment) => Some(*moment),
        Value::Date(date) => value::moment_from_micros(value::days_of_date(*date) * DAY),
        _ => None,
    }
}
