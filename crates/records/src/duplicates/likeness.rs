use super::keys::{Keys, NameForms};
use value::text::{Slip, one_slip};

/// Pairs below this are not shown.
pub(super) const THRESHOLD: f64 = 0.5;

/// Why two records may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    TaxNumber,
    ExternalId,
    Name,
    Phone,
    Email,
    Pinyin,
    SimilarName,
}

const NUMERALS: &str = "〇零一二三四五六七八九十百千甲乙丙丁东南西北中上下前后左右内外大小新老";

impl Reason {
    /// The name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Reason::TaxNumber => "tax_number",
            Reason::ExternalId => "external_id",
            Reason::Name => "name",
            Reason::Phone => "phone",
            Reason::Email => "email",
            Reason::Pinyin => "pinyin",
            Reason::SimilarName => "similar_name",
        }
    }

    /// The chance that two records are one when this alone agrees.
    pub(super) fn weight(self) -> f64 {
        match self {
            Reason::TaxNumber | Reason::ExternalId => 0.97,
            Reason::Name => 0.8,
            Reason::Phone => 0.55,
            Reason::Email => 0.6,
            Reason::Pinyin => 0.4,
            Reason::SimilarName => 0.45,
        }
    }
}

const COMMON_NAME: f64 = 0.45;

/// From 0 to 1; reasons add up as independent witnesses do.
pub(super) fn likeness(left: &Keys, right: &Keys) -> (f64, Vec<Reason>) {
    if let (Some(one), Some(other)) = (&left.tax_number, &right.tax_number)
        && one != other
    {
        return (0.0, Vec::new());
    }
    let mut found: Vec<(Reason, f64)> = names(left, right).into_iter().collect();
    if left.tax_number.is_some() && left.tax_number == right.tax_number {
        found.push((Reason::TaxNumber, Reason::TaxNumber.weight()));
    }
    if left.external_id.is_some() && left.external_id == right.external_id {
        found.push((Reason::ExternalId, Reason::ExternalId.weight()));
    }
    if left.phones.iter().any(|phone| right.phones.contains(phone)) {
        found.push((Reason::Phone, Reason::Phone.weight()));
    }
    if left.emails.iter().any(|mail| right.emails.contains(mail)) {
        found.push((Reason::Email, Reason::Email.weight()));
    }
    found.sort_by_key(|(reason, _)| *reason);
    let score = witnesses(found.iter().map(|(_, weight)| *weight));
    (score, found.into_iter().map(|(reason, _)| reason).collect())
}

/// What independent witnesses say together.
pub(super) fn witnesses(weights: impl Iterator<Item = f64>) -> f64 {
    let doubt = weights.fold(1.0, |doubt, weight| doubt * (1.0 - weight));
    ((1.0 - doubt) * 1_000.0_f64).round() / 1_000.0
}

/// The strongest likeness between any two names.
fn names(left: &Keys, right: &Keys) -> Option<(Reason, f64)> {
    let pairs = left.names.iter().flat_map(|one| right.names.iter().map(move |other| (one, other)));
    pairs.filter_map(|(one, other)| name_likeness(one, other)).max_by(|one, other| one.1.total_cmp(&other.1))
}

fn name_likeness(one: &NameForms, other: &NameForms) -> Option<(Reason, f64)> {
    if one.normal == other.normal {
        let weight = if one.is_common() { COMMON_NAME } else { Reason::Name.weight() };
        return Some((Reason::Name, weight));
    }
    if one.is_common() || other.is_common() {
        return None;
    }
    if let Some(Slip { left, right }) = one_slip(&one.letters, &other.letters) {
        let tells_apart = |letter: char| letter.is_numeric() || NUMERALS.contains(letter);
        let apart = [left, right].into_iter().flatten().any(tells_apart);
        if !apart {
            return Some((Reason::SimilarName, Reason::SimilarName.weight()));
        }
        return None;
    }
    let sound = one.pinyin();
    let sound_alike = sound.is_some() && sound == other.pinyin();
    sound_alike.then(|| (Reason::Pinyin, Reason::Pinyin.weight()))
}
