/// The share of pairs whose order in time the score foresees, equal scores counting half: a higher score should go
/// earlier. Whoever still runs when another leaves lasts longer. Absent when no pair can be compared.
pub(super) fn concordance(duration: &[f64], left: &[bool], score: &[f64]) -> Option<f64> {
    let mut ranked = score.to_vec();
    ranked.sort_unstable_by(f64::total_cmp);
    ranked.dedup();
    let rank = |row: usize| ranked.partition_point(|known| *known < score[row]);
    let mut later_first: Vec<usize> = (0..duration.len()).collect();
    later_first.sort_unstable_by(|a, b| duration[*b].total_cmp(&duration[*a]));
    let mut longer = Tally { sums: vec![0.0; ranked.len() + 1], all: 0.0 };
    let (mut pairs, mut won) = (0.0, 0.0);
    for same in later_first.chunk_by(|a, b| duration[*a] == duration[*b]) {
        same.iter().filter(|row| !left[**row]).for_each(|row| longer.add(rank(*row)));
        for row in same.iter().filter(|row| left[**row]) {
            let place = rank(*row);
            let (below, up_to) = (longer.below(place), longer.below(place + 1));
            pairs += longer.all;
            won += below + 0.5 * (up_to - below);
        }
        same.iter().filter(|row| left[**row]).for_each(|row| longer.add(rank(*row)));
    }
    (pairs > 0.0).then(|| won / pairs)
}

/// Counts below a place in logarithmic time (Fenwick 1994).
struct Tally {
    sums: Vec<f64>,
    all: f64,
}

impl Tally {
    fn add(&mut self, place: usize) {
        self.all += 1.0;
        let mut at = place + 1;
        while at < self.sums.len() {
            self.sums[at] += 1.0;
            at += at & at.wrapping_neg();
        }
    }

    fn below(&self, place: usize) -> f64 {
        let (mut at, mut sum) = (place, 0.0);
        while at > 0 {
            sum += self.sums[at];
            at -= at & at.wrapping_neg();
        }
        sum
    }
}
