use super::header::normal;
use catalog::Localized;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;
use value::text::one_slip;

/// What people write above a column of one target, in normal form.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Words {
    words: Vec<String>,
    weak: Vec<String>,
    faint: Vec<String>,
}

const WORD: f64 = 1.0;
const LABEL: f64 = 0.95;
const WEAK: f64 = 0.72;
const FAINT: f64 = 0.6;
const PARTLY: f64 = 0.5;

static NONE: Words = Words { words: Vec::new(), weak: Vec::new(), faint: Vec::new() };

type Dictionary = HashMap<String, HashMap<String, Words>>;

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
    let mut dictionary: Dictionary = toml::from_str(include_str!("words.toml")).unwrap_or_default();
    for words in dictionary.values_mut().flat_map(HashMap::values_mut) {
        for word in words.words.iter_mut().chain(&mut words.weak).chain(&mut words.faint) {
            *word = normal(word);
        }
    }
    dictionary
});

/// How well a header in normal form names a target, from 0 to 1.
pub(super) fn likeness(header: &str, subject: &str, name: &str, labels: &Localized) -> f64 {
    let (object, field) = name.split_once('.').unwrap_or((subject, name));
    let listed = |object: &str| DICTIONARY.get(object).and_then(|fields| fields.get(field));
    let words = listed(object).or_else(|| listed("address")).or_else(|| listed("any")).unwrap_or(&NONE);
    let holds = |list: &[String]| list.iter().any(|word| word == header);
    if holds(&words.words) {
        return WORD;
    }
    let labels: Vec<String> = labels.0.values().map(|label| normal(label)).collect();
    let own = !name.contains('.') && header == normal(name);
    if own || holds(&labels) || header == normal(&format!("{object}.{field}")) {
        return LABEL;
    }
    if holds(&words.weak) {
        return WEAK;
    }
    if holds(&words.faint) {
        return FAINT;
    }
    let parts = words.words.iter().chain(&labels).map(|word| overlap(header, word));
    parts.fold(0.0, f64::max)
}

/// A header that holds the word, or one letter off it.
fn overlap(header: &str, word: &str) -> f64 {
    let (header_length, word_length) = (header.chars().count(), word.chars().count());
    let shortest = if word.is_ascii() { 4 } else { 2 };
    if word_length >= shortest && header.contains(word) {
        return PARTLY + 0.3 * word_length as f64 / header_length as f64;
    }
    let near = word.is_ascii()
        && header.is_ascii()
        && word_length >= 6
        && one_slip(header.as_bytes(), word.as_bytes()).is_some();
    if near { PARTLY + 0.2 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_is_read() {
        assert!(toml::from_str::<Dictionary>(include_str!("words.toml")).is_ok());
        assert!(DICTIONARY["order"].len() > 5);
    }

    #[test]
    fn words_labels_and_slips_are_ranked() {
        let labels = Localized([(catalog::Language::En, "Name of firm".to_owned())].into());
        let like = |header: &str| likeness(&normal(header), "customer", "name", &labels);
        assert_eq!(like("客戶名稱"), WORD);
        assert_eq!(like("Name of firm"), LABEL);
        assert_eq!(like("姓名"), WEAK);
        assert!(like("custmer name") > PARTLY && like("客户名称（全）2") > PARTLY);
        assert_eq!(like("quantity"), 0.0);
    }
}
