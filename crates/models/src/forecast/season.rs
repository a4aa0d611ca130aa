use super::ets::Part;

/// One index for each place in the period by classical decomposition: what is left of the centred moving average, of mean
/// 0 (additive) or 1 (multiplicative). Needs two periods.
pub(super) fn seasonal_indices(series: &[f64], period: usize, part: Part) -> Vec<f64> {
    let neutral = if part == Part::Multiplicative { 1.0 } else { 0.0 };
    if period < 2 || series.len() < 2 * period {
        return vec![neutral; period];
    }
    let trend = moving_average(series, period);
    let mut sums = vec![(0.0, 0u32); period];
    for (at, (value, trend)) in series.iter().zip(&trend).enumerate() {
        let Some(trend) = trend else { continue };
        let left = match part {
            Part::Multiplicative if trend.abs() > 1e-12 => value / trend,
            Part::Multiplicative => 1.0,
            Part::Additive | Part::None => value - trend,
        };
        let sum = &mut sums[at % period];
        *sum = (sum.0 + left, sum.1 + 1);
    }
    let means: Vec<f64> =
        sums.iter().map(|(sum, n)| if *n > 0 { sum / f64::from(*n) } else { neutral }).collect();
    let average = means.iter().sum::<f64>() / period as f64;
    let normal = |mean: &f64| match part {
        Part::Multiplicative if average.abs() > 1e-12 => (mean / average).max(1e-3),
        Part::Multiplicative => 1.0,
        Part::Additive | Part::None => mean - average,
    };
    means.iter().map(normal).collect()
}

pub(super) fn deseasonalised(series: &[f64], season: &[f64], part: Part) -> Vec<f64> {
    let plain = |(at, value): (usize, &f64)| match part {
        Part::None => *value,
        Part::Additive => value - season[at % season.len()],
        Part::Multiplicative => value / season[at % season.len()],
    };
    series.iter().enumerate().map(plain).collect()
}

/// How much of the variance around the trend the season explains, 0 to 1 (Wang, Smith & Hyndman 2006), where the season
/// may change over the years; 0 when there are not two periods.
#[must_use]
pub fn seasonal_strength(series: &[f64], period: usize) -> f64 {
    if period < 2 || series.len() < 2 * period + 1 {
        return 0.0;
    }
    let off: Vec<Option<f64>> = series
        .iter()
        .zip(moving_average(series, period))
        .map(|(value, trend)| trend.map(|trend| value - trend))
        .collect();
    let rest: Vec<(f64, f64)> = (0..off.len())
        .filter_map(|at| {
            let here = off[at]?;
            Some((here, here - nearby(&off, at, period)))
        })
        .collect();
    let variance = |pick: fn(&(f64, f64)) -> f64| {
        let n = rest.len() as f64;
        let mean = rest.iter().map(pick).sum::<f64>() / n;
        rest.iter().map(|pair| (pick(pair) - mean).powi(2)).sum::<f64>() / n
    };
    let whole = variance(|pair| pair.0);
    if whole > 0.0 { (1.0 - variance(|pair| pair.1) / whole).max(0.0) } else { 0.0 }
}

/// Periods to either side that speak about the season of one, with tricube weights (Cleveland 1979).
const REACH: usize = 6;

fn nearby(off: &[Option<f64>], at: usize, period: usize) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    let first = at % period;
    for other in (first..off.len()).step_by(period) {
        let distance = other.abs_diff(at) as f64 / (period * REACH) as f64;
        if let (Some(value), true) = (off[other], distance < 1.0) {
            let weight = (1.0 - distance.powi(3)).powi(3);
            sum += weight * value;
            weights += weight;
        }
    }
    if weights > 0.0 { sum / weights } else { 0.0 }
}

fn moving_average(series: &[f64], period: usize) -> Vec<Option<f64>> {
    let half = period / 2;
    (0..series.len())
        .map(|at| {
            let from = at.checked_sub(half)?;
            if at + half >= series.len() {
                return None;
            }
            let window = &series[from..=at + half];
            let sum: f64 = window.iter().sum();
            Some(match period % 2 {
                0 => (sum - 0.5 * (window[0] + window[period])) / period as f64,
                _ => sum / period as f64,
            })
        })
        .collect()
}
