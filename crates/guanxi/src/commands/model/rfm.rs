use super::answer::{Answer, Customers};
use super::purchases::{Purchases, date_of, day_of, month};
use super::table::Table;
use crate::command_line::{Rfm as Asked, RuleName};
use anyhow::Result;
use models::history::{Histories, PurchaseDay};
use models::rfm::{Rfm, Rule, Scores, Segment, segment_of_scores};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

const SHARES: [(&str, f64); 5] = [("1", 0.01), ("5", 0.05), ("10", 0.10), ("20", 0.20), ("50", 0.50)];

pub fn answer(asked: &Asked) -> Result<Answer> {
    let purchases = Purchases::of(&Table::read(&asked.source.file)?)?;
    let as_of = asked.as_of.map_or(purchases.last_day, day_of);
    let histories = Histories::of(purchases.orders(), purchases.ids.len(), as_of, PurchaseDay::NoReturn)?;
    let rfm = Rfm::of(&histories);
    let scores = [Rule::A, Rule::B, Rule::C].map(|rule| rfm.scores(rule));
    let rule = asked.rule as usize;
    let count = rfm.customer.len();
    let segment_of = |row: usize| segment_of_scores(scores[rule].recency[row], scores[rule].frequency[row]);
    let mut pareto = Map::new();
    for (percent, share) in SHARES {
        pareto.insert(
            format!("top_{percent}pct_revenue_share"),
            rfm.concentration(&[share])[0].monetary.into(),
        );
    }
    let grid = |wanted: (u8, u8, u8)| {
        let [a, ..] = &scores;
        (0..count).filter(|row| (a.recency[*row], a.frequency[*row], a.monetary[*row]) == wanted).count()
    };
    let facts = json!({
        "as_of": date_of(as_of),
        "n": count,
        "rule": letter(asked.rule),
        "left_out": { "without_customer": purchases.without_customer },
        "rules": rules(&scores),
        "cell_555": grid((5, 5, 5)),
        "cell_111": grid((1, 1, 1)),
        "cells_A_nonempty": nonempty(&scores[0]),
        "RF_grid_A": recency_by_frequency(&scores[0]),
        "segments": segments(&rfm, &purchases, segment_of),
        "pareto": pareto,
        "cohort_retention": { "rows": cohorts(&histories) },
    });
    drop(histories);
    let one = Box::new(move |row| customer(&purchases, &rfm, &scores, rule, row));
    Ok(Answer { facts, customers: Some(Customers { count, one }) })
}

fn customer(purchases: &Purchases, rfm: &Rfm, scores: &[Scores; 3], rule: usize, row: usize) -> Json {
    let money = rfm.monetary[row] as f64 / purchases.units;
    let mut told = json!({
        "customer_id": purchases.ids[rfm.customer[row] as usize],
        "R": rfm.recency_days[row],
        "F": rfm.frequency[row],
        "M": money,
        "M_avg": money / f64::from(rfm.frequency[row]),
    });
    for (letter, scores) in ["A", "B", "C"].iter().zip(scores) {
        told[format!("{letter}R")] = json!(scores.recency[row]);
        told[format!("{letter}F")] = json!(scores.frequency[row]);
        told[format!("{letter}M")] = json!(scores.monetary[row]);
    }
    let own = &scores[rule];
    told["seg"] = json!(title(segment_of_scores(own.recency[row], own.frequency[row])));
    told
}

fn nonempty(scores: &Scores) -> usize {
    let cells = scores.recency.iter().zip(&scores.frequency).zip(&scores.monetary);
    cells.collect::<BTreeSet<_>>().len()
}

/// By month of the first purchase: customers who bought in that month, the next, and so on. Rows are as long as that of the
/// oldest cohort; months that a younger one has not lived yet are 0.
fn cohorts(histories: &Histories) -> Json {
    let all = 0..histories.customers();
    let oldest = all.clone().filter_map(|customer| histories.purchases(customer).days.first()).min();
    let ages =
        oldest.map_or(0, |day| (month(histories.as_of()) - month(*day)).clamp(0, MOST_MONTHS)) as usize;
    let mut rows: BTreeMap<i32, Vec<u64>> = BTreeMap::new();
    for customer in all {
        let days = histories.purchases(customer).days;
        let Some(first) = days.first().map(|day| month(*day)) else { continue };
        let row = rows.entry(first).or_insert_with(|| vec![0; ages + 1]);
        let mut months: Vec<i32> = days.iter().map(|day| month(*day)).collect();
        months.dedup();
        for month in months {
            if let Some(cell) = row.get_mut((month - first) as usize) {
                *cell += 1;
            }
        }
    }
    let named = rows.into_iter().map(|(month, row)| {
        (format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1), json!(row))
    });
    Json::Object(named.collect::<Map<_, _>>())
}

/// A cohort is followed for fifty years at most.
const MOST_MONTHS: i32 = 600;

fn letter(rule: RuleName) -> &'static str {
    match rule {
        RuleName::A => "A",
        RuleName::B => "B",
        RuleName::C => "C",
    }
}

/// A dimension's letter and its column of scores.
type Dimension = (&'static str, fn(&Scores) -> &Vec<u8>);

fn rules(scores: &[Scores; 3]) -> Json {
    let mut rules = Map::new();
    let columns: [Dimension; 3] = [
        ("R", |scores| &scores.recency),
        ("F", |scores| &scores.frequency),
        ("M", |scores| &scores.monetary),
    ];
    for (name, column) in columns {
        let sizes = |scores: &Scores| {
            let mut sizes = [0u64; 5];
            column(scores).iter().for_each(|score| sizes[usize::from(*score) - 1] += 1);
            sizes
        };
        let [a, b, c] = scores.each_ref().map(sizes);
        rules.insert(name.to_owned(), json!({ "A": a, "B": b, "C": c }));
    }
    Json::Object(rules)
}

fn recency_by_frequency(scores: &Scores) -> [[u64; 5]; 5] {
    let mut grid = [[0; 5]; 5];
    for (recency, frequency) in scores.recency.iter().zip(&scores.frequency) {
        grid[usize::from(*recency) - 1][usize::from(*frequency) - 1] += 1;
    }
    grid
}

fn segments(rfm: &Rfm, purchases: &Purchases, segment_of: impl Fn(usize) -> Segment) -> Json {
    let mut segments = Map::new();
    let found: Vec<Segment> = (0..rfm.customer.len()).map(segment_of).collect();
    let mut present = found.clone();
    present.sort_unstable();
    present.dedup();
    for segment in present {
        let rows: Vec<usize> = (0..found.len()).filter(|row| found[*row] == segment).collect();
        let mean =
            |column: &[u32]| rows.iter().map(|row| f64::from(column[*row])).sum::<f64>() / rows.len() as f64;
        let revenue: i128 = rows.iter().map(|row| i128::from(rfm.monetary[*row])).sum();
        let sums = json!({
            "n": rows.len(),
            "revenue": revenue as f64 / purchases.units,
            "mean_F": mean(&rfm.frequency),
            "mean_R": mean(&rfm.recency_days),
        });
        segments.insert(title(segment).to_owned(), sums);
    }
    Json::Object(segments)
}

fn title(segment: Segment) -> &'static str {
    match segment {
        Segment::Champions => "Champions",
        Segment::Loyal => "Loyal",
        Segment::PotentialLoyalist => "Potential loyalists",
        Segment::New => "New",
        Segment::Promising => "Promising",
        Segment::NeedAttention => "Need attention",
        Segment::AboutToSleep => "About to sleep",
        Segment::AtRisk => "At risk",
        Segment::CantLose => "Can't lose",
        Segment::Hibernating => "Hibernating",
        Segment::Lost => "Lost",
    }
}

pub fn in_words(answer: &Json) -> String {
    let mut text = format!("{} customers as of {}\n", answer["n"], answer["as_of"].as_str().unwrap_or(""));
    for (name, segment) in answer["segments"].as_object().into_iter().flatten() {
        let revenue = segment["revenue"].as_f64().unwrap_or(0.0);
        text += &format!(
            "{name:<20} {:>8} customers {revenue:>16.2} revenue\n",
            segment["n"].as_u64().unwrap_or(0)
        );
    }
    text
}
