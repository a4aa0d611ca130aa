use super::{Sale, customers, day, ledger, valued};
use crate::customers::segment_name;
use crate::ledger::LineKind;
use crate::settings::Settings;
use crate::summary::models;
use models::rfm::Rule;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::path::PathBuf;
use value::Date;

/// The reference folder, or a line that says how much was not checked.
fn folder(checks: usize) -> Option<PathBuf> {
    let named = std::env::var_os("GUANXI_REFERENCE_DIR").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference");
    let folder = named.unwrap_or(beside);
    if folder.join("expected").is_dir() {
        return Some(folder);
    }
    println!("left out {checks} checks: there is no folder {}", folder.display());
    None
}

/// What is assumed where no cost is known; the reference counts the whole amount.
const MARGIN: f64 = 0.3;

struct Case {
    wanted: Json,
    place: BTreeMap<String, u32>,
    sales: Vec<Sale>,
}

impl Case {
    fn read(expected: &str, checks: usize) -> Option<Case> {
        let folder = folder(checks)?;
        let text = std::fs::read_to_string(folder.join("expected").join(expected)).unwrap();
        let log = std::fs::read_to_string(folder.join("data/cdnow_sample.csv")).unwrap();
        let rows: Vec<Vec<&str>> = log.lines().skip(1).map(|line| line.split(',').collect()).collect();
        let mut place: BTreeMap<String, u32> = rows.iter().map(|row| (row[0].to_owned(), 0)).collect();
        for (place, at) in place.values_mut().zip(0..) {
            *place = at;
        }
        let sales = rows
            .iter()
            .map(|row| Sale {
                customer: place[row[0]],
                day: day(row[1].parse().unwrap()),
                amount: (row[2].parse::<f64>().unwrap() * 100.0).round() as i64,
                cost: None,
                kind: LineKind::Sale,
            })
            .collect();
        Some(Case { wanted: serde_json::from_str(&text).unwrap(), place, sales })
    }

    fn date(&self, key: &str) -> Date {
        self.wanted[key].as_str().unwrap().parse().unwrap()
    }
}

fn close(found: f64, wanted: &Json, tolerance: f64, what: &str) {
    let wanted = wanted.as_f64().unwrap();
    assert!((found / wanted - 1.0).abs() < tolerance, "{what}: {found} is not {wanted}");
}

#[test]
fn rfm_of_cdnow_is_that_of_the_reference() {
    let Some(case) = Case::read("rfm_cdnow_sample.json", 3) else { return };
    for (rule, name) in [(Rule::A, "A"), (Rule::B, "B"), (Rule::C, "C")] {
        let settings = Settings { rfm_rule: rule, ..Settings::read(|_| None).unwrap() };
        let book = ledger(&case.sales, 0.3);
        let (_, valuation) = valued(&customers(case.place.len()), &book, case.date("as_of"), &settings);
        assert_eq!(valuation.rows() as u64, case.wanted["n"].as_u64().unwrap());
        for customer in case.wanted["customers"].as_array().unwrap() {
            let row = case.place[customer["customer_id"].as_str().unwrap()] as usize;
            let scores = &valuation.scores;
            for (letter, found) in [("R", &scores.recency), ("F", &scores.frequency), ("M", &scores.monetary)]
            {
                assert_eq!(Json::from(found[row]), customer[format!("{name}{letter}")], "{customer}");
            }
            assert_eq!(Json::from(valuation.rfm.frequency[row]), customer["F"]);
            close(valuation.rfm.monetary[row] as f64 / 100.0, &customer["M"], 1e-9, "monetary");
        }
        if rule == Rule::A {
            for (segment, wanted) in case.wanted["segments"].as_object().unwrap() {
                let segment = segment.to_lowercase().replace(' ', "_");
                let found =
                    valuation.segments.iter().filter(|found| segment_name(**found) == segment).count();
                assert_eq!(found as u64, wanted["n"].as_u64().unwrap(), "{segment}");
            }
        }
    }
}

#[test]
fn lifetime_value_of_cdnow_is_that_of_the_reference() {
    let Some(case) = Case::read("clv_cdnow_sample.json", 1) else { return };
    let settings = Settings::read(|_| None).unwrap();
    let book = ledger(&case.sales, MARGIN);
    let (_, valuation) = valued(&customers(case.place.len()), &book, case.date("calibration_end"), &settings);
    let notes = models(&valuation.forecast.fits);
    for name in ["mbgnbd", "bgnbd", "gammagamma"] {
        let (found, wanted) = (&notes[name], &case.wanted["fits"][name]);
        for (parameter, wanted) in wanted["params"].as_object().unwrap() {
            close(found.params[parameter].as_f64().unwrap(), wanted, 1e-3, parameter);
        }
        let gap = found.log_likelihood.unwrap() - wanted["LL"].as_f64().unwrap();
        assert!(gap.abs() < 1e-3, "{name}: {gap}");
        assert_eq!(found.used, name != "bgnbd");
    }
    for customer in case.wanted["customers"].as_array().unwrap() {
        let row = case.place[customer["id"].as_str().unwrap()] as usize;
        let wanted = &customer["mbgnbd"];
        close(valuation.lifetime_value[row] / 100.0 / MARGIN, &wanted["clv52w_cont"], 1e-3, "clv");
        close(valuation.p_alive(row).unwrap(), &wanted["p_alive"], 1e-3, "p_alive");
        close(valuation.forecast.outlook.chance_4_weeks[row], &wanted["p_buy_4"], 1e-3, "p_buy_4");
    }
}
