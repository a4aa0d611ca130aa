use crate::amount::Amount;
use crate::cohorts::sees_everybody;
use crate::last::last_run;
use crate::sight::readable;
use crate::summary::Summary;
use crate::trade::Trade;
use models::ModelError;
use models::retention::{HORIZON_YEARS, Profile, Uplift};
use records::{Door, Error};
use serde::{Deserialize, Serialize};
use value::{Money, Value, date_from_days};

/// Who bought in one year and again in the next, as a run keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptStaying {
    /// First day of the year in which they bought, and first day of the year in which they bought again or not.
    pub from: String,
    pub again_from: String,
    /// All of them, then fifths by the margin that they brought in the first year, the best first.
    pub groups: Vec<KeptGroup>,
}

/// Customers of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptGroup {
    pub customers: u64,
    /// Of them, who bought again in the next year.
    pub stayed: u64,
    /// Margin of all in the first year, in minor units.
    pub margin: i64,
    /// Margin of those who stayed, in the first year and in the next.
    pub stayed_margin: i64,
    pub stayed_margin_next: i64,
}

/// What is asked of the calculation; what is not given comes from the company's own customers.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Assumptions {
    /// Place of the group whose figures are the start.
    pub group: usize,
    /// Share of the customers that stay each year, 0 to 1.
    pub stay: Option<f64>,
    /// Margin of a customer's first year, in the company's currency.
    pub margin: Option<f64>,
    /// Yearly growth of the margin of who stays, until the fifth year: 0.05 is 5 %.
    pub growth: Option<f64>,
    /// Yearly discount.
    pub discount: Option<f64>,
    /// What winning a customer costs.
    pub winning: Option<f64>,
}

/// What staying is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Staying {
    pub as_of: Option<String>,
    pub from: Option<String>,
    pub again_from: Option<String>,
    pub groups: Vec<Group>,
    /// With what was reckoned in the end.
    pub reckoned: Reckoned,
    pub value: Amount,
    /// The same when five of a hundred more stay.
    pub value_plus5: Amount,
    pub uplift_pct: Option<f64>,
    pub expected_life_years: Option<f64>,
    /// What the five points are worth for all customers of the group together.
    pub for_group: Option<Amount>,
    pub years: u32,
    pub curve: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    pub customers: u64,
    pub stayed: u64,
    /// A customer's margin in the first year, on average.
    pub margin: Option<Amount>,
    /// How much more those who stayed brought in the next year.
    pub growth: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reckoned {
    pub group: usize,
    pub stay: f64,
    pub margin: Amount,
    pub growth: f64,
    pub discount: f64,
    pub winning: Amount,
}

/// The value of a customer at one retention.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    pub stay: f64,
    pub value: Amount,
}

const YEAR: i32 = 365;
const FIFTHS: usize = 5;
/// Of fewer customers no share is told.
const LEAST: usize = 50;
const USUAL_STAY: f64 = 0.7;
const USUAL_MARGIN: f64 = 1_000.0;
const USUAL_DISCOUNT: f64 = 0.10;
/// From this year on the margin of who stays is level.
const GROWING_YEARS: i32 = 5;
/// Growth that is believed of the past; more is one good year.
const MOST_GROWTH: f64 = 0.25;
const LARGEST: f64 = 1e12;

/// Compares the last two years. Nothing where there are no two years or few customers.
pub fn staying(trade: &Trade, customers: usize, as_of: i32) -> Option<KeptStaying> {
    let (from, again_from) = (as_of - 2 * YEAR + 1, as_of - YEAR + 1);
    let sum = |customer: usize, from: i32| {
        let days = trade.purchases(customer).filter(|(day, ..)| (from..from + YEAR).contains(day));
        days.fold((0, 0.0), |(bought, margin), (_, _, more)| (bought + 1, margin + more))
    };
    let mut years: Vec<(f64, Option<f64>)> = (0..customers)
        .filter_map(|customer| {
            let (bought, margin) = sum(customer, from);
            let (again, next) = sum(customer, again_from);
            (bought > 0).then_some((margin, (again > 0).then_some(next)))
        })
        .collect();
    if years.len() < LEAST {
        return None;
    }
    years.sort_by(|one, other| other.0.total_cmp(&one.0));
    let all = years.len();
    let fifths =
        (0..FIFTHS).map(|fifth| KeptGroup::of(&years[all * fifth / FIFTHS..all * (fifth + 1) / FIFTHS]));
    let day = |days: i32| date_from_days(i64::from(days)).map(|date| date.to_string());
    Some(KeptStaying {
        from: day(from)?,
        again_from: day(again_from)?,
        groups: std::iter::once(KeptGroup::of(&years)).chain(fifths).collect(),
    })
}

impl KeptGroup {
    fn of(years: &[(f64, Option<f64>)]) -> KeptGroup {
        let stayed = || years.iter().filter_map(|(margin, next)| Some((*margin, (*next)?)));
        KeptGroup {
            customers: years.len() as u64,
            stayed: stayed().count() as u64,
            margin: years.iter().map(|(margin, _)| margin).sum::<f64>().round() as i64,
            stayed_margin: stayed().map(|(margin, _)| margin).sum::<f64>().round() as i64,
            stayed_margin_next: stayed().map(|(_, next)| next).sum::<f64>().round() as i64,
        }
    }

    fn stay(&self) -> Option<f64> {
        (self.customers > 0).then(|| self.stayed as f64 / self.customers as f64)
    }

    fn growth(&self) -> Option<f64> {
        (self.stayed_margin > 0).then(|| self.stayed_margin_next as f64 / self.stayed_margin as f64 - 1.0)
    }
}

/// Reckons with the figures of the last run, or only with those that are given where the asker does not see all customers.
pub fn worth_of_staying(door: &Door, asked: Assumptions) -> Result<Staying, Error> {
    let currency = door.records().company().currency;
    let (as_of, kept) = kept(door)?;
    let sees_margin = !readable(door, "customer", &["margin_12m"]).is_empty();
    let minor = 10f64.powi(currency.digits() as i32);
    let group = kept.as_ref().and_then(|kept| kept.groups.get(asked.group));
    let own_margin = group.filter(|group| sees_margin && group.customers > 0);
    let own_margin = own_margin.map(|group| group.margin as f64 / group.customers as f64 / minor);
    let own_growth = group.filter(|_| sees_margin).and_then(KeptGroup::growth);
    let stay = asked.stay.or(group.and_then(KeptGroup::stay)).unwrap_or(USUAL_STAY);
    let margin = asked.margin.or(own_margin).unwrap_or(USUAL_MARGIN).clamp(-LARGEST, LARGEST);
    let growth = asked.growth.unwrap_or(own_growth.map_or(0.0, |own| own.clamp(-MOST_GROWTH, MOST_GROWTH)));
    let discount = asked.discount.unwrap_or(USUAL_DISCOUNT);
    let winning = asked.winning.unwrap_or(0.0).clamp(0.0, LARGEST);
    let profile = Profile {
        m0: -winning,
        profit: (0..GROWING_YEARS).map(|year| margin * (1.0 + growth).powi(year)).collect(),
        d: discount,
    };
    let Uplift { value, value_plus5, uplift_pct, expected_life_years, .. } =
        profile.uplift(stay).map_err(unreckonable)?;
    let amount = |major: f64| Amount::of(Money::new((major * minor).round() as i64, currency));
    let curve = (0..100).map(|percent| f64::from(percent) / 100.0);
    Ok(Staying {
        as_of,
        from: kept.as_ref().map(|kept| kept.from.clone()),
        again_from: kept.as_ref().map(|kept| kept.again_from.clone()),
        groups: kept
            .iter()
            .flat_map(|kept| &kept.groups)
            .map(|group| Group {
                customers: group.customers,
                stayed: group.stayed,
                margin: (sees_margin && group.customers > 0)
                    .then(|| amount(group.margin as f64 / group.customers as f64 / minor)),
                growth: group.growth().filter(|_| sees_margin),
            })
            .collect(),
        reckoned: Reckoned {
            group: asked.group,
            stay,
            margin: amount(margin),
            growth,
            discount,
            winning: amount(winning),
        },
        value: amount(value),
        value_plus5: amount(value_plus5),
        uplift_pct: uplift_pct.filter(|percent| percent.is_finite() && value > 0.0),
        expected_life_years,
        for_group: group.map(|group| amount((value_plus5 - value) * group.customers as f64)),
        years: HORIZON_YEARS,
        curve: curve
            .map(|stay| Ok(Step { stay, value: amount(profile.value(stay).map_err(unreckonable)?) }))
            .collect::<Result<_, Error>>()?,
    })
}

/// What the edge has let through can be reckoned with.
fn unreckonable(error: ModelError) -> Error {
    Error::Internal(error.to_string())
}

fn kept(door: &Door) -> Result<(Option<String>, Option<KeptStaying>), Error> {
    if !sees_everybody(door) {
        return Ok((None, None));
    }
    let run = last_run(door, "show what staying is worth", &["summary"])?;
    let Some(Value::Json(summary)) = run.as_ref().map(|run| run.get("summary")) else {
        return Ok((None, None));
    };
    let Ok(summary) = serde_json::from_value::<Summary>(summary.clone()) else { return Ok((None, None)) };
    Ok((Some(summary.as_of), summary.staying))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_growth_are_those_of_the_customers() {
        let group =
            KeptGroup::of(&[(100.0, Some(130.0)), (50.0, None), (20.0, Some(14.0)), (-5.0, Some(0.0))]);
        assert_eq!((group.customers, group.stayed, group.margin), (4, 3, 165));
        assert_eq!(group.stay(), Some(0.75));
        assert!((group.growth().unwrap() - (144.0 / 115.0 - 1.0)).abs() < 1e-12);
        let nobody = KeptGroup::of(&[]);
        assert_eq!((nobody.stay(), nobody.growth()), (None, None));
    }
}
