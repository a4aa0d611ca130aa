use super::{
    Dropout, Groups, Nbd, Pareto, PurchaseModel, Regular, Summaries, Unbounded, Variant, fit_dropout,
    fit_nbd, fit_pareto, fits_by_regularity, log_gaps,
};
use crate::error::ModelError;
use crate::history::{Histories, days_between};
use crate::optimise::{Ending, Side};
use serde::{Deserialize, Serialize};

/// The models that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    BgNbd,
    MbgNbd,
    ParetoNbd,
    /// With k chosen by likelihood.
    MbgCnbd,
    Nbd,
}

/// A family fitted to all customers.
#[derive(Debug, Clone, PartialEq)]
pub struct FamilyFit {
    pub family: Family,
    pub model: PurchaseModel,
    pub log_likelihood: f64,
    /// In the order of the parameters; empty off an interior maximum.
    pub standard_errors: Vec<f64>,
    /// What the customers look like when the likelihood has no interior maximum; absent when it has.
    pub limit: Option<Unbounded>,
    /// MBG/CNBD-k: the likelihood of every k tried, from 1 on.
    pub by_regularity: Vec<(Regular, f64)>,
}

/// Every family fitted, the best one judged by orders that the fit had not seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub fits: Vec<FamilyFit>,
    /// ln p(orders after the split | orders before it) per fit, parameters from before the split; absent without a split.
    pub held_out: Vec<Option<f64>>,
    /// Place of the chosen fit.
    pub chosen: usize,
    /// First day that was held out; absent when the history is too short or too small to be split.
    pub split_day: Option<i32>,
}

/// All families that know leaving.
pub const FAMILIES: [Family; 4] = [Family::BgNbd, Family::MbgNbd, Family::ParetoNbd, Family::MbgCnbd];

/// Share of the history that the choice holds out.
const HELD_OUT: f64 = 0.25;
const LEAST_KNOWN: usize = 50;

/// Fits `families` and chooses by the likelihood of held-out time: the last quarter of the history, given what came
/// before. A family that says nobody leaves, or did not settle, is never chosen; NBD takes part whenever one did.
pub fn choose(histories: &Histories, families: &[Family]) -> Result<Choice, ModelError> {
    let all = Sample::of(histories)?;
    let mut fits = families.iter().map(|family| fit(&all, *family)).collect::<Result<Vec<_>, _>>()?;
    if !families.contains(&Family::Nbd) && !fits.iter().all(FamilyFit::can_be_defended) {
        fits.push(fit(&all, Family::Nbd)?);
    }
    let mut held_out = vec![None; fits.len()];
    let split = split(histories);
    if let Some((_, before, known)) = &split {
        let after = Sample::among(histories, known)?;
        for (score, fitted) in held_out.iter_mut().zip(&fits) {
            let earlier = fit(before, fitted.family)?;
            *score = Some(after.log_likelihood(&earlier.model) - before.log_likelihood(&earlier.model));
        }
    }
    let by = |place: usize| held_out[place].unwrap_or(fits[place].log_likelihood);
    let chosen = (0..fits.len())
        .filter(|place| fits[*place].can_be_defended())
        .max_by(|a, b| by(*a).total_cmp(&by(*b)))
        .unwrap_or(fits.len() - 1);
    Ok(Choice { fits, held_out, chosen, split_day: split.map(|(day, _, _)| day) })
}

/// One family fitted to all customers.
pub fn fit_family(histories: &Histories, family: Family) -> Result<FamilyFit, ModelError> {
    fit(&Sample::of(histories)?, family)
}

impl Choice {
    #[must_use]
    pub fn best(&self) -> &FamilyFit {
        &self.fits[self.chosen]
    }
}

impl FamilyFit {
    /// Whether forecasts may rest on it: it settled, and does not claim that nobody ever leaves.
    #[must_use]
    pub fn can_be_defended(&self) -> bool {
        match self.limit {
            None | Some(Unbounded::AllLeaveAlike | Unbounded::AtOnceOrNever | Unbounded::AllBuyAlike) => true,
            Some(Unbounded::NobodyLeaves | Unbounded::Unsettled) => false,
        }
    }
}

impl Family {
    /// The family of this short name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::BgNbd, Self::MbgNbd, Self::ParetoNbd, Self::MbgCnbd, Self::Nbd]
            .into_iter()
            .find(|family| family.name() == name)
    }

    /// The name in the literature's short form, as in answers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::BgNbd => "bgnbd",
            Self::MbgNbd => "mbgnbd",
            Self::ParetoNbd => "paretonbd",
            Self::MbgCnbd => "mbgcnbd",
            Self::Nbd => "nbd",
        }
    }
}

struct Sample {
    groups: Groups,
    log_gaps: f64,
}

impl Sample {
    fn of(histories: &Histories) -> Result<Self, ModelError> {
        let summaries = Summaries::of(histories);
        if summaries.rows().is_empty() {
            return Err(ModelError::NoCustomers);
        }
        let log_gaps = log_gaps(histories).iter().sum();
        Ok(Self { groups: Groups::of(&summaries), log_gaps })
    }

    /// The same of these customers alone.
    fn among(histories: &Histories, known: &[u32]) -> Result<Self, ModelError> {
        let summaries = Summaries::of(histories);
        let gaps = log_gaps(histories);
        let rows = summaries.customer().iter().zip(summaries.rows());
        let kept: Vec<_> =
            rows.filter(|(customer, _)| known.binary_search(customer).is_ok()).map(|(_, row)| *row).collect();
        let column = |pick: fn(&super::Summary) -> u32| kept.iter().map(pick).collect::<Vec<u32>>();
        let summaries = Summaries::from_columns(
            &column(|row| row.repeats),
            &column(|row| row.last_days),
            &column(|row| row.age_days),
            &vec![0.0; kept.len()],
        )?;
        let log_gaps = known.iter().map(|customer| gaps[*customer as usize]).sum();
        Ok(Self { groups: Groups::of(&summaries), log_gaps })
    }

    fn log_likelihood(&self, model: &PurchaseModel) -> f64 {
        match model {
            PurchaseModel::Dropout(model) => model.log_likelihood(&self.groups),
            PurchaseModel::Pareto(model) => model.log_likelihood(&self.groups),
            PurchaseModel::Regular(model) => model.log_likelihood(&self.groups, self.log_gaps),
            PurchaseModel::Nbd(model) => model.log_likelihood(&self.groups),
        }
    }
}

fn split(histories: &Histories) -> Option<(i32, Sample, Vec<u32>)> {
    let held_out = (f64::from(histories.span_days()) * HELD_OUT) as i32;
    let day = histories.as_of().checked_sub(held_out)?;
    let before = histories.until(day);
    let summaries = Summaries::of(&before);
    let enough =
        summaries.rows().len() >= LEAST_KNOWN && summaries.repeat_buyers() >= LEAST_KNOWN / 5 && held_out > 6;
    let known = summaries.customer().to_vec();
    let sample = Sample::of(&before).ok()?;
    enough.then_some((day.saturating_add(1), sample, known))
}

fn fit(sample: &Sample, family: Family) -> Result<FamilyFit, ModelError> {
    let fitted = |model, log_likelihood, errors: Option<Vec<f64>>, limit| FamilyFit {
        family,
        model,
        log_likelihood,
        standard_errors: errors.unwrap_or_default(),
        limit,
        by_regularity: Vec::new(),
    };
    let groups = &sample.groups;
    Ok(match family {
        Family::BgNbd | Family::MbgNbd => {
            let variant = if family == Family::BgNbd { Variant::BgNbd } else { Variant::MbgNbd };
            let fit = fit_dropout(groups, variant)?;
            let Dropout { a, b, .. } = fit.model;
            let limit = limit_of(&fit.optimum.ending, a / (a + b));
            let errors = fit.optimum.standard_errors.map(|errors| errors.to_vec());
            fitted(PurchaseModel::Dropout(fit.model), fit.log_likelihood, errors, limit)
        }
        Family::ParetoNbd => {
            let fit = fit_pareto(groups)?;
            let Pareto { s, beta, .. } = fit.model;
            let limit = limit_of(&fit.optimum.ending, s / beta);
            let errors = fit.optimum.standard_errors.map(|errors| errors.to_vec());
            fitted(PurchaseModel::Pareto(fit.model), fit.log_likelihood, errors, limit)
        }
        Family::MbgCnbd => {
            let fits = fits_by_regularity(groups, sample.log_gaps)?;
            let best = fits.iter().max_by(|a, b| a.log_likelihood.total_cmp(&b.log_likelihood));
            let best = best.ok_or(ModelError::NoCustomers)?;
            let Regular { a, b, .. } = best.model;
            let limit = limit_of(&best.optimum.ending, a / (a + b));
            let errors = best.optimum.standard_errors.map(|errors| errors.to_vec());
            let by_regularity = fits.iter().map(|fit| (fit.model, fit.log_likelihood)).collect();
            let fit = fitted(PurchaseModel::Regular(best.model), best.log_likelihood, errors, limit);
            FamilyFit { by_regularity, ..fit }
        }
        Family::Nbd => {
            let fit = fit_nbd(groups)?;
            let errors = fit.optimum.standard_errors.map(|errors| errors.to_vec());
            fitted(PurchaseModel::Nbd(Nbd { ..fit.model }), fit.log_likelihood, errors, None)
        }
    })
}

const HARDLY_EVER: f64 = 1e-3;

/// What an ending off the interior says; `leaving` is the mean chance or weekly rate to leave, and the second pair of
/// parameters is that of its law.
pub(super) fn limit_of(ending: &Ending<4>, leaving: f64) -> Option<Unbounded> {
    let sides = match ending {
        Ending::Interior => return None,
        Ending::Stalled => return Some(Unbounded::Unsettled),
        Ending::Edge(sides) => sides,
    };
    if leaving < HARDLY_EVER {
        return Some(Unbounded::NobodyLeaves);
    }
    let [.., third, fourth] = sides;
    Some(match (third, fourth) {
        (Some(Side::High), _) | (_, Some(Side::High)) => Unbounded::AllLeaveAlike,
        (Some(Side::Low), _) | (_, Some(Side::Low)) => Unbounded::AtOnceOrNever,
        (None, None) => match sides {
            [_, Some(Side::High), ..] | [Some(Side::High), ..] => Unbounded::AllBuyAlike,
            [..] => Unbounded::Unsettled,
        },
    })
}

/// Whole days after the as-of day until a customer's first purchase in `later`, where there is one.
#[must_use]
pub fn next_purchase_days(earlier: &Histories, later: &Histories, customer: usize) -> Option<u32> {
    let days = later.purchases(customer).days;
    let next = days.partition_point(|day| *day <= earlier.as_of());
    days.get(next).map(|day| days_between(earlier.as_of(), *day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{Orders, PurchaseDay};

    fn company(gap: impl Fn(u32, i32) -> i32, stays: impl Fn(u32) -> i32) -> Histories {
        let (mut customer, mut day) = (Vec::new(), Vec::new());
        for who in 0..300u32 {
            let (mut at, mut order) = ((who % 60) as i32, 0);
            while at <= stays(who).min(700) {
                customer.push(who);
                day.push(at);
                order += 1;
                at += gap(who, order).max(1);
            }
        }
        let amount = vec![100; day.len()];
        let orders = Orders { customer: &customer, day: &day, amount: &amount };
        Histories::of(orders, 300, 700, PurchaseDay::AnyOrder).unwrap()
    }

    #[test]
    fn a_regular_company_is_seen_to_be_regular() {
        let wobble = |who: u32, order: i32| 20 + (who % 9) as i32 * 3 + (order * 7 + who as i32) % 5 - 2;
        let company = company(wobble, |who| 100 + (who * 37 % 900) as i32);
        let choice = choose(&company, &FAMILIES).unwrap();
        assert!(choice.split_day.is_some());
        let PurchaseModel::Regular(model) = choice.best().model else { panic!("{choice:?}") };
        assert!(model.k >= 4, "{model:?}");
        assert!(choice.held_out.iter().all(|score| score.is_some_and(f64::is_finite)));
    }

    #[test]
    fn where_nobody_leaves_nbd_is_chosen() {
        let mut seed = 5u64;
        let mut dice = Vec::new();
        for _ in 0..60_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            dice.push((((seed >> 11) as f64 + 0.5) / (1u64 << 53) as f64).ln());
        }
        let company = company(
            |who, order| (-25.0 * dice[(who as usize * 199 + order as usize) % 60_000]) as i32,
            |_| 700,
        );
        let choice = choose(&company, &[Family::MbgNbd]).unwrap();
        assert_eq!(choice.fits[0].limit, Some(Unbounded::NobodyLeaves), "{choice:?}");
        assert_eq!(choice.best().family, Family::Nbd);
    }

    #[test]
    fn too_short_a_history_is_not_split() {
        let orders = Orders { customer: &[0, 0, 1], day: &[0, 3, 2], amount: &[1; 3] };
        let histories = Histories::of(orders, 2, 4, PurchaseDay::AnyOrder).unwrap();
        let choice = choose(&histories, &FAMILIES).unwrap();
        assert_eq!(choice.split_day, None);
        let later = Histories::of(orders, 2, 9, PurchaseDay::AnyOrder).unwrap();
        assert_eq!(next_purchase_days(&histories.until(1), &later, 0), Some(2));
    }
}
