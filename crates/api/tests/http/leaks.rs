//! Nobody learns by any answer of the program what his reach denies: words that stand only in other people's records come to nobody else.

use crate::app::{Browser, TestApp, directly, for_each};
use crate::files::upload;
use crate::records::wait_for;
use axum::body::Body;
use axum::http::Request;
use futures::StreamExt;
use records::{Draft, Query};
use serde_json::{Value as Json, json};
use std::time::Duration;
use testkit::Random;
use tower::ServiceExt;
use value::{Id, Link, Value};

const CUSTOMERS: usize = 9;

struct Somebody {
    id: Id,
    browser: Browser,
}

/// A customer with what hangs on him, and the word that stands nowhere else.
struct Kept {
    id: String,
    owner: Id,
    word: String,
    number: String,
    phone: String,
}

struct World {
    people: Vec<Somebody>,
    customers: Vec<Kept>,
}

async fn world(app: &TestApp) -> World {
    let mut people = Vec::new();
    for (email, role) in [
        ("rep@qingshan.cn", "Sales representative"),
        ("other@qingshan.cn", "Sales representative"),
        ("manager@qingshan.cn", "Sales manager"),
    ] {
        let (id, browser) = app.colleague(email, role).await;
        people.push(Somebody { id, browser });
    }
    let customers = directly(|| {
        let door = app.company.records.as_system("test");
        let team = door.create(Draft::new("team").set("name", Value::text("north"))).unwrap().id();
        for person in &people[1..] {
            door.update(person.id, None, Draft::new("user").set("team", Value::Id(team))).unwrap();
        }
        let mut dice = Random::new(5);
        (0..CUSTOMERS).map(|number| keep(app, &people, number, dice.below(people.len()))).collect()
    });
    World { people, customers }
}

fn keep(app: &TestApp, people: &[Somebody], number: usize, owner: usize) -> Kept {
    let door = app.company.records.as_system("test");
    let owner = people[owner].id;
    let team = door.get("user", owner).unwrap().get("team").clone();
    let word = format!("Quokka{number}wibble");
    let (number, phone) = (format!("EXT-{number}"), format!("1391234{number:04}"));
    let said = |draft: Draft, field: &str| draft.set(field, Value::Text(format!("{word} {field}")));
    let new = |draft: Draft| door.create(draft).unwrap().id();
    let customer = said(Draft::new("customer"), "name")
        .set("owner", Value::Id(owner))
        .set("team", team.clone())
        .set("external_id", Value::text(number.as_str()))
        .set("phone", Value::text(phone.as_str()));
    let id = new(said(customer, "description"));
    let of = |object: &str| {
        Draft::new(object)
            .set("customer", Value::Id(id))
            .set("owner", Value::Id(owner))
            .set("team", team.clone())
    };
    new(said(of("contact"), "name"));
    new(said(of("activity"), "subject").set("kind", Value::text("call")));
    new(said(of("task"), "subject"));
    let order = new(said(of("order"), "note"));
    new(said(Draft::new("order_line").set("order", Value::Id(order)), "description"));
    let about = Value::Link(Link { object: "customer".to_owned(), id });
    new(said(Draft::new("comment").set("about", about), "body"));
    new(said(Draft::new("preference").set("customer", Value::Id(id)), "topic"));
    Kept { id: id.with_prefix("cus"), owner, word, number, phone }
}

impl World {
    /// Customers that somebody does not see, by asking for each.
    async fn hidden_from(&self, app: &TestApp, person: &Somebody) -> Vec<&Kept> {
        let mut hidden = Vec::new();
        for kept in &self.customers {
            let path = format!("/api/v1/customers/{}", kept.id);
            match app.by(&person.browser, "GET", &path, None).await.status.as_u16() {
                200 => assert!(person.id == kept.owner || person.id == self.people[2].id),
                404 => hidden.push(kept),
                other => panic!("{other}"),
            }
        }
        hidden
    }
}

/// Questions about a customer, as somebody asks who knows his number and his telephone and suspects his name.
fn asked_of(kept: &Kept, own: &str) -> Vec<(&'static str, String, Option<Json>)> {
    let Kept { id, word, number, phone, .. } = kept;
    let get = |path: String| ("GET", path, None);
    let mut asked: Vec<(&'static str, String, Option<Json>)> = [
        "",
        "/changes",
        "/timeline",
        "/insight",
        "/value_history",
        "/portrait",
        "/referrals",
        "/duplicates",
        "/personal",
        "?fields=name&expand=owner",
    ]
    .iter()
    .map(|what| get(format!("/customers/{id}{what}")))
    .collect();
    for search in [&word[..6], word, phone, &phone[4..], number, "Quokka", "wibble name"] {
        let search = search.replace(' ', "%20");
        asked.push(get(format!("/search?q={search}")));
        asked.push(get(format!("/customers?q={search}&count=true")));
    }
    for filter in [
        format!("filter[name][contains]={word}"),
        format!("filter[external_id][eq]={number}"),
        format!("filter[phone][eq]={phone}"),
        format!("filter[id][in]={id}"),
        "filter[name][is_null]=false&sort=name&limit=500&count=true".to_owned(),
        format!("filter[name][gte]={}&sort=-name", &word[..3]),
    ] {
        asked.push(get(format!("/customers?{filter}")));
        asked.push(get(format!("/customers/aggregate?group_by=name&{filter}")
            .replace("&sort=name&limit=500&count=true", "")
            .replace("&sort=-name", "")));
        asked.push(get(format!("/customers/export?{filter}").replace("&limit=500&count=true", "")));
    }
    for children in ["contacts", "activities", "tasks", "orders", "preferences"] {
        asked.push(get(format!("/{children}?filter[customer][eq]={id}&expand=customer&count=true")));
        asked.push(get(format!("/{children}?filter[customer.name][contains]={word}&expand=customer")));
        asked.push(get(format!("/{children}/aggregate?group_by=customer")));
        asked.push(get(format!("/{children}/export?limit=500")));
    }
    for list in ["comments", "order_lines", "relationships", "alerts", "notifications", "record_members"] {
        asked.push(get(format!("/{list}?limit=500&count=true")));
    }
    for page in [
        "/insight",
        "/insight/cohorts",
        "/insight/team",
        "/insight/past",
        "/sql",
        "/insight/effect",
        "/insight/influence",
        "/customers/duplicates",
        "/catalog",
        "/imports/targets?as=customers",
    ] {
        asked.push(get(page.to_owned()));
    }
    let about = json!({ "object": "customer", "id": id });
    for (method, path, body) in [
        ("PATCH", format!("/customers/{id}"), json!({ "name": "mine" })),
        ("PATCH", format!("/customers/{own}"), json!({ "parent": id })),
        ("PATCH", format!("/customers/{own}"), json!({ "external_id": number })),
        ("POST", format!("/customers/{id}/restore"), json!({})),
        ("POST", format!("/customers/{own}/merge"), json!({ "other": id })),
        ("POST", format!("/customers/{id}/merge"), json!({ "other": own })),
        ("POST", format!("/customers/{id}/erase"), json!({ "name": "mine" })),
        ("PUT", format!("/customers/{id}/presence"), json!({})),
        ("POST", "/customers/bulk".to_owned(), json!({ "update": [{ "id": id, "name": "mine" }] })),
        ("POST", "/customers/bulk".to_owned(), json!({ "delete": [id] })),
        ("POST", "/customers/duplicates".to_owned(), json!({ "name": "Quokka", "phone": phone })),
        ("POST", "/customers".to_owned(), json!({ "name": "new", "external_id": number })),
        ("POST", "/contacts".to_owned(), json!({ "name": "spy", "customer": id })),
        ("POST", "/orders".to_owned(), json!({ "ordered_on": "2026-02-01", "customer": id })),
        ("POST", "/relationships".to_owned(), json!({ "customer": own, "other": id })),
        ("POST", "/comments".to_owned(), json!({ "about": about, "body": "hello" })),
        ("POST", "/record_members".to_owned(), json!({ "record": about, "user": "usr_00000000000001" })),
        ("DELETE", format!("/customers/{id}"), Json::Null),
    ] {
        asked.push((method, path, Some(body).filter(|body| !body.is_null())));
    }
    asked
}

#[test]
fn no_answer_tells_a_word_of_what_somebody_may_not_see() {
    for_each(async |app| {
        let world = world(app).await;
        let before = state(app);
        let mut secrets = 0;
        for person in &world.people {
            let hidden = world.hidden_from(app, person).await;
            let own = world.customers.iter().find(|kept| kept.owner == person.id).unwrap();
            for kept in &hidden {
                for (method, path, body) in asked_of(kept, &own.id) {
                    let answered =
                        app.by(&person.browser, method, &format!("/api/v1{path}"), body.as_ref()).await;
                    let (status, text) =
                        (answered.status.as_u16(), String::from_utf8_lossy(&answered.body).into_owned());
                    assert!(status < 500, "{method} {path}: {status} {text}");
                    for other in &hidden {
                        assert!(
                            !text.contains(&format!("{} ", other.word)),
                            "{method} {path} tells of {}: {text}",
                            other.word
                        );
                        assert!(
                            !text.contains(&other.phone[3..])
                                || path.contains(&other.phone)
                                || body.is_some(),
                            "{method} {path}: {text}"
                        );
                        // What was asked about comes back in a complaint, and nothing else does.
                        let named = path.contains(&other.id)
                            || body.as_ref().is_some_and(|body| body.to_string().contains(&other.id));
                        assert!(
                            named || !text.contains(&other.id),
                            "{method} {path} names {}: {text}",
                            other.id
                        );
                    }
                    secrets += 1;
                }
            }
        }
        assert!(secrets > 300, "{secrets}");
        let after = state(app);
        for (kept, (old, new)) in world.customers.iter().zip(before.iter().zip(&after)) {
            assert_eq!(old.0, new.0, "{}", kept.word);
        }
    });
}

/// Name and number of every customer of the world, in order.
fn state(app: &TestApp) -> Vec<(String, i64)> {
    directly(|| {
        let door = app.company.records.as_system("test");
        let all = door.find(&Query::of("customer").sort("id").limit(500)).unwrap().records;
        let worded = all.iter().filter(|record| record.title().starts_with("Quokka"));
        worded.map(|record| (record.title(), record.version())).collect()
    })
}

#[test]
fn an_import_neither_meets_nor_names_what_its_asker_may_not_see() {
    for_each(async |app| {
        let world = world(app).await;
        let before = state(app);
        for person in &world.people[..2] {
            let hidden = world.hidden_from(app, person).await;
            assert!(!hidden.is_empty());
            let mut lines = String::from("external_id,name,phone\n");
            for (place, kept) in hidden.iter().enumerate() {
                lines.push_str(&format!("{},taken over {place},{}\n", kept.number, kept.phone));
            }
            lines.push_str(&format!("NEW-{},quite new,13800138000\n", person.id.0));
            let made =
                upload(app, &person.browser, "/api/v1/imports", "c.csv", "text/csv", lines.as_bytes()).await;
            let made = made.expect(201).json();
            let path = format!("/api/v1/imports/{}", made["id"].as_str().unwrap());
            let wishes = json!({ "as": "customer", "map": { "0": "external_id", "1": "name", "2": "phone" }, "key": "external_id" });
            app.by(&person.browser, "POST", &format!("{path}/start"), Some(&wishes)).await.expect(202);
            let done = wait_for(app, &person.browser, &path, "done").await;
            let mut told = format!("{made} {done}");
            if let Some(errors) = done["summary"]["error_file"].as_str() {
                let errors = app.by(&person.browser, "GET", errors, None).await.expect(200);
                told.push_str(&String::from_utf8_lossy(&errors.body));
            }
            for kept in &hidden {
                assert!(!told.contains(&kept.word) && !told.contains(&kept.id), "{told}");
            }
            assert_eq!(done["summary"]["updated"].get("customer"), None, "{done}");
            let refused =
                app.by(&person.browser, "POST", &format!("{path}/undo"), None).await.expect(403).json();
            assert!(refused["detail"].as_str().unwrap().contains("right to delete"), "{refused}");
        }
        assert_eq!(state(app), before, "nobody else's customer was touched");
    });
}

#[test]
fn a_stream_of_events_is_silent_about_what_its_listener_may_not_see() {
    for_each(async |app| {
        let world = world(app).await;
        let mut streams = Vec::new();
        for person in &world.people {
            let mut request = Request::get("/api/v1/events");
            for (name, value) in person.browser.headers() {
                request = request.header(name, value);
            }
            let response = app.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
            streams.push(response.into_body().into_data_stream());
        }
        let mut children = Vec::new();
        for kept in &world.customers {
            let path = format!("/api/v1/customers/{}", kept.id);
            app.admin("PATCH", &path, Some(&json!({ "description": "changed" }))).await.expect(200);
            let contact = json!({ "name": "somebody new", "customer": kept.id });
            let contact = app.admin("POST", "/api/v1/contacts", Some(&contact)).await.expect(201).json();
            let comment = json!({ "about": { "object": "customer", "id": kept.id }, "body": "new" });
            let comment = app.admin("POST", "/api/v1/comments", Some(&comment)).await.expect(201).json();
            children.push([
                contact["id"].as_str().unwrap().to_owned(),
                comment["id"].as_str().unwrap().to_owned(),
            ]);
        }
        for (person, stream) in world.people.iter().zip(&mut streams) {
            let last = json!({ "name": format!("the last of {}", person.id.0), "owner": person.id.with_prefix("usr") });
            let last = app.admin("POST", "/api/v1/customers", Some(&last)).await.expect(201).json();
            let mut heard = String::new();
            while !heard.contains(last["id"].as_str().unwrap()) {
                let piece = tokio::time::timeout(Duration::from_secs(20), stream.next()).await.unwrap();
                heard.push_str(std::str::from_utf8(&piece.unwrap().unwrap()).unwrap());
            }
            let hidden = world.hidden_from(app, person).await;
            for (kept, [contact, comment]) in world.customers.iter().zip(&children) {
                let is_hidden = hidden.iter().any(|other| other.id == kept.id);
                assert_eq!(
                    heard.contains(&kept.id),
                    !is_hidden,
                    "{} for {:?}: {heard}",
                    kept.word,
                    person.id
                );
                assert!(!is_hidden || !heard.contains(comment), "{heard}");
                assert!(!is_hidden || !heard.contains(contact), "{heard}");
            }
        }
    });
}
