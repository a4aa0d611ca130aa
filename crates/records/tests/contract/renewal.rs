use records::{Draft, Query, Records};
use serde_json::json;
use std::sync::atomic::{AtomicU64, Ordering};
use testkit::{TestCompany, for_each_database};
use value::Value;

const NAMES: [&str; 6] = ["王五", "Acme", "张三", "一心", "陈六", "李四"];
const BY_PINYIN: [&str; 6] = ["陈六", "李四", "王五", "一心", "张三", "Acme"];
const BY_STROKE: [&str; 6] = ["一心", "王五", "张三", "李四", "陈六", "Acme"];
const BY_ZHUYIN: [&str; 6] = ["李四", "张三", "陈六", "一心", "王五", "Acme"];

fn customer(records: &Records, name: &str) {
    records.as_system("test").create(Draft::new("customer").set("name", Value::text(name))).unwrap();
}

fn customers(records: &Records, count: usize) {
    let name = |number: usize| format!("{} {number:05}", NAMES[number % NAMES.len()]);
    let drafts =
        (0..count).map(|number| Draft::new("customer").set("name", Value::Text(name(number)))).collect();
    records.as_system("test").transaction(move |work| work.create_many("customer", drafts)).unwrap();
}

/// All names, page by page.
fn sorted(records: &Records, sort: &str, page: u64) -> Vec<String> {
    let door = records.as_system("test");
    let mut names = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let mut query = Query::of("customer").sort(sort).limit(page);
        if let Some(cursor) = &cursor {
            query = query.cursor(cursor);
        }
        let found = door.find(&query).unwrap();
        names.extend(found.records.iter().map(|record| record.title()));
        match found.next_cursor {
            Some(next) => cursor = Some(next),
            None => return names,
        }
    }
}

fn order(records: &Records, word: &str) {
    records.set_setting("company.sort_order", json!(word)).unwrap();
}

fn renewed(records: &Records) -> u64 {
    records.renew_sort_keys(&|| true).unwrap()
}

#[test]
fn lists_are_in_the_order_of_the_company_after_it_has_chosen_another_one() {
    for_each_database(|company| {
        let records = &company.records;
        NAMES[..4].iter().for_each(|name| customer(records, name));
        assert_eq!(renewed(records), 0, "a new company has nothing to do");
        order(records, "stroke");
        NAMES[4..].iter().for_each(|name| customer(records, name));
        for (word, wanted) in
            [("stroke", BY_STROKE), ("zhuyin", BY_ZHUYIN), ("pinyin", BY_PINYIN), ("stroke", BY_STROKE)]
        {
            order(records, word);
            assert!(renewed(records) > 0, "{word}");
            assert_eq!(renewed(records), 0, "once");
            for page in [2, 500] {
                assert_eq!(sorted(records, "name", page), wanted, "{word} on {}", company.database());
                let mut down = sorted(records, "-name", page);
                down.reverse();
                assert_eq!(down, wanted, "{word} down on {}", company.database());
            }
        }
        let again = company.opened_again();
        assert_eq!(renewed(&again), 0, "a restart knows it");
        customer(&again, "丁一");
        assert_eq!(sorted(&again, "name", 2)[..3], ["一心", "丁一", "王五"]);
    });
}

#[test]
fn whoever_stops_in_the_middle_goes_on_there() {
    const ROWS: usize = 2_500;
    for_each_database(|company| {
        customers(&company.records, ROWS);
        order(&company.records, "stroke");
        let whole = {
            let steps = renewed(&company.records);
            let by_stroke = sorted(&company.records, "name", 500);
            order(&company.records, "pinyin");
            assert_eq!(renewed(&company.records), steps);
            order(&company.records, "stroke");
            (steps, by_stroke)
        };
        let mut steps = 0;
        loop {
            // Each time as after a crash: what was in memory is gone.
            let records = company.opened_again();
            let budget = AtomicU64::new(2);
            let goes_on = || {
                budget.fetch_update(Ordering::AcqRel, Ordering::Acquire, |left| left.checked_sub(1)).is_ok()
            };
            match records.renew_sort_keys(&goes_on).unwrap() {
                0 => break,
                made => steps += made,
            }
        }
        assert_eq!(steps, whole.0, "nothing is made twice on {}", company.database());
        assert_eq!(sorted(&company.opened_again(), "name", 500), whole.1, "{}", company.database());
    });
}

#[test]
fn keys_and_terms_of_other_rules_are_made_anew() {
    for_each_database(|company| {
        NAMES.iter().for_each(|name| customer(&company.records, name));
        make_by_other_rules(company);
        let found = |records: &Records, words: &str| {
            let hits = records.as_system("test").search(words, &["customer".to_owned()], 10).unwrap();
            hits.into_iter().map(|hit| hit.title).collect::<Vec<_>>()
        };
        assert_eq!(found(&company.records, "zhangsan"), Vec::<String>::new(), "{}", company.database());
        let records = company.opened_again();
        for (words, name) in [("zhangsan", "张三"), ("wang", "王五"), ("acm", "Acme"), ("六", "陈六")]
        {
            assert_eq!(found(&records, words), [name], "{words} on {}", company.database());
        }
        assert!(renewed(&records) > 0);
        assert_eq!(sorted(&records, "name", 3), BY_PINYIN);
        assert_eq!(renewed(&records), 0);
    });
}

fn make_by_other_rules(company: &TestCompany) {
    let terms = match company.database() {
        "SQLite" => "DELETE FROM search_gram",
        _ => "UPDATE search_text SET grams = '{}'",
    };
    for statement in [
        terms,
        "UPDATE customer SET name__sort = NULL",
        "UPDATE note SET words = 'of an older program' WHERE name IN ('search_terms', 'sort_keys', 'shape')",
    ] {
        company.run_sql(statement);
    }
}
