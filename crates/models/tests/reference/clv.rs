use crate::files::{Log, expected, folder};
use models::btyd::{
    Basis, Dropout, Groups, Pareto, PurchaseModel, Summaries, Summary, Variant, fit_dropout, fit_pareto,
    fit_purchases,
};
use models::gamma_gamma::{GammaGamma, SpendBasis, fit_spend};
use models::lifetime_value::{Horizon, discounted_by_month, lifetime_value};
use models::sufficiency::Sufficiency;
use serde_json::Value;

const VARIANTS: [(&str, Variant); 2] = [("bgnbd", Variant::BgNbd), ("mbgnbd", Variant::MbgNbd)];

pub fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

pub fn close(found: f64, wanted: &Value, tolerance: f64, what: &str) {
    let wanted = number(wanted);
    assert!((found - wanted).abs() <= tolerance * wanted.abs().max(1e-9), "{what}: {found} is not {wanted}");
}

pub struct Case {
    pub folder: std::path::PathBuf,
    pub wanted: Value,
    pub log: Log,
    pub summaries: Summaries,
    pub groups: Groups,
}

impl Case {
    fn read(log: &str, expected_name: &str, keep: fn(&str) -> bool) -> Option<Self> {
        let folder = folder(1)?;
        let wanted = expected(&folder, expected_name);
        let log = Log::read(folder.join("data").join(log), keep);
        let summaries = Summaries::of(&log.histories(wanted["calibration_end"].as_str().unwrap()));
        let groups = Groups::of(&summaries);
        Some(Self { folder, wanted, log, summaries, groups })
    }

    pub fn cdnow() -> Option<Self> {
        Self::read("cdnow_sample.csv", "clv_cdnow_sample.json", |_| true)
    }

    pub fn grocery() -> Option<Self> {
        Self::read("grocery_elog.csv", "clv_grocery_odd.json", |id| id.parse::<u32>().unwrap() % 2 == 1)
    }

    pub fn published(&self, name: &str, variant: Variant) -> Dropout {
        let p = &self.wanted["fits"][name]["params"];
        let [r, alpha, a, b] = ["r", "alpha", "a", "b"].map(|key| number(&p[key]));
        Dropout { variant, r, alpha, a, b }
    }

    fn published_pareto(&self) -> Pareto {
        let p = &self.wanted["fits"]["paretonbd"]["params"];
        let [r, alpha, s, beta] = ["r", "alpha", "s", "beta"].map(|key| number(&p[key]));
        Pareto { r, alpha, s, beta }
    }

    fn customers(&self) -> impl Iterator<Item = (&Value, Summary, f64)> {
        self.wanted["customers"].as_array().unwrap().iter().map(|customer| {
            let row = self.log.place(customer["id"].as_str().unwrap());
            (customer, self.summaries.rows()[row], self.summaries.mean_repeat()[row])
        })
    }
}

fn fits_like_the_reference(case: &Case) {
    assert_eq!(case.summaries.rows().len() as u64, case.wanted["n_customers"].as_u64().unwrap());
    for (name, variant) in VARIANTS {
        let wanted = &case.wanted["fits"][name];
        let fit = fit_dropout(&case.groups, variant).unwrap();
        assert!((fit.log_likelihood - number(&wanted["LL"])).abs() < 1e-6, "{name} {}", fit.log_likelihood);
        let errors = fit.optimum.standard_errors.unwrap();
        for (i, key) in ["r", "alpha", "a", "b"].into_iter().enumerate() {
            close(fit.optimum.parameters[i], &wanted["params"][key], 1e-5, key);
            close(errors[i], &wanted["se"][i], 1e-2, "standard error");
        }
        let chosen = fit_purchases(&case.groups, variant, &Sufficiency::default()).unwrap();
        assert_eq!(chosen.basis, Basis::Fitted);
        assert!(chosen.gain_over_nbd.unwrap() > 100.0, "{chosen:?}");
    }
}

fn pareto_like_the_reference(case: &Case) {
    let wanted = &case.wanted["fits"]["paretonbd"];
    let fit = fit_pareto(&case.groups).unwrap();
    assert!((fit.log_likelihood - number(&wanted["LL"])).abs() < 1e-6, "{}", fit.log_likelihood);
    let errors = fit.optimum.standard_errors.unwrap();
    for (i, key) in ["r", "alpha", "s", "beta"].into_iter().enumerate() {
        close(fit.optimum.parameters[i], &wanted["params"][key], 1e-5, key);
        close(errors[i], &wanted["se"][i], 1e-2, "standard error");
    }
    let model = case.published_pareto();
    for (customer, summary, _) in case.customers() {
        let wanted = &customer["paretonbd"];
        close(model.p_alive(summary), &wanted["p_alive"], 1e-9, "p_alive");
        close(model.expected(summary, 39.0), &wanted["ey_39"], 1e-9, "ey_39");
        close(model.discounted_residual(summary, 0.0027), &wanted["dert"], 1e-6, "dert");
    }
}

fn forecasts_like_the_reference(case: &Case) {
    for (name, variant) in VARIANTS {
        let model = case.published(name, variant);
        for (customer, summary, _) in case.customers() {
            let wanted = &customer[name];
            assert_eq!(u64::from(summary.repeats), customer["x"].as_u64().unwrap());
            close(summary.last_weeks(), &customer["t_x"], 1e-12, "t_x");
            close(summary.age_weeks(), &customer["T"], 1e-12, "T");
            close(model.p_alive(summary), &wanted["p_alive"], 1e-10, "p_alive");
            close(model.expected(summary, 39.0), &wanted["ey_39"], 1e-10, "ey_39");
            close(model.chance(summary, 4.0), &wanted["p_buy_4"], 1e-10, "p_buy_4");
            close(
                PurchaseModel::Dropout(model).median_wait(summary),
                &wanted["median_wait_if_alive"],
                1e-10,
                "median wait",
            );
        }
    }
}

#[test]
fn cdnow_fits_like_the_reference() {
    if let Some(case) = Case::cdnow() {
        fits_like_the_reference(&case);
    }
}

#[test]
fn grocery_fits_like_the_reference() {
    if let Some(case) = Case::grocery() {
        fits_like_the_reference(&case);
    }
}

#[test]
fn cdnow_and_grocery_have_the_pareto_of_the_reference() {
    for case in [Case::cdnow(), Case::grocery()].into_iter().flatten() {
        pareto_like_the_reference(&case);
    }
}

#[test]
fn cdnow_forecasts_like_the_reference() {
    if let Some(case) = Case::cdnow() {
        forecasts_like_the_reference(&case);
    }
}

#[test]
fn grocery_forecasts_like_the_reference() {
    if let Some(case) = Case::grocery() {
        forecasts_like_the_reference(&case);
    }
}

#[test]
fn spending_and_lifetime_value_of_cdnow_are_those_of_the_reference() {
    let Some(case) = Case::cdnow() else { return };
    let wanted = &case.wanted["fits"]["gammagamma"];
    let fit = fit_spend(&case.summaries, &Sufficiency::default(), 3500.0).unwrap();
    let SpendBasis::Fitted { parameters } = fit.basis else { panic!("{fit:?}") };
    close(parameters.p, &wanted["params"]["p"], 1e-4, "p");
    close(parameters.q, &wanted["params"]["q"], 1e-4, "q");
    close(parameters.gamma / 100.0, &wanted["params"]["gamma"], 1e-4, "gamma");
    let in_dollars = fit.log_likelihood.unwrap() + fit.customers as f64 * 100f64.ln();
    assert!((in_dollars - number(&wanted["LL"])).abs() < 1e-3, "{in_dollars}");
    assert_eq!(fit.customers, wanted["n"].as_u64().unwrap());
    close(fit.correlation.unwrap(), &wanted["corr_x_m"], 1e-9, "correlation");
    close(fit.spend.population_mean / 100.0, &wanted["population_mean"], 1e-4, "population mean");

    let [p, q, gamma] = ["p", "q", "gamma"].map(|key| number(&wanted["params"][key]));
    let spend = GammaGamma { p, q, gamma }.spend();
    let horizon = Horizon::of_weeks(52.0, 0.10).unwrap();
    for (customer, summary, mean) in case.customers() {
        let amount = spend.expected(summary.repeats, mean / 100.0);
        close(amount, &customer["em"], 1e-10, "em");
        let dropouts = VARIANTS.map(|(name, variant)| (name, case.published(name, variant)));
        let mut models = dropouts.map(|(name, model)| (name, PurchaseModel::Dropout(model))).to_vec();
        models.push(("paretonbd", PurchaseModel::Pareto(case.published_pareto())));
        for (name, model) in models {
            let within = |weeks| model.expected(summary, weeks);
            let yearly = lifetime_value(horizon.discounted(within), amount);
            close(yearly, &customer[name]["clv52w_cont"], 2e-5, "clv52w_cont");
            let monthly = lifetime_value(discounted_by_month(within, 12, 4.345, 0.01), amount);
            close(monthly, &customer[name]["clv12_lifetimes"], 1e-9, "clv12_lifetimes");
        }
    }
}

#[test]
fn hope_along_a_history_is_that_of_the_reference() {
    let (Some(case), Some(folder)) = (Case::cdnow(), folder(1)) else { return };
    let plots = expected(&folder, "plots_cdnow_0001.json");
    for (name, variant) in VARIANTS {
        let model = case.published(name, variant);
        for point in plots["p_alive_history"].as_array().unwrap() {
            let days = |key: &str| (number(&point[key]) * 7.0).round() as u32;
            let repeats = u32::try_from(point["x"].as_u64().unwrap()).unwrap();
            let summary = Summary { repeats, last_days: days("t_x"), age_days: days("T") };
            close(model.p_alive(summary), &point[name], 1e-10, "p_alive");
        }
        for cell in plots["frequency_recency_matrix"][name].as_array().unwrap() {
            let days = |key: &str| (number(&cell[key]) * 7.0).round() as u32;
            let repeats = u32::try_from(cell["x"].as_u64().unwrap()).unwrap();
            let summary = Summary { repeats, last_days: days("t_x"), age_days: days("T") };
            close(model.p_alive(summary), &cell["p_alive"], 1e-10, "p_alive");
            close(model.expected(summary, 4.0), &cell["ey_4"], 1e-10, "ey_4");
        }
    }
}
