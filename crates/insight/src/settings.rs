use crate::error::Error;
use models::btyd::{Family, Speaker};
use models::experiment::held_out;
use models::rfm::Rule;
use models::risk::RiskSettings;
use models::tier::TierSettings;
use serde_json::Value as Json;
use std::sync::LazyLock;
use value::Id;

/// More than half would measure at the price of the business.
const MOST_HELD_OUT: f64 = 0.5;

/// Everything that the company may decide about a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub rfm_rule: Rule,
    /// Which model speaks about purchases to come.
    pub purchase_model: Speaker,
    /// 0.10 is 10 % a year.
    pub discount_annual: f64,
    pub tier: TierSettings,
    pub risk: RiskSettings,
    /// Margin of a line without cost, as a part of its amount.
    pub margin_without_cost: f64,
    pub unit_costs: UnitCosts,
    pub holdout: Holdout,
}

/// A random part of the customers whose alerts are not offered to anybody, to measure what offering them changes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Holdout {
    /// Of all customers; 0 is no hold-out.
    pub share: f64,
    /// Another one draws other customers.
    pub salt: String,
}

/// What it costs to serve, in major units of the company's currency.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct UnitCosts {
    pub visit: f64,
    pub call: f64,
    pub mail: f64,
    pub chat: f64,
    pub meeting: f64,
    pub returned_order: f64,
}

impl Holdout {
    pub fn read(chosen: impl Fn(&str) -> Option<Json>) -> Result<Holdout, Error> {
        let reader = Reader { chosen };
        let salt = reader.value("insight.holdout_salt");
        let salt = salt.as_str().map_or_else(|| salt.to_string(), str::to_owned);
        Ok(Holdout { share: reader.number("insight.holdout_share", 0.0, MOST_HELD_OUT)?, salt })
    }

    /// The same answer for the same customer, as long as share and salt stay.
    pub fn holds(&self, customer: Id) -> bool {
        held_out(customer.0.unsigned_abs(), &self.salt, self.share)
    }
}

impl Settings {
    /// Reads the settings under `insight.`; what `chosen` does not know is as in guanxi.default.toml.
    pub fn read(chosen: impl Fn(&str) -> Option<Json>) -> Result<Settings, Error> {
        let holdout = Holdout::read(&chosen)?;
        let reader = Reader { chosen };
        let potential_share = reader.share("insight.potential_share")?;
        let settings = Settings {
            rfm_rule: reader.rule("insight.rfm_rule")?,
            purchase_model: reader.speaker("insight.purchase_model")?,
            discount_annual: reader.number("insight.discount_annual", 0.0, 10.0)?,
            tier: TierSettings {
                mvc_margin_share: reader.share("insight.mvc_margin_share")?,
                mvc_customer_share: reader.share("insight.mvc_customer_share")?,
                potential_quantile: 1.0 - potential_share,
                ..TierSettings::default()
            },
            risk: RiskSettings {
                watch_below: reader.share("insight.risk_watch_below")?,
                high_below: reader.share("insight.risk_high_below")?,
                ..RiskSettings::default()
            },
            margin_without_cost: reader.number("insight.margin_without_cost", -10.0, 1.0)?,
            unit_costs: UnitCosts {
                visit: reader.cost("visit")?,
                call: reader.cost("call")?,
                mail: reader.cost("mail")?,
                chat: reader.cost("chat")?,
                meeting: reader.cost("meeting")?,
                returned_order: reader.cost("return")?,
            },
            holdout,
        };
        settings.risk.check()?;
        Ok(settings)
    }
}

struct Reader<F: Fn(&str) -> Option<Json>> {
    chosen: F,
}

impl<F: Fn(&str) -> Option<Json>> Reader<F> {
    fn value(&self, key: &str) -> Json {
        (self.chosen)(key).filter(|value| !value.is_null()).unwrap_or_else(|| default_of(key))
    }

    fn number(&self, key: &str, least: f64, most: f64) -> Result<f64, Error> {
        let found = self.value(key);
        let number = found.as_f64().or_else(|| found.as_str().and_then(|text| text.trim().parse().ok()));
        number.filter(|number| (least..=most).contains(number)).ok_or_else(|| Error::Setting {
            key: key.to_owned(),
            found: found.to_string(),
            wanted: format!("a number from {least} to {most}"),
        })
    }

    fn share(&self, key: &str) -> Result<f64, Error> {
        self.number(key, 0.0, 1.0)
    }

    fn cost(&self, activity: &str) -> Result<f64, Error> {
        self.number(&format!("insight.unit_costs.{activity}"), 0.0, 1e12)
    }

    fn speaker(&self, key: &str) -> Result<Speaker, Error> {
        let found = self.value(key);
        let word = found.as_str().map(|text| text.trim().to_ascii_lowercase()).unwrap_or_default();
        if word == "auto" {
            return Ok(Speaker::Auto);
        }
        Family::named(&word).map(Speaker::Only).ok_or_else(|| Error::Setting {
            key: key.to_owned(),
            found: found.to_string(),
            wanted: "auto, mbgnbd, bgnbd, paretonbd, mbgcnbd or nbd".to_owned(),
        })
    }

    fn rule(&self, key: &str) -> Result<Rule, Error> {
        let found = self.value(key);
        match found.as_str().map(|text| text.trim().to_ascii_lowercase()).as_deref() {
            Some("a") => Ok(Rule::A),
            Some("b") => Ok(Rule::B),
            Some("c") => Ok(Rule::C),
            Some(_) | None => Err(Error::Setting {
                key: key.to_owned(),
                found: found.to_string(),
                wanted: "a, b or c".to_owned(),
            }),
        }
    }
}

fn default_of(key: &str) -> Json {
    static DEFAULTS: LazyLock<Json> =
        LazyLock::new(|| toml::from_str(include_str!("../../../guanxi.default.toml")).unwrap_or(Json::Null));
    key.split('.').try_fold(&*DEFAULTS, |table, name| table.get(name)).cloned().unwrap_or(Json::Null)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn without_a_choice_the_default_file_holds() {
        let settings = Settings::read(|_| None).unwrap();
        assert_eq!(settings.rfm_rule, Rule::C);
        assert_eq!(settings.purchase_model, Speaker::Auto);
        assert_eq!(settings.discount_annual, 0.10);
        assert_eq!(settings.tier, TierSettings::default());
        assert_eq!(settings.risk, RiskSettings::default());
        assert_eq!(settings.margin_without_cost, 0.30);
        assert_eq!(settings.unit_costs, UnitCosts::default());
        assert_eq!(settings.holdout, Holdout { share: 0.05, salt: "1".to_owned() });
    }

    #[test]
    fn what_was_chosen_wins_and_nonsense_is_named() {
        let chosen = |value: Json, wanted: &'static str| {
            Settings::read(move |key| (key == wanted).then(|| value.clone()))
        };
        assert_eq!(chosen(json!(80), "insight.unit_costs.visit").unwrap().unit_costs.visit, 80.0);
        assert_eq!(chosen(json!("a"), "insight.rfm_rule").unwrap().rfm_rule, Rule::A);
        assert_eq!(chosen(json!("0.5"), "insight.margin_without_cost").unwrap().margin_without_cost, 0.5);
        assert_eq!(
            chosen(json!(7), "insight.mvc_margin_share").unwrap_err().to_string(),
            "setting insight.mvc_margin_share: 7 is not a number from 0 to 1"
        );
        let pareto = chosen(json!("ParetoNBD"), "insight.purchase_model").unwrap();
        assert_eq!(pareto.purchase_model, Speaker::Only(Family::ParetoNbd));
        assert!(chosen(json!("best"), "insight.purchase_model").is_err());
        assert!(chosen(json!("x"), "insight.rfm_rule").is_err());
        assert!(chosen(json!(0.6), "insight.holdout_share").is_err());
        assert!(chosen(json!(0.9), "insight.risk_high_below").is_err(), "high above watch");
    }
}
