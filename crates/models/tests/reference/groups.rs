use crate::files::{expected, folder};
use models::experiment::{Trial, bootstrap};
use models::referral::{ReferralCosts, Referrals, influence};
use models::retention::Profile;
use models::survey::{ces, csat, nps, servqual};
use serde_json::Value;
use std::path::Path;

struct Sheet {
    names: Vec<String>,
    columns: Vec<Vec<f64>>,
}

impl Sheet {
    fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let mut lines = text.lines();
        let names: Vec<String> = lines.next().unwrap().split(',').map(str::to_owned).collect();
        let mut columns = vec![Vec::new(); names.len()];
        for line in lines {
            for (column, cell) in columns.iter_mut().zip(line.split(',')) {
                column.push(cell.parse().unwrap());
            }
        }
        Self { names, columns }
    }

    fn column(&self, name: &str) -> &Vec<f64> {
        &self.columns[self.names.iter().position(|known| known == name).unwrap()]
    }
}

fn close(found: f64, wanted: &Value, tolerance: f64, what: &str) {
    let wanted = wanted.as_f64().unwrap();
    let off = (found - wanted).abs();
    assert!(off <= tolerance * wanted.abs().max(1e-6), "{what}: {found} is not {wanted}");
}

fn interval(found: [f64; 2], wanted: &Value, tolerance: f64, what: &str) {
    close(found[0], &wanted[0], tolerance, what);
    close(found[1], &wanted[1], tolerance, what);
}

#[test]
fn the_experiment_has_the_effect_of_the_reference() {
    let Some(folder) = folder(1) else { return };
    let wanted = expected(&folder, "beforeafter_a.json");
    let sheet = Sheet::read(&folder.join("expected/beforeafter_a.csv"));
    let treated: Vec<bool> = sheet.column("treated").iter().map(|value| *value > 0.0).collect();
    let trial = Trial { treated: &treated, before: sheet.column("pre"), after: sheet.column("post") };
    let welch = trial.welch().unwrap();
    for (found, key) in [(welch.diff, "diff"), (welch.se, "se"), (welch.df, "df"), (welch.p, "p")] {
        close(found, &wanted["welch"][key], 1e-9, key);
    }
    interval(welch.ci95, &wanted["welch"]["ci95"], 1e-9, "welch");
    let did = trial.difference_in_differences().unwrap();
    for (found, key) in [
        (did.diff, "diff"),
        (did.se, "se"),
        (did.ols_coef, "ols_coef"),
        (did.ols_se_naive, "ols_se_naive"),
        (did.cluster_se, "cluster_se"),
    ] {
        close(found, &wanted["did"][key], 1e-9, key);
    }
    interval(did.z_ci95, &wanted["did"]["z_ci95"], 1e-6, "did");
    let cuped = trial.cuped().unwrap();
    for (found, key) in [
        (cuped.theta, "theta"),
        (cuped.diff, "diff"),
        (cuped.se, "se"),
        (cuped.variance_reduction, "variance_reduction"),
        (cuped.corr, "corr"),
        (cuped.relative_lift.unwrap(), "relative_lift"),
    ] {
        close(found, &wanted["cuped"][key], 1e-9, key);
    }
    let random = bootstrap(&trial, 10_000).unwrap();
    let [low, high] = [0, 1].map(|at| wanted["bootstrap"]["ci95"][at].as_f64().unwrap());
    assert!((random[0] - low).abs() < 0.03 * (high - low) && (random[1] - high).abs() < 0.03 * (high - low));
    let ratio = trial.sample_ratio(0.5).unwrap();
    close(ratio.chi2, &wanted["srm"]["chi2"], 1e-9, "chi2");
    close(ratio.p, &wanted["srm"]["p"], 1e-9, "p");
}

#[test]
fn the_survey_has_the_scores_of_the_reference() {
    let Some(folder) = folder(1) else { return };
    let wanted = expected(&folder, "survey_a.json");
    let sheet = Sheet::read(&folder.join("expected/survey_a.csv"));
    let found = nps(sheet.column("nps")).unwrap();
    assert_eq!(found.promoters, wanted["nps"]["promoters"].as_u64().unwrap());
    assert_eq!(found.detractors, wanted["nps"]["detractors"].as_u64().unwrap());
    close(found.score, &wanted["nps"]["score"], 1e-9, "nps");
    interval(found.ci95, &wanted["nps"]["ci95"], 1e-9, "nps");
    let found = csat(sheet.column("csat")).unwrap();
    close(found.mean, &wanted["csat"]["mean"], 1e-9, "csat");
    interval(found.wilson95, &wanted["csat"]["wilson95"], 1e-9, "csat");
    let found = ces(sheet.column("ces")).unwrap();
    close(found.share_ge5, &wanted["ces"]["share_ge5"], 1e-9, "ces");

    let items =
        |letter: char| (1..=22).map(|i| sheet.column(&format!("{letter}{i}")).clone()).collect::<Vec<_>>();
    let wanted = &wanted["servqual"];
    let weights: Vec<Vec<f64>> = models::survey::DIMENSIONS
        .iter()
        .map(|(name, _)| sheet.column(&format!("w_{name}")).clone())
        .collect();
    let found = servqual(&items('E'), &items('P'), &weights).unwrap();
    close(found.unweighted, &wanted["unweighted"], 1e-9, "unweighted");
    close(found.weighted.unwrap(), &wanted["weighted"], 1e-9, "weighted");
    for dimension in &found.dimensions {
        close(dimension.gap, &wanted["gaps"][dimension.name], 1e-9, dimension.name);
        close(dimension.perception, &wanted["servperf"][dimension.name], 1e-9, dimension.name);
        close(dimension.alpha.unwrap(), &wanted["cronbach_alpha"][dimension.name], 1e-9, dimension.name);
        close(dimension.weight.unwrap(), &wanted["mean_weights"][dimension.name], 1e-9, dimension.name);
    }
    for (gap, wanted) in found.item_gaps.iter().zip(wanted["item_gaps"].as_array().unwrap()) {
        close(*gap, wanted, 1e-9, "item");
    }
}

#[test]
fn retention_is_worth_what_the_reference_says() {
    let Some(folder) = folder(1) else { return };
    for case in expected(&folder, "retention_profit.json")["cases"].as_array().unwrap() {
        let profile: Profile = serde_json::from_value(case.clone()).unwrap();
        let found = profile.uplift(case["r"].as_f64().unwrap()).unwrap();
        close(found.value, &case["V"], 1e-12, "V");
        close(found.value_plus5, &case["V_plus5"], 1e-12, "V_plus5");
        close(found.uplift_pct.unwrap(), &case["uplift_pct"], 1e-9, "uplift");
        close(found.expected_life_years.unwrap(), &case["expected_life_years"], 1e-12, "life");
    }
}

#[test]
fn referrals_are_worth_what_the_reference_says() {
    let Some(folder) = folder(1) else { return };
    let wanted = expected(&folder, "referral_a.json");
    let sheet = Sheet::read(&folder.join("expected/referral_a.csv"));
    let ids = sheet.column("customer_id");
    let row_of = |id: f64| ids.iter().position(|known| *known == id);
    let parents: Vec<Option<u32>> =
        sheet.column("referred_by").iter().map(|id| row_of(*id).map(|row| row as u32)).collect();
    let type_one: Vec<bool> = sheet.column("type1").iter().map(|value| *value > 0.0).collect();
    let quarters: Vec<u32> = sheet.column("quarter_acquired").iter().map(|value| *value as u32).collect();
    let given = Referrals {
        referred_by: &parents,
        type_one: &type_one,
        quarter_acquired: &quarters,
        quarterly_margin: sheet.column("quarterly_margin"),
    };
    let costs = ReferralCosts {
        acquisition_saving: 40.0,
        referral_cost: 15.0,
        marketing_per_quarter: 2.0,
        quarterly_discount: 0.025,
        horizon_quarters: 8,
        decay: 0.5,
    };
    let found = influence(&given, &costs).unwrap();
    close(found.iter().map(|row| row.crv).sum(), &wanted["total_crv"], 1e-9, "total");
    let referrers = found.iter().filter(|row| row.direct > 0).count() as u64;
    assert_eq!(referrers, wanted["n_referrers"].as_u64().unwrap());
    assert_eq!(found.iter().map(|row| u64::from(row.depth)).max(), wanted["max_depth"].as_u64());
    let check = |id: f64, wanted: &Value| {
        let row = &found[row_of(id).unwrap()];
        close(row.crv, &wanted["crv"], 1e-9, "crv");
        close(row.influence, &wanted["influence"], 1e-9, "influence");
        assert_eq!(u64::from(row.downstream), wanted["downstream"].as_u64().unwrap());
    };
    for top in wanted["top20"].as_array().unwrap() {
        check(top["id"].as_f64().unwrap(), top);
    }
    for (id, sample) in wanted["sample"].as_object().unwrap() {
        check(id.parse().unwrap(), sample);
    }
}
