use crate::customers::{Before, risk_name, segment_name, tier_name};
use crate::months::Months;
use crate::reason;
use crate::trade::Trade;
use crate::valuation::Valuation;
use models::tier::Tier;
use std::hash::{DefaultHasher, Hash, Hasher};
use value::{Currency, Decimal, Money, Value, date_from_days};

/// The figures of a customer, in the order in which [`Figures`] holds them; the reasons follow from them.
pub const FIGURES: [&str; 31] = [
    "value_tier",
    "risk",
    "rfm_segment",
    "rfm_r",
    "rfm_f",
    "rfm_m",
    "value_at_stake",
    "clv_12m",
    "margin_12m",
    "turnover_12m",
    "cost_to_serve_12m",
    "potential_12m",
    "p_alive",
    "p_order_4w",
    "p_order_13w",
    "expected_orders_90d",
    "expected_spend",
    "rhythm_days",
    "purchase_days",
    "last_purchase_on",
    "next_order_on",
    "overdue_ratio",
    "value_tier_before",
    "value_tier_since",
    "first_purchase_on",
    "purchase_months",
    "valued_on",
    "turnover_months",
    "margin_months",
    "value_reason",
    "risk_reason",
];

/// Where the day of the figures stands among them.
pub const VALUED_ON: usize = 26;

/// Where the tier before the last change stands; the day of the change is next to it.
pub const TIER_BEFORE: usize = 22;

/// How many of them are compared with the last run; the rest says the same in words or by month.
pub const COMPARED: usize = 27;

/// All figures of one customer.
pub type Figures = [Value; FIGURES.len()];

/// The figures of a buyer.
pub fn of_buyer(valuation: &Valuation, trade: &Trade, row: usize, before: &Before) -> Figures {
    let money = |minor: f64| money(minor, valuation.currency);
    let year = trade.last_year[valuation.customer(row)];
    let outlook = &valuation.forecast.outlook;
    let rhythm = valuation.rhythm(row);
    let own = rhythm.filter(|rhythm| rhythm.own_gaps > 0);
    let score = |scores: &[u8]| Value::Integer(i64::from(scores[row]));
    let tier = valuation.placements[row].tier;
    let (tier_before, tier_since) = tier_change(tier, before, valuation.span.as_of);
    let months = Months::of(trade.purchases(valuation.customer(row)));
    [
        Value::text(tier_name(tier)),
        Value::text(risk_name(valuation.judgements[row].risk)),
        Value::text(segment_name(valuation.segments[row])),
        score(&valuation.scores.recency),
        score(&valuation.scores.frequency),
        score(&valuation.scores.monetary),
        money(valuation.at_stake[row]),
        money(valuation.lifetime_value[row]),
        money(year.margin),
        money(year.turnover as f64),
        money(valuation.cost_to_serve[row]),
        money(valuation.potential[row]),
        valuation.p_alive(row).map_or(Value::Null, |chance| decimal(chance, 4)),
        decimal(outlook.chance_4_weeks[row], 4),
        decimal(outlook.chance_13_weeks[row], 4),
        decimal(outlook.expected_90_days[row], 4),
        money(valuation.forecast.basket[row]),
        own.map_or(Value::Null, |rhythm| decimal(rhythm.gap_days, 1)),
        Value::Integer(i64::from(valuation.rfm.frequency[row])),
        rhythm_day(trade, valuation.customer(row)),
        valuation.next_day[row].map_or(Value::Null, day),
        own.map_or(Value::Null, |rhythm| decimal(rhythm.overdue, 2)),
        tier_before.map_or(Value::Null, |tier| Value::text(tier_name(tier))),
        day(tier_since),
        first_day(trade, valuation.customer(row)),
        Value::Text(months.periods()),
        day(valuation.span.as_of),
        Value::Json(months.turnover()),
        Value::Json(months.margin()),
        Value::Json(reason::value_reason(valuation, trade, row).as_json()),
        Value::Json(reason::risk_reason(valuation, row).as_json()),
    ]
}

/// The tier before the last change, and the day of that change: the first day that is known when there was none.
fn tier_change(tier: Tier, before: &Before, as_of: i32) -> (Option<Tier>, i32) {
    match before.tier {
        Some(same) if same == tier => (before.tier_before, before.tier_since.unwrap_or(as_of)),
        earlier => (earlier, as_of),
    }
}

/// What can be said of somebody who never bought: what he brought and cost all the same, if anything.
pub fn of_other(
    trade: &Trade,
    service_cost: f64,
    customer: usize,
    as_of: i32,
    currency: Currency,
) -> Figures {
    let year = trade.last_year[customer];
    let mut figures: Figures = std::array::from_fn(|_| Value::Null);
    if year.turnover == 0 && year.returned_orders == 0 && service_cost <= 0.0 {
        return figures;
    }
    let known = [
        ("margin_12m", money(year.margin, currency)),
        ("turnover_12m", money(year.turnover as f64, currency)),
        ("cost_to_serve_12m", money(service_cost, currency)),
        ("valued_on", day(as_of)),
    ];
    for (name, value) in known {
        if let Some(place) = FIGURES.iter().position(|figure| *figure == name) {
            figures[place] = value;
        }
    }
    figures
}

/// A number that differs when any compared figure differs; 0 when there is none.
pub fn digest(figures: &[Value]) -> u64 {
    if figures.iter().all(Value::is_null) {
        return 0;
    }
    let mut hasher = DefaultHasher::new();
    for figure in figures {
        match figure {
            Value::Null => 0u8.hash(&mut hasher),
            Value::Integer(number) => number.hash(&mut hasher),
            Value::Decimal(number) => number.normalize().hash(&mut hasher),
            Value::Money(money) => money.hash(&mut hasher),
            Value::Text(text) => text.hash(&mut hasher),
            Value::Date(date) => value::days_of_date(*date).hash(&mut hasher),
            Value::Json(json) => json.to_string().hash(&mut hasher),
            Value::Boolean(_) | Value::Moment(_) | Value::Id(_) | Value::Link(_) | Value::List(_) => {
                1u8.hash(&mut hasher);
            }
        }
    }
    hasher.finish().max(1)
}

/// An amount rounded to minor units; what is no number or too large stays within bounds.
pub fn money(minor: f64, currency: Currency) -> Value {
    Value::Money(Money::new(whole(minor), currency))
}

/// A number rounded to so many digits.
pub fn decimal(number: f64, digits: u32) -> Value {
    Value::Decimal(Decimal::from_i128_with_scale(
        i128::from(whole(number * 10f64.powi(digits as i32))),
        digits,
    ))
}

pub fn day(days: i32) -> Value {
    date_from_days(i64::from(days)).map_or(Value::Null, Value::Date)
}

/// What a browser still shows exactly.
const MOST: f64 = 9_007_199_254_740_991.0;

fn whole(number: f64) -> i64 {
    if number.is_nan() { 0 } else { number.clamp(-MOST, MOST).round() as i64 }
}

fn first_day(trade: &Trade, customer: usize) -> Value {
    trade.histories.purchases(customer).days.first().map_or(Value::Null, |first| day(*first))
}

fn rhythm_day(trade: &Trade, customer: usize) -> Value {
    trade.histories.purchases(customer).days.last().map_or(Value::Null, |last| day(*last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_is_a_field_of_the_customer() {
        let file = include_str!("../../../objects/core/customer.toml");
        for figure in FIGURES {
            let line = file.lines().find(|line| line.starts_with(&format!("{figure} = "))).unwrap();
            assert!(line.contains("side = \"insight\""), "{line}");
        }
        assert_eq!(file.matches("side = \"insight\"").count(), FIGURES.len());
        assert_eq!(FIGURES[VALUED_ON], "valued_on");
        assert_eq!(FIGURES[TIER_BEFORE], "value_tier_before");
        assert_eq!(&FIGURES[COMPARED..], ["turnover_months", "margin_months", "value_reason", "risk_reason"]);
    }

    #[test]
    fn a_tier_remembers_the_one_before_it() {
        let new = Before::default();
        assert_eq!(tier_change(Tier::Mvc, &new, 100), (None, 100));
        let known = Before { tier: Some(Tier::Mvc), tier_since: Some(90), ..new };
        assert_eq!(tier_change(Tier::Mvc, &known, 100), (None, 90));
        assert_eq!(tier_change(Tier::Bz, &known, 100), (Some(Tier::Mvc), 100));
        let fallen =
            Before { tier: Some(Tier::Bz), tier_before: Some(Tier::Mvc), tier_since: Some(90), ..new };
        assert_eq!(tier_change(Tier::Bz, &fallen, 100), (Some(Tier::Mvc), 90));
    }

    #[test]
    fn equal_figures_have_equal_digests() {
        let one = [decimal(0.5, 4), money(120.4, Currency::CNY), Value::Null];
        let same = [Value::Decimal("0.5".parse().unwrap()), money(119.6, Currency::CNY), Value::Null];
        assert_eq!(digest(&one), digest(&same));
        assert_ne!(digest(&one), digest(&[decimal(0.5001, 4), money(120.0, Currency::CNY), Value::Null]));
        assert_eq!(digest(&[Value::Null, Value::Null]), 0);
    }

    #[test]
    fn what_is_no_number_never_reaches_a_screen() {
        assert_eq!(money(f64::NAN, Currency::CNY), Value::Money(Money::new(0, Currency::CNY)));
        assert_eq!(
            money(f64::INFINITY, Currency::CNY),
            Value::Money(Money::new(9_007_199_254_740_991, Currency::CNY))
        );
        assert_eq!(decimal(1.0 / 3.0, 4), Value::Decimal("0.3333".parse().unwrap()));
    }
}
