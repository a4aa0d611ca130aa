//! What customers say, with how far the number can be trusted.
//!
//! NPS: Reichheld 2003, HBR 81(12), its error by the multinomial law. CSAT with the interval of Wilson 1927. CES: Dixon,
//! Freeman & Toman 2010, HBR 88(7). SERVQUAL: Parasuraman, Zeithaml & Berry 1988, J. Retailing 64(1); SERVPERF: Cronin &
//! Taylor 1992; alpha: Cronbach 1951.

mod servqual;

pub use servqual::{DIMENSIONS, Dimension, Servqual, servqual};

use crate::distribution::normal_quantile;
use crate::error::{ModelError, all_finite};
use serde::Serialize;

/// Net promoter score, from -100 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Nps {
    /// 9 and 10.
    pub promoters: u64,
    pub passives: u64,
    /// 0 to 6.
    pub detractors: u64,
    pub score: f64,
    pub se: f64,
    pub ci95: [f64; 2],
}

/// Satisfaction: the share that answers 4 or 5 of 5.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Csat {
    pub share: f64,
    pub mean: f64,
    pub wilson95: [f64; 2],
}

/// Effort: 1 to 7, more is easier.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ces {
    pub mean: f64,
    pub share_ge5: f64,
    pub wilson95: [f64; 2],
}

/// Answers from 0 to 10.
pub fn nps(answers: &[f64]) -> Result<Nps, ModelError> {
    let n = answered("nps", answers, 0.0, 10.0)?;
    let promoters = answers.iter().filter(|answer| **answer >= 9.0).count() as u64;
    let detractors = answers.iter().filter(|answer| **answer < 7.0).count() as u64;
    let (up, down) = (promoters as f64 / n, detractors as f64 / n);
    let score = 100.0 * (up - down);
    let se = 100.0 * ((up + down - (up - down) * (up - down)).max(0.0) / n).sqrt();
    let reach = normal_quantile(0.975) * se;
    Ok(Nps {
        promoters,
        passives: answers.len() as u64 - promoters - detractors,
        detractors,
        score,
        se,
        ci95: [score - reach, score + reach],
    })
}

/// Answers from 1 to 5.
pub fn csat(answers: &[f64]) -> Result<Csat, ModelError> {
    let n = answered("csat", answers, 1.0, 5.0)?;
    let share = answers.iter().filter(|answer| **answer >= 4.0).count() as f64 / n;
    Ok(Csat { share, mean: answers.iter().sum::<f64>() / n, wilson95: wilson(share, n) })
}

/// Answers from 1 to 7.
pub fn ces(answers: &[f64]) -> Result<Ces, ModelError> {
    let n = answered("ces", answers, 1.0, 7.0)?;
    let share = answers.iter().filter(|answer| **answer >= 5.0).count() as f64 / n;
    Ok(Ces { mean: answers.iter().sum::<f64>() / n, share_ge5: share, wilson95: wilson(share, n) })
}

fn answered(column: &'static str, answers: &[f64], low: f64, high: f64) -> Result<f64, ModelError> {
    all_finite(column, answers)?;
    if answers.is_empty() {
        return Err(ModelError::TooFew { what: "answers", have: 0, need: 1 });
    }
    match answers.iter().position(|answer| !(low..=high).contains(answer)) {
        Some(row) => Err(ModelError::OffScale { row, column, value: answers[row], low, high }),
        None => Ok(answers.len() as f64),
    }
}

/// The interval of a share that stays inside 0 and 1.
fn wilson(share: f64, n: f64) -> [f64; 2] {
    let z = normal_quantile(0.975);
    let z2 = z * z;
    let middle = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let reach = z / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    [middle - reach, middle + reach]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_answers_make_a_score_that_says_little() {
        let found = nps(&[10.0, 9.0, 8.0, 7.0, 6.0, 0.0, 10.0, 9.0, 8.0, 5.0]).unwrap();
        assert_eq!((found.promoters, found.passives, found.detractors), (4, 3, 3));
        assert!((found.score - 10.0).abs() < 1e-9 && found.ci95[0] < -30.0 && found.ci95[1] > 50.0);
        assert_eq!(csat(&[5.0; 4]).unwrap().wilson95[1], 1.0);
        assert_eq!(ces(&[7.0, 1.0]).unwrap().share_ge5, 0.5);
    }

    #[test]
    fn what_is_off_the_scale_is_refused() {
        let error = nps(&[5.0, 11.0]).unwrap_err();
        assert_eq!(error.to_string(), "row 1, column nps: 11 is not between 0 and 10");
        assert!(nps(&[]).is_err() && csat(&[f64::NAN]).is_err() && ces(&[0.0]).is_err());
    }
}
