use crate::edge::body::Body;
use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::{Answer, Problem};
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use crate::pages::logo::LOGO;
use axum::extract::State;
use catalog::{Code, FieldError, Language};
use records::Records;
use serde_json::{Map, Value as Json};
use std::collections::HashSet;
use value::{Currency, Date};

/// Kept among the settings, but not to be changed as one.
const INTERNAL: [&str; 2] = ["identity.set_up_at", LOGO];
/// Has a page of its own, for administrators: a password is among it.
const MAIL: &str = "mail.";
/// What is asked of a company although it has a default that stands nowhere.
const COMPANY: [&str; 7] = [
    "company.name",
    "company.currency",
    "company.language",
    "company.time_zone",
    "company.locale",
    "company.week_start",
    "company.rise",
];
const WEEK: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MOST_HOLIDAYS: usize = 1_000;
const LONGEST_TEXT: usize = 2000;

pub async fn read(State(server): State<Server>, _caller: Caller, params: Params) -> Answer {
    params.finish()?;
    Ok(reply::ok(&Json::Object(all(server.records()))))
}

/// Changes settings, all or none; only keys that exist, only values of their kind.
pub async fn change(
    State(server): State<Server>,
    caller: Caller,
    params: Params,
    Body(fields): Body,
) -> Answer {
    params.finish()?;
    caller.must_administrate()?;
    let known = all(server.records());
    let complaints: Vec<FieldError> =
        fields.iter().filter_map(|(key, value)| complaint(key, value, known.get(key.as_str()))).collect();
    if !complaints.is_empty() {
        return Err(Problem::fields(complaints));
    }
    let body = blocking(move || {
        for (key, value) in fields {
            server.records().set_setting(&key, value)?;
        }
        Ok(Json::Object(all(server.records())))
    });
    Ok(reply::ok(&body.await?))
}

fn all(records: &Records) -> Map<String, Json> {
    let company = records.company();
    let shown = |key: &str| !INTERNAL.contains(&key) && !key.starts_with(MAIL);
    let mut all: Map<String, Json> = [
        ("company.week_start", Json::from(company.week_start.as_str())),
        ("company.rise", Json::from(company.rise.as_str())),
        ("company.sort_order", Json::from(company.sort_order.word())),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect();
    all.extend(records.settings().into_iter().filter(|(key, _)| shown(key)));
    all
}

fn complaint(key: &str, value: &Json, now: Option<&Json>) -> Option<FieldError> {
    let wrong = |code| Some(FieldError::new(&key.chars().take(80).collect::<String>(), code));
    let text = value.as_str();
    match key {
        "company.currency" if text.is_none_or(|code| code.parse::<Currency>().is_err()) => {
            return wrong(Code::Currency);
        }
        "company.country" if text.is_none_or(|code| !value::text::is_country(code)) => {
            return wrong(Code::NotAnOption);
        }
        "company.week_start" if text.is_none_or(|day| !["monday", "sunday", "saturday"].contains(&day)) => {
            return wrong(Code::NotAnOption);
        }
        "company.rise" if text.is_none_or(|colour| !["red", "green"].contains(&colour)) => {
            return wrong(Code::NotAnOption);
        }
        "company.sort_order" if text.and_then(value::text::Order::from_word).is_none() => {
            return wrong(Code::NotAnOption);
        }
        "company.language" if text.and_then(Language::from_tag).is_none() => return wrong(Code::NotAnOption),
        "company.time_zone" if text.is_none_or(|zone| jiff::tz::TimeZone::get(zone).is_err()) => {
            return wrong(Code::Format);
        }
        "company.work_days" if !are_work_days(value) => return wrong(Code::NotAnOption),
        "company.holidays" if !are_holidays(value) => return wrong(Code::Format),
        _ => {}
    }
    if let Some(text) = text {
        if text.chars().count() > LONGEST_TEXT {
            return wrong(Code::TooLong);
        }
        if text.chars().any(char::is_control) {
            return wrong(Code::ControlCharacters);
        }
    }
    match (now, value) {
        (None, Json::String(_)) if COMPANY.contains(&key) => None,
        (None, _) => wrong(Code::UnknownField),
        (Some(Json::Number(_)), Json::Number(_))
        | (Some(Json::String(_)), Json::String(_))
        | (Some(Json::Bool(_)), Json::Bool(_))
        | (Some(Json::Array(_)), Json::Array(_))
        | (Some(Json::Object(_)), Json::Object(_))
        | (Some(Json::Null), _) => None,
        (Some(_), _) => wrong(Code::Type),
    }
}

/// Some days of the week, each once.
fn are_work_days(value: &Json) -> bool {
    let Some(days) = value.as_array() else { return false };
    let known = |(place, day): (usize, &Json)| {
        day.as_str().is_some_and(|day| WEEK.contains(&day)) && !days[..place].contains(day)
    };
    days.iter().enumerate().all(known)
}

/// Days with their names; a day has one name, and may be one on which the company works although it is a weekend.
fn are_holidays(value: &Json) -> bool {
    let Some(days) = value.as_array().filter(|days| days.len() <= MOST_HOLIDAYS) else { return false };
    let mut seen = HashSet::new();
    days.iter().all(|day| {
        let (date, name) = (day["date"].as_str(), day["name"].as_str());
        let date = date.and_then(|date| date.parse::<Date>().ok());
        let named = name.is_some_and(|name| {
            !name.trim().is_empty() && name.chars().count() <= 80 && !name.chars().any(char::is_control)
        });
        named
            && day.as_object().is_some_and(|day| {
                day.len() == 2 || day.len() == 3 && day.get("works").is_some_and(Json::is_boolean)
            })
            && date.is_some_and(|date| seen.insert(date))
    })
}
