use crate::command_line;
use crate::commands::open;
use crate::usage::Usage;
use access::Actor;
use anyhow::{Context, Result};
use exchange::export_run::{self, Export};
use exchange::writing::Format;
use formula::{Op, RawCondition};
use records::{Door, Query, Records};
use serde_json::Value as Json;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::Arc;

pub fn export(asked: &command_line::Export) -> Result<()> {
    let name = asked.to.file_name().unwrap_or_default().to_string_lossy();
    let format = Format::of_name(&name)
        .ok_or_else(|| Usage::complain(format!("'{name}' ends neither in .csv nor in .xlsx")))?;
    let filters: Vec<RawCondition> =
        asked.filter.iter().map(|text| read_filter(text)).collect::<Result<_>>()?;
    let opened = open(&asked.place)?;
    let door = door(&opened.company.records);
    let object = door
        .catalog()
        .objects()
        .iter()
        .find(|object| object.name == asked.object || object.plural == asked.object)
        .cloned()
        .ok_or_else(|| Usage::complain(format!("there is no object '{}'", asked.object)))?;
    if let Some(unknown) = asked.fields.iter().find(|field| object.field(field).is_none()) {
        return Err(Usage::complain(format!("{} has no field '{unknown}'", object.name)));
    }
    let mut query = Query::of(&object.name);
    for filter in &filters {
        let condition = door
            .read_condition(&object.name, filter)
            .map_err(|error| Usage::complain(format!("--filter: {error}")))?;
        query = query.filter(condition);
    }
    let fields = match asked.fields.as_slice() {
        [] => {
            object.fields.iter().map(|field| field.name.clone()).filter(|name| name != "deleted_at").collect()
        }
        chosen => chosen.to_vec(),
    };
    let language = door.actor().language;
    let wanted = Export { query, fields: &fields, format, language };
    let rows = write(&asked.to, |file| Ok(export_run::export(&door, wanted, BufWriter::new(file))?))?;
    eprintln!("{}: {rows} {}", asked.to.display(), object.plural);
    Ok(())
}

/// What is half written never stands under the name that was asked for.
fn write(target: &Path, write: impl FnOnce(&File) -> Result<u64>) -> Result<u64> {
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    let draft = target.with_file_name(name);
    let file = File::create(&draft).with_context(|| draft.display().to_string())?;
    match write(&file).and_then(|rows| Ok(file.sync_all().map(|()| rows)?)) {
        Ok(rows) => {
            std::fs::rename(&draft, target).with_context(|| target.display().to_string())?;
            Ok(rows)
        }
        Err(error) => {
            if let Err(left) = std::fs::remove_file(&draft) {
                tracing::warn!(error = %left, draft = %draft.display(), "a leftover cannot be removed");
            }
            Err(error)
        }
    }
}

/// The program itself, with the company's language for the headers and its time zone for moments.
fn door(records: &Records) -> Door {
    let company = records.company();
    let actor = Actor {
        language: company.language,
        time_zone: company.time_zone.clone(),
        ..Actor::system("export by the command line")
    };
    records.as_user(Arc::new(actor))
}

/// `field=value`, or `field[op]=value` as in the address of the API.
fn read_filter(text: &str) -> Result<RawCondition> {
    let wrong = || Usage::complain(format!("--filter '{text}' is not FIELD=VALUE or FIELD[OP]=VALUE"));
    let (left, value) = text.split_once('=').ok_or_else(wrong)?;
    let (field, word) = match left.split_once('[') {
        None => (left, "eq"),
        Some((field, rest)) => (field, rest.strip_suffix(']').ok_or_else(wrong)?),
    };
    if field.trim().is_empty() {
        return Err(wrong());
    }
    let op = Op::from_word(word).ok_or_else(|| {
        let words = Op::ALL.map(Op::word).join(" ");
        Usage::complain(format!("--filter '{text}': '{word}' is none of {words}"))
    })?;
    Ok(RawCondition::Test { field: field.trim().to_owned(), op, value: Json::from(value) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_as_in_the_address_of_the_api() {
        let read = |text: &str| match read_filter(text).unwrap() {
            RawCondition::Test { field, op, value } => (field, op, value.as_str().unwrap().to_owned()),
            other => panic!("{other:?}"),
        };
        assert_eq!(read("value_tier=mvc"), ("value_tier".to_owned(), Op::Eq, "mvc".to_owned()));
        assert_eq!(read("clv_12m[gte]=10=0"), ("clv_12m".to_owned(), Op::Gte, "10=0".to_owned()));
        for wrong in ["name", "=x", "name[gte=5", "name[near]=5"] {
            let error = read_filter(wrong).unwrap_err();
            assert!(error.downcast_ref::<Usage>().is_some(), "{wrong}");
        }
    }
}
