use super::{Cell, Row};

/// How many rows are looked at, and how deep the header may lie.
pub(super) const SAMPLE: usize = 20;
pub(super) const DEEPEST: u64 = 1_000;
const GUESSED_DEPTH: u64 = 10;

/// The headers and the row that they stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    pub row: u64,
    pub headers: Vec<String>,
}

/// Titles that are merged over the table fill one cell, headers fill nearly all, and with words.
pub(super) fn find(first: &[Row], chosen: Option<u64>) -> Heading {
    let width = first.iter().map(filled_width).max().unwrap_or(0);
    let header = match chosen {
        Some(number) => first.iter().find(|row| row.number == number && number > 0),
        None => guess(first),
    };
    let named = |column: usize| -> String {
        let shown = header.map(|row| row.cell(column).shown()).unwrap_or_default();
        let name: Vec<&str> = shown.split_whitespace().collect();
        match name.is_empty() {
            true => letters(column),
            false => name.join(" "),
        }
    };
    Heading {
        row: header.map_or(chosen.unwrap_or(0), |row| row.number),
        headers: (0..width).map(named).collect(),
    }
}

fn guess(first: &[Row]) -> Option<&Row> {
    let filled = |row: &Row| row.cells().filter(|cell| !cell.is_blank()).count();
    let widest = first.iter().map(filled).max()?;
    let needed = (widest * 6).div_ceil(10).max(1);
    let candidate = first.iter().find(|row| row.number <= GUESSED_DEPTH && filled(row) >= needed)?;
    let words = candidate.cells().filter(|cell| is_word(*cell)).count();
    (words * 5 >= filled(candidate) * 4).then_some(candidate)
}

fn is_word(cell: Cell<'_>) -> bool {
    match cell {
        Cell::Text(text) => {
            let digits = text.chars().filter(|letter| letter.is_numeric()).count();
            let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
            letters > 0 && digits < 5 && letters >= digits && !text.contains('@')
        }
        Cell::Empty | Cell::Number(_) | Cell::Moment(_) | Cell::Boolean(_) | Cell::Fault(_) => false,
    }
}

fn filled_width(row: &Row) -> usize {
    (0..row.len()).rev().find(|column| !row.cell(*column).is_blank()).map_or(0, |column| column + 1)
}

/// A, B ... Z, AA, AB ...
fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut name = Vec::new();
    while rest > 0 {
        rest -= 1;
        name.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    name.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u64, cells: &[&str]) -> Row {
        let mut row = Row::numbered(number);
        cells.iter().for_each(|cell| row.push(Cell::Text(cell)));
        row
    }

    #[test]
    fn titles_above_the_headers_are_skipped() {
        let rows = [
            row(1, &["2024年销售明细表", "", "", ""]),
            row(3, &["制表人：王五", "", "", "单位：元"]),
            row(4, &["订单号", "客户 名称", "", "金额\n(元)"]),
            row(5, &["A1", "甲公司", "x", "3"]),
        ];
        let heading = find(&rows, None);
        assert_eq!(heading.row, 4);
        assert_eq!(heading.headers, ["订单号", "客户 名称", "C", "金额 (元)"]);
        assert_eq!(find(&rows, Some(5)).headers[1], "甲公司");
    }

    #[test]
    fn a_file_without_headers_gets_letters() {
        let rows =
            [row(1, &["00001", "19970101", "1", "11.77"]), row(2, &["00002", "19970112", "1", "12.00"])];
        let heading = find(&rows, None);
        assert_eq!((heading.row, heading.headers.join("")), (0, "ABCD".to_owned()));
        assert_eq!(letters(27), "AB");
    }
}
