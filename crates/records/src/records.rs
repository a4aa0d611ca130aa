use crate::actors::Roster;
use crate::audit::ReadLog;
use crate::behaviour::Behaviours;
use crate::change::{ChangeKind, LogEntry};
use crate::company::Company;
use crate::definitions;
use crate::door::Door;
use crate::error::Error;
use crate::log;
use crate::node::Node;
use crate::totals::Totals;
use crate::{Clock, Query};
use access::Actor;
use arc_swap::ArcSwap;
use catalog::Catalog;
use formula::Condition;
use parking_lot::Mutex;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, OnceLock};
use store::Store;
use value::{Currency, Date, Id, IdClock, Timestamp, Value};

/// The open database with its catalog, company and behaviours. Copies share everything.
#[derive(Clone)]
pub struct Records {
    pub(crate) inner: Arc<Inner>,
}

/// Which database the records are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatabaseCard {
    /// SQLite or PostgreSQL.
    pub kind: &'static str,
    /// Its size.
    pub bytes: u64,
}

pub(crate) struct Inner {
    pub store: Store,
    pub built_in: Catalog,
    pub catalog: ArcSwap<Catalog>,
    pub clock: Clock,
    pub ids: Arc<IdClock>,
    pub company: ArcSwap<Company>,
    pub defaults: OnceLock<BTreeMap<String, Json>>,
    pub roster: Roster,
    pub behaviours: OnceLock<Behaviours>,
    pub reads: ReadLog,
    _node: Node,
    pub totals: Totals,
    listeners: Mutex<Vec<Sender<i64>>>,
}

impl Records {
    /// Brings the database into shape, loads the company's own objects and fields, and opens the door.
    pub fn open(store: Store, clock: Clock) -> Result<Records, Error> {
        let built_in = Catalog::built_in().map_err(|error| Error::Internal(error.to_string()))?;
        if let Some(problem) = built_in.problems().into_iter().next() {
            return Err(Error::Internal(problem));
        }
        definitions::shape(&store, &built_in, &clock, Currency::CNY, None)?;
        let objects = built_in.objects().to_vec();
        let floor = store.read(|session| store::largest_id(session, &objects))?;
        let (node, ids) = Node::claim(&store, &clock, floor)?;
        let records = Records {
            inner: Arc::new(Inner {
                store,
                catalog: ArcSwap::from_pointee(built_in.clone()),
                built_in,
                clock,
                ids,
                company: ArcSwap::from_pointee(Company::from_settings(BTreeMap::new())),
                defaults: OnceLock::new(),
                roster: Roster::default(),
                behaviours: OnceLock::new(),
                reads: ReadLog::default(),
                _node: node,
                totals: Totals::default(),
                listeners: Mutex::new(Vec::new()),
            }),
        };
        records.reload_company()?;
        definitions::reload(&records)?;
        Ok(records)
    }

    /// Hands in what the areas do; once, at boot.
    pub fn install(&self, behaviours: Behaviours) -> Result<(), Error> {
        self.inner
            .behaviours
            .set(behaviours)
            .map_err(|_| Error::Internal("behaviours are installed already".to_owned()))
    }

    /// Settings that count where the company has set nothing; once, at boot.
    pub fn set_defaults(&self, defaults: BTreeMap<String, Json>) -> Result<(), Error> {
        self.inner
            .defaults
            .set(defaults)
            .map_err(|_| Error::Internal("defaults are set already".to_owned()))?;
        self.reload_company()
    }

    /// The behaviours that were handed in.
    pub fn behaviours(&self) -> Option<&Behaviours> {
        self.inner.behaviours.get()
    }

    /// The objects at this moment.
    pub fn catalog(&self) -> Arc<Catalog> {
        self.inner.catalog.load_full()
    }

    /// Where the time comes from.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// The database, for backups and benchmarks.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Which database it is, and how large.
    pub fn database(&self) -> Result<DatabaseCard, Error> {
        let kind = match self.inner.store.file() {
            Some(_) => "SQLite",
            None => "PostgreSQL",
        };
        Ok(DatabaseCard { kind, bytes: self.inner.store.bytes()? })
    }

    /// Writes that wait for their turn.
    pub fn waiting_writes(&self) -> usize {
        self.inner.store.waiting_writes()
    }

    /// The company and its settings.
    pub fn company(&self) -> Arc<Company> {
        self.inner.company.load_full()
    }

    /// The day where the company is.
    pub fn today(&self) -> Date {
        self.inner.today()
    }

    /// A setting, or its default.
    pub fn setting(&self, key: &str) -> Option<Json> {
        let company = self.inner.company.load();
        company
            .settings
            .get(key)
            .or_else(|| self.inner.defaults.get().and_then(|defaults| defaults.get(key)))
            .cloned()
    }

    /// All settings that are set, over the defaults.
    pub fn settings(&self) -> BTreeMap<String, Json> {
        let mut all = self.inner.defaults.get().cloned().unwrap_or_default();
        all.extend(self.inner.company.load().settings.clone());
        all
    }

    /// Changes a setting. The caller has checked that the asker may.
    pub fn set_setting(&self, key: &str, value: Json) -> Result<(), Error> {
        let door = self.as_system("change a setting");
        let query = Query::of("setting").filter(Condition::eq("key", Value::text(key)));
        let draft =
            crate::Draft::new("setting").set("key", Value::text(key)).set("value", Value::Json(value));
        match door.find(&query)?.records.first() {
            Some(found) => door.update(found.id(), None, draft)?,
            None => door.create(draft)?,
        };
        self.reload_company()
    }

    /// Somebody with what his roles allow.
    pub fn actor(&self, user: Id) -> Result<Arc<Actor>, Error> {
        self.inner.roster.actor(self, user)
    }

    /// Somebody limited to what one role allows, for tokens.
    pub fn actor_limited(&self, user: Id, role: Id) -> Result<Arc<Actor>, Error> {
        self.inner.roster.limited(self, user, role)
    }

    /// Somebody's view.
    pub fn as_user(&self, actor: Arc<Actor>) -> Door {
        Door::new(self.clone(), actor, String::new())
    }

    /// The program's own view, with the reason why it acts.
    pub fn as_system(&self, reason: &'static str) -> Door {
        Door::new(self.clone(), Arc::new(Actor::system(reason)), reason.to_owned())
    }

    /// Entries of the change log after a number, in order and without gaps that fill later.
    pub fn changes_after(&self, seq: i64, limit: usize) -> Result<Vec<LogEntry>, Error> {
        log::after(&self.inner, seq, limit)
    }

    /// Number of the newest entry.
    pub fn last_seq(&self) -> Result<i64, Error> {
        Ok(self.inner.store.read(store::last_log)?)
    }

    /// Entries appear in the order of their numbers. In PostgreSQL one with a lower number may appear late.
    pub fn numbers_in_order(&self) -> bool {
        self.inner.store.dialect() == store::Dialect::Sqlite
    }

    /// A channel that gets the newest entry's number after commits of this process.
    pub fn on_commit(&self) -> Receiver<i64> {
        let (sender, receiver) = channel();
        self.inner.listeners.lock().push(sender);
        receiver
    }

    /// Learns from an entry that another process may have written: drops what it makes untrue.
    pub fn observe(&self, entry: &LogEntry) -> Result<(), Error> {
        match entry.kind {
            ChangeKind::Read => Ok(()),
            _ => self.noticed(&entry.object),
        }
    }

    /// Waits until all reads so far that have to be written down are in the log.
    pub fn finish_read_log(&self) {
        self.inner.reads.flush();
    }

    pub(crate) fn noticed(&self, object: &str) -> Result<(), Error> {
        match object {
            "user" | "team" | "role" | "role_grant" | "role_field" => {
                self.inner.roster.forget();
                Ok(())
            }
            "setting" => self.reload_company(),
            "definition" => definitions::reload(self),
            _ => Ok(()),
        }
    }

    pub(crate) fn tell(&self, seq: i64) {
        self.inner.listeners.lock().retain(|listener| listener.send(seq).is_ok());
    }

    fn reload_company(&self) -> Result<(), Error> {
        let door = self.as_system("read the settings");
        let mut settings = self.inner.defaults.get().cloned().unwrap_or_default();
        door.each(&Query::of("setting"), &mut |record| {
            if let Value::Json(value) = record.get("value") {
                settings.insert(record.text("key").to_owned(), value.clone());
            }
            Ok(())
        })?;
        let company = Arc::new(Company::from_settings(settings));
        let before = self.inner.company.swap(company.clone());
        let same = before.country == company.country && before.sort_order == company.sort_order;
        if same { Ok(()) } else { definitions::reload(self) }
    }
}

impl Inner {
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn today(&self) -> Date {
        self.company.load().zone.to_datetime(self.now()).date()
    }

    pub fn new_id(&self) -> Id {
        self.ids.next(self.now().as_millisecond())
    }
}
