use super::{DAYS_PER_WEEK, Dropout, Groups, PurchaseModel, Summaries, Variant};
use crate::special::log_gamma;
use std::collections::HashMap;

/// How many customers the model expects to have made 0, 1, ... `most` repeat purchases by their own age: P(X(T) = x)
/// summed over all (Fader, Hardie & Lee 2005, eq. 8; for MBG/NBD with the first chance to leave at the first purchase).
#[must_use]
pub fn counts_expected(model: &Dropout, groups: &Groups, most: u32) -> Vec<f64> {
    let first = match model.variant {
        Variant::BgNbd => 0.0,
        Variant::MbgNbd => 1.0,
    };
    let Dropout { r, alpha, a, b, .. } = *model;
    let stayed = |x: f64| {
        (log_gamma(b + x + first).value - log_gamma(b).value + log_gamma(a + b).value
            - log_gamma(a + b + x + first).value)
            .exp()
    };
    let mut expected = vec![0.0; most as usize + 1];
    for (row, customers) in groups.rows().iter().zip(groups.count()) {
        let age = row.age_weeks();
        let odds = age / (alpha + age);
        let mut mass = (r * (alpha / (alpha + age)).ln()).exp();
        let mut reached = 1.0;
        for (x, sum) in (0..=most).zip(&mut expected) {
            let x = f64::from(x);
            let occasions = x + first;
            let left = if occasions > 0.0 { stayed(x) * a / (b + occasions - 1.0) * reached } else { 0.0 };
            *sum += customers * (stayed(x) * mass + left);
            reached -= mass;
            mass *= (r + x) / (x + 1.0) * odds;
        }
    }
    expected
}

/// Expected repeat purchases of all customers, cumulated to each week counted from the first purchase of anybody:
/// every customer counts as unknown from his first purchase on (Fader, Hardie & Lee 2005, eq. 9).
#[must_use]
pub fn expected_by_week(model: &PurchaseModel, summaries: &Summaries, weeks: &[f64]) -> Vec<f64> {
    let oldest = summaries.rows().iter().map(|row| row.age_days).max().unwrap_or(0);
    let mut born: Vec<(u32, f64)> = Vec::new();
    let mut ages: Vec<u32> = summaries.rows().iter().map(|row| row.age_days).collect();
    ages.sort_unstable();
    for equal in ages.chunk_by(|a, b| a == b) {
        born.push((oldest - equal[0], equal.len() as f64));
    }
    // Customers of one week are as old as those of the next one a week later: few ages, asked for very often.
    let mut of_age: HashMap<u64, f64> = HashMap::new();
    let mut newcomer = |days: f64| {
        *of_age.entry(days.to_bits()).or_insert_with(|| model.expected_of_newcomer(days / DAYS_PER_WEEK))
    };
    let mut so_far = |week: f64| {
        let aged = born.iter().map(|(days, customers)| (week * DAYS_PER_WEEK - f64::from(*days), customers));
        aged.filter(|(days, _)| *days > 0.0).map(|(days, n)| n * newcomer(days)).sum()
    };
    weeks.iter().map(|week| so_far(*week)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_of_all_numbers_are_all_customers() {
        let summaries = Summaries::from_columns(&[0, 1, 5], &[0, 9, 200], &[30, 90, 273], &[0.0; 3]).unwrap();
        let groups = Groups::of(&summaries);
        for variant in [Variant::BgNbd, Variant::MbgNbd] {
            let model = Dropout { variant, r: 0.5, alpha: 6.0, a: 0.9, b: 1.6 };
            let all: f64 = counts_expected(&model, &groups, 400).iter().sum();
            assert!((all - 3.0).abs() < 1e-6, "{all}");
            let model = PurchaseModel::Dropout(model);
            let cumulated = expected_by_week(&model, &summaries, &[0.0, 10.0, 39.0]);
            assert!(cumulated[0] == 0.0 && cumulated[1] > 0.0 && cumulated[2] > cumulated[1]);
        }
    }
}
