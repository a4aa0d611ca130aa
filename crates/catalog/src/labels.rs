use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The languages that every built-in label is written in.
pub const LANGUAGES: [Language; 3] = [Language::En, Language::ZhHans, Language::ZhHant];

/// A language of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    #[serde(rename = "en")]
    En,
    #[serde(rename = "zh-Hans")]
    ZhHans,
    #[serde(rename = "zh-Hant")]
    ZhHant,
}

/// A text in the languages of the program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Localized(pub BTreeMap<Language, String>);

impl Language {
    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::ZhHans => "zh-Hans",
            Language::ZhHant => "zh-Hant",
        }
    }

    /// The language nearest to a tag such as `zh-TW` or `en-GB`.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let tag = tag.trim().to_ascii_lowercase();
        if tag.starts_with("zh-hant")
            || tag.starts_with("zh-tw")
            || tag.starts_with("zh-hk")
            || tag.starts_with("zh-mo")
        {
            return Some(Language::ZhHant);
        }
        if tag == "zh" || tag.starts_with("zh-") {
            return Some(Language::ZhHans);
        }
        (tag == "en" || tag.starts_with("en-")).then_some(Language::En)
    }
}

impl Localized {
    /// The text in a language, or in the next best one.
    pub fn get(&self, language: Language) -> &str {
        let order = match language {
            Language::En => [Language::En, Language::ZhHans, Language::ZhHant],
            Language::ZhHans => [Language::ZhHans, Language::ZhHant, Language::En],
            Language::ZhHant => [Language::ZhHant, Language::ZhHans, Language::En],
        };
        order.iter().find_map(|language| self.0.get(language)).map_or("", String::as_str)
    }

    /// Written in every language.
    pub fn is_complete(&self) -> bool {
        LANGUAGES.iter().all(|language| self.0.get(language).is_some_and(|text| !text.trim().is_empty()))
    }
}

/// A labels file of one area and language, word for word.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ObjectLabels {
    #[serde(default)]
    pub one: String,
    #[serde(default)]
    pub many: String,
    pub help: Option<String>,
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    #[serde(default, rename = "field_help", alias = "helps")]
    pub field_help: BTreeMap<String, String>,
    #[serde(default)]
    pub options: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    pub sections: BTreeMap<String, String>,
    #[serde(default)]
    pub actions: BTreeMap<String, String>,
    #[serde(default)]
    pub inputs: BTreeMap<String, BTreeMap<String, String>>,
}

/// All labels of an object: each text by its path (`fields.name`, `options.stage.won`).
#[derive(Debug, Clone, Default)]
pub struct Labels {
    texts: BTreeMap<String, Localized>,
}

impl Labels {
    /// The text at a path, empty when nobody wrote one.
    pub fn get(&self, path: &str) -> Option<&Localized> {
        self.texts.get(path)
    }

    /// Puts a text at a path.
    pub fn put(&mut self, path: &str, language: Language, text: &str) {
        self.texts.entry(path.to_owned()).or_default().0.insert(language, text.to_owned());
    }

    /// Every path with its texts.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Localized)> {
        self.texts.iter()
    }

    pub(crate) fn add(&mut self, language: Language, file: &ObjectLabels) {
        self.put("one", language, &file.one);
        self.put("many", language, &file.many);
        if let Some(help) = &file.help {
            self.put("help", language, help);
        }
        let flat = [
            ("fields", &file.fields),
            ("help", &file.field_help),
            ("sections", &file.sections),
            ("actions", &file.actions),
        ];
        for (group, texts) in flat {
            for (name, text) in texts {
                self.put(&format!("{group}.{name}"), language, text);
            }
        }
        for (group, nested) in [("options", &file.options), ("inputs", &file.inputs)] {
            for (name, texts) in nested {
                for (value, text) in texts {
                    self.put(&format!("{group}.{name}.{value}"), language, text);
                }
            }
        }
    }
}
