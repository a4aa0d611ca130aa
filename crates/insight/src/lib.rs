//! Orders in, customer value out. In reading order: what a run reads (settings, customers, rates, ledger, reading),
//! what it works out (trade, forecast, backtest, sales, staying, placement, potential, valuation), how it says so (reason, period, months, figures,
//! summary), what it writes (writing, alert, run), and what is shown of it (last, overview, cohorts, past, team, card,
//! purchase_months, referrals, influence, effect).

mod alert;
mod amount;
mod backtest;
mod card;
mod cohorts;
mod customers;
mod effect;
mod error;
mod figures;
mod forecast;
mod influence;
mod last;
mod ledger;
mod months;
mod overview;
mod past;
mod period;
mod placement;
mod potential;
mod progress;
mod purchase_months;
mod rates;
mod reading;
mod reason;
mod referrals;
mod run;
mod sales;
mod settings;
mod sight;
mod staying;
mod summary;
mod team;
mod trade;
#[cfg(test)]
mod trial;
mod valuation;
mod writing;

pub use amount::Amount;
pub use backtest::{Backtest, ChanceTest, DateTest, OrderTest, Tracked, WarningTest};
pub use card::{Card, ProductName, RhythmStrip, TopProduct, customer_card, value_history};
pub use cohorts::{Cohort, CohortCell, Cohorts, Named, cohorts};
pub use effect::{Compared, Effect, Followed, KindEffect, effect, held_out};
pub use error::Error;
pub use influence::{InfluenceRanking, Influencer, influence};
pub use overview::{AtStake, Cell, Overview, Point, RiskSum, SegmentSum, TierSum, overview};
pub use past::{PastRun, past_runs};
pub use period::Period;
pub use progress::{Flow, Progress, Stage};
pub use purchase_months::{PurchaseMonth, purchase_months};
pub use referrals::{Acquaintance, Branch, Referrals, referrals};
pub use run::{run, usual_day};
pub use sales::{Ahead, AheadMonth, KeptSales, Month, Sales, Series, Tested, sales_forecast};
pub use settings::{Holdout, Settings, UnitCosts};
pub use staying::{Assumptions, KeptGroup, KeptStaying, Staying, worth_of_staying};
pub use summary::{AlertCount, ModelNote, Note, Summary};
pub use team::{Person, Team, team};
