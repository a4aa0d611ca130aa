use crate::company::prepare;
use crate::http::word;
use crate::load::{get, load};
use crate::server::Server;
use std::time::Duration;

const CUSTOMERS: usize = 1_000_000;
const LONG: Duration = Duration::from_secs(8);

pub fn measure() {
    let prepared = prepare(CUSTOMERS);
    let server = Server::start("guanxi", &prepared.folder);
    let lists = [
        ("by value", "filter[status][eq]=active&sort=-clv_12m"),
        ("by name", "filter[industry][in]=retail,catering&sort=name"),
        ("tier, newest first", "filter[value_tier][eq]=mvc&filter[status][ne]=lost&sort=-created_at"),
        ("as it opens", "limit=50"),
    ];
    for (what, asked) in lists {
        let path = format!("/api/v1/customers?{asked}&limit=50").replace("limit=50&limit=50", "limit=50");
        let request = get(&path, &prepared.token);
        load(&server.address, 2, Duration::from_secs(1), {
            let request = request.clone();
            move |_| request.clone()
        });
        let seen = load(&server.address, 8, LONG, move |_| request.clone());
        println!(
            "list of 50, {what:<20} p50 {:>7.1} ms, p99 {:>7.1} ms (target 30 ms), {:.0} a second",
            seen.within(0.5),
            seen.within(0.99),
            seen.per_second()
        );
    }
    let token = prepared.token.clone();
    let seen = load(&server.address, 1, LONG, move |number| {
        get(&format!("/api/v1/search?q={}&limit=20", word(number)), &token)
    });
    println!(
        "search, two hanzi                 p50 {:>7.1} ms, p95 {:>7.1} ms (target 20 ms)",
        seen.within(0.5),
        seen.within(0.95)
    );
}
