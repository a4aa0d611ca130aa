use crate::boot;
use crate::command_line::{self, Dialect, Place, Show};
use crate::commands::{open, prepare, say};
use crate::folder::Folder;
use crate::usage::Usage;
use access::Actor;
use anyhow::{Result, bail};
use catalog::Catalog;
use records::{Clock, Query, Records, Trash};
use serde_json::{Value as Json, json};
use std::fmt::Write;
use std::sync::Arc;

pub fn doctor(asked: &command_line::Doctor) -> Result<()> {
    match (&asked.show, asked.place.place()) {
        (Some(Show::Behaviours), _) => say(&domain::listing(&domain::behaviours())),
        (Some(Show::Ddl { dialect }), _) => say(&store::ddl(&built_in()?, dialect_of(*dialect))),
        (Some(Show::Catalog { place }), _) => say(&catalog_text(place.place())?),
        (Some(Show::Openapi { place }), _) => {
            let opened = open(place)?;
            let actor = Arc::new(Actor::system("show the OpenAPI document"));
            say(&format!("{:#}\n", api::openapi(&opened.company.records, &actor)))
        }
        (None, Some(place)) => examine(&place),
        (None, None) => {
            Err(Usage::complain("doctor needs --data DIR, or what to show: guanxi doctor --help"))
        }
    }
}

/// Looks at everything before it complains about anything.
fn examine(place: &Place) -> Result<()> {
    let settings = prepare(place)?;
    let url = &settings.server.database_url;
    let folder = Folder::of_records(&place.data, url)?;
    let mut problems = Vec::new();
    let mut report = String::new();
    let served = folder.reserve().is_err();
    writeln!(
        report,
        "folder      {} ({})",
        folder.path().display(),
        if served { "served" } else { "not served" }
    )?;
    let company = boot::open(&folder, &settings, Clock::system())?;
    let records = &company.records;
    match records.store().check() {
        Ok(complaints) => problems.extend(complaints.into_iter().map(|what| format!("database: {what}"))),
        Err(error) => problems.push(format!("database: {error}")),
    }
    writeln!(report, "database    {:?}, {} changes long", records.store().dialect(), records.last_seq()?)?;
    problems.extend(records.catalog().problems().into_iter().map(|what| format!("catalog: {what}")));
    writeln!(report, "catalog     {} objects", records.catalog().objects().len())?;
    writeln!(report, "company     {}, {}", records.company().name, records.company().time_zone)?;
    for (object, count) in counts(records)? {
        writeln!(report, "{object:<11} {count}")?;
    }
    if company.identity.needs_setup()? {
        writeln!(report, "users       none yet: open the browser or run 'guanxi init'")?;
    }
    say(&report)?;
    match problems.as_slice() {
        [] => say("nothing is wrong\n"),
        list => bail!("{}", list.join("\n        ")),
    }
}

fn counts(records: &Records) -> Result<Vec<(&'static str, u64)>> {
    let door = records.as_system("examine by the command line");
    let mut counts = Vec::new();
    for object in ["user", "customer", "contact", "product", "order", "activity", "task"] {
        counts.push((object, door.count(&Query::of(object).trash(Trash::Hidden))?));
    }
    Ok(counts)
}

fn built_in() -> Result<Catalog> {
    Ok(Catalog::built_in()?)
}

fn dialect_of(dialect: Dialect) -> store::Dialect {
    match dialect {
        Dialect::Sqlite => store::Dialect::Sqlite,
        Dialect::Postgres => store::Dialect::Postgres,
    }
}

fn catalog_text(place: Option<Place>) -> Result<String> {
    let catalog = match place {
        Some(place) => open(&place)?.company.records.catalog(),
        None => Arc::new(built_in()?),
    };
    let objects: Vec<Json> = catalog
        .objects()
        .iter()
        .map(|object| {
            let fields: Vec<Json> = object
                .fields
                .iter()
                .map(|field| json!({ "name": field.name, "type": field.kind.name(), "required": field.required, "to": field.to }))
                .collect();
            json!({ "name": object.name, "plural": object.plural, "prefix": object.prefix, "area": object.area, "fields": fields })
        })
        .collect();
    Ok(format!("{:#}\n", json!({ "objects": objects })))
}
