use super::arima::auto_arima;
use super::ets::{Care, auto_ets};
use super::lumpy::{DemandClass, classify, flat_forecast};
use super::simple::{seasonal_naive, ses, theta};
use super::{Forecast, Method, checked, measures};
use crate::error::ModelError;
use serde::Serialize;

/// A forecast, and how the candidates would have done before.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chosen {
    #[serde(flatten)]
    pub forecast: Forecast,
    /// Mean absolute scaled error of each candidate at earlier ends of the series; empty when one method was asked for or
    /// the series is too short to look back.
    pub candidates: Vec<(String, f64)>,
}

/// Forecasts the next `horizon` values.
pub fn forecast(series: &[f64], horizon: usize, period: usize, method: Method) -> Result<Chosen, ModelError> {
    checked(series, horizon, period)?;
    let alone = |forecast| Ok(Chosen { forecast: within(series, forecast), candidates: Vec::new() });
    let naive = || seasonal_naive(series, horizon, period);
    if series.iter().all(|value| *value == series[0]) {
        return match method {
            Method::Lumpy(method) => alone(flat_forecast(series, horizon, method)?),
            _ => alone(naive()),
        };
    }
    match method {
        Method::Ets => {
            alone(auto_ets(series, period, Care::Full).map_or_else(naive, |fit| fit.forecast(horizon)))
        }
        Method::Arima => {
            alone(auto_arima(series, period).map_or_else(naive, |fit| fit.forecast(series, horizon)))
        }
        Method::Theta if series.len() > 3 => alone(theta(series, horizon, period)),
        Method::Ses if series.len() > 2 => alone(ses(series, horizon)),
        Method::Theta | Method::Ses | Method::SeasonalNaive => alone(naive()),
        Method::Lumpy(method) => alone(flat_forecast(series, horizon, method)?),
        Method::Auto => automatic(series, horizon, period),
    }
}

fn automatic(series: &[f64], horizon: usize, period: usize) -> Result<Chosen, ModelError> {
    match classify(series).class {
        DemandClass::Intermittent | DemandClass::Lumpy => {
            let forecast = flat_forecast(series, horizon, super::Lumpy::Auto)?;
            return Ok(Chosen { forecast: within(series, forecast), candidates: Vec::new() });
        }
        DemandClass::Smooth | DemandClass::Erratic => {}
    }
    let scores = looking_back(series, horizon, period);
    let chosen = combined(series, horizon, period, &scores);
    Ok(Chosen {
        forecast: within(series, chosen),
        candidates: scores
            .into_iter()
            .map(|(candidate, score)| (candidate.name().to_owned(), score))
            .collect(),
    })
}

/// How strongly the better past speaks: weights fall with this power of the error (Bates & Granger 1969; Stock & Watson
/// 2004).
const POWER: i32 = 6;

/// The mean of the candidates by weight. Where the naive forecast was best before it stands alone; without a past to look
/// at, ETS, ARIMA and Theta count alike.
fn combined(series: &[f64], horizon: usize, period: usize, scores: &[(Candidate, f64)]) -> Forecast {
    let naive = || seasonal_naive(series, horizon, period);
    let best = scores.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    let weighted: Vec<(Candidate, f64)> = match best {
        Some((Candidate::SeasonalNaive, _)) => return naive(),
        Some((_, least)) => {
            let weight = |score: f64| if score > 0.0 { (least / score).powi(POWER) } else { 1.0 };
            scores.iter().map(|(candidate, score)| (*candidate, weight(*score))).collect()
        }
        None => [Candidate::Ets, Candidate::Arima, Candidate::Theta].map(|candidate| (candidate, 1.0)).into(),
    };
    let heavy = weighted.into_iter().filter(|(_, weight)| *weight >= LEAST_WEIGHT);
    let found: Vec<(Forecast, f64)> = heavy
        .filter_map(|(candidate, weight)| {
            Some((candidate.forecast(series, horizon, period, Care::Full)?, weight))
        })
        .collect();
    let sum: f64 = found.iter().map(|(_, weight)| weight).sum();
    let Some((first, _)) = found.first() else { return naive() };
    if found.len() == 1 {
        return first.clone();
    }
    let mean = |pick: fn(&Forecast) -> &Vec<f64>| -> Vec<f64> {
        let at = |step: usize| found.iter().map(|(part, weight)| weight / sum * pick(part)[step]).sum();
        (0..horizon).map(at).collect()
    };
    let named = found.iter().map(|(part, weight)| format!("{:.0}% {}", 100.0 * weight / sum, part.method));
    Forecast {
        method: named.collect::<Vec<_>>().join(" + "),
        mean: mean(|part| &part.mean),
        lower80: mean(|part| &part.lower80),
        upper80: mean(|part| &part.upper80),
        lower95: mean(|part| &part.lower95),
        upper95: mean(|part| &part.upper95),
    }
}

const LEAST_WEIGHT: f64 = 0.01;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Candidate {
    Ets,
    LogEts,
    Arima,
    LogArima,
    Theta,
    SeasonalNaive,
}

const CANDIDATES: [Candidate; 6] = [
    Candidate::Ets,
    Candidate::Arima,
    Candidate::LogEts,
    Candidate::LogArima,
    Candidate::Theta,
    Candidate::SeasonalNaive,
];

impl Candidate {
    fn name(self) -> &'static str {
        match self {
            Self::Ets => "ETS",
            Self::LogEts => "log ETS",
            Self::Arima => "ARIMA",
            Self::LogArima => "log ARIMA",
            Self::Theta => "Theta",
            Self::SeasonalNaive => "seasonal naive",
        }
    }

    fn forecast(self, series: &[f64], horizon: usize, period: usize, care: Care) -> Option<Forecast> {
        match self {
            Self::Ets => auto_ets(series, period, care).map(|fit| fit.forecast(horizon)),
            Self::Arima => auto_arima(series, period).map(|fit| fit.forecast(series, horizon)),
            Self::LogEts => on_logs(series, |logs| Some(auto_ets(logs, period, care)?.forecast(horizon))),
            Self::LogArima => on_logs(series, |logs| Some(auto_arima(logs, period)?.forecast(logs, horizon))),
            Self::Theta => (series.len() > 3).then(|| theta(series, horizon, period)),
            Self::SeasonalNaive => Some(seasonal_naive(series, horizon, period)),
        }
    }
}

/// Earlier ends at which the candidates are compared.
const ENDS: usize = 5;

fn looking_back(series: &[f64], horizon: usize, period: usize) -> Vec<(Candidate, f64)> {
    let n = series.len();
    let least = (2 * period + 5).max(8);
    let ahead = horizon.min(n.saturating_sub(least) / 2);
    if ahead == 0 {
        return Vec::new();
    }
    let step = (ahead / 2).max(1).min((n - least - ahead) / (ENDS - 1)).max(1);
    let ends: Vec<usize> = (0..ENDS)
        .filter_map(|back| (n - ahead).checked_sub(back * step))
        .filter(|end| *end >= least)
        .collect();
    let mut scores = Vec::new();
    for candidate in CANDIDATES {
        let mut sum = 0.0;
        let mut counted = 0.0;
        for end in &ends {
            let known = &series[..*end];
            let Some(found) = candidate.forecast(known, ahead, period, Care::Quick) else { continue };
            let actual = &series[*end..*end + ahead];
            if let Ok(measures) = measures(known, &found.mean, actual, period)
                && let Some(mase) = measures.mase
            {
                sum += mase;
                counted += 1.0;
            }
        }
        if counted == ends.len() as f64 && counted > 0.0 && f64::is_finite(sum) {
            scores.push((candidate, sum / counted));
        }
    }
    scores
}

fn on_logs(series: &[f64], forecast: impl FnOnce(&[f64]) -> Option<Forecast>) -> Option<Forecast> {
    if series.iter().any(|value| *value <= 0.0) {
        return None;
    }
    let logs: Vec<f64> = series.iter().map(|value| value.ln()).collect();
    let found = forecast(&logs)?;
    let method = format!("log {}", found.method);
    let largest = series.iter().copied().fold(0.0, f64::max);
    let found = found.mapped(|_, value| value.exp().min(1e3 * largest));
    Some(Forecast { method, ..found })
}

/// Demand that was never below zero is not forecast below it.
fn within(series: &[f64], forecast: Forecast) -> Forecast {
    let floor = if series.iter().all(|value| *value >= 0.0) { 0.0 } else { f64::MIN };
    forecast.mapped(|_, value| value.clamp(floor, f64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const METHODS: [Method; 7] = [
        Method::Auto,
        Method::Ets,
        Method::Arima,
        Method::Theta,
        Method::SeasonalNaive,
        Method::Ses,
        Method::Lumpy(crate::forecast::Lumpy::Auto),
    ];

    #[test]
    fn nothing_that_a_series_can_be_makes_a_forecast_stumble() {
        let alternating: Vec<f64> = (0..40).map(|at| if at % 2 == 0 { 1e15 } else { -1e15 }).collect();
        let rising: Vec<f64> = (1..=36).map(|at| 1.3f64.powi(at) * 1e3).collect();
        let mostly_zero: Vec<f64> = (0..30).map(|at| if at % 9 == 0 { 7.0 } else { 0.0 }).collect();
        let cases: [&[f64]; 9] = [
            &[5.0],
            &[5.0, 6.0],
            &[1.0, 2.0, 3.0, 4.0],
            &[0.0; 20],
            &[-3.0, -2.0, -5.0, -1.0, -2.0, -4.0, -3.0, -2.0, -5.0],
            &alternating,
            &rising,
            &mostly_zero,
            &[1e-12, 2e-12, 1e-12, 3e-12, 2e-12, 1e-12, 2e-12, 4e-12],
        ];
        for series in cases {
            for method in METHODS {
                for period in [1, 4, 12] {
                    let found = forecast(series, 6, period, method).unwrap().forecast;
                    for column in
                        [&found.mean, &found.lower80, &found.upper80, &found.lower95, &found.upper95]
                    {
                        assert_eq!(column.len(), 6);
                        assert!(
                            column.iter().all(|value| value.is_finite()),
                            "{method:?} {series:?} {found:?}"
                        );
                    }
                }
            }
        }
        for (series, horizon, period) in
            [(&[][..], 3, 1), (&[1.0, f64::NAN][..], 3, 1), (&[1.0][..], 0, 1), (&[1.0][..], 3, 99_999)]
        {
            assert!(forecast(series, horizon, period, Method::Auto).is_err());
        }
    }

    #[test]
    fn a_clean_season_on_a_line_goes_on() {
        let series: Vec<f64> = (0..60)
            .map(|at| {
                100.0 + f64::from(at) + [0.0, 20.0, -10.0, 5.0][at as usize % 4] + f64::from(at * 7 % 5) * 0.1
            })
            .collect();
        let found = forecast(&series, 4, 4, Method::Auto).unwrap();
        for (step, value) in found.forecast.mean.iter().enumerate() {
            let wanted = 160.2 + step as f64 + [0.0, 20.0, -10.0, 5.0][step];
            assert!((value - wanted).abs() < 1.0, "{value} is not {wanted}: {:?}", found.forecast.method);
        }
        assert!(found.forecast.lower80[0] < found.forecast.mean[0]);
        assert!(found.candidates.len() > 3);
    }
}
