use crate::backtest::{Backtest, backtest};
use crate::error::Error;
use crate::settings::Settings;
use crate::trade::Trade;
use models::btyd::{
    Basis, Choice, Groups, Nbd, Outlook, PurchaseFit, Spoken, Summaries, Variant, fit_nbd, fit_purchases,
    outlook, speak,
};
use models::gamma_gamma::{SpendFit, fit_spend};
use models::lifetime_value::Horizon;
use models::rhythm::{Rhythm, RhythmSettings, rhythms};
use models::sufficiency::{Requirements, Sufficiency};

/// What is expected of every buyer, and by which models.
#[derive(Debug)]
pub struct Forecast {
    /// The buyers: positions of the customers and their purchase summaries, row by row.
    pub buyers: Summaries,
    pub outlook: Outlook,
    pub rhythms: Vec<Option<Rhythm>>,
    /// Expected margin of a purchase in minor units.
    pub margin: Vec<f64>,
    /// Expected turnover of a purchase in minor units.
    pub basket: Vec<f64>,
    pub fits: Fits,
}

/// The fitted models; amounts in major units.
#[derive(Debug)]
pub struct Fits {
    /// The one that speaks.
    pub purchases: PurchaseFit,
    /// What it was compared with; absent when there is too little to fit anything.
    pub choice: Option<Choice>,
    /// How right it would have been a quarter ago.
    pub backtest: Option<Backtest>,
    /// BG/NBD, only to be compared with published figures; absent when there is too little to fit anything.
    pub comparison: Option<PurchaseFit>,
    /// NBD where it was fitted beside the one that speaks.
    pub nobody_leaves: Option<(Nbd, f64)>,
    /// Of the margin per purchase, for the lifetime value.
    pub margin: SpendFit,
    /// Of the turnover per purchase, for the expected spend.
    pub basket: SpendFit,
    pub enough: Sufficiency,
}

impl Fits {
    /// How much better than without leaving the orders are explained, where that is less than two parameters more
    /// should be worth (Akaike 1974).
    pub fn leaving_hardly_shows(&self) -> Option<f64> {
        self.purchases.gain_over_nbd.filter(|gain| *gain < 2.0)
    }
}

/// Weeks that the lifetime value looks ahead.
pub const HORIZON_WEEKS: f64 = 52.0;

/// Fits and forecasts; nothing when nobody ever bought. `minor` is the number of minor units in a major one.
pub fn forecast(trade: &Trade, settings: &Settings, minor: f64) -> Result<Option<Forecast>, Error> {
    let buyers = Summaries::of(&trade.histories);
    if buyers.rows().is_empty() {
        return Ok(None);
    }
    let needed = Requirements::default();
    let enough = Sufficiency::of_purchases(&buyers, trade.histories.span_days(), &needed);
    let groups = Groups::of(&buyers);
    let spoken = speak(&trade.histories, &groups, &enough, settings.purchase_model)?;
    let Spoken { fit: purchases, choice } = spoken;
    let backtest = match &choice {
        Some(_) => backtest(&trade.histories, &purchases.model, &settings.risk)?,
        None => None,
    };
    let comparison = match enough.is_enough() {
        true => Some(fit_purchases(&groups, Variant::BgNbd, &enough)?),
        false => None,
    };
    let nobody_leaves = match &purchases.basis {
        Basis::Fitted | Basis::Unbounded { .. } => {
            let fit = fit_nbd(&groups)?;
            Some((fit.model, fit.log_likelihood))
        }
        Basis::Assumed { .. } => None,
    };
    let (mean_margin, mean_turnover) = trade.means();
    let margins = trade.summaries(&buyers, |customer| trade.mean_repeat_margin(customer).amount / minor)?;
    let baskets = trade.summaries(&buyers, |customer| trade.mean_repeat_turnover(customer).amount / minor)?;
    let margin = fit_spend(&margins, &Sufficiency::of_spend(&margins, &needed), mean_margin / minor)?;
    let basket = fit_spend(&baskets, &Sufficiency::of_spend(&baskets, &needed), mean_turnover / minor)?;
    let horizon = Horizon::of_weeks(HORIZON_WEEKS, settings.discount_annual)?;
    let each = |spend: &SpendFit, summaries: &Summaries| -> Vec<f64> {
        summaries
            .mean_repeat()
            .iter()
            .zip(buyers.customer())
            .map(|(mean, customer)| {
                let known = trade.mean_repeat_margin(*customer as usize).purchases;
                spend.spend.expected(known, *mean) * minor
            })
            .collect()
    };
    Ok(Some(Forecast {
        outlook: outlook(&purchases.model, &groups, &buyers, &horizon),
        rhythms: rhythms(&trade.histories, &RhythmSettings::default()),
        margin: each(&margin, &margins),
        basket: each(&basket, &baskets),
        fits: Fits { purchases, choice, backtest, comparison, nobody_leaves, margin, basket, enough },
        buyers,
    }))
}
