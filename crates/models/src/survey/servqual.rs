use crate::error::{ModelError, same_length};
use serde::Serialize;

/// A dimension of service quality and how many of the 22 items ask about it, in the order of the questionnaire.
pub const DIMENSIONS: [(&str, usize); 5] =
    [("tangibles", 4), ("reliability", 5), ("responsiveness", 4), ("assurance", 4), ("empathy", 5)];

const ITEMS: usize = 22;

/// What was found about one dimension, on the scale of 1 to 7.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Dimension {
    pub name: &'static str,
    /// Perception less expectation.
    pub gap: f64,
    /// Perception alone (SERVPERF).
    pub perception: f64,
    /// How much the items of the gap go together; absent when nothing varies.
    pub alpha: Option<f64>,
    /// Mean weight that respondents give it, of 100; absent without weights.
    pub weight: Option<f64>,
}

/// Service quality as perceived against as expected.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Servqual {
    pub dimensions: Vec<Dimension>,
    pub unweighted: f64,
    /// Each respondent's gaps by his own weights; absent without weights.
    pub weighted: Option<f64>,
    pub item_gaps: Vec<f64>,
}

/// 22 columns of expectations and of perceptions (1 to 7), and five of weights (of 100) or none.
pub fn servqual(
    expected: &[Vec<f64>],
    perceived: &[Vec<f64>],
    weights: &[Vec<f64>],
) -> Result<Servqual, ModelError> {
    same_length("expectations", expected.len(), ITEMS)?;
    same_length("perceptions", perceived.len(), ITEMS)?;
    let people = expected[0].len();
    for (column, items) in [("expectations", expected), ("perceptions", perceived), ("weights", weights)] {
        for item in items {
            same_length(column, item.len(), people)?;
            crate::error::all_finite(column, item)?;
        }
    }
    if people == 0 {
        return Err(ModelError::TooFew { what: "answers", have: 0, need: 1 });
    }
    let gaps: Vec<Vec<f64>> =
        perceived.iter().zip(expected).map(|(p, e)| p.iter().zip(e).map(|(p, e)| p - e).collect()).collect();
    let mut dimensions = Vec::new();
    let mut of_each: Vec<Vec<f64>> = Vec::new();
    let mut first = 0;
    for (place, (name, items)) in DIMENSIONS.into_iter().enumerate() {
        let range = first..first + items;
        first += items;
        let each = row_means(&gaps[range.clone()]);
        dimensions.push(Dimension {
            name,
            gap: mean(&each),
            perception: mean(&row_means(&perceived[range.clone()])),
            alpha: cronbach(&gaps[range]),
            weight: weights.get(place).map(|column| mean(column)),
        });
        of_each.push(each);
    }
    let weighted = (weights.len() == DIMENSIONS.len()).then(|| {
        let of_person = |person: usize| {
            weights
                .iter()
                .zip(&of_each)
                .map(|(weight, gap)| weight[person] / 100.0 * gap[person])
                .sum::<f64>()
        };
        (0..people).map(of_person).sum::<f64>() / people as f64
    });
    let sum: f64 = dimensions.iter().map(|dimension| dimension.gap).sum();
    Ok(Servqual {
        unweighted: sum / dimensions.len() as f64,
        weighted,
        item_gaps: gaps.iter().map(|item| mean(item)).collect(),
        dimensions,
    })
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

fn row_means(items: &[Vec<f64>]) -> Vec<f64> {
    (0..items[0].len())
        .map(|row| items.iter().map(|item| item[row]).sum::<f64>() / items.len() as f64)
        .collect()
}

fn cronbach(items: &[Vec<f64>]) -> Option<f64> {
    let n = items.len() as f64;
    let totals: Vec<f64> = row_means(items).iter().map(|mean| mean * n).collect();
    let each: f64 = items.iter().map(|item| variance(item)).sum();
    let alpha = n / (n - 1.0) * (1.0 - each / variance(&totals));
    alpha.is_finite().then_some(alpha)
}

fn variance(values: &[f64]) -> f64 {
    let middle = mean(values);
    values.iter().map(|value| (value - middle) * (value - middle)).sum::<f64>() / (values.len() as f64 - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_answers_leave_no_gap_and_no_alpha() {
        let same = vec![vec![5.0, 6.0]; ITEMS];
        let found = servqual(&same, &same, &[]).unwrap();
        assert_eq!((found.unweighted, found.weighted), (0.0, None));
        assert_eq!(found.dimensions[4].perception, 5.5);
        assert_eq!(found.dimensions[0].alpha, None);
        assert!(servqual(&same[..21], &same, &[]).is_err());
    }
}
