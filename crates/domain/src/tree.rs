use records::{Checked, Error, Query, Work};
use serde_json::{Map, Value as Json};

/// More than this no company is deep, and no walk up should be.
const DEEPEST: usize = 200;

/// Refuses a parent that is the record itself or stands below it, seen by the asker or not.
pub(crate) fn refuse_loop(work: &mut Work<'_, '_>, checked: &Checked, field: &str) -> Result<(), Error> {
    if checked.is_creation() || !checked.changes(field) {
        return Ok(());
    }
    let mut above = checked.get(field).as_id();
    for _ in 0..DEEPEST {
        let Some(at) = above else { return Ok(()) };
        if at == checked.id() {
            return Err(looped(field));
        }
        let query = Query::of(&checked.object().name).ids(vec![at]).fields(&[field]).limit(1);
        let page = work.find_beyond_reach("look for loops", &query)?;
        above = page.records.first().and_then(|record| record.get(field).as_id());
    }
    Err(looped(field))
}

fn looped(field: &str) -> Error {
    let mut params = Map::new();
    params.insert("field".to_owned(), Json::from(field));
    Error::Refused { code: "loop", params }
}
