use catalog::Language;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use value::Currency;
use value::text::Order;

/// The company and its settings, as the program reads them at every turn.
#[derive(Debug, Clone)]
pub struct Company {
    /// Name on the screen and on papers.
    pub name: String,
    /// Currency of amounts that name none, and of sums.
    pub currency: Currency,
    /// IANA name of the zone that 'today' belongs to.
    pub time_zone: String,
    /// Country of telephone numbers that name none, as an ISO code.
    pub country: String,
    /// Language of what the program writes by itself.
    pub language: Language,
    /// BCP 47 locale of numbers and dates.
    pub locale: String,
    /// First day of the week: `monday`, `sunday` or `saturday`.
    pub week_start: String,
    /// Colour of what goes up: `red` as on Chinese exchanges, or `green` as on western ones.
    pub rise: String,
    /// Which uploaded file is the logo.
    pub logo: Option<Json>,
    /// By which rules texts are put in order.
    pub sort_order: Order,
    /// Reads of personal fields are written down.
    pub audits_reads: bool,
    pub(crate) zone: TimeZone,
    pub(crate) settings: BTreeMap<String, Json>,
}

/// What everybody may know of the company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyCard {
    pub name: String,
    pub currency: String,
    pub time_zone: String,
    pub locale: String,
    pub language: Language,
}

impl Company {
    pub(crate) fn from_settings(settings: BTreeMap<String, Json>) -> Company {
        let text = |key: &str, default: &str| {
            settings
                .get(key)
                .and_then(Json::as_str)
                .filter(|text| !text.is_empty())
                .unwrap_or(default)
                .to_owned()
        };
        let language = Language::from_tag(&text("company.language", "zh-Hans")).unwrap_or(Language::ZhHans);
        let rise = match language {
            Language::En => "green",
            Language::ZhHans | Language::ZhHant => "red",
        };
        let time_zone = text("company.time_zone", "Asia/Shanghai");
        Company {
            zone: TimeZone::get(&time_zone).unwrap_or(TimeZone::UTC),
            name: text("company.name", ""),
            currency: text("company.currency", "CNY").parse().unwrap_or(Currency::CNY),
            time_zone,
            country: text("company.country", value::text::HOME),
            language,
            locale: text("company.locale", "zh-CN"),
            week_start: text("company.week_start", "monday"),
            rise: text("company.rise", rise),
            logo: settings.get("company.logo").filter(|logo| logo.is_object()).cloned(),
            sort_order: Order::from_word(&text("company.sort_order", "")).unwrap_or_default(),
            audits_reads: settings.get("security.audit_reads").and_then(Json::as_bool).unwrap_or_default(),
            settings,
        }
    }

    /// The day that weeks begin with.
    pub fn first_weekday(&self) -> Weekday {
        match self.week_start.as_str() {
            "sunday" => Weekday::Sunday,
            "saturday" => Weekday::Saturday,
            _ => Weekday::Monday,
        }
    }

    /// What everybody may know of it.
    pub fn card(&self) -> CompanyCard {
        CompanyCard {
            name: self.name.clone(),
            currency: self.currency.code().to_owned(),
            time_zone: self.time_zone.clone(),
            locale: self.locale.clone(),
            language: self.language,
        }
    }
}
