use crate::pages::logo;
use records::Company;
use serde_json::{Value as Json, json};

/// What everybody may know of the company, also before he signs in.
pub fn card(company: &Company) -> Json {
    json!({
        "name": company.name,
        "currency": company.currency.code(),
        "time_zone": company.time_zone,
        "locale": company.locale,
        "language": company.language.tag(),
        "week_start": company.week_start,
        "rise": company.rise,
        "logo": logo::address(company),
    })
}
