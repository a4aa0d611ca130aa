use formula::Condition;
use records::{Error, Query, Record, Work};
use std::collections::HashMap;
use value::{FieldType, Id, Value};

const AT_ONCE: usize = 200;
const EVERYTHING: u64 = 100_000;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    One(Id),
    /// The oldest of several.
    Several(Id),
}

impl Found {
    pub fn first(self) -> Id {
        match self {
            Found::One(id) | Found::Several(id) => id,
        }
    }
}

/// Records whose field holds one of the values, within reach.
pub(super) fn holding(
    work: &mut Work<'_, '_>,
    object: &str,
    field: &str,
    values: Vec<Value>,
    fields: &[&str],
) -> Result<Vec<Record>, Error> {
    let mut records = Vec::new();
    for chunk in values.chunks(AT_ONCE) {
        let query =
            Query::of(object).filter(Condition::in_(field, chunk.to_vec())).fields(fields).limit(EVERYTHING);
        records.extend(work.find(&query)?.records);
    }
    Ok(records)
}

/// Records by the text of one of their fields.
pub(super) fn by_text<'t>(
    work: &mut Work<'_, '_>,
    object: &str,
    field: &str,
    texts: impl IntoIterator<Item = &'t str>,
) -> Result<HashMap<String, Found>, Error> {
    let values: Vec<Value> = texts.into_iter().map(Value::text).collect();
    let mut found = HashMap::new();
    let records = match holding(work, object, field, values, &[field]) {
        // A field that the importer may not see in full names nothing to him.
        Err(Error::Invalid(_)) => return Ok(found),
        other => other?,
    };
    for record in records {
        note(&mut found, record.text(field).to_owned(), record.id());
    }
    Ok(found)
}

/// Records by whatever names one: id, title, or a text that no two share.
pub(super) fn by_name(
    work: &mut Work<'_, '_>,
    object: &str,
    names: &[String],
) -> Result<HashMap<String, Found>, Error> {
    let catalog = work.catalog().clone();
    let Some(described) = catalog.object(object) else { return Ok(HashMap::new()) };
    let title = described.title_field();
    let of_text =
        |kind| matches!(kind, FieldType::Text | FieldType::Email | FieldType::Phone | FieldType::AutoNumber);
    let telling = described.fields.iter().filter(|field| field.name == title.name || field.unique);
    let mut found = HashMap::new();
    for field in telling.filter(|field| of_text(field.result)) {
        let open: Vec<&str> =
            names.iter().map(String::as_str).filter(|name| !found.contains_key(*name)).collect();
        found.extend(by_text(work, object, &field.name, open)?);
    }
    let ids: Vec<(&String, Id)> =
        names.iter().filter_map(|name| Some((name, Id::parse(name, &described.prefix).ok()?))).collect();
    for chunk in ids.chunks(AT_ONCE) {
        let query =
            Query::of(object).ids(chunk.iter().map(|(_, id)| *id).collect()).fields(&[]).limit(EVERYTHING);
        let there: Vec<Id> = work.find(&query)?.records.iter().map(Record::id).collect();
        found.extend(
            chunk
                .iter()
                .filter(|(_, id)| there.contains(id))
                .map(|(name, id)| ((*name).clone(), Found::One(*id))),
        );
    }
    Ok(found)
}

fn note(found: &mut HashMap<String, Found>, text: String, id: Id) {
    found
        .entry(text)
        .and_modify(|known| {
            if known.first() != id {
                *known = Found::Several(known.first().min(id));
            }
        })
        .or_insert(Found::One(id));
}
