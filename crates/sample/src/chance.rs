/// Seeded dice (xoshiro256**, filled by splitmix64): the same seed and purpose always roll the same.
#[derive(Debug, Clone)]
pub(crate) struct Chance {
    state: [u64; 4],
}

impl Chance {
    // Every purpose rolls its own dice, so that a change in one part of the company leaves the others as they were.
    pub fn of(seed: u64, purpose: &str, index: usize) -> Chance {
        let mut mixed = seed ^ 0x9e37_79b9_7f4a_7c15;
        for byte in purpose.bytes() {
            mixed = (mixed ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        mixed = mixed.wrapping_add((index as u64).wrapping_mul(0xd134_2543_de82_ef95));
        let mut state = [0; 4];
        for part in &mut state {
            mixed = mixed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut bits = mixed;
            bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            *part = bits ^ (bits >> 31);
        }
        Chance { state }
    }

    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.bits()) * count as u128) >> 64) as usize
    }

    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    pub fn ranges(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    pub fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    pub fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (index, weight) in weights.iter().enumerate() {
            if left < *weight {
                return index;
            }
            left -= weight;
        }
        weights.len().saturating_sub(1)
    }

    pub fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }

    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// Marsaglia and Tsang 2000; shapes below one are boosted.
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let boost = (1.0 - self.unit()).powf(1.0 / shape);
            return self.gamma(shape + 1.0) * boost;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && (1.0 - self.unit()).ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let x = self.gamma(a);
        x / (x + self.gamma(b))
    }

    pub fn poisson(&mut self, mean: f64) -> usize {
        let floor = (-mean).exp();
        let mut left = self.unit();
        let mut count = 0;
        while left > floor && count < 500 {
            left *= self.unit();
            count += 1;
        }
        count
    }

    fn bits(&mut self) -> u64 {
        let answer = self.state[1].wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let shifted = self.state[1] << 17;
        self.state[2] ^= self.state[0];
        self.state[3] ^= self.state[1];
        self.state[1] ^= self.state[2];
        self.state[0] ^= self.state[3];
        self.state[2] ^= shifted;
        self.state[3] = self.state[3].rotate_left(45);
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn draws_have_the_mean_that_they_should_have() {
        let mut chance = Chance::of(7, "means", 0);
        let count = 20_000;
        let mean = |sum: f64| sum / f64::from(count);
        assert!((mean((0..count).map(|_| chance.gamma(0.6)).sum()) - 0.6).abs() < 0.03);
        assert!((mean((0..count).map(|_| chance.gamma(3.0)).sum()) - 3.0).abs() < 0.06);
        assert!((mean((0..count).map(|_| chance.beta(2.0, 6.0)).sum()) - 0.25).abs() < 0.01);
        assert!((mean((0..count).map(|_| chance.poisson(4.0) as f64).sum()) - 4.0).abs() < 0.08);
        assert!(mean((0..count).map(|_| chance.normal()).sum()).abs() < 0.03);
    }

    #[test]
    fn another_purpose_rolls_other_dice() {
        let first: Vec<usize> = {
            let mut chance = Chance::of(1, "orders", 0);
            (0..8).map(|_| chance.below(1000)).collect()
        };
        let mut other = Chance::of(1, "names", 0);
        assert_ne!(first, (0..8).map(|_| other.below(1000)).collect::<Vec<_>>());
    }
}
