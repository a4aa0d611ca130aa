use super::{CellError, is_placeholder, text};
use crate::reading::Cell;
use value::text::fold;

/// One option of a choice with every way to write it: its value and its labels in all languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    value: String,
    spellings: Vec<String>,
}

const YES: [&str; 12] = ["true", "yes", "y", "1", "是", "有", "对", "真", "√", "✓", "on", "x"];
const NO: [&str; 10] = ["false", "no", "n", "0", "否", "无", "没有", "假", "×", "off"];

impl Choice {
    pub fn new<'a>(value: &str, labels: impl IntoIterator<Item = &'a str>) -> Choice {
        let labels = labels.into_iter().map(fold);
        Choice { value: value.to_owned(), spellings: labels.chain([fold(value)]).collect() }
    }

    pub fn value(&self) -> &str {
        &self.value
    }
}

pub fn boolean(cell: Cell<'_>) -> Result<Option<bool>, CellError> {
    if let Cell::Boolean(answer) = cell {
        return Ok(Some(answer));
    }
    let Some(written) = text(cell)? else { return Ok(None) };
    let folded = fold(&written);
    if YES.contains(&folded.as_str()) {
        return Ok(Some(true));
    }
    if NO.contains(&folded.as_str()) {
        return Ok(Some(false));
    }
    match is_placeholder(&written) {
        true => Ok(None),
        false => Err(CellError::new("not_yes_or_no", &written)),
    }
}

/// The option that the cell names by its value or by a label of any language.
pub fn choice<'a>(cell: Cell<'_>, options: &'a [Choice]) -> Result<Option<&'a str>, CellError> {
    match text(cell)? {
        Some(written) => match named(&written, options) {
            Some(option) => Ok(Some(option)),
            None if is_placeholder(&written) => Ok(None),
            None => Err(CellError::new("not_an_option", &written)),
        },
        None => Ok(None),
    }
}

/// Several options, parted by the usual marks.
pub fn choices<'a>(cell: Cell<'_>, options: &'a [Choice]) -> Result<Vec<&'a str>, CellError> {
    let Some(written) = text(cell)? else { return Ok(Vec::new()) };
    let parts = written.split([',', ';', '|', '/', '，', '；', '、', '\n']).map(str::trim);
    let mut found = Vec::new();
    for part in parts.filter(|part| !is_placeholder(part)) {
        let option = named(part, options).ok_or_else(|| CellError::new("not_an_option", part))?;
        if !found.contains(&option) {
            found.push(option);
        }
    }
    Ok(found)
}

fn named<'a>(written: &str, options: &'a [Choice]) -> Option<&'a str> {
    let folded = fold(written);
    let option = options.iter().find(|option| option.spellings.contains(&folded));
    option.map(|option| option.value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_in_two_languages() {
        let read = |text| boolean(Cell::Text(text));
        assert_eq!((read("是"), read(" Y "), read("TRUE")), (Ok(Some(true)), Ok(Some(true)), Ok(Some(true))));
        assert_eq!(
            (read("否"), read("ｎ"), read("沒有")),
            (Ok(Some(false)), Ok(Some(false)), Ok(Some(false)))
        );
        assert_eq!((read(""), read("-")), (Ok(None), Ok(None)));
        assert_eq!(read("maybe").unwrap_err().code, "not_yes_or_no");
    }

    #[test]
    fn options_are_named_by_any_label() {
        let options = [
            Choice::new("shipped", ["Shipped", "已发货", "已出貨"]),
            Choice::new("cancelled", ["Cancelled", "已取消", "已取消"]),
        ];
        for text in ["shipped", "SHIPPED", "已发货", "已發貨", "已出貨", " 已出货 "] {
            assert_eq!(choice(Cell::Text(text), &options), Ok(Some("shipped")), "{text}");
        }
        assert_eq!(choice(Cell::Text("lost"), &options).unwrap_err().code, "not_an_option");
        assert_eq!(
            choices(Cell::Text("已取消、Shipped, shipped"), &options),
            Ok(vec!["cancelled", "shipped"])
        );
    }
}
