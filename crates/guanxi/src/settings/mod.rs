//! Every setting, typed: guanxi.default.toml, then the folder's guanxi.toml, then the environment, then the command line.

mod layers;

use anyhow::{Context, Result, bail};
use jiff::civil::Time;
use layers::Layers;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use std::path::Path;
use value::Currency;

const DEFAULTS: &str = include_str!("../../../../guanxi.default.toml");
const OWN_FILE: &str = "guanxi.toml";

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub server: Server,
    pub company: Company,
    pub security: Security,
    pub insight: Insight,
    pub mail: Mail,
    pub import: Import,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub listen: String,
    pub database_url: String,
    pub public_url: String,
    pub log_format: LogFormat,
    pub log_level: LogLevel,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Company {
    pub name: String,
    pub currency: String,
    pub time_zone: String,
    pub country: String,
    pub language: String,
    pub locale: String,
    pub sort_order: String,
    pub work_days: Vec<Weekday>,
    pub holidays: Vec<Holiday>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    pub date: jiff::civil::Date,
    pub name: String,
    /// The company works on that day, whatever day of the week it is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub works: bool,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Security {
    pub session_hours: u32,
    pub password_min_length: u32,
    pub sign_in_attempts: u32,
    pub requests_per_second: u32,
    pub audit_reads: bool,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Insight {
    pub rfm_rule: RfmRule,
    pub purchase_model: PurchaseModel,
    pub discount_annual: f64,
    pub nightly_at: String,
    pub mvc_margin_share: f64,
    pub mvc_customer_share: f64,
    pub potential_share: f64,
    pub risk_watch_below: f64,
    pub risk_high_below: f64,
    pub margin_without_cost: f64,
    pub holdout_share: f64,
    pub holdout_salt: String,
    pub unit_costs: UnitCosts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RfmRule {
    A,
    B,
    C,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PurchaseModel {
    Auto,
    MbgNbd,
    BgNbd,
    ParetoNbd,
    MbgCnbd,
    Nbd,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct UnitCosts {
    pub visit: f64,
    pub call: f64,
    pub mail: f64,
    pub chat: f64,
    pub meeting: f64,
    #[serde(rename = "return")]
    pub returned: f64,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    pub host: String,
    pub port: u16,
    pub security: String,
    pub user: String,
    pub password: String,
    pub from_address: String,
    pub from_name: String,
    pub ca_file: String,
}

#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Import {
    pub max_bytes: u64,
    pub keep_errors_days: u32,
}

impl Settings {
    /// As they hold for a folder; what the command line says comes as pairs of a setting and its value.
    pub fn of_folder(folder: &Path, said: &[(&str, Option<&str>)]) -> Result<Settings> {
        let mut layers = Layers::of_defaults(DEFAULTS)?;
        let own = folder.join(OWN_FILE);
        match std::fs::read_to_string(&own) {
            Ok(text) => layers.file(&own, &text)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| own.display().to_string()),
        }
        layers.environment(&|name| std::env::var(name).ok())?;
        for (setting, value) in said {
            if let Some(value) = value {
                layers.flag(setting, value)?;
            }
        }
        Settings::read(layers)
    }

    pub fn defaults() -> Result<Settings> {
        Settings::read(Layers::of_defaults(DEFAULTS)?)
    }

    fn read(layers: Layers) -> Result<Settings> {
        let settings: Settings = layers.into_table().try_into().context("settings")?;
        settings.check()?;
        Ok(settings)
    }

    /// What the records know as settings until somebody changes them on the settings page: `insight.rfm_rule` and so on.
    pub fn for_records(&self) -> Result<Vec<(String, Json)>> {
        let mut flat = Vec::new();
        if let Json::Object(sections) = serde_json::to_value(self)? {
            let asked = sections.into_iter().filter(|(section, _)| section != "server");
            for (section, values) in asked {
                flatten(&section, values, &mut flat);
            }
        }
        Ok(flat)
    }

    fn check(&self) -> Result<()> {
        let company = &self.company;
        if company.currency.parse::<Currency>().is_err() {
            bail!("setting company.currency: '{}' is not a currency code", company.currency);
        }
        if !value::text::is_country(&company.country) {
            bail!("setting company.country: '{}' is not a country whose numbers are known", company.country);
        }
        if jiff::tz::TimeZone::get(&company.time_zone).is_err() {
            bail!("setting company.time_zone: '{}' is not a time zone", company.time_zone);
        }
        if catalog::Language::from_tag(&company.language).is_none() {
            bail!("setting company.language: '{}' is none of en, zh-Hans, zh-Hant", company.language);
        }
        if value::text::Order::from_word(&company.sort_order).is_none() {
            bail!("setting company.sort_order: '{}' is none of pinyin, stroke, zhuyin", company.sort_order);
        }
        if !self.insight.nightly_at.is_empty() && self.insight.nightly_at.parse::<Time>().is_err() {
            bail!("setting insight.nightly_at: '{}' is not a time of day", self.insight.nightly_at);
        }
        if !(0.0..=0.5).contains(&self.insight.holdout_share) {
            bail!("setting insight.holdout_share: {} is not between 0 and 0.5", self.insight.holdout_share);
        }
        if channels::Security::from_word(&self.mail.security).is_none() {
            bail!("setting mail.security: '{}' is none of none, starttls, tls", self.mail.security);
        }
        let insight = &self.insight;
        for (name, part) in [
            ("discount_annual", insight.discount_annual),
            ("mvc_margin_share", insight.mvc_margin_share),
            ("mvc_customer_share", insight.mvc_customer_share),
            ("potential_share", insight.potential_share),
            ("risk_watch_below", insight.risk_watch_below),
            ("risk_high_below", insight.risk_high_below),
            ("margin_without_cost", insight.margin_without_cost),
        ] {
            if !(0.0..=1.0).contains(&part) {
                bail!("setting insight.{name}: {part} is not between 0 and 1");
            }
        }
        Ok(())
    }
}

fn flatten(path: &str, value: Json, flat: &mut Vec<(String, Json)>) {
    match value {
        Json::Object(inner) => flatten_all(path, inner, flat),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
            flat.push((path.to_owned(), value));
        }
    }
}

fn flatten_all(path: &str, inner: Map<String, Json>, flat: &mut Vec<(String, Json)>) {
    for (key, value) in inner {
        flatten(&format!("{path}.{key}"), value, flat);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_complete_and_flat_for_the_records() {
        let flat = Settings::defaults().unwrap().for_records().unwrap();
        let get = |key: &str| flat.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
        assert_eq!(get("insight.rfm_rule"), Some(Json::from("c")));
        assert_eq!(get("insight.unit_costs.return"), Some(Json::from(0.0)));
        assert_eq!(get("company.currency"), Some(Json::from("CNY")));
        assert_eq!(get("server.listen"), None);
    }

    #[test]
    fn values_that_make_no_sense_are_refused_by_name() {
        for (setting, value) in [
            ("company.currency", "yuan"),
            ("company.time_zone", "Asia/Nowhere"),
            ("company.sort_order", "length"),
            ("insight.nightly_at", "25:00"),
            ("insight.mvc_margin_share", "1.5"),
            ("mail.security", "ssl"),
        ] {
            let mut layers = Layers::of_defaults(DEFAULTS).unwrap();
            layers.flag(setting, value).unwrap();
            let complaint = Settings::read(layers).unwrap_err().to_string();
            assert!(complaint.contains(setting) && complaint.contains(value), "{complaint}");
        }
    }
}
