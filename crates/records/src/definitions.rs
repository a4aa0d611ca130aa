use crate::backfill;
use crate::clock::Clock;
use crate::door::Door;
use crate::draft::Draft;
use crate::error::Error;
use crate::query::Query;
use crate::record::Record;
use crate::records::Records;
use catalog::{
    Access, Catalog, CustomField, CustomObject, FieldAdjustment, LoadError, Object, ObjectAdjustment, Pattern,
};
use formula::Condition;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;
use store::Store;
use value::text::{HOME, Order};
use value::{Currency, Value};

const MOST_OF_AN_OBJECT: u64 = 500;

/// What the company has added to the built-in objects and changed about them.
#[derive(Debug, Default)]
pub struct Definitions {
    pub objects: Vec<CustomObject>,
    pub fields: Vec<CustomField>,
    pub object_changes: Vec<ObjectAdjustment>,
    pub field_changes: Vec<FieldAdjustment>,
}

/// Adds an object of the company's own, at once and without a restart.
pub fn add_object(records: &Records, object: CustomObject) -> Result<(), Error> {
    let name = object.name.clone();
    let mut wanted = stored(records)?;
    let body = json_of(&object)?;
    wanted.objects.push(object);
    try_out(records, &wanted)?;
    keep(records, "object", &name, &name, body)
}

/// Adds a field of the company's own.
pub fn add_field(records: &Records, field: CustomField) -> Result<(), Error> {
    let (object, name) = (field.object.clone(), field.name.clone());
    let mut wanted = stored(records)?;
    let body = json_of(&field)?;
    wanted.fields.push(field);
    try_out_with(records, &wanted, Some((&object, &name)))?;
    keep(records, "field", &object, &name, body)
}

/// Changes how an object is called and laid out, built in or the company's own. `null` in the patch brings back what was declared.
pub fn change_object(records: &Records, object: &str, patch: Map<String, Json>) -> Result<(), Error> {
    records.catalog().object(object).filter(|known| known.access != Access::System).ok_or(Error::NotFound)?;
    let identity = json!({ "object": object });
    let (body, change) =
        patched::<ObjectAdjustment>(records, ("object_change", object, object), &identity, patch)?;
    let mut wanted = stored(records)?;
    wanted.object_changes.retain(|other| other.object != object);
    wanted.object_changes.push(change);
    try_out(records, &wanted)?;
    keep(records, "object_change", object, object, body)
}

/// Changes how a field is called and shown, whether it is required and which options it has; never its type.
pub fn change_field(
    records: &Records,
    object: &str,
    name: &str,
    patch: Map<String, Json>,
) -> Result<(), Error> {
    let catalog = records.catalog();
    let known =
        catalog.object(object).filter(|known| known.access != Access::System).ok_or(Error::NotFound)?;
    known.field(name).ok_or(Error::NotFound)?;
    let identity = json!({ "object": object, "name": name });
    let (body, change) =
        patched::<FieldAdjustment>(records, ("field_change", object, name), &identity, patch)?;
    let mut wanted = stored(records)?;
    wanted.field_changes.retain(|other| (other.object.as_str(), other.name.as_str()) != (object, name));
    wanted.field_changes.push(change);
    try_out(records, &wanted)?;
    keep(records, "field_change", object, name, body)
}

/// Takes a custom object out of sight; its table and rows stay.
pub fn remove_object(records: &Records, name: &str) -> Result<(), Error> {
    if !stored(records)?.objects.iter().any(|object| object.name == name) {
        return Err(Error::NotFound);
    }
    remove(records, Condition::eq("object", Value::text(name)))
}

/// Takes a custom field out of sight; its column and values stay.
pub fn remove_field(records: &Records, object: &str, name: &str) -> Result<(), Error> {
    if !stored(records)?.fields.iter().any(|field| field.object == object && field.name == name) {
        return Err(Error::NotFound);
    }
    remove(
        records,
        Condition::all([
            Condition::eq("object", Value::text(object)),
            Condition::eq("name", Value::text(name)),
        ]),
    )
}

/// Compares catalog and database and adds what is missing, unless the database is known to have this shape. A new field's column may
/// be left from an attempt that was cut off or from a field of this name, with values that are not its own.
pub(crate) fn shape(
    store: &Store,
    catalog: &Catalog,
    clock: &Clock,
    currency: Currency,
    new: Option<(Arc<Object>, usize)>,
) -> Result<(), Error> {
    let dialect = store.dialect();
    let wanted = fingerprint(
        &[&store::ddl(catalog, dialect), store::engine_statement(dialect), &store::rules()].concat(),
    );
    let known = store.read(|session| store::read_note(session, "shape"))?;
    if new.is_none() && known.as_deref() == Some(wanted.as_str()) {
        return Ok(());
    }
    let (catalog, clock) = (catalog.clone(), clock.clone());
    store.write(move |session| -> Result<(), Error> {
        let mut plan = store::plan(session, &catalog)?;
        let planned = |new: &(Arc<Object>, usize)| {
            plan.added.iter().any(|(object, position)| object.name == new.0.name && *position == new.1)
        };
        if let Some(new) = new.filter(|new| !planned(new)) {
            plan.added.push(new);
        }
        for object in catalog.objects().iter().filter(|object| object.has_insight()) {
            store::insert_side_rows(session, object)?;
        }
        backfill::work_out(session, &catalog, &plan.added, clock.now(), currency)?;
        store::write_note(session, "shape", &wanted)?;
        tracing::info!(statements = plan.statements.len(), "the database has the catalog's shape");
        Ok(())
    })
}

/// Reads the definitions again and puts them on top of the built-in catalog.
pub(crate) fn reload(records: &Records) -> Result<(), Error> {
    let wanted = stored(records)?;
    let current = records.inner.catalog.load();
    let company = records.company();
    let usual = company.country == HOME && company.sort_order == Order::default();
    if wanted.is_empty() && current.version == 1 && usual {
        return Ok(());
    }
    let (mut catalog, complaints) = build(records, current.version + 1, &wanted)?;
    // A newer program may have lost what was changed; that must not keep it from starting.
    for complaint in complaints {
        tracing::warn!(%complaint, "a change of the catalog is left out");
    }
    shape(&records.inner.store, &catalog, records.clock(), records.company().currency, None)?;
    catalog.at_home_in(&company.country);
    catalog.in_order_of(company.sort_order);
    records.inner.catalog.store(Arc::new(catalog));
    Ok(())
}

/// Everything that is kept.
pub fn stored(records: &Records) -> Result<Definitions, Error> {
    let door = records.as_system("read the definitions");
    let mut kept = Definitions::default();
    door.each(&Query::of("definition").sort("id"), &mut |record| {
        let Value::Json(body) = record.get("body") else { return Ok(()) };
        let broken = |error: serde_json::Error| {
            Error::Internal(format!("definition {}: {error}", record.text("name")))
        };
        match record.text("kind") {
            "object" => kept.objects.push(serde_json::from_value(body.clone()).map_err(broken)?),
            "field" => kept.fields.push(serde_json::from_value(body.clone()).map_err(broken)?),
            "object_change" => {
                kept.object_changes.push(serde_json::from_value(body.clone()).map_err(broken)?)
            }
            "field_change" => kept.field_changes.push(serde_json::from_value(body.clone()).map_err(broken)?),
            other => return Err(Error::Internal(format!("there is no definition of kind '{other}'"))),
        }
        Ok(())
    })?;
    Ok(kept)
}

impl Definitions {
    fn is_empty(&self) -> bool {
        self.objects.is_empty()
            && self.fields.is_empty()
            && self.object_changes.is_empty()
            && self.field_changes.is_empty()
    }
}

/// Refuses what does not fit, and makes the tables and columns before anybody is told of them.
pub(crate) fn try_out(records: &Records, wanted: &Definitions) -> Result<(), Error> {
    try_out_with(records, wanted, None)
}

fn try_out_with(records: &Records, wanted: &Definitions, new: Option<(&str, &str)>) -> Result<(), Error> {
    let (catalog, complaints) = build(records, records.catalog().version + 1, wanted)?;
    if let Some(complaint) = complaints.into_iter().next() {
        return Err(refused(&complaint));
    }
    let new = new.and_then(|(object, name)| {
        let object = catalog.object(object)?.clone();
        let position = object.position(name)?;
        Some((object, position))
    });
    let pattern = new.as_ref().and_then(|(object, position)| object.fields[*position].pattern.as_ref());
    if let Some(reason) = pattern.and_then(Pattern::repeats) {
        return Err(refused(&LoadError { file: "field".to_owned(), what: reason }));
    }
    shape(&records.inner.store, &catalog, records.clock(), records.company().currency, new)
}

fn build(records: &Records, version: u64, wanted: &Definitions) -> Result<(Catalog, Vec<LoadError>), Error> {
    let custom = records.inner.built_in.with_custom(version, &wanted.objects, &wanted.fields);
    let mut catalog = custom.map_err(|error| refused(&error))?;
    // Options before orders: each change stands alone, and one that is refused leaves the others in force.
    let fields = wanted.field_changes.iter().map(|change| catalog.adjust_field(change));
    let mut outcomes: Vec<Result<(), LoadError>> = fields.collect();
    outcomes.extend(wanted.object_changes.iter().map(|change| catalog.adjust_object(change)));
    Ok((catalog, outcomes.into_iter().filter_map(Result::err).collect()))
}

fn refused(error: &LoadError) -> Error {
    let mut params = Map::new();
    params.insert("reason".to_owned(), Json::from(error.to_string()));
    Error::Refused { code: "definition", params }
}

/// The change that is kept with a patch (RFC 7396) on top: as it will be kept, and understood.
pub(crate) fn patched<T: DeserializeOwned>(
    records: &Records,
    key: (&str, &str, &str),
    identity: &Json,
    patch: Map<String, Json>,
) -> Result<(Json, T), Error> {
    let kept = found(&records.as_system("read the definitions"), key)?;
    let mut body = match kept.as_ref().map(|record| record.get("body")) {
        Some(Value::Json(body)) => body.clone(),
        Some(_) | None => json!({}),
    };
    merge(&mut body, Json::Object(patch));
    merge(&mut body, identity.clone());
    let change = serde_json::from_value(body.clone()).map_err(|error| {
        refused(&LoadError { file: format!("change of {}", key.1), what: error.to_string() })
    })?;
    Ok((body, change))
}

fn merge(target: &mut Json, patch: Json) {
    let Json::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    let Json::Object(fields) = target else { return };
    for (name, value) in patch {
        if value.is_null() {
            fields.shift_remove(&name);
        } else {
            merge(fields.entry(name).or_insert(Json::Null), value);
        }
    }
}

pub(crate) fn found(door: &Door, (kind, object, name): (&str, &str, &str)) -> Result<Option<Record>, Error> {
    let query = Query::of("definition").filter(Condition::all([
        Condition::eq("kind", Value::text(kind)),
        Condition::eq("object", Value::text(object)),
        Condition::eq("name", Value::text(name)),
    ]));
    Ok(door.find(&query)?.records.into_iter().next())
}

fn json_of(body: &impl Serialize) -> Result<Json, Error> {
    serde_json::to_value(body).map_err(|error| Error::Internal(error.to_string()))
}

fn keep(records: &Records, kind: &str, object: &str, name: &str, body: Json) -> Result<(), Error> {
    let draft = draft_of((kind, object, name), body);
    let door = records.as_system("add a definition");
    match found(&door, (kind, object, name))? {
        Some(kept) => door.update(kept.id(), Some(kept.version()), draft).map(|_| ()),
        None => door.create(draft).map(|_| ()),
    }
}

/// A definition as it is kept.
pub(crate) fn draft_of((kind, object, name): (&str, &str, &str), body: Json) -> Draft {
    Draft::new("definition")
        .set("kind", Value::text(kind))
        .set("object", Value::text(object))
        .set("name", Value::text(name))
        .set("body", Value::Json(body))
}

/// An object goes after everything that hangs on it, so that the catalog can be read at every moment.
fn remove(records: &Records, which: Condition) -> Result<(), Error> {
    let door = records.as_system("remove a definition");
    let mut kept = door.find(&Query::of("definition").filter(which).limit(MOST_OF_AN_OBJECT))?.records;
    kept.sort_by_key(|record| match record.text("kind") {
        "object" => 2,
        "field" => 1,
        _ => 0,
    });
    for record in kept {
        door.delete("definition", record.id(), None)?;
    }
    Ok(())
}

fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}-{}", text.len())
}
