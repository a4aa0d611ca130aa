use super::Forecast;
use super::ets::{Part, line};
use super::season::{deseasonalised, seasonal_indices, seasonal_strength};
use crate::simplex::minimise;

/// The value one period ago; with a period of 1 the last value.
pub(super) fn seasonal_naive(series: &[f64], horizon: usize, period: usize) -> Forecast {
    let lag = if series.len() >= period { period } else { 1 };
    let mean: Vec<f64> = (0..horizon).map(|step| series[series.len() - lag + step % lag]).collect();
    let errors: Vec<f64> = series.windows(lag + 1).map(|pair| pair[lag] - pair[0]).collect();
    let deviation = root_mean_square(&errors);
    let name = if lag > 1 { "seasonal naive" } else { "naive" };
    Forecast::of_deviations(name.to_owned(), mean, |step| deviation * ((step / lag + 1) as f64).sqrt())
}

/// Simple exponential smoothing with the weight that fits best.
pub(super) fn ses(series: &[f64], horizon: usize) -> Forecast {
    let smooth = best_smoothing(series);
    let deviation = smooth.deviation;
    Forecast::of_deviations("SES".to_owned(), vec![smooth.level; horizon], |step| {
        deviation * (1.0 + step as f64 * smooth.alpha * smooth.alpha).sqrt()
    })
}

/// Theta: smoothing with half the slope of the line, on what the season leaves.
pub(super) fn theta(series: &[f64], horizon: usize, period: usize) -> Forecast {
    let seasonal = seasonal_strength(series, period) > 0.3;
    let positive = series.iter().all(|value| *value > 0.0);
    let part = match (seasonal, positive) {
        (false, _) => Part::None,
        (true, true) => Part::Multiplicative,
        (true, false) => Part::Additive,
    };
    let season = if part == Part::None { Vec::new() } else { seasonal_indices(series, period, part) };
    let plain = deseasonalised(series, &season, part);
    let smooth = best_smoothing(&plain);
    let slope = 0.5 * line(&plain).1;
    let alpha = smooth.alpha.max(1e-10);
    let settled = (1.0 - (1.0 - alpha).powi(plain.len().min(100_000) as i32)) / alpha;
    let mean = (0..horizon).map(|step| smooth.level + slope * (step as f64 + settled)).collect();
    let deviation = smooth.deviation;
    let flat = Forecast::of_deviations("Theta".to_owned(), mean, |step| {
        deviation * (1.0 + step as f64 * alpha * alpha).sqrt()
    });
    let next = plain.len();
    flat.mapped(|step, value| match part {
        Part::None => value,
        Part::Additive => value + season[(next + step) % period],
        Part::Multiplicative => value * season[(next + step) % period],
    })
}

struct Smoothed {
    alpha: f64,
    level: f64,
    deviation: f64,
}

fn best_smoothing(series: &[f64]) -> Smoothed {
    let run = |alpha: f64| {
        let mut level = series[0];
        let mut squares = 0.0;
        for value in &series[1..] {
            let error = value - level;
            squares += error * error;
            level += alpha * error;
        }
        (squares, level)
    };
    let weight = |x: f64| 0.001 + 0.998 / (1.0 + (-x).exp());
    let scale = run(0.5).0.max(f64::MIN_POSITIVE);
    let (best, _) = minimise(&[0.0], 1.0, 100, 1e-9, |at| run(weight(at[0])).0 / scale);
    let alpha = weight(best[0]);
    let (squares, level) = run(alpha);
    Smoothed { alpha, level, deviation: (squares / (series.len() as f64 - 1.0).max(1.0)).sqrt() }
}

fn root_mean_square(errors: &[f64]) -> f64 {
    (errors.iter().map(|error| error * error).sum::<f64>() / errors.len().max(1) as f64).sqrt()
}
