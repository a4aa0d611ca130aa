use super::{
    Basis, Choice, Family, FamilyFit, Groups, PurchaseFit, Unbounded, Variant, choose, fit_family, fit_nbd,
    fit_purchases,
};
use crate::error::ModelError;
use crate::history::Histories;
use crate::sufficiency::Sufficiency;
use serde::{Deserialize, Serialize};

/// Who chooses the model that speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Speaker {
    /// MBG/NBD, unless another explains orders that it had not seen clearly better.
    #[default]
    Auto,
    /// This one, as far as it can be defended.
    Only(Family),
}

/// The model that speaks, and what was compared with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoken {
    pub fit: PurchaseFit,
    /// Absent when there was too little to fit anything.
    pub choice: Option<Choice>,
}

/// What `Auto` compares.
const CANDIDATES: [Family; 3] = [Family::MbgNbd, Family::ParetoNbd, Family::MbgCnbd];

/// Another model than the usual one speaks only when it is better by as much as ten units of log-likelihood and half a percent of it:
/// figures that people know do not change their origin for a trifle.
const CLEARLY: f64 = 10.0;
const CLEARLY_SHARE: f64 = 0.005;

/// Fits what may speak and lets the best speak; where nothing can be fitted the honest neighbour, as [`fit_purchases`].
pub fn speak(
    histories: &Histories,
    groups: &Groups,
    sufficiency: &Sufficiency,
    speaker: Speaker,
) -> Result<Spoken, ModelError> {
    if !sufficiency.is_enough() {
        return Ok(Spoken { fit: fit_purchases(groups, Variant::MbgNbd, sufficiency)?, choice: None });
    }
    let mut choice = match speaker {
        Speaker::Auto => choose(histories, &CANDIDATES)?,
        Speaker::Only(family) => choose(histories, &[family])?,
    };
    if speaker == Speaker::Auto {
        prefer_the_usual(&mut choice);
    }
    let nbd = fit_nbd(groups)?;
    let best = choice.best();
    let is_nbd = best.family == Family::Nbd;
    let limit = if is_nbd { choice.fits[0].limit } else { best.limit };
    let fit = PurchaseFit {
        model: best.model,
        basis: limit.map_or(Basis::Fitted, |limit: Unbounded| Basis::Unbounded { limit }),
        log_likelihood: Some(best.log_likelihood),
        gain_over_nbd: (!is_nbd).then_some(best.log_likelihood - nbd.log_likelihood),
        standard_errors: best.standard_errors.clone(),
        customers: groups.customers() as u64,
        distinct: groups.rows().len() as u64,
    };
    Ok(Spoken { fit, choice: Some(choice) })
}

/// The model of the family that speaks today, fitted to what was known on an earlier day. Absent when it cannot be defended there.
pub fn spoken_before(earlier: &Histories, family: Family) -> Result<Option<FamilyFit>, ModelError> {
    let fit = fit_family(earlier, family)?;
    Ok(fit.can_be_defended().then_some(fit))
}

fn prefer_the_usual(choice: &mut Choice) {
    let Some(usual) = choice.fits.iter().position(|fit| fit.family == CANDIDATES[0]) else { return };
    if !choice.fits[usual].can_be_defended() {
        return;
    }
    let clearly = match (choice.held_out[choice.chosen], choice.held_out[usual]) {
        (Some(best), Some(usual)) => best - usual > CLEARLY.max(CLEARLY_SHARE * usual.abs()),
        (Some(_) | None, _) => false,
    };
    if !clearly {
        choice.chosen = usual;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::btyd::{PurchaseModel, Summaries};
    use crate::history::{Orders, PurchaseDay};
    use crate::sufficiency::{Missing, Requirements};

    fn histories(gap: impl Fn(u32, i32) -> i32) -> Histories {
        let (mut customer, mut day) = (Vec::new(), Vec::new());
        for who in 0..300u32 {
            let (mut at, mut order) = ((who % 60) as i32, 0);
            while at <= (100 + (who * 37 % 900) as i32).min(700) {
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

    fn spoken(histories: &Histories, speaker: Speaker) -> Spoken {
        let summaries = Summaries::of(histories);
        let enough = Sufficiency::of_purchases(&summaries, histories.span_days(), &Requirements::default());
        speak(histories, &Groups::of(&summaries), &enough, speaker).unwrap()
    }

    #[test]
    fn regular_buyers_are_spoken_of_by_the_model_of_regular_buyers() {
        let regular = histories(|who, order| 20 + (who % 9) as i32 * 3 + (order * 7 + who as i32) % 5 - 2);
        let found = spoken(&regular, Speaker::Auto);
        assert!(matches!(found.fit.model, PurchaseModel::Regular(_)), "{found:?}");
        let forced = spoken(&regular, Speaker::Only(Family::MbgNbd));
        assert!(matches!(forced.fit.model, PurchaseModel::Dropout(_)), "{forced:?}");
        let earlier = spoken_before(&regular.until(500), Family::MbgCnbd).unwrap().unwrap();
        assert_ne!(earlier.model, found.fit.model);
    }

    #[test]
    fn random_buyers_are_left_to_the_usual_model() {
        let mut seed = 5u64;
        let dice: Vec<f64> = (0..60_000)
            .map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (((seed >> 11) as f64 + 0.5) / (1u64 << 53) as f64).ln()
            })
            .collect();
        let random = histories(|who, order| {
            let rate = 12.0 + f64::from(who % 7) * 6.0;
            (-rate * dice[(who as usize * 199 + order as usize) % 60_000]) as i32
        });
        let found = spoken(&random, Speaker::Auto);
        assert!(matches!(found.fit.model, PurchaseModel::Dropout(_)), "{found:?}");
        assert_eq!(found.choice.unwrap().fits.len(), 3);
    }

    #[test]
    fn too_little_is_not_compared() {
        let orders = Orders { customer: &[0, 0, 1], day: &[0, 3, 2], amount: &[1; 3] };
        let few = Histories::of(orders, 2, 9, PurchaseDay::AnyOrder).unwrap();
        let found = spoken(&few, Speaker::Auto);
        assert_eq!(found.choice, None);
        let Basis::Assumed { missing } = found.fit.basis else { panic!("{found:?}") };
        assert!(missing.contains(&Missing::TooFewCustomers { have: 2, need: 100 }));
    }
}
