use crate::error::Error;
use crate::read::Reading;
use crate::records::Records;
use access::{Clause, Reach};
use parking_lot::Mutex;
use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, Instant};
use store::{Select, Session};

/// What takes less is counted again every time, unless somebody wants it otherwise.
const SLOW: Duration = Duration::from_millis(10);
const KEPT: usize = 1_000;
/// Roll-ups read roll-ups so many levels deep.
const ROLLED_UP: usize = 3;

/// Totals that took long to count. Each holds until the log has an entry that may change it: they are exact.
pub(crate) struct Totals {
    slow: Mutex<Duration>,
    known: Mutex<HashMap<String, Known>>,
}

impl Default for Totals {
    fn default() -> Totals {
        Totals { slow: Mutex::new(SLOW), known: Mutex::default() }
    }
}

impl Records {
    /// Keeps the totals of counts that take at least so long: with zero all of them, with the longest duration none.
    pub fn keep_totals_of(&self, slow: Duration) {
        *self.inner.totals.slow.lock() = slow;
        self.inner.totals.known.lock().clear();
    }

    /// How many totals are kept at the moment.
    pub fn kept_totals(&self) -> usize {
        self.inner.totals.known.lock().len()
    }
}

#[derive(Clone, Copy)]
struct Known {
    total: u64,
    seq: i64,
}

impl Reading<'_> {
    /// Counts the rows of a select, or knows already how many there are.
    pub fn total(&self, session: &mut Session<'_>, select: &Select<'_>) -> Result<u64, Error> {
        if select.ids.is_some() || !session.numbers_in_order() {
            return Ok(store::count(session, select)?);
        }
        let totals = &self.inner.totals;
        let question = format!(
            "{} {:?} {:?} {:?} {:?}",
            self.object.shape, select.trash, select.reach, select.condition, select.reaches
        );
        let seq = store::last_log(session)?;
        let known = totals.known.lock().get(&question).copied();
        if let Some(known) = known
            && (known.seq == seq || !store::log_names(session, known.seq, &self.counting(select))?)
        {
            totals.known.lock().insert(question, Known { seq, ..known });
            return Ok(known.total);
        }
        let slow = *totals.slow.lock();
        let begun = Instant::now();
        let total = store::count(session, select)?;
        let mut all = totals.known.lock();
        if begun.elapsed() < slow {
            all.remove(&question);
            return Ok(total);
        }
        if all.len() >= KEPT {
            all.clear();
        }
        all.insert(question, Known { total, seq });
        Ok(total)
    }

    /// The objects that decide which rows count: whoever writes none of them changes no total.
    fn counting(&self, select: &Select<'_>) -> Vec<String> {
        let mut names = BTreeSet::from([self.object.name.clone()]);
        reached(select.reach, &mut names);
        for (name, reach) in select.reaches {
            names.insert(name.clone());
            reached(reach, &mut names);
        }
        for object in self.catalog.objects().iter().cycle().take(ROLLED_UP * self.catalog.objects().len()) {
            if self.catalog.roll_ups_of(&object.name).any(|(parent, _, _)| names.contains(&parent.name)) {
                names.insert(object.name.clone());
            }
        }
        names.into_iter().collect()
    }
}

fn reached(reach: &Reach, names: &mut BTreeSet<String>) {
    match reach.clause() {
        Clause::Everything => {}
        Clause::Owned { .. } => {
            names.insert("record_member".to_owned());
        }
        Clause::Private { .. } => {
            names.insert("user".to_owned());
        }
        Clause::Each(list) => list.iter().for_each(|part| reached(part, names)),
        Clause::Parent { parents, .. } => {
            for parent in parents {
                names.insert(parent.object().to_owned());
                reached(parent, names);
            }
        }
    }
}
