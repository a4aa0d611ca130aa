//! How much a customer spends per purchase: the gamma-gamma model (Colombo & Jiang 1999; Fader & Hardie 2013,
//! "The Gamma-Gamma Model of Monetary Value", eq. 1a). Its forecast is a mean of the customer's own amount and the
//! population's, so it extends to amounts at or below zero, which cannot be fitted.

use crate::btyd::Summaries;
use crate::error::ModelError;
use crate::optimise::{Ending, Optimum, Surface, maximise};
use crate::special::log_gamma;
use crate::sufficiency::{Missing, Sufficiency};
use serde::{Deserialize, Serialize};

/// Parameters of the gamma-gamma model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GammaGamma {
    pub p: f64,
    pub q: f64,
    /// In the unit of the amounts.
    pub gamma: f64,
}

/// Expected amount of a purchase: the customer's own mean weighed against `prior_purchases` at `population_mean`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spend {
    /// In the unit of the amounts.
    pub population_mean: f64,
    pub prior_purchases: f64,
}

/// Where the weights came from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum SpendBasis {
    Fitted {
        parameters: GammaGamma,
    },
    /// No interior maximum, or one with an infinite mean: one purchase's weight for the population was assumed.
    Unbounded,
    /// Too few customers: the same assumption.
    Assumed {
        missing: Vec<Missing>,
    },
}

/// A spend model ready for forecasts, and how far to trust it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SpendFit {
    pub spend: Spend,
    pub basis: SpendBasis,
    /// In the unit of the amounts; absent for an assumed model.
    pub log_likelihood: Option<f64>,
    /// In the order p, q, gamma; empty off an interior maximum.
    pub standard_errors: Vec<f64>,
    /// Customers with repeat purchases and a mean above zero.
    pub customers: u64,
    /// Repeat buyers whose mean is not above zero.
    pub left_out: u64,
    /// Pearson correlation of repeat purchases and mean amount over `customers`; the model assumes it is 0.
    pub correlation: Option<f64>,
}

/// Fits the repeat purchases of the summaries. `mean_purchase`, the mean amount of all purchases, stands in for the
/// population where the model cannot be fitted.
pub fn fit_spend(
    summaries: &Summaries,
    sufficiency: &Sufficiency,
    mean_purchase: f64,
) -> Result<SpendFit, ModelError> {
    crate::error::all_finite("mean_purchase", &[mean_purchase])?;
    let sample = Sample::of(summaries);
    let repeat_buyers = summaries.repeat_buyers() as u64;
    let customers = sample.repeats.len() as u64;
    let assumed = |basis| SpendFit {
        spend: Spend { population_mean: mean_purchase, prior_purchases: 1.0 },
        basis,
        log_likelihood: None,
        standard_errors: Vec::new(),
        customers,
        left_out: repeat_buyers - customers,
        correlation: sample.correlation(),
    };
    if !sufficiency.is_enough() {
        return Ok(assumed(SpendBasis::Assumed { missing: sufficiency.missing.clone() }));
    }
    let Some((parameters, optimum)) = sample.fit() else { return Ok(assumed(SpendBasis::Unbounded)) };
    Ok(SpendFit {
        spend: parameters.spend(),
        basis: SpendBasis::Fitted { parameters },
        log_likelihood: Some(optimum.value - customers as f64 * sample.scale.ln()),
        standard_errors: optimum
            .standard_errors
            .map_or_else(Vec::new, |[p, q, gamma]| vec![p, q, gamma * sample.scale]),
        ..assumed(SpendBasis::Unbounded)
    })
}

impl GammaGamma {
    /// The weights these parameters imply; meaningful for q > 1.
    #[must_use]
    pub fn spend(&self) -> Spend {
        Spend {
            population_mean: self.p * self.gamma / (self.q - 1.0),
            prior_purchases: (self.q - 1.0) / self.p,
        }
    }
}

impl Spend {
    /// Expected amount per purchase of a customer with so many repeat purchases of this mean amount.
    #[must_use]
    pub fn expected(&self, repeats: u32, mean_repeat: f64) -> f64 {
        let own = f64::from(repeats) / (self.prior_purchases + f64::from(repeats));
        (1.0 - own) * self.population_mean + own * mean_repeat
    }
}

/// A mean that exists only by a hair would be taken for the truth.
const LEAST_Q: f64 = 1.01;

/// Customers with repeats and amounts above zero, amounts divided by their mean, sorted by repeats.
struct Sample {
    repeats: Vec<u32>,
    amounts: Vec<f64>,
    scale: f64,
}

impl Sample {
    fn of(summaries: &Summaries) -> Self {
        let mut rows: Vec<(u32, f64)> = summaries
            .rows()
            .iter()
            .zip(summaries.mean_repeat())
            .filter(|(row, mean)| row.repeats > 0 && **mean > 0.0)
            .map(|(row, mean)| (row.repeats, *mean))
            .collect();
        rows.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let count = rows.len().max(1) as f64;
        let mean: f64 = rows.iter().map(|(_, amount)| amount / count).sum();
        let scale = if mean > 0.0 && mean.is_finite() { mean } else { 1.0 };
        let (repeats, amounts) = rows.into_iter().map(|(x, m)| (x, m / scale)).unzip();
        Self { repeats, amounts, scale }
    }

    fn fit(&self) -> Option<(GammaGamma, Optimum<3>)> {
        if self.repeats.is_empty() {
            return None;
        }
        let optimum = maximise([2.0, 3.0, 1.0], |p| self.surface(p));
        let [p, q, gamma] = optimum.parameters;
        let sound = optimum.ending == Ending::Interior && q > LEAST_Q;
        sound.then_some((GammaGamma { p, q, gamma: gamma * self.scale }, optimum))
    }

    /// ln f = ln G(px+q) - ln G(px) - ln G(q) + q ln gamma + (px-1) ln m + px ln x - (px+q) ln(gamma+mx)
    fn surface(&self, parameters: &[f64; 3]) -> Surface<3> {
        let [p, q, gamma] = *parameters;
        let at_q = log_gamma(q);
        let mut value = 0.0;
        let mut g = [0.0; 3];
        let mut h = [[0.0; 3]; 3];
        let mut from = 0;
        for run in self.repeats.chunk_by(|a, b| a == b) {
            let x = f64::from(run[0]);
            let n = run.len() as f64;
            let (mut amounts, mut logs, mut inverses, mut inverse_squares) = (0.0, 0.0, 0.0, 0.0);
            for m in &self.amounts[from..from + run.len()] {
                let sum = gamma + m * x;
                let inverse = 1.0 / sum;
                amounts += m.ln();
                logs += sum.ln();
                inverses += inverse;
                inverse_squares += inverse * inverse;
            }
            from += run.len();
            let (shape, all) = (p * x, p * x + q);
            let (at_shape, at_all) = (log_gamma(shape), log_gamma(all));
            value += n * (at_all.value - at_shape.value - at_q.value + q * gamma.ln() + shape * x.ln())
                + (shape - 1.0) * amounts
                - all * logs;
            g[0] += x * (n * (at_all.slope - at_shape.slope + x.ln()) + amounts - logs);
            g[1] += n * (at_all.slope - at_q.slope + gamma.ln()) - logs;
            g[2] += n * q / gamma - all * inverses;
            h[0][0] += n * x * x * (at_all.curvature - at_shape.curvature);
            h[0][1] += n * x * at_all.curvature;
            h[0][2] -= x * inverses;
            h[1][1] += n * (at_all.curvature - at_q.curvature);
            h[1][2] += n / gamma - inverses;
            h[2][2] += all * inverse_squares - n * q / (gamma * gamma);
        }
        Surface::of_upper(value, g, h)
    }

    fn correlation(&self) -> Option<f64> {
        let n = self.repeats.len() as f64;
        let mean_x = self.repeats.iter().map(|x| f64::from(*x)).sum::<f64>() / n;
        let mean_m = self.amounts.iter().sum::<f64>() / n;
        let (mut xx, mut mm, mut xm) = (0.0, 0.0, 0.0);
        for (x, m) in self.repeats.iter().zip(&self.amounts) {
            let (dx, dm) = (f64::from(*x) - mean_x, m - mean_m);
            xx += dx * dx;
            mm += dm * dm;
            xm += dx * dm;
        }
        let correlation = xm / (xx.sqrt() * mm.sqrt());
        correlation.is_finite().then_some(correlation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some_summaries(amounts: &[f64]) -> Summaries {
        let rows: Vec<u32> = (0..amounts.len()).map(|i| 1 + (i % 5) as u32).collect();
        Summaries::from_columns(&rows, &vec![50; rows.len()], &vec![90; rows.len()], amounts).unwrap()
    }

    #[test]
    fn gradient_and_hessian_are_those_of_the_value() {
        let sample = Sample::of(&some_summaries(&[10.0, 35.0, 8.0, 90.0, 12.0, 20.0, 400.0]));
        let p = [2.2, 3.1, 0.8];
        let here = sample.surface(&p);
        for i in 0..3 {
            let (mut up, mut down) = (p, p);
            up[i] += 1e-5;
            down[i] -= 1e-5;
            let (up, down) = (sample.surface(&up), sample.surface(&down));
            assert!(((up.value - down.value) / 2e-5 - here.gradient[i]).abs() < 1e-5, "gradient {i}");
            for j in 0..3 {
                let bend = (up.gradient[j] - down.gradient[j]) / 2e-5;
                assert!((bend - here.hessian[i][j]).abs() < 1e-5, "hessian {i} {j}");
            }
        }
    }

    /// Fader & Hardie 2013: p = 6.25, q = 3.74, gamma = 15.44 on CDNOW; mean 35.2, customer 0001 24.66.
    #[test]
    fn the_published_parameters_give_the_published_means() {
        let spend = GammaGamma { p: 6.25, q: 3.74, gamma: 15.44 }.spend();
        assert!((spend.population_mean - 35.2).abs() < 0.05);
        assert!((spend.expected(2, 22.35) - 24.66).abs() < 0.01);
    }

    #[test]
    fn own_experience_outweighs_the_population_with_time() {
        let spend = GammaGamma { p: 6.25, q: 3.74, gamma: 15.44 }.spend();
        assert!((spend.expected(0, 0.0) - spend.population_mean).abs() < 1e-12);
        assert!((spend.expected(500, 100.0) - 100.0).abs() < 0.1);
        assert!(spend.expected(50, -20.0) < 0.0);
    }

    #[test]
    fn equal_amounts_are_no_ground_for_a_fit() {
        let fit = fit_spend(&some_summaries(&[10.0; 60]), &Sufficiency::default(), 12.0).unwrap();
        assert_eq!(fit.basis, SpendBasis::Unbounded);
        assert_eq!(fit.correlation, None);
        assert_eq!(fit.spend.expected(1, 10.0), 11.0);
    }

    #[test]
    fn amounts_at_or_below_zero_are_left_out_and_counted() {
        let amounts: Vec<f64> = (0..200).map(|i| f64::from(i % 23) * 7.0 - 14.0).collect();
        let fit = fit_spend(&some_summaries(&amounts), &Sufficiency::default(), 50.0).unwrap();
        assert_eq!(fit.customers + fit.left_out, 200);
        assert_eq!(fit.left_out, amounts.iter().filter(|m| **m <= 0.0).count() as u64);
        assert!(fit.spend.expected(3, 1e15).is_finite());
    }
}
