//! What the business does, one folder for each area of `objects/`; each lists its behaviours in running order.

mod core;
mod flow;
mod listing;
mod notice;
mod sales;
mod tree;

pub use listing::listing;

use records::{Behaviours, Derive, Guard, Reaction};

type Named<F> = (&'static str, &'static str, F);

/// What one area does, in running order: name, object, function.
struct Area {
    derives: &'static [Named<Derive>],
    guards: &'static [Named<Guard>],
    reactions: &'static [Named<Reaction>],
}

const AREAS: [&Area; 3] = [&core::AREA, &flow::AREA, &sales::AREA];

/// Everything that happens by itself, for the door.
pub fn behaviours() -> Behaviours {
    let mut all = Behaviours::default();
    for area in AREAS {
        all.derives.extend_from_slice(area.derives);
        all.guards.extend_from_slice(area.guards);
        all.reactions.extend_from_slice(area.reactions);
    }
    all
}
