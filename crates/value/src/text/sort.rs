use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::{Locale, locale};
use std::sync::OnceLock;

/// The rules by which texts are put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Order {
    /// Hanzi by sound: what readers of simplified characters expect.
    #[default]
    Pinyin,
    /// Hanzi by number of strokes: what readers of traditional characters expect.
    Stroke,
    /// Hanzi by sound, in the order of ㄅㄆㄇㄈ.
    Zhuyin,
    /// No language in particular.
    Root,
}

impl Order {
    /// Those that a company can choose.
    pub const CHOICES: [Order; 3] = [Order::Pinyin, Order::Stroke, Order::Zhuyin];

    /// As it stands in the settings.
    pub fn word(self) -> &'static str {
        match self {
            Order::Pinyin => "pinyin",
            Order::Stroke => "stroke",
            Order::Zhuyin => "zhuyin",
            Order::Root => "root",
        }
    }

    /// The order of a word that stands in the settings.
    pub fn from_word(word: &str) -> Option<Order> {
        Order::CHOICES.into_iter().find(|order| order.word() == word)
    }
}

/// Stored keys of other rules have to be made anew: they compare wrongly with those of these rules.
pub const SORT_KEY_RULES: &str = "icu4x-2.4";

/// Texts that agree in so many characters count as equal.
pub const SORT_KEY_CHARACTERS: usize = 64;

/// Bytes that compare as the texts do by the rules of a language.
pub fn sort_key(text: &str, order: Order) -> Vec<u8> {
    let end = text.char_indices().nth(SORT_KEY_CHARACTERS).map_or(text.len(), |(at, _)| at);
    let beginning = &text[..end];
    let mut key = Vec::with_capacity(end * 2 + 8);
    match collator(order) {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(beginning, &mut key);
        }
        None => key.extend_from_slice(beginning.as_bytes()),
    }
    key
}

fn collator(order: Order) -> Option<&'static CollatorBorrowed<'static>> {
    static PINYIN: OnceLock<Option<CollatorBorrowed<'static>>> = OnceLock::new();
    static STROKE: OnceLock<Option<CollatorBorrowed<'static>>> = OnceLock::new();
    static ZHUYIN: OnceLock<Option<CollatorBorrowed<'static>>> = OnceLock::new();
    static ROOT: OnceLock<Option<CollatorBorrowed<'static>>> = OnceLock::new();
    let made = match order {
        Order::Pinyin => PINYIN.get_or_init(|| made_for(locale!("zh-u-co-pinyin"))),
        Order::Stroke => STROKE.get_or_init(|| made_for(locale!("zh-u-co-stroke"))),
        Order::Zhuyin => ZHUYIN.get_or_init(|| made_for(locale!("zh-u-co-zhuyin"))),
        Order::Root => ROOT.get_or_init(|| made_for(locale!("und"))),
    };
    made.as_ref()
}

fn made_for(locale: Locale) -> Option<CollatorBorrowed<'static>> {
    Collator::try_new(locale.into(), CollatorOptions::default()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'t>(texts: &[&'t str], order: Order) -> Vec<&'t str> {
        let mut sorted = texts.to_vec();
        sorted.sort_by_key(|text| sort_key(text, order));
        sorted
    }

    #[test]
    fn hanzi_follow_their_sound_or_their_strokes() {
        let names = ["张三", "一心", "李四", "王五", "陈六"];
        assert_eq!(sorted(&names, Order::Pinyin), ["陈六", "李四", "王五", "一心", "张三"]);
        assert_eq!(sorted(&names, Order::Stroke), ["一心", "王五", "张三", "李四", "陈六"]);
        assert_eq!(sorted(&names, Order::Zhuyin), ["李四", "张三", "陈六", "一心", "王五"]);
    }

    #[test]
    fn letters_ignore_accents_and_case_at_first() {
        let names = ["zebra", "Äpfel", "apple", "Banana", "äpfel"];
        assert_eq!(sorted(&names, Order::Root), ["äpfel", "Äpfel", "apple", "Banana", "zebra"]);
        assert!(sort_key("", Order::Root) < sort_key("a", Order::Root));
    }

    #[test]
    fn every_order_has_its_rules() {
        for order in [Order::Pinyin, Order::Stroke, Order::Zhuyin, Order::Root] {
            assert!(collator(order).is_some(), "{order:?}");
        }
    }

    #[test]
    fn keys_stay_short() {
        let long = "很长的名字".repeat(10_000);
        assert!(sort_key(&long, Order::Pinyin).len() < 64 * 8);
    }
}
