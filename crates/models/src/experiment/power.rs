use crate::distribution::normal_quantile;
use crate::error::ModelError;
use serde::Serialize;

/// What a trial is to show, two-sided (Cohen 1988, chapter 2; the normal law stands for t).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Plan {
    /// Standard deviation of what is measured, after CUPED where it is used.
    pub deviation: f64,
    /// Share of the customers who are treated.
    pub treated_share: f64,
    /// Chance to see an effect where there is none.
    pub alpha: f64,
    /// Chance to see the effect where there is one.
    pub power: f64,
}

/// Customers in both groups together that show a difference of `effect`.
pub fn customers_needed(plan: &Plan, effect: f64) -> Result<u64, ModelError> {
    plan.check()?;
    if !(effect.is_finite() && effect != 0.0) {
        return Err(ModelError::Setting { setting: "effect", value: effect, allowed: "other than 0" });
    }
    let ratio = plan.reach() * plan.deviation / effect;
    Ok((ratio * ratio / (plan.treated_share * (1.0 - plan.treated_share))).ceil() as u64)
}

/// The smallest difference that so many customers show.
pub fn detectable(plan: &Plan, customers: u64) -> Result<f64, ModelError> {
    plan.check()?;
    let n = customers.max(2) as f64;
    Ok(plan.reach() * plan.deviation / (n * plan.treated_share * (1.0 - plan.treated_share)).sqrt())
}

impl Plan {
    fn check(&self) -> Result<(), ModelError> {
        let shares = [("treated_share", self.treated_share), ("alpha", self.alpha), ("power", self.power)];
        for (setting, value) in shares {
            if !(value > 0.0 && value < 1.0) {
                return Err(ModelError::Setting { setting, value, allowed: "between 0 and 1" });
            }
        }
        if !(self.deviation.is_finite() && self.deviation >= 0.0) {
            let allowed = "0 or more";
            return Err(ModelError::Setting { setting: "deviation", value: self.deviation, allowed });
        }
        Ok(())
    }

    fn reach(&self) -> f64 {
        normal_quantile(1.0 - 0.5 * self.alpha) + normal_quantile(self.power)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_deviation_needs_126_customers() {
        let plan = Plan { deviation: 1.0, treated_share: 0.5, alpha: 0.05, power: 0.8 };
        assert_eq!(customers_needed(&plan, 0.5).unwrap(), 126);
        let smallest = detectable(&plan, 126).unwrap();
        assert!(smallest < 0.5 && smallest > 0.498);
        assert!(customers_needed(&plan, 0.0).is_err());
        assert!(detectable(&Plan { power: 1.0, ..plan }, 9).is_err());
    }
}
