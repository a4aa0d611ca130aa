//! What is bought together.
//!
//! Frequent sets by FP-growth (Han, Pei & Yin 2000, SIGMOD); rules with support and confidence (Agrawal, Imielinski &
//! Swami 1993), lift and conviction (Brin et al. 1997), leverage (Piatetsky-Shapiro 1991); the next best product by item
//! cosine (Sarwar et al. 2001, WWW) or BM25 (Robertson & Zaragoza 2009), judged on baskets that were held out.

mod frequent;
mod next;
mod rules;
mod similar;
mod tree;

pub use frequent::{Itemsets, frequent_itemsets};
pub use next::{HitRates, hit_rates, next_products, popular};
pub use rules::{RightSide, Rule, rules};
pub use similar::{Neighbours, Similarity, similar_items};

use crate::error::{ModelError, same_length};

/// Baskets as sets of items, counted from 0: an item that stands in a basket twice counts once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Baskets {
    starts: Vec<u32>,
    items: Vec<u32>,
    kinds: usize,
}

impl Baskets {
    /// From one row per basket and item, in any sequence. Baskets count from 0; one that no row names is empty.
    pub fn of(basket: &[u32], item: &[u32]) -> Result<Self, ModelError> {
        same_length("item", item.len(), basket.len())?;
        let count = basket.iter().max().map_or(0, |last| *last as usize + 1);
        if item.len() > u32::MAX as usize || count >= u32::MAX as usize {
            return Err(ModelError::TooMany { what: "rows", most: u32::MAX as usize });
        }
        let mut starts = vec![0u32; count + 1];
        basket.iter().for_each(|basket| starts[*basket as usize + 1] += 1);
        for place in 0..count {
            starts[place + 1] += starts[place];
        }
        let mut next = starts.clone();
        let mut items = vec![0u32; item.len()];
        for (basket, item) in basket.iter().zip(item) {
            let place = &mut next[*basket as usize];
            items[*place as usize] = *item;
            *place += 1;
        }
        let mut kept = 0;
        for place in 0..count {
            let (from, to) = (starts[place] as usize, starts[place + 1] as usize);
            starts[place] = u32::try_from(kept).unwrap_or(u32::MAX);
            items[from..to].sort_unstable();
            for at in from..to {
                if at == from || items[at] != items[at - 1] {
                    let item = items[at];
                    items[kept] = item;
                    kept += 1;
                }
            }
        }
        items.truncate(kept);
        starts[count] = u32::try_from(kept).unwrap_or(u32::MAX);
        let kinds = items.iter().max().map_or(0, |last| *last as usize + 1);
        Ok(Self { starts, items, kinds })
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Items of a basket in rising sequence.
    #[must_use]
    pub fn basket(&self, basket: usize) -> &[u32] {
        &self.items[self.starts[basket] as usize..self.starts[basket + 1] as usize]
    }

    /// One more than the largest item.
    #[must_use]
    pub fn kinds(&self) -> usize {
        self.kinds
    }

    /// In how many baskets each item stands.
    #[must_use]
    pub fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.kinds];
        self.items.iter().for_each(|item| counts[*item as usize] += 1);
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_any_sequence_become_sets() {
        let baskets = Baskets::of(&[2, 0, 2, 2, 0], &[5, 1, 3, 5, 0]).unwrap();
        assert_eq!(baskets.len(), 3);
        assert_eq!(baskets.basket(0), [0, 1]);
        assert!(baskets.basket(1).is_empty());
        assert_eq!(baskets.basket(2), [3, 5]);
        assert_eq!(baskets.counts(), [1, 1, 0, 1, 0, 1]);
        assert!(Baskets::of(&[], &[]).unwrap().is_empty());
        assert!(Baskets::of(&[1], &[]).is_err());
    }
}
