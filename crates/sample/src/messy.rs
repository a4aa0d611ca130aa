use jiff::civil::{Date, date};

/// A sheet as people really send it: a title over the table, five ways to write a date, 万元, full-width digits.
#[derive(Debug, Clone, PartialEq)]
pub struct MessySheet {
    /// Every row of the sheet from the first, the title and the header among them.
    pub rows: Vec<Vec<String>>,
    /// Merged cells: first row, first column, last row, last column.
    pub merged: (usize, usize, usize, usize),
    /// Index of the header row.
    pub header_row: usize,
    /// What each row below the header means.
    pub expected: Vec<MessyRow>,
    /// Companies that are the same under two names, by the name that is written in full.
    pub same: Vec<(&'static str, &'static str)>,
}

/// A row of the sheet, by its index, and what a careful reader makes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct MessyRow {
    pub row: usize,
    pub meaning: Meaning,
}

/// What a row says.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    Line {
        company: &'static str,
        phone: Option<&'static str>,
        ordered_on: Date,
        product: &'static str,
        quantity: i64,
        fen: i64,
    },
    /// Nothing is written in it.
    Blank,
    /// It cannot be taken, because of this column.
    Refused { column: &'static str },
}

const HEADER: [&str; 7] = ["客户名称", "联系电话", "下单日期", "产品名称", "数量", "金额", "备注"];

/// Real-looking rows with everything that goes wrong in Chinese spreadsheets.
pub fn messy_chinese_rows() -> MessySheet {
    let written = written();
    let mut rows = vec![wide("２０２４年度客户订货明细表（内部资料）"), HEADER.map(str::to_owned).to_vec()];
    let mut expected = Vec::new();
    for (cells, meaning) in written {
        expected.push(MessyRow { row: rows.len(), meaning });
        rows.push(cells.map(str::to_owned).to_vec());
    }
    MessySheet {
        rows,
        merged: (0, 0, 0, HEADER.len() - 1),
        header_row: 1,
        expected,
        same: vec![
            ("杭州云栖茶业有限公司", "杭州云栖茶业"),
            ("苏州锦绣商贸有限公司", "苏州锦绣商贸"),
            ("广州和顺食品股份有限公司", "广州和顺食品"),
        ],
    }
}

fn wide(title: &str) -> Vec<String> {
    let mut row = vec![String::new(); HEADER.len()];
    row[0] = title.to_owned();
    row
}

fn line(
    company: &'static str,
    phone: Option<&'static str>,
    ordered_on: Date,
    product: &'static str,
    quantity: i64,
    fen: i64,
) -> Meaning {
    Meaning::Line { company, phone, ordered_on, product, quantity, fen }
}

#[rustfmt::skip]
fn written() -> Vec<([&'static str; 7], Meaning)> {
    let yunqi = Some("+8613800138000");
    let jinxiu = Some("+8651265001234");
    let heshun = Some("+8613912345678");
    vec![
        (["杭州云栖茶业有限公司", "138 0013 8000", "2024-03-05", "西湖龙井", "10", "3600", ""],
            line("杭州云栖茶业有限公司", yunqi, date(2024, 3, 5), "西湖龙井", 10, 360_000)),
        (["杭州云栖茶业", "１３８００１３８０００", "2024/3/18", "西湖龙井", "２０", "７，２００．００", "老客户"],
            line("杭州云栖茶业", yunqi, date(2024, 3, 18), "西湖龙井", 20, 720_000)),
        (["苏州锦绣商贸有限公司", "0512-6500 1234", "2024年4月2日", "碧螺春", "100", "1.2万元", ""],
            line("苏州锦绣商贸有限公司", jinxiu, date(2024, 4, 2), "碧螺春", 100, 1_200_000)),
        (["苏州锦绣商贸", "(0512)65001234", "20240415", "碧螺春", "50箱", "6,000元", "开票"],
            line("苏州锦绣商贸", jinxiu, date(2024, 4, 15), "碧螺春", 50, 600_000)),
        ([" 广州和顺食品股份有限公司 ", "+86 139-1234-5678", "2024.05.20", "凤梨酥", "300", "￥14,400.00", ""],
            line("广州和顺食品股份有限公司", heshun, date(2024, 5, 20), "凤梨酥", 300, 1_440_000)),
        (["广州和顺食品", "139 1234 5678", "２０２４年６月１日", "凤梨酥", "1,000", "4.8万", ""],
            line("广州和顺食品", heshun, date(2024, 6, 1), "凤梨酥", 1_000, 4_800_000)),
        (["北京瑞丰礼品有限责任公司", "010 8888 6666", "2024-06-18", "新春礼盒", "12", "¥ 3,096.00", ""],
            line("北京瑞丰礼品有限责任公司", Some("+861088886666"), date(2024, 6, 18), "新春礼盒", 12, 309_600)),
        (["", "", "", "", "", "", ""], Meaning::Blank),
        (["　成都　天成百货有限公司", "", "2024/7/9", "品茗杯", "48只", "864", "无电话"],
            line("成都 天成百货有限公司", None, date(2024, 7, 9), "品茗杯", 48, 86_400)),
        (["杭州云栖茶业有限公司", "13800138000", "2024年7月30日", "西湖龙井", "-2", "-720", "退货"],
            line("杭州云栖茶业有限公司", yunqi, date(2024, 7, 30), "西湖龙井", -2, -72_000)),
        (["厦门白鹭茶庄", "138 5000 0000 ", "2024年13月45日", "大红袍", "5", "990", ""],
            Meaning::Refused { column: "下单日期" }),
        (["厦门白鹭茶庄", "138 5000 0000", "2024-8-8", "大红袍", "5", "面议", ""],
            Meaning::Refused { column: "金额" }),
        (["厦门白鹭茶庄", "138 5000 0000", "2024-8-9", "大红袍", "5盒", "990元", ""],
            line("厦门白鹭茶庄", Some("+8613850000000"), date(2024, 8, 9), "大红袍", 5, 99_000)),
        (["深圳永兴贸易有限公司", "１８６　０００１　２３４５", "2024/11/11", "商务伴手礼", "30", "１．１万元", "双十一"],
            line("深圳永兴贸易有限公司", Some("+8618600012345"), date(2024, 11, 11), "商务伴手礼", 30, 1_100_000)),
        (["合计", "", "", "", "1,578", "9.6万元", ""], Meaning::Refused { column: "下单日期" }),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_below_the_header_has_its_meaning() {
        let sheet = messy_chinese_rows();
        assert_eq!(sheet.header_row + 1 + sheet.expected.len(), sheet.rows.len());
        assert!(sheet.rows.iter().all(|row| row.len() == HEADER.len()));
        for (place, row) in sheet.expected.iter().enumerate() {
            assert_eq!(row.row, sheet.header_row + 1 + place);
            let blank = sheet.rows[row.row].iter().all(String::is_empty);
            assert_eq!(blank, row.meaning == Meaning::Blank);
        }
    }

    #[test]
    fn both_names_of_a_double_stand_in_the_sheet() {
        let sheet = messy_chinese_rows();
        for (full, short) in &sheet.same {
            for name in [full, short] {
                assert!(sheet.rows.iter().any(|row| row[0].trim() == *name), "{name}");
            }
        }
    }
}
