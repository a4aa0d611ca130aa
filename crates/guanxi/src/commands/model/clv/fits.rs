use super::super::purchases::date_of;
use super::Study;
use models::btyd::{Choice, FamilyFit, PurchaseModel, Unbounded};
use models::gamma_gamma::{SpendBasis, SpendFit};
use serde_json::{Map, Value as Json, json};

pub fn fits(study: &Study) -> Json {
    let mut fits = Map::new();
    if let Some(spend) = &study.spend {
        fits.insert("gammagamma".to_owned(), spending(study, spend));
    }
    for fit in &study.choice.fits {
        fits.insert(fit.family.name().to_owned(), family(fit, study.summaries.rows().len()));
    }
    Json::Object(fits)
}

/// Which model speaks and why, with a sentence for what had to be replaced.
pub fn choice(choice: &Choice) -> Json {
    let mut held_out = Map::new();
    for (fit, score) in choice.fits.iter().zip(&choice.held_out) {
        held_out.insert(fit.family.name().to_owned(), json!(score));
    }
    let replaced = choice.fits.iter().filter_map(|fit| {
        let limit = fit.limit?;
        let name = fit.family.name();
        Some(match limit {
            Unbounded::NobodyLeaves => format!(
                "{name}: the likelihood has no interior maximum, it says that nobody ever leaves; NBD answers instead"
            ),
            Unbounded::Unsettled => format!("{name}: the search did not settle; NBD answers instead"),
            Unbounded::AllLeaveAlike => {
                format!("{name}: no interior maximum, all leave with the same chance; kept at the edge")
            }
            Unbounded::AtOnceOrNever => {
                format!("{name}: no interior maximum, customers leave at once or never; kept at the edge")
            }
            Unbounded::AllBuyAlike => {
                format!("{name}: no interior maximum, all buy at the same rate; kept at the edge")
            }
        })
    });
    json!({
        "chosen": choice.best().family.name(),
        "by": if choice.split_day.is_some() { "held-out likelihood" } else { "likelihood: too little to hold out" },
        "held_out_from": choice.split_day.map(date_of),
        "held_out_log_likelihood": held_out,
        "said": replaced.collect::<Vec<_>>(),
    })
}

fn family(fit: &FamilyFit, customers: usize) -> Json {
    let params = match fit.model {
        PurchaseModel::Dropout(model) => {
            json!({ "r": model.r, "alpha": model.alpha, "a": model.a, "b": model.b })
        }
        PurchaseModel::Pareto(model) => json!(model),
        PurchaseModel::Regular(model) => json!(model),
        PurchaseModel::Nbd(model) => json!(model),
    };
    let mut answer = json!({
        "params": params,
        "se": fit.standard_errors,
        "LL": fit.log_likelihood,
        "n": customers,
        "interior_maximum": fit.limit.is_none(),
    });
    if let Some(limit) = fit.limit {
        answer["limit"] = json!(limit);
        answer["replaced_by"] = json!((!fit.can_be_defended()).then_some("nbd"));
    }
    if !fit.by_regularity.is_empty() {
        let by_k = fit.by_regularity.iter();
        answer["by_k"] = by_k.map(|(model, ll)| json!({ "k": model.k, "params": model, "LL": ll })).collect();
    }
    answer
}

/// Amounts in the unit of the file, not in the one they are counted in.
fn spending(study: &Study, fit: &SpendFit) -> Json {
    let units = study.purchases.units;
    let (params, interior) = match fit.basis {
        SpendBasis::Fitted { parameters } => {
            (json!({ "p": parameters.p, "q": parameters.q, "gamma": parameters.gamma / units }), true)
        }
        SpendBasis::Unbounded | SpendBasis::Assumed { .. } => (Json::Null, false),
    };
    let errors: Vec<f64> = match fit.standard_errors.as_slice() {
        [p, q, gamma] => vec![*p, *q, gamma / units],
        _ => Vec::new(),
    };
    let means = study.summaries.rows().iter().zip(study.summaries.mean_repeat());
    let counted: Vec<f64> =
        means.filter(|(row, mean)| row.repeats > 0 && **mean > 0.0).map(|(_, mean)| mean / units).collect();
    json!({
        "params": params,
        "se": errors,
        "LL": fit.log_likelihood.map(|ll| ll + fit.customers as f64 * units.ln()),
        "n": fit.customers,
        "left_out": fit.left_out,
        "interior_maximum": interior,
        "corr_x_m": fit.correlation,
        "population_mean": fit.spend.population_mean / units,
        "mean_m_x": counted.iter().sum::<f64>() / counted.len().max(1) as f64,
    })
}
