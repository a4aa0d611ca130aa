//! Text as people write it: one folded form for comparing and searching, names of companies, pinyin,
//! search terms and ranks, telephone numbers, addresses, tax numbers, and sort keys.

mod company;
mod contact_point;
mod fold;
mod grams;
mod mask;
mod need;
mod phone;
mod pinyin;
mod query;
mod rank;
mod slip;
mod sort;
mod syllable;
mod tax_number;
mod typo;

pub use company::normal_name;
pub use contact_point::{EmailError, WebAddressError, email, web_address};
pub use fold::fold;
pub use grams::grams;
pub use mask::{mask_email, mask_phone, mask_text};
pub use need::Need;
pub use phone::{HOME, PhoneError, is_country, phone};
pub use pinyin::{pinyin_full, pinyin_initials};
pub use query::Query;
pub use slip::{Slip, one_slip};
pub use sort::{Order, SORT_KEY_CHARACTERS, SORT_KEY_RULES, sort_key};
pub use tax_number::{TaxNumberError, tax_number_cn};
pub use typo::edits;
