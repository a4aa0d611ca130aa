//! Did it help: a treated group against a control group, with what both did before.
//!
//! Welch 1947, Biometrika 34; difference in differences with errors clustered by customer (Liang & Zeger 1986,
//! Biometrika 73); CUPED (Deng, Xu, Kohavi & Walker 2013, WSDM); bootstrap (Efron 1979); sample ratio check (Fabijan et
//! al. 2019, KDD). All amounts are in the unit of the columns.

mod bootstrap;
mod holdout;
mod power;

pub use bootstrap::bootstrap;
pub use holdout::held_out;
pub use power::{Plan, customers_needed, detectable};

use crate::distribution::{chi_square_above, normal_quantile, t_beyond, t_quantile};
use crate::error::{ModelError, all_finite, same_length};
use serde::Serialize;

/// One row a customer.
#[derive(Debug, Clone, Copy)]
pub struct Trial<'a> {
    pub treated: &'a [bool],
    /// What he did before.
    pub before: &'a [f64],
    /// What he did since.
    pub after: &'a [f64],
}

/// A difference of means, treated less control.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Difference {
    pub diff: f64,
    pub se: f64,
    /// Degrees of freedom (Welch & Satterthwaite).
    pub df: f64,
    pub ci95: [f64; 2],
    /// Two-sided.
    pub p: f64,
}

/// The difference in differences: by each customer's own change, and as a regression on all rows.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DifferenceInDifferences {
    pub diff: f64,
    pub se: f64,
    pub ols_coef: f64,
    /// As if the two rows of a customer were independent.
    pub ols_se_naive: f64,
    /// Clustered by customer, with the usual correction for few clusters.
    pub cluster_se: f64,
    pub z_ci95: [f64; 2],
}

/// The difference after taking out what the time before explains.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cuped {
    pub theta: f64,
    pub diff: f64,
    pub se: f64,
    pub z_ci95: [f64; 2],
    /// Share of the variance that is gone.
    pub variance_reduction: f64,
    pub corr: f64,
    /// The difference over the control's mean; absent when that is 0.
    pub relative_lift: Option<f64>,
}

/// Whether the groups are as large as they were to be; a p below 0.001 means that the split is broken.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SampleRatio {
    pub chi2: f64,
    pub p: f64,
}

impl Trial<'_> {
    /// Refuses columns of different lengths, what is no number, and groups of less than two.
    pub fn check(&self) -> Result<(), ModelError> {
        same_length("before", self.before.len(), self.treated.len())?;
        same_length("after", self.after.len(), self.treated.len())?;
        all_finite("before", self.before)?;
        all_finite("after", self.after)?;
        let treated = self.treated.iter().filter(|treated| **treated).count();
        let least = treated.min(self.treated.len() - treated);
        if least < 2 {
            return Err(ModelError::TooFew { what: "customers in a group", have: least, need: 2 });
        }
        Ok(())
    }

    /// Means of a column: treated, control.
    pub fn means(&self, column: &[f64]) -> Result<[f64; 2], ModelError> {
        self.check()?;
        Ok(self.moments(column).map(|group| group.mean))
    }

    /// The difference of what came after, by Welch's test.
    pub fn welch(&self) -> Result<Difference, ModelError> {
        self.check()?;
        Ok(difference(self.moments(self.after)))
    }

    pub fn difference_in_differences(&self) -> Result<DifferenceInDifferences, ModelError> {
        self.check()?;
        let change: Vec<f64> =
            self.after.iter().zip(self.before).map(|(after, before)| after - before).collect();
        let of_change = difference(self.moments(&change));
        let (before, after) = (self.moments(self.before), self.moments(self.after));
        let n = self.treated.len() as f64;
        let squares: f64 = before.iter().chain(&after).map(|group| group.variance * (group.n - 1.0)).sum();
        let shares: f64 = before.iter().map(|group| 2.0 / group.n).sum();
        let clustered: f64 =
            self.moments(&change).iter().map(|g| g.variance * (g.n - 1.0) / (g.n * g.n)).sum();
        let rows = 2.0 * n;
        let correction = n / (n - 1.0) * (rows - 1.0) / (rows - 4.0);
        Ok(DifferenceInDifferences {
            diff: of_change.diff,
            se: of_change.se,
            ols_coef: (after[0].mean - before[0].mean) - (after[1].mean - before[1].mean),
            ols_se_naive: (squares / (rows - 4.0) * shares).sqrt(),
            cluster_se: (clustered * correction).sqrt(),
            z_ci95: around(of_change.diff, of_change.se),
        })
    }

    pub fn cuped(&self) -> Result<Cuped, ModelError> {
        self.check()?;
        let (theta, adjusted) = self.adjusted();
        let found = difference(self.moments(&adjusted));
        let all = |column: &[f64]| Moments::of(column.iter().copied());
        let control = self.moments(self.after)[1].mean;
        let variance = all(self.after).variance;
        Ok(Cuped {
            theta,
            diff: found.diff,
            se: found.se,
            z_ci95: around(found.diff, found.se),
            variance_reduction: if variance > 0.0 { 1.0 - all(&adjusted).variance / variance } else { 0.0 },
            corr: crate::accuracy::correlation(self.before, self.after).unwrap_or(0.0),
            relative_lift: (control != 0.0).then(|| found.diff / control),
        })
    }

    /// Against the share of customers who were to be treated.
    pub fn sample_ratio(&self, treated_share: f64) -> Result<SampleRatio, ModelError> {
        self.check()?;
        if !(treated_share > 0.0 && treated_share < 1.0) {
            let allowed = "between 0 and 1";
            return Err(ModelError::Setting { setting: "treated_share", value: treated_share, allowed });
        }
        let n = self.treated.len() as f64;
        let treated = self.treated.iter().filter(|treated| **treated).count() as f64;
        let off = treated - treated_share * n;
        let chi2 = off * off / (n * treated_share) + off * off / (n * (1.0 - treated_share));
        Ok(SampleRatio { chi2, p: chi_square_above(chi2, 1.0) })
    }

    /// Theta and y - theta (x - mean of x), both groups pooled.
    fn adjusted(&self) -> (f64, Vec<f64>) {
        let before = Moments::of(self.before.iter().copied());
        let after = Moments::of(self.after.iter().copied());
        let together = self.before.iter().zip(self.after);
        let covariance =
            together.map(|(x, y)| (x - before.mean) * (y - after.mean)).sum::<f64>() / (before.n - 1.0);
        let theta = if before.variance > 0.0 { covariance / before.variance } else { 0.0 };
        let adjusted = self.before.iter().zip(self.after).map(|(x, y)| y - theta * (x - before.mean));
        (theta, adjusted.collect())
    }

    fn moments(&self, column: &[f64]) -> [Moments; 2] {
        [true, false].map(|group| {
            Moments::of(
                column.iter().zip(self.treated).filter(|(_, t)| **t == group).map(|(value, _)| *value),
            )
        })
    }
}

#[derive(Clone, Copy)]
struct Moments {
    n: f64,
    mean: f64,
    /// With n - 1.
    variance: f64,
}

impl Moments {
    /// Welford 1962: exact enough for values of 1e15 too.
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let (mut n, mut mean, mut squares) = (0.0, 0.0, 0.0);
        for value in values {
            n += 1.0;
            let off = value - mean;
            mean += off / n;
            squares += off * (value - mean);
        }
        Self { n, mean, variance: if n > 1.0 { squares / (n - 1.0) } else { 0.0 } }
    }
}

fn difference([treated, control]: [Moments; 2]) -> Difference {
    let diff = treated.mean - control.mean;
    let (a, b) = (treated.variance / treated.n, control.variance / control.n);
    let se = (a + b).sqrt();
    if se <= 0.0 {
        let df = treated.n + control.n - 2.0;
        let p = if diff == 0.0 { 1.0 } else { 0.0 };
        return Difference { diff, se: 0.0, df, ci95: [diff, diff], p };
    }
    let share = a / (a + b);
    let df = 1.0 / (share * share / (treated.n - 1.0) + (1.0 - share) * (1.0 - share) / (control.n - 1.0));
    let t = t_quantile(0.975, df);
    Difference { diff, se, df, ci95: [diff - t * se, diff + t * se], p: t_beyond(diff / se, df) }
}

fn around(middle: f64, se: f64) -> [f64; 2] {
    let z = normal_quantile(0.975);
    [middle - z * se, middle + z * se]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREATED: [bool; 6] = [true, true, true, false, false, false];

    #[test]
    fn an_effect_that_all_have_alike_is_certain() {
        let before = [10.0, 20.0, 30.0, 10.0, 20.0, 30.0];
        let after = [15.0, 25.0, 35.0, 10.0, 20.0, 30.0];
        let trial = Trial { treated: &TREATED, before: &before, after: &after };
        let did = trial.difference_in_differences().unwrap();
        assert_eq!((did.diff, did.se), (5.0, 0.0));
        assert_eq!(trial.welch().unwrap().diff, 5.0);
        assert!(trial.welch().unwrap().p > 0.5);
        assert!(trial.cuped().unwrap().se < trial.welch().unwrap().se);
        assert_eq!(trial.sample_ratio(0.5).unwrap().p, 1.0);
    }

    #[test]
    fn nothing_but_a_sentence_comes_out_of_bad_columns() {
        let good = [1.0; 6];
        let trial = |treated, before, after| Trial { treated, before, after };
        assert!(trial(&TREATED, &good[..5], &good).welch().is_err());
        assert!(trial(&TREATED, &good, &[f64::NAN; 6]).cuped().is_err());
        let alone = trial(&[true; 6], &good, &good).welch().unwrap_err();
        assert_eq!(alone.to_string(), "0 customers in a group are too few; 2 are needed");
        let flat = trial(&TREATED, &good, &good);
        assert_eq!(flat.welch().unwrap().p, 1.0);
        assert!(flat.cuped().unwrap().diff.is_finite() && flat.sample_ratio(1.5).is_err());
        let huge = [1e15, -1e15, 1e15, 0.0, 1e15, 5.0];
        assert!(trial(&TREATED, &huge, &huge).difference_in_differences().unwrap().cluster_se.is_finite());
    }
}
