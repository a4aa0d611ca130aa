//! What will be sold: series of equal steps, oldest first, in any unit.
//!
//! Exponential smoothing in state-space form (Hyndman, Koehler, Ord & Snyder 2008), seasonal ARIMA by conditional sums of
//! squares (Box & Jenkins 1976), Theta (Assimakopoulos & Nikolopoulos 2000), seasonal naive; for lumpy demand Croston
//! 1972, its correction by Syntetos & Boylan 2005, TSB (Teunter, Syntetos & Babai 2011), ADIDA (Nikolopoulos et al. 2011).
//! The choice is made by what each would have forecast at earlier ends of the series (Tashman 2000).

mod arima;
mod choice;
mod ets;
mod lumpy;
mod measure;
mod season;
mod simple;

pub use arima::{ArimaFit, Order, auto_arima, fit_arima};
pub use choice::{Chosen, forecast};
pub use ets::{Care, Ets, EtsFit, Part, auto_ets, fit_ets};
pub use lumpy::{Demand, DemandClass, Lumpy, classify, flat_forecast};
pub use measure::{Measures, measures};
pub use season::seasonal_strength;

use crate::error::ModelError;
use serde::Serialize;

/// A forecast with what it may be wrong by: 80 and 95 of 100 values should lie between the bounds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Forecast {
    /// Such as `ETS(M,Ad,M)`.
    pub method: String,
    #[serde(rename = "forecast")]
    pub mean: Vec<f64>,
    pub lower80: Vec<f64>,
    pub upper80: Vec<f64>,
    pub lower95: Vec<f64>,
    pub upper95: Vec<f64>,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Whatever would have been best before.
    Auto,
    Ets,
    Arima,
    Theta,
    SeasonalNaive,
    Ses,
    Lumpy(Lumpy),
}

/// Longer ones are refused: no season is as long, and no memory is spent on a typing error.
pub const MOST_STEPS: usize = 10_000;

/// The series as a model may take it: finite, not too long, at least one value.
pub(crate) fn checked(series: &[f64], horizon: usize, period: usize) -> Result<(), ModelError> {
    crate::error::all_finite("value", series)?;
    if series.is_empty() {
        return Err(ModelError::TooFew { what: "values", have: 0, need: 1 });
    }
    for (setting, value) in [("horizon", horizon), ("period", period)] {
        if !(1..=MOST_STEPS).contains(&value) {
            return Err(ModelError::Setting { setting, value: value as f64, allowed: "1 to 10000" });
        }
    }
    Ok(())
}

impl Forecast {
    /// Bounds from a mean and the deviation of each step, by the normal law.
    pub(crate) fn of_deviations(method: String, mean: Vec<f64>, deviation: impl Fn(usize) -> f64) -> Self {
        let bound = |z: f64| mean.iter().enumerate().map(|(step, m)| m + z * deviation(step)).collect();
        Self {
            method,
            lower80: bound(-Z80),
            upper80: bound(Z80),
            lower95: bound(-Z95),
            upper95: bound(Z95),
            mean,
        }
    }

    pub(crate) fn mapped(mut self, change: impl Fn(usize, f64) -> f64) -> Self {
        for column in
            [&mut self.mean, &mut self.lower80, &mut self.upper80, &mut self.lower95, &mut self.upper95]
        {
            for (step, value) in column.iter_mut().enumerate() {
                *value = change(step, *value);
            }
        }
        self
    }
}

const Z80: f64 = 1.281_551_565_544_600_4;
const Z95: f64 = 1.959_963_984_540_054;
