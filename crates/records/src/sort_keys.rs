use crate::error::Error;
use crate::records::Records;
use catalog::{Catalog, Field, Object};
use std::sync::Arc;
use value::Id;

impl Records {
    /// Makes the stored sort keys those of the company's order, some rows at a time so that nobody waits long for his turn; answers in
    /// how many steps. Whoever stops in the middle goes on there the next time. Until it is through, lists mix both orders.
    pub fn renew_sort_keys(&self, goes_on: &dyn Fn() -> bool) -> Result<u64, Error> {
        let (order, store) = (self.company().sort_order, &self.inner.store);
        if store.read(|session| store::sorts_by(session, order))? {
            return Ok(0);
        }
        let catalog = self.catalog();
        let mut left = places(&catalog);
        let mut after = Id(i64::MIN);
        if let Some((object, field, id)) = store.read(|session| store::sort_keys_reached(session, order))? {
            let here = |place: &(Arc<Object>, usize)| place.0.name == object && field_of(place).name == field;
            if let Some(place) = left.iter().position(here) {
                let is_through = id == Id(i64::MAX);
                left.drain(..place + usize::from(is_through));
                after = if is_through { after } else { id };
            }
        }
        let mut steps = 0;
        for place in left {
            loop {
                // Set otherwise in the meantime: the next look begins anew.
                if !goes_on() || self.company().sort_order != order {
                    return Ok(steps);
                }
                let here = place.clone();
                let reached = store.write(move |session| -> Result<Option<Id>, Error> {
                    Ok(store::renew_sort_keys(session, &here.0, field_of(&here), after)?)
                })?;
                steps += 1;
                match reached {
                    Some(id) => after = id,
                    None => break,
                }
            }
            after = Id(i64::MIN);
        }
        store.write(move |session| -> Result<(), Error> { Ok(store::end_sort_keys(session, order)?) })?;
        Ok(steps)
    }
}

fn places(catalog: &Catalog) -> Vec<(Arc<Object>, usize)> {
    let fields = |object: &Arc<Object>| -> Vec<(Arc<Object>, usize)> {
        let keyed = (0..object.fields.len()).filter(|place| object.fields[*place].sorts_by_language());
        keyed.map(|place| (object.clone(), place)).collect()
    };
    catalog.objects().iter().flat_map(fields).collect()
}

fn field_of((object, place): &(Arc<Object>, usize)) -> &Field {
    &object.fields[*place]
}
