use crate::cluster::{drop_database, fresh_database, run_sql};
use records::{Behaviours, Clock, Records};
use store::{Location, Store};
use value::Timestamp;

/// An empty company that stands at a fixed moment: 2026-03-01, 16:00 in Shanghai.
pub struct TestCompany {
    /// The door.
    pub records: Records,
    location: Location,
    cluster: Option<String>,
    _folder: tempfile::TempDir,
}

/// One company on SQLite, and one on PostgreSQL when the tests have a cluster.
///
/// # Panics
/// When a database cannot be opened: a test without its database must fail.
pub fn companies(behaviours: &Behaviours) -> Vec<TestCompany> {
    let cluster = std::env::var("GUANXI_TEST_POSTGRES").ok();
    let mut all = vec![open(None, behaviours)];
    all.extend(cluster.map(|cluster| open(Some(cluster), behaviours)));
    all
}

/// Runs a test on every database, without the behaviours of the areas.
pub fn for_each_database(test: impl Fn(&TestCompany)) {
    for company in companies(&Behaviours::default()) {
        test(&company);
    }
}

impl TestCompany {
    /// Which database it is, for messages.
    pub fn database(&self) -> &'static str {
        match self.location {
            Location::Sqlite(_) => "SQLite",
            Location::Postgres(_) => "PostgreSQL",
        }
    }

    /// Opens the same database once more, as a new version of the program would.
    ///
    /// # Panics
    /// When the database cannot be opened.
    pub fn opened_again(&self) -> Records {
        let store = Store::open(&self.location).expect("the database opens again");
        Records::open(store, self.records.clock().clone()).expect("the records open again")
    }

    /// Runs statements past the program, to make a database that it has not made.
    ///
    /// # Panics
    /// When the database refuses them.
    pub fn run_sql(&self, sql: &str) {
        run_sql(&self.location, sql);
    }
}

impl Drop for TestCompany {
    fn drop(&mut self) {
        if let (Some(cluster), Location::Postgres(address)) = (&self.cluster, &self.location) {
            drop_database(cluster, address);
        }
    }
}

fn open(cluster: Option<String>, behaviours: &Behaviours) -> TestCompany {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let location = match &cluster {
        Some(cluster) => Location::Postgres(fresh_database(cluster)),
        None => Location::Sqlite(folder.path().join("guanxi.db")),
    };
    let store = Store::open(&location).expect("the database opens");
    let start: Timestamp = "2026-03-01T08:00:00Z".parse().expect("a moment");
    let records = Records::open(store, Clock::fixed(start)).expect("the records open");
    records.install(behaviours.clone()).expect("behaviours come once");
    TestCompany { records, location, cluster, _folder: folder }
}
