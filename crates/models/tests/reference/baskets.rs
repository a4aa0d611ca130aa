use crate::files::{expected, folder};
use models::baskets::{Baskets, RightSide, Similarity, frequent_itemsets, hit_rates, rules, similar_items};
use std::collections::BTreeSet;

#[test]
fn groceries_have_the_sets_and_rules_of_the_reference() {
    let Some(folder) = folder(2) else { return };
    let text = std::fs::read_to_string(folder.join("data/groceries_arules.csv")).unwrap();
    let rows: Vec<(&str, &str)> = text.lines().skip(1).map(|line| line.split_once(',').unwrap()).collect();
    let names: Vec<&str> = rows.iter().map(|row| row.1).collect::<BTreeSet<_>>().into_iter().collect();
    let basket: Vec<u32> = rows.iter().map(|row| row.0.parse::<u32>().unwrap() - 1).collect();
    let item: Vec<u32> = rows.iter().map(|row| names.binary_search(&row.1).unwrap() as u32).collect();
    let baskets = Baskets::of(&basket, &item).unwrap();
    for name in ["assoc_groceries.json", "assoc_groceries_s01_c025.json"] {
        let wanted = expected(&folder, name);
        let number = |key: &str| wanted[key].as_f64().unwrap();
        assert_eq!(baskets.len() as f64, number("n_baskets"));
        let sets = frequent_itemsets(&baskets, number("min_support")).unwrap();
        assert_eq!(sets.len() as f64, number("frequent_itemsets"));
        for (size, count) in wanted["by_size"].as_object().unwrap() {
            let found = (0..sets.len()).filter(|set| sets.items(*set).len().to_string() == *size).count();
            assert_eq!(found as u64, count.as_u64().unwrap());
        }
        let joined =
            |items: &[u32]| items.iter().map(|at| names[*at as usize]).collect::<Vec<_>>().join(" | ");
        let all = rules(&sets, number("min_confidence"), RightSide::AnyItems).unwrap();
        assert_eq!(all.len() as f64, number("rules_all"));
        let single = rules(&sets, number("min_confidence"), RightSide::OneItem).unwrap();
        assert_eq!(single.len() as f64, number("rules_single_consequent"));
        for top in wanted["top50_rules_by_lift_conf_key"].as_array().unwrap() {
            let key = top["rule"].as_str().unwrap();
            let rule = single
                .iter()
                .find(|rule| format!("{} => {}", joined(&rule.left), joined(&rule.right)) == key)
                .unwrap();
            let close = |found: f64, key: &str| {
                let wanted = top[key].as_f64().unwrap();
                assert!((found / wanted - 1.0).abs() < 1e-9, "{key}: {found} is not {wanted}");
            };
            assert_eq!(u64::from(rule.count), top["count"].as_u64().unwrap());
            close(rule.support, "support");
            close(rule.confidence, "confidence");
            close(rule.lift, "lift");
            close(rule.leverage, "leverage");
            match rule.conviction {
                Some(conviction) => close(conviction, "conviction"),
                None => assert!(top["conviction"].is_null()),
            }
        }
        let alike = similar_items(&baskets, Similarity::Cosine, 5);
        for (item, wanted) in wanted["item_item_cosine"]["neighbours"].as_object().unwrap() {
            let at = names.binary_search(&item.as_str()).unwrap() as u32;
            for ((other, likeness), wanted) in alike.of(at).zip(wanted.as_array().unwrap()) {
                assert_eq!(names[other as usize], wanted[0].as_str().unwrap());
                assert!((likeness - wanted[1].as_f64().unwrap()).abs() < 1e-12);
            }
        }
    }
    let rates = hit_rates(&baskets).unwrap().unwrap();
    assert!(rates.cosine.max(rates.bm25) > rates.popular, "{rates:?}");
}
