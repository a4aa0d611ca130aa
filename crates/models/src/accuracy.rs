//! How right a forecast was: errors of amounts, and of probabilities their order (area under the ROC curve, Hanley &
//! McNeil 1982), their squared error (Brier 1950) and their calibration.

use crate::error::{ModelError, same_length};
use serde::{Deserialize, Serialize};

/// Errors of forecast counts or amounts, in their unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Errors {
    pub sum_pred: f64,
    pub sum_actual: f64,
    /// 100 (sum forecast / sum actual - 1); absent when nothing happened.
    pub bias_pct: Option<f64>,
    pub mae: f64,
    pub rmse: f64,
    /// Pearson; absent when either side does not vary.
    pub corr: Option<f64>,
}

/// One tenth of the probabilities from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    pub from: f64,
    pub n: u64,
    pub mean_p: f64,
    /// Share of them where it happened.
    pub happened: f64,
}

/// Compares forecasts with what happened; zeros when there is nothing to compare.
pub fn errors(forecast: &[f64], actual: &[f64]) -> Result<Errors, ModelError> {
    same_length("actual", actual.len(), forecast.len())?;
    let n = forecast.len().max(1) as f64;
    let pairs = || forecast.iter().zip(actual);
    let (sum_pred, sum_actual): (f64, f64) = (forecast.iter().sum(), actual.iter().sum());
    Ok(Errors {
        sum_pred,
        sum_actual,
        bias_pct: (sum_actual != 0.0).then(|| 100.0 * (sum_pred / sum_actual - 1.0)),
        mae: pairs().map(|(f, a)| (f - a).abs()).sum::<f64>() / n,
        rmse: (pairs().map(|(f, a)| (f - a) * (f - a)).sum::<f64>() / n).sqrt(),
        corr: correlation(forecast, actual),
    })
}

/// Pearson correlation; absent when either column does not vary.
#[must_use]
pub fn correlation(x: &[f64], y: &[f64]) -> Option<f64> {
    let n = x.len().min(y.len()) as f64;
    let mean = |column: &[f64]| column.iter().map(|value| value / n).sum::<f64>();
    let (mean_x, mean_y) = (mean(x), mean(y));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in x.iter().zip(y) {
        let (dx, dy) = (x - mean_x, y - mean_y);
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
    }
    let flat = |squares: f64, mean: f64| squares.sqrt() <= 1e-12 * mean.abs() * n;
    if flat(xx, mean_x) || flat(yy, mean_y) {
        return None;
    }
    let r = xy / (xx.sqrt() * yy.sqrt());
    r.is_finite().then_some(r)
}

/// The chance that one to whom it happened had the higher score, equal scores counting half. Absent when it happened
/// to all or to none.
#[must_use]
pub fn auc(score: &[f64], happened: &[bool]) -> Option<f64> {
    let mut ranked: Vec<(f64, bool)> = score.iter().copied().zip(happened.iter().copied()).collect();
    ranked.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut won, mut hits) = (0.0, 0.0, 0.0);
    for equal in ranked.chunk_by(|a, b| a.0 == b.0) {
        let here = equal.iter().filter(|(_, happened)| *happened).count() as f64;
        let not = equal.len() as f64 - here;
        won += here * (below + 0.5 * not);
        below += not;
        hits += here;
    }
    (hits > 0.0 && below > 0.0).then(|| won / (hits * below))
}

/// Mean squared error of probabilities; 0 for none.
#[must_use]
pub fn brier(p: &[f64], happened: &[bool]) -> f64 {
    let error = |(p, happened): (&f64, &bool)| (p - f64::from(u8::from(*happened))).powi(2);
    p.iter().zip(happened).map(error).sum::<f64>() / p.len().max(1) as f64
}

/// Mean log loss of probabilities, each kept a billionth away from 0 and 1.
#[must_use]
pub fn log_loss(p: &[f64], happened: &[bool]) -> f64 {
    let loss = |(p, happened): (&f64, &bool)| {
        let p = p.clamp(1e-9, 1.0 - 1e-9);
        if *happened { -p.ln() } else { -(-p).ln_1p() }
    };
    p.iter().zip(happened).map(loss).sum::<f64>() / p.len().max(1) as f64
}

/// Probabilities in ten bins of equal width; empty bins are left out.
#[must_use]
pub fn calibration(p: &[f64], happened: &[bool]) -> Vec<Bin> {
    let mut sums = [(0u64, 0.0, 0.0); 10];
    for (p, happened) in p.iter().zip(happened) {
        let bin = &mut sums[((p * 10.0) as usize).min(9)];
        *bin = (bin.0 + 1, bin.1 + p, bin.2 + f64::from(u8::from(*happened)));
    }
    let bins = sums.iter().enumerate().filter(|(_, (n, ..))| *n > 0);
    bins.map(|(at, (n, p, hits))| Bin {
        from: at as f64 / 10.0,
        n: *n,
        mean_p: p / *n as f64,
        happened: hits / *n as f64,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_perfect_and_a_reversed_order_are_told_apart() {
        let truth = [false, false, true, true];
        assert_eq!(auc(&[0.1, 0.2, 0.3, 0.4], &truth), Some(1.0));
        assert_eq!(auc(&[0.4, 0.3, 0.2, 0.1], &truth), Some(0.0));
        assert_eq!(auc(&[0.5; 4], &truth), Some(0.5));
        assert_eq!(auc(&[0.5; 2], &[true; 2]), None);
    }

    #[test]
    fn errors_and_calibration_count_what_happened() {
        let found = errors(&[1.0, 2.0, 3.0], &[1.0, 1.0, 4.0]).unwrap();
        assert_eq!((found.bias_pct, found.mae), (Some(0.0), 2.0 / 3.0));
        assert!((found.corr.unwrap() - 3f64.sqrt() / 2.0).abs() < 1e-12);
        assert_eq!(errors(&[], &[]).unwrap().mae, 0.0);
        assert!(errors(&[1.0], &[]).is_err());
        let bins = calibration(&[0.05, 0.95, 1.0], &[false, true, false]);
        assert_eq!(bins.len(), 2);
        assert_eq!((bins[1].n, bins[1].happened, bins[1].from), (2, 0.5, 0.9));
        assert_eq!(brier(&[0.5, 1.0], &[true, true]), 0.125);
        assert!(log_loss(&[0.0, 1.0], &[true, false]).is_finite());
    }
}
