use crate::error::Error;
use crate::read::Reading;
use crate::records::Records;
use access::{Clause, Reach};
use parking_lot::Mutex;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Aggregation, GroupRow, Select, Session};

/// What takes less is counted again every time, unless somebody wants it otherwise.
const SLOW: Duration = Duration::from_millis(10);
const KEPT: usize = 1_000;
/// Answers of more groups are not kept, and of the others only so many.
const MOST_GROUPS: usize = 2_000;
const KEPT_GROUPS: usize = 200;
/// Roll-ups read roll-ups so many levels deep.
const ROLLED_UP: usize = 3;

/// Counts and sums that took long. Each holds until the log has an entry that may change it: they are exact.
pub(crate) struct Totals {
    slow: Mutex<Duration>,
    totals: Known<u64>,
    groups: Known<Arc<Vec<GroupRow>>>,
}

/// Answers by question, with the entry of the log up to which they hold.
type Known<T> = Mutex<HashMap<String, (T, i64)>>;

impl Default for Totals {
    fn default() -> Totals {
        Totals { slow: Mutex::new(SLOW), totals: Mutex::default(), groups: Mutex::default() }
    }
}

impl Records {
    /// Keeps the totals of counts and groups that take at least so long: with zero all of them, with the longest duration none.
    pub fn keep_totals_of(&self, slow: Duration) {
        *self.inner.totals.slow.lock() = slow;
        self.inner.totals.totals.lock().clear();
        self.inner.totals.groups.lock().clear();
    }

    /// How many totals are kept at the moment.
    pub fn kept_totals(&self) -> usize {
        self.inner.totals.totals.lock().len()
    }

    /// How many answers in groups are kept at the moment.
    pub fn kept_groups(&self) -> usize {
        self.inner.totals.groups.lock().len()
    }
}

/// What may be kept without filling the memory.
trait Keepable {
    /// So many answers are kept.
    const MOST: usize;

    fn is_small(&self) -> bool;
}

impl Keepable for u64 {
    const MOST: usize = KEPT;

    fn is_small(&self) -> bool {
        true
    }
}

impl Keepable for Arc<Vec<GroupRow>> {
    const MOST: usize = KEPT_GROUPS;

    fn is_small(&self) -> bool {
        self.len() <= MOST_GROUPS
    }
}

impl Reading<'_> {
    /// Counts the rows of a select, or knows already how many there are.
    pub fn total(&self, session: &mut Session<'_>, select: &Select<'_>) -> Result<u64, Error> {
        self.kept(&self.inner.totals.totals, session, (select, ""), |session| {
            Ok(store::count(session, select)?)
        })
    }

    /// Groups the rows of a select, or knows the groups already.
    pub fn groups(
        &self,
        session: &mut Session<'_>,
        asked: &Aggregation<'_>,
    ) -> Result<Arc<Vec<GroupRow>>, Error> {
        let how = format!("{:?} {:?} {}", asked.group_by, asked.measures, asked.zone);
        self.kept(&self.inner.totals.groups, session, (&asked.rows, &how), |session| {
            Ok(Arc::new(store::aggregate(session, asked)?))
        })
    }

    fn kept<T: Clone + Keepable>(
        &self,
        known: &Known<T>,
        session: &mut Session<'_>,
        (select, how): (&Select<'_>, &str),
        work_out: impl FnOnce(&mut Session<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if select.ids.is_some() || !session.numbers_in_order() {
            return work_out(session);
        }
        let question = format!(
            "{} {:?} {:?} {:?} {:?} {how}",
            self.object.shape, select.trash, select.reach, select.condition, select.reaches
        );
        let seq = store::last_log(session)?;
        let before = known.lock().get(&question).cloned();
        if let Some((answer, until)) = before
            && (until == seq || !store::log_names(session, until, &self.counting(select))?)
        {
            known.lock().insert(question, (answer.clone(), seq));
            return Ok(answer);
        }
        let begun = Instant::now();
        let answer = work_out(session)?;
        let slow = begun.elapsed() >= *self.inner.totals.slow.lock();
        let mut all = known.lock();
        if !slow || !answer.is_small() {
            all.remove(&question);
            return Ok(answer);
        }
        if all.len() >= T::MOST {
            all.clear();
        }
        all.insert(question, (answer.clone(), seq));
        Ok(answer)
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
