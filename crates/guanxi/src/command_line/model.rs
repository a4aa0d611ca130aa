use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(
    after_help = "A file may be compressed with gzip; - reads standard input. The answer goes to stdout.\n\
    A file that cannot be used ends with 1 and names row and column; the row of the names is row 1."
)]
pub struct Model {
    #[command(subcommand)]
    pub command: ModelCommand,
}

#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// Who still buys, how often and what for: lifetime value of every customer
    Clv(Clv),
    /// Recency, frequency, monetary value: scores and segments of every customer
    Rfm(Rfm),
    /// What is bought together: frequent baskets, rules, next best product
    Baskets(Baskets),
    /// What will be sold: a series, or many, with intervals and back-test
    Forecast(Forecast),
    /// Did it help: treated against control, before and after
    Experiment(Experiment),
    /// What customers say: NPS, CSAT, CES, SERVQUAL
    Survey(Survey),
    /// What it is worth that more customers stay
    Retention(Retention),
    /// Who will cancel his contract, and when
    Churn(Churn),
    /// Who brings others, and what that is worth
    Referral(Referral),
}

/// Where the numbers come from and how the answer looks.
#[derive(Debug, Args)]
pub struct Source {
    /// The file, or - for standard input
    pub file: PathBuf,
    /// The whole answer as JSON instead of a short text
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Columns: customer_id, date (or datetime), amount if there is one. Orders of a customer on one \
    day are one purchase; returns (amounts below zero) are none."
)]
pub struct Clv {
    #[command(flatten)]
    pub source: Source,
    /// Last day that the models may know; what comes later is what they are judged by
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub calibration_end: Date,
    /// The model that speaks; auto fits all and takes the one that explains held-out orders best
    #[arg(long, value_enum, default_value_t = PurchaseModelName::Auto)]
    pub model: PurchaseModelName,
    /// Weeks that are looked ahead [default: up to the last day of the file, 52 where nothing is later]
    #[arg(long, value_name = "N")]
    pub horizon_weeks: Option<f64>,
    /// What money loses in a year: 0.10 is 10 %
    #[arg(long, value_name = "D", default_value_t = 0.10)]
    pub discount_annual: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PurchaseModelName {
    Auto,
    Bgnbd,
    Mbgnbd,
    Paretonbd,
    Mbgcnbd,
}

#[derive(Debug, Args)]
#[command(after_help = "Columns: customer_id, date (or datetime), amount.\n\
    Rule a: ranks in five groups of equal size, as NTILE(5). Rule b: quintile edges, equal customers together.\n\
    Rule c: share of customers strictly below, equal customers together.")]
pub struct Rfm {
    #[command(flatten)]
    pub source: Source,
    /// The day from which recency counts [default: the last day of the file]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<Date>,
    /// The rule whose scores make the segments
    #[arg(long, value_enum, default_value_t = RuleName::A)]
    pub rule: RuleName,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RuleName {
    A,
    B,
    C,
}

#[derive(Debug, Args)]
#[command(after_help = "Columns: basket (or invoice, order), item (or product); one row an item.")]
pub struct Baskets {
    #[command(flatten)]
    pub source: Source,
    /// Least share of all baskets in which items stand together
    #[arg(long, value_name = "S")]
    pub min_support: f64,
    /// Least share of the baskets with the left side that have the right side too
    #[arg(long, value_name = "C")]
    pub min_confidence: f64,
    /// Write all rules with one item on the right to this file, as tab-separated values
    #[arg(long, value_name = "FILE.tsv")]
    pub rules: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Columns: value (or qty, amount), time or month if there is one, series where there are several."
)]
pub struct Forecast {
    #[command(flatten)]
    pub source: Source,
    /// How many values ahead
    #[arg(long, value_name = "N")]
    pub horizon: usize,
    /// Values in a season: 12 for months of a year [default: what the column time says, else 1]
    #[arg(long, value_name = "M")]
    pub period: Option<usize>,
    /// The family; auto chooses by what it would have forecast before
    #[arg(long, value_enum, default_value_t = MethodName::Auto)]
    pub method: MethodName,
    /// Hold the last N values out and say how far off the forecast was
    #[arg(long)]
    pub backtest: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MethodName {
    Auto,
    Ets,
    Arima,
    Theta,
    Snaive,
    Ses,
    Croston,
    Sba,
    Tsb,
}

#[derive(Debug, Args)]
#[command(after_help = "Columns: customer_id, treated (0 or 1), pre, post.")]
pub struct Experiment {
    #[command(flatten)]
    pub source: Source,
    /// Share of the customers who were to be treated
    #[arg(long, value_name = "S", default_value_t = 0.5)]
    pub treated_share: f64,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Columns, each optional: nps (0-10), csat (1-5), ces (1-7), E1-E22 and P1-P22 (1-7), \
    w_tangibles, w_reliability, w_responsiveness, w_assurance, w_empathy."
)]
pub struct Survey {
    #[command(flatten)]
    pub source: Source,
}

#[derive(Debug, Args)]
#[command(
    after_help = "A profile, or a list of them: {\"profile\": \"our cards\", \"m0\": -51, \"profit\": [30, 42, 44], \
    \"d\": 0.10, \"r\": 0.8}\nm0 is what winning a customer brings or costs, profit what each year brings (the last \
    value goes on), d the discount, r the share that stays each year; without r a row of them is shown."
)]
pub struct Retention {
    /// The file, or - for standard input
    #[arg(long, value_name = "FILE.json")]
    pub profile: PathBuf,
    /// The whole answer as JSON instead of a short text
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "One row a contract. Numbers and yes/no columns explain; other text is left out and named."
)]
pub struct Churn {
    #[command(flatten)]
    pub source: Source,
    /// The column that says who left: yes/no, true/false or 1/0
    #[arg(long, value_name = "COL")]
    pub target: String,
    /// The column that says how long the contract has run [default: account_length, tenure or duration]
    #[arg(long, value_name = "COL")]
    pub duration: Option<String>,
    /// Columns that explain, separated by commas [default: all that can]
    #[arg(long, value_delimiter = ',', value_name = "COL,COL")]
    pub features: Vec<String>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Columns: customer_id, referred_by (0 or empty: nobody), type1 (1: would not have come without), \
    quarter_acquired, quarterly_margin."
)]
pub struct Referral {
    #[command(flatten)]
    pub source: Source,
    /// What winning a customer costs otherwise
    #[arg(long, default_value_t = 40.0)]
    pub acquisition_saving: f64,
    /// What is paid for a referral
    #[arg(long, default_value_t = 15.0)]
    pub referral_cost: f64,
    /// What a customer costs in marketing every quarter
    #[arg(long, default_value_t = 2.0)]
    pub marketing_per_quarter: f64,
    /// What money loses in a quarter: 0.025 is 2.5 %
    #[arg(long, default_value_t = 0.025)]
    pub quarterly_discount: f64,
    /// Quarters that count
    #[arg(long, default_value_t = 8)]
    pub horizon_quarters: u32,
    /// Share of influence that each level passes up
    #[arg(long, default_value_t = 0.5)]
    pub decay: f64,
}
