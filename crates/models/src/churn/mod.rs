//! Who cancels a contract and when. For customers who buy without one see [`crate::btyd`].
//!
//! Survival: Kaplan & Meier 1958, JASA 53. Hazards: Cox 1972, JRSS B 34, ties by Efron 1977; concordance: Harrell 1982.
//! Probability: logistic regression (Cox 1958), judged on contracts that its fit had not seen.

mod columns;
mod concordance;
mod cox;
mod kaplan_meier;
mod logit;

pub use columns::independent;
pub use cox::{CoxFit, fit_cox};
pub use kaplan_meier::Survival;
pub use logit::{LogitFit, fit_logit, out_of_fold};

use crate::error::{ModelError, all_finite, same_length};

/// A number with the error it may have.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Coefficient {
    pub coef: f64,
    pub se: f64,
}

/// Newton's steps on a concave likelihood end well before.
const MOST_STEPS: u32 = 60;

fn check(features: &[Vec<f64>], rows: usize) -> Result<(), ModelError> {
    for feature in features {
        same_length("feature", feature.len(), rows)?;
        all_finite("feature", feature)?;
    }
    Ok(())
}

/// Mean and deviation of each feature; a constant one keeps a deviation of 1.
fn scales(features: &[Vec<f64>]) -> Vec<(f64, f64)> {
    let of = |feature: &Vec<f64>| {
        let n = feature.len().max(1) as f64;
        let mean = feature.iter().map(|value| value / n).sum::<f64>();
        let deviation = feature.iter().map(|value| (value - mean).powi(2) / n).sum::<f64>().sqrt();
        (mean, if deviation > 0.0 && deviation.is_finite() { deviation } else { 1.0 })
    };
    features.iter().map(of).collect()
}
