use crate::place::{Place, Server};
use serde_json::{Value as Json, json};

fn demo(place: &Place) -> Server {
    Server::start(&mut place.command(&["demo", "--listen", "127.0.0.1:0"]))
}

#[test]
fn the_demo_company_is_told_once_even_when_the_first_telling_was_cut_off() {
    let place = Place::sqlite();
    let mut cut_off = place.command(&["demo", "--listen", "127.0.0.1:0"]).spawn().unwrap();
    while !place.path("demo.filling").exists() {
        assert!(cut_off.try_wait().unwrap().is_none(), "the demo ended before it began to fill");
        std::thread::yield_now();
    }
    cut_off.kill().unwrap();
    cut_off.wait().unwrap();

    let mut server = demo(&place);
    let who = json!({ "email": "ruoxi@lantian.example", "password": "guanxi-demo-2026" });
    let (status, session) = server.ask("POST", "/api/v1/session", "", &who);
    assert_eq!((status, session["state"].as_str()), (200, Some("signed_in")), "{session}");
    let token = place.answer(&["token", "--email", "ruoxi@lantian.example", "--name", "test"]);
    let total = |server: &Server, asked: &str| -> u64 {
        let (_, page) = server.get(&format!("/api/v1/{asked}count=true&limit=1"), token.trim_end());
        page["total"].as_u64().unwrap_or_else(|| panic!("{asked}: {page}"))
    };
    assert_eq!(total(&server, "customers?"), 2_000);
    assert_eq!(total(&server, "users?"), 6);
    assert!(total(&server, "orders?") > 9_000);
    assert!(
        total(&server, "customers?filter[value_tier][eq]=mvc&") > 50,
        "what customers are worth is known"
    );
    assert!(place.path("sample-orders.xlsx").exists() && place.path("sample-orders.csv").exists());
    assert!(!place.path("demo.filling").exists());
    let before: Json = server.get("/api/v1/customers?limit=1&sort=-created_at", token.trim_end()).1;
    assert_eq!(server.terminate().0, Some(0));

    let server = demo(&place);
    assert_eq!(server.get("/api/v1/customers?limit=1&sort=-created_at", token.trim_end()).1, before);
}
