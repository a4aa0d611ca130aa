//! What people do with customers, and what they still have to do.

mod last_contact;
mod task;

use crate::Area;

pub(crate) const AREA: Area = Area {
    derives: &[("note_when_done", "task", task::note_when_done)],
    guards: &[],
    reactions: &[("note_the_last_contact", "activity", last_contact::note_the_last_contact)],
};
