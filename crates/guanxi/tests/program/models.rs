use serde_json::Value as Json;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn ask(words: &[&str], input: &str) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_guanxi"))
        .arg("model")
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    program.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    program.wait_with_output().unwrap()
}

fn answer(words: &[&str], input: &str) -> Json {
    let output = ask(words, input);
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains("NaN"), "{words:?}");
    serde_json::from_str(&text).unwrap()
}

/// The reference folder, or a line that says that the checks were left out.
fn reference() -> Option<PathBuf> {
    let named = std::env::var_os("GUANXI_REFERENCE_DIR").map(PathBuf::from);
    let folder =
        named.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference"));
    if folder.join("expected").is_dir() {
        return Some(folder);
    }
    println!("left out: there is no folder {}", folder.display());
    None
}

/// Every number, text and list of the wanted document stands in the found one; lists of customers are matched by id.
fn contains(found: &Json, wanted: &Json, tolerance: f64, place: &str, complaints: &mut Vec<String>) {
    match wanted {
        Json::Object(wanted) => {
            for (key, wanted) in wanted.iter().filter(|(key, _)| !LEFT_OUT.contains(&key.as_str())) {
                contains(&found[key], wanted, tolerance, &format!("{place}/{key}"), complaints);
            }
        }
        Json::Array(wanted) => {
            let key = ["id", "customer_id"]
                .into_iter()
                .find(|key| wanted.first().is_some_and(|w| !w[key].is_null()));
            for (at, wanted) in wanted.iter().enumerate() {
                let found = match key {
                    Some(key) => {
                        found.as_array().into_iter().flatten().find(|found| found[key] == wanted[key])
                    }
                    None => found.get(at),
                };
                contains(
                    found.unwrap_or(&Json::Null),
                    wanted,
                    tolerance,
                    &format!("{place}/{at}"),
                    complaints,
                );
            }
        }
        Json::Number(number) => {
            let wanted = number.as_f64().unwrap();
            let close =
                found.as_f64().is_some_and(|f| (f - wanted).abs() <= tolerance * wanted.abs().max(1e-6));
            if !close {
                complaints.push(format!("{place}: {found} is not {wanted}"));
            }
        }
        Json::Null | Json::Bool(_) | Json::String(_) => {
            if found != wanted {
                complaints.push(format!("{place}: {found} is not {wanted}"));
            }
        }
    }
}

/// What the reference says about itself, and intervals of its own dice.
const LEFT_OUT: [&str; 12] = [
    "definition",
    "definitions",
    "dataset",
    "file",
    "sha256",
    "note",
    "grad",
    "seed",
    "edges",
    "bootstrap",
    "true_relative_lift",
    "by_k",
];

#[test]
fn the_answers_are_those_of_the_reference() {
    let Some(folder) = reference() else { return };
    let data = |name: &str| folder.join("data").join(name).display().to_string();
    let sheet = |name: &str| folder.join("expected").join(name).display().to_string();
    let odd: String = std::fs::read_to_string(data("grocery_elog.csv"))
        .unwrap()
        .lines()
        .filter(|line| line.split(',').next().unwrap().parse::<u32>().map_or(true, |id| id % 2 == 1))
        .map(|line| format!("{line}\n"))
        .collect();
    let cases: [(&str, f64, Vec<String>); 9] = [
        (
            "clv_cdnow_sample.json",
            1e-3,
            words("clv FILE --calibration-end 1997-09-30", &data("cdnow_sample.csv")),
        ),
        ("clv_grocery_odd.json", 1e-3, words("clv - --calibration-end 2006-12-31", "")),
        ("rfm_cdnow_sample.json", 1e-9, words("rfm FILE --as-of 1998-06-30", &data("cdnow_sample.csv"))),
        ("rfm_apparel.json", 1e-9, words("rfm FILE --as-of 2010-12-20", &data("apparel_trans.csv"))),
        (
            "assoc_groceries.json",
            1e-9,
            words("baskets FILE --min-support 0.001 --min-confidence 0.5", &data("groceries_arules.csv")),
        ),
        ("beforeafter_a.json", 1e-6, words("experiment FILE", &sheet("beforeafter_a.csv"))),
        ("survey_a.json", 1e-9, words("survey FILE", &sheet("survey_a.csv"))),
        ("retention_profit.json", 1e-9, words("retention --profile FILE", &sheet("retention_profit.json"))),
        ("referral_a.json", 1e-9, words("referral FILE", &sheet("referral_a.csv"))),
    ];
    let mut complaints = Vec::new();
    for (name, tolerance, words) in cases {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let found = answer(&words, if words.contains(&"-") { &odd } else { "" });
        let text = std::fs::read_to_string(sheet(name)).unwrap();
        let mut wanted: Json = serde_json::from_str(&text).unwrap();
        if let Some(object) = wanted.as_object_mut() {
            object.remove("sample");
        }
        if let Some(rate) = wanted["holdout"]["mean_rate"].as_object_mut() {
            rate.remove("corr");
        }
        contains(&found, &wanted, tolerance, name, &mut complaints);
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
}

#[test]
fn forecasts_of_one_and_of_many_series_are_judged() {
    let Some(folder) = reference() else { return };
    let file = folder.join("data/ts_JohnsonJohnson.csv").display().to_string();
    let found = answer(&["forecast", &file, "--horizon", "8", "--backtest", "--json"], "");
    assert_eq!(found["frequency"], 4);
    assert!(found["MASE"].as_f64().unwrap() < 1.3376, "{found}");
    assert_eq!(found["lower80"].as_array().unwrap().len(), 8);
    let table = "series,month,qty\na,2026-01,0\na,2026-02,3\nb,2026-01,7\na,2026-03,0\nb,2026-02,8\n";
    let found = answer(&["forecast", "-", "--horizon", "2", "--method", "croston", "--json"], table);
    assert_eq!(found["n_series"], 2);
    assert_eq!(found["series"][0]["id"], "a");
    assert_eq!(found["series"][0]["forecast"][1], 1.5);
}

fn words(line: &str, file: &str) -> Vec<String> {
    let named = line.split(' ').map(|word| if word == "FILE" { file.to_owned() } else { word.to_owned() });
    named.chain(["--json".to_owned()]).collect()
}

#[test]
fn a_bad_file_ends_with_one_and_names_the_place() {
    let head = "customer_id,date,amount\n1,2026-01-02,5\n";
    let clv = ["clv", "-", "--calibration-end", "2026-03-01", "--json"];
    for (words, input, reason) in [
        (&clv[..], "", "the file is empty"),
        (&clv[..], "customer_id,date,amount\n", "no row"),
        (&clv[..], &format!("{head}2,32/13,5\n"), "row 3, column date: '32/13' is not a date"),
        (&clv[..], &format!("{head}2,2026-01-05,NaN\n"), "row 3, column amount: 'NaN' is not finite"),
        (&clv[..], &format!("{head}2,2026-01-05\n"), "row 3: 2 columns where the names are 3"),
        (&["clv", "-", "--calibration-end", "2020-01-01"][..], head, "no order is as old as 2020-01-01"),
        (&["rfm", "-", "--json"][..], "a,b\n1,2\n", "row 1: there is no column 'customer_id'"),
        (
            &["baskets", "-", "--min-support", "2", "--min-confidence", "1"][..],
            "basket,item\n1,a\n",
            "min_support",
        ),
        (
            &["forecast", "-", "--horizon", "3"][..],
            "value\n1\nx\n",
            "row 3, column value: 'x' is not a number",
        ),
        (&["forecast", "-", "--horizon", "3", "--backtest"][..], "value\n1\n2\n", "too few to hold 3 out"),
        (&["experiment", "-"][..], "treated,pre,post\n1,2,3\nmaybe,1,2\n", "row 3, column treated: 'maybe'"),
        (&["survey", "-"][..], "nps\n9\n11\n", "row 3, column nps: 11 is not between 0 and 10"),
        (&["retention", "--profile", "-"][..], "{\"m0\": 1}", "profit"),
        (
            &["referral", "-"][..],
            "customer_id,referred_by,type1,quarter_acquired,quarterly_margin\n1,7,1,0,5\n",
            "row 2, column referred_by",
        ),
    ] {
        let output = ask(words, input);
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{words:?}: {complaint}");
        assert!(complaint.contains(reason), "{words:?}: {complaint}");
        assert!(output.stdout.is_empty(), "{words:?}");
    }
}

#[test]
fn strange_order_books_are_answered_without_a_word_that_is_no_number() {
    let mut busy = String::from("customer_id,date,amount\n");
    for order in 0..20_000 {
        busy += &format!("1,20{:02}-{:02}-{:02},{}\n", order % 26, 1 + order % 12, 1 + order % 28, order % 7);
    }
    let one_day: String = (0..200).map(|id| format!("{id},2026-01-02,5\n")).collect();
    let head = "customer_id,date,amount\n";
    for book in [
        busy,
        format!("{head}{one_day}"),
        format!(
            "{head}1,1900-01-01,1000000000000000\n2,2025-12-31,-1000000000000000\n2,2025-12-01,0\n3,2999-12-31,1\n"
        ),
        format!("{head}1,2026-01-02,-5\n1,2026-01-03,7\n1,2026-01-03,7\n"),
    ] {
        for words in [
            &["clv", "-", "--calibration-end", "2026-01-31", "--json"][..],
            &["rfm", "-", "--as-of", "2026-01-31", "--json"][..],
        ] {
            let found = answer(words, &book);
            let customers = found["customers"].as_array().unwrap();
            assert!(!customers.is_empty(), "{words:?}");
            if let Some(model) = found["model"].as_str() {
                for customer in customers {
                    for figure in ["ey_holdout", "p_buy_4", "clv"] {
                        assert!(customer[model][figure].is_number(), "{model} {customer}");
                    }
                }
            }
        }
    }
}
