mod customers;
mod fits;
mod holdout;

use super::answer::{Answer, Customers};
use super::purchases::{Purchases, date_of, day_of};
use super::table::Table;
use crate::command_line::{Clv as Asked, PurchaseModelName};
use anyhow::{Result, bail};
use models::btyd::{
    Choice, FAMILIES, Family, Groups, PurchaseModel, Summaries, choose, counts_expected, expected_by_week,
};
use models::gamma_gamma::{SpendFit, fit_spend};
use models::history::{Histories, PurchaseDay};
use models::lifetime_value::Horizon;
use models::sufficiency::Sufficiency;
use serde_json::{Map, Value as Json, json};

/// Everything that the parts of the answer are drawn from.
struct Study {
    purchases: Purchases,
    known: Histories,
    all: Histories,
    summaries: Summaries,
    groups: Groups,
    choice: Choice,
    spend: Option<SpendFit>,
    horizon: Horizon,
    year: Horizon,
    holdout_weeks: f64,
}

/// Without later orders the value of a year is told.
const WEEKS_OF_A_YEAR: f64 = 52.0;
/// One order dated 2999 is no reason to look further ahead than anybody can.
const A_CENTURY_IN_WEEKS: f64 = 5200.0;

pub fn answer(asked: &Asked) -> Result<Answer> {
    let study = study(asked)?;
    let rows = study.summaries.rows();
    let actual = holdout::actual(&study);
    let speaks = study.choice.best();
    let mut answer = json!({
        "calibration_end": date_of(study.known.as_of()),
        "holdout_end": date_of(study.all.as_of()),
        "holdout_weeks": study.holdout_weeks,
        "horizon_weeks": study.horizon.weeks(),
        "discount_annual": asked.discount_annual,
        "n_customers": rows.len(),
        "sum_x": rows.iter().map(|row| u64::from(row.repeats)).sum::<u64>(),
        "n_zero_repeat": rows.iter().filter(|row| row.repeats == 0).count(),
        "sum_x_star": actual.iter().sum::<f64>(),
        "left_out": {
            "without_customer": study.purchases.without_customer,
            "customers_first_seen_later": study.purchases.ids.len() - rows.len(),
        },
        "model": speaks.family.name(),
        "choice": fits::choice(&study.choice),
        "fits": fits::fits(&study),
        "new_customer": newcomer(&study),
    });
    if study.holdout_weeks > 0.0 {
        answer["holdout"] = holdout::holdout(&study, &actual)?;
    }
    for fit in &study.choice.fits {
        if let (Family::BgNbd, PurchaseModel::Dropout(model)) = (fit.family, study.model_of(fit.family)) {
            let counted = |x: u32| rows.iter().filter(|row| row.repeats == x).count();
            answer["bgnbd_frequency_fit"] = json!({
                "actual": (0..=6).map(counted).collect::<Vec<_>>(),
                "expected": counts_expected(&model, &study.groups, 6),
            });
        }
        let model = study.model_of(fit.family);
        let weeks = [13.0, 26.0, 39.0, 52.0, 65.0, 78.0];
        answer[format!("{}_tracking", fit.family.name())] = json!({
            "weeks": weeks,
            "expected": expected_by_week(&model, &study.summaries, &weeks),
        });
    }
    let count = study.summaries.rows().len();
    let one = Box::new(customers::teller(study, actual));
    Ok(Answer { facts: answer, customers: Some(Customers { count, one }) })
}

pub fn in_words(answer: &Answer) -> String {
    let Answer { facts, customers: Some(customers) } = answer else { return String::new() };
    let number = |json: &Json| json.as_f64().unwrap_or(0.0);
    let model = facts["model"].as_str().unwrap_or("");
    let end = facts["calibration_end"].as_str().unwrap_or("");
    let mut text = format!("{} customers up to {end}, {model} speaks\n", customers.count);
    for sentence in facts["choice"]["said"].as_array().into_iter().flatten() {
        text += &format!("{}\n", sentence.as_str().unwrap_or(""));
    }
    let worth = |place: usize| {
        let of = &(customers.one)(place)[model];
        of["clv"].as_f64().unwrap_or_else(|| number(&of["ey_holdout"]))
    };
    let mut best: Vec<(f64, usize)> = (0..customers.count).map(|place| (worth(place), place)).collect();
    best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    text += &format!("{:<20} {:>8} {:>8} {:>10} {:>12}\n", "customer", "repeats", "alive", "orders", "value");
    for (_, place) in best.into_iter().take(SHOWN) {
        let customer = (customers.one)(place);
        let of = &customer[model];
        text += &format!(
            "{:<20} {:>8} {:>8.3} {:>10.3} {:>12.2}\n",
            customer["id"].as_str().unwrap_or(""),
            customer["x"].as_u64().unwrap_or(0),
            of["p_alive"].as_f64().unwrap_or(1.0),
            number(&of["ey_holdout"]),
            number(&of["clv"])
        );
    }
    text
}

/// Customers that the short text shows.
const SHOWN: usize = 20;

fn study(asked: &Asked) -> Result<Study> {
    let purchases = Purchases::of(&Table::read(&asked.source.file)?)?;
    let end = day_of(asked.calibration_end);
    if end < purchases.first_day {
        bail!(
            "no order is as old as {}; the first is of {}",
            asked.calibration_end,
            date_of(purchases.first_day)
        );
    }
    let last = purchases.last_day.max(end);
    let all = Histories::of(purchases.orders(), purchases.ids.len(), last, PurchaseDay::NoReturn)?;
    let known = Histories::of(purchases.orders(), purchases.ids.len(), end, PurchaseDay::NoReturn)?;
    let summaries = Summaries::of(&known);
    if summaries.rows().is_empty() {
        bail!("up to {} there are only returns", asked.calibration_end);
    }
    let choice = choose(&known, families(asked.model))?;
    let spend = match purchases.priced {
        true => Some(fit_spend(&summaries, &Sufficiency::default(), known.mean_purchase())?),
        false => None,
    };
    let holdout_weeks = (f64::from(last) - f64::from(end)) / 7.0;
    let ahead = if holdout_weeks > 0.0 { holdout_weeks.min(A_CENTURY_IN_WEEKS) } else { WEEKS_OF_A_YEAR };
    let horizon = Horizon::of_weeks(asked.horizon_weeks.unwrap_or(ahead), asked.discount_annual)?;
    let year = Horizon::of_weeks(WEEKS_OF_A_YEAR, asked.discount_annual)?;
    let groups = Groups::of(&summaries);
    Ok(Study { purchases, known, all, summaries, groups, choice, spend, horizon, year, holdout_weeks })
}

fn families(asked: PurchaseModelName) -> &'static [Family] {
    match asked {
        PurchaseModelName::Auto => &FAMILIES,
        PurchaseModelName::Bgnbd => &[Family::BgNbd],
        PurchaseModelName::Mbgnbd => &[Family::MbgNbd],
        PurchaseModelName::Paretonbd => &[Family::ParetoNbd],
        PurchaseModelName::Mbgcnbd => &[Family::MbgCnbd],
    }
}

fn newcomer(study: &Study) -> Json {
    let model = study.model_of(study.choice.best().family);
    let mut expected = Map::new();
    for weeks in [13.0, 26.0, 52.0, 104.0] {
        expected.insert(format!("ey_{weeks}"), model.expected_of_newcomer(weeks).into());
    }
    Json::Object(expected)
}

impl Study {
    /// The model that answers for a family: NBD where the family's own cannot be defended.
    fn model_of(&self, family: Family) -> PurchaseModel {
        let of = |wanted: Family| self.choice.fits.iter().find(|fit| fit.family == wanted);
        let fit = of(family).filter(|fit| fit.can_be_defended()).or_else(|| of(Family::Nbd));
        fit.map_or(self.choice.best().model, |fit| fit.model)
    }
}
