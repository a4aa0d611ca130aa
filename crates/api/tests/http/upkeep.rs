use crate::app::{TestApp, directly, for_each};
use serde_json::{Value as Json, json};

#[test]
fn upkeep_is_for_administrators_only() {
    for_each(async |app| {
        let (user, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        let user = user.with_prefix("usr");
        for (method, path) in [
            ("GET", "/mail".to_owned()),
            ("PATCH", "/mail".to_owned()),
            ("POST", "/mail/trial".to_owned()),
            ("GET", "/mail/outbox".to_owned()),
            ("GET", "/backups".to_owned()),
            ("POST", "/backups".to_owned()),
            ("GET", "/backups/guanxi-1.zip".to_owned()),
            ("DELETE", "/backups/guanxi-1.zip".to_owned()),
            ("GET", "/about".to_owned()),
            ("GET", "/history".to_owned()),
            ("GET", "/numbers".to_owned()),
            ("PATCH", "/numbers/order/number".to_owned()),
            ("GET", "/invitations".to_owned()),
            ("GET", format!("/users/{user}/owned")),
            ("POST", format!("/users/{user}/reactivate")),
        ] {
            let body = json!({});
            let body = Some(&body).filter(|_| method != "GET" && method != "DELETE");
            let path = format!("/api/v1{path}");
            app.by(&rep, method, &path, body).await.expect(403);
            app.nobody(method, &path, body).await.expect(401);
        }
    });
}

#[test]
fn mail_settings_never_tell_the_password() {
    for_each(async |app| {
        let wanted = json!({ "host": "mail.qingshan.cn", "port": 465, "security": "tls", "user": "crm",
            "password": "paper lanterns", "from_address": "crm@qingshan.cn", "from_name": "青山" });
        let card = app.admin("PATCH", "/api/v1/mail", Some(&wanted)).await.expect(200).json();
        assert_eq!((&card["set_up"], &card["has_password"]), (&json!(true), &json!(true)));
        assert_eq!(card["links_begin_with"], "https://crm.qingshan.cn/");
        assert!(!card.to_string().contains("lanterns"));
        let settings = app.admin("GET", "/api/v1/settings", None).await.expect(200).json().to_string();
        assert!(!settings.contains("mail."), "{settings}");
        let history =
            app.admin("GET", "/api/v1/history?limit=200", None).await.expect(200).json().to_string();
        assert!(!history.contains("lanterns") && !history.contains("sealed"), "{history}");
        let open = json!({ "security": "none" });
        let refused = app.admin("PATCH", "/api/v1/mail", Some(&open)).await.expect(422).json();
        assert_eq!(refused["errors"][0]["field"], "security");
        let nowhere = json!({ "host": "127.0.0.1", "port": 1, "security": "none", "user": "" });
        app.admin("PATCH", "/api/v1/mail", Some(&nowhere)).await.expect(200);
        let trial = app.admin("POST", "/api/v1/mail/trial", None).await.expect(409).json();
        assert_eq!(trial["errors"][0]["code"], "mail_not_sent");
        assert!(trial["errors"][0]["params"]["reason"].as_str().unwrap().len() > 5);
    });
}

#[test]
fn copies_are_made_listed_taken_out_and_removed() {
    for_each(async |app| {
        let made = app.admin("POST", "/api/v1/backups", None).await.expect(201).json();
        let place = format!("/api/v1/backups/{}", made["name"].as_str().unwrap());
        let list = app.admin("GET", "/api/v1/backups", None).await.expect(200).json();
        assert_eq!(list["data"], json!([made]));
        let file = app.admin("GET", &place, None).await.expect(200);
        assert_eq!(file.body, "青山贸易".as_bytes());
        assert_eq!(file.headers["content-type"], "application/zip");
        for bad in ["..%2Fsecret.key", "secret.key", "guanxi-2.zip"] {
            app.admin("GET", &format!("/api/v1/backups/{bad}"), None).await.expect(404);
        }
        app.admin("DELETE", &place, None).await.expect(204);
        app.admin("GET", &place, None).await.expect(404);
    });
}

#[test]
fn the_page_about_the_program_tells_what_can_be_counted() {
    for_each(async |app| {
        let about = app.admin("GET", "/api/v1/about", None).await.expect(200).json();
        assert_eq!(about["database"]["kind"], app.company.database());
        assert!(about["database"]["bytes"].as_u64().unwrap() > 10_000);
        assert!(about["disk"]["free"].as_u64() < about["disk"]["total"].as_u64());
        assert_eq!(about["queues"]["bulk_jobs"], 0);
        assert_eq!(about["mail"], json!({ "set_up": false, "queued": 0, "failed": 0 }));
    });
}

async fn customer(app: &TestApp, name: &str) -> String {
    let made = app.admin("POST", "/api/v1/customers", Some(&json!({ "name": name }))).await.expect(201);
    made.headers["location"].to_str().unwrap().to_owned()
}

#[test]
fn the_history_is_found_by_person_object_kind_record_and_time() {
    for_each(async |app| {
        let (user, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        let mine = customer(app, "青山").await;
        app.by(&rep, "POST", "/api/v1/customers", Some(&json!({ "name": "绿水" }))).await.expect(201);
        app.company.records.clock().advance(3600);
        app.admin("PATCH", &mine, Some(&json!({ "name": "青山二" }))).await.expect(200);
        let id = mine.rsplit('/').next().unwrap().to_owned();
        let found = async |question: &str| {
            let path = format!("/api/v1/history?object=customer&{question}");
            app.admin("GET", &path, None).await.expect(200).json()["data"].as_array().unwrap().clone()
        };
        assert_eq!(found("").await.len(), 3);
        assert_eq!(found(&format!("actor={}", user.with_prefix("usr"))).await.len(), 1);
        assert_eq!(found("kind=create").await.len(), 2);
        assert_eq!(found("from=2026-03-01T08:30:00Z").await.len(), 1);
        assert_eq!(found("until=2026-03-01T08:30:00Z").await.len(), 2);
        let of_record = found(&format!("record={id}")).await;
        assert_eq!(of_record.len(), 2);
        assert_eq!(of_record[0]["record"], json!({ "id": id, "title": "青山二" }));
        assert_eq!(of_record[0]["changes"]["name"], json!({ "before": "青山", "after": "青山二" }));
        let first = app.admin("GET", "/api/v1/history?limit=1", None).await.expect(200).json();
        let cursor = first["next_cursor"].as_str().unwrap();
        let next = app.admin("GET", &format!("/api/v1/history?limit=1&cursor={cursor}"), None).await;
        assert_ne!(next.expect(200).json()["data"][0]["seq"], first["data"][0]["seq"]);
        for bad in ["object=nothing", "actor=cus_1", "kind=eaten", "from=yesterday", "cursor=x", "record=1"] {
            app.admin("GET", &format!("/api/v1/history?{bad}"), None).await.expect(400);
        }
        let sessions = app.admin("GET", "/api/v1/history?object=session", None).await.expect(200).json();
        assert!(sessions["data"].as_array().unwrap().iter().all(|entry| entry["changes"] == json!({})));
    });
}

#[test]
fn only_what_is_in_the_trash_and_hangs_on_nothing_is_gone_for_good() {
    for_each(async |app| {
        let place = customer(app, "青山").await;
        let id = place.rsplit('/').next().unwrap().to_owned();
        let purge = format!("{place}?purge=true");
        let refused = app.admin("DELETE", &purge, None).await.expect(409).json();
        assert_eq!(refused["errors"][0]["code"], "not_in_trash");
        let task = json!({ "subject": "call", "customer": id });
        let task = app.admin("POST", "/api/v1/tasks", Some(&task)).await.expect(201);
        let task = task.headers["location"].to_str().unwrap().to_owned();
        app.admin("DELETE", &place, None).await.expect(204);
        let (_, rep) = app.colleague("rep@qingshan.cn", "Sales manager").await;
        app.by(&rep, "DELETE", &purge, None).await.expect(403);
        let refused = app.admin("DELETE", &purge, None).await.expect(409).json();
        assert_eq!(
            (&refused["errors"][0]["code"], &refused["errors"][0]["params"]),
            (&json!("still_referenced"), &json!({ "object": "task", "count": 1 }))
        );
        let trash = app.admin("GET", "/api/v1/trash", None).await.expect(200).json();
        assert_eq!(trash["data"], json!([{ "object": "customer", "count": 1 }]));
        app.admin("DELETE", &task, None).await.expect(204);
        app.admin("DELETE", &format!("{task}?purge=true"), None).await.expect(204);
        app.admin("DELETE", &purge, None).await.expect(204);
        app.admin("DELETE", &purge, None).await.expect(404);
        app.admin("POST", &format!("{place}/restore"), None).await.expect(404);
        let entries =
            app.admin("GET", &format!("/api/v1/history?record={id}"), None).await.expect(200).json();
        assert_eq!(entries["data"][0]["kind"], "purge");
        assert!(!entries.to_string().contains("青山"), "{entries}");
        assert_eq!(
            app.admin("GET", "/api/v1/trash", None).await.expect(200).json()["data"],
            Json::Array(vec![])
        );
    });
}

#[test]
fn an_order_is_purged_with_its_lines() {
    for_each(async |app| {
        let customer = customer(app, "青山").await;
        let customer = customer.rsplit('/').next().unwrap();
        let order = json!({ "customer": customer, "ordered_on": "2026-02-01" });
        let made = app.admin("POST", "/api/v1/orders", Some(&order)).await.expect(201);
        let order = made.headers["location"].to_str().unwrap().to_owned();
        let id = order.rsplit('/').next().unwrap();
        let line = json!({ "order": id, "description": "tea", "quantity": 2, "unit_price": 5 });
        let line = app.admin("POST", "/api/v1/order_lines", Some(&line)).await.expect(201);
        let line = line.headers["location"].to_str().unwrap().to_owned();
        app.admin("DELETE", &order, None).await.expect(204);
        app.admin("DELETE", &format!("{order}?purge=true"), None).await.expect(204);
        app.admin("GET", &line, None).await.expect(404);
    });
}

#[test]
fn numbers_go_on_later_and_never_earlier() {
    for_each(async |app| {
        let list = app.admin("GET", "/api/v1/numbers", None).await.expect(200).json();
        let series =
            list["data"].as_array().unwrap().iter().find(|series| series["object"] == "order").unwrap();
        assert_eq!(
            (&series["format"], &series["next"], &series["example"]),
            (&json!("SO-{YYYY}{MM}-{00000}"), &json!(1), &json!("SO-202603-00001"))
        );
        let place = "/api/v1/numbers/order/number";
        app.admin("PATCH", place, Some(&json!({ "next": 500 }))).await.expect(204);
        let order = json!({ "ordered_on": "2026-02-01" });
        let made = app.admin("POST", "/api/v1/orders", Some(&order)).await.expect(201).json();
        assert_eq!(made["number"], "SO-202603-00500");
        for (next, status) in [(json!(500), 422), (json!(0), 422), (json!("x"), 422), (json!(501), 204)] {
            app.admin("PATCH", place, Some(&json!({ "next": next }))).await.expect(status);
        }
        app.admin("PATCH", "/api/v1/numbers/order/total", Some(&json!({ "next": 9 }))).await.expect(404);
        let entries = app.admin("GET", "/api/v1/history?object=order", None).await.expect(200).json();
        assert!(entries.to_string().contains("order.number goes on at 500"));
    });
}

#[test]
fn a_running_number_is_written_otherwise_and_old_ones_stay() {
    for_each(async |app| {
        let order = json!({ "ordered_on": "2026-02-01" });
        let create = async || app.admin("POST", "/api/v1/orders", Some(&order)).await.expect(201).json();
        let old = create().await;
        let place = "/api/v1/numbers/order/number";
        let change = json!({ "format": "青{YY}-{000}", "reset": "year", "next": 7 });
        app.admin("PATCH", place, Some(&change)).await.expect(204);
        let list = app.admin("GET", "/api/v1/numbers", None).await.expect(200).json();
        let series =
            list["data"].as_array().unwrap().iter().find(|series| series["object"] == "order").unwrap();
        assert_eq!(
            (&series["format"], &series["reset"], &series["example"]),
            (&json!("青{YY}-{000}"), &json!("year"), &json!("青26-007"))
        );
        assert_eq!(create().await["number"], "青26-007");
        let path = format!("/api/v1/orders/{}", old["id"].as_str().unwrap());
        assert_eq!(app.admin("GET", &path, None).await.expect(200).json()["number"], old["number"]);
        for (bad, status) in [
            (json!({}), 422),
            (json!({ "reset": "weekly" }), 422),
            (json!({ "format": 3 }), 422),
            (json!({ "format": "A-{00}", "reset": "month" }), 409),
            (json!({ "pattern": "A-{00}" }), 422),
        ] {
            app.admin("PATCH", place, Some(&bad)).await.expect(status);
        }
        assert_eq!(create().await["number"], "青26-008");
        let changed =
            app.admin("GET", "/api/v1/definitions/objects", None).await.expect(200).json().to_string();
        assert!(changed.contains("order"));
    });
}

#[test]
fn work_days_and_holidays_are_days() {
    for_each(async |app| {
        let change = async |key: &str, value: Json| {
            app.admin("PATCH", "/api/v1/settings", Some(&json!({ key: value }))).await.status.as_u16()
        };
        directly(|| {
            for key in ["company.work_days", "company.holidays"] {
                app.company.records.set_setting(key, json!([])).unwrap();
            }
        });
        let days = json!(["monday", "saturday"]);
        assert_eq!(change("company.work_days", days.clone()).await, 200);
        for bad in [json!(["someday"]), json!(["monday", "monday"]), json!("monday"), json!([1])] {
            assert_eq!(change("company.work_days", bad).await, 422);
        }
        let national = json!({ "date": "2026-10-01", "name": "国庆节" });
        let worked = json!({ "date": "2026-10-10", "name": "国庆调休", "works": true });
        assert_eq!(change("company.holidays", json!([national, worked])).await, 200);
        for bad in [
            json!([national, national]),
            json!([{ "date": "2026-13-01", "name": "x" }]),
            json!([{ "date": "2026-10-01", "name": " " }]),
            json!([{ "date": "2026-10-01" }]),
            json!([{ "date": "2026-10-01", "name": "x", "more": 1 }]),
            json!([{ "date": "2026-10-01", "name": "x", "works": 1 }]),
        ] {
            assert_eq!(change("company.holidays", bad).await, 422);
        }
        let settings = app.admin("GET", "/api/v1/settings", None).await.expect(200).json();
        assert_eq!(
            (&settings["company.work_days"], &settings["company.holidays"]),
            (&days, &json!([national, worked]))
        );
    });
}
