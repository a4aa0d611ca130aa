use super::Trial;
use crate::error::ModelError;
use crate::quantile::quantile;

/// The 95 % interval of the CUPED difference by percentiles of `draws` resamples, each group by itself (Efron 1979).
/// The same trial gives the same interval.
pub fn bootstrap(trial: &Trial<'_>, draws: u32) -> Result<[f64; 2], ModelError> {
    trial.check()?;
    let (_, adjusted) = trial.adjusted();
    let group = |wanted: bool| -> Vec<f64> {
        adjusted.iter().zip(trial.treated).filter(|(_, t)| **t == wanted).map(|(value, _)| *value).collect()
    };
    let (treated, control) = (group(true), group(false));
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut found: Vec<f64> =
        (0..draws.max(1)).map(|_| chance.mean(&treated) - chance.mean(&control)).collect();
    let mut at = |share| quantile(&mut found, share).unwrap_or(0.0);
    Ok([at(0.025), at(0.975)])
}

/// xorshift64* (Vigna 2016).
struct Chance(u64);

impl Chance {
    fn mean(&mut self, values: &[f64]) -> f64 {
        let count = values.len() as u64;
        let sum: f64 = (0..count).map(|_| values[self.below(count)]).sum();
        sum / count as f64
    }

    fn below(&mut self, limit: u64) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let bits = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d);
        ((u128::from(bits) * u128::from(limit)) >> 64) as usize
    }
}
