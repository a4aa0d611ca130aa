use super::Forecast;
use super::season::seasonal_strength;
use crate::simplex::minimise;

/// How many earlier values and errors speak, how often differences are taken; the second three by whole periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    pub p: usize,
    pub d: usize,
    pub q: usize,
    pub seasonal_p: usize,
    pub seasonal_d: usize,
    pub seasonal_q: usize,
    /// A constant: the mean without differences, the drift with one.
    pub constant: bool,
}

/// A fitted seasonal ARIMA.
#[derive(Debug, Clone, PartialEq)]
pub struct ArimaFit {
    pub order: Order,
    pub period: usize,
    pub sigma2: f64,
    pub aicc: f64,
    /// Weights of earlier differences, of earlier errors, and the constant.
    ar: Vec<f64>,
    ma: Vec<f64>,
    constant: f64,
}

/// The best of the usual orders by AICc, with the differences that season and trend ask for. Absent when the series is
/// too short for any.
#[must_use]
pub fn auto_arima(series: &[f64], period: usize) -> Option<ArimaFit> {
    let seasonal_d = usize::from(period > 1 && seasonal_strength(series, period) > 0.64);
    let seasonless = differenced(series, 0, seasonal_d, period);
    let d = differences_needed(&seasonless);
    let mut best: Option<ArimaFit> = None;
    for order in orders(d, seasonal_d, period) {
        if let Some(fit) = fit_arima(series, period, order)
            && best.as_ref().is_none_or(|best| fit.aicc < best.aicc)
        {
            best = Some(fit);
        }
    }
    best
}

/// Absent when the series is too short.
#[must_use]
pub fn fit_arima(series: &[f64], period: usize, order: Order) -> Option<ArimaFit> {
    let scale = series.iter().map(|value| value.abs() / series.len() as f64).sum::<f64>();
    let scale = if scale > 0.0 && scale.is_finite() { scale } else { 1.0 };
    let scaled: Vec<f64> = series.iter().map(|value| value / scale).collect();
    let w = differenced(&scaled, order.d, order.seasonal_d, period);
    let parts = [order.p, order.q, order.seasonal_p, order.seasonal_q];
    let free: usize = parts.iter().sum();
    let parameters = free + usize::from(order.constant) + 1;
    let lags = (order.p + order.seasonal_p * period).max(order.q + order.seasonal_q * period);
    if w.len() < parameters + 3 || w.len() < lags + 2 {
        return None;
    }
    let mean = w.iter().sum::<f64>() / w.len() as f64;
    let spread = (w.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / w.len() as f64).sqrt();
    let unpack = |at: &[f64]| -> (Vec<f64>, Vec<f64>, f64) {
        let (mut rest, mut polynomials) = (at, Vec::with_capacity(4));
        for count in parts {
            let (own, more) = rest.split_at(count);
            polynomials.push(stable(own));
            rest = more;
        }
        let ar = product(&polynomials[0], &polynomials[2], period);
        let negative = |weights: &[f64]| weights.iter().map(|weight| -weight).collect::<Vec<f64>>();
        let ma = product(&negative(&polynomials[1]), &negative(&polynomials[3]), period);
        (ar, negative(&ma), if order.constant { mean + spread * rest[0] } else { 0.0 })
    };
    let mut start = vec![0.1; free];
    start.extend(order.constant.then_some(0.0));
    let mut errors = Vec::with_capacity(w.len());
    let (best, _) = minimise(&start, 0.3, 60 + 90 * start.len(), 1e-8, |at| {
        let (ar, ma, constant) = unpack(at);
        squares(&w, &ar, &ma, constant, &mut errors).max(1e-30).ln()
    });
    let (ar, ma, constant) = unpack(&best);
    let sum = squares(&w, &ar, &ma, constant, &mut errors).max(1e-30);
    let (n, k) = (w.len() as f64, parameters as f64);
    let aicc = n * ((sum / n).ln() + 1.0 + std::f64::consts::TAU.ln())
        + 2.0 * k
        + 2.0 * k * (k + 1.0) / (n - k - 1.0);
    let sigma2 = sum / (n - k + 1.0).max(1.0) * scale * scale;
    let fit = ArimaFit { order, period, sigma2, aicc, ar, ma, constant: constant * scale };
    (aicc.is_finite() && sigma2.is_finite()).then_some(fit)
}

impl ArimaFit {
    #[must_use]
    pub fn name(&self) -> String {
        let Order { p, d, q, seasonal_p, seasonal_d, seasonal_q, constant } = self.order;
        let season = match self.period {
            0 | 1 => String::new(),
            period => format!("({seasonal_p},{seasonal_d},{seasonal_q})[{period}]"),
        };
        let drift = match (constant, d + seasonal_d) {
            (false, _) => "",
            (true, 0) => " with mean",
            (true, _) => " with drift",
        };
        format!("ARIMA({p},{d},{q}){season}{drift}")
    }

    /// Means by the recursion, bounds by its answer to one shock.
    #[must_use]
    pub fn forecast(&self, series: &[f64], horizon: usize) -> Forecast {
        let Order { d, seasonal_d, .. } = self.order;
        let mut w = differenced(series, d, seasonal_d, self.period);
        let mut errors = Vec::new();
        squares(&w, &self.ar, &self.ma, self.constant, &mut errors);
        let known = w.len();
        for at in known..known + horizon {
            errors.push(0.0);
            w.push(0.0);
            w[at] = expected(&w, &errors, at, &self.ar, &self.ma, self.constant);
        }
        let whole = differencing(d, seasonal_d, self.period);
        let mut levels = series.to_vec();
        for value in &w[known..] {
            let at = levels.len();
            let earlier: f64 =
                whole.iter().enumerate().map(|(lag, weight)| weight * levels[at - 1 - lag]).sum();
            levels.push(value + earlier);
        }
        let total = product(&self.ar, &whole, 1);
        let mut answer = vec![1.0];
        for step in 1..horizon {
            let own = self.ma.get(step - 1).copied().unwrap_or(0.0);
            let carried: f64 = total
                .iter()
                .enumerate()
                .take(step)
                .map(|(lag, weight)| weight * answer[step - 1 - lag])
                .sum();
            answer.push(own + carried);
        }
        let mut variance = 0.0;
        let deviations: Vec<f64> = answer
            .iter()
            .map(|psi: &f64| {
                variance += self.sigma2 * psi * psi;
                variance.sqrt()
            })
            .collect();
        Forecast::of_deviations(self.name(), levels[series.len()..].to_vec(), |step| deviations[step])
    }
}

fn orders(d: usize, seasonal_d: usize, period: usize) -> Vec<Order> {
    let plain = [(0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (0, 2), (2, 1), (1, 2)];
    let seasonal: &[(usize, usize)] = match (period > 1, seasonal_d) {
        (false, _) => &[(0, 0)],
        (true, 0) => &[(0, 0), (1, 0)],
        (true, _) => &[(0, 0), (0, 1), (1, 0)],
    };
    let mut orders = Vec::new();
    for (p, q) in plain {
        for (seasonal_p, seasonal_q) in seasonal.iter().copied() {
            let order = Order { p, d, q, seasonal_p, seasonal_d, seasonal_q, constant: false };
            if d + seasonal_d > 0 {
                orders.push(order);
            }
            if d + seasonal_d < 2 {
                orders.push(Order { constant: true, ..order });
            }
        }
    }
    orders
}

/// Differences until the series is level, at most two: KPSS (Kwiatkowski et al. 1992) at 5 %.
fn differences_needed(series: &[f64]) -> usize {
    let mut series = series.to_vec();
    for d in 0..2 {
        if series.len() < 8 || kpss(&series) < 0.463 {
            return d;
        }
        series = differenced(&series, 1, 0, 1);
    }
    2
}

fn kpss(series: &[f64]) -> f64 {
    let n = series.len() as f64;
    let mean = series.iter().sum::<f64>() / n;
    let off: Vec<f64> = series.iter().map(|value| value - mean).collect();
    let (mut sum, mut squares) = (0.0, 0.0);
    for value in &off {
        sum += value;
        squares += sum * sum;
    }
    let lags = (4.0 * (n / 100.0).powf(0.25)) as usize;
    let covariance = |lag: usize| off.iter().zip(&off[lag..]).map(|(a, b)| a * b).sum::<f64>() / n;
    let long_run = covariance(0)
        + (1..=lags.min(off.len() - 1))
            .map(|lag| 2.0 * (1.0 - lag as f64 / (lags as f64 + 1.0)) * covariance(lag))
            .sum::<f64>();
    if long_run > 0.0 { squares / (n * n * long_run) } else { 0.0 }
}

fn differenced(series: &[f64], d: usize, seasonal_d: usize, period: usize) -> Vec<f64> {
    let mut w = series.to_vec();
    for lag in std::iter::repeat_n(period, seasonal_d).chain(std::iter::repeat_n(1, d)) {
        w = if w.len() > lag {
            w.windows(lag + 1).map(|pair| pair[lag] - pair[0]).collect()
        } else {
            Vec::new()
        };
    }
    w
}

/// Weights of earlier values that differencing takes off.
fn differencing(d: usize, seasonal_d: usize, period: usize) -> Vec<f64> {
    let mut weights = Vec::new();
    for _ in 0..d {
        weights = product(&weights, &[1.0], 1);
    }
    for _ in 0..seasonal_d {
        weights = product(&weights, &[1.0], period);
    }
    weights
}

/// 1 - sum a_i B^i times 1 - sum b_i B^(i stride), again as weights.
fn product(a: &[f64], b: &[f64], stride: usize) -> Vec<f64> {
    let mut whole = vec![0.0; a.len() + b.len() * stride + 1];
    let term = |weights: &[f64], at: usize| if at == 0 { 1.0 } else { -weights[at - 1] };
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            whole[i + j * stride] += term(a, i) * term(b, j);
        }
    }
    whole[1..].iter().map(|weight| -weight).collect()
}

/// Weights of a stationary polynomial from numbers without bounds (Monahan 1984).
fn stable(free: &[f64]) -> Vec<f64> {
    let mut weights: Vec<f64> = Vec::with_capacity(free.len());
    for x in free {
        let partial = 0.98 * x.tanh();
        let reversed: Vec<f64> = weights.iter().rev().copied().collect();
        weights.iter_mut().zip(reversed).for_each(|(weight, other)| *weight -= partial * other);
        weights.push(partial);
    }
    weights
}

fn squares(w: &[f64], ar: &[f64], ma: &[f64], constant: f64, errors: &mut Vec<f64>) -> f64 {
    errors.clear();
    let mut sum = 0.0;
    for at in 0..w.len() {
        let error = w[at] - expected(w, errors, at, ar, ma, constant);
        sum += error * error;
        errors.push(error);
    }
    sum
}

/// Before the first value stand the mean and no errors.
fn expected(w: &[f64], errors: &[f64], at: usize, ar: &[f64], ma: &[f64], constant: f64) -> f64 {
    let earlier = ar.iter().zip(w[..at].iter().rev()).map(|(weight, value)| weight * (value - constant));
    let shocks =
        ma.iter().zip(errors[..at.min(errors.len())].iter().rev()).map(|(weight, error)| weight * error);
    constant + earlier.sum::<f64>() + shocks.sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_multiply_like_polynomials() {
        assert_eq!(product(&[0.5], &[0.2], 4), [0.5, 0.0, 0.0, 0.2, -0.1]);
        assert_eq!(differencing(1, 1, 4), [1.0, 0.0, 0.0, 1.0, -1.0]);
        assert_eq!(differenced(&[1.0, 2.0, 4.0, 7.0], 1, 0, 1), [1.0, 2.0, 3.0]);
    }

    #[test]
    fn a_wave_of_its_own_memory_is_recognised() {
        let mut series = vec![0.0, 1.0];
        let mut seed = 1u64;
        for at in 2..300 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let shock = (seed >> 40) as f64 / (1u64 << 24) as f64 - 0.5;
            series.push(1.2 * series[at - 1] - 0.6 * series[at - 2] + shock);
        }
        let order = Order { p: 2, d: 0, q: 0, seasonal_p: 0, seasonal_d: 0, seasonal_q: 0, constant: false };
        let fit = fit_arima(&series, 1, order).unwrap();
        assert!((fit.ar[0] - 1.2).abs() < 0.1 && (fit.ar[1] + 0.6).abs() < 0.1, "{fit:?}");
        let ahead = fit.forecast(&series, 40);
        assert!(ahead.mean[39].abs() < 0.05 && ahead.upper80[39] > 0.2);
        assert!(auto_arima(&series, 1).unwrap().order.d == 0);
    }
}
