use super::concordance::concordance;
use super::{Coefficient, MOST_STEPS, check, scales};
use crate::error::{ModelError, all_finite, same_length};
use crate::matrix::Factor;

/// How much each feature raises the logarithm of the hazard, in the unit of the feature.
#[derive(Debug, Clone, PartialEq)]
pub struct CoxFit {
    pub coefficients: Vec<Coefficient>,
    /// Of the partial likelihood, ties by Efron.
    pub log_likelihood: f64,
    /// Absent when no pair can be compared.
    pub concordance: Option<f64>,
}

/// Features must be independent, see [`super::independent`].
pub fn fit_cox(duration: &[f64], left: &[bool], features: &[Vec<f64>]) -> Result<CoxFit, ModelError> {
    same_length("left", left.len(), duration.len())?;
    all_finite("duration", duration)?;
    check(features, duration.len())?;
    let gone = left.iter().filter(|left| **left).count();
    if gone <= features.len() {
        return Err(ModelError::TooFew {
            what: "contracts that ended",
            have: gone,
            need: features.len() + 1,
        });
    }
    let scales = scales(features);
    let sample = Sample::of(duration, left, features, &scales);
    let mut beta = vec![0.0; features.len()];
    let mut here = sample.surface(&beta);
    let mut inverse = Factor::of(&here.information);
    for _ in 0..MOST_STEPS {
        let Some(factor) = &inverse else { break };
        let step = factor.solve(&here.gradient);
        let gain: f64 = step.iter().zip(&here.gradient).map(|(s, g)| s * g).sum();
        let mut share = 1.0;
        let (next, there) = loop {
            let next: Vec<f64> = beta.iter().zip(&step).map(|(b, s)| b + share * s).collect();
            let there = sample.surface(&next);
            if there.value >= here.value || share < 1e-6 {
                break (next, there);
            }
            share *= 0.5;
        };
        (beta, here) = (next, there);
        inverse = Factor::of(&here.information);
        if gain < 1e-12 {
            break;
        }
    }
    let Some(factor) = inverse else { return Err(ModelError::Unsettled { model: "Cox regression" }) };
    let score = sample.scores(&beta);
    let mut in_rows = vec![0.0; score.len()];
    sample.rows.iter().zip(&score).for_each(|(row, score)| in_rows[*row] = *score);
    let errors = factor.inverse_diagonal();
    let found = beta.iter().zip(errors).zip(&scales);
    Ok(CoxFit {
        coefficients: found
            .map(|((beta, variance), (_, deviation))| Coefficient {
                coef: beta / deviation,
                se: variance.sqrt() / deviation,
            })
            .collect(),
        log_likelihood: here.value,
        concordance: concordance(duration, left, &in_rows),
    })
}

/// Contracts by falling duration, features standardised and row by row.
struct Sample {
    rows: Vec<usize>,
    duration: Vec<f64>,
    left: Vec<bool>,
    features: Vec<Vec<f64>>,
}

struct Surface {
    value: f64,
    gradient: Vec<f64>,
    information: Vec<Vec<f64>>,
}

/// Sums over a set of contracts: weight, weighted features, weighted products.
#[derive(Clone)]
struct Sums {
    weight: f64,
    first: Vec<f64>,
    second: Vec<Vec<f64>>,
}

impl Sums {
    fn none(n: usize) -> Self {
        Self { weight: 0.0, first: vec![0.0; n], second: vec![vec![0.0; n]; n] }
    }

    fn add(&mut self, features: &[f64], weight: f64) {
        self.weight += weight;
        for (i, value) in features.iter().enumerate() {
            self.first[i] += weight * value;
            for (sum, other) in self.second[i].iter_mut().zip(&features[..=i]) {
                *sum += weight * value * other;
            }
        }
    }
}

impl Sample {
    fn of(duration: &[f64], left: &[bool], features: &[Vec<f64>], scales: &[(f64, f64)]) -> Self {
        let mut rows: Vec<usize> = (0..duration.len()).collect();
        rows.sort_unstable_by(|a, b| duration[*b].total_cmp(&duration[*a]).then(a.cmp(b)));
        let of_row = |row: &usize| {
            features.iter().zip(scales).map(|(column, (mean, d))| (column[*row] - mean) / d).collect()
        };
        Self {
            duration: rows.iter().map(|row| duration[*row]).collect(),
            left: rows.iter().map(|row| left[*row]).collect(),
            features: rows.iter().map(of_row).collect(),
            rows,
        }
    }

    fn scores(&self, beta: &[f64]) -> Vec<f64> {
        self.features.iter().map(|row| row.iter().zip(beta).map(|(x, b)| x * b).sum()).collect()
    }

    fn surface(&self, beta: &[f64]) -> Surface {
        let n = beta.len();
        let scores = self.scores(beta);
        let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut found = Surface { value: 0.0, gradient: vec![0.0; n], information: vec![vec![0.0; n]; n] };
        let mut risk = Sums::none(n);
        let mut from = 0;
        for same in self.duration.chunk_by(|a, b| a == b) {
            let range = from..from + same.len();
            from = range.end;
            let mut gone = Sums::none(n);
            let mut count = 0u32;
            for at in range {
                let weight = (scores[at] - top).exp();
                risk.add(&self.features[at], weight);
                if self.left[at] {
                    gone.add(&self.features[at], weight);
                    count += 1;
                    found.value += scores[at] - top;
                    found.gradient.iter_mut().zip(&self.features[at]).for_each(|(g, x)| *g += x);
                }
            }
            for tie in 0..count {
                let share = f64::from(tie) / f64::from(count);
                let weight = risk.weight - share * gone.weight;
                found.value -= weight.ln();
                let mean: Vec<f64> =
                    risk.first.iter().zip(&gone.first).map(|(r, g)| (r - share * g) / weight).collect();
                for i in 0..n {
                    found.gradient[i] -= mean[i];
                    for j in 0..=i {
                        let second = (risk.second[i][j] - share * gone.second[i][j]) / weight;
                        found.information[i][j] += second - mean[i] * mean[j];
                    }
                }
            }
        }
        for i in 0..n {
            for j in i + 1..n {
                found.information[i][j] = found.information[j][i];
            }
        }
        found
    }
}
