use crate::customers::Customers;
use crate::error::Error;
use crate::forecast::{Forecast, HORIZON_WEEKS, forecast};
use crate::placement::placements;
use crate::potential::potentials;
use crate::settings::Settings;
use crate::trade::{Span, Trade};
use models::rfm::{Rfm, Scores, Segment, segment_of_scores};
use models::rhythm::Rhythm;
use models::risk::{Judgement, Risk, Standing, judge, value_at_stake};
use models::tier::{Placement, Tier, Worth};
use value::Currency;

/// What every buyer is worth, row by row; amounts are minor units of the company's currency.
#[derive(Debug)]
pub struct Valuation {
    pub span: Span,
    pub currency: Currency,
    /// Part of comparable customers that sets the mark for the others.
    pub potential_share: f64,
    pub forecast: Forecast,
    pub rfm: Rfm,
    pub scores: Scores,
    pub segments: Vec<Segment>,
    /// Expected margin of the next 52 weeks, discounted.
    pub lifetime_value: Vec<f64>,
    pub cost_to_serve: Vec<f64>,
    pub potential: Vec<f64>,
    /// Margin that the customer's potential would bring beyond what he spends.
    pub untapped: Vec<f64>,
    pub placements: Vec<Placement>,
    pub judgements: Vec<Judgement>,
    pub at_stake: Vec<f64>,
    pub next_day: Vec<Option<i32>>,
}

/// Below so many expected purchases in the next year it would be guessing to name a day for the next one.
const LEAST_EXPECTED: f64 = 0.5;

/// Values everybody who ever bought; nothing when nobody did.
pub fn value(
    customers: &Customers,
    trade: &Trade,
    settings: &Settings,
    span: Span,
    currency: Currency,
) -> Result<Option<Valuation>, Error> {
    let minor = 10f64.powi(currency.digits() as i32);
    let Some(forecast) = forecast(trade, settings, minor)? else { return Ok(None) };
    let mut rfm = Rfm::of(&trade.histories);
    for (monetary, customer) in rfm.monetary.iter_mut().zip(&rfm.customer) {
        *monetary = trade.net[*customer as usize];
    }
    let scores = rfm.scores(settings.rfm_rule);
    let pairs = scores.recency.iter().zip(&scores.frequency);
    let segments = pairs.map(|(recency, frequency)| segment_of_scores(*recency, *frequency)).collect();
    let rows = || forecast.buyers.customer().iter().map(|customer| *customer as usize);
    let lifetime_value: Vec<f64> = forecast
        .outlook
        .discounted_horizon
        .iter()
        .zip(&forecast.margin)
        .map(|(purchases, margin)| models::lifetime_value::lifetime_value(*purchases, *margin))
        .collect();
    let cost_to_serve: Vec<f64> = rows()
        .map(|customer| {
            let returned = f64::from(trade.last_year[customer].returned_orders);
            customers.service_cost[customer] + returned * settings.unit_costs.returned_order * minor
        })
        .collect();
    let spend: Vec<f64> =
        rows().map(|customer| (trade.last_year[customer].turnover as f64).max(0.0)).collect();
    let wallet: Vec<Option<f64>> = rows().map(|customer| customers.wallet[customer]).collect();
    let group: Vec<u32> = rows().map(|customer| customers.group[customer]).collect();
    let margin_rate = margin_rates(trade, rows());
    let before: Vec<Option<Tier>> = rows().map(|customer| customers.before[customer].tier).collect();
    let worth = Worth {
        expected_margin: &lifetime_value,
        cost_to_serve: &cost_to_serve,
        spend: &spend,
        wallet: &wallet,
        margin_rate: &margin_rate,
        group: &group,
    };
    let placements = placements(worth, &before, &settings.tier)?;
    let potential = potentials(&spend, &wallet, &group, &settings.tier);
    let untapped = (0..spend.len()).map(|row| (potential[row] - spend[row]) * margin_rate[row]).collect();
    let judgements: Vec<Judgement> = rows()
        .enumerate()
        .map(|(row, customer)| {
            let standing = Standing {
                repeats: forecast.buyers.rows()[row].repeats,
                chance: forecast.outlook.chance_13_weeks[row],
                usual_chance: forecast.outlook.usual_chance_13_weeks[row],
                before: customers.before[customer].risk.unwrap_or(Risk::None),
            };
            judge(standing, &settings.risk)
        })
        .collect();
    Ok(Some(Valuation {
        span,
        currency,
        potential_share: 1.0 - settings.tier.potential_quantile,
        at_stake: (0..spend.len()).map(|row| stake(&forecast, row)).collect(),
        next_day: (0..spend.len()).map(|row| next_day(&forecast, row, span.as_of)).collect(),
        rfm,
        scores,
        segments,
        lifetime_value,
        cost_to_serve,
        potential,
        untapped,
        placements,
        judgements,
        forecast,
    }))
}

impl Valuation {
    pub fn rows(&self) -> usize {
        self.lifetime_value.len()
    }

    /// Position of the customer of a row.
    pub fn customer(&self, row: usize) -> usize {
        self.forecast.buyers.customer()[row] as usize
    }

    /// His rhythm, also when it is only the population's.
    pub fn rhythm(&self, row: usize) -> Option<Rhythm> {
        self.forecast.rhythms[self.customer(row)]
    }

    /// The chance of an order within 13 weeks as a part of what it was after the last order.
    pub fn share_of_usual(&self, row: usize) -> f64 {
        let outlook = &self.forecast.outlook;
        let usual = outlook.usual_chance_13_weeks[row];
        if usual > 0.0 { (outlook.chance_13_weeks[row] / usual).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The chance that he has not left; absent when the model knows no leaving.
    pub fn p_alive(&self, row: usize) -> Option<f64> {
        self.forecast.outlook.p_alive.as_ref().map(|chances| chances[row])
    }
}

/// A year's margin at his usual rhythm less what is now expected. Who bought once has no usual rhythm to fall behind.
fn stake(forecast: &Forecast, row: usize) -> f64 {
    let buyer = forecast.buyers.rows()[row];
    let rhythm = forecast.rhythms[forecast.buyers.customer()[row] as usize];
    let Some(rhythm) = rhythm.filter(|rhythm| rhythm.own_gaps > 0) else { return 0.0 };
    // A burst of orders makes a short median gap; the mean over his whole time as a buyer keeps it from becoming a year.
    let mean = 365.25 * f64::from(buyer.repeats + 1) / (f64::from(buyer.last_days) + rhythm.gap_days);
    let usual = rhythm.purchases_a_year().min(mean);
    let margin = forecast.margin[row].max(0.0);
    value_at_stake(
        usual * HORIZON_WEEKS * 7.0 / 365.25,
        margin,
        forecast.outlook.expected_horizon[row] * margin,
    )
}

fn next_day(forecast: &Forecast, row: usize, as_of: i32) -> Option<i32> {
    let rhythm = forecast.rhythms[forecast.buyers.customer()[row] as usize]?;
    let expected = forecast.outlook.expected_horizon[row];
    (expected >= LEAST_EXPECTED).then(|| rhythm.next_day(as_of, forecast.outlook.median_wait_weeks[row]))
}

/// What is left of a customer's turnover; who has none of his own in the last year is taken as the average.
fn margin_rates(trade: &Trade, rows: impl Iterator<Item = usize>) -> Vec<f64> {
    let all = trade.last_year.iter().filter(|year| year.turnover > 0);
    let (margin, turnover) =
        all.fold((0.0, 0.0), |sum, year| (sum.0 + year.margin, sum.1 + year.turnover as f64));
    let average = if turnover > 0.0 { (margin / turnover).clamp(0.0, 1.0) } else { 1.0 };
    rows.map(|customer| {
        let year = trade.last_year[customer];
        if year.turnover > 0 { (year.margin / year.turnover as f64).clamp(0.0, 1.0) } else { average }
    })
    .collect()
}
