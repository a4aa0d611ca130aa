//! Quantiles without sorting (Hoare 1961), interpolated as in type 7 of Hyndman & Fan 1996.

/// The `share` quantile (0 to 1) of the values, which are reordered. Absent when there are none.
#[must_use]
pub fn quantile(values: &mut [f64], share: f64) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let place = share.clamp(0.0, 1.0) * (values.len() - 1) as f64;
    let below = place.floor() as usize;
    let (_, low, rest) = values.select_nth_unstable_by(below, f64::total_cmp);
    let low = *low;
    let high = rest.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
    Some(low + (place - below as f64) * (high - low))
}

/// The middle of the values, which are reordered. Absent when there are none.
#[must_use]
pub fn median(values: &mut [f64]) -> Option<f64> {
    quantile(values, 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_order_statistics() {
        assert_eq!(quantile(&mut [4.0, 1.0, 3.0, 2.0], 0.2), Some(1.6));
        assert_eq!(median(&mut [5.0, 1.0, 9.0]), Some(5.0));
        assert_eq!(median(&mut [5.0, 1.0]), Some(3.0));
        assert_eq!(quantile(&mut [5.0], 0.8), Some(5.0));
        assert_eq!(median(&mut []), None);
    }
}
