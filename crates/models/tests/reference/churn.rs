use crate::files::{expected, folder};
use models::churn::{Survival, fit_cox, fit_logit, independent, out_of_fold};
use serde_json::Value;

fn close(found: f64, wanted: &Value, tolerance: f64, what: &str) {
    let wanted = wanted.as_f64().unwrap();
    assert!((found - wanted).abs() <= tolerance * wanted.abs(), "{what}: {found} is not {wanted}");
}

#[test]
fn contracts_end_as_the_reference_says() {
    let Some(folder) = folder(1) else { return };
    let wanted = expected(&folder, "churn_mlc_first2500.json");
    let text = std::fs::read_to_string(folder.join("data/mlc_churn_contractual.csv")).unwrap();
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let rows: Vec<Vec<&str>> = lines.take(2500).map(|line| line.split(',').collect()).collect();
    let column = |name: &str| {
        let at = names.iter().position(|known| *known == name).unwrap();
        rows.iter().map(|row| row[at]).collect::<Vec<&str>>()
    };
    let numbers = |name: &str| -> Vec<f64> {
        let number = |cell: &str| match cell {
            "yes" => 1.0,
            "no" => 0.0,
            cell => cell.parse().unwrap(),
        };
        column(name).into_iter().map(number).collect()
    };
    let left: Vec<bool> = column("churn").into_iter().map(|cell| cell == "yes").collect();
    let duration = numbers("account_length");
    let explaining = [
        ("total_day_charge", "total_day_charge"),
        ("number_customer_service_calls", "number_customer_service_calls"),
        ("total_intl_charge", "total_intl_charge"),
        ("international_plan", "intl_plan"),
        ("voice_mail_plan", "vmail"),
    ];
    let features: Vec<Vec<f64>> = explaining.iter().map(|(name, _)| numbers(name)).collect();
    assert_eq!(independent(&features).unwrap().len(), 5);
    assert_eq!(independent(&[numbers("total_day_minutes"), numbers("total_day_charge")]).unwrap(), [0]);

    let survival = Survival::of(&duration, &left).unwrap();
    for time in [50, 100, 150, 200] {
        close(survival.at(f64::from(time)), &wanted["km"][time.to_string()], 1e-9, "km");
    }
    close(survival.median().unwrap(), &wanted["km_median"], 1e-12, "median");

    let cox = fit_cox(&duration, &left, &features).unwrap();
    let wanted_cox = &wanted["cox_efron"];
    close(cox.log_likelihood, &wanted_cox["loglik"], 1e-7, "cox loglik");
    close(cox.concordance.unwrap(), &wanted_cox["concordance"], 1e-4, "concordance");
    let logit = fit_logit(&left, &features).unwrap();
    let wanted_logit = &wanted["logit"];
    close(logit.log_likelihood, &wanted_logit["loglik"], 1e-8, "logit loglik");
    close(logit.constant.coef, &wanted_logit["coef"]["const"], 1e-5, "const");
    close(logit.constant.se, &wanted_logit["se"]["const"], 1e-4, "const");
    for (at, (_, key)) in explaining.iter().enumerate() {
        close(cox.coefficients[at].coef, &wanted_cox["coef"][key], 1e-4, key);
        close(cox.coefficients[at].se, &wanted_cox["se"][key], 1e-4, key);
        close(logit.coefficients[at].coef, &wanted_logit["coef"][key], 1e-5, key);
        close(logit.coefficients[at].se, &wanted_logit["se"][key], 1e-4, key);
    }
    let fair = out_of_fold(&left, &features).unwrap().unwrap();
    let auc = models::accuracy::auc(&fair, &left).unwrap();
    assert!(auc > 0.75, "{auc}");
    let mean = fair.iter().sum::<f64>() / fair.len() as f64;
    assert!((mean - 347.0 / 2500.0).abs() < 0.005, "{mean}");
}
