//! Lifetime value: expected discounted purchases times expected amount (Fader, Hardie & Lee 2005, JMR 42(4)).

use crate::error::ModelError;
use crate::special::gauss_legendre;

/// How far ahead counts, and at which discount.
#[derive(Debug, Clone, PartialEq)]
pub struct Horizon {
    weeks: f64,
    weekly_rate: f64,
    nodes: Vec<(f64, f64)>,
}

impl Horizon {
    /// The next `weeks` at `annual_discount` (0.10 is 10 %) a year of 52 weeks, continuously discounted.
    pub fn of_weeks(weeks: f64, annual_discount: f64) -> Result<Self, ModelError> {
        if !(weeks > 0.0 && weeks <= 5200.0) {
            return Err(ModelError::Setting {
                setting: "horizon_weeks",
                value: weeks,
                allowed: "0 to 5200 weeks",
            });
        }
        if !(0.0..=10.0).contains(&annual_discount) {
            return Err(ModelError::Setting {
                setting: "annual_discount",
                value: annual_discount,
                allowed: "0 to 10 (1000 %)",
            });
        }
        Ok(Self { weeks, weekly_rate: annual_discount.ln_1p() / 52.0, nodes: gauss_legendre(6) })
    }

    #[must_use]
    pub fn weeks(&self) -> f64 {
        self.weeks
    }

    /// Discounted expected purchases, from the expected purchases within so many weeks. The integral of e^(-dt) over
    /// a rising count, by parts, so that the quadrature only carries the share that is discounted away.
    #[must_use]
    pub fn discounted(&self, expected_within: impl Fn(f64) -> f64) -> f64 {
        let all = expected_within(self.weeks) * (-self.weekly_rate * self.weeks).exp();
        let area: f64 = self
            .nodes
            .iter()
            .map(|(place, weight)| {
                let time = place * self.weeks;
                weight * (-self.weekly_rate * time).exp() * expected_within(time)
            })
            .sum();
        all + self.weekly_rate * self.weeks * area
    }
}

/// Discounted expected purchases month by month, as the Python package lifetimes does it: what is expected in
/// month m (of `weeks_per_month`, 4.345 there) is divided by (1 + `monthly_discount`)^m.
#[must_use]
pub fn discounted_by_month(
    expected_within: impl Fn(f64) -> f64,
    months: u32,
    weeks_per_month: f64,
    monthly_discount: f64,
) -> f64 {
    let mut before = 0.0;
    let mut factor = 1.0;
    (1..=months)
        .map(|month| {
            let within = expected_within(f64::from(month) * weeks_per_month);
            let fresh = within - before;
            before = within;
            factor *= 1.0 + monthly_discount;
            fresh / factor
        })
        .sum()
}

/// Expected value of the discounted purchases, in the unit of `expected_amount`; large values stay finite.
#[must_use]
pub fn lifetime_value(discounted_purchases: f64, expected_amount: f64) -> f64 {
    (discounted_purchases * expected_amount).clamp(f64::MIN, f64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_even_flow_has_the_value_of_an_annuity() {
        let horizon = Horizon::of_weeks(52.0, 0.10).unwrap();
        let rate = 1.1f64.ln() / 52.0;
        let annuity = 2.0 * (1.0 - (-rate * 52.0).exp()) / rate;
        assert!((horizon.discounted(|weeks| 2.0 * weeks) / annuity - 1.0).abs() < 1e-12);
    }

    #[test]
    fn without_discount_everything_counts() {
        let horizon = Horizon::of_weeks(26.0, 0.0).unwrap();
        assert_eq!(horizon.discounted(f64::sqrt), 26f64.sqrt());
        assert!((discounted_by_month(|weeks| weeks, 12, 4.345, 0.0) - 52.14).abs() < 1e-12);
    }

    #[test]
    fn impossible_horizons_are_refused() {
        assert!(Horizon::of_weeks(0.0, 0.1).is_err());
        assert!(Horizon::of_weeks(f64::NAN, 0.1).is_err());
        assert_eq!(
            Horizon::of_weeks(52.0, -0.1).unwrap_err().to_string(),
            "setting annual_discount: -0.1 is outside 0 to 10 (1000 %)"
        );
    }
}
