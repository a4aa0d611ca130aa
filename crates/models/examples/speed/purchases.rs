use crate::clock::timed;
use crate::dice::Dice;
use models::btyd::{
    Groups, PurchaseModel, Summaries, Variant, fit_dropout, fit_pareto, fit_regular, outlook,
};
use models::gamma_gamma::fit_spend;
use models::history::{Histories, Orders, PurchaseDay};
use models::lifetime_value::Horizon;
use models::rfm::{Rfm, Rule};
use models::rhythm::{RhythmSettings, rhythms};
use models::sufficiency::Sufficiency;

pub fn rfm_of_ten_million_rows() {
    let mut dice = Dice(1);
    let rows = 10_000_000;
    let customers = 850_000;
    let customer: Vec<u32> = (0..rows).map(|_| (dice.unit() * f64::from(customers)) as u32).collect();
    let day: Vec<i32> = (0..rows).map(|_| (dice.unit() * 1000.0) as i32).collect();
    let amount: Vec<i64> = (0..rows).map(|_| (dice.unit() * 50_000.0) as i64 - 500).collect();
    let orders = Orders { customer: &customer, day: &day, amount: &amount };
    let (histories, merging) =
        timed(|| Histories::of(orders, customers as usize, 1000, PurchaseDay::PositiveOrder).unwrap());
    let (rfm, columns) = timed(|| Rfm::of(&histories));
    let (scores, scoring) = timed(|| rfm.scores(Rule::C));
    let (_, ranking) = timed(|| rfm.scores(Rule::A));
    let (segments, naming) = timed(|| rfm.segments(&scores));
    println!(
        "rfm, {rows} rows, {} customers: merge {merging:.3} + columns {columns:.3} + rule C {scoring:.3} \
         (rule A {ranking:.3}) + segments {naming:.3} s",
        segments.len()
    );
    let (_, rhythm) = timed(|| rhythms(&histories, &RhythmSettings::default()));
    println!("rhythm of the same: {rhythm:.3} s");
}

pub fn forecasts_of_a_million_customers() {
    let summaries = simulated(1_000_000);
    let (groups, grouping) = timed(|| Groups::of(&summaries));
    println!("grouping 1,000,000 customers into {}: {grouping:.3} s", groups.rows().len());
    let horizon = Horizon::of_weeks(52.0, 0.10).unwrap();
    for variant in [Variant::BgNbd, Variant::MbgNbd] {
        let (fit, fitting) = timed(|| fit_dropout(&groups, variant).unwrap());
        println!(
            "{variant:?}: fit {fitting:.3} s ({} evaluations, {:?}), {:?}",
            fit.optimum.evaluations, fit.optimum.ending, fit.model
        );
        let model = PurchaseModel::Dropout(fit.model);
        let (ahead, forecasting) = timed(|| outlook(&model, &groups, &summaries, &horizon));
        println!("{variant:?}: outlook of {} customers {forecasting:.3} s", ahead.chance_13_weeks.len());
    }
    let (fit, fitting) = timed(|| fit_pareto(&groups).unwrap());
    println!("ParetoNbd: fit {fitting:.3} s ({} evaluations), {:?}", fit.optimum.evaluations, fit.model);
    let (fit, fitting) = timed(|| fit_regular(&groups, 0.0, 2).unwrap());
    println!("MbgCnbd-2: fit {fitting:.3} s ({} evaluations), {:?}", fit.optimum.evaluations, fit.model);
    let (spend, fitting) = timed(|| fit_spend(&summaries, &Sufficiency::default(), 30.0).unwrap());
    println!("gamma-gamma on {} customers: {fitting:.3} s, {:?}", spend.customers, spend.basis);
}

/// Customers as BG/NBD (r 0.243, alpha 4.414, a 0.793, b 2.426) and gamma-gamma (6.25, 3.74, 15.44) imagine them.
fn simulated(customers: usize) -> Summaries {
    let mut dice = Dice(7);
    let mut columns = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..customers {
        let age = 189 + (dice.unit() * 84.0) as u32;
        let rate = dice.gamma(0.243) / 4.414 / 7.0;
        let (up, down) = (dice.gamma(0.793), dice.gamma(2.426));
        let leaving = up / (up + down);
        let (mut time, mut last, mut repeats) = (0.0, 0, 0);
        loop {
            time += -dice.unit().ln() / rate;
            let day = time.ceil();
            if day > f64::from(age) {
                break;
            }
            if day as u32 > last {
                last = day as u32;
                repeats += 1;
            }
            if dice.unit() < leaving {
                break;
            }
        }
        let scale = dice.gamma(3.74) / 15.44;
        let total: f64 = (0..repeats).map(|_| dice.gamma(6.25) / scale).sum();
        columns.0.push(repeats);
        columns.1.push(last);
        columns.2.push(age);
        columns.3.push(if repeats > 0 { total / f64::from(repeats) } else { 0.0 });
    }
    Summaries::from_columns(&columns.0, &columns.1, &columns.2, &columns.3).unwrap()
}
