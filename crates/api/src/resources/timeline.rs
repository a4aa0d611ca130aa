use catalog::{Field, Object};
use formula::Condition;
use records::{Door, Error, Query, Record};
use std::cmp::Reverse;
use std::sync::Arc;
use value::{Id, Link, Timestamp, Value, days_of_date, moment_from_micros};

const DAY_MICROS: i64 = 86_400_000_000;

/// What happened around a record that is no customer: everything on a timeline that points to it.
pub struct Around {
    pub items: Vec<(Timestamp, Record)>,
    pub next_cursor: Option<String>,
}

/// A page, newest first, of all objects or only of those named; the cursor counts what was shown before.
pub fn around(
    door: &Door,
    (object, id): (&Object, Id),
    of: Option<&[String]>,
    shown: u64,
    limit: u64,
) -> Result<Around, Error> {
    door.get(&object.name, id)?;
    let wanted = shown + limit;
    let mut items = Vec::new();
    let wanted_here =
        |told: &&Arc<Object>| told.timeline.is_some() && of.is_none_or(|names| names.contains(&told.name));
    for told in door.catalog().objects().iter().filter(wanted_here) {
        items.extend(pointing(door, told, object, id, wanted + 1)?);
    }
    items.sort_by_key(|(at, record)| Reverse((at.as_microsecond(), record.id())));
    items.dedup_by_key(|(_, record)| record.id());
    let more = items.len() as u64 > wanted;
    let page = items.into_iter().skip(usize::try_from(shown).unwrap_or(usize::MAX)).take(limit as usize);
    Ok(Around { items: page.collect(), next_cursor: more.then(|| wanted.to_string()) })
}

fn pointing(
    door: &Door,
    told: &Arc<Object>,
    object: &Object,
    id: Id,
    limit: u64,
) -> Result<Vec<(Timestamp, Record)>, Error> {
    let Some(timeline) = &told.timeline else { return Ok(Vec::new()) };
    let points = |field: &&Field| {
        !field.system && !field.many && (field.to.contains(&object.name) || points_anywhere(field))
    };
    let conditions: Vec<Condition> = told
        .fields
        .iter()
        .filter(points)
        .map(|field| match field.target() {
            Some(_) => Condition::eq(&field.name, Value::Id(id)),
            None => Condition::eq(&field.name, Value::Link(Link { object: object.name.clone(), id })),
        })
        .collect();
    if conditions.is_empty() {
        return Ok(Vec::new());
    }
    let query = Query::of(&told.name)
        .filter(Condition::any(conditions))
        .filter(Condition::is_null(&timeline.at, false))
        .sort(&format!("-{}", timeline.at))
        .limit(limit);
    match door.find(&query) {
        Ok(page) => {
            let dated = page.records.into_iter();
            Ok(dated.filter_map(|record| Some((moment_of(record.get(&timeline.at))?, record))).collect())
        }
        Err(Error::Forbidden | Error::Invalid(_)) => Ok(Vec::new()),
        Err(other) => Err(other),
    }
}

fn points_anywhere(field: &Field) -> bool {
    field.kind == value::FieldType::Reference && field.to.is_empty()
}

fn moment_of(value: &Value) -> Option<Timestamp> {
    match value {
        Value::Moment(moment) => Some(*moment),
        Value::Date(date) => moment_from_micros(days_of_date(*date) * DAY_MICROS),
        _ => None,
    }
}
