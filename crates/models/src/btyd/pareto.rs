use super::{Groups, Summary};
use crate::error::ModelError;
use crate::optimise::{Optimum, Surface, maximise};
use crate::special::{gauss_legendre, log_gamma};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A fitted Pareto/NBD (Schmittlein, Morrison & Colombo 1987): purchase rates are gamma(r, alpha) a week, rates of
/// leaving gamma(s, beta) a week.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Pareto {
    pub r: f64,
    /// Weeks.
    pub alpha: f64,
    pub s: f64,
    /// Weeks.
    pub beta: f64,
}

/// A fit with its errors; the order of parameters is r, alpha, s, beta.
#[derive(Debug, Clone, PartialEq)]
pub struct ParetoFit {
    pub model: Pareto,
    pub log_likelihood: f64,
    pub optimum: Optimum<4>,
}

/// Maximum likelihood. The integral over the moment of leaving is done by quadrature, not by 2F1.
pub fn fit_pareto(groups: &Groups) -> Result<ParetoFit, ModelError> {
    if groups.rows().is_empty() {
        return Err(ModelError::NoCustomers);
    }
    let rate = ((groups.repeats() + 0.5) / groups.exposure().max(1.0)).max(1e-6);
    let optimum = maximise([0.5, 0.5 / rate, 0.6, 12.0], |p| surface(groups, p));
    let [r, alpha, s, beta] = optimum.parameters;
    let model = Pareto { r, alpha, s, beta };
    Ok(ParetoFit { model, log_likelihood: optimum.value, optimum })
}

impl Pareto {
    /// Sum of ln L of these customers.
    #[must_use]
    pub fn log_likelihood(&self, groups: &Groups) -> f64 {
        surface(groups, &[self.r, self.alpha, self.s, self.beta]).value
    }

    /// P(alive at T).
    #[must_use]
    pub fn p_alive(&self, customer: Summary) -> f64 {
        let (mut highest, mut sum, mut alive) = (f64::NEG_INFINITY, 0.0, 0.0);
        self.fates(customer, |fate| {
            let top = highest.max(fate.log_weight);
            let (scale, weight) = ((highest - top).exp(), (fate.log_weight - top).exp());
            sum = sum * scale + weight;
            alive = match fate.kind {
                FateKind::Stayed => weight,
                FateKind::Left => alive * scale,
            };
            highest = top;
        });
        alive / sum
    }

    /// Expected purchase days in the next `weeks`, weighted with the chance that the customer is still one.
    #[must_use]
    pub fn expected(&self, customer: Summary, weeks: f64) -> f64 {
        let age = self.beta + customer.age_weeks();
        let stretch = (weeks.max(0.0) / age).ln_1p();
        let turn = (1.0 - self.s) * stretch;
        let staying = if turn.abs() < 1e-12 { stretch } else { turn.exp_m1() / (1.0 - self.s) };
        self.p_alive(customer) * self.rate(customer) * age * staying
    }

    /// Probability of at least one purchase within the next `weeks`.
    #[must_use]
    pub fn chance(&self, customer: Summary, weeks: f64) -> f64 {
        let (shape, weeks) = (self.shape(customer), weeks.max(0.0));
        let (rate_age, leave_age) = (self.alpha + customer.age_weeks(), self.beta + customer.age_weeks());
        let end = (weeks / rate_age).ln_1p();
        let reach = end.min(REACH / shape);
        let panels = panels(reach * shape);
        let area = over(panels, reach, |u| {
            let time = rate_age * u.exp_m1();
            shape * (-shape * u - self.s * (time / leave_age).ln_1p()).exp()
        });
        self.p_alive(customer) * area.clamp(0.0, 1.0)
    }

    /// Discounted expected residual transactions without horizon (Fader, Hardie & Lee 2005, JMR, eq. 8), at a
    /// continuous weekly rate above zero.
    #[must_use]
    pub fn discounted_residual(&self, customer: Summary, weekly_rate: f64) -> f64 {
        let age = self.beta + customer.age_weeks();
        let decay = weekly_rate.max(1e-9) * age;
        let area = over(8, (REACH / decay).ln_1p(), |u| ((1.0 - self.s) * u - decay * u.exp_m1()).exp());
        self.p_alive(customer) * self.rate(customer) * age * area
    }

    fn shape(&self, customer: Summary) -> f64 {
        self.r + f64::from(customer.repeats)
    }

    fn rate(&self, customer: Summary) -> f64 {
        self.shape(customer) / (self.alpha + customer.age_weeks())
    }

    /// All that may have become of the customer: he stayed, or he left at one of the nodes between his last
    /// purchase and the end. Nodes are even in the logarithm of time, which tames both falling powers.
    fn fates(&self, customer: Summary, mut see: impl FnMut(Fate)) {
        let shape = self.shape(customer);
        let (last, age) = (customer.last_weeks(), customer.age_weeks());
        see(self.fate(shape, age, 0.0, FateKind::Stayed));
        let ahead = self.alpha.min(self.beta);
        let from = (ahead + last).ln();
        let whole = (ahead + age).ln() - from;
        if whole <= 0.0 {
            return;
        }
        let falls = shape * ((age - last) / (self.alpha + last)).ln_1p()
            + (self.s + 1.0) * ((age - last) / (self.beta + last)).ln_1p();
        let reach = whole * (REACH / falls).min(1.0);
        let panels = panels(falls.min(REACH));
        let width = reach / f64::from(panels);
        for panel in 0..panels {
            for (place, weight) in NODES.iter() {
                let u = from + width * (f64::from(panel) + place);
                let log_weight = (weight * width * self.s).ln() + u;
                see(self.fate(shape, u.exp() - ahead, log_weight, FateKind::Left));
            }
        }
    }

    fn fate(&self, shape: f64, time: f64, log_measure: f64, kind: FateKind) -> Fate {
        let (rate_time, leave_time) = (self.alpha + time, self.beta + time);
        let (rate_log, leave_log) = (rate_time.ln(), leave_time.ln());
        let power = self.s + kind.departures();
        Fate {
            kind,
            log_weight: log_measure - shape * rate_log - power * leave_log,
            rate_log,
            leave_log,
            rate_inverse: 1.0 / rate_time,
            leave_inverse: 1.0 / leave_time,
        }
    }
}

static NODES: LazyLock<Vec<(f64, f64)>> = LazyLock::new(|| gauss_legendre(16));

/// What has fallen by e^-60 no longer counts.
const REACH: f64 = 60.0;

fn panels(falls: f64) -> u32 {
    (falls / 15.0).ceil().clamp(1.0, 4.0) as u32
}

fn over(panels: u32, end: f64, value: impl Fn(f64) -> f64) -> f64 {
    let width = end / f64::from(panels);
    (0..panels)
        .map(|panel| {
            NODES
                .iter()
                .map(|(place, weight)| weight * width * value(width * (f64::from(panel) + place)))
                .sum::<f64>()
        })
        .sum()
}

#[derive(Clone, Copy)]
enum FateKind {
    Stayed,
    Left,
}

impl FateKind {
    fn departures(self) -> f64 {
        match self {
            Self::Stayed => 0.0,
            Self::Left => 1.0,
        }
    }
}

#[derive(Clone, Copy)]
struct Fate {
    kind: FateKind,
    log_weight: f64,
    rate_log: f64,
    leave_log: f64,
    rate_inverse: f64,
    leave_inverse: f64,
}

/// ln L = ln G(r+x) - ln G(r) + r ln alpha + s ln beta
/// plus ln { (alpha+T)^-(r+x) (beta+T)^-s + s * integral from t_x to T of (alpha+y)^-(r+x) (beta+y)^-(s+1) dy },
/// a mixture over fates: its Hessian is the mean of theirs and the covariance of their gradients.
fn surface(groups: &Groups, parameters: &[f64; 4]) -> Surface<4> {
    let [r, alpha, s, beta] = *parameters;
    let model = Pareto { r, alpha, s, beta };
    let at_r = log_gamma(r);
    let (mut value, mut g, mut h) = (0.0, [0.0; 4], [[0.0; 4]; 4]);
    let mut fates: Vec<Fate> = Vec::new();
    for run in groups.runs() {
        let shape = r + run.repeats;
        let at_shape = log_gamma(shape);
        let n = run.customers;
        value += n * (at_shape.value - at_r.value + r * alpha.ln() + s * beta.ln());
        g[0] += n * (at_shape.slope - at_r.slope + alpha.ln());
        g[1] += n * r / alpha;
        g[2] += n * beta.ln();
        g[3] += n * s / beta;
        h[0][0] += n * (at_shape.curvature - at_r.curvature);
        h[0][1] += n / alpha;
        h[1][1] -= n * r / (alpha * alpha);
        h[2][3] += n / beta;
        h[3][3] -= n * s / (beta * beta);
        for group in run.groups.clone() {
            fates.clear();
            model.fates(groups.rows()[group], |fate| fates.push(fate));
            let mixture = mixture(&fates, shape, s);
            let count = groups.count()[group];
            value += count * mixture.value;
            for (sum, slope) in g.iter_mut().zip(mixture.gradient) {
                *sum += count * slope;
            }
            for (sum, bend) in h.iter_mut().flatten().zip(mixture.hessian.iter().flatten()) {
                *sum += count * bend;
            }
        }
    }
    Surface::of_upper(value, g, h)
}

fn mixture(fates: &[Fate], shape: f64, s: f64) -> Surface<4> {
    let highest = fates.iter().fold(f64::NEG_INFINITY, |top, fate| top.max(fate.log_weight));
    let (mut sum, mut g, mut h) = (0.0, [0.0; 4], [[0.0; 4]; 4]);
    for fate in fates {
        let weight = (fate.log_weight - highest).exp();
        let left = fate.kind.departures();
        let slope = [
            -fate.rate_log,
            -shape * fate.rate_inverse,
            left / s - fate.leave_log,
            -(s + left) * fate.leave_inverse,
        ];
        sum += weight;
        for i in 0..4 {
            g[i] += weight * slope[i];
            for j in i..4 {
                h[i][j] += weight * slope[i] * slope[j];
            }
        }
        h[0][1] -= weight * fate.rate_inverse;
        h[1][1] += weight * shape * fate.rate_inverse * fate.rate_inverse;
        h[2][2] -= weight * left / (s * s);
        h[2][3] -= weight * fate.leave_inverse;
        h[3][3] += weight * (s + left) * fate.leave_inverse * fate.leave_inverse;
    }
    let gradient = g.map(|slope| slope / sum);
    let hessian = std::array::from_fn(|i| {
        std::array::from_fn(|j| h[i.min(j)][i.max(j)] / sum - gradient[i] * gradient[j])
    });
    Surface { value: highest + sum.ln(), gradient, hessian }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::btyd::Summaries;

    /// Fader, Hardie & Lee 2005, table 2.
    const PUBLISHED: Pareto = Pareto { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };

    #[test]
    fn gradient_and_hessian_are_those_of_the_value() {
        let x = [0, 0, 1, 2, 9, 1, 30];
        let last = [0, 0, 5, 60, 200, 1, 210];
        let age = [10, 300, 250, 80, 220, 1, 211];
        let groups = Groups::of(&Summaries::from_columns(&x, &last, &age, &[0.0; 7]).unwrap());
        let p = [PUBLISHED.r, PUBLISHED.alpha, PUBLISHED.s, PUBLISHED.beta];
        let here = surface(&groups, &p);
        for i in 0..4 {
            let (mut up, mut down) = (p, p);
            up[i] += 1e-5;
            down[i] -= 1e-5;
            let (up, down) = (surface(&groups, &up), surface(&groups, &down));
            assert!(((up.value - down.value) / 2e-5 - here.gradient[i]).abs() < 1e-5, "gradient {i}");
            for j in 0..4 {
                let bend = (up.gradient[j] - down.gradient[j]) / 2e-5;
                assert!((bend - here.hessian[i][j]).abs() < 1e-5, "hessian {i} {j}");
            }
        }
    }

    #[test]
    fn the_integral_holds_for_busy_customers_and_long_silence() {
        for (repeats, last_days, age_days) in
            [(0, 0, 7000), (3, 40, 4000), (400, 700, 9000), (5000, 6000, 6100)]
        {
            let customer = Summary { repeats, last_days, age_days };
            let shape = PUBLISHED.shape(customer);
            let (from, to) = (customer.last_weeks(), customer.age_weeks());
            let log =
                |y: f64, power: f64| -shape * (PUBLISHED.alpha + y).ln() - power * (PUBLISHED.beta + y).ln();
            let top = log(from, PUBLISHED.s + 1.0);
            let steps = 2_000_000;
            let step = (to - from) / f64::from(steps);
            let area: f64 = (0..steps)
                .map(|k| (log(from + (f64::from(k) + 0.5) * step, PUBLISHED.s + 1.0) - top).exp() * step)
                .sum();
            let odds = PUBLISHED.s * area * (top - log(to, PUBLISHED.s)).exp();
            let wanted = 1.0 / (1.0 + odds);
            let found = PUBLISHED.p_alive(customer);
            assert!((found - wanted).abs() <= 1e-7 * wanted, "{found} {wanted} {customer:?}");
        }
    }

    #[test]
    fn a_chance_is_the_expectation_while_both_are_small() {
        let customer = Summary { repeats: 2, last_days: 213, age_days: 272 };
        let (chance, expected) = (PUBLISHED.chance(customer, 0.01), PUBLISHED.expected(customer, 0.01));
        assert!((chance / expected - 1.0).abs() < 1e-3, "{chance} {expected}");
        let far = PUBLISHED.chance(customer, 1e6);
        assert!(far > 0.6 && far <= PUBLISHED.p_alive(customer), "{far}");
    }
}
