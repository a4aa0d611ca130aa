use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::Answer;
use crate::edge::reply;
use crate::edge::server::blocking;
use access::{Verb, reach};
use catalog::Access;
use records::{Query, Trash};
use serde_json::{Value as Json, json};

/// How many records of each object lie in the trash, as far as the caller may take them out.
pub async fn trash(caller: Caller, params: Params) -> Answer {
    params.finish()?;
    let body = blocking(move || {
        let door = caller.door();
        let today = door.records().today();
        let mut rows: Vec<Json> = Vec::new();
        for object in door.catalog().objects().iter().filter(|object| object.access != Access::System) {
            let may = |verb| reach(door.actor(), verb, object, door.catalog(), today).is_some();
            if !may(Verb::Delete) || !may(Verb::Read) {
                continue;
            }
            let count = door.count(&Query::of(&object.name).trash(Trash::Only))?;
            if count > 0 {
                rows.push(json!({ "object": object.name, "count": count }));
            }
        }
        Ok(json!({ "data": rows }))
    });
    Ok(reply::ok(&body.await?))
}
