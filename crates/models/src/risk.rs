//! Who is leaving: the chance of an order within 13 weeks now, against the customer's own usual chance, with
//! hysteresis so that a customer at a threshold does not flap, and the money at stake.

use crate::error::ModelError;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    None,
    Watch,
    High,
}

/// The thresholds, as shares of the usual chance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RiskSettings {
    /// Below this share of his usual chance a customer is watched.
    pub watch_below: f64,
    /// Below this share the risk is high.
    pub high_below: f64,
    /// To come down a level the share must exceed its threshold by this much.
    pub hysteresis: f64,
    /// Who bought again less often has no usual chance of his own.
    pub least_repeats: u32,
    /// Whose usual chance is smaller is silent for 13 weeks as a rule.
    pub least_usual_chance: f64,
}

impl Default for RiskSettings {
    fn default() -> Self {
        Self {
            watch_below: 0.7,
            high_below: 0.4,
            hysteresis: 0.05,
            least_repeats: 1,
            least_usual_chance: 0.1,
        }
    }
}

/// What the risk of one customer is judged by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    pub repeats: u32,
    /// Chance of an order within 13 weeks, now.
    pub chance: f64,
    /// The same on the day of his last order.
    pub usual_chance: f64,
    /// The risk of the run before.
    pub before: Risk,
}

/// A risk and why.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Judgement {
    pub risk: Risk,
    pub reason: RiskReason,
}

/// The reason with everything a sentence about it needs. Chances run from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub enum RiskReason {
    NoHabitYet { repeats: u32 },
    SeldomBuyer { usual_chance: f64 },
    ChanceFell { chance: f64, usual_chance: f64, share: f64 },
    AsUsual { chance: f64, usual_chance: f64, share: f64 },
}

impl RiskSettings {
    /// Refuses thresholds that contradict each other.
    pub fn check(&self) -> Result<(), ModelError> {
        for (setting, value) in [
            ("watch_below", self.watch_below),
            ("high_below", self.high_below),
            ("hysteresis", self.hysteresis),
            ("least_usual_chance", self.least_usual_chance),
        ] {
            if !(0.0..=1.0).contains(&value) {
                return Err(ModelError::Setting { setting, value, allowed: "0 to 1" });
            }
        }
        if self.high_below > self.watch_below {
            return Err(ModelError::Setting {
                setting: "high_below",
                value: self.high_below,
                allowed: "0 to watch_below",
            });
        }
        Ok(())
    }
}

/// Judges one customer.
#[must_use]
pub fn judge(standing: Standing, settings: &RiskSettings) -> Judgement {
    let Standing { repeats, chance, usual_chance, before } = standing;
    if repeats < settings.least_repeats {
        return Judgement { risk: Risk::None, reason: RiskReason::NoHabitYet { repeats } };
    }
    if usual_chance.is_nan() || usual_chance <= 0.0 || usual_chance < settings.least_usual_chance {
        return Judgement { risk: Risk::None, reason: RiskReason::SeldomBuyer { usual_chance } };
    }
    let share = (chance / usual_chance).clamp(0.0, 1.0);
    let held = |level: Risk| if before >= level { settings.hysteresis } else { 0.0 };
    let risk = if share < settings.high_below + held(Risk::High) {
        Risk::High
    } else if share < settings.watch_below + held(Risk::Watch) {
        Risk::Watch
    } else {
        Risk::None
    };
    let reason = match risk {
        Risk::None => RiskReason::AsUsual { chance, usual_chance, share },
        Risk::Watch | Risk::High => RiskReason::ChanceFell { chance, usual_chance, share },
    };
    Judgement { risk, reason }
}

/// Margin of 12 months at the customer's usual rhythm less what is now expected, never below zero.
#[must_use]
pub fn value_at_stake(usual_purchases_a_year: f64, margin_per_purchase: f64, expected_margin: f64) -> f64 {
    let stake = usual_purchases_a_year * margin_per_purchase - expected_margin;
    if stake.is_nan() { 0.0 } else { stake.clamp(0.0, f64::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(chance: f64, before: Risk) -> Risk {
        let standing = Standing { repeats: 8, chance, usual_chance: 0.9, before };
        judge(standing, &RiskSettings::default()).risk
    }

    #[test]
    fn risk_rises_as_the_chance_falls() {
        assert_eq!(at(0.85, Risk::None), Risk::None);
        assert_eq!(at(0.60, Risk::None), Risk::Watch);
        assert_eq!(at(0.20, Risk::None), Risk::High);
    }

    #[test]
    fn a_customer_at_a_threshold_stays_where_he_was() {
        let just_above_high = 0.42 * 0.9;
        assert_eq!(at(just_above_high, Risk::High), Risk::High);
        assert_eq!(at(just_above_high, Risk::Watch), Risk::Watch);
        assert_eq!(at(just_above_high, Risk::None), Risk::Watch);
        let just_above_watch = 0.72 * 0.9;
        assert_eq!(at(just_above_watch, Risk::High), Risk::Watch);
        assert_eq!(at(just_above_watch, Risk::None), Risk::None);
    }

    #[test]
    fn who_has_no_habit_cannot_break_it() {
        let settings = RiskSettings::default();
        let once = Standing { repeats: 0, chance: 0.01, usual_chance: 0.5, before: Risk::High };
        assert_eq!(judge(once, &settings).reason, RiskReason::NoHabitYet { repeats: 0 });
        let seldom = Standing { repeats: 2, chance: 0.01, usual_chance: 0.05, before: Risk::None };
        assert_eq!(judge(seldom, &settings).risk, Risk::None);
        let nonsense = Standing { repeats: 2, chance: f64::NAN, usual_chance: f64::NAN, before: Risk::None };
        assert_eq!(judge(nonsense, &settings).risk, Risk::None);
    }

    #[test]
    fn the_stake_is_what_would_be_missed() {
        assert_eq!(value_at_stake(12.0, 100.0, 300.0), 900.0);
        assert_eq!(value_at_stake(1.0, 100.0, 300.0), 0.0);
        assert_eq!(value_at_stake(f64::INFINITY, 0.0, 300.0), 0.0);
    }

    #[test]
    fn contradicting_thresholds_are_refused() {
        assert!(RiskSettings { high_below: 0.9, ..RiskSettings::default() }.check().is_err());
        assert!(RiskSettings::default().check().is_ok());
    }
}
