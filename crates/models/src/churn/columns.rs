use super::scales;
use crate::error::ModelError;

/// A column that the ones before it explain to this share says nothing new.
const EXPLAINED: f64 = 0.9999;

/// Places of the features that vary and are no sum of earlier ones (Gram-Schmidt on standardised columns).
pub fn independent(features: &[Vec<f64>]) -> Result<Vec<usize>, ModelError> {
    let rows = features.first().map_or(0, Vec::len);
    super::check(features, rows)?;
    let mut kept = Vec::new();
    let mut basis: Vec<Vec<f64>> = Vec::new();
    for (place, (feature, (mean, deviation))) in features.iter().zip(scales(features)).enumerate() {
        let mut rest: Vec<f64> = feature.iter().map(|value| (value - mean) / deviation).collect();
        let whole: f64 = rest.iter().map(|value| value * value).sum();
        for known in &basis {
            let share: f64 = known.iter().zip(&rest).map(|(a, b)| a * b).sum();
            rest.iter_mut().zip(known).for_each(|(value, known)| *value -= share * known);
        }
        let left: f64 = rest.iter().map(|value| value * value).sum();
        if whole > 1e-9 && left > (1.0 - EXPLAINED) * whole {
            let length = left.sqrt();
            rest.iter_mut().for_each(|value| *value /= length);
            basis.push(rest);
            kept.push(place);
        }
    }
    Ok(kept)
}
