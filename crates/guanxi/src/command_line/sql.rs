use crate::command_line::Place;
use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
#[command(
    after_help = "Tables are named as in the API: customers, orders, order_lines, activities ...; names that are \
    words of SQL stand in double quotes: l.\"order\".\n\
    Example: guanxi sql --data DIR \"select value_tier, count(*) from customers group by value_tier\"\n\
    The program must be built with the feature 'warehouse'."
)]
pub struct Sql {
    /// One SELECT, WITH or EXPLAIN; - reads it from standard input
    pub sql: String,
    #[command(flatten)]
    pub place: Place,
    /// Within the reach of this user (e-mail address); without it, everything
    #[arg(long = "as", value_name = "EMAIL")]
    pub user: Option<String>,
    /// How the rows are written
    #[arg(long, value_enum, default_value_t = AnswerFormat::Table)]
    pub format: AnswerFormat,
    /// Most rows that are written
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub limit: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    Table,
    Csv,
    Json,
}

#[derive(Debug, Args)]
pub struct Warehouse {
    #[command(subcommand)]
    pub command: WarehouseCommand,
}

#[derive(Debug, Subcommand)]
pub enum WarehouseCommand {
    /// Take in what has changed since the last time
    Refresh {
        #[command(flatten)]
        place: Place,
    },
    /// Write every file anew
    Rebuild {
        #[command(flatten)]
        place: Place,
    },
}
