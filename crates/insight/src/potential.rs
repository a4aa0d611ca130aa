use models::quantile::quantile;
use models::tier::TierSettings;
use std::collections::HashMap;

/// What each customer could spend a year: what he said himself, else what comparable customers at the threshold of
/// the best spend, and never less than he spends already. In the unit of `spend`.
pub fn potentials(spend: &[f64], wallet: &[Option<f64>], group: &[u32], settings: &TierSettings) -> Vec<f64> {
    let mut spends: HashMap<u32, Vec<f64>> = HashMap::new();
    for (group, spend) in group.iter().zip(spend) {
        spends.entry(*group).or_default().push(*spend);
    }
    let best = |mut spends: Vec<f64>| quantile(&mut spends, settings.potential_quantile).unwrap_or(0.0);
    let groups: HashMap<u32, f64> = spends
        .into_iter()
        .filter(|(_, spends)| spends.len() >= settings.least_comparable as usize)
        .map(|(group, spends)| (group, best(spends)))
        .collect();
    let all = best(spend.to_vec());
    spend
        .iter()
        .zip(wallet)
        .zip(group)
        .map(|((spend, wallet), group)| {
            wallet.unwrap_or_else(|| groups.get(group).copied().unwrap_or(all)).max(*spend)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn potential_is_the_wallet_or_the_mark_of_the_comparable() {
        let mut spend: Vec<f64> = (1..=20).map(f64::from).collect();
        spend.push(3.0);
        let mut wallet = vec![None; 21];
        wallet[0] = Some(50.0);
        let mut group = vec![1; 21];
        group[20] = 9;
        let found = potentials(&spend, &wallet, &group, &TierSettings::default());
        assert_eq!(found[0], 50.0);
        assert!((found[1] - 16.2).abs() < 1e-12, "{}", found[1]);
        assert_eq!(found[19], 20.0);
        assert_eq!(found[20], 16.0, "one alone is compared with all");
    }
}
