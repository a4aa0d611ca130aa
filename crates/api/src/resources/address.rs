use crate::edge::caller::Caller;
use crate::edge::problem::Problem;
use catalog::{Access, Catalog, Object};
use records::Door;
use std::sync::Arc;
use value::Id;

/// A caller at an object's address.
pub struct At {
    pub door: Door,
    pub object: Arc<Object>,
}

impl At {
    /// The object of a REST name; the program's own objects have no address.
    pub fn object(caller: &Caller, plural: &str) -> Result<At, Problem> {
        let door = caller.door();
        let object = addressed(door.catalog(), plural)?;
        Ok(At { door, object })
    }

    /// The same with a record's id.
    pub fn record(caller: &Caller, plural: &str, id: &str) -> Result<(At, Id), Problem> {
        let at = At::object(caller, plural)?;
        let id = Id::parse(id, &at.object.prefix).map_err(|_| Problem::not_found())?;
        Ok((at, id))
    }

    /// Where a record is found.
    pub fn location(&self, id: Id) -> String {
        format!("/api/v1/{}/{}", self.object.plural, id.with_prefix(&self.object.prefix))
    }
}

fn addressed(catalog: &Catalog, plural: &str) -> Result<Arc<Object>, Problem> {
    catalog
        .by_plural(plural)
        .filter(|object| object.access != Access::System)
        .cloned()
        .ok_or_else(Problem::not_found)
}
