//! A sheet as it comes from a small wholesaler, and the same as CSV in GBK: both must say the same.

#![allow(clippy::unwrap_used)]

use exchange::cell::{Style, Survey};
use exchange::mapping::{guess, multiplier};
use exchange::orders::{Batch, Line, LineKind, LineReader, PartyKind, Refusal, targets};
use exchange::reading::{Choices, Make, Row, Table, open};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::path::Path;

const HEADERS: [&str; 9] = [
    "订单号*",
    "下单 日期",
    "客户名称",
    "联系电话",
    "商品编码",
    "商品名称",
    "数量",
    "单价（元）",
    "金额（万元）",
];

/// Cells of one row; `@` before a day says that it is a real date in the workbook.
const ROWS: [[&str; 9]; 11] = [
    [
        "DD001",
        "@2024-03-05",
        "上海浦东花卉有限公司",
        "138 0013 8000",
        "P01",
        "红玫瑰",
        "１２",
        "２,５００.００",
        "3",
    ],
    ["DD001", "2024年3月5日", "", "", "P02", "百合", "１０", "1000", "1.0"],
    ["DD002", "2024/3/6", "上海浦东花卉", "+86-138-0013-8000", "P01", "红玫瑰", "4", "￥2,500", "1万"],
    ["DD003", "2024.3.7", "张伟", "１３９００１３９０００", "P03", "康乃馨", "1", "0", "0"],
    ["", "", "", "", "P04", "满天星", "2", "500", "0.1"],
    ["DD004", "20240308", "北京市朝阳区花店", "010-6888 8888", "P01", "红玫瑰", "-2", "2500", "-0.5"],
    ["DD005", "2024-13-45", "北京市朝阳区花店", "", "P01", "红玫瑰", "2", "2500", "0.5"],
    ["DD006", "2024-03-09 15:20", "李四", "没有", "P01", "红玫瑰", "3", "2500", "0.75"],
    ["DD007", "2024-03-09", "廣州花卉股份有限公司", "", "P05", "绣球", "三", "100", "0.01"],
    ["DD008", "2024-03-10", "廣州花卉股份有限公司", "", "P05", "绣球", "3", "100", "0.03万元"],
    ["合计", "", "", "", "", "", "35", "", "5.39"],
];

fn workbook(path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 8, "２０２４年３月 销售明细表", &Format::new().set_bold()).unwrap();
    sheet.merge_range(1, 0, 1, 3, "制表人：王五", &Format::new()).unwrap();
    for (column, header) in HEADERS.iter().enumerate() {
        sheet.write_string(2, column as u16, *header).unwrap();
    }
    let day = Format::new().set_num_format("yyyy/m/d");
    for (line, cells) in ROWS.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let (line, column) = (line as u32 + 3, column as u16);
            match (cell.strip_prefix('@'), cell.parse::<f64>()) {
                (Some(date), _) => {
                    sheet
                        .write_datetime_with_format(
                            line,
                            column,
                            ExcelDateTime::parse_from_str(date).unwrap(),
                            &day,
                        )
                        .unwrap();
                }
                (None, Ok(number)) => {
                    sheet.write_number(line, column, number).unwrap();
                }
                (None, Err(_)) => {
                    sheet.write_string(line, column, *cell).unwrap();
                }
            }
        }
    }
    book.save(path).unwrap();
}

fn gbk_twin(path: &Path) {
    let quoted = |cell: &str| format!("\"{}\"", cell.trim_start_matches('@'));
    let mut text = "２０２４年３月 销售明细表,,,,,,,,\r\n制表人：王五,,,,,,,,\r\n".to_owned();
    for cells in std::iter::once(&HEADERS).chain(&ROWS) {
        let line: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&line.join(","));
        text.push_str("\r\n");
    }
    let (bytes, _, unmappable) = encoding_rs::GBK.encode(&text);
    assert!(!unmappable);
    std::fs::write(path, bytes).unwrap();
}

fn rows(table: &mut Table) -> Vec<Row> {
    let (mut row, mut rows) = (Row::default(), Vec::new());
    while table.next_into(&mut row).unwrap() {
        rows.push(row.clone());
    }
    rows
}

fn understand(path: &Path) -> (Make, Vec<Line>, Vec<Refusal>) {
    let mut table = open(path, &Choices::default()).unwrap();
    assert_eq!(table.header_row(), 3);
    let headers = table.headers().to_vec();
    let rows = rows(&mut table);
    let map: Vec<Option<String>> =
        guess("order", &headers, &rows, targets()).into_iter().map(|guess| guess.target).collect();
    assert!(map.iter().all(Option::is_some), "{map:?}");
    let style = |column: usize| Style {
        multiplier: multiplier(&headers[column]),
        ..Survey::of(rows.iter().map(|row| row.cell(column))).style(jiff::tz::TimeZone::UTC)
    };
    let mut reader = LineReader::new(&map, (0..headers.len()).map(style).collect()).unwrap();
    let (mut lines, mut refusals) = (Vec::new(), Vec::new());
    for row in &rows {
        match reader.read(row) {
            Ok(line) => lines.push(line),
            Err(refusal) => refusals.push(refusal),
        }
    }
    assert_eq!(lines.len() + refusals.len(), ROWS.len());
    (table.make(), lines, refusals)
}

#[test]
fn workbook_and_gbk_twin_say_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (book, twin) = (folder.path().join("book.xlsx"), folder.path().join("twin.csv"));
    workbook(&book);
    gbk_twin(&twin);
    let (make, lines, refusals) = understand(&book);
    assert!(matches!(make, Make::Workbook { .. }));
    let (twin_make, twin_lines, twin_refusals) = understand(&twin);
    assert_eq!(twin_make, Make::Delimited { encoding: "gb18030".to_owned(), delimiter: ',' });
    assert_eq!(lines, twin_lines);
    assert_eq!(refusals, twin_refusals);

    let amounts: Vec<String> = lines.iter().map(|line| line.amount.normalize().to_string()).collect();
    assert_eq!(amounts, ["30000", "10000", "10000", "0", "1000", "-5000", "300"]);
    let days: Vec<String> = lines.iter().map(|line| line.head.ordered.unwrap().date().to_string()).collect();
    assert_eq!(
        days,
        ["2024-03-05", "2024-03-05", "2024-03-06", "2024-03-07", "2024-03-07", "2024-03-08", "2024-03-10"]
    );
    let phones: Vec<&str> = lines.iter().filter_map(|line| line.party.as_ref()?.phone.as_deref()).collect();
    assert_eq!(
        phones,
        ["+8613800138000", "+8613800138000", "+8613900139000", "+8613900139000", "+861068888888"]
    );
    assert_eq!((lines[3].kind, lines[5].kind), (LineKind::Free, LineKind::Return));
    assert_eq!(lines[3].party.as_ref().unwrap().kind, PartyKind::Person);
    assert_eq!(lines[4].head.number, "DD003");

    let said: Vec<(u64, Option<usize>, &str)> =
        refusals.iter().map(|refusal| (refusal.row, refusal.column, refusal.error.code)).collect();
    assert_eq!(
        said,
        [
            (10, Some(1), "not_a_date"),
            (11, Some(3), "not_a_phone"),
            (12, Some(6), "not_a_number"),
            (14, None, "summary_row")
        ]
    );

    let mut batch = Batch::default();
    lines.into_iter().for_each(|line| batch.push(line).unwrap());
    let orders: Vec<(&str, usize)> =
        batch.orders().iter().map(|order| (order.head.number.as_str(), order.lines.len())).collect();
    assert_eq!(orders, [("DD001", 2), ("DD002", 1), ("DD003", 2), ("DD004", 1), ("DD008", 1)]);
}
