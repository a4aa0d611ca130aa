use crate::error::{ModelError, all_finite, same_length};

/// The share of contracts that last longer, by time in the unit of the durations.
#[derive(Debug, Clone, PartialEq)]
pub struct Survival {
    times: Vec<f64>,
    shares: Vec<f64>,
}

impl Survival {
    /// Contracts that still run count up to their duration.
    pub fn of(duration: &[f64], left: &[bool]) -> Result<Self, ModelError> {
        same_length("left", left.len(), duration.len())?;
        all_finite("duration", duration)?;
        let mut order: Vec<usize> = (0..duration.len()).collect();
        order.sort_unstable_by(|a, b| duration[*a].total_cmp(&duration[*b]));
        let mut survival = Self { times: Vec::new(), shares: Vec::new() };
        let (mut at_risk, mut share) = (duration.len() as f64, 1.0);
        for same in order.chunk_by(|a, b| duration[*a] == duration[*b]) {
            let gone = same.iter().filter(|row| left[**row]).count() as f64;
            if gone > 0.0 {
                share *= 1.0 - gone / at_risk;
                survival.times.push(duration[same[0]]);
                survival.shares.push(share);
            }
            at_risk -= same.len() as f64;
        }
        Ok(survival)
    }

    /// Share that lasts longer than `time`.
    #[must_use]
    pub fn at(&self, time: f64) -> f64 {
        match self.times.partition_point(|known| *known <= time) {
            0 => 1.0,
            past => self.shares[past - 1],
        }
    }

    /// When half are gone; absent when more than half last beyond all that was seen.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        self.shares.iter().position(|share| *share <= 0.5).map(|at| self.times[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_contracts_lower_the_risk_set_and_not_the_share() {
        let survival = Survival::of(&[1.0, 2.0, 2.0, 3.0, 4.0], &[true, false, true, true, false]).unwrap();
        assert_eq!((survival.at(0.5), survival.at(1.0)), (1.0, 0.8));
        assert!((survival.at(2.0) - 0.6).abs() < 1e-12 && (survival.at(99.0) - 0.3).abs() < 1e-12);
        assert_eq!(survival.median(), Some(3.0));
        assert_eq!(Survival::of(&[], &[]).unwrap().median(), None);
        assert!(Survival::of(&[f64::NAN], &[true]).is_err());
    }
}
