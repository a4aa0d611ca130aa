use sha2::{Digest, Sha256};
use value::Decimal;
use value::text::fold;

/// A header without what people decorate it with: case, blanks, marks, what stands in brackets.
pub(super) fn normal(header: &str) -> String {
    let folded = fold(header);
    let bare = squeeze(&without_brackets(&folded));
    match bare.is_empty() {
        true => squeeze(&folded),
        false => bare,
    }
}

/// The same headers in the same order have the same signature.
pub fn signature(headers: &[String]) -> String {
    let mut digest = Sha256::new();
    for header in headers {
        digest.update(fold(header).as_bytes());
        digest.update(b"\n");
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the numbers of a column are counted in: `金额（万元）` counts in ten thousands.
pub fn multiplier(header: &str) -> Decimal {
    const UNITS: [(&str, i64); 9] = [
        ("百万元", 1_000_000),
        ("千元", 1_000),
        ("万元", 10_000),
        ("亿元", 100_000_000),
        ("(万)", 10_000),
        ("(亿)", 100_000_000),
        ("(千)", 1_000),
        ("('000)", 1_000),
        ("(k)", 1_000),
    ];
    let folded: String = fold(header).chars().filter(|letter| !letter.is_whitespace()).collect();
    let unit = UNITS.iter().find(|(word, _)| folded.contains(word));
    unit.map_or(Decimal::ONE, |(_, times)| Decimal::from(*times))
}

fn squeeze(folded: &str) -> String {
    folded.chars().filter(|letter| letter.is_alphanumeric() || *letter == '%').collect()
}

fn without_brackets(folded: &str) -> String {
    let mut depth = 0_usize;
    let mut bare = String::with_capacity(folded.len());
    for letter in folded.chars() {
        match letter {
            '(' | '[' | '{' | '【' | '〔' => depth += 1,
            ')' | ']' | '}' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(letter),
            _ => {}
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoration_does_not_matter() {
        assert_eq!(normal("*Customer_ID "), "customerid");
        assert_eq!(normal("客戶 名稱（必填）"), "客户名称");
        assert_eq!(normal("（金额）"), "金额");
        assert_eq!(normal("Ｑｔｙ"), "qty");
    }

    #[test]
    fn units_in_headers_multiply() {
        assert_eq!(multiplier("金额（万元）"), Decimal::from(10_000));
        assert_eq!(multiplier("金額(千元)"), Decimal::from(1_000));
        assert_eq!(multiplier("金额（元）"), Decimal::ONE);
    }

    #[test]
    fn signatures_depend_on_order_but_not_on_case() {
        let headers = |names: [&str; 2]| names.map(str::to_owned);
        assert_eq!(signature(&headers(["A", "b"])), signature(&headers(["a", "B"])));
        assert_ne!(signature(&headers(["a", "b"])), signature(&headers(["b", "a"])));
        assert_eq!(signature(&headers(["a", "b"])).len(), 64);
    }
}
