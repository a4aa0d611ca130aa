use crate::chance::Chance;
use crate::company::{Category, Product};

pub(crate) const PRODUCTS: usize = 120;

/// Name, English name, category, unit, list price in fen, share of the price that it costs.
type Item = (&'static str, &'static str, usize, &'static str, i64, f64);

const CATEGORIES: [(&str, Option<usize>); 12] = [
    ("茶叶 Tea", None),
    ("茶具 Teaware", None),
    ("食品 Food", None),
    ("礼盒 Gifts", None),
    ("绿茶 Green tea", Some(0)),
    ("红茶 Black tea", Some(0)),
    ("乌龙与普洱 Oolong and pu'er", Some(0)),
    ("壶与杯 Pots and cups", Some(1)),
    ("茶盘与配件 Trays and tools", Some(1)),
    ("糕点 Pastry", Some(2)),
    ("坚果蜜饯 Nuts and preserves", Some(2)),
    ("节日礼盒 Festival boxes", Some(3)),
];

#[rustfmt::skip]
const ITEMS: [Item; 30] = [
    ("西湖龙井", "Longjing green tea", 4, "盒", 16800, 0.48), ("碧螺春", "Biluochun green tea", 4, "盒", 13800, 0.47),
    ("黄山毛峰", "Huangshan Maofeng", 4, "盒", 9800, 0.50), ("茉莉花茶", "Jasmine tea", 4, "袋", 4500, 0.55),
    ("正山小种", "Lapsang souchong", 5, "盒", 11800, 0.49), ("祁门红茶", "Keemun black tea", 5, "盒", 10800, 0.50),
    ("滇红金芽", "Yunnan golden buds", 5, "盒", 12800, 0.46), ("英式早餐茶", "English breakfast tea", 5, "盒", 3900, 0.58),
    ("铁观音", "Tieguanyin oolong", 6, "盒", 12600, 0.47), ("大红袍", "Da Hong Pao", 6, "盒", 19800, 0.44),
    ("普洱熟饼", "Ripe pu'er cake", 6, "饼", 15800, 0.45), ("冻顶乌龙", "Dong Ding oolong", 6, "罐", 14800, 0.48),
    ("紫砂壶", "Yixing clay pot", 7, "把", 26800, 0.42), ("盖碗", "Lidded bowl", 7, "套", 6800, 0.52),
    ("品茗杯", "Tasting cup", 7, "只", 1800, 0.56), ("玻璃茶壶", "Glass teapot", 7, "把", 5900, 0.54),
    ("骨瓷马克杯", "Bone china mug", 7, "只", 4200, 0.53), ("竹茶盘", "Bamboo tea tray", 8, "件", 12800, 0.51),
    ("茶道六件套", "Tea tool set", 8, "套", 5600, 0.52), ("茶叶罐", "Tea caddy", 8, "只", 3200, 0.55),
    ("滤茶网", "Tea strainer", 8, "只", 900, 0.58), ("桂花糕", "Osmanthus cake", 9, "盒", 2800, 0.60),
    ("绿豆糕", "Mung bean cake", 9, "盒", 2600, 0.60), ("凤梨酥", "Pineapple cake", 9, "盒", 4800, 0.57),
    ("山核桃仁", "Hickory nuts", 10, "袋", 5800, 0.59), ("开心果", "Pistachios", 10, "袋", 6200, 0.61),
    ("话梅", "Preserved plums", 10, "袋", 1600, 0.57), ("中秋礼盒", "Mid-Autumn gift box", 11, "盒", 19800, 0.50),
    ("新春礼盒", "New Year gift box", 11, "盒", 25800, 0.50), ("商务伴手礼", "Business gift set", 11, "盒", 36800, 0.47),
];

// Grade or size, and what it does to the price.
const VARIANTS: [(&str, &str, f64); 4] = [
    ("标准装", "standard", 1.0),
    ("精选", "select", 1.45),
    ("特级", "top grade", 2.1),
    ("分享装", "large", 1.8),
];

pub(crate) fn categories() -> Vec<Category> {
    CATEGORIES.iter().map(|(name, parent)| Category { name, parent: *parent }).collect()
}

pub(crate) fn products(seed: u64) -> Vec<Product> {
    let mut chance = Chance::of(seed, "products", 0);
    let mut products = Vec::with_capacity(PRODUCTS);
    for (number, (name, english, category, unit, price, cost_share)) in ITEMS.iter().enumerate() {
        for (step, (variant, english_variant, factor)) in VARIANTS.iter().enumerate() {
            let price = ((*price as f64 * factor * chance.ranges(0.96, 1.04) / 100.0).round() as i64) * 100;
            let cost = (price as f64 * (cost_share + chance.ranges(-0.03, 0.03))).round() as i64;
            let status = if chance.happens(0.04) { "retired" } else { "active" };
            products.push(Product {
                code: format!("LT-{:02}{:02}{}", category, number + 1, step + 1),
                name: format!("{name} {variant}"),
                description: format!("{english}, {english_variant}"),
                category: *category,
                unit,
                price,
                cost,
                status,
                barcode: barcode(&chance.digits(5), number * 4 + step),
            });
        }
    }
    products
}

fn barcode(maker: &str, number: usize) -> String {
    let stem = format!("690{maker}{number:04}");
    let sum: u32 = stem
        .bytes()
        .enumerate()
        .map(|(place, digit)| u32::from(digit - b'0') * if place % 2 == 0 { 1 } else { 3 })
        .sum();
    format!("{stem}{}", (10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_120_products_and_each_earns_something() {
        let products = products(1);
        assert_eq!(products.len(), PRODUCTS);
        assert!(products.iter().all(|product| product.cost > 0 && product.cost < product.price * 7 / 10));
        let mut codes: Vec<_> = products.iter().map(|product| &product.code).collect();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), PRODUCTS);
    }

    #[test]
    fn barcodes_end_with_their_check_digit() {
        assert_eq!(barcode("12345", 6789), "6901234567892");
    }
}
