use super::{Coefficient, MOST_STEPS, check, scales};
use crate::error::{ModelError, same_length};
use crate::matrix::Factor;

/// The logarithm of the odds to leave: a constant, and what each feature adds, in its own unit.
#[derive(Debug, Clone, PartialEq)]
pub struct LogitFit {
    pub constant: Coefficient,
    pub coefficients: Vec<Coefficient>,
    pub log_likelihood: f64,
    /// The features tell some leavers from all others without error: coefficients would grow without end and were
    /// stopped. Probabilities are still sound, errors of coefficients are not.
    pub separated: bool,
}

/// Largest score of a standardised row that still counts as an interior maximum.
const FAR: f64 = 25.0;

/// Maximum likelihood. Features must be independent, see [`super::independent`].
pub fn fit_logit(left: &[bool], features: &[Vec<f64>]) -> Result<LogitFit, ModelError> {
    check(features, left.len())?;
    let gone = left.iter().filter(|left| **left).count();
    let fewer = gone.min(left.len() - gone);
    if fewer == 0 {
        return Err(ModelError::TooFew { what: "contracts that ended, or that run", have: 0, need: 1 });
    }
    let scales = scales(features);
    let row = |at: usize| -> Vec<f64> {
        let values = features.iter().zip(&scales).map(|(column, (mean, d))| (column[at] - mean) / d);
        std::iter::once(1.0).chain(values).collect()
    };
    let rows: Vec<Vec<f64>> = (0..left.len()).map(row).collect();
    let share = gone as f64 / left.len() as f64;
    let mut beta = vec![0.0; features.len() + 1];
    beta[0] = (share / (1.0 - share)).ln();
    let mut here = surface(&rows, left, &beta);
    let mut inverse = Factor::of(&here.information);
    let mut separated = false;
    for _ in 0..MOST_STEPS {
        let Some(factor) = &inverse else { break };
        let step = factor.solve(&here.gradient);
        let gain: f64 = step.iter().zip(&here.gradient).map(|(s, g)| s * g).sum();
        let next: Vec<f64> = beta.iter().zip(&step).map(|(b, s)| b + s).collect();
        let there = surface(&rows, left, &next);
        separated = there.farthest > FAR;
        if separated || !there.value.is_finite() {
            break;
        }
        (beta, here) = (next, there);
        inverse = Factor::of(&here.information);
        if gain < 1e-12 {
            break;
        }
    }
    let Some(factor) = inverse else { return Err(ModelError::Unsettled { model: "logistic regression" }) };
    let shift: Vec<f64> = scales.iter().map(|(mean, deviation)| mean / deviation).collect();
    let variances = factor.inverse_diagonal();
    let mut toward = vec![1.0];
    toward.extend(shift.iter().map(|shift| -shift));
    let constant_variance: f64 = factor.solve(&toward).iter().zip(&toward).map(|(a, b)| a * b).sum();
    Ok(LogitFit {
        constant: Coefficient {
            coef: beta[0] - beta[1..].iter().zip(&shift).map(|(b, s)| b * s).sum::<f64>(),
            se: constant_variance.sqrt(),
        },
        coefficients: beta[1..]
            .iter()
            .zip(&variances[1..])
            .zip(&scales)
            .map(|((beta, variance), (_, d))| Coefficient { coef: beta / d, se: variance.sqrt() / d })
            .collect(),
        log_likelihood: here.value,
        separated,
    })
}

impl LogitFit {
    /// Probability to leave of every row.
    pub fn probabilities(&self, features: &[Vec<f64>]) -> Result<Vec<f64>, ModelError> {
        same_length("features", features.len(), self.coefficients.len())?;
        let rows = features.first().map_or(0, Vec::len);
        check(features, rows)?;
        let score = |at: usize| {
            let parts = features.iter().zip(&self.coefficients).map(|(column, own)| column[at] * own.coef);
            self.constant.coef + parts.sum::<f64>()
        };
        Ok((0..rows).map(|at| 1.0 / (1.0 + (-score(at)).exp())).collect())
    }
}

/// Probability of every row by a fit to the four fifths of the rows that it is not part of. Absent when a fifth cannot be
/// fitted.
pub fn out_of_fold(left: &[bool], features: &[Vec<f64>]) -> Result<Option<Vec<f64>>, ModelError> {
    check(features, left.len())?;
    let mut found = vec![0.0; left.len()];
    for fold in 0..FOLDS {
        let rows = |inside: bool| (0..left.len()).filter(move |at| (at % FOLDS == fold) == inside);
        let pick = |inside: bool| -> Vec<Vec<f64>> {
            features.iter().map(|column| rows(inside).map(|at| column[at]).collect()).collect()
        };
        let known: Vec<bool> = rows(false).map(|at| left[at]).collect();
        let Ok(fit) = fit_logit(&known, &pick(false)) else { return Ok(None) };
        let probabilities = fit.probabilities(&pick(true))?;
        rows(true).zip(probabilities).for_each(|(at, probability)| found[at] = probability);
    }
    Ok(Some(found))
}

const FOLDS: usize = 5;

struct Surface {
    value: f64,
    gradient: Vec<f64>,
    information: Vec<Vec<f64>>,
    farthest: f64,
}

fn surface(rows: &[Vec<f64>], left: &[bool], beta: &[f64]) -> Surface {
    let n = beta.len();
    let mut found =
        Surface { value: 0.0, gradient: vec![0.0; n], information: vec![vec![0.0; n]; n], farthest: 0.0 };
    for (row, left) in rows.iter().zip(left) {
        let score: f64 = row.iter().zip(beta).map(|(x, b)| x * b).sum();
        let p = 1.0 / (1.0 + (-score).exp());
        let of_this = if *left { score } else { -score };
        found.value -= if of_this > 0.0 { (-of_this).exp().ln_1p() } else { of_this.exp().ln_1p() - of_this };
        found.farthest = found.farthest.max(score.abs());
        let off = f64::from(u8::from(*left)) - p;
        let weight = p * (1.0 - p);
        for i in 0..n {
            found.gradient[i] += off * row[i];
            for j in 0..=i {
                found.information[i][j] += weight * row[i] * row[j];
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::churn::{fit_cox, independent};

    #[test]
    fn columns_that_say_nothing_new_are_left_out() {
        let a = vec![1.0, 2.0, 4.0, 8.0, 9.0];
        let double: Vec<f64> = a.iter().map(|x| 2.0 * x + 1.0).collect();
        let other = vec![3.0, 1.0, 4.0, 1.0, 5.0];
        assert_eq!(independent(&[a, double, vec![7.0; 5], other]).unwrap(), [0, 3]);
    }

    #[test]
    fn a_perfect_split_is_said_and_stays_finite() {
        let x: Vec<f64> = (0..40).map(f64::from).collect();
        let left: Vec<bool> = x.iter().map(|x| *x > 20.0).collect();
        let fit = fit_logit(&left, std::slice::from_ref(&x)).unwrap();
        assert!(fit.separated && fit.coefficients[0].coef.is_finite());
        assert!(fit.probabilities(std::slice::from_ref(&x)).unwrap().iter().all(|p| (0.0..=1.0).contains(p)));
        assert!(fit_logit(&[true; 3], &[vec![1.0, 2.0, 3.0]]).is_err());
        assert!(fit_cox(&[1.0; 3], &[false; 3], &[vec![1.0, 2.0, 3.0]]).is_err());
    }
}
