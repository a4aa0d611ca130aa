use crate::cell::Choice;
use crate::mapping::{Need, Target};
use catalog::{Language, Localized};
use serde::Deserialize;
use std::sync::LazyLock;
use value::FieldType;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    target: Vec<ListedTarget>,
    option: Vec<ListedOption>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedTarget {
    name: String,
    #[serde(rename = "type")]
    kind: FieldType,
    #[serde(default)]
    required: bool,
    en: String,
    #[serde(rename = "zh-Hans")]
    simplified: String,
    #[serde(rename = "zh-Hant")]
    traditional: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedOption {
    of: String,
    value: String,
    words: Vec<String>,
}

static TARGETS: LazyLock<Vec<Target>> = LazyLock::new(|| {
    let listed: Listed = toml::from_str(include_str!("targets.toml")).unwrap_or_default();
    let options = |name: &str| -> Vec<Choice> {
        let own = listed.option.iter().filter(|option| option.of == name);
        own.map(|option| Choice::new(&option.value, option.words.iter().map(String::as_str))).collect()
    };
    let target = |listed: &ListedTarget| Target {
        name: listed.name.clone(),
        labels: Localized(
            [
                (Language::En, listed.en.clone()),
                (Language::ZhHans, listed.simplified.clone()),
                (Language::ZhHant, listed.traditional.clone()),
            ]
            .into(),
        ),
        kind: listed.kind,
        options: options(&listed.name),
        need: if listed.required { Need::Required } else { Need::Optional },
    };
    listed.target.iter().map(target).collect()
});

/// What a column of order lines can become.
pub fn targets() -> &'static [Target] {
    &TARGETS
}

/// The options of a target with all the words for them.
pub fn options(name: &str) -> &'static [Choice] {
    TARGETS.iter().find(|target| target.name == name).map_or(&[], |target| &target.options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read() {
        assert!(toml::from_str::<Listed>(include_str!("targets.toml")).is_ok());
        assert_eq!(targets().iter().filter(|target| target.need == Need::Required).count(), 1);
        assert_eq!(options("order.kind").len(), 2);
    }
}
