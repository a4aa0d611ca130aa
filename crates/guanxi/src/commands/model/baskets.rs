use super::table::{Table, shown};
use crate::command_line::Baskets as Asked;
use anyhow::{Context, Result};
use models::baskets::{
    Baskets, Itemsets, Neighbours, RightSide, Rule, Similarity, frequent_itemsets, hit_rates, popular, rules,
    similar_items,
};
use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Rules and items that the answer shows; all rules go to the file of `--rules`.
const SHOWN_RULES: usize = 50;
const SHOWN_ITEMS: usize = 20;
const SHOWN_NEIGHBOURS: usize = 5;

struct Goods {
    baskets: Baskets,
    /// Names in the sequence of their bytes.
    names: Vec<String>,
    lines: usize,
}

pub fn answer(asked: &Asked) -> Result<Json> {
    let goods = read(asked)?;
    let sets = frequent_itemsets(&goods.baskets, asked.min_support)?;
    let single = rules(&sets, asked.min_confidence, RightSide::OneItem)?;
    let all = rules(&sets, asked.min_confidence, RightSide::AnyItems)?.len();
    let lines = rule_lines(&goods, &single);
    if let Some(path) = &asked.rules {
        std::fs::write(path, &lines).with_context(|| shown(path))?;
    }
    let counts = goods.baskets.counts();
    let best = popular(&goods.baskets);
    let top: Vec<Json> = best
        .iter()
        .take(10)
        .map(|item| json!({ "item": goods.name(*item), "count": counts[*item as usize] }))
        .collect();
    let rates = hit_rates(&goods.baskets)?;
    let alike = similar_items(&goods.baskets, Similarity::Cosine, SHOWN_NEIGHBOURS);
    let sold: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let chosen = rates.map(|rates| match rates {
        rates if rates.popular >= rates.cosine.max(rates.bm25) => "popular",
        rates if rates.bm25 > rates.cosine => "bm25",
        _ => "cosine",
    });
    Ok(json!({
        "min_support": asked.min_support,
        "min_confidence": asked.min_confidence,
        "n_baskets": goods.baskets.len(),
        "n_items": goods.names.len(),
        "n_lines": goods.lines,
        "mean_basket": sold as f64 / goods.baskets.len() as f64,
        "frequent_itemsets": sets.len(),
        "by_size": by_size(&sets),
        "rules_single_consequent": single.len(),
        "rules_all": all,
        "itemsets_sha256": sha256(&set_lines(&goods, &sets)),
        "rules_single_sha256": sha256(&lines),
        "top10_items": top,
        "top50_rules_by_lift_conf_key": strongest(&goods, &single),
        "item_item_cosine": { "neighbours": neighbours(&goods, &alike, &best) },
        "next_product": { "hit_rate_10": rates, "chosen": chosen },
    }))
}

pub fn in_words(answer: &Json) -> String {
    let mut text = format!(
        "{} baskets, {} items: {} frequent sets, {} rules with one item on the right\n",
        answer["n_baskets"],
        answer["n_items"],
        answer["frequent_itemsets"],
        answer["rules_single_consequent"]
    );
    for rule in answer["top50_rules_by_lift_conf_key"].as_array().into_iter().flatten().take(20) {
        text += &format!(
            "lift {:>6.2}  confidence {:>5.2}  {:>6} baskets  {}\n",
            rule["lift"].as_f64().unwrap_or(0.0),
            rule["confidence"].as_f64().unwrap_or(0.0),
            rule["count"].as_u64().unwrap_or(0),
            rule["rule"].as_str().unwrap_or("")
        );
    }
    text
}

fn read(asked: &Asked) -> Result<Goods> {
    let table = Table::read(&asked.source.file)?;
    let baskets = table.column(&["basket", "invoice", "order", "basket_id", "invoice_id", "order_id"])?;
    let items = table.column(&["item", "product", "item_id", "product_id"])?;
    let mut basket_places: HashMap<&str, u32> = HashMap::new();
    let mut item_places: HashMap<&str, u32> = HashMap::new();
    let mut basket = Vec::with_capacity(table.rows());
    let mut item = Vec::with_capacity(table.rows());
    for row in 0..table.rows() {
        for (column, places, numbers) in
            [(baskets, &mut basket_places, &mut basket), (items, &mut item_places, &mut item)]
        {
            let name = column.name_in(row);
            if name.trim().is_empty() {
                return Err(column.complain(row, "the cell is empty"));
            }
            let next = u32::try_from(places.len()).context("more names than 4 thousand million")?;
            numbers.push(*places.entry(name).or_insert(next));
        }
    }
    let mut sorted: Vec<(&str, u32)> = item_places.into_iter().collect();
    sorted.sort_unstable();
    let mut place = vec![0; sorted.len()];
    (0u32..).zip(&sorted).for_each(|(at, (_, old))| place[*old as usize] = at);
    item.iter_mut().for_each(|item| *item = place[*item as usize]);
    Ok(Goods {
        baskets: Baskets::of(&basket, &item)?,
        names: sorted.into_iter().map(|(name, _)| name.to_owned()).collect(),
        lines: table.rows(),
    })
}

impl Goods {
    fn name(&self, item: u32) -> &str {
        &self.names[item as usize]
    }

    fn joined(&self, items: &[u32]) -> String {
        items.iter().map(|item| self.name(*item)).collect::<Vec<_>>().join(" | ")
    }

    fn key(&self, rule: &Rule) -> String {
        format!("{} => {}", self.joined(&rule.left), self.joined(&rule.right))
    }
}

/// The rule, its counts of both sides, left and right; in the sequence of their bytes.
fn rule_lines(goods: &Goods, rules: &[Rule]) -> String {
    let line = |rule: &Rule| {
        format!("{}\t{}\t{}\t{}\n", goods.key(rule), rule.count, rule.left_count, rule.right_count)
    };
    let mut lines: Vec<String> = rules.iter().map(line).collect();
    lines.sort_unstable();
    lines.concat()
}

fn set_lines(goods: &Goods, sets: &Itemsets) -> String {
    let line = |set: usize| format!("{}\t{}\n", goods.joined(sets.items(set)), sets.count(set));
    let mut lines: Vec<String> = (0..sets.len()).map(line).collect();
    lines.sort_unstable();
    lines.concat()
}

/// Lets two lists be compared without showing them.
fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn by_size(sets: &Itemsets) -> Json {
    let mut sizes: Vec<u64> = Vec::new();
    for set in 0..sets.len() {
        let size = sets.items(set).len();
        sizes.resize(sizes.len().max(size), 0);
        sizes[size - 1] += 1;
    }
    let named = sizes.iter().enumerate().map(|(at, count)| ((at + 1).to_string(), json!(count)));
    Json::Object(named.collect::<Map<_, _>>())
}

fn strongest(goods: &Goods, rules: &[Rule]) -> Vec<Json> {
    let mut ranked: Vec<(String, &Rule)> = rules.iter().map(|rule| (goods.key(rule), rule)).collect();
    ranked.sort_by(|(a_key, a), (b_key, b)| {
        b.lift.total_cmp(&a.lift).then(b.confidence.total_cmp(&a.confidence)).then_with(|| a_key.cmp(b_key))
    });
    let told = |(key, rule): (String, &Rule)| {
        json!({
            "rule": key,
            "count": rule.count,
            "count_A": rule.left_count,
            "count_C": rule.right_count,
            "support": rule.support,
            "confidence": rule.confidence,
            "lift": rule.lift,
            "leverage": rule.leverage,
            "conviction": rule.conviction,
        })
    };
    ranked.into_iter().take(SHOWN_RULES).map(told).collect()
}

fn neighbours(goods: &Goods, alike: &Neighbours, best: &[u32]) -> Json {
    let of = |item: &u32| {
        let near: Vec<Json> =
            alike.of(*item).map(|(other, likeness)| json!([goods.name(other), likeness])).collect();
        (goods.name(*item).to_owned(), Json::Array(near))
    };
    Json::Object(best.iter().take(SHOWN_ITEMS).map(of).collect::<Map<_, _>>())
}
