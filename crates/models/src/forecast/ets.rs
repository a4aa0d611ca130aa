use super::Forecast;
use super::season::{deseasonalised, seasonal_indices};
use crate::quantile::quantile;
use crate::simplex::minimise;

/// How a part of the series joins the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    None,
    Additive,
    Multiplicative,
}

/// One model of the family. Multiplicative trends are left out, as they run away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ets {
    /// Additive or multiplicative.
    pub error: Part,
    /// None or additive.
    pub trend: Part,
    pub damped: bool,
    pub season: Part,
}

/// A fitted model with the states after the last value.
#[derive(Debug, Clone, PartialEq)]
pub struct EtsFit {
    pub model: Ets,
    pub alpha: f64,
    pub beta: f64,
    pub gamma: f64,
    pub phi: f64,
    /// Of the errors; relative ones where the error is multiplicative.
    pub sigma2: f64,
    pub aicc: f64,
    state: State,
    /// All values are divided by it before anything is computed.
    scale: f64,
}

#[derive(Debug, Clone, PartialEq)]
struct State {
    level: f64,
    slope: f64,
    season: Vec<f64>,
    /// Place of the season that comes next.
    next: usize,
}

/// How much work a fit may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// Smoothing alone; states at the start as a decomposition gives them.
    Quick,
    /// The best few again, with their states at the start.
    Full,
}

/// The best of the family by AICc. Absent when the series is too short for any.
#[must_use]
pub fn auto_ets(series: &[f64], period: usize, care: Care) -> Option<EtsFit> {
    let mut fits: Vec<EtsFit> =
        family(series, period).into_iter().filter_map(|model| fit_ets(series, period, model)).collect();
    fits.sort_by(|a, b| a.aicc.total_cmp(&b.aicc));
    if care == Care::Full {
        fits.truncate(REFINED);
        let problem = Problem::of(series, period);
        fits = fits.into_iter().map(|fit| problem.refined(fit)).collect();
        fits.sort_by(|a, b| a.aicc.total_cmp(&b.aicc));
    }
    fits.into_iter().next()
}

/// The fit of one model, quickly. Absent when the series is too short or has values that the model cannot take.
#[must_use]
pub fn fit_ets(series: &[f64], period: usize, model: Ets) -> Option<EtsFit> {
    let problem = Problem::of(series, period);
    let positive = series.iter().all(|value| *value > 0.0);
    let multiplicative = model.error == Part::Multiplicative || model.season == Part::Multiplicative;
    let enough = series.len() > model.parameters(period) + 2;
    let seasons = model.season == Part::None || (period > 1 && series.len() >= 2 * period + 2);
    if !enough || !seasons || (multiplicative && !positive) {
        return None;
    }
    problem.fit(model)
}

const REFINED: usize = 3;
const QUICK: usize = 160;
const THOROUGH: usize = 1500;

fn family(series: &[f64], period: usize) -> Vec<Ets> {
    let positive = series.iter().all(|value| *value > 0.0);
    let mut family = Vec::new();
    for error in [Part::Additive, Part::Multiplicative] {
        for (trend, damped) in [(Part::None, false), (Part::Additive, false), (Part::Additive, true)] {
            for season in [Part::None, Part::Additive, Part::Multiplicative] {
                let needs = error == Part::Multiplicative || season == Part::Multiplicative;
                let clash = error == Part::Additive && season == Part::Multiplicative;
                let allowed = (positive || !needs) && !clash && (period > 1 || season == Part::None);
                if allowed {
                    family.push(Ets { error, trend, damped, season });
                }
            }
        }
    }
    family
}

impl Ets {
    #[must_use]
    pub fn name(&self) -> String {
        let letter = |part| match part {
            Part::None => "N",
            Part::Additive => "A",
            Part::Multiplicative => "M",
        };
        let damped = if self.damped { "d" } else { "" };
        format!("ETS({},{}{damped},{})", letter(self.error), letter(self.trend), letter(self.season))
    }

    /// Smoothing, states at the start, and the variance.
    fn parameters(&self, period: usize) -> usize {
        let trend = if self.trend == Part::None { 0 } else { 2 };
        let season = if self.season == Part::None { 0 } else { period };
        2 + trend + usize::from(self.damped) + season + 1
    }
}

#[derive(Clone, Copy)]
struct Smoothing {
    alpha: f64,
    beta: f64,
    gamma: f64,
    phi: f64,
}

struct Problem {
    series: Vec<f64>,
    period: usize,
    scale: f64,
}

impl Problem {
    fn of(series: &[f64], period: usize) -> Self {
        let mean = series.iter().map(|value| value.abs() / series.len().max(1) as f64).sum::<f64>();
        let scale = if mean > 0.0 && mean.is_finite() { mean } else { 1.0 };
        Self { series: series.iter().map(|value| value / scale).collect(), period, scale }
    }

    fn fit(&self, model: Ets) -> Option<EtsFit> {
        let state = self.start(model);
        let start = first_guess(model);
        let mut room = state.clone();
        let (best, _) = minimise(&start, 0.8, QUICK, 1e-5, |at| {
            room.clone_from(&state);
            self.run(model, smoothing(model, at), &mut room).0
        });
        self.finished(model, smoothing(model, &best), state)
    }

    fn refined(&self, fit: EtsFit) -> EtsFit {
        let model = fit.model;
        let state = self.start(model);
        let mut start = unsmoothing(model, &fit);
        let smooth = start.len();
        start.push(state.level);
        if model.trend != Part::None {
            start.push(state.slope);
        }
        start.extend(&state.season);
        let unpack = |at: &[f64], into: &mut State| {
            into.level = at[smooth];
            let slopes = usize::from(model.trend != Part::None);
            into.slope = if slopes == 1 { at[smooth + 1] } else { 0.0 };
            let season = &at[smooth + 1 + slopes..];
            let count = season.len().max(1) as f64;
            let mean = season.iter().sum::<f64>() / count;
            for (to, from) in into.season.iter_mut().zip(season) {
                *to = match model.season {
                    Part::Multiplicative => from / mean,
                    Part::Additive | Part::None => from - mean,
                };
            }
            into.next = 0;
        };
        let mut room = state.clone();
        let (best, _) = minimise(&start, 0.05, THOROUGH, 1e-7, |at| {
            unpack(at, &mut room);
            self.run(model, smoothing(model, at), &mut room).0
        });
        let mut state = state;
        unpack(&best, &mut state);
        match self.finished(model, smoothing(model, &best), state) {
            Some(better) if better.aicc < fit.aicc => better,
            Some(_) | None => fit,
        }
    }

    fn finished(&self, model: Ets, smooth: Smoothing, mut state: State) -> Option<EtsFit> {
        let (likelihood, squares) = self.run(model, smooth, &mut state);
        let n = self.series.len() as f64;
        let k = model.parameters(self.period) as f64;
        let aicc = likelihood + 2.0 * k + 2.0 * k * (k + 1.0) / (n - k - 1.0);
        let sigma2 = squares / (n - k + 1.0).max(1.0);
        let Smoothing { alpha, beta, gamma, phi } = smooth;
        let fit = EtsFit { model, alpha, beta, gamma, phi, sigma2, aicc, state, scale: self.scale };
        (aicc.is_finite() && sigma2.is_finite()).then_some(fit)
    }

    /// Minus twice the log-likelihood without constants, and the sum of squared errors. The state moves to the end.
    fn run(&self, model: Ets, smooth: Smoothing, state: &mut State) -> (f64, f64) {
        let (mut squares, mut logs) = (0.0, 0.0);
        for y in &self.series {
            let forecast = state.ahead(model, smooth.phi);
            let mut error = y - forecast;
            if model.error == Part::Multiplicative {
                if forecast <= 1e-9 {
                    return (f64::INFINITY, f64::INFINITY);
                }
                error /= forecast;
                logs += forecast.ln();
            }
            squares += error * error;
            state.learn(model, smooth, *y);
        }
        let n = self.series.len() as f64;
        (n * squares.max(1e-30 * n).ln() + 2.0 * logs, squares)
    }

    fn start(&self, model: Ets) -> State {
        let season = match model.season {
            Part::None => Vec::new(),
            part => seasonal_indices(&self.series, self.period, part),
        };
        let plain = deseasonalised(&self.series, &season, model.season);
        let count = plain.len().min((2 * self.period).max(10));
        let (level, slope) = line(&plain[..count]);
        let state = match model.trend {
            Part::None => State { level: mean(&plain[..count]), slope: 0.0, season, next: 0 },
            Part::Additive | Part::Multiplicative => State { level, slope, season, next: 0 },
        };
        let sound = model.error != Part::Multiplicative || state.level + state.slope > 0.0;
        if sound { state } else { State { level: plain[0].max(1e-3), slope: 0.0, ..state } }
    }
}

impl State {
    fn ahead(&self, model: Ets, phi: f64) -> f64 {
        let base = self.level + phi * self.slope;
        match model.season {
            Part::None => base,
            Part::Additive => base + self.season[self.next],
            Part::Multiplicative => base * self.season[self.next],
        }
    }

    fn learn(&mut self, model: Ets, smooth: Smoothing, y: f64) {
        let steady = smooth.phi * self.slope;
        let base = self.level + steady;
        let (plain, season) = match model.season {
            Part::None => (y, 0.0),
            Part::Additive => (y - self.season[self.next], y - base),
            Part::Multiplicative => {
                let index = self.season[self.next];
                (
                    if index.abs() > 1e-9 { y / index } else { base },
                    if base.abs() > 1e-9 { y / base } else { index },
                )
            }
        };
        let level = base + smooth.alpha * (plain - base);
        if model.trend != Part::None {
            self.slope = steady + smooth.beta / smooth.alpha * (level - self.level - steady);
        }
        self.level = level;
        if let Some(index) = self.season.get_mut(self.next) {
            *index += smooth.gamma * (season - *index);
            self.next = (self.next + 1) % self.season.len();
        }
    }
}

impl EtsFit {
    /// Means by the states, bounds by simulated futures that are the same in every run.
    #[must_use]
    pub fn forecast(&self, horizon: usize) -> Forecast {
        let mean = self.path(horizon, || 0.0);
        let mut dice = Dice(0x1234_5678_9abc_def1);
        let mut steps = vec![Vec::with_capacity(FUTURES); horizon];
        let deviation = self.sigma2.sqrt();
        for _ in 0..FUTURES {
            let path = self.path(horizon, || deviation * dice.normal());
            steps.iter_mut().zip(path).for_each(|(step, value)| step.push(value));
        }
        let mut bound = |share: f64| -> Vec<f64> {
            steps.iter_mut().map(|step| quantile(step, share).unwrap_or(0.0)).collect()
        };
        Forecast {
            method: self.model.name(),
            lower80: bound(0.1),
            upper80: bound(0.9),
            lower95: bound(0.025),
            upper95: bound(0.975),
            mean,
        }
    }

    fn path(&self, horizon: usize, mut shock: impl FnMut() -> f64) -> Vec<f64> {
        let smooth = Smoothing { alpha: self.alpha, beta: self.beta, gamma: self.gamma, phi: self.phi };
        let mut state = self.state.clone();
        (0..horizon)
            .map(|_| {
                let ahead = state.ahead(self.model, self.phi);
                let y = match self.model.error {
                    Part::Multiplicative => ahead * (1.0 + shock()),
                    Part::Additive | Part::None => ahead + shock(),
                };
                let y = if y.is_finite() { y } else { ahead };
                state.learn(self.model, smooth, y);
                y * self.scale
            })
            .collect()
    }
}

const FUTURES: usize = 1000;

/// Small steps of a generator for shocks (Vigna 2016; Box & Muller 1958).
struct Dice(u64);

impl Dice {
    fn unit(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * self.unit().ln()).sqrt() * (std::f64::consts::TAU * self.unit()).cos()
    }
}

const LEAST: f64 = 1e-4;

/// Smoothing from numbers without bounds: alpha in (0, 1), beta below alpha, gamma below 1 - alpha, phi 0.8 to 0.98.
fn smoothing(model: Ets, at: &[f64]) -> Smoothing {
    let mut at = at.iter();
    let mut share = || {
        let x = at.next().copied().unwrap_or(0.0);
        LEAST + (1.0 - 2.0 * LEAST) / (1.0 + (-x).exp())
    };
    let alpha = share();
    let beta = if model.trend == Part::None { 0.0 } else { alpha * share() };
    let gamma = if model.season == Part::None { 0.0 } else { (1.0 - alpha) * share() };
    let phi = if model.damped { 0.8 + 0.18 * share() } else { 1.0 };
    Smoothing { alpha, beta, gamma, phi }
}

fn unsmoothing(model: Ets, fit: &EtsFit) -> Vec<f64> {
    let logit = |share: f64| {
        let share = ((share - LEAST) / (1.0 - 2.0 * LEAST)).clamp(1e-6, 1.0 - 1e-6);
        (share / (1.0 - share)).ln()
    };
    let mut at = vec![logit(fit.alpha)];
    if model.trend != Part::None {
        at.push(logit(fit.beta / fit.alpha));
    }
    if model.season != Part::None {
        at.push(logit(fit.gamma / (1.0 - fit.alpha)));
    }
    if model.damped {
        at.push(logit((fit.phi - 0.8) / 0.18));
    }
    at
}

fn first_guess(model: Ets) -> Vec<f64> {
    let mut at = vec![-0.8];
    if model.trend != Part::None {
        at.push(-2.2);
    }
    if model.season != Part::None {
        at.push(-2.0);
    }
    if model.damped {
        at.push(2.0);
    }
    at
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Level before the first value, and slope, of the least-squares line.
pub(super) fn line(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let (middle, average) = (0.5 * (n + 1.0), mean(values));
    let (mut xy, mut xx) = (0.0, 0.0);
    for (at, value) in values.iter().enumerate() {
        let x = at as f64 + 1.0 - middle;
        xy += x * (value - average);
        xx += x * x;
    }
    let slope = if xx > 0.0 { xy / xx } else { 0.0 };
    (average - slope * middle, slope)
}
