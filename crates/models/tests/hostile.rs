//! Nothing that can stand in an order book makes a model panic or answer with something that is no number.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use models::btyd::{
    FAMILIES, Groups, Outlook, PurchaseFit, PurchaseModel, Summaries, Variant, choose, fit_pareto,
    fit_purchases, outlook,
};
use models::gamma_gamma::fit_spend;
use models::history::{Histories, Orders, PurchaseDay};
use models::lifetime_value::{Horizon, lifetime_value};
use models::rfm::{Rfm, Rule};
use models::rhythm::{RhythmSettings, rhythms};
use models::risk::{Risk, RiskSettings, Standing, judge, value_at_stake};
use models::sufficiency::Sufficiency;
use models::tier::{TierSettings, Worth, tiers};

/// A small generator, so that every run sees the same orders.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

#[derive(Default)]
struct Book {
    customers: usize,
    customer: Vec<u32>,
    day: Vec<i32>,
    amount: Vec<i64>,
}

impl Book {
    fn order(&mut self, customer: u32, day: i32, amount: i64) {
        self.customer.push(customer);
        self.day.push(day);
        self.amount.push(amount);
        self.customers = self.customers.max(customer as usize + 1);
    }
}

fn finite(name: &str, column: &str, values: impl IntoIterator<Item = f64>) {
    for (row, value) in values.into_iter().enumerate() {
        assert!(value.is_finite(), "{name}: {column} of row {row} is {value}");
    }
}

fn sound(name: &str, ahead: &Outlook) {
    let chances = [&ahead.chance_4_weeks, &ahead.chance_13_weeks, &ahead.usual_chance_13_weeks];
    for column in chances.into_iter().chain(ahead.p_alive.as_ref()) {
        assert!(column.iter().all(|p| (0.0..=1.0).contains(p)), "{name}");
    }
    for column in [
        &ahead.expected_90_days,
        &ahead.expected_horizon,
        &ahead.discounted_horizon,
        &ahead.median_wait_weeks,
    ] {
        finite(name, "outlook", column.iter().copied());
        assert!(column.iter().all(|value| *value >= 0.0), "{name}");
    }
}

/// Runs the whole chain over a book, with the gate open so that every model has to cope.
fn walk(name: &str, book: &Book, as_of: i32) -> Vec<PurchaseFit> {
    let orders = Orders { customer: &book.customer, day: &book.day, amount: &book.amount };
    let mut fits = Vec::new();
    for counted in [PurchaseDay::AnyOrder, PurchaseDay::PositiveOrder] {
        let histories = Histories::of(orders, book.customers, as_of, counted).unwrap();
        let rfm = Rfm::of(&histories);
        for rule in [Rule::A, Rule::B, Rule::C] {
            let scores = rfm.scores(rule);
            for column in [&scores.recency, &scores.frequency, &scores.monetary] {
                assert!(column.iter().all(|score| (1..=5).contains(score)), "{name}");
            }
            assert_eq!(rfm.segments(&scores).len(), rfm.customer.len());
        }
        for variant in [Variant::BgNbd, Variant::MbgNbd] {
            fits.extend(forecast(name, &histories, variant));
        }
    }
    let kept = Histories::of(orders, book.customers, as_of, PurchaseDay::NoReturn).unwrap();
    every_family(name, &kept);
    fits
}

fn every_family(name: &str, histories: &Histories) {
    let Ok(choice) = choose(histories, &FAMILIES) else { return };
    let summaries = Summaries::of(histories);
    let groups = Groups::of(&summaries);
    let horizon = Horizon::of_weeks(52.0, 0.10).unwrap();
    for fit in &choice.fits {
        sound(name, &outlook(&fit.model, &groups, &summaries, &horizon));
        finite(name, "log-likelihood", [fit.log_likelihood, fit.model.expected_of_newcomer(52.0)]);
        let waits =
            summaries.rows().iter().flat_map(|row| [0.1, 0.9].map(|share| fit.model.wait(*row, share)));
        finite(name, "wait", waits);
    }
    finite(name, "held-out likelihood", choice.held_out.iter().flatten().copied());
}

fn forecast(name: &str, histories: &Histories, variant: Variant) -> Option<PurchaseFit> {
    let summaries = Summaries::of(histories);
    let groups = Groups::of(&summaries);
    let fit = fit_purchases(&groups, variant, &Sufficiency::default()).ok()?;
    let horizon = Horizon::of_weeks(52.0, 0.10).unwrap();
    let pareto = PurchaseModel::Pareto(fit_pareto(&groups).unwrap().model);
    sound(name, &outlook(&pareto, &groups, &summaries, &horizon));
    let ahead = outlook(&fit.model, &groups, &summaries, &horizon);
    sound(name, &ahead);
    let spend = fit_spend(&summaries, &Sufficiency::default(), 100.0).unwrap();
    let rows = summaries.rows();
    let amount: Vec<f64> = (0..rows.len())
        .map(|row| spend.spend.expected(rows[row].repeats, summaries.mean_repeat()[row]))
        .collect();
    finite(name, "amount", amount.iter().copied());
    let margin: Vec<f64> =
        (0..rows.len()).map(|row| lifetime_value(ahead.discounted_horizon[row], amount[row])).collect();
    finite(name, "margin", margin.iter().copied());
    let worth = Worth {
        expected_margin: &margin,
        cost_to_serve: &vec![1.0; rows.len()],
        spend: &amount,
        wallet: &vec![Some(f64::NAN); rows.len()],
        margin_rate: &vec![0.3; rows.len()],
        group: &vec![1; rows.len()],
    };
    assert_eq!(tiers(worth, &TierSettings::default()).unwrap().len(), rows.len());
    let rhythm = rhythms(histories, &RhythmSettings::default());
    for row in 0..rows.len() {
        let standing = Standing {
            repeats: rows[row].repeats,
            chance: ahead.chance_13_weeks[row],
            usual_chance: ahead.usual_chance_13_weeks[row],
            before: Risk::Watch,
        };
        let _ = judge(standing, &RiskSettings::default());
        if let Some(rhythm) = rhythm[summaries.customer()[row] as usize] {
            let stake = value_at_stake(rhythm.purchases_a_year(), amount[row], margin[row]);
            finite(name, "rhythm", [rhythm.gap_days, rhythm.overdue, stake]);
            let next = rhythm.next_day(histories.as_of(), ahead.median_wait_weeks[row]);
            assert!(next > histories.as_of(), "{name}");
        }
    }
    Some(fit)
}

#[test]
fn an_empty_book_has_no_model() {
    assert!(walk("empty", &Book { customers: 5, ..Book::default() }, 100).is_empty());
}

#[test]
fn everything_on_one_day() {
    let mut book = Book::default();
    (0..300).for_each(|customer| book.order(customer, 50, 100));
    assert!(!walk("one day, today", &book, 50).is_empty());
    walk("one day, long ago", &book, 50_000);
}

#[test]
fn one_customer_with_a_million_orders() {
    let mut book = Book::default();
    (0..1_000_000).for_each(|order| book.order(0, order % 730, i64::from(order % 7) - 2));
    walk("a million orders alone", &book, 730);
    (1..200).for_each(|customer| {
        book.order(customer, 10 + customer as i32, 500);
        book.order(customer, 300 + customer as i32 % 90, 700);
    });
    walk("a million orders among others", &book, 730);
}

#[test]
fn amounts_of_every_kind() {
    let mut dice = Dice(3);
    let mut book = Book::default();
    let kinds = [0, -1, 1, -100_000, 1_000_000_000_000_000, -1_000_000_000_000_000, i64::MAX, i64::MIN];
    for customer in 0..400 {
        for _ in 0..=dice.below(6) {
            book.order(customer, dice.below(700) as i32, kinds[dice.below(8) as usize]);
        }
    }
    walk("extreme amounts", &book, 700);
    book.amount.fill(-5);
    walk("returns only", &book, 700);
    book.amount.fill(0);
    walk("free only", &book, 700);
}

#[test]
fn days_from_1900_to_2999_and_beyond() {
    let mut dice = Dice(11);
    let mut book = Book::default();
    let days = [-25_567, 375_000, 0, 20_000, 20_001, i32::MIN, i32::MAX];
    for customer in 0..200 {
        for _ in 0..=dice.below(4) {
            book.order(customer, days[dice.below(7) as usize], 100);
        }
    }
    for as_of in [i32::MIN, -25_567, 20_000, 376_000, i32::MAX - 1] {
        walk("wild days", &book, as_of);
    }
}

#[test]
fn every_small_company_of_chance() {
    for seed in 0..60 {
        let mut dice = Dice(seed);
        let mut book = Book::default();
        let customers = 1 + dice.below(60) as u32;
        let (most, span) = (1 + dice.below(12), 1 + dice.below(900));
        for customer in 0..customers {
            for _ in 0..=dice.below(most) {
                book.order(customer, dice.below(span) as i32, dice.below(10_000) as i64 - 500);
            }
        }
        walk(&format!("company {seed}"), &book, span as i32 + dice.below(400) as i32);
    }
}

#[test]
fn the_same_orders_in_another_sequence_give_the_same_answer() {
    let mut dice = Dice(5);
    let mut book = Book::default();
    for customer in 0..500 {
        for _ in 0..=dice.below(9) {
            book.order(customer, dice.below(365) as i32, dice.below(900) as i64);
        }
    }
    let forward = walk("forward", &book, 365);
    book.customer.reverse();
    book.day.reverse();
    book.amount.reverse();
    assert_eq!(forward, walk("backward", &book, 365));
}
