use super::Baskets;

/// What makes two items alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Similarity {
    /// count(i, j) / sqrt(count(i) count(j)).
    Cosine,
    /// Baskets weigh less the more items they hold and items less the more often they are bought (k1 1.2, b 0.75).
    Bm25,
}

/// The items most like each item, best first, equal ones in the sequence of the items.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Neighbours {
    starts: Vec<usize>,
    items: Vec<u32>,
    likeness: Vec<f64>,
}

impl Neighbours {
    /// Pairs of item and likeness; none for an unknown item.
    pub fn of(&self, item: u32) -> impl Iterator<Item = (u32, f64)> {
        let item = item as usize;
        let range =
            if item + 1 < self.starts.len() { self.starts[item]..self.starts[item + 1] } else { 0..0 };
        self.items[range.clone()].iter().copied().zip(self.likeness[range].iter().copied())
    }
}

/// At most `most` neighbours of every item.
#[must_use]
pub fn similar_items(baskets: &Baskets, similarity: Similarity, most: usize) -> Neighbours {
    let counts = baskets.counts();
    let holders = Holders::of(baskets, &counts);
    let weights = Weights::of(baskets, similarity, &counts);
    let mut found = Neighbours { starts: vec![0], ..Neighbours::default() };
    let mut sums = vec![0.0f64; counts.len()];
    let mut touched: Vec<u32> = Vec::new();
    for item in 0..counts.len() {
        for basket in holders.holding(item) {
            let weight = weights.baskets[*basket as usize];
            for other in baskets.basket(*basket as usize) {
                let sum = &mut sums[*other as usize];
                if *sum == 0.0 {
                    touched.push(*other);
                }
                *sum += weight;
            }
        }
        let mut ranked: Vec<(f64, u32)> = touched
            .iter()
            .filter(|other| **other as usize != item)
            .map(|other| {
                (sums[*other as usize] * weights.items[item] * weights.items[*other as usize], *other)
            })
            .collect();
        let better = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if ranked.len() > most && most > 0 {
            ranked.select_nth_unstable_by(most - 1, better);
        }
        ranked.truncate(most);
        ranked.sort_unstable_by(better);
        found.items.extend(ranked.iter().map(|(_, other)| *other));
        found.likeness.extend(ranked.iter().map(|(likeness, _)| *likeness));
        found.starts.push(found.items.len());
        touched.drain(..).for_each(|other| sums[other as usize] = 0.0);
    }
    found
}

/// Likeness is the sum of the basket weights that two items share, times the weights of both.
struct Weights {
    baskets: Vec<f64>,
    items: Vec<f64>,
}

const K1: f64 = 1.2;
const B: f64 = 0.75;

impl Weights {
    fn of(baskets: &Baskets, similarity: Similarity, counts: &[u32]) -> Self {
        let n = baskets.len();
        match similarity {
            Similarity::Cosine => Self {
                baskets: vec![1.0; n],
                items: counts.iter().map(|count| 1.0 / f64::from((*count).max(1)).sqrt()).collect(),
            },
            Similarity::Bm25 => {
                let rows: usize = (0..n).map(|basket| baskets.basket(basket).len()).sum();
                let mean = rows as f64 / n.max(1) as f64;
                let of_basket = |basket: usize| {
                    let length = baskets.basket(basket).len() as f64 / mean.max(1e-9);
                    ((K1 + 1.0) / (K1 * (1.0 - B + B * length) + 1.0)).powi(2)
                };
                let of_item = |count: &u32| {
                    let count = f64::from(*count);
                    (1.0 + (n as f64 - count + 0.5) / (count + 0.5)).ln()
                };
                Self { baskets: (0..n).map(of_basket).collect(), items: counts.iter().map(of_item).collect() }
            }
        }
    }
}

/// The baskets that hold each item.
struct Holders {
    starts: Vec<usize>,
    baskets: Vec<u32>,
}

impl Holders {
    fn of(baskets: &Baskets, counts: &[u32]) -> Self {
        let mut starts = vec![0usize];
        for count in counts {
            starts.push(starts[starts.len() - 1] + *count as usize);
        }
        let mut next = starts.clone();
        let mut places = vec![0u32; starts[counts.len()]];
        for (basket, number) in (0..baskets.len()).zip(0u32..) {
            for item in baskets.basket(basket) {
                let place = &mut next[*item as usize];
                places[*place] = number;
                *place += 1;
            }
        }
        Self { starts, baskets: places }
    }

    fn holding(&self, item: usize) -> &[u32] {
        &self.baskets[self.starts[item]..self.starts[item + 1]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_together_is_alike() {
        let baskets = Baskets::of(&[0, 0, 1, 1, 2, 2, 3], &[0, 1, 0, 1, 0, 2, 2]).unwrap();
        let found = similar_items(&baskets, Similarity::Cosine, 5);
        let of_zero: Vec<(u32, f64)> = found.of(0).collect();
        assert_eq!((of_zero[0].0, of_zero[1].0), (1, 2));
        assert!((of_zero[0].1 - 2.0 / 6f64.sqrt()).abs() < 1e-12);
        assert!((of_zero[1].1 - 1.0 / 6f64.sqrt()).abs() < 1e-12);
        assert_eq!(found.of(9).count(), 0);
        assert_eq!(similar_items(&baskets, Similarity::Bm25, 1).of(0).count(), 1);
        assert_eq!(
            similar_items(&Baskets::default(), Similarity::Cosine, 5),
            Neighbours { starts: vec![0], ..Neighbours::default() }
        );
    }
}
