//! Why a customer stands where he stands, in sentences.

mod phrase;
mod sentences;

pub use phrase::{Fact, Passage};

use crate::trade::Trade;
use crate::valuation::Valuation;
use models::btyd::{Basis, PurchaseModel, Unbounded, Variant};
use models::risk::{Risk, RiskReason};
use models::tier::TierReason;
use sentences as say;

/// Why he is worth what he is worth, how he buys, and which model speaks.
pub fn value_reason(valuation: &Valuation, trade: &Trade, row: usize) -> Passage {
    let mut passage = Passage::new(valuation.currency);
    habit(&mut passage, valuation, trade, row);
    match valuation.placements[row].reason {
        TierReason::CostsMoreThanHeBrings { expected_margin, cost_to_serve } if cost_to_serve > 0.0 => {
            passage.say(
                &say::COSTS_MORE,
                &[("cost", Fact::Money(cost_to_serve)), ("margin", Fact::Money(expected_margin))],
            )
        }
        TierReason::CostsMoreThanHeBrings { expected_margin, .. } => {
            passage.say(&say::LOSES_MONEY, &[("margin", Fact::Money(expected_margin))]);
        }
        TierReason::AmongTheMostValuable { expected_margin, rank, customers, .. } => passage.say(
            &say::AMONG_THE_BEST,
            &[
                ("rank", Fact::Count(u64::from(rank))),
                ("customers", Fact::Count(u64::from(customers))),
                ("margin", Fact::Money(expected_margin)),
            ],
        ),
        TierReason::StatedWalletUntapped { .. } | TierReason::ComparableSpendMore { .. } => {
            growth(&mut passage, valuation, row);
        }
        TierReason::SteadyValue { .. } => {
            passage.say(&say::STEADY, &[("margin", Fact::Money(valuation.lifetime_value[row]))]);
        }
    }
    model(&mut passage, valuation);
    let customer = u32::try_from(valuation.customer(row)).unwrap_or(u32::MAX);
    if let Some(currencies) = trade.left_out.get(&customer) {
        let names: Vec<&str> = currencies.iter().map(value::Currency::code).collect();
        passage.say(&say::RATE_MISSING, &[("currencies", Fact::Word(&names.join(", ")))]);
    }
    passage
}

/// Why he is, or is not, at risk.
pub fn risk_reason(valuation: &Valuation, row: usize) -> Passage {
    let mut passage = Passage::new(valuation.currency);
    match valuation.judgements[row].reason {
        RiskReason::NoHabitYet { .. } => passage.say(&say::NO_HABIT, &[]),
        RiskReason::SeldomBuyer { .. } => passage.say(&say::SELDOM, &[]),
        RiskReason::ChanceFell { chance, usual_chance, .. } => passage.say(
            &say::CHANCE_FELL,
            &[
                ("usual", Fact::Share(usual_chance)),
                ("chance", Fact::Share(chance)),
                ("stake", Fact::Money(valuation.at_stake[row])),
            ],
        ),
        RiskReason::AsUsual { chance, .. } => passage.say(&say::AS_USUAL, &[("chance", Fact::Share(chance))]),
    }
    passage
}

pub fn leaving(valuation: &Valuation, row: usize) -> Passage {
    let mut passage = Passage::new(valuation.currency);
    if let Some(rhythm) = valuation.rhythm(row) {
        passage.say(
            &say::LEAVING,
            &[
                ("gap", Fact::Days(rhythm.gap_days)),
                ("silent", Fact::Days(f64::from(rhythm.silent_days))),
                ("stake", Fact::Money(valuation.at_stake[row])),
            ],
        );
    }
    passage
}

pub fn reorder_due(valuation: &Valuation, trade: &Trade, row: usize) -> Passage {
    let mut passage = Passage::new(valuation.currency);
    if let (Some(rhythm), Some(day)) = (valuation.rhythm(row), valuation.next_day[row]) {
        passage.say(
            &say::REORDER_DUE,
            &[
                ("gap", Fact::Days(rhythm.gap_days)),
                ("day", Fact::Day(day)),
                ("basket", Fact::Money(basket(valuation, trade, row))),
            ],
        );
    }
    passage
}

pub fn first_repeat(valuation: &Valuation, trade: &Trade, row: usize) -> Passage {
    let mut passage = Passage::new(valuation.currency);
    if let Some(rhythm) = valuation.rhythm(row) {
        passage.say(
            &say::FIRST_REPEAT,
            &[
                ("silent", Fact::Days(f64::from(rhythm.silent_days))),
                ("basket", Fact::Money(basket(valuation, trade, row))),
                ("gap", Fact::Days(rhythm.gap_days)),
            ],
        );
    }
    passage
}

/// What a customer who could grow spends against what he could.
pub fn growing(valuation: &Valuation, row: usize) -> Passage {
    let mut passage = Passage::new(valuation.currency);
    growth(&mut passage, valuation, row);
    passage
}

pub fn below_zero(valuation: &Valuation, row: usize) -> Passage {
    let mut passage = Passage::new(valuation.currency);
    let (margin, cost) = (Fact::Money(valuation.lifetime_value[row]), valuation.cost_to_serve[row]);
    if cost > 0.0 {
        passage.say(&say::COSTS_MORE, &[("cost", Fact::Money(cost)), ("margin", margin)]);
    } else {
        passage.say(&say::LOSES_MONEY, &[("margin", margin)]);
    }
    passage
}

fn habit(passage: &mut Passage, valuation: &Valuation, trade: &Trade, row: usize) {
    let silent = ("silent", Fact::Days(f64::from(valuation.rfm.recency_days[row])));
    let amount = ("basket", Fact::Money(basket(valuation, trade, row)));
    let Some(rhythm) = valuation.rhythm(row).filter(|rhythm| rhythm.own_gaps > 0) else {
        return passage.say(&say::BOUGHT_ONCE, &[silent, amount]);
    };
    let out = rhythm.overdue > 1.0 || valuation.judgements[row].risk != Risk::None;
    let sentence = if out { &say::OUT_OF_RHYTHM } else { &say::IN_RHYTHM };
    passage.say(sentence, &[("gap", Fact::Days(rhythm.gap_days)), silent, amount]);
}

fn growth(passage: &mut Passage, valuation: &Valuation, row: usize) {
    match valuation.placements[row].reason {
        TierReason::StatedWalletUntapped { wallet, spend, .. } => passage
            .say(&say::WALLET_UNTAPPED, &[("wallet", Fact::Money(wallet)), ("spend", Fact::Money(spend))]),
        TierReason::ComparableSpendMore { benchmark, comparable, spend, .. } => passage.say(
            &say::OTHERS_SPEND_MORE,
            &[
                ("spend", Fact::Money(spend)),
                ("share", Fact::Share(valuation.potential_share)),
                ("comparable", Fact::Count(u64::from(comparable))),
                ("benchmark", Fact::Money(benchmark)),
            ],
        ),
        TierReason::CostsMoreThanHeBrings { .. }
        | TierReason::AmongTheMostValuable { .. }
        | TierReason::SteadyValue { .. } => {}
    }
}

fn model(passage: &mut Passage, valuation: &Valuation) {
    let fits = &valuation.forecast.fits;
    let fit = &fits.purchases;
    match &fit.basis {
        Basis::Assumed { .. } => passage.say(&say::BY_NBD_ASSUMED, &[]),
        Basis::Unbounded { limit: Unbounded::NobodyLeaves | Unbounded::Unsettled } => {
            passage.say(&say::BY_NBD_NOBODY_LEAVES, &[]);
        }
        Basis::Unbounded { .. } | Basis::Fitted => {
            let sentence = match fits.leaving_hardly_shows() {
                Some(_) => &say::BY_MODEL_HARDLY_ANYBODY_LEAVES,
                None => &say::BY_MODEL,
            };
            passage.say(sentence, &[("model", Fact::Word(model_title(&fit.model)))]);
        }
    }
}

/// The name of a model in the literature.
pub fn model_title(model: &PurchaseModel) -> &'static str {
    match model {
        PurchaseModel::Dropout(dropout) => match dropout.variant {
            Variant::BgNbd => "BG/NBD",
            Variant::MbgNbd => "MBG/NBD",
        },
        PurchaseModel::Pareto(_) => "Pareto/NBD",
        PurchaseModel::Regular(_) => "MBG/CNBD-k",
        PurchaseModel::Nbd(_) => "NBD",
    }
}

fn basket(valuation: &Valuation, trade: &Trade, row: usize) -> f64 {
    trade.usual_basket(valuation.customer(row)).unwrap_or(valuation.forecast.basket[row])
}
