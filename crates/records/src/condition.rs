use crate::error::Error;
use crate::read::Reading;
use access::{Level, Levels};
use catalog::{Code, FieldError, JsonContext, Object, read_json};
use formula::{Condition, Op, RawCondition, relative_range};
use jiff::tz::TimeZone;
use serde_json::Value as Json;
use value::{Column, Date, FieldType, Value};

/// Objects that a condition hops to.
pub(crate) fn hops(object: &Object, condition: &Condition) -> Vec<String> {
    let mut targets: Vec<String> = Vec::new();
    for name in condition.fields() {
        if let Some((reference, _)) = name.split_once('.')
            && let Some(target) = object.field(reference).and_then(|field| field.target())
            && !targets.iter().any(|known| known == target)
        {
            targets.push(target.to_owned());
        }
    }
    targets
}

/// Every field of a condition must be one that the asker may see in full, and every operator must fit its field.
pub(crate) fn check_condition(reading: &Reading<'_>, condition: &Condition) -> Result<(), Error> {
    match condition {
        Condition::All(list) | Condition::Any(list) => {
            list.iter().try_for_each(|part| check_condition(reading, part))
        }
        Condition::Not(inner) => check_condition(reading, inner),
        Condition::Test { field: name, op, .. } => fitting(find_field(reading, name)?, name, *op),
    }
}

fn fitting(field: &catalog::Field, name: &str, op: Op) -> Result<(), Error> {
    let by_age = field.system && field.name == "id" && matches!(op, Op::Lt | Op::Lte | Op::Gt | Op::Gte);
    if by_age || field.compares(op) {
        return Ok(());
    }
    Err(Error::Invalid(vec![FieldError::new(name, Code::Operator).with("operator", op.word())]))
}

/// Gives the values of a raw filter their types.
pub(crate) fn typed(
    reading: &Reading<'_>,
    raw: &RawCondition,
    ctx: &JsonContext<'_>,
) -> Result<Condition, Error> {
    raw.resolve(&mut |name, op, json| test(reading, name, op, json, ctx))
}

fn test(
    reading: &Reading<'_>,
    name: &str,
    op: Op,
    json: &Json,
    ctx: &JsonContext<'_>,
) -> Result<Condition, Error> {
    let field = find_field(reading, name)?;
    fitting(field, name, op)?;
    let invalid = |error: FieldError| Error::Invalid(vec![FieldError { field: name.to_owned(), ..error }]);
    let one = |json: &Json| -> Result<Value, Error> {
        if json.as_str() == Some("me") && matches!(field.result, FieldType::Reference) {
            return Ok(reading.actor.user.map_or(Value::Null, Value::Id));
        }
        if matches!(op, Op::Contains | Op::StartsWith) && field.column() != Column::Links {
            return match json {
                Json::String(text) => Ok(Value::text(text)),
                other => Ok(Value::Text(other.to_string())),
            };
        }
        let unmarked = match field.result {
            FieldType::MultiChoice => {
                return json
                    .as_str()
                    .map(Value::text)
                    .ok_or_else(|| invalid(field.complaint(Code::Type).with("expected", "option")));
            }
            FieldType::Boolean if json.is_string() => match json.as_str() {
                Some("true") => Json::Bool(true),
                Some("false") => Json::Bool(false),
                _ => json.clone(),
            },
            FieldType::Phone
            | FieldType::Email
            | FieldType::Url
            | FieldType::Choice
            | FieldType::PersonName => {
                return json.as_str().map(Value::text).ok_or_else(|| invalid(field.complaint(Code::Type)));
            }
            FieldType::Reference if field.many => Json::Array(vec![json.clone()]),
            _ => json.clone(),
        };
        let value = read_json(&crate::json_edge::loose(field), &unmarked, ctx).map_err(invalid)?;
        Ok(match value {
            Value::List(mut list) if field.many => list.pop().unwrap_or_default(),
            other => other,
        })
    };
    if let Some((first, last)) = json.as_str().and_then(|text| period(reading, field.result, text)) {
        return relative(reading, name, op, field.result, first, last)
            .ok_or_else(|| invalid(field.complaint(Code::Operator).with("operator", op.word())));
    }
    if op == Op::Between
        && let Some(within) = between_periods(reading, name, field.result, json, &one)?
    {
        return Ok(within);
    }
    let items = || -> Result<Vec<Value>, Error> {
        match json {
            Json::Array(list) => list.iter().map(one).collect(),
            Json::String(text) => text.split(',').map(|part| one(&Json::from(part.trim()))).collect(),
            other => Ok(vec![one(other)?]),
        }
    };
    match op {
        Op::IsNull => {
            let truth = match json {
                Json::Bool(truth) => *truth,
                Json::String(text) if text == "true" => true,
                Json::String(text) if text == "false" => false,
                _ => return Err(invalid(field.complaint(Code::Type).with("expected", "true or false"))),
            };
            Ok(Condition::is_null(name, truth))
        }
        Op::In => Ok(Condition::in_(name, items()?)),
        Op::Nin => Ok(Condition::nin(name, items()?)),
        Op::Between => match <[Value; 2]>::try_from(items()?) {
            Ok([low, high]) => Ok(Condition::between(name, low, high)),
            Err(_) => Err(invalid(field.complaint(Code::Type).with("expected", "two values"))),
        },
        Op::Eq | Op::Ne | Op::Lt | Op::Lte | Op::Gt | Op::Gte | Op::Contains | Op::StartsWith => {
            Ok(Condition::test(name, op, one(json)?))
        }
    }
}

fn find_field<'a>(reading: &'a Reading<'_>, name: &str) -> Result<&'a catalog::Field, Error> {
    let unknown = || Error::field(name, Code::UnknownField);
    match name.split_once('.') {
        None => Ok(&reading.object.fields[reading.open_position(name)?]),
        Some((reference, rest)) => {
            let position = reading.open_position(reference).map_err(|_| unknown())?;
            let target = reading.object.fields[position].target().ok_or_else(unknown)?;
            let target = reading.catalog.object(target).ok_or_else(unknown)?;
            let levels = if reading.actor.is_system() {
                Levels::Open
            } else {
                Levels::of(&reading.actor.rights, target)
            };
            let position = target
                .position(rest)
                .filter(|position| levels.at(*position) >= Level::Read)
                .ok_or_else(unknown)?;
            Ok(&target.fields[position])
        }
    }
}

/// The days that a text stands for: a word such as `this_week`, or where moments are compared, a day.
fn period(reading: &Reading<'_>, kind: FieldType, text: &str) -> Option<(Date, Date)> {
    if !matches!(kind, FieldType::Date | FieldType::DateTime) {
        return None;
    }
    if let Some(days) = relative_range(text, today(reading), reading.inner.company.load().first_weekday()) {
        return Some(days);
    }
    let day: Date = text.parse().ok().filter(|_| kind == FieldType::DateTime && text.len() <= 10)?;
    Some((day, day))
}

fn relative(
    reading: &Reading<'_>,
    name: &str,
    op: Op,
    kind: FieldType,
    first: Date,
    last: Date,
) -> Option<Condition> {
    let (from, until) = (beginning(reading, kind, first)?, beginning(reading, kind, last.tomorrow().ok()?)?);
    match op {
        Op::Eq | Op::In => Some(Condition::all([Condition::gte(name, from), Condition::lt(name, until)])),
        Op::Ne | Op::Nin => {
            Some(Condition::not(Condition::all([Condition::gte(name, from), Condition::lt(name, until)])))
        }
        Op::Lt => Some(Condition::lt(name, from)),
        Op::Gte => Some(Condition::gte(name, from)),
        Op::Lte => Some(Condition::lt(name, until)),
        Op::Gt => Some(Condition::gte(name, until)),
        Op::Contains | Op::StartsWith | Op::IsNull | Op::Between => None,
    }
}

/// From the beginning of one period to the end of another, or None when neither end is one.
fn between_periods(
    reading: &Reading<'_>,
    name: &str,
    kind: FieldType,
    json: &Json,
    one: &dyn Fn(&Json) -> Result<Value, Error>,
) -> Result<Option<Condition>, Error> {
    let ends: Vec<&str> = match json {
        Json::String(text) => text.split(',').map(str::trim).collect(),
        Json::Array(list) => list.iter().filter_map(Json::as_str).collect(),
        _ => return Ok(None),
    };
    let [low, high] = ends[..] else { return Ok(None) };
    let (first, last) = (period(reading, kind, low), period(reading, kind, high));
    if first.is_none() && last.is_none() {
        return Ok(None);
    }
    let from = match first.and_then(|(day, _)| beginning(reading, kind, day)) {
        Some(from) => from,
        None => one(&Json::from(low))?,
    };
    let end = last.and_then(|(_, day)| day.tomorrow().ok()).and_then(|day| beginning(reading, kind, day));
    let until = match end {
        Some(until) => Condition::lt(name, until),
        None => Condition::lte(name, one(&Json::from(high))?),
    };
    Ok(Some(Condition::all([Condition::gte(name, from), until])))
}

fn beginning(reading: &Reading<'_>, kind: FieldType, day: Date) -> Option<Value> {
    match kind {
        FieldType::DateTime => start_of(reading, day),
        _ => Some(Value::Date(day)),
    }
}

fn start_of(reading: &Reading<'_>, day: Date) -> Option<Value> {
    day.to_zoned(zone(reading)).ok().map(|zoned| Value::Moment(zoned.timestamp()))
}

/// The day where the asker is: his `today` may have begun before the company's.
fn today(reading: &Reading<'_>) -> Date {
    reading.inner.now().to_zoned(zone(reading)).date()
}

fn zone(reading: &Reading<'_>) -> TimeZone {
    if reading.actor.is_system() {
        let company = reading.inner.company.load();
        return TimeZone::get(&company.time_zone).unwrap_or(TimeZone::UTC);
    }
    TimeZone::get(&reading.actor.time_zone).unwrap_or(TimeZone::UTC)
}
