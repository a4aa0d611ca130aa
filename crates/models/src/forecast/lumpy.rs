use super::{Forecast, checked};
use crate::error::ModelError;
use crate::quantile::{median, quantile};
use crate::simplex::minimise;
use serde::Serialize;

/// How demand comes (Syntetos, Boylan & Croston 2005).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DemandClass {
    Smooth,
    Erratic,
    Intermittent,
    Lumpy,
}

/// The class and what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Demand {
    /// Values for each one that is not 0; absent when all are 0.
    #[serde(rename = "ADI")]
    pub adi: Option<f64>,
    /// Squared coefficient of variation of those that are not 0.
    #[serde(rename = "CV2")]
    pub cv2: Option<f64>,
    #[serde(rename = "cls")]
    pub class: DemandClass,
}

/// Methods with one value for all steps ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lumpy {
    /// The best of those below but the last four, by squared error one step ahead over the last third, never by absolute
    /// error, which crowns the zero forecast.
    Auto,
    Croston,
    Sba,
    Tsb,
    Ses,
    SesOptimised,
    Adida,
    Mean,
    Median,
    Naive,
    Zero,
}

/// Smoothing of sizes, intervals and chances.
const ALPHA: f64 = 0.1;
const ADI_EDGE: f64 = 1.32;
const CV2_EDGE: f64 = 0.49;

const CANDIDATES: [Lumpy; 6] =
    [Lumpy::Croston, Lumpy::Sba, Lumpy::Tsb, Lumpy::Ses, Lumpy::SesOptimised, Lumpy::Adida];

#[must_use]
pub fn classify(series: &[f64]) -> Demand {
    let sizes: Vec<f64> = series.iter().copied().filter(|value| *value != 0.0).collect();
    if sizes.is_empty() {
        return Demand { adi: None, cv2: None, class: DemandClass::Intermittent };
    }
    let n = sizes.len() as f64;
    let adi = series.len() as f64 / n;
    let mean = sizes.iter().map(|size| size / n).sum::<f64>();
    let cv2 = sizes.iter().map(|size| (size / mean - 1.0).powi(2)).sum::<f64>() / n;
    let cv2 = if cv2.is_finite() { cv2 } else { 0.0 };
    let class = match (adi < ADI_EDGE, cv2 < CV2_EDGE) {
        (true, true) => DemandClass::Smooth,
        (true, false) => DemandClass::Erratic,
        (false, true) => DemandClass::Intermittent,
        (false, false) => DemandClass::Lumpy,
    };
    Demand { adi: Some(adi), cv2: Some(cv2), class }
}

/// The same value for every step; bounds are what the series itself stays within.
pub fn flat_forecast(series: &[f64], horizon: usize, method: Lumpy) -> Result<Forecast, ModelError> {
    checked(series, horizon, 1)?;
    let method = if method == Lumpy::Auto { best(series) } else { method };
    let mut sorted = series.to_vec();
    let mut bound = |share: f64| vec![quantile(&mut sorted, share).unwrap_or(0.0); horizon];
    Ok(Forecast {
        method: method.name().to_owned(),
        mean: vec![method.level(series); horizon],
        lower80: bound(0.1),
        upper80: bound(0.9),
        lower95: bound(0.025),
        upper95: bound(0.975),
    })
}

impl Lumpy {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Croston => "croston",
            Self::Sba => "sba",
            Self::Tsb => "tsb",
            Self::Ses => "ses",
            Self::SesOptimised => "ses_optimised",
            Self::Adida => "adida",
            Self::Mean => "mean",
            Self::Median => "median",
            Self::Naive => "naive",
            Self::Zero => "zero",
        }
    }

    fn level(self, series: &[f64]) -> f64 {
        let last = series.last().copied().unwrap_or(0.0);
        match self {
            Self::Auto => best(series).level(series),
            Self::Croston => croston(series),
            Self::Sba => (1.0 - 0.5 * ALPHA) * croston(series),
            Self::Tsb => tsb(series),
            Self::Ses => smoothed(series, ALPHA),
            Self::SesOptimised => smoothed(series, best_alpha(series)),
            Self::Adida => adida(series),
            Self::Mean => series.iter().map(|value| value / series.len().max(1) as f64).sum(),
            Self::Median => median(&mut series.to_vec()).unwrap_or(0.0),
            Self::Naive => last,
            Self::Zero => 0.0,
        }
    }
}

fn best(series: &[f64]) -> Lumpy {
    let from = (2 * series.len() / 3).max(1);
    let error = |method: &Lumpy| -> f64 {
        (from..series.len()).map(|at| (method.level(&series[..at]) - series[at]).powi(2)).sum()
    };
    CANDIDATES.into_iter().min_by(|a, b| error(a).total_cmp(&error(b))).unwrap_or(Lumpy::Ses)
}

fn croston(series: &[f64]) -> f64 {
    let (mut size, mut interval) = (0.0, 0.0);
    let mut before: Option<usize> = None;
    for (at, value) in series.iter().enumerate().filter(|(_, value)| **value != 0.0) {
        match before {
            None => (size, interval) = (*value, at as f64 + 1.0),
            Some(before) => {
                size += ALPHA * (value - size);
                interval += ALPHA * ((at - before) as f64 - interval);
            }
        }
        before = Some(at);
    }
    if interval > 0.0 { size / interval } else { 0.0 }
}

fn tsb(series: &[f64]) -> f64 {
    let happened = |value: &f64| f64::from(u8::from(*value != 0.0));
    let (mut chance, mut size) = (series.first().map_or(0.0, happened), 0.0);
    for (at, value) in series.iter().enumerate() {
        if at > 0 {
            chance += ALPHA * (happened(value) - chance);
        }
        if *value != 0.0 {
            size = if size == 0.0 { *value } else { size + ALPHA * (value - size) };
        }
    }
    chance * size
}

fn smoothed(series: &[f64], alpha: f64) -> f64 {
    let first = series.first().copied().unwrap_or(0.0);
    series.iter().fold(first, |level, value| level + alpha * (value - level))
}

fn best_alpha(series: &[f64]) -> f64 {
    let weight = |x: f64| 0.01 + 0.29 / (1.0 + (-x).exp());
    let size = series.iter().map(|value| value.abs()).fold(f64::MIN_POSITIVE, f64::max);
    let error = |alpha: f64| {
        let mut level = series.first().copied().unwrap_or(0.0) / size;
        series.iter().skip(1).fold(0.0, |sum, value| {
            let off = value / size - level;
            level += alpha * off;
            sum + off * off
        })
    };
    weight(minimise(&[0.0], 1.0, 60, 1e-9, |at| error(weight(at[0]))).0[0])
}

/// Sums over the mean interval, smoothed, and spread evenly again.
fn adida(series: &[f64]) -> f64 {
    let width = classify(series).adi.map_or(1, |adi| adi.round() as usize).clamp(1, series.len().max(1));
    let skip = series.len() % width;
    let sums: Vec<f64> = series[skip..].chunks(width).map(|chunk| chunk.iter().sum()).collect();
    smoothed(&sums, best_alpha(&sums)) / width as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demand_is_sorted_into_its_class() {
        assert_eq!(classify(&[5.0, 5.0, 6.0, 5.0]).class, DemandClass::Smooth);
        assert_eq!(classify(&[1.0, 9.0, 1.0, 30.0]).class, DemandClass::Erratic);
        assert_eq!(classify(&[0.0, 5.0, 0.0, 5.0]).class, DemandClass::Intermittent);
        assert_eq!(classify(&[0.0, 1.0, 0.0, 50.0]).class, DemandClass::Lumpy);
        assert_eq!(classify(&[0.0, 0.0]).adi, None);
    }

    #[test]
    fn no_method_invents_demand_and_none_stumbles() {
        for series in [&[0.0; 12][..], &[3.0], &[1e15, 0.0, -1e15], &[0.0, 0.0, 4.0]] {
            for method in CANDIDATES.into_iter().chain([Lumpy::Auto, Lumpy::Mean, Lumpy::Median, Lumpy::Zero])
            {
                let ahead = flat_forecast(series, 3, method).unwrap();
                assert!(ahead.mean[2].is_finite(), "{method:?}");
                assert!(series.iter().any(|value| *value != 0.0) || ahead.mean[0] == 0.0);
            }
        }
        assert!(flat_forecast(&[], 3, Lumpy::Tsb).is_err());
        assert!(flat_forecast(&[f64::NAN], 3, Lumpy::Tsb).is_err());
    }
}
