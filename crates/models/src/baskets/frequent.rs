use super::Baskets;
use super::tree::Tree;
use crate::error::ModelError;

/// Sets of items that stand together often enough, with how often.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Itemsets {
    starts: Vec<usize>,
    items: Vec<u32>,
    counts: Vec<u32>,
    baskets: usize,
}

/// More are refused: nobody reads them, and a low threshold on long baskets has no end.
pub const MOST_ITEMSETS: usize = 10_000_000;

/// All sets whose count reaches the smallest whole number not below `min_support` times the number of baskets.
pub fn frequent_itemsets(baskets: &Baskets, min_support: f64) -> Result<Itemsets, ModelError> {
    if !(min_support > 0.0 && min_support <= 1.0) {
        return Err(ModelError::Setting {
            setting: "min_support",
            value: min_support,
            allowed: "above 0, to 1",
        });
    }
    let least = least_count(min_support, baskets.len());
    let counts = baskets.counts();
    let mut ranked: Vec<u32> =
        (0..).take(counts.len()).filter(|item| counts[*item as usize] >= least).collect();
    ranked.sort_unstable_by_key(|item| (std::cmp::Reverse(counts[*item as usize]), *item));
    let mut rank_of = vec![u32::MAX; counts.len()];
    (0..).zip(&ranked).for_each(|(rank, item)| rank_of[*item as usize] = rank);

    let mut tree = Tree::default();
    tree.clear(ranked.len());
    let mut list = Vec::new();
    for basket in 0..baskets.len() {
        list.clear();
        list.extend(
            baskets
                .basket(basket)
                .iter()
                .map(|item| rank_of[*item as usize])
                .filter(|rank| *rank != u32::MAX),
        );
        list.sort_unstable();
        tree.add(list.iter().copied(), 1);
    }
    let mut growth = Growth {
        least,
        found: Itemsets { starts: vec![0], baskets: baskets.len(), ..Itemsets::default() },
        suffix: Vec::new(),
        spare: Vec::new(),
    };
    growth.grow(&tree, &ranked)?;
    Ok(growth.found)
}

impl Itemsets {
    #[must_use]
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Items of a set in rising sequence.
    #[must_use]
    pub fn items(&self, set: usize) -> &[u32] {
        &self.items[self.starts[set]..self.starts[set + 1]]
    }

    /// Baskets that hold all of the set.
    #[must_use]
    pub fn count(&self, set: usize) -> u32 {
        self.counts[set]
    }

    /// Baskets that there are.
    #[must_use]
    pub fn baskets(&self) -> usize {
        self.baskets
    }

    fn push(&mut self, items: &[u32], count: u32) -> Result<(), ModelError> {
        if self.counts.len() >= MOST_ITEMSETS {
            return Err(ModelError::TooMany { what: "frequent itemsets", most: MOST_ITEMSETS });
        }
        self.items.extend(items);
        let from = self.starts[self.counts.len()];
        self.items[from..].sort_unstable();
        self.starts.push(self.items.len());
        self.counts.push(count);
        Ok(())
    }
}

fn least_count(min_support: f64, baskets: usize) -> u32 {
    let exact = min_support * baskets as f64;
    (exact - 1e-9).ceil().max(1.0) as u32
}

struct Growth {
    least: u32,
    found: Itemsets,
    suffix: Vec<u32>,
    spare: Vec<Room>,
}

/// What one level works with, kept for the next time that it is reached.
#[derive(Default)]
struct Room {
    tree: Tree,
    counts: Vec<u32>,
    rank_of: Vec<u32>,
    items: Vec<u32>,
    list: Vec<u32>,
}

impl Growth {
    /// `items` names the item of each rank of the tree.
    fn grow(&mut self, tree: &Tree, items: &[u32]) -> Result<(), ModelError> {
        let mut room = self.spare.pop().unwrap_or_default();
        for rank in 0..tree.ranks() {
            self.suffix.push(items[rank]);
            self.found.push(&self.suffix, tree.totals[rank])?;
            if rank > 0 {
                self.above(tree, rank, items, &mut room)?;
            }
            self.suffix.pop();
        }
        self.spare.push(room);
        Ok(())
    }

    fn above(&mut self, tree: &Tree, rank: usize, items: &[u32], room: &mut Room) -> Result<(), ModelError> {
        room.counts.clear();
        room.counts.resize(rank, 0);
        let paths = rank as u32;
        tree.paths(paths, |path| {
            let weight = path.weight;
            path.for_each(|above| room.counts[above as usize] += weight);
        });
        room.rank_of.clear();
        room.rank_of.resize(rank, u32::MAX);
        room.items.clear();
        for (above, count) in room.counts.iter().enumerate() {
            if *count >= self.least {
                room.rank_of[above] = room.items.len() as u32;
                room.items.push(items[above]);
            }
        }
        match room.items.len() {
            0 => return Ok(()),
            1 => {
                let count = room.counts.iter().copied().find(|count| *count >= self.least).unwrap_or(0);
                self.suffix.push(room.items[0]);
                self.found.push(&self.suffix, count)?;
                self.suffix.pop();
                return Ok(());
            }
            _ => {}
        }
        room.tree.clear(room.items.len());
        let Room { tree: smaller, rank_of, list, .. } = room;
        tree.paths(paths, |path| {
            let weight = path.weight;
            list.clear();
            list.extend(path.map(|above| rank_of[above as usize]).filter(|rank| *rank != u32::MAX));
            smaller.add(list.iter().rev().copied(), weight);
        });
        let names = std::mem::take(&mut room.items);
        self.grow(&room.tree, &names)?;
        room.items = names;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn the_sets_are_those_that_counting_finds() {
        let mut seed = 1u64;
        let mut below = |limit: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % limit
        };
        for _ in 0..20 {
            let (mut basket, mut item) = (Vec::new(), Vec::new());
            for row in 0..60u32 {
                for _ in 0..=below(7) {
                    basket.push(row);
                    item.push((below(4) * below(4)) as u32);
                }
            }
            let baskets = Baskets::of(&basket, &item).unwrap();
            let mut wanted: BTreeMap<Vec<u32>, u32> = BTreeMap::new();
            for row in 0..baskets.len() {
                let items = baskets.basket(row);
                for mask in 1u32..1 << items.len() {
                    let set = (0..items.len()).filter(|at| mask >> at & 1 == 1).map(|at| items[at]);
                    *wanted.entry(set.collect()).or_default() += 1;
                }
            }
            wanted.retain(|_, count| *count >= 6);
            let found = frequent_itemsets(&baskets, 0.1).unwrap();
            let found: BTreeMap<Vec<u32>, u32> =
                (0..found.len()).map(|set| (found.items(set).to_vec(), found.count(set))).collect();
            assert_eq!(found, wanted);
        }
    }

    #[test]
    fn the_threshold_is_rounded_up_and_checked() {
        assert_eq!(least_count(0.001, 9835), 10);
        assert_eq!(least_count(0.1, 30), 3);
        assert_eq!(least_count(1e-9, 30), 1);
        let none = Baskets::of(&[], &[]).unwrap();
        assert!(frequent_itemsets(&none, 0.1).unwrap().is_empty());
        for support in [0.0, -1.0, 1.1, f64::NAN] {
            assert!(frequent_itemsets(&none, support).is_err());
        }
    }
}
