use crate::{Checked, Door, Draft, Error, LogEntry, Record, Work};
use std::collections::HashMap;
use value::{Currency, Date, Timestamp};

/// What a derive may know beside the record.
#[derive(Debug, Clone, Copy)]
pub struct Ctx {
    /// The moment.
    pub now: Timestamp,
    /// The day where the company is.
    pub today: Date,
    /// The currency that the record counts in: its own, that of what it is a part of, or the company's.
    pub currency: Currency,
}

/// Fills fields of a draft before it is checked: (draft, record before the change).
pub type Derive = fn(&mut Draft, Option<&Record>, &Ctx);
/// May read and refuse, in the transaction, after the checks.
pub type Guard = fn(&mut Work<'_, '_>, &Checked) -> Result<(), Error>;
/// A named command: (work, record, input).
pub type ActionRun = fn(&mut Work<'_, '_>, Record, &Draft) -> Result<Record, Error>;
/// Runs after the commit, from the log, perhaps more than once.
pub type Reaction = fn(&Door, &LogEntry) -> Result<(), Error>;

/// Actions by object and name.
pub type Actions = HashMap<(&'static str, &'static str), ActionRun>;

/// All behaviours of the areas, in running order: (name, object, function).
#[derive(Default, Clone)]
pub struct Behaviours {
    /// Pure.
    pub derives: Vec<(&'static str, &'static str, Derive)>,
    /// May refuse.
    pub guards: Vec<(&'static str, &'static str, Guard)>,
    /// Named commands that are more than plain changes.
    pub actions: Actions,
    /// After the commit.
    pub reactions: Vec<(&'static str, &'static str, Reaction)>,
}
