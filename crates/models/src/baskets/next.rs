use super::{Baskets, Neighbours, Similarity, similar_items};
use crate::error::ModelError;
use serde::Serialize;

/// How often the hidden item stood among the first ten offered, by rule.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HitRates {
    /// Baskets from which one item was hidden.
    pub tried: u64,
    pub cosine: f64,
    pub bm25: f64,
    /// The baseline: what sells best.
    pub popular: f64,
}

/// Items offered each time.
const OFFERED: usize = 10;
const NEIGHBOURS: usize = 100;
/// One basket of five is held out.
const HELD_OUT: u64 = 5;

/// The items of `owned` and what is like them: the best `most` that are not owned, with the sum of likeness.
#[must_use]
pub fn next_products(neighbours: &Neighbours, owned: &[u32], most: usize) -> Vec<(u32, f64)> {
    let mut offers: Vec<(u32, f64)> = owned.iter().flat_map(|item| neighbours.of(*item)).collect();
    offers.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    let mut summed: Vec<(u32, f64)> = Vec::new();
    for offer in offers.into_iter().filter(|(item, _)| !owned.contains(item)) {
        match summed.last_mut() {
            Some(last) if last.0 == offer.0 => last.1 += offer.1,
            Some(_) | None => summed.push(offer),
        }
    }
    summed.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    summed.truncate(most);
    summed
}

/// Items by how many baskets hold them, most first.
#[must_use]
pub fn popular(baskets: &Baskets) -> Vec<u32> {
    let counts = baskets.counts();
    let mut items: Vec<u32> = (0..).take(counts.len()).collect();
    items.sort_unstable_by_key(|item| (std::cmp::Reverse(counts[*item as usize]), *item));
    items
}

/// Learns from four baskets of five and asks, for the fifth, which rule finds an item that was taken out of it. Absent
/// when no held-out basket has two items.
pub fn hit_rates(baskets: &Baskets) -> Result<Option<HitRates>, ModelError> {
    let (mut basket, mut item) = (Vec::new(), Vec::new());
    for (place, number) in (0..baskets.len()).zip(0u32..) {
        if !is_held_out(place) {
            basket.extend(std::iter::repeat_n(number, baskets.basket(place).len()));
            item.extend(baskets.basket(place));
        }
    }
    let known = Baskets::of(&basket, &item)?;
    let cosine = similar_items(&known, Similarity::Cosine, NEIGHBOURS);
    let bm25 = similar_items(&known, Similarity::Bm25, NEIGHBOURS);
    let best_sellers = popular(&known);
    let (mut tried, mut hits) = (0u64, [0u64; 3]);
    for place in 0..baskets.len() {
        let whole = baskets.basket(place);
        if !is_held_out(place) || whole.len() < 2 {
            continue;
        }
        let hidden = whole[(scattered(place as u64 ^ 0xabcd) % whole.len() as u64) as usize];
        let owned: Vec<u32> = whole.iter().copied().filter(|item| *item != hidden).collect();
        tried += 1;
        for (hit, neighbours) in hits.iter_mut().zip([&cosine, &bm25]) {
            let offers = next_products(neighbours, &owned, OFFERED);
            *hit += u64::from(offers.iter().any(|(item, _)| *item == hidden));
        }
        let mut offers = best_sellers.iter().filter(|item| !owned.contains(item)).take(OFFERED);
        hits[2] += u64::from(offers.any(|item| *item == hidden));
    }
    let [cosine, bm25, popular] = hits.map(|hits| hits as f64 / tried.max(1) as f64);
    Ok((tried > 0).then_some(HitRates { tried, cosine, bm25, popular }))
}

fn is_held_out(basket: usize) -> bool {
    scattered(basket as u64).is_multiple_of(HELD_OUT)
}

/// Numbers in no visible order, the same in every run (Steele, Lea & Flood 2014).
fn scattered(number: u64) -> u64 {
    let mut bits = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_partner_of_a_pair_is_found_and_the_best_seller_is_not_always_it() {
        let (mut basket, mut item) = (Vec::new(), Vec::new());
        for number in 0..600u32 {
            let pair = number % 20;
            basket.extend([number, number]);
            item.extend([2 * pair, 2 * pair + 1]);
        }
        let baskets = Baskets::of(&basket, &item).unwrap();
        let rates = hit_rates(&baskets).unwrap().unwrap();
        assert!(
            rates.tried > 60 && rates.cosine == 1.0 && rates.bm25 == 1.0 && rates.popular < 0.6,
            "{rates:?}"
        );
        let alike = similar_items(&baskets, Similarity::Cosine, 5);
        let offers = next_products(&alike, &[4], 3);
        assert_eq!(offers.len(), 1);
        assert!(offers[0].0 == 5 && (offers[0].1 - 1.0).abs() < 1e-12);
        assert_eq!(hit_rates(&Baskets::default()).unwrap(), None);
    }
}
