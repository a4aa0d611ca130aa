use crate::clv::{Case, close, number};
use crate::files::expected;
use models::btyd::{
    Family, PurchaseModel, Regular, Summary, choose, counts_expected, expected_by_week, fits_by_regularity,
    log_gaps, next_purchase_days,
};

fn regular_of(wanted: &serde_json::Value) -> Regular {
    let [r, alpha, a, b] = ["r", "alpha", "a", "b"].map(|key| number(&wanted["params"][key]));
    Regular { k: u32::try_from(wanted["k"].as_u64().unwrap()).unwrap(), r, alpha, a, b }
}

#[test]
fn the_rhythm_of_groceries_is_that_of_the_reference() {
    let Some(case) = Case::grocery() else { return };
    let wanted = expected(&case.folder, "cnbd_grocery_odd.json");
    let histories = case.log.histories("2006-12-31");
    let gaps = log_gaps(&histories);
    let fits = fits_by_regularity(&case.groups, gaps.iter().sum()).unwrap();
    for (fit, wanted) in fits.iter().zip(wanted["by_k"].as_array().unwrap()) {
        assert!((fit.log_likelihood - number(&wanted["LL"])).abs() < 1e-3, "{fit:?}");
        for (i, key) in ["r", "alpha", "a", "b"].into_iter().enumerate() {
            close(fit.optimum.parameters[i], &wanted["params"][key], 1e-3, key);
        }
    }
    let best = wanted["best_k"].as_u64().unwrap();
    let chosen = fits.iter().max_by(|a, b| a.log_likelihood.total_cmp(&b.log_likelihood)).unwrap();
    assert_eq!(u64::from(chosen.model.k), best);

    let model = regular_of(&wanted["by_k"][usize::try_from(best).unwrap() - 1]);
    let later = case.log.histories("2007-12-30");
    for customer in wanted["customers"].as_array().unwrap() {
        let row = case.log.place(customer["id"].as_str().unwrap());
        let summary = case.summaries.rows()[row];
        close(gaps[row], &customer["litt"], 1e-9, "litt");
        close(model.p_alive(summary), &customer["p_alive"], 1e-8, "p_alive");
        for weeks in [2, 4, 8] {
            close(
                model.chance(summary, f64::from(weeks)),
                &customer[format!("p_buy_{weeks}")],
                1e-8,
                "p_buy",
            );
        }
        close(model.wait(summary, 0.5), &customer["median_wait_if_alive"], 1e-8, "wait");
        let next = next_purchase_days(&histories, &later, row).map(|days| f64::from(days) / 7.0);
        assert_eq!(next.is_none(), customer["next_week"].is_null());
        if let Some(next) = next {
            close(next, &customer["next_week"], 1e-9, "next_week");
        }
    }
}

#[test]
fn held_out_groceries_choose_the_regular_model() {
    let Some(case) = Case::grocery() else { return };
    let families = [Family::BgNbd, Family::MbgNbd, Family::ParetoNbd, Family::MbgCnbd];
    let choice = choose(&case.log.histories("2006-12-31"), &families).unwrap();
    assert_eq!(choice.best().family, Family::MbgCnbd, "{choice:?}");
}

#[test]
fn counts_and_tracking_of_bg_nbd_are_those_of_the_reference() {
    for case in [Case::cdnow(), Case::grocery()].into_iter().flatten() {
        let model = case.published("bgnbd", models::btyd::Variant::BgNbd);
        let fitted = counts_expected(&model, &case.groups, 6);
        for (found, wanted) in fitted.iter().zip(numbers(&case.wanted["bgnbd_frequency_fit"]["expected"])) {
            assert!((found / wanted - 1.0).abs() < 1e-6, "{found} {wanted}");
        }
        let weeks = numbers(&case.wanted["bgnbd_tracking"]["weeks"]);
        let model = PurchaseModel::Dropout(model);
        let found = expected_by_week(&model, &case.summaries, &weeks);
        for (found, wanted) in found.iter().zip(numbers(&case.wanted["bgnbd_tracking"]["expected"])) {
            assert!((found / wanted - 1.0).abs() < 1e-6, "{found} {wanted}");
        }
    }
}

#[test]
fn expectations_of_regular_buyers_are_what_a_simulation_counts() {
    let model = Regular { k: 3, r: 2.0, alpha: 12.0, a: 0.7, b: 3.0 };
    let mut dice = crate::dice::Dice(3);
    let (mut bought, runs) = (0u32, 60_000);
    for _ in 0..runs {
        let rate = dice.gamma(model.r) / model.alpha;
        let (up, down) = (dice.gamma(model.a), dice.gamma(model.b));
        let mut time = 0.0;
        while dice.unit() > up / (up + down) {
            time += dice.gamma(f64::from(model.k)) / rate;
            if time > 60.0 {
                break;
            }
            bought += 1;
        }
    }
    let found = PurchaseModel::Regular(model).expected_of_newcomer(60.0);
    let counted = f64::from(bought) / f64::from(runs);
    assert!((found / counted - 1.0).abs() < 0.02, "{found} {counted}");
    let nothing = Summary { repeats: 0, last_days: 0, age_days: 0 };
    assert!(model.p_alive(nothing) < 1.0);
}

fn numbers(json: &serde_json::Value) -> Vec<f64> {
    json.as_array().unwrap().iter().map(number).collect()
}
