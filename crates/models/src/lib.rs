//! Customer mathematics: pure functions over columns. Days are whole numbers since any fixed epoch, times inside
//! the models are weeks, amounts are whole minor units of one currency.
//!
//! In reading order: what was bought ([`history`]), what it says about a customer today ([`rfm`], [`rhythm`]),
//! what will be bought ([`btyd`], [`gamma_gamma`], [`lifetime_value`]) and with what
//! ([`baskets`]), of every product and in all ([`forecast`]), which contracts end ([`churn`]), what follows from it
//! ([`tier`], [`risk`], [`retention`], [`referral`]), what was done about it and what customers say ([`experiment`],
//! [`survey`]), how right it was ([`accuracy`]), and whether there is enough of it to say anything ([`sufficiency`]).

pub mod accuracy;
pub mod baskets;
pub mod btyd;
pub mod churn;
pub mod distribution;
pub mod error;
pub mod experiment;
pub mod forecast;
pub mod gamma_gamma;
pub mod history;
pub mod lifetime_value;
mod matrix;
pub mod optimise;
pub mod quantile;
pub mod referral;
pub mod retention;
pub mod rfm;
pub mod rhythm;
pub mod risk;
mod simplex;
pub mod special;
pub mod sufficiency;
pub mod survey;
pub mod tier;

pub use error::ModelError;
