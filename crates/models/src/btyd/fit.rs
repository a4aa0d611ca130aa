use super::choice::limit_of;
use super::{
    Dropout, DropoutFit, Groups, Nbd, NbdFit, Pareto, Regular, Summary, Variant, fit_dropout, fit_nbd,
};
use crate::error::ModelError;
use crate::sufficiency::{Missing, Sufficiency};
use serde::{Deserialize, Serialize};

/// The model that speaks about future purchases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PurchaseModel {
    /// Before [`Self::Dropout`], whose fields it has and one more.
    Regular(Regular),
    Dropout(Dropout),
    Pareto(Pareto),
    Nbd(Nbd),
}

/// Where a model came from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Basis {
    /// Maximum likelihood, interior.
    Fitted,
    /// The likelihood has no interior maximum in the model asked for; the model given is the honest neighbour.
    Unbounded { limit: Unbounded },
    /// Too little to fit: the mean rate of all, spread by a law that was assumed.
    Assumed { missing: Vec<Missing> },
}

/// What a customer base looks like whose likelihood has no interior maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unbounded {
    /// Nobody ever leaves: NBD takes over.
    NobodyLeaves,
    /// All leave with the same chance; the fit is kept at the edge.
    AllLeaveAlike,
    /// Whoever may leave does so at once or never; the fit is kept at the edge.
    AtOnceOrNever,
    /// All buy at the same rate; the fit is kept at the edge.
    AllBuyAlike,
    /// The search did not settle: NBD takes over.
    Unsettled,
}

/// A model ready for forecasts, and how far to trust it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PurchaseFit {
    pub model: PurchaseModel,
    pub basis: Basis,
    /// Absent for an assumed model.
    pub log_likelihood: Option<f64>,
    /// How much better than NBD it explains the orders, in units of log-likelihood; absent for NBD itself.
    /// Two parameters more are worth at least 2 (Akaike 1974): below, these orders hardly show that anybody leaves.
    pub gain_over_nbd: Option<f64>,
    /// In the order r, alpha, a, b; empty off an interior maximum.
    pub standard_errors: Vec<f64>,
    pub customers: u64,
    pub distinct: u64,
}

/// Fits what was asked for when there is enough and the likelihood has a maximum; otherwise the nearest model that
/// can be defended, saying why.
pub fn fit_purchases(
    groups: &Groups,
    asked: Variant,
    sufficiency: &Sufficiency,
) -> Result<PurchaseFit, ModelError> {
    if groups.rows().is_empty() {
        return Err(ModelError::NoCustomers);
    }
    if !sufficiency.is_enough() {
        let basis = Basis::Assumed { missing: sufficiency.missing.clone() };
        return Ok(unfitted(groups, PurchaseModel::Nbd(Nbd::assumed(groups)), basis));
    }
    let fit = fit_dropout(groups, asked)?;
    let nbd = fit_nbd(groups)?;
    let leaving = fit.model.a / (fit.model.a + fit.model.b);
    let Some(limit) = limit_of(&fit.optimum.ending, leaving) else {
        return Ok(with_dropout(groups, fit, &nbd, Basis::Fitted));
    };
    match limit {
        Unbounded::AllLeaveAlike | Unbounded::AtOnceOrNever | Unbounded::AllBuyAlike => {
            Ok(with_dropout(groups, fit, &nbd, Basis::Unbounded { limit }))
        }
        Unbounded::NobodyLeaves | Unbounded::Unsettled => {
            Ok(with_nbd(groups, nbd, Basis::Unbounded { limit }))
        }
    }
}

impl PurchaseModel {
    /// The stable name used in answers and reasons.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Dropout(Dropout { variant: Variant::BgNbd, .. }) => "bg_nbd",
            Self::Dropout(Dropout { variant: Variant::MbgNbd, .. }) => "mbg_nbd",
            Self::Pareto(_) => "pareto_nbd",
            Self::Regular(_) => "mbg_cnbd",
            Self::Nbd(_) => "nbd",
        }
    }

    /// P(alive). Absent for a model that knows no leaving.
    #[must_use]
    pub fn p_alive(&self, customer: Summary) -> Option<f64> {
        match self {
            Self::Dropout(model) => Some(model.p_alive(customer)),
            Self::Pareto(model) => Some(model.p_alive(customer)),
            Self::Regular(model) => Some(model.p_alive(customer)),
            Self::Nbd(_) => None,
        }
    }

    /// Expected purchase days in the next `weeks`.
    #[must_use]
    pub fn expected(&self, customer: Summary, weeks: f64) -> f64 {
        match self {
            Self::Dropout(model) => model.expected(customer, weeks),
            Self::Pareto(model) => model.expected(customer, weeks),
            Self::Regular(model) => model.expected(customer, weeks),
            Self::Nbd(model) => model.expected(customer, weeks),
        }
    }

    /// Probability of at least one purchase within the next `weeks`.
    #[must_use]
    pub fn chance(&self, customer: Summary, weeks: f64) -> f64 {
        match self {
            Self::Dropout(model) => model.chance(customer, weeks),
            Self::Pareto(model) => model.chance(customer, weeks),
            Self::Regular(model) => model.chance(customer, weeks),
            Self::Nbd(model) => model.chance(customer, weeks),
        }
    }

    /// The customer's own usual chance: what [`Self::chance`] was on the day of his last purchase.
    #[must_use]
    pub fn usual_chance(&self, customer: Summary, weeks: f64) -> f64 {
        self.chance(customer.just_bought(), weeks)
    }

    /// Median weeks from the as-of day to the next purchase of a customer who has not left.
    #[must_use]
    pub fn median_wait(&self, customer: Summary) -> f64 {
        self.wait(customer, 0.5)
    }

    /// Weeks from the as-of day within which the next purchase of a customer who has not left falls with
    /// probability `share`.
    #[must_use]
    pub fn wait(&self, customer: Summary, share: f64) -> f64 {
        match self {
            Self::Dropout(model) => wait(model.r, model.alpha, customer, share),
            Self::Pareto(model) => wait(model.r, model.alpha, customer, share),
            Self::Regular(model) => model.wait(customer, share),
            Self::Nbd(model) => wait(model.r, model.alpha, customer, share),
        }
    }

    /// Expected repeat purchase days of somebody in his first `weeks`, counted from his first purchase, of whom
    /// nothing else is known.
    #[must_use]
    pub fn expected_of_newcomer(&self, weeks: f64) -> f64 {
        self.expected(Summary { repeats: 0, last_days: 0, age_days: 0 }, weeks)
    }
}

/// The wait has a Pareto law where purchases come at random.
fn wait(r: f64, alpha: f64, customer: Summary, share: f64) -> f64 {
    let shape = r + f64::from(customer.repeats);
    let hazard = -(-share.clamp(0.0, 1.0 - 1e-12)).ln_1p();
    ((alpha + customer.age_weeks()) * (hazard / shape).exp_m1()).min(f64::MAX)
}

fn with_dropout(groups: &Groups, fit: DropoutFit, nbd: &NbdFit, basis: Basis) -> PurchaseFit {
    PurchaseFit {
        log_likelihood: Some(fit.log_likelihood),
        gain_over_nbd: Some(fit.log_likelihood - nbd.log_likelihood),
        standard_errors: fit.optimum.standard_errors.map_or_else(Vec::new, |e| e.to_vec()),
        ..unfitted(groups, PurchaseModel::Dropout(fit.model), basis)
    }
}

fn with_nbd(groups: &Groups, fit: NbdFit, basis: Basis) -> PurchaseFit {
    PurchaseFit {
        log_likelihood: Some(fit.log_likelihood),
        standard_errors: fit.optimum.standard_errors.map_or_else(Vec::new, |e| e.to_vec()),
        ..unfitted(groups, PurchaseModel::Nbd(fit.model), basis)
    }
}

fn unfitted(groups: &Groups, model: PurchaseModel, basis: Basis) -> PurchaseFit {
    PurchaseFit {
        model,
        basis,
        log_likelihood: None,
        gain_over_nbd: None,
        standard_errors: Vec::new(),
        customers: groups.customers() as u64,
        distinct: groups.rows().len() as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::btyd::Summaries;
    use crate::sufficiency::Requirements;

    fn groups_of(rows: &[(u32, u32, u32)]) -> (Summaries, Groups) {
        let column = |pick: fn(&(u32, u32, u32)) -> u32| rows.iter().map(pick).collect::<Vec<u32>>();
        let (x, last, age) = (column(|r| r.0), column(|r| r.1), column(|r| r.2));
        let summaries = Summaries::from_columns(&x, &last, &age, &vec![0.0; x.len()]).unwrap();
        let groups = Groups::of(&summaries);
        (summaries, groups)
    }

    #[test]
    fn a_base_that_nobody_leaves_falls_back_to_nbd_and_says_so() {
        let rows: Vec<_> = (0..200u32).map(|i| (3 + i % 40, 360 + i % 5, 365)).collect();
        let (_, groups) = groups_of(&rows);
        for variant in [Variant::BgNbd, Variant::MbgNbd] {
            let fit = fit_purchases(&groups, variant, &Sufficiency::default()).unwrap();
            assert_eq!(fit.basis, Basis::Unbounded { limit: Unbounded::NobodyLeaves }, "{fit:?}");
            assert_eq!(fit.model.name(), "nbd");
            assert_eq!(fit.model.p_alive(groups.rows()[0]), None);
        }
    }

    #[test]
    fn a_handful_of_customers_is_not_fitted() {
        let (summaries, groups) = groups_of(&[(0, 0, 70), (2, 30, 70), (4, 60, 70)]);
        let gate = Sufficiency::of_purchases(&summaries, 70, &Requirements::default());
        let fit = fit_purchases(&groups, Variant::MbgNbd, &gate).unwrap();
        assert_eq!(fit.basis, Basis::Assumed { missing: gate.missing });
        let often = Summary { repeats: 4, last_days: 60, age_days: 70 };
        let once = Summary { repeats: 0, last_days: 0, age_days: 70 };
        assert!(fit.model.expected(often, 13.0) > fit.model.expected(once, 13.0));
    }

    #[test]
    fn nobody_at_all_is_an_error() {
        let (_, groups) = groups_of(&[]);
        let error = fit_purchases(&groups, Variant::MbgNbd, &Sufficiency::default()).unwrap_err();
        assert_eq!(error, ModelError::NoCustomers);
    }

    #[test]
    fn the_usual_chance_is_the_chance_just_after_buying() {
        let (_, groups) = groups_of(&[(2, 30, 70)]);
        let model = fit_purchases(&groups, Variant::MbgNbd, &Sufficiency::default()).unwrap().model;
        let silent = Summary { repeats: 2, last_days: 30, age_days: 400 };
        assert_eq!(model.usual_chance(silent, 13.0), model.chance(silent.just_bought(), 13.0));
        assert!(model.usual_chance(silent, 13.0) > model.chance(silent, 13.0));
    }
}
