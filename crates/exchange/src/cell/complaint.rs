use catalog::{FieldError, Language};
use std::fmt;

/// Why a cell cannot be taken: a stable code, and what a sentence about it needs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CellError {
    pub code: &'static str,
    pub params: Vec<(&'static str, String)>,
}

const SHOWN: usize = 60;

/// Code, then the sentence in English, simplified and traditional Chinese; `{name}` stands for a param.
const SENTENCES: [(&str, [&str; 3]); 24] = [
    ("not_a_number", ["'{text}' is not a number", "“{text}”不是数字", "「{text}」不是數字"]),
    ("not_whole", ["'{text}' is not a whole number", "“{text}”不是整数", "「{text}」不是整數"]),
    ("not_a_date", ["'{text}' is not a date", "“{text}”不是日期", "「{text}」不是日期"]),
    (
        "not_yes_or_no",
        ["'{text}' is neither yes nor no", "“{text}”不是“是”或“否”", "「{text}」不是「是」或「否」"],
    ),
    ("not_an_option", ["'{text}' is not one of the options", "“{text}”不在选项中", "「{text}」不在選項中"]),
    ("not_a_phone", ["'{text}' is not a telephone number", "“{text}”不是电话号码", "「{text}」不是電話號碼"]),
    (
        "not_an_email",
        ["'{text}' is not an e-mail address", "“{text}”不是邮箱地址", "「{text}」不是電子郵件地址"],
    ),
    (
        "spreadsheet_error",
        ["the cell holds the error {text}", "单元格里是错误值 {text}", "儲存格裡是錯誤值 {text}"],
    ),
    ("encoding", ["'{text}' has broken letters", "“{text}”有乱码", "「{text}」有亂碼"]),
    ("too_large", ["the value is too large", "数值太大", "數值太大"]),
    ("out_of_range", ["'{text}' is out of range", "“{text}”超出范围", "「{text}」超出範圍"]),
    ("required", ["a value is missing", "缺少内容", "缺少內容"]),
    ("too_long", ["longer than {max} characters", "超过 {max} 个字符", "超過 {max} 個字元"]),
    ("summary_row", ["a row of totals, no order line", "合计行，不是订单明细", "合計列，不是訂單明細"]),
    (
        "other_customer",
        [
            "order {order} belongs to customer '{customer}', not to '{text}'",
            "订单 {order} 属于客户“{customer}”，不是“{text}”",
            "訂單 {order} 屬於客戶「{customer}」，不是「{text}」",
        ],
    ),
    ("too_small", ["smaller than {min}", "小于 {min}", "小於 {min}"]),
    ("format", ["'{text}' has the wrong form", "“{text}”格式不对", "「{text}」格式不對"]),
    ("type", ["'{text}' is of the wrong kind", "“{text}”类型不对", "「{text}」類型不對"]),
    ("control_characters", ["the text holds control characters", "文本含有控制字符", "文字含有控制字元"]),
    ("ambiguous", ["'{text}' names several records", "“{text}”对应多条记录", "「{text}」對應多筆記錄"]),
    ("key_missing", ["the key is empty", "关键字段为空", "關鍵欄位為空"]),
    ("forbidden", ["your role does not allow this", "您的角色无权执行", "您的角色無權執行"]),
    ("not_unique", ["'{text}' exists already", "“{text}”已存在", "「{text}」已存在"]),
    ("not_found", ["'{text}' was not found", "找不到“{text}”", "找不到「{text}」"]),
];

impl CellError {
    pub fn new(code: &'static str, text: &str) -> CellError {
        CellError { code, params: vec![("text", shortened(text))] }
    }

    pub fn bare(code: &'static str) -> CellError {
        CellError { code, params: Vec::new() }
    }

    /// A complaint of the catalog about a value.
    pub fn of_field(error: &FieldError, text: &str) -> CellError {
        let param = |(name, fact): (&String, &serde_json::Value)| {
            let fact = fact.as_str().map_or_else(|| fact.to_string(), str::to_owned);
            ["max", "min", "expected"].into_iter().find(|known| known == name).map(|known| (known, fact))
        };
        let params = [("text", shortened(text))].into_iter().chain(error.params.iter().filter_map(param));
        CellError { code: error.code.word(), params: params.collect() }
    }

    pub(crate) fn fault(text: &str) -> CellError {
        CellError::new("spreadsheet_error", text)
    }

    pub(crate) fn encoding(text: &str) -> CellError {
        CellError::new("encoding", text)
    }

    /// The reason in words, for the file of refused rows.
    pub fn sentence(&self, language: Language) -> String {
        let column = match language {
            Language::En => 0,
            Language::ZhHans => 1,
            Language::ZhHant => 2,
        };
        let pattern = SENTENCES.iter().find(|(code, _)| *code == self.code).map(|(_, texts)| texts[column]);
        let Some(pattern) = pattern else {
            let params: Vec<String> =
                self.params.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            return [self.code.to_owned(), params.join(", ")].join(" ").trim_end().to_owned();
        };
        let mut sentence = pattern.to_owned();
        for (name, value) in &self.params {
            sentence = sentence.replace(&format!("{{{name}}}"), value);
        }
        sentence
    }
}

impl fmt::Display for CellError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::En))
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_sentences_in_three_languages() {
        let error = CellError::new("not_a_date", "32/13");
        assert_eq!(error.to_string(), "'32/13' is not a date");
        assert_eq!(error.sentence(Language::ZhHans), "“32/13”不是日期");
        assert_eq!(error.sentence(Language::ZhHant), "「32/13」不是日期");
        assert_eq!(CellError::bare("prefix").to_string(), "prefix");
        assert_eq!(CellError::new("not_a_date", &"x".repeat(99)).params[0].1.chars().count(), 61);
    }
}
