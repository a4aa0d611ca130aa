use std::sync::atomic::{AtomicU32, Ordering};
use store::Location;

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// A new, empty database in the cluster that a PostgreSQL address names; answers its address. Its texts are in the order
/// of a language and not of their bytes, as on most servers, so that whoever relies on bytes is found out.
///
/// # Panics
/// When the cluster cannot be reached: a test without its database must fail.
pub fn fresh_database(address: &str) -> String {
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    let name = format!("guanxi_{}_{number}", std::process::id());
    let mut client = connect(address);
    client.batch_execute(&format!("DROP DATABASE IF EXISTS {name}")).expect("an old database goes");
    client
        .batch_execute(&format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"
        ))
        .expect("a new database comes");
    let (base, options) =
        address.split_once('?').map_or((address, String::new()), |(base, rest)| (base, format!("?{rest}")));
    let place = base.rfind('/').expect("the address names a database");
    format!("{}/{name}{options}", &base[..place])
}

/// A connection of somebody else to the same PostgreSQL database.
pub struct Outsider(postgres::Client);

impl Outsider {
    /// Connects in the open.
    ///
    /// # Panics
    /// When the database cannot be reached.
    pub fn at(address: &str) -> Outsider {
        Outsider(connect(address))
    }

    /// The first column of every row that the statements answer.
    ///
    /// # Panics
    /// When the database refuses the statements.
    pub fn ask(&mut self, sql: &str) -> Vec<String> {
        let answers = self.0.simple_query(sql).expect("PostgreSQL takes the statements");
        let first = |answer: &postgres::SimpleQueryMessage| match answer {
            postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        };
        answers.iter().filter_map(first).collect()
    }
}

/// Takes a database of `fresh_database` away again; what cannot be taken away stays.
pub(crate) fn drop_database(cluster: &str, address: &str) {
    let Some(name) = address.split('?').next().and_then(|base| base.rsplit('/').next()) else { return };
    if let Ok(mut client) = postgres::Client::connect(cluster, postgres::NoTls) {
        let _ = client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    }
}

/// Runs statements past the program.
///
/// # Panics
/// When the database refuses them.
pub fn run_sql(location: &Location, sql: &str) {
    match location {
        Location::Postgres(address) => {
            connect(address).batch_execute(sql).expect("PostgreSQL takes the statements")
        }
        Location::Sqlite(path) => rusqlite::Connection::open(path)
            .and_then(|connection| connection.execute_batch(sql))
            .expect("SQLite takes the statements"),
    }
}

fn connect(address: &str) -> postgres::Client {
    postgres::Client::connect(address, postgres::NoTls).expect("the test cluster answers")
}
