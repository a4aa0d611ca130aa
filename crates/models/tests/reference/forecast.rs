use crate::files::{expected, folder};
use models::forecast::{Lumpy, Method, auto_ets, classify, flat_forecast, forecast, measures};
use std::collections::BTreeMap;
use std::path::Path;

fn series(path: &Path) -> Vec<f64> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().skip(1).map(|line| line.rsplit(',').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn the_held_out_part_is_met_as_well_as_by_the_best_of_r() {
    let Some(folder) = folder(2) else { return };
    for name in ["AirPassengers", "JohnsonJohnson"] {
        let wanted = expected(&folder, &format!("forecast_{name}.json"));
        let number = |key: &str| wanted[key].as_f64().unwrap();
        let (period, horizon) = (number("frequency") as usize, number("h") as usize);
        let all = series(&folder.join(format!("data/ts_{name}.csv")));
        let (known, actual) = all.split_at(all.len() - horizon);
        let mase = |method| {
            let found = forecast(known, horizon, period, method).unwrap().forecast;
            let covered = actual
                .iter()
                .enumerate()
                .filter(|(at, y)| (found.lower95[*at]..=found.upper95[*at]).contains(*y));
            assert!(covered.count() * 2 > horizon, "{name}: {found:?}");
            measures(known, &found.mean, actual, period).unwrap().mase.unwrap()
        };
        let naive = measures(known, &vec![known[known.len() - 1]; horizon], actual, period).unwrap();
        assert!((naive.mase.unwrap() / wanted["naive"]["MASE"].as_f64().unwrap() - 1.0).abs() < 1e-6);
        let best = ["ets", "theta", "auto_arima", "ets_MAM"]
            .map(|method| wanted[method]["MASE"].as_f64().unwrap_or(f64::MAX))
            .into_iter()
            .fold(f64::MAX, f64::min);
        let found = mase(Method::Auto);
        assert!(found <= 1.1 * best, "{name}: {found} against {best}");
        let ets = mase(Method::Ets);
        assert!(ets <= 1.1 * wanted["ets"]["MASE"].as_f64().unwrap(), "{name}: ETS {ets}");
        assert!(auto_ets(known, period, models::forecast::Care::Full).is_some());
    }
}

#[test]
fn lumpy_demand_is_forecast_as_by_the_reference() {
    let Some(folder) = folder(2) else { return };
    let wanted = expected(&folder, "intermittent_carparts_first.json");
    let text = std::fs::read_to_string(folder.join("data/carparts_monthly.csv")).unwrap();
    let mut parts: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if !parts.contains_key(cells[0]) {
            order.push(cells[0]);
        }
        parts.entry(cells[0]).or_default().push(cells[2].parse().unwrap());
    }
    let methods = [
        ("croston", Lumpy::Croston),
        ("sba", Lumpy::Sba),
        ("tsb", Lumpy::Tsb),
        ("ses", Lumpy::Ses),
        ("mean", Lumpy::Mean),
        ("median", Lumpy::Median),
        ("naive", Lumpy::Naive),
        ("zero", Lumpy::Zero),
    ];
    for part in wanted["series"].as_array().unwrap() {
        let known = &parts[part["id"].as_str().unwrap()][..45];
        let demand = classify(known);
        assert!((demand.adi.unwrap() - part["ADI"].as_f64().unwrap()).abs() < 1e-9);
        assert!((demand.cv2.unwrap() - part["CV2"].as_f64().unwrap()).abs() < 1e-9);
        assert_eq!(serde_json::to_value(demand.class).unwrap(), part["cls"]);
        for (name, method) in methods {
            let found = flat_forecast(known, 6, method).unwrap().mean[0];
            assert!(
                (found - part["forecast"][name].as_f64().unwrap()).abs() < 1e-9,
                "{name} of {}",
                part["id"]
            );
        }
    }
    for part in expected(&folder, "forecast_croston_R.json")["series"].as_array().unwrap() {
        let known = &parts[part["series"].to_string().as_str()][..45];
        let found = flat_forecast(known, 1, Lumpy::Croston).unwrap().mean[0];
        assert!((found - part["croston"].as_f64().unwrap()).abs() < 1e-9);
    }

    let chosen: Vec<&Vec<f64>> = order
        .iter()
        .map(|id| &parts[id])
        .filter(|y| {
            let sold = |part: &[f64]| part.iter().filter(|value| **value > 0.0).count();
            sold(y) >= 10 && sold(&y[..15]) >= 1 && sold(&y[y.len() - 15..]) >= 1
        })
        .collect();
    let first = &chosen[..wanted["n_series"].as_u64().unwrap() as usize];
    let table = |method: Lumpy| {
        let found: Vec<_> = first
            .iter()
            .map(|y| {
                let ahead = flat_forecast(&y[..45], 6, method).unwrap();
                measures(&y[..45], &ahead.mean, &y[45..], 1).unwrap()
            })
            .collect();
        let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len() as f64;
        (
            mean(found.iter().filter_map(|m| m.rmsse).collect()),
            mean(found.iter().map(|m| m.mae).collect()),
            mean(found.iter().map(|m| m.bias).collect()),
        )
    };
    for (name, method) in methods {
        let (rmsse, mae, bias) = table(method);
        for (found, key) in [(rmsse, "RMSSE"), (mae, "MAE"), (bias, "bias")] {
            let wanted = wanted["accuracy"][name][key].as_f64().unwrap();
            assert!((found - wanted).abs() < 1e-9, "{name} {key}: {found} is not {wanted}");
        }
    }
    let automatic = table(Lumpy::Auto).0;
    assert!(automatic < 0.52, "{automatic}");
}
