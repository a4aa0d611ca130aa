use crate::alert::Step;
use crate::backtest::Backtest;
use crate::customers::{SEGMENTS, TIERS, segment_name, tier_name};
use crate::forecast::Fits;
use crate::ledger::Tally;
use crate::sales::KeptSales;
use crate::staying::KeptStaying;
use crate::trade::Trade;
use crate::valuation::Valuation;
use models::btyd::{Basis, PurchaseFit, PurchaseModel};
use models::gamma_gamma::{SpendBasis, SpendFit};
use models::sufficiency::Missing;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

/// What a run found and did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    pub as_of: String,
    /// Customers with a purchase; all of them have a tier.
    pub customers: u64,
    /// Customers on the list who never bought.
    pub without_purchase: u64,
    pub orders: u64,
    pub lines: u64,
    pub tiers: BTreeMap<String, u64>,
    pub segments: BTreeMap<String, u64>,
    pub models: BTreeMap<String, ModelNote>,
    /// How right the figures would have been a quarter ago; absent when too little was known then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backtest: Option<Backtest>,
    /// What all customers bought by month, and the months to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sales: Option<KeptSales>,
    /// Who bought in one year and again in the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staying: Option<KeptStaying>,
    /// What limits the figures.
    pub gate: Vec<Note>,
    /// What all buyers are worth together, in minor units, by the name of the figure.
    #[serde(default)]
    pub worth: BTreeMap<String, i64>,
    pub alerts: AlertCount,
    /// Customers whose figures were written.
    pub written: u64,
    /// Rows added to the value history.
    pub history: u64,
    pub seconds: f64,
}

/// A model of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelNote {
    pub params: Map<String, Json>,
    pub log_likelihood: Option<f64>,
    pub used: bool,
    pub why: Note,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub quality: Map<String, Json>,
}

/// A stable code with facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    pub code: String,
    #[serde(default)]
    pub params: Map<String, Json>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertCount {
    pub opened: u64,
    pub refreshed: u64,
    pub closed: u64,
    /// Recorded for customers of the hold-out, and offered to nobody.
    #[serde(default)]
    pub held_out: u64,
}

impl Note {
    pub fn bare(code: &str) -> Note {
        Note { code: code.to_owned(), params: Map::new() }
    }

    pub fn with(mut self, name: &str, fact: impl Into<Json>) -> Note {
        self.params.insert(name.to_owned(), fact.into());
        self
    }
}

impl AlertCount {
    pub fn of(steps: &[Step]) -> AlertCount {
        let mut count = AlertCount::default();
        for step in steps {
            match step {
                Step::Open(_) | Step::Release(..) => count.opened += 1,
                Step::Hold(_) => count.held_out += 1,
                Step::Refresh(..) | Step::Renew(..) => count.refreshed += 1,
                Step::Close(_) => count.closed += 1,
            }
        }
        count
    }
}

/// How many customers stand in each tier and each segment; a name that nobody has counts 0.
pub fn counts(valuation: Option<&Valuation>) -> (BTreeMap<String, u64>, BTreeMap<String, u64>) {
    let mut tiers: BTreeMap<String, u64> = TIERS.map(|tier| (tier_name(tier).to_owned(), 0)).into();
    let mut segments: BTreeMap<String, u64> =
        SEGMENTS.map(|segment| (segment_name(segment).to_owned(), 0)).into();
    if let Some(valuation) = valuation {
        for placement in &valuation.placements {
            *tiers.entry(tier_name(placement.tier).to_owned()).or_default() += 1;
        }
        for segment in &valuation.segments {
            *segments.entry(segment_name(*segment).to_owned()).or_default() += 1;
        }
    }
    (tiers, segments)
}

pub fn worth(valuation: Option<&Valuation>, trade: &Trade) -> BTreeMap<String, i64> {
    let Some(valuation) = valuation else { return BTreeMap::new() };
    let sum = |figure: &dyn Fn(usize) -> f64| (0..valuation.rows()).map(figure).sum::<f64>().round() as i64;
    [
        ("margin_12m", sum(&|row| trade.last_year[valuation.customer(row)].margin)),
        ("clv_12m", sum(&|row| valuation.lifetime_value[row])),
        ("value_at_stake", sum(&|row| valuation.at_stake[row])),
    ]
    .map(|(name, minor)| (name.to_owned(), minor))
    .into()
}

/// The models of a run, named as in the literature's reference files.
pub fn models(fits: &Fits) -> BTreeMap<String, ModelNote> {
    let mut notes = BTreeMap::new();
    if let Some((nbd, log_likelihood)) = &fits.nobody_leaves {
        let note = ModelNote {
            params: object(json!({ "r": nbd.r, "alpha": nbd.alpha })),
            log_likelihood: Some(*log_likelihood),
            used: false,
            why: Note::bare("for_comparison"),
            quality: Map::new(),
        };
        notes.insert("nbd".to_owned(), note);
    }
    if let Some(fit) = &fits.comparison {
        let note = purchase_note(fit, Note::bare("for_comparison"));
        notes.insert(short_name(&fit.model), ModelNote { used: false, ..note });
    }
    if let Some(choice) = &fits.choice {
        for (fit, held_out) in choice.fits.iter().zip(&choice.held_out) {
            let mut quality = Map::new();
            if let Some(held_out) = held_out {
                quality.insert("held_out".to_owned(), json!(held_out));
            }
            if !fit.standard_errors.is_empty() {
                quality.insert("standard_errors".to_owned(), json!(fit.standard_errors));
            }
            let why = match fit.limit {
                Some(limit) => Note::bare("no_interior_maximum").with("limit", json!(limit)),
                None => Note::bare("for_comparison"),
            };
            let note = ModelNote {
                params: params(&fit.model),
                log_likelihood: Some(fit.log_likelihood),
                used: false,
                why,
                quality,
            };
            notes.insert(fit.family.name().to_owned(), note);
        }
    }
    let name = short_name(&fits.purchases.model);
    let mut speaks = purchase_note(&fits.purchases, why(&fits.purchases));
    if let Some(held_out) = notes.get(&name).and_then(|note| note.quality.get("held_out")) {
        speaks.quality.insert("held_out".to_owned(), held_out.clone());
    }
    notes.insert(name, speaks);
    notes.insert("gammagamma".to_owned(), spend_note(&fits.basket));
    notes.insert("gammagamma_margin".to_owned(), spend_note(&fits.margin));
    notes
}

/// Everything that a reader of the figures has to know about their limits.
pub fn gate(valuation: Option<&Valuation>, trade: &Trade, tally: &Tally, seen_from: i32) -> Vec<Note> {
    let mut notes = Vec::new();
    let Some(valuation) = valuation else { return vec![Note::bare("no_orders")] };
    let fits = &valuation.forecast.fits;
    notes.extend(fits.enough.missing.iter().map(missing));
    if let SpendBasis::Assumed { missing: spend } = &fits.margin.basis {
        notes.extend(spend.iter().map(missing));
    }
    if let Basis::Unbounded { limit } = &fits.purchases.basis {
        notes.push(Note::bare("no_interior_maximum").with("limit", json!(limit)));
    }
    if let Some(gain) = fits.leaving_hardly_shows() {
        notes.push(Note::bare("leaving_hardly_shows").with("gain", rounded(gain, 2)));
    }
    let turnover = tally.with_cost + tally.without_cost;
    if tally.without_cost > 0.0 && turnover > 0.0 {
        notes.push(Note::bare("margin_assumed").with("share", rounded(tally.without_cost / turnover, 4)));
    }
    for (currency, lines) in &tally.left_out {
        notes.push(Note::bare("rate_missing").with("currency", currency.code()).with("lines", *lines));
    }
    let silent = (0..valuation.rows()).map(|row| valuation.rfm.recency_days[row]).min().unwrap_or(0);
    let silent = i64::from(silent) + i64::from(seen_from) - i64::from(valuation.span.as_of);
    if silent > i64::from(STALE_DAYS) {
        let code = if seen_from == valuation.span.as_of { "no_recent_order" } else { "looks_back" };
        notes.push(Note::bare(code).with("days", silent));
    }
    let returned_only = trade.net.iter().filter(|net| **net < 0).count();
    if returned_only > 0 {
        notes.push(Note::bare("more_returned_than_bought").with("customers", returned_only));
    }
    notes
}

/// Orders older than this for all customers mean that the import stopped rather than that everybody left.
pub const STALE_DAYS: i32 = 60;

fn purchase_note(fit: &PurchaseFit, why: Note) -> ModelNote {
    let mut quality = Map::new();
    quality.insert("customers".to_owned(), fit.customers.into());
    if !fit.standard_errors.is_empty() {
        quality.insert("standard_errors".to_owned(), json!(fit.standard_errors));
    }
    if let Some(gain) = fit.gain_over_nbd {
        quality.insert("gain_over_nbd".to_owned(), json!(gain));
    }
    ModelNote { params: params(&fit.model), log_likelihood: fit.log_likelihood, used: true, why, quality }
}

fn spend_note(fit: &SpendFit) -> ModelNote {
    let mut quality = object(json!({ "customers": fit.customers, "left_out": fit.left_out }));
    if let Some(correlation) = fit.correlation {
        quality.insert("correlation".to_owned(), json!(correlation));
    }
    let (params, why) = match &fit.basis {
        SpendBasis::Fitted { parameters } => (object(json!(parameters)), Note::bare("fitted")),
        SpendBasis::Unbounded => (object(json!(fit.spend)), Note::bare("no_interior_maximum")),
        SpendBasis::Assumed { missing } => {
            let note = Note::bare("too_little").with("missing", json!(missing));
            (object(json!(fit.spend)), note)
        }
    };
    ModelNote { params, log_likelihood: fit.log_likelihood, used: true, why, quality }
}

fn why(fit: &PurchaseFit) -> Note {
    match &fit.basis {
        Basis::Fitted => Note::bare("fitted"),
        Basis::Unbounded { limit } => Note::bare("no_interior_maximum").with("limit", json!(limit)),
        Basis::Assumed { missing } => Note::bare("too_little").with("missing", json!(missing)),
    }
}

fn params(model: &PurchaseModel) -> Map<String, Json> {
    let mut params = match model {
        PurchaseModel::Dropout(dropout) => object(json!(dropout)),
        PurchaseModel::Pareto(pareto) => object(json!(pareto)),
        PurchaseModel::Regular(regular) => object(json!(regular)),
        PurchaseModel::Nbd(nbd) => object(json!(nbd)),
    };
    params.remove("variant");
    params
}

fn short_name(model: &PurchaseModel) -> String {
    model.name().replace('_', "")
}

fn missing(missing: &Missing) -> Note {
    let mut params = object(json!(missing));
    let code = params.remove("code").and_then(|code| code.as_str().map(str::to_owned)).unwrap_or_default();
    Note { code, params }
}

fn object(json: Json) -> Map<String, Json> {
    match json {
        Json::Object(map) => map,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => Map::new(),
    }
}

fn rounded(number: f64, digits: i32) -> f64 {
    let factor = 10f64.powi(digits);
    (number * factor).round() / factor
}
