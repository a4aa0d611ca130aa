use super::{Groups, Summary};
use crate::error::ModelError;
use crate::optimise::{Optimum, Surface, maximise};
use crate::special::log_gamma;
use serde::{Deserialize, Serialize};

/// A fitted NBD: purchase rates are gamma(r, alpha) a week and nobody ever leaves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Nbd {
    pub r: f64,
    /// Weeks.
    pub alpha: f64,
}

/// A fit with its errors; the order of parameters is r, alpha.
#[derive(Debug, Clone, PartialEq)]
pub struct NbdFit {
    pub model: Nbd,
    pub log_likelihood: f64,
    pub optimum: Optimum<2>,
}

/// Maximum likelihood of ln G(r+x) - ln G(r) + r ln alpha - (r+x) ln(alpha+T), comparable with BG/NBD and MBG/NBD.
pub fn fit_nbd(groups: &Groups) -> Result<NbdFit, ModelError> {
    if groups.rows().is_empty() {
        return Err(ModelError::NoCustomers);
    }
    let Nbd { r, alpha } = Nbd::assumed(groups);
    let optimum = maximise([r, alpha], |p| surface(groups, p));
    let [r, alpha] = optimum.parameters;
    Ok(NbdFit { model: Nbd { r, alpha }, log_likelihood: optimum.value, optimum })
}

impl Nbd {
    /// Sum of ln L of these customers.
    #[must_use]
    pub fn log_likelihood(&self, groups: &Groups) -> f64 {
        surface(groups, &[self.r, self.alpha]).value
    }

    /// Not fitted: the mean rate of all customers with an exponential law around it (r = 1).
    #[must_use]
    pub fn assumed(groups: &Groups) -> Self {
        let exposure = groups.exposure();
        let alpha = if exposure > 0.0 { exposure / groups.repeats().max(0.5) } else { 52.0 };
        Self { r: 1.0, alpha }
    }

    /// Expected purchase days in the next `weeks`.
    #[must_use]
    pub fn expected(&self, customer: Summary, weeks: f64) -> f64 {
        self.shape(customer) * weeks.max(0.0) / (self.alpha + customer.age_weeks())
    }

    /// Probability of at least one purchase within the next `weeks`.
    #[must_use]
    pub fn chance(&self, customer: Summary, weeks: f64) -> f64 {
        let time = weeks.max(0.0) / (self.alpha + customer.age_weeks());
        -(-self.shape(customer) * time.ln_1p()).exp_m1()
    }

    fn shape(&self, customer: Summary) -> f64 {
        self.r + f64::from(customer.repeats)
    }
}

fn surface(groups: &Groups, parameters: &[f64; 2]) -> Surface<2> {
    let [r, alpha] = *parameters;
    let times: Vec<(f64, f64)> =
        groups.weeks().iter().map(|weeks| ((alpha + weeks).ln(), 1.0 / (alpha + weeks))).collect();
    let at_r = log_gamma(r);
    let mut value = 0.0;
    let mut gradient = [0.0; 2];
    let mut hessian = [[0.0; 2]; 2];
    for run in groups.runs() {
        let (n, shape) = (run.customers, r + run.repeats);
        let (mut logs, mut inverses, mut inverse_squares) = (0.0, 0.0, 0.0);
        for group in run.groups.clone() {
            let (log, inverse) = times[groups.age_place()[group] as usize];
            let count = groups.count()[group];
            logs += count * log;
            inverses += count * inverse;
            inverse_squares += count * inverse * inverse;
        }
        let at_shape = log_gamma(shape);
        value += n * (at_shape.value - at_r.value + r * alpha.ln()) - shape * logs;
        gradient[0] += n * (at_shape.slope - at_r.slope + alpha.ln()) - logs;
        gradient[1] += n * r / alpha - shape * inverses;
        hessian[0][0] += n * (at_shape.curvature - at_r.curvature);
        hessian[0][1] += n / alpha - inverses;
        hessian[1][1] += shape * inverse_squares - n * r / (alpha * alpha);
    }
    Surface::of_upper(value, gradient, hessian)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::btyd::Summaries;
    use crate::optimise::Ending;

    #[test]
    fn a_mixed_base_has_an_interior_maximum_with_the_mean_rate() {
        let x: Vec<u32> = (0..300).map(|i| [0, 0, 0, 1, 2, 9][i % 6]).collect();
        let summaries = Summaries::from_columns(
            &x,
            &x.iter().map(|x| x * 7).collect::<Vec<_>>(),
            &[70; 300],
            &[0.0; 300],
        )
        .unwrap();
        let fit = fit_nbd(&Groups::of(&summaries)).unwrap();
        assert_eq!(fit.optimum.ending, Ending::Interior);
        assert!((fit.model.r / fit.model.alpha - 0.2).abs() < 1e-6, "{:?}", fit.model);
    }

    #[test]
    fn equal_customers_have_no_interior_maximum() {
        let summaries = Summaries::from_columns(&[5; 50], &[60; 50], &[70; 50], &[0.0; 50]).unwrap();
        let fit = fit_nbd(&Groups::of(&summaries)).unwrap();
        assert!(matches!(fit.optimum.ending, Ending::Edge(_)), "{fit:?}");
        let customer = Summary { repeats: 5, last_days: 60, age_days: 70 };
        assert!((fit.model.expected(customer, 2.0) - 1.0).abs() < 1e-2);
    }
}
