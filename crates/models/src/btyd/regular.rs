use super::{Groups, Summary};
use crate::error::ModelError;
use crate::optimise::{Optimum, Surface, maximise};
use crate::special::{LogGamma, log_gamma};
use serde::{Deserialize, Serialize};

/// A fitted MBG/CNBD-k (Platzer & Reutterer 2016, Marketing Science 35(5); Reutterer, Platzer & Schroeder 2021, IJRM
/// 38(1)): like MBG/NBD, but the gaps between purchases are Erlang-k, so k > 1 means customers who buy regularly.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Regular {
    /// How regular: 1 is MBG/NBD, at most [`MOST_REGULAR`].
    pub k: u32,
    pub r: f64,
    /// Weeks.
    pub alpha: f64,
    pub a: f64,
    pub b: f64,
}

/// A fit with its errors; the order of parameters is r, alpha, a, b.
#[derive(Debug, Clone, PartialEq)]
pub struct RegularFit {
    pub model: Regular,
    /// Sum of ln L over all customers with the terms of their gaps, comparable with the other models'.
    pub log_likelihood: f64,
    pub optimum: Optimum<4>,
}

/// The largest k that is tried.
pub const MOST_REGULAR: u32 = 6;

/// Maximum likelihood at this k. `log_gaps` is the sum of the logarithms of all gaps in weeks.
pub fn fit_regular(groups: &Groups, log_gaps: f64, k: u32) -> Result<RegularFit, ModelError> {
    if groups.rows().is_empty() {
        return Err(ModelError::NoCustomers);
    }
    if !(1..=MOST_REGULAR).contains(&k) {
        return Err(ModelError::Setting { setting: "k", value: f64::from(k), allowed: "1 to 6" });
    }
    let rate = (f64::from(k) * (groups.repeats() + 0.5) / groups.exposure().max(1.0)).max(1e-6);
    let optimum = maximise([0.8, 0.8 / rate, 0.6, 1.2], |p| surface(groups, k, p));
    let [r, alpha, a, b] = optimum.parameters;
    let model = Regular { k, r, alpha, a, b };
    let log_likelihood = optimum.value + of_the_gaps(groups, log_gaps, k);
    Ok(RegularFit { model, log_likelihood, optimum })
}

/// The fits for k from 1 on, up to the first that explains the orders worse than the one before.
pub fn fits_by_regularity(groups: &Groups, log_gaps: f64) -> Result<Vec<RegularFit>, ModelError> {
    let mut fits = vec![fit_regular(groups, log_gaps, 1)?];
    for k in 2..=MOST_REGULAR {
        let fit = fit_regular(groups, log_gaps, k)?;
        let worse = fits.last().is_some_and(|before| before.log_likelihood > fit.log_likelihood);
        fits.push(fit);
        if worse {
            break;
        }
    }
    Ok(fits)
}

impl Regular {
    /// Sum of ln L of these customers.
    #[must_use]
    pub fn log_likelihood(&self, groups: &Groups, log_gaps: f64) -> f64 {
        surface(groups, self.k, &[self.r, self.alpha, self.a, self.b]).value
            + of_the_gaps(groups, log_gaps, self.k)
    }

    /// P(alive at T).
    #[must_use]
    pub fn p_alive(&self, customer: Summary) -> f64 {
        let left = (self.a / (self.b + f64::from(customer.repeats))).ln()
            - self.shape(customer) * (self.alpha + customer.last_weeks()).ln();
        let stayed = self.log_silence(customer, 0.0);
        1.0 / (1.0 + (left - stayed).exp())
    }

    /// Expected purchase days in the next `weeks`, weighted with the chance that the customer is still one.
    #[must_use]
    pub fn expected(&self, customer: Summary, weeks: f64) -> f64 {
        self.p_alive(customer) * self.expected_if_alive(customer, weeks)
    }

    /// Probability of at least one purchase within the next `weeks`.
    #[must_use]
    pub fn chance(&self, customer: Summary, weeks: f64) -> f64 {
        self.p_alive(customer) * (1.0 - self.silence(customer, weeks.max(0.0)))
    }

    /// Weeks from the as-of day within which the next purchase of a customer who has not left falls with
    /// probability `share`; 0.5 gives the median wait.
    #[must_use]
    pub fn wait(&self, customer: Summary, share: f64) -> f64 {
        let wanted = 1.0 - share.clamp(1e-9, 1.0 - 1e-9);
        let mut high = 1.0;
        while self.silence(customer, high) > wanted && high < 1e12 {
            high *= 2.0;
        }
        let mut low = 0.0;
        for _ in 0..200 {
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high {
                break;
            }
            if self.silence(customer, middle) > wanted {
                low = middle;
            } else {
                high = middle;
            }
        }
        0.5 * (low + high)
    }

    /// E[Y(t) | alive]. Given how many of the k hidden steps to the next purchase are done, the steps ahead are
    /// negative binomial, and every k-th of them is a purchase that may be the last.
    #[must_use]
    pub fn expected_if_alive(&self, customer: Summary, weeks: f64) -> f64 {
        let age = self.alpha + customer.age_weeks();
        let time = weeks.max(0.0) / age;
        let steps_done = self.steps_done(customer);
        let staying = Staying { a: self.a, b: self.b + f64::from(customer.repeats) + 1.0 };
        let mut expected = 0.0;
        for (done, share) in (0u32..).zip(steps_done) {
            if share > 0.0 {
                let shape = self.shape(customer) + f64::from(done);
                expected += share * purchases(shape, time, self.k, done, &staying);
            }
        }
        expected
    }

    fn shape(&self, customer: Summary) -> f64 {
        self.r + f64::from(self.k) * f64::from(customer.repeats)
    }

    fn silence(&self, customer: Summary, weeks: f64) -> f64 {
        (self.log_silence(customer, weeks) - self.log_silence(customer, 0.0)).exp().clamp(0.0, 1.0)
    }

    /// ln of (alpha+T+N)^-(r+kx) sum over j < k of (r+kx)_j / j! ((T+N-t_x) / (alpha+T+N))^j.
    fn log_silence(&self, customer: Summary, weeks: f64) -> f64 {
        let shape = self.shape(customer);
        let age = self.alpha + customer.age_weeks() + weeks;
        let silent = (customer.age_weeks() + weeks - customer.last_weeks()) / age;
        let (mut term, mut sum) = (1.0, 1.0);
        for j in 1..self.k {
            term *= (shape + f64::from(j - 1)) / f64::from(j) * silent;
            sum += term;
        }
        f64::ln(sum) - shape * age.ln()
    }

    /// The chance that so many of the k steps to the next purchase are done, given that he is alive.
    fn steps_done(&self, customer: Summary) -> Vec<f64> {
        let shape = self.shape(customer);
        let silent = (customer.age_weeks() - customer.last_weeks()) / (self.alpha + customer.age_weeks());
        let mut terms = vec![1.0];
        for j in 1..self.k {
            let before = terms[terms.len() - 1];
            terms.push(before * (shape + f64::from(j - 1)) / f64::from(j) * silent);
        }
        let sum: f64 = terms.iter().sum();
        terms.into_iter().map(|term| term / sum).collect()
    }
}

/// The beta law of leaving of one who is alive.
struct Staying {
    a: f64,
    b: f64,
}

impl Staying {
    /// Purchases that count of `n`, whole or not, when each may be the last:
    /// sum over i < n of (b)_i / (a+b)_i = (a+b-1) / (a-1) (1 - (b)_n / (a+b-1)_n).
    fn of(&self, n: f64) -> f64 {
        let Self { a, b } = *self;
        if (a - 1.0).abs() < 1e-7 {
            return b * (log_gamma(b + n).slope - log_gamma(b).slope);
        }
        let ratio = (log_gamma(b + n).value - log_gamma(b).value)
            - (log_gamma(a + b - 1.0 + n).value - log_gamma(a + b - 1.0).value);
        -(a + b - 1.0) / (a - 1.0) * ratio.exp_m1()
    }
}

const MANY_STEPS: f64 = 20_000.0;
const MOST_STEPS: u32 = 2_000_000;

fn purchases(shape: f64, time: f64, k: u32, done: u32, staying: &Staying) -> f64 {
    let mean = shape * time;
    if mean <= 0.0 {
        return 0.0;
    }
    let spread = (mean * (1.0 + time)).sqrt();
    if mean > MANY_STEPS && spread < 0.05 * mean {
        return staying.of((mean + f64::from(done)) / f64::from(k));
    }
    let first = (mean - 12.0 * spread).max(0.0).floor();
    let success = time / (1.0 + time);
    let log_first = log_gamma(shape + first).value - log_gamma(shape).value - log_gamma(first + 1.0).value
        + first * success.ln()
        - shape * time.ln_1p();
    let (mut mass, mut seen, mut sum) = (log_first.exp(), 0.0, 0.0);
    let mut step = first;
    let mut bought = ((step + f64::from(done)) / f64::from(k)).floor();
    let mut counted = if bought > 0.0 { staying.of(bought) } else { 0.0 };
    let mut next_share = (0..bought as u64)
        .fold(1.0, |share, i| share * (staying.b + i as f64) / (staying.a + staying.b + i as f64));
    for _ in 0..MOST_STEPS {
        sum += mass * counted;
        seen += mass;
        mass *= (shape + step) / (step + 1.0) * success;
        step += 1.0;
        if (step + f64::from(done)) % f64::from(k) == 0.0 {
            counted += next_share;
            next_share *= (staying.b + bought) / (staying.a + staying.b + bought);
            bought += 1.0;
        }
        if step > mean && mass < 1e-17 * seen.max(1e-3) && mass * counted < 1e-15 * sum {
            break;
        }
    }
    sum
}

/// (k-1) times the logarithms of the gaps less x ln (k-1)!, summed over all customers.
fn of_the_gaps(groups: &Groups, log_gaps: f64, k: u32) -> f64 {
    f64::from(k - 1) * log_gaps - groups.repeats() * log_gamma(f64::from(k)).value
}

/// ln L = ln G(r+kx) - ln G(r) + r ln alpha + ln G(b+x+1) - ln G(b) + ln G(a+b) - ln G(a+b+x+1)
/// plus ln { (alpha+T)^-(r+kx) sum over j < k of (r+kx)_j / j! ((T-t_x)/(alpha+T))^j + a/(b+x) (alpha+t_x)^-(r+kx) },
/// without the terms of the gaps, which no parameter moves.
fn surface(groups: &Groups, k: u32, parameters: &[f64; 4]) -> Surface<4> {
    let [r, alpha, a, b] = *parameters;
    let times: Vec<(f64, f64)> =
        groups.weeks().iter().map(|weeks| ((alpha + weeks).ln(), 1.0 / (alpha + weeks))).collect();
    let (at_r, at_b, at_ab) = (log_gamma(r), log_gamma(b), log_gamma(a + b));
    let (mut value, mut g, mut h) = (0.0, [0.0; 4], [[0.0; 4]; 4]);
    for run in groups.runs() {
        let (x, n) = (run.repeats, run.customers);
        let shape = r + f64::from(k) * x;
        let change = |up: LogGamma, down: LogGamma| {
            (n * (up.value - down.value), n * (up.slope - down.slope), n * (up.curvature - down.curvature))
        };
        let (rate, rate_slope, rate_bend) = change(log_gamma(shape), at_r);
        let (stay, stay_slope, stay_bend) = change(log_gamma(b + x + 1.0), at_b);
        let (all, all_slope, all_bend) = change(at_ab, log_gamma(a + b + x + 1.0));
        value += rate + stay + all + n * r * alpha.ln();
        g[0] += rate_slope + n * alpha.ln();
        g[1] += n * r / alpha;
        g[2] += all_slope;
        g[3] += stay_slope + all_slope;
        h[0][0] += rate_bend;
        h[0][1] += n / alpha;
        h[1][1] -= n * r / (alpha * alpha);
        h[2][2] += all_bend;
        h[2][3] += all_bend;
        h[3][3] += stay_bend + all_bend;
        let steps = Steps::of(shape, k);
        for group in run.groups.clone() {
            let row = groups.rows()[group];
            let silent = row.age_weeks() - row.last_weeks();
            let last = times[groups.last_place()[group] as usize];
            let age = times[groups.age_place()[group] as usize];
            let mixture = steps.mixture(shape, silent, last, age, (a, b + x));
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

/// Of each j < k: ln (r+kx)_j / j! with its first two derivatives.
struct Steps {
    terms: Vec<(f64, f64, f64)>,
}

impl Steps {
    fn of(shape: f64, k: u32) -> Self {
        let mut terms = vec![(0.0, 0.0, 0.0)];
        for j in 1..k {
            let (value, slope, bend) = terms[terms.len() - 1];
            let next = shape + f64::from(j - 1);
            terms.push((value + (next / f64::from(j)).ln(), slope + 1.0 / next, bend - 1.0 / (next * next)));
        }
        Self { terms }
    }

    /// The log of the sum of what may have become of him: alive with j steps done, or gone since his last purchase.
    fn mixture(
        &self,
        shape: f64,
        silent: f64,
        (last_log, last_inverse): (f64, f64),
        (age_log, age_inverse): (f64, f64),
        (a, beta): (f64, f64),
    ) -> Surface<4> {
        let gone = (a / beta).ln() - shape * last_log;
        let silent_log = if silent > 0.0 { silent.ln() } else { f64::NEG_INFINITY };
        let possible = if silent > 0.0 { self.terms.len() } else { 1 };
        let weight_of = |j: usize| {
            let waited = if j == 0 { 0.0 } else { j as f64 * (silent_log - age_log) };
            self.terms[j].0 - shape * age_log + waited
        };
        let highest = (0..possible).map(weight_of).fold(gone, f64::max);
        let (mut sum, mut g, mut h) = (0.0, [0.0; 4], [[0.0; 4]; 4]);
        let mut add = |log_weight: f64, slope: [f64; 4], bends: [f64; 5]| {
            let weight = (log_weight - highest).exp();
            sum += weight;
            for i in 0..4 {
                g[i] += weight * slope[i];
                for j in i..4 {
                    h[i][j] += weight * slope[i] * slope[j];
                }
            }
            for ((i, j), bend) in [(0, 0), (0, 1), (1, 1), (2, 2), (3, 3)].into_iter().zip(bends) {
                h[i][j] += weight * bend;
            }
        };
        for j in 0..possible {
            let (_, slope, bend) = self.terms[j];
            let power = shape + j as f64;
            add(
                weight_of(j),
                [slope - age_log, -power * age_inverse, 0.0, 0.0],
                [bend, -age_inverse, power * age_inverse * age_inverse, 0.0, 0.0],
            );
        }
        add(
            gone,
            [-last_log, -shape * last_inverse, 1.0 / a, -1.0 / beta],
            [0.0, -last_inverse, shape * last_inverse * last_inverse, -1.0 / (a * a), 1.0 / (beta * beta)],
        );
        let gradient = g.map(|slope| slope / sum);
        let hessian = std::array::from_fn(|i| {
            std::array::from_fn(|j| h[i.min(j)][i.max(j)] / sum - gradient[i] * gradient[j])
        });
        Surface { value: highest + sum.ln(), gradient, hessian }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::btyd::{Dropout, PurchaseModel, Summaries, Variant};

    const TWO: Regular = Regular { k: 2, r: 1.3, alpha: 2.72, a: 0.4, b: 0.763 };

    fn some_groups() -> Groups {
        let x = [0, 0, 1, 2, 9, 1, 30];
        let last = [0, 0, 5, 60, 200, 1, 210];
        let age = [10, 300, 250, 80, 220, 1, 211];
        Groups::of(&Summaries::from_columns(&x, &last, &age, &[0.0; 7]).unwrap())
    }

    #[test]
    fn gradient_and_hessian_are_those_of_the_value() {
        let groups = some_groups();
        for k in [1, 2, 3] {
            let p = [TWO.r, TWO.alpha, TWO.a, TWO.b];
            let here = surface(&groups, k, &p);
            for i in 0..4 {
                let (mut up, mut down) = (p, p);
                up[i] += 1e-5;
                down[i] -= 1e-5;
                let (up, down) = (surface(&groups, k, &up), surface(&groups, k, &down));
                assert!(((up.value - down.value) / 2e-5 - here.gradient[i]).abs() < 1e-4, "gradient {i} {k}");
                for j in 0..4 {
                    let bend = (up.gradient[j] - down.gradient[j]) / 2e-5;
                    assert!((bend - here.hessian[i][j]).abs() < 1e-4, "hessian {i} {j} {k}");
                }
            }
        }
    }

    #[test]
    fn k_of_one_is_mbg_nbd() {
        let Regular { r, alpha, a, b, .. } = TWO;
        let one = Regular { k: 1, ..TWO };
        let plain = Dropout { variant: Variant::MbgNbd, r, alpha, a, b };
        let groups = some_groups();
        assert!((one.log_likelihood(&groups, 9.0) - plain.log_likelihood(&groups)).abs() < 1e-9);
        for row in groups.rows() {
            assert!((one.p_alive(*row) - plain.p_alive(*row)).abs() < 1e-12);
            assert!(
                (one.wait(*row, 0.5) / PurchaseModel::Dropout(plain).median_wait(*row) - 1.0).abs() < 1e-9
            );
            for weeks in [0.0, 1.0, 39.0, 520.0] {
                let (found, wanted) = (one.expected(*row, weeks), plain.expected(*row, weeks));
                assert!(
                    (found - wanted).abs() <= 1e-9 * wanted.max(1e-9),
                    "{found} {wanted} {row:?} {weeks}"
                );
                assert!((one.chance(*row, weeks) - plain.chance(*row, weeks)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn the_long_way_and_the_short_cut_of_the_expectation_meet() {
        let staying = Staying { a: 0.4, b: 300.0 };
        let long = purchases(39_000.0, 0.5, 2, 1, &staying);
        let short = purchases(41_000.0, 0.5, 2, 1, &staying);
        assert!(short > long && short / long < 1.06, "{long} {short}");
        let even = Staying { a: 1.0, b: 3.0 };
        let near = Staying { a: 1.0 + 1e-6, b: 3.0 };
        assert!((even.of(40.0) / near.of(40.0) - 1.0).abs() < 1e-5);
    }

    #[test]
    fn a_regular_customer_is_due_at_his_gap() {
        let buyer = Summary { repeats: 20, last_days: 400, age_days: 400 };
        let early = TWO.wait(buyer, 0.1);
        let late = TWO.wait(buyer, 0.9);
        let loose = Regular { k: 1, alpha: TWO.alpha / 2.0, ..TWO };
        assert!(early < TWO.wait(buyer, 0.5) && TWO.wait(buyer, 0.5) < late);
        assert!(late / early < loose.wait(buyer, 0.9) / loose.wait(buyer, 0.1));
    }
}
