use crate::draft::Draft;
use crate::error::Error;
use crate::query::Query;
use crate::record::Record;
use crate::work::Work;
use catalog::{Access, Object};
use formula::Condition;
use std::collections::{BTreeSet, HashMap};
use store::Trash;
use value::{Currency, FieldType, Id, Value};

const CURRENCY: &str = "currency";

/// The currencies in which new or changed records of one object count: what they say themselves, what the record says that they are a
/// part of, or the company's.
pub(crate) fn currencies(
    work: &mut Work<'_, '_>,
    object: &Object,
    drafts: &[(&Draft, Option<&Record>)],
) -> Result<Vec<Currency>, Error> {
    let company = work.records.company().currency;
    if says_currency(object) {
        let own = |(draft, before): &(&Draft, Option<&Record>)| read(&value_of(draft, *before, CURRENCY));
        return Ok(drafts.iter().map(|pair| own(pair).unwrap_or(company)).collect());
    }
    let Access::Parent(reference) = &object.access else { return Ok(vec![company; drafts.len()]) };
    let parent =
        object.field(reference).and_then(|field| field.target()).and_then(|name| work.catalog.object(name));
    let Some(parent) = parent.filter(|parent| says_currency(parent)).cloned() else {
        return Ok(vec![company; drafts.len()]);
    };
    let whole = |(draft, before): &(&Draft, Option<&Record>)| value_of(draft, *before, reference).as_id();
    let ids: BTreeSet<Id> = drafts.iter().filter_map(whole).collect();
    let mut known: HashMap<Id, Currency> = HashMap::new();
    if !ids.is_empty() {
        let query = Query::of(&parent.name)
            .filter(Condition::in_("id", ids.iter().copied().map(Value::Id).collect()))
            .fields(&[CURRENCY])
            .limit(ids.len() as u64)
            .trash(Trash::With);
        for record in work.find_beyond_reach("read the currency that a part counts in", &query)?.records {
            known.extend(read(record.get(CURRENCY)).map(|currency| (record.id(), currency)));
        }
    }
    Ok(drafts
        .iter()
        .map(|pair| whole(pair).and_then(|id| known.get(&id).copied()).unwrap_or(company))
        .collect())
}

fn says_currency(object: &Object) -> bool {
    object.field(CURRENCY).is_some_and(|field| field.kind == FieldType::Text)
}

fn value_of(draft: &Draft, before: Option<&Record>, field: &str) -> Value {
    draft.get(field).or_else(|| before.map(|record| record.get(field))).cloned().unwrap_or_default()
}

fn read(value: &Value) -> Option<Currency> {
    value.as_text()?.trim().parse().ok()
}
