//! Whatever stands in a cell, it is understood or refused.

#![allow(clippy::unwrap_used)]

use exchange::cell::{self, Choice, DateOrder, DecimalMark, Style, Survey};
use exchange::reading::Cell;
use exchange::writing::{Field, Format, TableWriter};
use proptest::prelude::*;

proptest! {
    #[test]
    fn any_text_is_understood_or_refused(text in "\\PC{0,60}", dates in 0..3, decimal in 0..2) {
        check(&text, dates, decimal);
    }

    #[test]
    fn any_number_like_text_is_understood_or_refused(text in "[0-9０-９.,，:/年月日 +()eE%万亿元¥T折Z-]{0,24}", dates in 0..3, decimal in 0..2) {
        check(&text, dates, decimal);
    }

    #[test]
    fn any_number_is_understood_or_refused(number in any::<f64>()) {
        let style = Style::default();
        let _ = cell::decimal(Cell::Number(number), &style);
        let _ = cell::integer(Cell::Number(number), &style);
        let _ = cell::moment(Cell::Number(number), &style);
        let _ = cell::phone(Cell::Number(number), "CN");
    }

    #[test]
    fn a_written_day_is_read_back(year in 1950_i16..2100, month in 1_i8..=12, day in 1_i8..=28) {
        let date = jiff::civil::date(year, month, day);
        for form in ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%-m月%-d日", "%-d.%-m.%Y", "%b %d, %Y", "%d-%b-%Y"] {
            let text = date.strftime(form).to_string();
            prop_assert_eq!(cell::date(Cell::Text(&text), &Style::default()), Ok(Some(date)), "{}", text);
        }
        let survey = Survey::of([Cell::Text("13/01/2020")]);
        let text = date.strftime("%d/%m/%Y").to_string();
        prop_assert_eq!(cell::date(Cell::Text(&text), &survey.style(jiff::tz::TimeZone::UTC)), Ok(Some(date)));
    }

    #[test]
    fn any_table_is_written_and_read_back(cells in proptest::collection::vec("[a-zA-Z\u{4e00}-\u{4e20}\",;\r\n=+@ -]{1,20}", 2..6)) {
        prop_assume!(cells.iter().any(|cell| !cell.trim().is_empty()));
        let headers: Vec<String> = (0..cells.len()).map(|column| format!("header {column}x")).collect();
        let fields: Vec<Field> = cells.iter().map(|cell| Field::Text(cell.clone())).collect();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        let file = std::fs::File::create(&path).unwrap();
        let mut writer = TableWriter::new(file, Format::Csv, "t", &headers).unwrap();
        writer.write(&fields).unwrap();
        writer.finish().unwrap();
        let mut table = exchange::reading::open(&path, &exchange::reading::Choices::default()).unwrap();
        let mut row = exchange::reading::Row::default();
        prop_assert!(table.next_into(&mut row).unwrap());
        for (column, cell) in cells.iter().enumerate() {
            let shown = row.cell(column).shown().into_owned();
            prop_assert_eq!(shown.strip_prefix('\'').unwrap_or(&shown), cell.as_str());
        }
    }
}

fn check(text: &str, dates: i32, decimal: i32) {
    let dates = [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst][dates as usize];
    let decimal = [DecimalMark::Point, DecimalMark::Comma][decimal as usize];
    let style = Style { dates, decimal, ..Style::default() };
    let written = Cell::Text(text);
    let _ = Survey::of([written]).style(jiff::tz::TimeZone::UTC);
    let _ = cell::amount(written, &style);
    let _ = cell::integer(written, &style);
    let _ = cell::percent(written, &style);
    let _ = cell::moment(written, &style);
    let _ = cell::boolean(written);
    let _ = cell::phone(written, "CN");
    let _ = cell::email(written);
    let _ = cell::choices(written, &[Choice::new("a", ["A", "甲"])]);
}
