use crate::chance::Chance;
use crate::company::{Line, Product};
use crate::habit::{Habit, Trade};
use crate::names::{self, Firm, Home, Lines};
use crate::orders::{self, Calendar};
use crate::season::{Buyers, later};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::HashSet;

/// Language of the header row of a sample spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Header {
    Chinese,
    English,
}

const CUSTOMERS: usize = 400;

#[rustfmt::skip]
const CHINESE: [&str; 13] = [
    "单号", "下单日期", "客户编号", "客户名称", "联系电话", "产品编码", "产品名称", "单位", "数量", "单价", "折扣%", "金额", "成本",
];

#[rustfmt::skip]
const ENGLISH: [&str; 13] = [
    "Order no", "Order date", "Customer no", "Customer", "Phone", "Item code", "Item", "Unit", "Quantity", "Unit price",
    "Discount %", "Amount", "Cost",
];

#[rustfmt::skip]
const ITEMS: [(&str, &str, &str, i64); 20] = [
    ("内六角螺栓", "Hex socket bolt", "盒", 4200), ("膨胀螺丝", "Expansion anchor", "盒", 3600), ("自攻钉", "Self-tapping screw", "盒", 1900),
    ("冲击钻头", "Masonry drill bit", "支", 1250), ("角磨机", "Angle grinder", "台", 23900), ("手电钻", "Cordless drill", "台", 36900),
    ("活动扳手", "Adjustable wrench", "把", 4900), ("钢卷尺", "Tape measure", "把", 1800), ("水平仪", "Spirit level", "把", 5600),
    ("绝缘胶带", "Insulating tape", "卷", 450), ("电缆线", "Power cable", "卷", 15800), ("断路器", "Circuit breaker", "只", 3900),
    ("水管接头", "Pipe fitting", "只", 680), ("球阀", "Ball valve", "只", 2600), ("防水涂料", "Waterproof coating", "桶", 18900),
    ("玻璃胶", "Silicone sealant", "支", 1300), ("砂纸", "Sandpaper", "包", 900), ("焊条", "Welding rod", "公斤", 2100),
    ("劳保手套", "Work gloves", "打", 2400), ("安全帽", "Safety helmet", "顶", 3200),
];

/// Flat order lines of a hardware merchant, as his old program exports them: about 5,000 rows below a header row.
pub fn orders_spreadsheet(seed: u64, until: Date, header: Header) -> Vec<Vec<String>> {
    let calendar = Calendar::new(until.saturating_sub(2.years()), until);
    let products = products(seed);
    let mut names = HashSet::new();
    let mut rows: Vec<(Date, usize, Vec<String>)> = Vec::new();
    for customer in 0..CUSTOMERS {
        let mut chance = Chance::of(seed, "sheet", customer);
        let firm = unused(&mut chance, &mut names, header);
        let phone = names::mobile(&mut chance, home(header));
        let trade = Trade::ALL[1 + chance.weighted(&[0.45, 0.4, 0.11, 0.04])];
        let habit = Habit { basket: 60_000.0, ..Habit::new(&mut chance, trade, products.len()) };
        let from = later(calendar.start, chance.between(-300, 600));
        let season = calendar.season(Buyers::Shops);
        for day in orders::purchases(&mut chance, &habit, season, from, calendar.start).days {
            let mut lines = orders::lines(&mut chance, &habit, &products);
            if chance.happens(0.03) {
                let back = lines[0].clone();
                let (quantity, amount, cost) = (-back.quantity, -back.amount, -back.cost);
                lines.push(Line { quantity, amount, cost, ..back });
            }
            for line in lines {
                let code = format!("C{:04}", customer + 1);
                rows.push((day, customer, cells(&code, &firm, &phone, &products[line.product], &line)));
            }
        }
    }
    rows.sort_by_key(|(day, customer, _)| (*day, *customer));
    let titles = match header {
        Header::Chinese => CHINESE,
        Header::English => ENGLISH,
    };
    let mut sheet = vec![titles.map(str::to_owned).to_vec()];
    let mut number = 0;
    let mut order = None;
    for (day, customer, cells) in rows {
        if order != Some((day, customer)) {
            order = Some((day, customer));
            number += 1;
        }
        let mut row = vec![format!("XS{:05}", 10_000 + number), day.to_string()];
        row.extend(cells);
        sheet.push(row);
    }
    sheet
}

fn cells(code: &str, firm: &Firm, phone: &str, product: &Product, line: &Line) -> Vec<String> {
    vec![
        code.to_owned(),
        firm.name.clone(),
        phone.trim_start_matches("+86").to_owned(),
        product.code.clone(),
        product.name.clone(),
        product.unit.to_owned(),
        line.quantity.to_string(),
        money(line.unit_price),
        line.discount.to_string(),
        money(line.amount),
        money(line.cost),
    ]
}

fn products(seed: u64) -> Vec<Product> {
    let mut chance = Chance::of(seed, "sheet products", 0);
    let mut products = Vec::new();
    for (name, english, unit, price) in ITEMS {
        for (size, factor) in [("小号 S", 0.7), ("中号 M", 1.0), ("大号 L", 1.6)] {
            let price = ((price as f64 * factor / 10.0).round() as i64) * 10;
            products.push(Product {
                code: format!("WJ{:03}", products.len() + 1),
                name: format!("{name} {size}"),
                description: english.to_owned(),
                category: 0,
                unit,
                price,
                cost: (price as f64 * chance.ranges(0.5, 0.72)).round() as i64,
                status: "active",
                barcode: String::new(),
            });
        }
    }
    products
}

fn unused(chance: &mut Chance, names: &mut HashSet<String>, header: Header) -> Firm {
    loop {
        let firm = names::firm(chance, home(header), Lines::Hardware);
        if names.insert(firm.name.clone()) {
            return firm;
        }
    }
}

fn home(header: Header) -> Home {
    match header {
        Header::Chinese => Home::Mainland,
        Header::English => Home::Abroad,
    }
}

fn money(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", fen.abs() / 100, fen.abs() % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_sheet_has_about_five_thousand_lines_of_four_hundred_customers() {
        for header in [Header::Chinese, Header::English] {
            let sheet = orders_spreadsheet(1, date(2026, 11, 21), header);
            assert!((4_500..=5_800).contains(&sheet.len()), "{} rows", sheet.len());
            assert!(sheet.iter().all(|row| row.len() == 13));
            let customers: HashSet<&String> = sheet[1..].iter().map(|row| &row[2]).collect();
            assert!((330..=400).contains(&customers.len()), "{} customers", customers.len());
            assert!(sheet[1..].iter().all(|row| row[1].as_str() <= "2026-11-21"));
        }
    }

    #[test]
    fn an_order_number_stands_for_one_customer_and_day() {
        let sheet = orders_spreadsheet(3, date(2026, 11, 21), Header::Chinese);
        let mut seen: std::collections::HashMap<&String, (&String, &String)> =
            std::collections::HashMap::new();
        for row in &sheet[1..] {
            assert_eq!(*seen.entry(&row[0]).or_insert((&row[1], &row[2])), (&row[1], &row[2]));
        }
    }

    #[test]
    fn money_keeps_its_sign_below_one() {
        assert_eq!(money(-5), "-0.05");
        assert_eq!(money(123_456), "1234.56");
    }
}
