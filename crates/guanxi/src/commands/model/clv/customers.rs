use super::super::purchases::date_of;
use super::Study;
use models::btyd::{Family, PurchaseModel, Summary, log_gaps, next_purchase_days};
use models::lifetime_value::{discounted_by_month, lifetime_value};
use serde_json::{Map, Value as Json, json};
use std::cell::RefCell;
use std::collections::HashMap;

/// Weeks of the tables that are compared most often, beside the horizon.
const USUAL_WEEKS: f64 = 39.0;

/// Puts one customer after the other into words; equal summaries are forecast once.
pub fn teller(study: Study, actual: Vec<f64>) -> impl Fn(usize) -> Json {
    let gaps = log_gaps(&study.known);
    let told: Vec<Told> = study
        .choice
        .fits
        .iter()
        .map(|fit| (fit.family, study.model_of(fit.family), RefCell::new(HashMap::new())))
        .collect();
    move |row| {
        let summary = study.summaries.rows()[row];
        let position = study.summaries.customer()[row] as usize;
        let mean = study.summaries.mean_repeat()[row];
        let mut customer = json!({
            "id": study.purchases.ids[position],
            "x": summary.repeats,
            "t_x": summary.last_weeks(),
            "T": summary.age_weeks(),
            "litt": gaps[position],
        });
        if study.holdout_weeks > 0.0 {
            let next = next_purchase_days(&study.known, &study.all, position);
            customer["x_star"] = json!(actual[row] as u64);
            customer["next_week"] = json!(next.map(|days| f64::from(days) / 7.0));
        }
        let amount =
            study.spend.as_ref().map(|fit| fit.spend.expected(summary.repeats, mean) / study.purchases.units);
        if let Some(amount) = amount {
            customer["m_x"] = json!(mean / study.purchases.units);
            customer["em"] = json!(amount);
        }
        for (family, model, seen) in &told {
            let outlook =
                *seen.borrow_mut().entry(summary).or_insert_with(|| Outlook::of(&study, model, summary));
            customer[family.name()] = outlook.json(&study, amount);
        }
        customer
    }
}

type Told = (Family, PurchaseModel, RefCell<HashMap<Summary, Outlook>>);

#[derive(Clone, Copy)]
struct Outlook {
    p_alive: Option<f64>,
    usual: f64,
    horizon: f64,
    within: [f64; 4],
    within_horizon: f64,
    waits: [f64; 3],
    residual: Option<f64>,
    worth: Option<[f64; 3]>,
}

impl Outlook {
    fn of(study: &Study, model: &PurchaseModel, summary: Summary) -> Self {
        let expected = |weeks| model.expected(summary, weeks);
        let worth = study.spend.is_some().then(|| {
            [
                study.horizon.discounted(expected),
                study.year.discounted(expected),
                discounted_by_month(expected, 12, 4.345, 0.01),
            ]
        });
        Self {
            p_alive: model.p_alive(summary),
            usual: expected(USUAL_WEEKS),
            horizon: expected(study.horizon.weeks()),
            within: [2.0, 4.0, 8.0, 13.0].map(|weeks| model.chance(summary, weeks)),
            within_horizon: model.chance(summary, study.horizon.weeks()),
            waits: [0.5, 0.1, 0.9].map(|share| model.wait(summary, share)),
            residual: match model {
                PurchaseModel::Pareto(pareto) => Some(pareto.discounted_residual(summary, 0.0027)),
                PurchaseModel::Dropout(_) | PurchaseModel::Regular(_) | PurchaseModel::Nbd(_) => None,
            },
            worth,
        }
    }

    fn json(&self, study: &Study, amount: Option<f64>) -> Json {
        let mut told = Map::new();
        let mut tell = |name: &str, fact: Json| told.insert(name.to_owned(), fact);
        tell("p_alive", json!(self.p_alive));
        tell("ey_39", json!(self.usual));
        tell("ey_holdout", json!(self.horizon));
        for (weeks, chance) in [2, 4, 8, 13].iter().zip(self.within) {
            tell(&format!("p_buy_{weeks}"), json!(chance));
        }
        tell("p_buy_holdout", json!(self.within_horizon));
        tell("median_wait_if_alive", json!(self.waits[0]));
        let day = |weeks: f64| {
            let days = (weeks * 7.0).ceil().clamp(1.0, 1e6) as i32;
            date_of(study.known.as_of().saturating_add(days))
        };
        tell("next_order", json!(day(self.waits[0])));
        tell("next_order_80", json!([day(self.waits[1]), day(self.waits[2])]));
        if let Some(residual) = self.residual {
            tell("dert", json!(residual));
        }
        if let (Some(amount), Some([horizon, year, months])) = (amount, self.worth) {
            tell("clv", json!(lifetime_value(horizon, amount)));
            tell("clv52w_cont", json!(lifetime_value(year, amount)));
            tell("clv12_lifetimes", json!(lifetime_value(months, amount)));
        }
        Json::Object(told)
    }
}
