use crate::http;
use crate::place::{complaint, places, word};
use serde_json::{Value as Json, json};
use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const WRITERS: usize = 6;
const ACKNOWLEDGED: usize = 120;

#[test]
fn an_empty_folder_is_served() {
    for place in places() {
        let server = place.serve();
        assert_eq!(server.get("/healthz", "").0, 200);
        assert_eq!(server.get("/readyz", "").0, 200);
        assert_eq!(server.get("/api/v1/session", "").1["state"], "setup");
        assert_eq!(server.get("/api/v1/customers", "").0, 401);
    }
}

#[test]
fn a_token_opens_the_api_and_a_second_server_is_refused() {
    for place in places() {
        let token = place.token();
        let mut server = place.serve();
        let id = server.new_customer("华为", &token);
        assert_eq!(server.get(&format!("/api/v1/customers/{id}"), &token).1["name"], "华为");

        let second = place.run(&["serve", "--listen", "127.0.0.1:0"]);
        assert_eq!(second.status.code(), Some(1));
        assert!(complaint(&second).contains("already has"), "{}", complaint(&second));
        let (code, took) = server.terminate();
        assert_eq!(code, Some(0));
        assert!(took < Duration::from_secs(8), "{took:?}");
        place.serve();
    }
}

#[test]
fn a_second_server_of_one_database_is_refused_from_another_folder_too() {
    for place in places() {
        let Some(other) = place.beside_the_database() else { continue };
        let mut server = place.serve();
        let second = other.run(&["serve", "--listen", "127.0.0.1:0"]);
        assert_eq!(second.status.code(), Some(1));
        assert!(complaint(&second).contains("already has this database open"), "{}", complaint(&second));
        server.kill();
        assert_eq!(other.serve().get("/readyz", "").0, 200);
    }
}

const HOLDER: &str = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 7426033 AND granted \
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

#[test]
fn a_server_whose_connection_broke_takes_its_place_again() {
    for place in places() {
        let (Some(mut outsider), Some(other)) = (place.outsider(), place.beside_the_database()) else {
            continue;
        };
        let token = place.token();
        let mut server = place.serve();
        let first = outsider.ask(HOLDER);
        assert_eq!(first.len(), 1);
        // Other tests have their databases on the same server.
        outsider.ask(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE application_name = 'guanxi' AND datname = current_database()",
        );
        loop {
            let holder = outsider.ask(HOLDER);
            if holder.len() == 1 && holder != first {
                break;
            }
            std::thread::yield_now();
        }
        server.new_customer("after the break", &token);
        let second = other.run(&["serve", "--listen", "127.0.0.1:0"]);
        assert_eq!(second.status.code(), Some(1));
        assert!(complaint(&second).contains("already has this database open"), "{}", complaint(&second));
        assert_eq!(server.terminate().0, Some(0));
        while !outsider.ask(HOLDER).is_empty() {
            std::thread::yield_now();
        }
    }
}

#[test]
fn a_server_stops_when_another_one_took_its_place() {
    for place in places() {
        let Some(mut outsider) = place.outsider() else { continue };
        let mut server = place.serve();
        while outsider.ask("SELECT pg_try_advisory_lock(7426033)") != ["t"] {
            outsider.ask(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7426033 AND granted \
                 AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()",
            );
        }
        assert_eq!(server.ended(), Some(1));
    }
}

#[test]
fn commands_work_beside_a_running_server() {
    for place in places() {
        let token = place.token();
        let server = place.serve();
        let id = server.new_customer("Acme", &token);
        let fresh = place.answer(&["token", "--email", "wang@example.com", "--name", "while served"]);
        assert_eq!(server.get(&format!("/api/v1/customers/{id}"), fresh.trim_end()).0, 200);
        let table = place.beside("customers.csv");
        place.answer(&[
            "export",
            "customers",
            "--to",
            word(&table),
            "--filter",
            "name=Acme",
            "--fields",
            "name,kind",
        ]);
        let text = std::fs::read_to_string(&table).unwrap();
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(text.contains("Acme,"), "{text}");
        let summary: Json =
            serde_json::from_str(&place.answer(&["insight", "run", "--as-of", "2026-03-01"])).unwrap();
        assert_eq!(summary["as_of"], "2026-03-01");
        assert!(place.answer(&["doctor"]).contains("nothing is wrong"));
    }
}

/// Each writer goes on until the server is gone, and notes what was acknowledged.
#[test]
fn nothing_acknowledged_is_lost_when_the_program_is_killed() {
    for place in places() {
        let token = place.token();
        let mut server = place.serve();
        let acknowledged: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());
        let count = AtomicUsize::new(0);
        let address = server.address.clone();
        std::thread::scope(|scope| {
            for writer in 0..WRITERS {
                let (address, token, acknowledged, count) = (&address, &token, &acknowledged, &count);
                scope.spawn(move || {
                    for number in 0.. {
                        let name = format!("customer {writer}-{number}");
                        let body = json!({ "name": name, "external_id": name });
                        match http::send(address, "POST", "/api/v1/customers", token, &body) {
                            Ok((201, made)) => {
                                acknowledged
                                    .lock()
                                    .unwrap()
                                    .push((made["id"].as_str().unwrap().to_owned(), name));
                                count.fetch_add(1, Ordering::SeqCst);
                            }
                            Ok((status, answer)) => panic!("{status} {answer}"),
                            Err(_) => return,
                        }
                    }
                });
            }
            while count.load(Ordering::SeqCst) < ACKNOWLEDGED {
                std::thread::yield_now();
            }
            server.kill();
        });
        let acknowledged = acknowledged.into_inner().unwrap();
        let server = place.serve();
        for (id, name) in &acknowledged {
            let (status, found) = server.get(&format!("/api/v1/customers/{id}"), &token);
            assert_eq!((status, found["name"].as_str()), (200, Some(name.as_str())), "{id}");
        }
        let mut names = HashSet::new();
        let mut cursor = String::new();
        loop {
            let (_, page) = server.get(&format!("/api/v1/customers?limit=500&sort=name{cursor}"), &token);
            for row in page["data"].as_array().unwrap() {
                assert!(
                    names.insert(row["name"].as_str().unwrap().to_owned()),
                    "{} is there twice",
                    row["name"]
                );
            }
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert!(
            names.len() >= acknowledged.len() && names.len() <= acknowledged.len() + WRITERS,
            "{}",
            names.len()
        );
        server.new_customer("and goes on", &token);
    }
}
