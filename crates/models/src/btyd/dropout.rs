use super::{Groups, Summary};
use crate::error::ModelError;
use crate::optimise::{Optimum, Surface, maximise};
use crate::special::{LogGamma, log_gamma};
use serde::{Deserialize, Serialize};

/// When a customer may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Variant {
    /// BG/NBD: after each repeat purchase.
    BgNbd,
    /// MBG/NBD: after each purchase, the first included.
    MbgNbd,
}

/// A fitted BG/NBD or MBG/NBD: purchase rates are gamma(r, alpha) a week, chances to leave after a purchase beta(a, b).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Dropout {
    pub variant: Variant,
    pub r: f64,
    /// Weeks.
    pub alpha: f64,
    pub a: f64,
    pub b: f64,
}

/// A fit with its errors; the order of parameters is r, alpha, a, b.
#[derive(Debug, Clone, PartialEq)]
pub struct DropoutFit {
    pub model: Dropout,
    /// Sum of ln L over all customers, eq. 6 of the BG/NBD paper (no constant for ordered times).
    pub log_likelihood: f64,
    pub optimum: Optimum<4>,
}

/// Maximum likelihood.
pub fn fit_dropout(groups: &Groups, variant: Variant) -> Result<DropoutFit, ModelError> {
    if groups.rows().is_empty() {
        return Err(ModelError::NoCustomers);
    }
    let rate = ((groups.repeats() + 0.5) / groups.exposure().max(1.0)).max(1e-6);
    let start = [0.5, 0.5 / rate, 0.7, 1.5];
    let optimum = maximise(start, |p| surface(groups, variant, p));
    let [r, alpha, a, b] = optimum.parameters;
    let model = Dropout { variant, r, alpha, a, b };
    Ok(DropoutFit { model, log_likelihood: optimum.value, optimum })
}

impl Dropout {
    /// Sum of ln L of these customers.
    #[must_use]
    pub fn log_likelihood(&self, groups: &Groups) -> f64 {
        surface(groups, self.variant, &[self.r, self.alpha, self.a, self.b]).value
    }

    /// P(alive at T): the customer has not left by the as-of day.
    #[must_use]
    pub fn p_alive(&self, customer: Summary) -> f64 {
        let Some(stays) = self.stays(customer) else { return 1.0 };
        let odds = (self.a / (stays - 1.0)).ln()
            + (self.r + f64::from(customer.repeats))
                * ((self.alpha + customer.age_weeks()).ln() - (self.alpha + customer.last_weeks()).ln());
        1.0 / (1.0 + odds.exp())
    }

    /// Expected purchase days in the next `weeks`, weighted with the chance that the customer is still one.
    #[must_use]
    pub fn expected(&self, customer: Summary, weeks: f64) -> f64 {
        self.p_alive(customer) * self.expected_if_alive(customer, weeks)
    }

    /// Probability of at least one purchase within the next `weeks`.
    #[must_use]
    pub fn chance(&self, customer: Summary, weeks: f64) -> f64 {
        let age = self.alpha + customer.age_weeks();
        let silent = (self.r + f64::from(customer.repeats)) * (weeks.max(0.0) / age).ln_1p();
        -self.p_alive(customer) * (-silent).exp_m1()
    }

    /// E[Y(t) | alive]. The published form in 2F1(r+x, b+x; a+b+x-1; z), turned by Euler's transformation so
    /// that nothing overflows for large x and nothing divides by a - 1.
    #[must_use]
    pub fn expected_if_alive(&self, customer: Summary, weeks: f64) -> f64 {
        let shape = self.r + f64::from(customer.repeats);
        let age = self.alpha + customer.age_weeks();
        let stays = self.stay_weight(customer);
        let time = weeks.max(0.0) / age;
        if time <= 0.0 {
            return 0.0;
        }
        if self.a > NEARLY_EQUAL {
            return nearly_equal_leaving(shape, self.a, stays, time);
        }
        let c = self.a + stays - 1.0;
        let shrink = -time.ln_1p() * (self.a - 1.0);
        let first = if shrink.abs() < 1e-12 { time.ln_1p() } else { -shrink.exp_m1() / (self.a - 1.0) };
        let rest = tail(c - shape, self.a, c, time / (1.0 + time));
        (c * first - shrink.exp() * rest).clamp(0.0, shape * time)
    }

    /// The second parameter of the beta law of leaving, given that he is alive.
    fn stay_weight(&self, customer: Summary) -> f64 {
        self.b + f64::from(customer.repeats) + self.variant.first_chances()
    }

    /// The same, or nothing for who never had an occasion to leave.
    fn stays(&self, customer: Summary) -> Option<f64> {
        self.variant.may_leave(f64::from(customer.repeats)).then(|| self.stay_weight(customer))
    }
}

impl Variant {
    fn first_chances(self) -> f64 {
        match self {
            Self::BgNbd => 0.0,
            Self::MbgNbd => 1.0,
        }
    }

    fn may_leave(self, repeats: f64) -> bool {
        match self {
            Self::BgNbd => repeats > 0.0,
            Self::MbgNbd => true,
        }
    }
}

const NEARLY_EQUAL: f64 = 300.0;
const MOST_TERMS: u32 = 50_000;

/// sum over n >= 1 of (A)_n (a)_(n-1) / ((c+1)_(n-1) n!) z^n, that is c (2F1(A, a-1; c; z) - 1) / (a - 1).
fn tail(capital: f64, a: f64, c: f64, z: f64) -> f64 {
    let mut term = capital * z;
    let mut sum = term;
    for n in 1..MOST_TERMS {
        let n = f64::from(n);
        term *= (capital + n) * (a + n - 1.0) / ((c + n) * (n + 1.0)) * z;
        sum += term;
        if term.abs() <= 1e-15 * sum.abs() {
            break;
        }
    }
    sum
}

/// When the chances to leave hardly differ between customers: the mean of (1 - (1 + p t)^-shape) / p over the beta
/// law, to second order around its mean.
fn nearly_equal_leaving(shape: f64, a: f64, b: f64, time: f64) -> f64 {
    let mean = a / (a + b);
    let variance = mean * (1.0 - mean) / (a + b + 1.0);
    let at = |p: f64| -(-shape * (p * time).ln_1p()).exp_m1() / p;
    let h = 0.01 * mean;
    let bend = (at(mean + h) - 2.0 * at(mean) + at(mean - h)) / (h * h);
    at(mean) + 0.5 * bend * variance
}

/// ln L = ln G(r+x) - ln G(r) + r ln alpha + ln G(b+x+d) - ln G(b) + ln G(a+b) - ln G(a+b+x+d)
/// plus ln { (alpha+T)^-(r+x) + a / (b+x+d-1) (alpha+t_x)^-(r+x) }, where d is 0 for BG/NBD and 1 for MBG/NBD;
/// the second term in the braces is missing for who could not leave yet.
fn surface(groups: &Groups, variant: Variant, parameters: &[f64; 4]) -> Surface<4> {
    let [r, alpha, a, b] = *parameters;
    let times: Vec<(f64, f64)> =
        groups.weeks().iter().map(|weeks| ((alpha + weeks).ln(), 1.0 / (alpha + weeks))).collect();
    let (at_r, at_b, at_ab) = (log_gamma(r), log_gamma(b), log_gamma(a + b));
    let mut value = 0.0;
    let mut g = [0.0; 4];
    let mut h = [[0.0; 4]; 4];
    for run in groups.runs() {
        let (x, n) = (run.repeats, run.customers);
        let shape = r + x;
        let stays = b + x + variant.first_chances();
        let beta = stays - 1.0;
        let may_leave = variant.may_leave(x);
        let mix = if may_leave {
            mixture(groups, run.groups.clone(), &times, shape, (a / beta).ln())
        } else {
            survivors(groups, run.groups.clone(), &times)
        };
        let (at_shape, at_stays, at_all) = (log_gamma(shape), log_gamma(stays), log_gamma(a + stays));
        let change = |up: LogGamma, down: LogGamma| {
            (n * (up.value - down.value), n * (up.slope - down.slope), n * (up.curvature - down.curvature))
        };
        let (rate, rate_slope, rate_bend) = change(at_shape, at_r);
        let (stay, stay_slope, stay_bend) = change(at_stays, at_b);
        let (all, all_slope, all_bend) = change(at_ab, at_all);
        value += rate + stay + all + n * r * alpha.ln() + mix.gain - shape * mix.survivor_logs;
        g[0] += rate_slope + n * alpha.ln() - mix.logs;
        g[1] += n * r / alpha - shape * mix.inverses;
        g[2] += all_slope;
        g[3] += stay_slope + all_slope;
        h[0][0] += rate_bend + mix.spread_logs;
        h[0][1] += n / alpha - mix.inverses + shape * mix.spread_cross;
        h[1][1] +=
            shape * mix.inverse_squares - n * r / (alpha * alpha) + shape * shape * mix.spread_inverses;
        h[2][2] += all_bend;
        h[2][3] += all_bend;
        h[3][3] += stay_bend + all_bend;
        if may_leave {
            let w = mix.left;
            let v = mix.spread;
            g[2] += w / a;
            g[3] -= w / beta;
            h[0][2] += mix.spread_log / a;
            h[0][3] -= mix.spread_log / beta;
            h[1][2] += shape * mix.spread_inverse / a;
            h[1][3] -= shape * mix.spread_inverse / beta;
            h[2][2] += (v - w) / (a * a);
            h[2][3] -= v / (a * beta);
            h[3][3] += (v + w) / (beta * beta);
        }
    }
    Surface::of_upper(value, g, h)
}

/// Sums over the groups of a run. `w` is the posterior chance to have left; "spread" sums weigh with w (1 - w) and
/// take differences between the survivor's and the leaver's term.
#[derive(Default)]
struct Mixture {
    gain: f64,
    survivor_logs: f64,
    logs: f64,
    inverses: f64,
    inverse_squares: f64,
    left: f64,
    spread: f64,
    spread_log: f64,
    spread_inverse: f64,
    spread_logs: f64,
    spread_cross: f64,
    spread_inverses: f64,
}

fn mixture(
    groups: &Groups,
    range: std::ops::Range<usize>,
    times: &[(f64, f64)],
    shape: f64,
    ln_leaving: f64,
) -> Mixture {
    let mut sum = Mixture::default();
    for group in range {
        let n = groups.count()[group];
        let (age_log, age_inverse) = times[groups.age_place()[group] as usize];
        let (last_log, last_inverse) = times[groups.last_place()[group] as usize];
        let log_gap = age_log - last_log;
        let inverse_gap = age_inverse - last_inverse;
        let odds = ln_leaving + shape * log_gap;
        let small = (-odds.abs()).exp();
        let (gain, w) = if odds > 0.0 {
            (odds + small.ln_1p(), 1.0 / (1.0 + small))
        } else {
            (small.ln_1p(), small / (1.0 + small))
        };
        let v = n * w * (1.0 - w);
        sum.gain += n * gain;
        sum.survivor_logs += n * age_log;
        sum.logs += n * (age_log - w * log_gap);
        sum.inverses += n * (age_inverse - w * inverse_gap);
        sum.inverse_squares += n * ((1.0 - w) * age_inverse * age_inverse + w * last_inverse * last_inverse);
        sum.left += n * w;
        sum.spread += v;
        sum.spread_log += v * log_gap;
        sum.spread_inverse += v * inverse_gap;
        sum.spread_logs += v * log_gap * log_gap;
        sum.spread_cross += v * log_gap * inverse_gap;
        sum.spread_inverses += v * inverse_gap * inverse_gap;
    }
    sum
}

fn survivors(groups: &Groups, range: std::ops::Range<usize>, times: &[(f64, f64)]) -> Mixture {
    let mut sum = Mixture::default();
    for group in range {
        let n = groups.count()[group];
        let (age_log, age_inverse) = times[groups.age_place()[group] as usize];
        sum.survivor_logs += n * age_log;
        sum.logs += n * age_log;
        sum.inverses += n * age_inverse;
        sum.inverse_squares += n * age_inverse * age_inverse;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::btyd::Summaries;

    const MODELS: [Dropout; 2] = [
        Dropout { variant: Variant::BgNbd, r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
        Dropout { variant: Variant::MbgNbd, r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 },
    ];

    fn some_groups() -> Groups {
        let x = [0, 0, 1, 2, 9, 1, 30];
        let last = [0, 0, 5, 60, 200, 1, 210];
        let age = [10, 300, 250, 80, 220, 1, 211];
        Groups::of(&Summaries::from_columns(&x, &last, &age, &[0.0; 7]).unwrap())
    }

    #[test]
    fn gradient_and_hessian_are_those_of_the_value() {
        let groups = some_groups();
        for model in MODELS {
            let at = |p: &[f64; 4]| surface(&groups, model.variant, p);
            let p = [model.r, model.alpha, model.a, model.b];
            let here = at(&p);
            for i in 0..4 {
                let (mut up, mut down) = (p, p);
                up[i] += 1e-5;
                down[i] -= 1e-5;
                let (up, down) = (at(&up), at(&down));
                let slope = (up.value - down.value) / 2e-5;
                assert!((slope - here.gradient[i]).abs() < 1e-5, "gradient {i} of {model:?}");
                for j in 0..4 {
                    let bend = (up.gradient[j] - down.gradient[j]) / 2e-5;
                    assert!((bend - here.hessian[i][j]).abs() < 1e-5, "hessian {i} {j} of {model:?}");
                }
            }
        }
    }

    /// E[Y(t) | alive] by brute force: the integral over the beta law of leaving.
    fn by_integration(model: &Dropout, customer: Summary, weeks: f64) -> f64 {
        let shape = model.r + f64::from(customer.repeats);
        let (a, b) = (model.a, model.stay_weight(customer));
        let time = weeks / (model.alpha + customer.age_weeks());
        let (mut area, mut mass) = (0.0, 0.0);
        let steps = 20_000;
        for step in 0..steps {
            // p = u^4 and 1-p kept apart tame the poles at both ends
            let u = (f64::from(step) + 0.5) / f64::from(steps);
            let whole = u.powi(20) + (1.0 - u).powi(20);
            let (p, stay) = (u.powi(20) / whole, (1.0 - u).powi(20) / whole);
            let weight = p.powf(a) * stay.powf(b) * 20.0 / (u * (1.0 - u));
            mass += weight;
            area -= weight * (-shape * (p * time).ln_1p()).exp_m1() / p;
        }
        area / mass
    }

    #[test]
    fn expectations_equal_the_integral_over_who_leaves() {
        let customers = [(0, 0, 0), (0, 0, 270), (3, 100, 110), (25, 260, 270)];
        let mut models = MODELS.to_vec();
        models.push(Dropout { a: 1.0, ..MODELS[0] });
        models.push(Dropout { a: 1.0 + 1e-9, ..MODELS[1] });
        models.push(Dropout { a: 5.0, b: 40.0, ..MODELS[1] });
        models.push(Dropout { a: 0.3, b: 0.4, ..MODELS[0] });
        for model in models {
            for (repeats, last_days, age_days) in customers {
                let customer = Summary { repeats, last_days, age_days };
                for weeks in [1.0, 39.0, 52.0] {
                    let found = model.expected_if_alive(customer, weeks);
                    let wanted = by_integration(&model, customer, weeks);
                    assert!((found / wanted - 1.0).abs() < 1e-7, "{found} {wanted} {model:?} {customer:?}");
                }
            }
        }
    }

    /// Fader, Hardie & Lee 2005, table 2 and its customer 0001 (x = 2, t_x = 30.43, T = 38.86 weeks).
    #[test]
    fn the_published_customer_has_the_published_outlook() {
        let customer = Summary { repeats: 2, last_days: 213, age_days: 272 };
        assert!((MODELS[0].expected(customer, 39.0) - 1.226).abs() < 1e-3);
        assert!((MODELS[0].p_alive(customer) - 0.7266).abs() < 1e-3);
    }

    #[test]
    fn equal_leaving_joins_the_series_smoothly() {
        let customer = Summary { repeats: 4, last_days: 200, age_days: 220 };
        let below = Dropout { a: 299.9, b: 1500.0, ..MODELS[1] }.expected_if_alive(customer, 52.0);
        let above = Dropout { a: 300.1, b: 1501.0, ..MODELS[1] }.expected_if_alive(customer, 52.0);
        assert!((below / above - 1.0).abs() < 1e-4, "{below} {above}");
    }

    #[test]
    fn silence_lowers_hope() {
        for model in MODELS {
            let mut before = f64::INFINITY;
            for age_days in [50, 60, 90, 200, 1000] {
                let chance = model.chance(Summary { repeats: 6, last_days: 50, age_days }, 13.0);
                assert!(chance < before && chance > 0.0);
                before = chance;
            }
        }
    }

    #[test]
    fn bg_nbd_never_doubts_a_one_time_buyer() {
        let customer = Summary { repeats: 0, last_days: 0, age_days: 900 };
        assert_eq!(MODELS[0].p_alive(customer), 1.0);
        assert!(MODELS[1].p_alive(customer) < 0.4);
    }
}
