use crate::app::{Browser, TestApp, directly, for_each, request};
use futures::StreamExt;
use serde_json::{Value as Json, json};
use tower::ServiceExt;

async fn customer(app: &TestApp, browser: &Browser, fields: Json) -> String {
    let made = app.by(browser, "POST", "/api/v1/customers", Some(&fields)).await.expect(201).json();
    made["id"].as_str().unwrap().to_owned()
}

async fn add(app: &TestApp, browser: &Browser, plural: &str, fields: Json) -> Json {
    app.by(browser, "POST", &format!("/api/v1/{plural}"), Some(&fields)).await.expect(201).json()
}

#[test]
fn a_portrait_shows_a_customer_from_all_sides() {
    for_each(async |app| {
        let boss = &app.admin;
        let grandparent = customer(app, boss, json!({ "name": "源头" })).await;
        let parent = customer(app, boss, json!({ "name": "介绍人", "referred_by": grandparent })).await;
        let him = customer(app, boss, json!({ "name": "青山", "referred_by": parent })).await;
        let child = customer(app, boss, json!({ "name": "朋友", "referred_by": him })).await;
        customer(app, boss, json!({ "name": "朋友的朋友", "referred_by": child })).await;
        add(app, boss, "tasks", json!({ "subject": "回电", "customer": him })).await;
        add(app, boss, "tasks", json!({ "subject": "旧的", "customer": him, "status": "completed" })).await;
        add(
            app,
            boss,
            "activities",
            json!({ "subject": "拜访", "kind": "visit", "state": "planned", "customer": him }),
        )
        .await;
        add(app, boss, "preferences", json!({ "topic": "绿茶", "customer": him, "strength": 5 })).await;
        add(app, boss, "orders", json!({ "customer": him, "status": "confirmed" })).await;
        add(app, boss, "orders", json!({ "customer": him, "status": "done" })).await;
        add(app, boss, "relationships", json!({ "customer": parent, "other": him, "kind": "friend" })).await;
        let contact = add(app, boss, "contacts", json!({ "name": "李雷", "phone": "13912345678" })).await;
        add(app, boss, "contacts", json!({ "name": "韩梅梅", "customer": him })).await;
        add(app, boss, "contact_roles", json!({ "customer": him, "contact": contact["id"] })).await;
        let seen =
            app.admin("GET", &format!("/api/v1/customers/{him}/portrait"), None).await.expect(200).json();
        assert_eq!(seen["contacts"]["data"][0]["contact"]["id"], contact["id"]);
        let titles = |list: &Json, key: &str| -> Vec<String> {
            list.as_array().unwrap().iter().map(|row| row[key].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(seen["people"].as_array().unwrap().len(), 2);
        assert_eq!(titles(&seen["referrals"]["above"], "title"), ["介绍人", "源头"]);
        assert_eq!(titles(&seen["referrals"]["below"], "title"), ["朋友"]);
        assert_eq!(titles(&seen["referrals"]["below"][0]["below"], "title"), ["朋友的朋友"]);
        assert_eq!(seen["referrals"]["brought"], 2);
        assert_eq!(titles(&seen["tasks"]["data"], "subject"), ["回电"]);
        assert_eq!(titles(&seen["planned"]["data"], "subject"), ["拜访"]);
        assert_eq!(titles(&seen["preferences"]["data"], "topic"), ["绿茶"]);
        assert_eq!((&seen["open_orders"]["total"], &seen["orders"]["total"]), (&json!(1), &json!(2)));
        assert_eq!(seen["relationships"]["data"][0]["customer"]["title"], "介绍人");
        assert_eq!(seen["alerts"]["total"], 0);
        assert!(seen["insight"]["rhythm"]["purchases"].is_array() && seen["history"].is_array());
    });
}

#[test]
fn a_portrait_ends_where_the_reach_of_its_reader_ends() {
    for_each(async |app| {
        let (_, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        let theirs = customer(app, &app.admin, json!({ "name": "别人的" })).await;
        let mine = customer(app, &rep, json!({ "name": "我的" })).await;
        let below = customer(app, &app.admin, json!({ "name": "别人的朋友", "referred_by": mine })).await;
        app.admin("PATCH", &format!("/api/v1/customers/{mine}"), Some(&json!({ "referred_by": theirs })))
            .await
            .expect(200);
        add(app, &app.admin, "tasks", json!({ "subject": "别人的任务", "customer": mine })).await;
        app.by(&rep, "GET", &format!("/api/v1/customers/{theirs}/portrait"), None).await.expect(404);
        app.by(&rep, "GET", &format!("/api/v1/customers/{below}/portrait"), None).await.expect(404);
        app.nobody("GET", &format!("/api/v1/customers/{mine}/portrait"), None).await.expect(401);
        let seen = app.by(&rep, "GET", &format!("/api/v1/customers/{mine}/portrait"), None).await.expect(200);
        let text = String::from_utf8(seen.body.clone()).unwrap();
        assert!(!text.contains("别人"), "{text}");
        let seen = seen.json();
        assert_eq!((&seen["referrals"]["brought"], &seen["tasks"]["total"]), (&json!(0), &json!(0)));
        let whole =
            app.admin("GET", &format!("/api/v1/customers/{mine}/portrait"), None).await.expect(200).json();
        assert_eq!((&whole["referrals"]["brought"], &whole["tasks"]["total"]), (&json!(1), &json!(1)));
    });
}

#[test]
fn a_timeline_may_be_narrowed_to_some_objects() {
    for_each(async |app| {
        let him = customer(app, &app.admin, json!({ "name": "青山" })).await;
        add(app, &app.admin, "tasks", json!({ "subject": "回电", "customer": him, "due_on": "2026-12-01" }))
            .await;
        let order = add(app, &app.admin, "orders", json!({ "customer": him })).await;
        add(app, &app.admin, "comments", json!({ "about": order["id"], "body": "看" })).await;
        for (plural, id, of, kinds) in [
            ("customers", him.as_str(), "", vec!["order", "task"]),
            ("customers", &him, "?of=task", vec!["task"]),
            ("orders", order["id"].as_str().unwrap(), "", vec!["comment"]),
            ("orders", order["id"].as_str().unwrap(), "?of=task,order", vec![]),
        ] {
            let path = format!("/api/v1/{plural}/{id}/timeline{of}");
            let page = app.admin("GET", &path, None).await.expect(200).json();
            let entries = page["data"].as_array().unwrap();
            let mut found: Vec<&str> = entries.iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
            found.sort_unstable();
            assert_eq!(found, kinds, "{path}");
        }
    });
}

#[test]
fn people_on_one_record_see_each_other_and_nobody_sees_beyond_his_reach() {
    for_each(async |app| {
        let (_, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        let mine =
            format!("/api/v1/customers/{}/presence", customer(app, &rep, json!({ "name": "我的" })).await);
        let theirs = customer(app, &app.admin, json!({ "name": "别人的" })).await;
        let hidden = format!("/api/v1/customers/{theirs}/presence");
        app.by(&rep, "PUT", &hidden, None).await.expect(404);
        app.nobody("PUT", &mine, None).await.expect(401);
        app.by(&rep, "PUT", &mine, Some(&json!({ "field": 7 }))).await.expect(422);
        app.by(&rep, "PUT", &mine, Some(&json!({ "fields": "x" }))).await.expect(422);
        let alone = app.by(&rep, "PUT", &mine, None).await.expect(200).json();
        assert_eq!(alone["people"].as_array().unwrap().len(), 1);

        let stream = request("GET", "/api/v1/events", &rep.headers(), None);
        let mut events = app.router.clone().oneshot(stream).await.unwrap().into_body().into_data_stream();
        let both = app.admin("PUT", &mine, Some(&json!({ "field": "phone" }))).await.expect(200).json();
        let people = both["people"].as_array().unwrap();
        let field_of =
            |title: &str| people.iter().find(|person| person["title"] == title).unwrap()["field"].clone();
        assert_eq!((field_of("rep@qingshan.cn"), field_of("Li Wei")), (Json::Null, json!("phone")));
        let heard = tokio::time::timeout(std::time::Duration::from_secs(10), async {
            let mut text = String::new();
            while !text.contains("\n\n") || !text.contains("event: presence") {
                text.push_str(std::str::from_utf8(&events.next().await.unwrap().unwrap()).unwrap());
            }
            text
        });
        let heard = heard.await.unwrap();
        assert!(heard.contains("Li Wei") && heard.contains("phone"), "{heard}");

        app.admin("DELETE", &mine, None).await.expect(204);
        let after = app.by(&rep, "PUT", &mine, None).await.expect(200).json();
        assert_eq!(after["people"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn a_layout_counts_for_everybody_and_one_of_a_role_for_that_role() {
    for_each(async |app| {
        let (user, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        let role = directly(|| {
            let system = app.company.records.as_system("find the role");
            let role = system.get("user", user).unwrap().get("roles").ids()[0];
            role.with_prefix(&system.catalog().object("role").unwrap().prefix)
        });
        let layout = |section: &str, field: &str| {
            json!({ "sections": [{ "name": section, "labels": { "en": section }, "fields": [field, "name"],
                "when": "kind = 'company'" }], "hidden": ["website"], "fields": { "phone": { "required": true } } })
        };
        let everybody = json!({ "object": "customer", "sections": layout("All", "grade") });
        add(app, &app.admin, "layouts", everybody.clone()).await;
        app.by(&rep, "POST", "/api/v1/layouts", Some(&everybody)).await.expect(403);
        let section = async |browser: &Browser| {
            let catalog = app.by(browser, "GET", "/api/v1/catalog", None).await.expect(200).json();
            catalog["objects"]["customer"].clone()
        };
        let seen = section(&rep).await;
        assert_eq!(seen["sections"][0]["fields"], json!(["grade", "name"]));
        assert_eq!(seen["sections"][0]["when"], "kind = 'company'");
        assert_eq!(seen["layout"]["hidden"], json!(["website"]));
        assert_eq!(seen["layout"]["fields"]["phone"]["required"], true);
        add(
            app,
            &app.admin,
            "layouts",
            json!({ "object": "customer", "role": role, "sections": layout("Reps", "phone") }),
        )
        .await;
        assert_eq!(section(&rep).await["sections"][0]["name"], "Reps");
        assert_eq!(section(&app.admin).await["sections"][0]["name"], "All");
        let orders = app.admin("GET", "/api/v1/catalog", None).await.expect(200).json();
        assert_eq!(orders["objects"]["order"]["layout"], Json::Null);
    });
}
