use crate::error::{ModelError, same_length};
use serde::Serialize;

/// How far off a forecast was, in the unit of the series where no other is said.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Measures {
    #[serde(rename = "MAE")]
    pub mae: f64,
    #[serde(rename = "RMSE")]
    pub rmse: f64,
    /// Percent of the actual values; absent when one is 0.
    #[serde(rename = "MAPE")]
    pub mape: Option<f64>,
    /// Percent; absent when forecast and value are 0 somewhere.
    #[serde(rename = "sMAPE")]
    pub smape: Option<f64>,
    /// Over the mean error of the (seasonal) naive forecast within the series (Hyndman & Koehler 2006); absent when that
    /// is 0.
    #[serde(rename = "MASE")]
    pub mase: Option<f64>,
    /// The same of squared errors.
    #[serde(rename = "RMSSE")]
    pub rmsse: Option<f64>,
    /// Mean of forecast less actual.
    pub bias: f64,
    /// |sum of forecasts less sum of actuals|: what a stock is off by at the end.
    pub cum_abs: f64,
}

/// Compares a forecast with what came; `known` is the series before and `lag` what the naive forecast looks back.
pub fn measures(known: &[f64], forecast: &[f64], actual: &[f64], lag: usize) -> Result<Measures, ModelError> {
    same_length("forecast", forecast.len(), actual.len())?;
    if actual.is_empty() {
        return Err(ModelError::TooFew { what: "held-out values", have: 0, need: 1 });
    }
    let n = actual.len() as f64;
    let errors: Vec<f64> = forecast.iter().zip(actual).map(|(f, a)| f - a).collect();
    let lag = if lag >= 1 && known.len() > lag { lag } else { 1 };
    let steps: Vec<f64> = known.windows(lag + 1).map(|pair| pair[lag] - pair[0]).collect();
    let count = steps.len().max(1) as f64;
    let mae = errors.iter().map(|error| error.abs()).sum::<f64>() / n;
    let square = errors.iter().map(|error| error * error).sum::<f64>() / n;
    let (scale, square_scale) = (
        steps.iter().map(|step| step.abs()).sum::<f64>() / count,
        steps.iter().map(|step| step * step).sum::<f64>() / count,
    );
    let pairs = || forecast.iter().zip(actual);
    let finite = |value: f64| value.is_finite().then_some(value);
    Ok(Measures {
        mae,
        rmse: square.sqrt(),
        mape: finite(pairs().map(|(f, a)| 100.0 * ((f - a) / a).abs()).sum::<f64>() / n),
        smape: finite(pairs().map(|(f, a)| 200.0 * (f - a).abs() / (f.abs() + a.abs())).sum::<f64>() / n),
        mase: (scale > 0.0).then(|| mae / scale),
        rmsse: (square_scale > 0.0).then(|| (square / square_scale).sqrt()),
        bias: errors.iter().sum::<f64>() / n,
        cum_abs: errors.iter().sum::<f64>().abs(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_measured_against_the_naive_forecast() {
        let found = measures(&[1.0, 2.0, 1.0, 2.0], &[3.0, 1.0], &[1.0, 2.0], 1).unwrap();
        assert_eq!((found.mae, found.mase, found.bias, found.cum_abs), (1.5, Some(1.5), 0.5, 1.0));
        let flat = measures(&[1.0, 1.0], &[0.0], &[0.0], 12).unwrap();
        assert_eq!((flat.mase, flat.rmsse, flat.mape, flat.smape), (None, None, None, None));
        assert!(measures(&[1.0], &[], &[], 1).is_err());
    }
}
