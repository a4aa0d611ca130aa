use crate::company::{Prepared, plain, prepare};
use crate::load::{Seen, get, load, post};
use crate::server::Server;
use crate::{bare, same_rows};
use std::time::Duration;

const CUSTOMERS: usize = 100_000;
const LONG: Duration = Duration::from_secs(4);
const SHORT: Duration = Duration::from_secs(1);
const ROUNDS: usize = 3;
/// CPU milliseconds a request of the two peers with the same number of customers: Directus 12 and Twenty.
const PEERS: [(&str, f64, f64); 4] = [
    ("one record", 5.4, 27.0),
    ("list of 50", 7.9, 55.0),
    ("text search", 128.0, 146.0),
    ("create", 9.4, 79.0),
];

pub fn measure() {
    let prepared = prepare(CUSTOMERS);
    one_record(&prepared);
    cpu(&prepared);
    creates(&prepared);
}

/// In turns, because the machine is not the same from one second to the next.
fn one_record(prepared: &Prepared) {
    let (ours, bare) = (Server::start("guanxi", &prepared.folder), Server::start("bare", &prepared.folder));
    let mut rates = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        rates.0.push(read_ours(&ours, prepared, 32, LONG).per_second());
        let ids: Vec<i64> = prepared.customers.iter().map(|id| plain(id)).collect();
        let asked =
            move |number: u64| get(&format!("/customers/{}", ids[number as usize % ids.len()]), "none");
        rates.1.push(load(&bare.address, 32, LONG, asked).per_second());
    }
    let (ours, bare) = (median(rates.0), median(rates.1));
    println!(
        "one record, 32 connections   {ours:>9.0} a second, bare axum + rusqlite {bare:.0}: {:.0} % (target 70 %)",
        ours / bare * 100.0
    );
}

fn read_ours(server: &Server, prepared: &Prepared, connections: usize, long: Duration) -> Seen {
    let (ids, token) = (prepared.customers.clone(), prepared.token.clone());
    load(&server.address, connections, long, move |number| {
        get(&format!("/api/v1/customers/{}", ids[number as usize % ids.len()]), &token)
    })
}

fn cpu(prepared: &Prepared) {
    let server = Server::start("guanxi", &prepared.folder);
    read_ours(&server, prepared, 8, SHORT);
    for (what, directus, twenty) in PEERS {
        let token = prepared.token.clone();
        let before = server.cpu();
        let seen = match what {
            "one record" => read_ours(&server, prepared, 8, LONG),
            "list of 50" => load(&server.address, 8, LONG, move |number| {
                let status = ["prospect", "active", "dormant", "lost"][number as usize % 4];
                get(&format!("/api/v1/customers?filter[status][eq]={status}&sort=-clv_12m&limit=50"), &token)
            }),
            "text search" => load(&server.address, 8, LONG, move |number| {
                get(&format!("/api/v1/search?q={}&limit=20", word(number)), &token)
            }),
            _ => load(&server.address, 8, LONG, move |number| {
                post("/api/v1/customers", &token, &new_customer("cpu", number))
            }),
        };
        let each = (server.cpu() - before) * 1e3 / seen.requests as f64;
        println!(
            "{what:<12} {:>9.0} a second, p99 {:>6.1} ms, CPU {each:.3} ms: 1/{:.0} of Directus (target 1/20), 1/{:.0} of Twenty (1/100)",
            seen.per_second(),
            seen.within(0.99),
            directus / each,
            twenty / each
        );
    }
}

fn creates(prepared: &Prepared) {
    let server = Server::start("guanxi", &prepared.folder);
    let mut rates = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let token = prepared.token.clone();
        let asked = move |number: u64| {
            post("/api/v1/customers", &token, &new_customer(&format!("round{round}"), number))
        };
        rates.0.push(load(&server.address, 32, LONG, asked).per_second());
        rates.1.push(bare::commits_per_second(&prepared.folder, SHORT));
        rates.2.push(same_rows::commits_per_second(&prepared.folder, SHORT));
    }
    let (ours, single, same) = (median(rates.0), median(rates.1), median(rates.2));
    println!(
        "durable creates, 32 connections {ours:>6.0} a second; one commit a row of three columns {single:.0}: {:.1}x (target 5x); \
         one commit a row of ours, with its indexes, log and search {same:.0}: {:.1}x",
        ours / single,
        ours / same
    );
}

fn new_customer(round: &str, number: u64) -> String {
    format!("{{\"name\":\"新客户{number} {round}\",\"kind\":\"company\"}}")
}

/// Two hanzi, as an address writes them.
pub fn word(number: u64) -> String {
    let words = ["华兴", "东方", "瑞丰", "茶业", "杭州", "恒通", "物流", "青岛"];
    words[number as usize % words.len()].bytes().map(|byte| format!("%{byte:02X}")).collect()
}

pub fn median(mut list: Vec<f64>) -> f64 {
    list.sort_by(f64::total_cmp);
    list[list.len() / 2]
}
