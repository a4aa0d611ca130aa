use super::evidence::{agreement, unnamed};
use super::header::normal;
use super::words::likeness;
use super::{Need, Target};
use crate::cell::Survey;
use crate::reading::{Cell, Row};
use jiff::tz::TimeZone;

const ACCEPTED: f64 = 0.4;

/// What a column seems to be, and how surely, from 0 to 1.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Guess {
    pub target: Option<String>,
    pub confidence: f64,
}

struct Pairing {
    column: usize,
    target: usize,
    score: f64,
}

/// Guesses for all columns together: each target goes to one column, the surest pairs first.
pub fn guess(subject: &str, headers: &[String], sample: &[Row], targets: &[Target]) -> Vec<Guess> {
    let mut pairings = Vec::new();
    for (column, header) in headers.iter().enumerate() {
        let header = normal(header);
        let cells: Vec<Cell<'_>> =
            sample.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_blank()).collect();
        let style = Survey::of(cells.iter().copied()).style(TimeZone::UTC);
        for (index, target) in targets.iter().enumerate() {
            let named = likeness(&header, subject, &target.name, &target.labels);
            let score = match named > 0.0 {
                true => named * agreement(&cells, target, &style),
                false => unnamed(&cells, target, &style),
            };
            if score >= ACCEPTED {
                pairings.push(Pairing { column, target: index, score });
            }
        }
    }
    let required = |pairing: &Pairing| targets[pairing.target].need == Need::Required;
    pairings.sort_by(|left, right| {
        right
            .score
            .total_cmp(&left.score)
            .then_with(|| required(right).cmp(&required(left)))
            .then_with(|| (left.column, left.target).cmp(&(right.column, right.target)))
    });
    let mut guesses = vec![Guess::default(); headers.len()];
    let mut taken = vec![false; targets.len()];
    for pairing in pairings {
        let guess = &mut guesses[pairing.column];
        if guess.target.is_none() && !taken[pairing.target] {
            taken[pairing.target] = true;
            guess.target = Some(targets[pairing.target].name.clone());
            guess.confidence = (pairing.score * 100.0).round() / 100.0;
        }
    }
    guesses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::targets;

    fn guessed(headers: &[&str], rows: &[&[&str]]) -> Vec<String> {
        let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
        let rows: Vec<Row> = rows
            .iter()
            .map(|cells| {
                let mut row = Row::default();
                cells.iter().for_each(|cell| row.push(Cell::Text(cell)));
                row
            })
            .collect();
        let guesses = guess("order", &headers, &rows, targets());
        guesses.into_iter().map(|guess| guess.target.unwrap_or_default()).collect()
    }

    #[test]
    fn the_headers_of_online_retail_map_fully() {
        let found = guessed(
            &[
                "InvoiceNo",
                "StockCode",
                "Description",
                "Quantity",
                "InvoiceDate",
                "UnitPrice",
                "CustomerID",
                "Country",
            ],
            &[
                &[
                    "536365",
                    "85123A",
                    "WHITE HANGING HEART T-LIGHT HOLDER",
                    "6",
                    "12/1/2010 8:26",
                    "2.55",
                    "17850",
                    "United Kingdom",
                ],
                &["C536379", "D", "Discount", "-1", "12/1/2010 9:41", "27.5", "", "United Kingdom"],
            ],
        );
        let expected = [
            "order.external_number",
            "product.code",
            "product.name",
            "order_line.quantity",
            "order.ordered_on",
            "order_line.unit_price",
            "customer.external_id",
            "customer.country",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn ambiguous_headers_are_told_apart_by_their_values() {
        let found = guessed(
            &[
                "customer_id",
                "datetime",
                "amount",
                "qty",
                "product",
                "description",
                "unit_price",
                "invoice",
                "country",
            ],
            &[&[
                "17850",
                "2010-12-01 08:26:00",
                "15.3",
                "6",
                "85123A",
                "WHITE HANGING HEART",
                "2.55",
                "536365",
                "United Kingdom",
            ]],
        );
        let expected = [
            "customer.external_id",
            "order.ordered_on",
            "order_line.amount",
            "order_line.quantity",
            "product.code",
            "product.name",
            "order_line.unit_price",
            "order.external_number",
            "customer.country",
        ];
        assert_eq!(found, expected);
        let named = guessed(&["客户", "产品", "数量"], &[&["上海花店", "玫瑰", "3"]]);
        assert_eq!(named, ["customer.name", "product.name", "order_line.quantity"]);
        let coded = guessed(&["客户", "客户名称", "日期"], &[&["C001", "上海花店", "2024-03-05"]]);
        assert_eq!(coded, ["customer.external_id", "customer.name", "order.ordered_on"]);
    }

    #[test]
    fn chinese_headers_map() {
        let found = guessed(
            &[
                "订单号",
                "下单日期",
                "客户名称",
                "客户编码",
                "手机",
                "商品编码",
                "商品名称",
                "数量",
                "单价",
                "金额（元）",
                "业务员",
                "備註",
                "折扣率",
            ],
            &[&[
                "SO1",
                "2024年3月5日",
                "上海花店",
                "K1",
                "138 0013 8000",
                "P1",
                "玫瑰",
                "３",
                "1.2",
                "3.6",
                "王五",
                "急",
                "5%",
            ]],
        );
        let expected = [
            "order.external_number",
            "order.ordered_on",
            "customer.name",
            "customer.external_id",
            "customer.phone",
            "product.code",
            "product.name",
            "order_line.quantity",
            "order_line.unit_price",
            "order_line.amount",
            "order.owner",
            "order.note",
            "order_line.discount",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn values_alone_betray_mail_and_days() {
        let found = guessed(
            &["A", "B", "C"],
            &[
                &["li@example.com", "2024-03-05", "13800138000"],
                &["wang@example.com", "2024-03-06", "13900139000"],
            ],
        );
        assert_eq!(found, ["customer.email", "order.ordered_on", "customer.phone"]);
    }
}
