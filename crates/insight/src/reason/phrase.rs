use catalog::{LANGUAGES, Language};
use serde_json::Value as Json;
use value::{Currency, Date, date_from_days};

/// A sentence with gaps such as `{silent}`, in the three languages.
#[derive(Debug, Clone, Copy)]
pub struct Phrase {
    pub en: &'static str,
    pub hans: &'static str,
    pub hant: &'static str,
}

/// What fills a gap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fact<'a> {
    Days(f64),
    Count(u64),
    /// Minor units of the company's currency.
    Money(f64),
    /// 0.25 is 25 %.
    Share(f64),
    /// Days since 1970.
    Day(i32),
    Word(&'a str),
}

/// A text that grows sentence by sentence, in the three languages at once.
#[derive(Debug, Clone)]
pub struct Passage {
    currency: Currency,
    texts: [String; 3],
}

impl Passage {
    pub fn new(currency: Currency) -> Passage {
        Passage { currency, texts: Default::default() }
    }

    /// Adds a sentence.
    pub fn say(&mut self, phrase: &Phrase, facts: &[(&str, Fact<'_>)]) {
        for (language, text) in LANGUAGES.into_iter().zip(&mut self.texts) {
            if language == Language::En && !text.is_empty() {
                text.push(' ');
            }
            fill(text, phrase.of(language), language, self.currency, facts);
        }
    }

    /// As kept in a localised field.
    pub fn as_json(&self) -> Json {
        let texts = LANGUAGES.iter().zip(&self.texts);
        texts.map(|(language, text)| (language.tag().to_owned(), Json::from(text.as_str()))).collect()
    }
}

impl Phrase {
    fn of(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::ZhHans => self.hans,
            Language::ZhHant => self.hant,
        }
    }
}

fn fill(
    text: &mut String,
    template: &str,
    language: Language,
    currency: Currency,
    facts: &[(&str, Fact<'_>)],
) {
    let mut rest = template;
    while let Some((before, gap)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, after)) = gap.split_once('}') else { return };
        if let Some((_, fact)) = facts.iter().find(|(known, _)| *known == name) {
            text.push_str(&worded(*fact, language, currency));
        }
        rest = after;
    }
    text.push_str(rest);
}

fn worded(fact: Fact<'_>, language: Language, currency: Currency) -> String {
    match fact {
        Fact::Days(days) => days_text(days, language),
        Fact::Count(count) => grouped(&count.to_string()),
        Fact::Money(minor) => money_text(minor, currency),
        Fact::Share(share) => share_text(share),
        Fact::Day(day) => day_text(day, language),
        Fact::Word(word) => word.to_owned(),
    }
}

/// Whole days from ten on, one digit below.
fn days_text(days: f64, language: Language) -> String {
    let rounded = if days >= 9.95 { days.round() } else { (days * 10.0).round() / 10.0 };
    match language {
        Language::En if rounded == 1.0 => "1 day".to_owned(),
        Language::En => format!("{} days", grouped(&rounded.to_string())),
        Language::ZhHans | Language::ZhHant => format!("{} 天", grouped(&rounded.to_string())),
    }
}

fn share_text(share: f64) -> String {
    let percent = share * 100.0;
    let number = match percent {
        percent if percent > 0.0 && percent < 1.0 => "<1".to_owned(),
        percent => percent.round().to_string(),
    };
    format!("{number}%")
}

fn day_text(day: i32, language: Language) -> String {
    let Some(date) = date_from_days(i64::from(day)) else { return String::new() };
    match language {
        Language::En => date.strftime("%-d %B %Y").to_string(),
        Language::ZhHans | Language::ZhHant => chinese_day(date),
    }
}

fn chinese_day(date: Date) -> String {
    format!("{} 年 {} 月 {} 日", date.year(), date.month(), date.day())
}

/// Whole units from a hundred on; the sign of the currency where everybody knows it.
fn money_text(minor: f64, currency: Currency) -> String {
    let digits = currency.digits();
    let amount = minor / 10f64.powi(digits as i32);
    let shown = if amount.abs() >= 99.995 { 0 } else { digits as usize };
    let number = format!("{:.shown$}", amount.abs());
    let empty = number.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if amount < 0.0 && !empty { "-" } else { "" };
    let number = grouped(if empty { "0" } else { &number });
    match currency.code() {
        "CNY" | "JPY" => format!("{sign}¥{number}"),
        "USD" => format!("{sign}${number}"),
        "EUR" => format!("{sign}€{number}"),
        "GBP" => format!("{sign}£{number}"),
        "TWD" => format!("{sign}NT${number}"),
        "HKD" => format!("{sign}HK${number}"),
        code => format!("{sign}{code} {number}"),
    }
}

fn grouped(number: &str) -> String {
    let (whole, rest) = number.find('.').map_or((number, ""), |point| number.split_at(point));
    let mut text = String::with_capacity(number.len() + number.len() / 3);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 && !text.ends_with('-') {
            text.push(',');
        }
        text.push(digit);
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHRASE: Phrase = Phrase {
        en: "Silent for {silent}, {money} since {day}; {share}, {count}.",
        hans: "已 {silent}没有动静，{day}以来 {money}；{share}，{count}。",
        hant: "已 {silent}沒有動靜，{day}以來 {money}；{share}，{count}。",
    };

    fn say(facts: &[(&str, Fact<'_>)], currency: &str) -> Passage {
        let mut passage = Passage::new(currency.parse().unwrap());
        passage.say(&PHRASE, facts);
        passage
    }

    #[test]
    fn gaps_are_filled_in_the_manner_of_each_language() {
        let facts = [
            ("silent", Fact::Days(38.4)),
            ("money", Fact::Money(123_956.0)),
            ("day", Fact::Day(20_000)),
            ("share", Fact::Share(0.254)),
            ("count", Fact::Count(1_234_567)),
        ];
        let text = say(&facts, "CNY").as_json();
        assert_eq!(text["en"], "Silent for 38 days, ¥1,240 since 4 October 2024; 25%, 1,234,567.");
        assert_eq!(text["zh-Hans"], "已 38 天没有动静，2024 年 10 月 4 日以来 ¥1,240；25%，1,234,567。");
    }

    #[test]
    fn odd_numbers_still_read_well() {
        assert_eq!(money_text(-1250.0, "USD".parse().unwrap()), "-$12.50");
        assert_eq!(money_text(-0.2, "USD".parse().unwrap()), "$0");
        assert_eq!(money_text(1e17, "CHF".parse().unwrap()), "CHF 1,000,000,000,000,000");
        assert_eq!(days_text(1.0, Language::En), "1 day");
        assert_eq!(days_text(2.46, Language::ZhHans), "2.5 天");
        assert_eq!(share_text(0.004), "<1%");
        assert_eq!(grouped("-123456.5"), "-123,456.5");
    }

    #[test]
    fn sentences_follow_each_other() {
        let mut passage = say(&[("silent", Fact::Days(3.0))], "CNY");
        passage.say(&Phrase { en: "Next.", hans: "再来。", hant: "再來。" }, &[]);
        let json = passage.as_json();
        assert!(json["en"].as_str().unwrap().ends_with("; , . Next."), "{json}");
        assert!(json["zh-Hans"].as_str().unwrap().ends_with("再来。"));
    }
}
