use super::{Groups, PurchaseModel, Summaries, Summary};
use crate::lifetime_value::Horizon;

/// What is to be expected of every customer, column by column beside the rows of the summaries.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outlook {
    /// Absent when the model knows no leaving.
    pub p_alive: Option<Vec<f64>>,
    /// Probability of a purchase within 4 and within 13 weeks.
    pub chance_4_weeks: Vec<f64>,
    pub chance_13_weeks: Vec<f64>,
    /// The probability within 13 weeks as it was on the day of the last purchase.
    pub usual_chance_13_weeks: Vec<f64>,
    /// Expected purchase days within 90 days.
    pub expected_90_days: Vec<f64>,
    /// Expected purchase days over the horizon, and the same discounted.
    pub expected_horizon: Vec<f64>,
    pub discounted_horizon: Vec<f64>,
    /// Median weeks to the next purchase of a customer who has not left.
    pub median_wait_weeks: Vec<f64>,
}

/// Forecasts each distinct summary once.
#[must_use]
pub fn outlook(model: &PurchaseModel, groups: &Groups, summaries: &Summaries, horizon: &Horizon) -> Outlook {
    let distinct: Vec<Forecast> =
        groups.rows().iter().map(|row| Forecast::of(model, *row, horizon)).collect();
    let knows_leaving = match model {
        PurchaseModel::Dropout(_) | PurchaseModel::Pareto(_) | PurchaseModel::Regular(_) => true,
        PurchaseModel::Nbd(_) => false,
    };
    let each: Vec<Forecast> = summaries
        .rows()
        .iter()
        .map(|row| groups.place(row).map_or_else(|| Forecast::of(model, *row, horizon), |at| distinct[at]))
        .collect();
    let column = |pick: fn(&Forecast) -> f64| each.iter().map(pick).collect::<Vec<f64>>();
    Outlook {
        p_alive: knows_leaving.then(|| column(|f| f.p_alive)),
        chance_4_weeks: column(|f| f.chance_4_weeks),
        chance_13_weeks: column(|f| f.chance_13_weeks),
        usual_chance_13_weeks: column(|f| f.usual_chance_13_weeks),
        expected_90_days: column(|f| f.expected_90_days),
        expected_horizon: column(|f| f.expected_horizon),
        discounted_horizon: column(|f| f.discounted_horizon),
        median_wait_weeks: column(|f| f.median_wait_weeks),
    }
}

#[derive(Clone, Copy)]
struct Forecast {
    p_alive: f64,
    chance_4_weeks: f64,
    chance_13_weeks: f64,
    usual_chance_13_weeks: f64,
    expected_90_days: f64,
    expected_horizon: f64,
    discounted_horizon: f64,
    median_wait_weeks: f64,
}

impl Forecast {
    fn of(model: &PurchaseModel, row: Summary, horizon: &Horizon) -> Self {
        Self {
            p_alive: model.p_alive(row).unwrap_or(1.0),
            chance_4_weeks: model.chance(row, 4.0),
            chance_13_weeks: model.chance(row, 13.0),
            usual_chance_13_weeks: model.usual_chance(row, 13.0),
            expected_90_days: model.expected(row, 90.0 / super::DAYS_PER_WEEK),
            expected_horizon: model.expected(row, horizon.weeks()),
            discounted_horizon: horizon.discounted(|weeks| model.expected(row, weeks)),
            median_wait_weeks: model.median_wait(row),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::btyd::{Dropout, Nbd, Variant};

    #[test]
    fn every_customer_gets_the_forecast_of_his_own_summary() {
        let summaries =
            Summaries::from_columns(&[0, 5, 0, 1], &[0, 80, 0, 30], &[90, 90, 90, 60], &[0.0; 4]).unwrap();
        let groups = Groups::of(&summaries);
        let horizon = Horizon::of_weeks(52.0, 0.10).unwrap();
        let dropout = Dropout { variant: Variant::MbgNbd, r: 0.5, alpha: 6.0, a: 0.9, b: 1.6 };
        let model = PurchaseModel::Dropout(dropout);
        let outlook = outlook(&model, &groups, &summaries, &horizon);
        for (row, summary) in summaries.rows().iter().enumerate() {
            assert_eq!(outlook.chance_13_weeks[row], dropout.chance(*summary, 13.0));
            assert_eq!(outlook.p_alive.as_ref().unwrap()[row], dropout.p_alive(*summary));
            assert!(outlook.discounted_horizon[row] < outlook.expected_horizon[row]);
            assert!(outlook.discounted_horizon[row] > 0.90 * outlook.expected_horizon[row]);
        }
    }

    #[test]
    fn a_model_without_leaving_shows_no_chance_to_be_alive() {
        let summaries = Summaries::from_columns(&[1], &[5], &[9], &[0.0]).unwrap();
        let model = PurchaseModel::Nbd(Nbd { r: 1.0, alpha: 10.0 });
        let horizon = Horizon::of_weeks(52.0, 0.10).unwrap();
        let outlook = outlook(&model, &Groups::of(&summaries), &summaries, &horizon);
        assert_eq!(outlook.p_alive, None);
        assert_eq!(outlook.chance_13_weeks.len(), 1);
    }
}
