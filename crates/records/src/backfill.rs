use crate::computed;
use crate::error::Error;
use crate::rollups;
use access::{Actor, Reach, Verb, reach};
use catalog::{Catalog, ID, Object};
use jiff::tz::TimeZone;
use std::sync::Arc;
use store::{Reaches, Row, Select, Session, SortKey, SortOrder, Trash};
use value::{Currency, FieldType, Id, Timestamp, Value};

const ROWS_AT_ONCE: u64 = 500;
/// A roll-up may read one that is as new as itself.
const ROUNDS: usize = 3;

type Run<'a> = &'a mut dyn FnMut(&mut Session<'_>, &[Row]) -> Result<(), Error>;

/// Works out formulas and roll-ups that records made before them do not have yet.
pub(crate) fn work_out(
    session: &mut Session<'_>,
    catalog: &Catalog,
    added: &[(Arc<Object>, usize)],
    now: Timestamp,
    currency: Currency,
) -> Result<(), Error> {
    let of_kind = |kind: FieldType| {
        added.iter().filter(move |(object, position)| object.fields[*position].kind == kind)
    };
    for (object, position) in of_kind(FieldType::Formula) {
        each_chunk(session, catalog, object, &mut |session, rows| {
            rows.iter().try_for_each(|row| fill(session, object, *position, row, (now, currency)))
        })?;
    }
    let rounds = if of_kind(FieldType::RollUp).count() > 1 { ROUNDS } else { 1 };
    for _ in 0..rounds {
        for (object, position) in of_kind(FieldType::RollUp) {
            each_chunk(session, catalog, object, &mut |session, rows| {
                let ids: Vec<Id> = rows.iter().filter_map(|row| row[ID].as_id()).collect();
                rollups::roll_up(session, catalog, object, *position, &ids)
            })?;
        }
    }
    Ok(())
}

fn fill(
    session: &mut Session<'_>,
    object: &Object,
    position: usize,
    row: &Row,
    (now, currency): (Timestamp, Currency),
) -> Result<(), Error> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let mut worked_out = row.clone();
    computed::work_out(object, &mut worked_out, today, now, currency);
    let value = std::mem::take(&mut worked_out[position]);
    if value == row[position] {
        return Ok(());
    }
    let id = row[ID].as_id().unwrap_or(Id(0));
    Ok(store::refill_row(session, object, id, &[(position, value)])?)
}

/// All rows of an object, living or not, a few hundred at a time.
fn each_chunk(
    session: &mut Session<'_>,
    catalog: &Catalog,
    object: &Object,
    run: Run<'_>,
) -> Result<(), Error> {
    let system = Actor::system("work out new fields");
    let Some(everything): Option<Reach> = reach(&system, Verb::Read, object, catalog, jiff::civil::Date::MIN)
    else {
        return Ok(());
    };
    let none = Reaches::new();
    let fields: Vec<usize> = (0..object.fields.len()).collect();
    let mut last = Id(i64::MIN);
    loop {
        let select = Select {
            catalog,
            object,
            reach: &everything,
            reaches: &none,
            fields: &fields,
            condition: None,
            trash: Trash::With,
            ids: None,
            sort: &[SortKey { field: ID, order: SortOrder::Up }],
            after: Some((&[Value::Id(last)], last)),
            limit: Some(ROWS_AT_ONCE),
            offset: 0,
        };
        let mut rows: Vec<Row> = Vec::new();
        store::fetch(session, &select, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        let Some(id) = rows.last().and_then(|row| row[ID].as_id()) else { return Ok(()) };
        last = id;
        run(session, &rows)?;
    }
}
