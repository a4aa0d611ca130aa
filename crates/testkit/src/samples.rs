use crate::Random;
use catalog::{Field, Side};
use records::{Door, Draft};
use serde_json::json;
use std::collections::HashMap;
use value::{Column, Currency, Date, Decimal, FieldType, Id, Link, Money, Timestamp, Value};

/// How much of a draft is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filling {
    /// What must be there and has no default.
    Required,
    /// Every field that a caller may write.
    Every,
    /// What must be there, and two in three of the others.
    Mixed,
}

/// Makes drafts that are valid for any object, with values that are hard on whoever reads them: many scripts, signs that
/// mean something to SQL or JSON, negative, huge and empty ones. References get records of their own on demand.
pub struct Samples {
    random: Random,
    number: usize,
    made: HashMap<String, Vec<Id>>,
}

const WORDS: &[&str] = &[
    "华为技术有限公司",
    "華為技術有限公司",
    "Café Zoë",
    "cafe zoe",
    "O'Brien & \"Sons\"",
    "100% _real_ \\ back\\slash",
    "王小明 👩‍👩‍👧‍👦 🎉",
    "ＡＢＣ１２３",
    "abc123",
    "a",
    "A",
    "Z",
    "z",
    "ä",
    "Straße",
    "İstanbul ılık",
    "ñandú",
    "Ærøskøbing",
    "two  blanks",
    "null",
    "0",
    "-1",
    "你好，世界！",
    "重庆银行",
    "重慶銀行",
    "Ω≈ç√",
    "ﬁne",
    "Ⅷ",
    "e\u{301}",
    "{\"a\": [1]}",
    "<b>bold</b>",
    "Ünïcödé",
    "אבג",
    "مرحبا",
    "日本語カタカナ",
];
const CURRENCIES: [&str; 4] = ["CNY", "EUR", "JPY", "KWD"];
const KEPT: usize = 6;

impl Samples {
    /// Samples that are the same for the same seed.
    pub fn new(seed: u64) -> Samples {
        Samples { random: Random::new(seed), number: 0, made: HashMap::new() }
    }

    /// A draft that the program's own door takes.
    ///
    /// # Panics
    /// When the catalog has no such object, or a referenced record is refused.
    pub fn draft(&mut self, door: &Door, object: &str, filling: Filling) -> Draft {
        let object = door.catalog().object(object).expect("an object of the catalog").clone();
        let mut draft = Draft::new(&object.name);
        for field in object.fields.iter().filter(|field| field.side == Side::Own) {
            let nobody = field.default.as_ref().is_some_and(|default| default == "me");
            let needed =
                field.required_when.is_some() || (field.required && (field.default.is_none() || nobody));
            let by_program = needed && !field.system && !field.kind.is_computed();
            if !(field.writable() || by_program) {
                continue;
            }
            let wanted = match filling {
                Filling::Required => needed,
                Filling::Every => true,
                Filling::Mixed => needed || field.required || self.random.below(3) > 0,
            };
            if wanted {
                let value = self.value(door, field);
                draft.put(&field.name, value);
            }
        }
        draft
    }

    /// A value that the field takes.
    ///
    /// # Panics
    /// When a referenced record is refused.
    pub fn value(&mut self, door: &Door, field: &Field) -> Value {
        self.number += 1;
        let number = self.number;
        match field.result {
            FieldType::Text | FieldType::AutoNumber => Value::Text(self.text(field)),
            FieldType::LongText => Value::Text(format!("{}\n\t{}", self.text(field), self.random.one(WORDS))),
            FieldType::RichText => Value::Text(format!("<p>{}</p>", number)),
            FieldType::Number | FieldType::Duration => Value::Integer(self.whole(field)),
            FieldType::Decimal | FieldType::Percent => {
                Value::Decimal(Decimal::new(self.whole(field), 0) / self.fraction(field))
            }
            FieldType::Money => Value::Money(self.money(field)),
            FieldType::Boolean => Value::Boolean(self.random.below(2) == 0),
            FieldType::Date => Value::Date(self.date()),
            FieldType::DateTime => Value::Moment(self.moment()),
            FieldType::Choice => Value::text(&self.random.one(&field.options).value),
            FieldType::MultiChoice => {
                let first = self.random.below(field.options.len());
                let chosen =
                    field.options.iter().skip(first).take(2).map(|option| Value::text(&option.value));
                Value::List(chosen.collect())
            }
            FieldType::Reference | FieldType::File => self.reference(door, field),
            FieldType::Email => Value::Text(format!("person.{number}+tag@example.com")),
            FieldType::Phone => Value::Text(format!("+86138{:08}", 10_000_000 + number)),
            FieldType::Url => Value::Text(format!("https://example.com/%E8%B7%AF?q={number}&x=1")),
            FieldType::Address => Value::Json(
                json!({"country": "CN", "province": "广东省", "city": self.random.one(WORDS), "street": format!("中山路 {number} 号")}),
            ),
            FieldType::PersonName => {
                let family = *self.random.one(&["李", "欧阳", "O'Neill", "Ångström", "王"]);
                let given = *self.random.one(&["小龙", "Zoë", "明", "José María"]);
                Value::Json(
                    json!({"family": family, "given": given, "full": format!("{family} {given} {number}")}),
                )
            }
            FieldType::Json if field.localized => {
                Value::Json(json!({"en": format!("text {number}"), "zh-Hans": "文字", "zh-Hant": "文字"}))
            }
            FieldType::Json => {
                Value::Json(json!({"b": [1, 2.5, null, {"ü": self.random.one(WORDS)}], "a": number}))
            }
            FieldType::Formula | FieldType::RollUp => Value::Null,
        }
    }

    /// A record of an object, made when there is none yet.
    ///
    /// # Panics
    /// When the record is refused.
    pub fn record(&mut self, door: &Door, object: &str) -> Id {
        let known = self.made.get(object).map_or(0, Vec::len);
        if known == 0 || (known < KEPT && self.random.below(3) == 0) {
            let draft = self.draft(door, object, Filling::Required);
            let made = door.create(draft).unwrap_or_else(|error| panic!("a {object}: {error}"));
            self.made.entry(object.to_owned()).or_default().push(made.id());
        }
        *self.random.one(&self.made[object])
    }

    fn text(&mut self, field: &Field) -> String {
        let unique = field.unique.then(|| format!("{} ", self.number));
        let words = format!("{}{}", unique.unwrap_or_default(), self.random.one(WORDS));
        let cut: String = words.chars().take(field.max_length).collect();
        cut.trim().to_owned()
    }

    fn whole(&mut self, field: &Field) -> i64 {
        let huge = if field.scale > 4 { 9_000_000_000 } else { 9_000_000_000_000 };
        let lowest = field.min.map_or(-huge, |min| min as i64);
        let highest = field.max.map_or(huge, |max| max as i64);
        let near = self.random.below(20) as i64 - 10;
        (*self.random.one(&[0, 1, -1, near, near, near * 1_000, lowest, highest])).clamp(lowest, highest)
    }

    fn fraction(&mut self, field: &Field) -> Decimal {
        if field.min.is_some() || field.max.is_some() || field.scale < 2 {
            return Decimal::ONE;
        }
        *self.random.one(&[Decimal::ONE, Decimal::from(4), Decimal::from(100)])
    }

    fn money(&mut self, field: &Field) -> Money {
        let currency: Currency = self.random.one(&CURRENCIES).parse().expect("a currency");
        let minor = *self.random.one(&[0, 1, 5, 100, 12_345, 500, 9_000_000_000_000]);
        let below_zero = field.min.is_none() && self.random.below(3) == 0;
        Money::new(if below_zero { -minor } else { minor }, currency)
    }

    fn date(&mut self) -> Date {
        let day = self.random.below(28) + 1;
        let recent = format!("2026-0{}-{day:02}", self.random.below(3) + 1);
        self.random
            .one(&["1900-02-28", "2024-02-29", "9999-12-31", "0001-01-01", &recent, &recent, &recent])
            .parse()
            .expect("a day")
    }

    fn moment(&mut self) -> Timestamp {
        let second = self.random.below(60);
        let recent = format!("2026-02-28T15:59:{second:02}.{:03}Z", self.random.below(1000));
        self.random
            .one(&["1969-12-31T23:59:59.999Z", "2999-01-01T00:00:00Z", &recent, &recent, &recent])
            .parse()
            .expect("a moment")
    }

    fn reference(&mut self, door: &Door, field: &Field) -> Value {
        let object = match field.to.as_slice() {
            [] => (*self.random.one(&["customer", "task", "order"])).to_owned(),
            several => self.random.one(several).clone(),
        };
        let id = self.record(door, &object);
        match field.column() {
            Column::Links => {
                let other = self.record(door, &object);
                let point = |id: Id| match field.target() {
                    Some(_) => Value::Id(id),
                    None => Value::Link(Link { object: object.clone(), id }),
                };
                let (first, other) = (point(id), point(other));
                Value::List(if first == other { vec![first] } else { vec![first, other] })
            }
            Column::Link => Value::Link(Link { object, id }),
            _ => Value::Id(id),
        }
    }
}
