use crate::files::{Log, expected, folder};
use models::rfm::{Rfm, Rule, Segment, segment_of_scores};
use serde_json::Value;

fn segment_named(segment: Segment) -> &'static str {
    match segment {
        Segment::Champions => "Champions",
        Segment::Loyal => "Loyal",
        Segment::PotentialLoyalist => "Potential loyalists",
        Segment::New => "New",
        Segment::NeedAttention => "Need attention",
        Segment::AboutToSleep => "About to sleep",
        Segment::AtRisk => "At risk",
        Segment::Hibernating => "Hibernating",
        Segment::Promising | Segment::CantLose | Segment::Lost => "not in the comparison",
    }
}

fn sizes(scores: &[u8]) -> Vec<usize> {
    (1..=5).map(|score| scores.iter().filter(|s| **s == score).count()).collect()
}

fn check(log_name: &str, expected_name: &str) {
    let Some(folder) = folder(1) else { return };
    let wanted = expected(&folder, expected_name);
    let log = Log::read(folder.join("data").join(log_name), |_| true);
    let rfm = Rfm::of(&log.histories(wanted["as_of"].as_str().unwrap()));
    assert_eq!(rfm.customer.len() as u64, wanted["n"].as_u64().unwrap());

    let rules = [("A", Rule::A), ("B", Rule::B), ("C", Rule::C)].map(|(n, rule)| (n, rfm.scores(rule)));
    for (name, scores) in &rules {
        for (column, found) in [("R", &scores.recency), ("F", &scores.frequency), ("M", &scores.monetary)] {
            let wanted: Vec<usize> = serde_json::from_value(wanted["rules"][column][name].clone()).unwrap();
            assert_eq!(sizes(found), wanted, "rule {name}, {column}");
        }
    }

    let customers = wanted["customers"].as_array().unwrap();
    for customer in customers {
        let row = log.place(customer["customer_id"].as_str().unwrap());
        assert_eq!(u64::from(rfm.recency_days[row]), customer["R"].as_u64().unwrap());
        assert_eq!(u64::from(rfm.frequency[row]), customer["F"].as_u64().unwrap());
        let cents = (customer["M"].as_f64().unwrap() * 100.0).round() as i64;
        assert_eq!(rfm.monetary[row], cents);
        for (name, scores) in &rules {
            for (column, found) in [("R", &scores.recency), ("F", &scores.frequency), ("M", &scores.monetary)]
            {
                let key = format!("{name}{column}");
                assert_eq!(Value::from(found[row]), customer[&key], "{key} of {}", log.ids[row]);
            }
        }
        let scores = &rules[0].1;
        let segment = segment_of_scores(scores.recency[row], scores.frequency[row]);
        assert_eq!(segment_named(segment), customer["seg"].as_str().unwrap());
    }

    let scores = &rules[0].1;
    for (name, wanted) in wanted["segments"].as_object().unwrap() {
        let members: Vec<usize> = (0..rfm.customer.len())
            .filter(|&row| {
                segment_named(segment_of_scores(scores.recency[row], scores.frequency[row])) == name
            })
            .collect();
        assert_eq!(members.len() as u64, wanted["n"].as_u64().unwrap(), "{name}");
        let revenue: i64 = members.iter().map(|&row| rfm.monetary[row]).sum();
        assert_eq!(revenue, (wanted["revenue"].as_f64().unwrap() * 100.0).round() as i64, "{name}");
    }

    let shares = [("1", 0.01), ("5", 0.05), ("10", 0.10), ("20", 0.20), ("50", 0.50)];
    for (percent, share) in shares {
        let found = rfm.concentration(&[share])[0].monetary;
        let wanted = wanted["pareto"][format!("top_{percent}pct_revenue_share")].as_f64().unwrap();
        assert!((found - wanted).abs() < 1e-12, "top {percent} %: {found} is not {wanted}");
    }
}

#[test]
fn rfm_of_cdnow_is_exact() {
    check("cdnow_sample.csv", "rfm_cdnow_sample.json");
}

#[test]
fn rfm_of_apparel_is_exact() {
    check("apparel_trans.csv", "rfm_apparel.json");
}
