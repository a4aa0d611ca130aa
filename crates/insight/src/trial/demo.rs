use super::{customers, day};
use crate::alert::{Kind, wanted};
use crate::customers::Customers;
use crate::ledger::{Head, Ledger, Line, LineKind, OrderKind};
use crate::rates::Rates;
use crate::settings::Settings;
use crate::staying::staying;
use crate::trade::{Span, Trade};
use crate::valuation::{Valuation, value};
use ::value::{Currency, Date, Id, Money};
use models::risk::Risk;
use models::tier::Tier;
use sample::{Company, company};
use std::collections::HashMap;

const TODAY: Date = jiff::civil::date(2026, 11, 21);

struct Demo {
    company: Company,
    trade: Trade,
    valuation: Valuation,
}

fn demo() -> Demo {
    let company = company(1, TODAY);
    let customers = listed(&company);
    let book = booked(&company);
    let span = Span { as_of: day(TODAY), year_before: day(TODAY) - 365 };
    let trade = Trade::of(&book, company.customers.len(), span).unwrap();
    let settings = Settings::read(|_| None).unwrap();
    let valuation = value(&customers, &trade, &settings, span, Currency::CNY).unwrap().unwrap();
    Demo { company, trade, valuation }
}

fn listed(company: &Company) -> Customers {
    let mut groups = HashMap::new();
    let mut list = customers(company.customers.len());
    for (place, customer) in company.customers.iter().enumerate() {
        let fresh = groups.len() as u32;
        list.group[place] = *groups.entry((customer.kind, customer.roles.clone())).or_insert(fresh);
        list.wallet[place] = customer.stated_wallet.map(|wallet| wallet as f64);
    }
    list
}

fn booked(company: &Company) -> Ledger {
    let orders = || company.orders.iter().zip(1..).filter(|(order, _)| order.stands());
    let heads = orders().filter_map(|(order, id)| {
        Some(Head {
            order: Id(id),
            customer: u32::try_from(order.customer?).unwrap(),
            day: day(order.ordered_on),
            kind: if order.kind == "return" { OrderKind::Return } else { OrderKind::Sale },
        })
    });
    let mut ledger = Ledger::of(heads.collect());
    let rates = Rates::of(Currency::CNY, []);
    let money = |minor| Some(Money::new(minor, Currency::CNY));
    for (order, id) in orders() {
        for line in &order.lines {
            let kind = match line.kind {
                "return" => LineKind::Return,
                "cancellation" => LineKind::Cancellation,
                "free" => LineKind::Free,
                _ => LineKind::Sale,
            };
            let line = Line { order: Id(id), amount: money(line.amount), cost: money(line.cost), kind };
            ledger.add(line, &rates, 0.3);
        }
    }
    ledger
}

fn share(part: usize, all: usize) -> f64 {
    part as f64 / all as f64
}

fn bought_again(valuation: &Valuation, row: usize) -> bool {
    valuation.forecast.buyers.rows()[row].repeats > 0
}

#[test]
fn who_has_left_is_at_risk_and_who_has_not_mostly_is_not() {
    let Demo { company, valuation, .. } = demo();
    let repeat_buyers: Vec<usize> =
        (0..valuation.rows()).filter(|row| bought_again(&valuation, *row)).collect();
    let at_risk = |row: &usize| valuation.judgements[*row].risk != Risk::None;
    let gone = |row: &usize| !company.truths[valuation.customer(*row)].alive;
    let warned = repeat_buyers.iter().filter(|row| at_risk(row)).count();
    let left = repeat_buyers.iter().filter(|row| gone(row)).count();
    let right = repeat_buyers.iter().filter(|row| at_risk(row) && gone(row)).count();
    let (recall, precision) = (share(right, left), share(right, warned));
    println!("risk: recall {recall:.3}, precision {precision:.3}, of {left} who left");
    assert!(recall > 0.75, "{recall}");
    assert!(precision > 0.6, "{precision}");
    let high = repeat_buyers.iter().filter(|row| valuation.judgements[**row].risk == Risk::High);
    let (right, warned) = high.fold((0, 0), |sum, row| (sum.0 + usize::from(gone(row)), sum.1 + 1));
    println!("high risk: precision {:.3} of {warned}", share(right, warned));
    assert!(share(right, warned) > 0.75);
}

#[test]
fn the_best_tier_brings_the_margin_and_the_drains_lie_below_zero() {
    let Demo { company, valuation, .. } = demo();
    let truth = |row: usize| &company.truths[valuation.customer(row)];
    let margin = |tier: Tier| -> f64 {
        let rows = (0..valuation.rows()).filter(|row| valuation.placements[*row].tier == tier);
        rows.map(|row| truth(row).expected_margin_12m as f64).sum()
    };
    let all: f64 = (0..valuation.rows()).map(|row| truth(row).expected_margin_12m as f64).sum();
    println!("share of the true margin in the best tier: {:.3}", margin(Tier::Mvc) / all);
    assert!(margin(Tier::Mvc) > 0.7 * all);
    let best = valuation.placements.iter().filter(|placement| placement.tier == Tier::Mvc).count();
    assert!(best * 5 <= valuation.rows());
    let drains: Vec<usize> = (0..valuation.rows())
        .filter(|row| truth(*row).drain && bought_again(&valuation, *row) && truth(*row).alive)
        .collect();
    let found = drains.iter().filter(|row| valuation.placements[**row].tier == Tier::Bz).count();
    println!("drains below zero: {found} of {}", drains.len());
    assert!(share(found, drains.len()) > 0.6);
    let innocent = (0..valuation.rows()).filter(|row| !truth(*row).drain);
    assert_eq!(innocent.filter(|row| valuation.placements[*row].tier == Tier::Bz).count(), 0);
}

#[test]
fn expected_margin_follows_the_truth_in_the_sum_and_in_order() {
    let Demo { company, valuation, .. } = demo();
    let pairs: Vec<(f64, f64)> = (0..valuation.rows())
        .map(|row| {
            let truth = company.truths[valuation.customer(row)].expected_margin_12m as f64;
            (valuation.lifetime_value[row], truth)
        })
        .collect();
    let (found, truth) = pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    println!("expected margin against the truth: {:.3}", found / truth);
    assert!((0.7..1.2).contains(&(found / truth)));
    let error: f64 = pairs.iter().map(|(found, truth)| (found - truth).abs()).sum();
    let naive: f64 =
        (0..valuation.rows()).map(|row| (valuation_of_last_year(&valuation, row) - pairs[row].1).abs()).sum();
    println!("error against the truth: {:.3} of the naive one's", error / naive);
    assert!(error < naive);
}

/// The baseline: next year brings each purchase that the customer made on average, for ever.
fn valuation_of_last_year(valuation: &Valuation, row: usize) -> f64 {
    let buyer = valuation.forecast.buyers.rows()[row];
    let years = f64::from(buyer.age_days.max(30)) / 365.25;
    f64::from(buyer.repeats + 1) / years * valuation.forecast.margin[row]
}

#[test]
fn warnings_come_while_there_is_something_to_save() {
    let Demo { company, trade, valuation } = demo();
    let list = wanted(&valuation, &trade, |_, _| 1.0);
    let count = |kind: Kind| list.iter().filter(|alert| alert.kind == kind).count();
    for kind in Kind::ALL {
        println!("{}: {}", kind.name(), count(kind));
        assert!(count(kind) > 0, "{}", kind.name());
        assert!(count(kind) * 8 < valuation.rows(), "{} for {}", kind.name(), count(kind));
    }
    assert!(list.iter().all(|alert| alert.score.is_finite() && alert.at_stake > 0.0));
    for alert in &list {
        for language in ["en", "zh-Hans", "zh-Hant"] {
            let text = alert.reason[language].as_str().unwrap();
            assert!(!text.is_empty() && !text.contains('{') && !text.contains("NaN"), "{text}");
        }
    }
    let leaving: Vec<_> = list.iter().filter(|alert| alert.kind == Kind::Leaving).collect();
    let gone = leaving.iter().filter(|alert| !company.truths[alert.customer].alive).count();
    println!("leaving: {gone} of {} have left in truth", leaving.len());
    assert!(share(gone, leaving.len()) > 0.4);
}

#[test]
fn the_same_day_again_moves_nobody() {
    let Demo { company, trade, valuation } = demo();
    let mut again = listed(&company);
    for row in 0..valuation.rows() {
        let before = &mut again.before[valuation.customer(row)];
        before.tier = Some(valuation.placements[row].tier);
        before.risk = Some(valuation.judgements[row].risk);
    }
    let settings = Settings::read(|_| None).unwrap();
    let second = value(&again, &trade, &settings, valuation.span, Currency::CNY).unwrap().unwrap();
    let moved = (0..valuation.rows())
        .filter(|row| {
            second.placements[*row].tier != valuation.placements[*row].tier
                || second.judgements[*row].risk != valuation.judgements[*row].risk
        })
        .count();
    assert_eq!(moved, 0);
}

#[test]
fn the_best_customers_of_a_year_come_back_more_often_than_the_others() {
    let Demo { company, trade, valuation } = demo();
    let kept = staying(&trade, company.customers.len(), valuation.span.as_of).unwrap();
    let [all, fifths @ ..] = kept.groups.as_slice() else { panic!("{kept:?}") };
    assert_eq!(fifths.iter().map(|fifth| fifth.customers).sum::<u64>(), all.customers);
    assert_eq!(fifths.iter().map(|fifth| fifth.margin).sum::<i64>(), all.margin);
    let stay = |place: usize| share(fifths[place].stayed as usize, fifths[place].customers as usize);
    assert!(stay(0) > stay(4) + 0.1, "{} against {}", stay(0), stay(4));
}

#[test]
fn a_quarter_ago_the_figures_would_have_been_better_than_simple_guesses() {
    let Demo { valuation, .. } = demo();
    let fits = &valuation.forecast.fits;
    let choice = fits.choice.as_ref().unwrap();
    for (fit, held_out) in choice.fits.iter().zip(&choice.held_out) {
        println!("{:?}: log-likelihood {:.1}, held out {held_out:?}", fit.family, fit.log_likelihood);
    }
    let test = fits.backtest.as_ref().unwrap();
    println!("{test:#?}");
    assert!(test.chance.brier < 0.75 * test.chance.naive_brier);
    assert!(test.orders.mae < test.orders.naive_mae);
    let share_silent = share(test.warnings.silent as usize, test.warnings.repeat_buyers as usize);
    let hit_rate = share(test.warnings.right as usize, test.warnings.warned as usize);
    assert!(hit_rate > 1.25 * share_silent, "{hit_rate} of {share_silent}");
    let dates = test.dates.as_ref().unwrap();
    assert!(dates.mae_days < dates.naive_mae_days);
    assert!((test.orders.expected / test.orders.actual - 1.0).abs() < 0.15);
    let (known, unseen) = test.tracking.split_at(test.tracking.len() - test.weeks as usize);
    assert_eq!(known.last().unwrap().until, test.known_until);
    assert!(test.tracking.is_sorted_by(|one, next| one.until < next.until && one.actual <= next.actual));
    for point in [known.last().unwrap(), unseen.last().unwrap()] {
        assert!((point.expected / point.actual as f64 - 1.0).abs() < 0.1, "{point:?}");
    }
}
