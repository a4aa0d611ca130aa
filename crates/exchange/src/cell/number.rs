use super::style::DecimalMark;
use super::{CellError, Style, is_placeholder, narrow, trimmed};
use crate::reading::Cell;
use value::{Currency, Decimal};

/// A number with the currency that stood beside it, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    pub number: Decimal,
    pub currency: Option<Currency>,
}

/// Signs and words of currencies; the longer ones first. A bare `$` and a bare 元 do not say which currency.
const CURRENCIES: [(&str, Option<&str>); 38] = [
    ("人民币", Some("CNY")),
    ("人民幣", Some("CNY")),
    ("新台币", Some("TWD")),
    ("新台幣", Some("TWD")),
    ("新臺幣", Some("TWD")),
    ("台币", Some("TWD")),
    ("台幣", Some("TWD")),
    ("美元", Some("USD")),
    ("美金", Some("USD")),
    ("欧元", Some("EUR")),
    ("歐元", Some("EUR")),
    ("英镑", Some("GBP")),
    ("英鎊", Some("GBP")),
    ("日元", Some("JPY")),
    ("日圆", Some("JPY")),
    ("日圓", Some("JPY")),
    ("港元", Some("HKD")),
    ("港币", Some("HKD")),
    ("港幣", Some("HKD")),
    ("rmb", Some("CNY")),
    ("cny", Some("CNY")),
    ("usd", Some("USD")),
    ("eur", Some("EUR")),
    ("gbp", Some("GBP")),
    ("jpy", Some("JPY")),
    ("hkd", Some("HKD")),
    ("twd", Some("TWD")),
    ("us$", Some("USD")),
    ("hk$", Some("HKD")),
    ("nt$", Some("TWD")),
    ("€", Some("EUR")),
    ("£", Some("GBP")),
    ("¥", None),
    ("$", None),
    ("元整", None),
    ("元", None),
    ("圆", None),
    ("块", None),
];

/// Codes that are taken for currencies: three letters alone may be anything.
const CODES: &str = "AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KES KRW KWD KZT \
                     LKR MAD MNT MOP MXN MYR NGN NOK NZD OMR PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD VND ZAR";

/// What a number is multiplied by, and the zeros of it; the longer words first.
const UNITS: [(&str, u32); 14] = [
    ("千万", 7),
    ("千萬", 7),
    ("百万", 6),
    ("百萬", 6),
    ("十万", 5),
    ("十萬", 5),
    ("万", 4),
    ("萬", 4),
    ("亿", 8),
    ("億", 8),
    ("千", 3),
    ("百", 2),
    ("w", 4),
    ("k", 3),
];

pub fn decimal(cell: Cell<'_>, style: &Style) -> Result<Option<Decimal>, CellError> {
    Ok(amount(cell, style)?.map(|amount| amount.number))
}

pub fn integer(cell: Cell<'_>, style: &Style) -> Result<Option<i64>, CellError> {
    let Some(number) = decimal(cell, style)? else { return Ok(None) };
    let refuse = |code| CellError::new(code, &cell.shown());
    if !number.fract().is_zero() {
        return Err(refuse("not_whole"));
    }
    i64::try_from(number).map(Some).map_err(|_| refuse("too_large"))
}

/// In percent: `12.5`, `12.5%` and a cell formatted as percent say the same.
pub fn percent(cell: Cell<'_>, style: &Style) -> Result<Option<Decimal>, CellError> {
    let Some(number) = decimal(cell, style)? else { return Ok(None) };
    let fraction = matches!(cell, Cell::Number(_)) && number.abs() <= Decimal::ONE;
    Ok(Some(if fraction { number * Decimal::ONE_HUNDRED } else { number }))
}

/// A number as people write it: `1,234.50`, `(12)`, `１２３`, `¥1.2万`, `3.5亿元`, `USD 12`, `1.234,5` in a column of such.
pub fn amount(cell: Cell<'_>, style: &Style) -> Result<Option<Amount>, CellError> {
    let counted = |number: Decimal, currency| match number.checked_mul(style.multiplier) {
        Some(number) => Ok(Some(Amount { number, currency })),
        None => Err(CellError::new("too_large", &cell.shown())),
    };
    match cell {
        Cell::Empty => Ok(None),
        Cell::Fault(fault) => Err(CellError::fault(fault)),
        Cell::Boolean(_) | Cell::Moment(_) => Err(CellError::new("not_a_number", &cell.shown())),
        Cell::Number(number) => match Decimal::try_from(number) {
            Ok(number) => counted(number.normalize(), None),
            Err(_) => Err(CellError::new("too_large", &cell.shown())),
        },
        Cell::Text(text) => {
            let text = trimmed(text);
            if style.decimal == DecimalMark::Point
                && is_plain(text)
                && let Ok(number) = text.parse::<Decimal>()
            {
                return counted(number, None);
            }
            if is_placeholder(text) {
                return Ok(None);
            }
            match written(text, style.decimal) {
                Some(Written { amount, unit: Unit::Said }) => Ok(Some(amount)),
                Some(Written { amount, unit: Unit::Unsaid }) => counted(amount.number, amount.currency),
                None => Err(CellError::new("not_a_number", text)),
            }
        }
    }
}

/// The currency that a text names by code, sign or word.
pub fn currency(text: &str) -> Option<Currency> {
    let plain = narrow(text.trim()).to_lowercase();
    let listed = CURRENCIES.iter().find(|(word, _)| *word == plain).and_then(|(_, code)| *code);
    listed.and_then(|code| code.parse().ok()).or_else(|| of_code(&plain))
}

fn of_code(word: &str) -> Option<Currency> {
    let code = word.to_uppercase();
    CODES.split(' ').any(|known| known == code).then(|| code.parse().ok()).flatten()
}

struct Written {
    amount: Amount,
    unit: Unit,
}

/// Whether the cell says itself what it counts in.
#[derive(PartialEq)]
enum Unit {
    Said,
    Unsaid,
}

/// Digits with at most a sign and a point: no need to look closer.
fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.len() <= 28
        && digits.starts_with(|letter: char| letter.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

fn written(text: &str, mark: DecimalMark) -> Option<Written> {
    if text.len() > 100 {
        return None;
    }
    let lower = narrow(text).to_lowercase();
    let mut rest = lower.trim();
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (rest, negative) = (inner.trim(), true);
    }
    let mut currency = None;
    let mut scale = 0_u32;
    loop {
        let before = rest;
        for (sign, code) in CURRENCIES {
            if let Some(shorter) = rest.strip_prefix(sign).or_else(|| rest.strip_suffix(sign)) {
                (rest, currency) = (shorter.trim(), currency.or(code.and_then(|code| code.parse().ok())));
            }
        }
        if let Some(shorter) = rest.strip_prefix('-').or_else(|| rest.strip_suffix('-')) {
            if negative {
                return None;
            }
            (rest, negative) = (shorter.trim(), true);
        }
        if let Some(shorter) = rest.strip_suffix('%') {
            rest = shorter.trim();
        }
        if let Some((shorter, code)) = without_code(rest) {
            (rest, currency) = (shorter, currency.or(Some(code)));
        }
        let unit = UNITS.iter().find_map(|(word, zeros)| Some((rest.strip_suffix(word)?, *zeros)));
        if let Some((shorter, zeros)) = unit {
            if scale != 0 {
                return None;
            }
            (rest, scale) = (shorter.trim(), zeros);
        }
        if rest == before {
            break;
        }
    }
    let rest = rest.strip_prefix('+').unwrap_or(rest);
    let number = digits(rest, mark)?.checked_mul(Decimal::from(10_i64.pow(scale)))?;
    let number = if negative { -number } else { number }.normalize();
    let unit = if scale == 0 { Unit::Unsaid } else { Unit::Said };
    Some(Written { amount: Amount { number, currency }, unit })
}

/// `12.50 sek` and `sek 12.50`: codes that stand apart from the number.
fn without_code(text: &str) -> Option<(&str, Currency)> {
    let (first, last) = (text.split_once(' '), text.rsplit_once(' '));
    let behind = last.and_then(|(rest, word)| Some((rest.trim(), of_code(word)?)));
    behind.or_else(|| first.and_then(|(word, rest)| Some((rest.trim(), of_code(word)?))))
}

fn digits(text: &str, mark: DecimalMark) -> Option<Decimal> {
    let text: String = text.chars().filter(|letter| !matches!(letter, ' ' | '\'' | '’' | '_')).collect();
    if !text.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.' || letter == ',') {
        return None;
    }
    if text.contains('e') {
        return Decimal::from_scientific(&text).ok();
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',') {
        return None;
    }
    let (point, comma) = (text.rfind('.'), text.rfind(','));
    let decimal = match (point, comma) {
        (None, None) => None,
        (Some(point), Some(comma)) => Some(point.max(comma)),
        (Some(at), None) => lone_mark(&text, at, mark == DecimalMark::Point),
        (None, Some(at)) => lone_mark(&text, at, mark == DecimalMark::Comma),
    };
    let (whole, fraction) = match decimal {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text.as_str(), ""),
    };
    let groups: Vec<&str> = whole.split(['.', ',']).collect();
    let used = whole.contains('.') && whole.contains(',');
    let even = |size: usize| groups[1..].iter().all(|group| group.len() == size) && groups[0].len() <= size;
    if used || (groups.len() > 1 && !(even(3) || even(4)) && !indian(&groups)) {
        return None;
    }
    let whole = groups.concat();
    match (whole.is_empty(), fraction.is_empty()) {
        (true, true) => None,
        (true, false) => format!("0.{fraction}").parse().ok(),
        (false, true) => whole.parse().ok(),
        (false, false) => format!("{whole}.{fraction}").parse().ok(),
    }
}

/// One kind of mark only: several of it, or three digits behind a mark that is not the column's, are thousands.
fn lone_mark(text: &str, at: usize, is_decimal: bool) -> Option<usize> {
    let mark = text.as_bytes()[at];
    let several = text.bytes().filter(|byte| *byte == mark).count() > 1;
    let behind = text.len() - at - 1;
    let grouped = (behind == 3 || (behind == 4 && mark == b','))
        && (1..=behind).contains(&at)
        && !text.starts_with('0');
    match several || (grouped && !is_decimal) {
        true => None,
        false => Some(at),
    }
}

fn indian(groups: &[&str]) -> bool {
    let (Some(last), Some(first)) = (groups.last(), groups.first()) else { return false };
    last.len() == 3 && first.len() <= 2 && groups[1..groups.len() - 1].iter().all(|group| group.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        decimal(Cell::Text(text), &Style::default()).ok().flatten().map(|number| number.to_string())
    }

    #[test]
    fn numbers_as_people_write_them() {
        let cases = [
            ("2.55", "2.55"),
            ("-10", "-10"),
            ("１，２３４．５０", "1234.5"),
            ("1,234,567.89", "1234567.89"),
            ("1,0000", "10000"),
            ("1.234.567,89", "1234567.89"),
            ("(1,234.50)", "-1234.5"),
            ("1.2万", "12000"),
            ("3.5万元", "35000"),
            ("￥１２万元", "120000"),
            ("2亿", "200000000"),
            ("1.5w", "15000"),
            ("¥-12.5", "-12.5"),
            ("-¥12.5", "-12.5"),
            ("12.5-", "-12.5"),
            ("12,5", "12.5"),
            ("1 234", "1234"),
            ("1’234.5", "1234.5"),
            ("100元整", "100"),
            ("12.5%", "12.5"),
            ("1.2E+05", "120000"),
            (".5", "0.5"),
            ("12,34,567", "1234567"),
            ("1,234", "1234"),
            ("0,123", "0.123"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["abc", "1.2.3", "12a", "1,23,4", "--5", "万", "1万2千", "2024-03-05", "1e999", "."] {
            assert!(decimal(Cell::Text(text), &Style::default()).is_err(), "{text}");
        }
        for text in ["", " ", "-", "N/A", "无"] {
            assert_eq!(decimal(Cell::Text(text), &Style::default()), Ok(None), "{text}");
        }
    }

    #[test]
    fn a_column_with_decimal_commas_is_read_as_such() {
        let style = Style { decimal: DecimalMark::Comma, ..Style::default() };
        let read = |text| decimal(Cell::Text(text), &style).unwrap().unwrap().to_string();
        assert_eq!((read("1.234"), read("12,345")), ("1234".to_owned(), "12.345".to_owned()));
    }

    #[test]
    fn currencies_beside_the_number_are_kept() {
        let read = |text| amount(Cell::Text(text), &Style::default()).unwrap().unwrap().currency;
        let found = |text| read(text).map(|currency| currency.to_string());
        assert_eq!(found("USD 1,200"), Some("USD".to_owned()));
        assert_eq!(found("1200美元"), Some("USD".to_owned()));
        assert_eq!(found("¥1,200"), None);
        assert_eq!(found("-12.50 SEK"), Some("SEK".to_owned()));
        assert_eq!(found("HK$5"), Some("HKD".to_owned()));
    }

    #[test]
    fn a_column_counted_in_ten_thousands_multiplies_unless_the_cell_says_so() {
        let style = Style { multiplier: Decimal::from(10_000), ..Style::default() };
        let read = |cell| decimal(cell, &style).unwrap().unwrap().normalize().to_string();
        assert_eq!(read(Cell::Text("1.2")), "12000");
        assert_eq!(read(Cell::Text("1.2万")), "12000");
        assert_eq!(read(Cell::Number(3.0)), "30000");
    }

    #[test]
    fn typed_cells_lose_binary_noise() {
        assert_eq!(decimal(Cell::Number(5.1 * 3.0), &Style::default()).unwrap().unwrap().to_string(), "15.3");
        assert_eq!(integer(Cell::Number(3.0), &Style::default()), Ok(Some(3)));
        assert_eq!(integer(Cell::Text("3.5"), &Style::default()).unwrap_err().code, "not_whole");
        assert_eq!(percent(Cell::Number(0.15), &Style::default()).unwrap().unwrap().to_string(), "15.00");
        assert!(decimal(Cell::Number(f64::NAN), &Style::default()).is_err());
    }
}
