use crate::place::{Place, Server, places, word};
use serde_json::{Value as Json, json};
use std::fmt::Write;
use std::fs;
use std::time::Duration;

const CUSTOMERS: usize = 3_000;
/// Kills before the work is done. Fewer would mean that it was never cut off.
const KILLS_AT_LEAST: usize = 5;

/// What an older program did not have yet: tables, columns, indexes, terms of the search and the word that they are there.
const MISSING: &[&str] = &[
    "DROP TABLE \"preference\"",
    "DROP TABLE \"customer__tags\"",
    "DROP INDEX \"ix_customer__name__sort\"",
    "DROP INDEX \"uq_customer__external_id\"",
    "ALTER TABLE \"customer\" DROP COLUMN \"name__sort\"",
    "ALTER TABLE \"customer\" DROP COLUMN \"habits\"",
    "ALTER TABLE \"customer__insight\" DROP COLUMN \"rhythm_days\"",
    "DELETE FROM note",
];

#[test]
fn an_upgrade_that_is_killed_at_any_moment_is_made_by_a_later_start() {
    for place in places() {
        let token = place.token();
        bring_customers(&place);
        let before = seen(&place.serve(), &token);
        MISSING.iter().for_each(|statement| place.run_sql(statement));
        let mut kills = 0;
        let server = loop {
            match place.serve_within(patience(kills)) {
                Some(server) => break server,
                None => kills += 1,
            }
        };
        assert!(kills >= KILLS_AT_LEAST, "{kills} kills");
        assert!(seen(&server, &token) == before, "after {kills} kills something looks otherwise");
        let taste = json!({ "customer": before.first, "topic": "tea" });
        assert_eq!(server.ask("POST", "/api/v1/preferences", &token, &taste).0, 201);
        let twice = json!({ "name": "another", "external_id": "C-17" });
        assert_eq!(
            server.ask("POST", "/api/v1/customers", &token, &twice).0,
            422,
            "the unique index is back"
        );
        assert!(place.answer(&["doctor"]).contains("nothing is wrong"));
    }
}

#[test]
fn a_field_that_is_added_while_the_program_is_killed_is_there_with_all_its_values_or_not_at_all() {
    let field = json!({ "name": "x_seats", "type": "formula", "result": "number", "formula": "employees * 2",
        "labels": { "en": "Seats", "zh-Hans": "座位", "zh-Hant": "座位" } });
    for place in places() {
        let token = place.token();
        bring_customers(&place);
        let mut kills = 0;
        loop {
            let mut server = place.serve();
            let known = server.get("/api/v1/customers?fields=x_seats&limit=1", &token).0 == 200;
            if known {
                let bare = "/api/v1/customers?filter[x_seats][is_null]=true&count=true&limit=1";
                let (status, page) = server.get(bare, &token);
                assert_eq!((status, page["total"].as_u64()), (200, Some(0)), "after {kills} kills: {page}");
                break;
            }
            // Whoever writes between two attempts knows nothing of the field.
            let made = json!({ "name": format!("between {kills}"), "employees": 7 });
            assert_eq!(server.ask("POST", "/api/v1/customers", &token, &made).0, 201);
            std::thread::scope(|scope| {
                let address = server.address.clone();
                let (token, field) = (&token, &field);
                scope.spawn(move || {
                    let path = "/api/v1/definitions/objects/customer/fields";
                    if let Ok((status, answer)) = crate::http::send(&address, "POST", path, token, field) {
                        assert_eq!(status, 201, "{answer}");
                    }
                });
                std::thread::sleep(patience(kills));
                server.kill();
            });
            kills += 1;
        }
        assert!(kills >= KILLS_AT_LEAST, "{kills} kills");
        let server = place.serve();
        let (_, page) = server.get("/api/v1/customers?filter[x_seats][eq]=14&count=true&limit=1", &token);
        let between = kills as u64;
        let sevens = (0..CUSTOMERS).filter(|number| employees(*number) == 7).count() as u64;
        assert_eq!(page["total"].as_u64(), Some(sevens + between), "{page}");
    }
}

/// Longer every time, so that each part of the work is cut off once.
fn patience(kills: usize) -> Duration {
    Duration::from_millis((10.0 * 1.12_f64.powi(i32::try_from(kills).unwrap())) as u64 + 5 * kills as u64)
}

fn employees(number: usize) -> usize {
    1 + number % 50
}

fn bring_customers(place: &Place) {
    let mut text = String::from("name,external_id,employees,phone\n");
    for number in 0..CUSTOMERS {
        let name = ["青山", "绿水", "Acme", "Zoë", "李雷"][number % 5];
        writeln!(text, "{name} {number},C-{number},{},138{number:08}", employees(number)).unwrap();
    }
    let file = place.beside("customers.csv");
    fs::write(&file, text).unwrap();
    let summary = place.answer(&["import", word(&file), "--as", "customers", "--key", "external_id"]);
    let summary: Json = serde_json::from_str(&summary).unwrap();
    assert_eq!(summary["created"]["customer"].as_u64(), Some(CUSTOMERS as u64), "{summary}");
}

#[derive(PartialEq)]
struct Seen {
    first: String,
    in_order: Vec<(String, String)>,
    found: Vec<Json>,
}

/// All customers in the order of their names, and what the search finds.
fn seen(server: &Server, token: &str) -> Seen {
    let mut in_order = Vec::new();
    let mut cursor = String::new();
    loop {
        let (status, page) = server.get(&format!("/api/v1/customers?limit=500&sort=name{cursor}"), token);
        assert_eq!(status, 200, "{page}");
        for row in page["data"].as_array().unwrap() {
            let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
            in_order.push((text("id"), [text("name"), text("external_id"), text("phone")].join(" ")));
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(in_order.len(), CUSTOMERS);
    let hits = |words: &str| match server.get(&format!("/api/v1/search?q={words}"), token).1["data"].take() {
        Json::Array(hits) if !hits.is_empty() => hits,
        other => panic!("{words} finds {other}"),
    };
    // Of hundreds that are equally good any may come first: only how many come is compared, and the best where there is one.
    let many = ["%E9%9D%92%E5%B1%B1", "qingshan", "lilei"].map(|words| json!(hits(words).len()));
    let best = ["C-1234", "13800000017"].map(|words| hits(words).swap_remove(0));
    let found = many.into_iter().chain(best).collect();
    Seen { first: in_order[0].0.clone(), in_order, found }
}
