mod model;
mod sql;

pub use model::*;
pub use sql::*;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Customer relationships: who is worth what, who is leaving, what to do today.
#[derive(Debug, Parser)]
#[command(name = "guanxi", version, about, long_about = None, max_term_width = 100)]
#[command(after_help = "Every command explains itself: guanxi import --help.\n\
    Exit status: 0 done, 1 refused or failed (the reason is on stderr), 2 wrong usage.")]
pub struct CommandLine {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the program to browsers and other programs
    Serve(Serve),
    /// Make the first administrator without a browser
    Init(Init),
    /// Fill an empty folder with an invented company, then serve it
    Demo(Serve),
    /// Make an API token for another program and print it
    Token(Token),
    /// Take in a file: CSV (also .gz), XLSX or vCard
    Import(Import),
    /// Write all records of an object, or some of them, to a file
    Export(Export),
    /// Work out who matters, who is leaving and who will order when
    Insight(Insight),
    /// Ask the company's facts in SQL: one SELECT over all objects as tables
    Sql(Sql),
    /// Write the files that SQL is answered from
    Warehouse(Warehouse),
    /// Customer mathematics on a file, without any records: lifetime value, RFM and more
    Model(Model),
    /// Copy records, files and settings into one file, while the server runs
    Backup(Backup),
    /// Bring a copy back
    Restore(Restore),
    /// Look for what is wrong, or show what the program is made of
    Doctor(Doctor),
}

/// Where the records are.
#[derive(Debug, Args, Clone)]
pub struct Place {
    /// Folder of the records, the files and the settings (guanxi.toml); it is made when missing
    #[arg(long, env = "GUANXI_DATA", value_name = "DIR")]
    pub data: PathBuf,
    /// PostgreSQL 15 or newer instead of the SQLite file in the folder: postgres://user:password@host/database
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
}

/// The same for what also works without records.
#[derive(Debug, Args, Clone)]
pub struct MaybePlace {
    /// Folder of the records
    #[arg(long, env = "GUANXI_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// PostgreSQL 15 or newer instead of the SQLite file in the folder: postgres://user:password@host/database
    #[arg(long, value_name = "URL", requires = "data")]
    pub database_url: Option<String>,
}

impl MaybePlace {
    pub fn place(&self) -> Option<Place> {
        self.data.clone().map(|data| Place { data, database_url: self.database_url.clone() })
    }
}

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub place: Place,
    /// Address and port to listen on; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<String>,
}

#[derive(Debug, Args)]
pub struct Init {
    #[command(flatten)]
    pub place: Place,
    /// E-mail address that the administrator signs in with
    #[arg(long)]
    pub email: String,
    /// Read the password from standard input, up to the end of the first line
    #[arg(long, required = true)]
    pub password_stdin: bool,
    /// Name of the administrator [default: the part of the address before the @]
    #[arg(long)]
    pub name: Option<String>,
    /// Name of the company [default: [company] name of the settings]
    #[arg(long)]
    pub company: Option<String>,
    /// Language of the administrator and the new roles: en, zh-Hans or zh-Hant [default: the company's]
    #[arg(long)]
    pub language: Option<String>,
    /// Currency of the company, such as CNY or EUR [default: [company] currency of the settings]
    #[arg(long)]
    pub currency: Option<String>,
}

#[derive(Debug, Args)]
pub struct Token {
    #[command(flatten)]
    pub place: Place,
    /// Whose token it is: e-mail address of an active user
    #[arg(long)]
    pub email: String,
    /// What it is for
    #[arg(long)]
    pub name: String,
    /// Only what this role allows (its name or id); without it, all that the user may do
    #[arg(long)]
    pub role: Option<String>,
    /// Last day that it works
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub expires: Option<Date>,
}

#[derive(Debug, Args)]
#[command(after_help = "Progress goes to stderr, the summary to stdout as JSON:\n\
    {\"rows\",\"imported\",\"refused\",\"created\":{object:n},\"updated\":{object:n},\"error_file\"}")]
pub struct Import {
    /// The file: .csv, .csv.gz, .xlsx or .vcf
    pub file: PathBuf,
    #[command(flatten)]
    pub place: Place,
    /// An object (customer, contact, product ...), or 'orders' for flat order lines, from which customers,
    /// products, orders and lines are made
    #[arg(long = "as", value_name = "OBJECT|orders")]
    pub kind: String,
    /// Which column goes into which field, as TOML lines "header" = "field"; without it the headers are guessed
    #[arg(long, value_name = "FILE.toml")]
    pub map: Option<PathBuf>,
    /// Field that says which record a row is about: rows that are already there change it
    #[arg(long, value_name = "FIELD")]
    pub key: Option<String>,
    /// Read and check everything, write nothing
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Example: guanxi export customer --data DIR --to best.xlsx --filter value_tier=mvc \
    --filter 'clv_12m[gte]=1000'")]
pub struct Export {
    /// Name of the object: customer, contact, order ...
    pub object: String,
    #[command(flatten)]
    pub place: Place,
    /// The file to write; its ending decides what it is
    #[arg(long, value_name = "FILE.csv|.xlsx")]
    pub to: PathBuf,
    /// Only records with this value; FIELD[OP]=VALUE also takes ne, lt, lte, gt, gte, in, nin, contains,
    /// starts_with, is_null, between. May be given several times
    #[arg(long, value_name = "FIELD=VALUE")]
    pub filter: Vec<String>,
    /// Fields in the order of the columns, separated by commas [default: all]
    #[arg(long, value_delimiter = ',')]
    pub fields: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Insight {
    #[command(subcommand)]
    pub command: InsightCommand,
}

#[derive(Debug, Subcommand)]
pub enum InsightCommand {
    /// Read the orders and write value, risk and rhythm to every customer; the summary is JSON on stdout
    Run(InsightRun),
}

#[derive(Debug, Args)]
pub struct InsightRun {
    #[command(flatten)]
    pub place: Place,
    /// As if this were today; orders after it are left out [default: today, or the day after the last order when none came for 60 days]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<Date>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "The copy holds everything, the key of the second factors too: keep it as safe as the folder.\n\
    A PostgreSQL database is copied with pg_dump, which must be installed."
)]
pub struct Backup {
    #[command(flatten)]
    pub place: Place,
    /// The file to write; it must not exist yet
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Refuses while a server has the folder open, and when the folder or the database already \
    holds records.\nA PostgreSQL copy goes back with pg_restore into an empty database."
)]
pub struct Restore {
    /// A file that 'guanxi backup' wrote
    pub file: PathBuf,
    #[command(flatten)]
    pub place: Place,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Doctor {
    #[command(subcommand)]
    pub show: Option<Show>,
    #[command(flatten)]
    pub place: MaybePlace,
}

#[derive(Debug, Subcommand)]
pub enum Show {
    /// What happens by itself: derives, guards, actions and reactions in running order
    Behaviours,
    /// The statements that make the database
    Ddl {
        #[arg(long, value_enum, default_value_t = Dialect::Sqlite)]
        dialect: Dialect,
    },
    /// The objects and their fields; with --data the company's own too
    Catalog {
        #[command(flatten)]
        place: MaybePlace,
    },
    /// The OpenAPI document as an administrator sees it
    Openapi {
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Dialect {
    Sqlite,
    Postgres,
}
