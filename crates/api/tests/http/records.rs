use crate::app::{Browser, TestApp, for_each, request};
use serde_json::{Value as Json, json};

#[test]
fn a_record_is_made_read_changed_deleted_and_restored() {
    for_each(async |app| {
        let draft = json!({ "name": "青山有限公司", "kind": "company", "phone": "138 0013 8000" });
        let made = app.admin("POST", "/api/v1/customers", Some(&draft)).await.expect(201);
        let location = made.headers["location"].to_str().unwrap().to_owned();
        let record = made.json();
        assert_eq!((record["version"].as_i64(), record["phone"].as_str()), (Some(1), Some("+8613800138000")));
        let read = app.admin("GET", &location, None).await.expect(200);
        assert_eq!(read.headers["etag"], "\"1\"");
        let changed = app.admin("PATCH", &location, Some(&json!({ "name": "绿水" }))).await.expect(200);
        assert_eq!(changed.headers["etag"], "\"2\"");
        app.admin("DELETE", &location, None).await.expect(204);
        let list = app.admin("GET", "/api/v1/customers", None).await.expect(200).json();
        assert_eq!(list["data"], json!([]));
        let trash = app.admin("GET", "/api/v1/customers?trash=only", None).await.expect(200).json();
        assert_eq!(trash["data"][0]["name"], "绿水");
        app.admin("POST", &format!("{location}/restore"), None).await.expect(200);
        assert_eq!(app.admin("GET", &location, None).await.expect(200).json()["deleted_at"], Json::Null);
    });
}

#[test]
fn of_two_changes_of_one_version_the_second_is_stale() {
    for_each(async |app| {
        let made = app.admin("POST", "/api/v1/customers", Some(&json!({ "name": "Red" }))).await.expect(201);
        let location = made.headers["location"].to_str().unwrap().to_owned();
        let change = async |name: &str| {
            let mut headers = app.admin.headers();
            headers.push(("if-match", "\"1\""));
            app.send(request("PATCH", &location, &headers, Some(&json!({ "name": name })))).await
        };
        change("Blue").await.expect(200);
        let stale = change("Green").await.expect(412).json();
        assert_eq!((stale["code"].as_str(), stale["params"]["version"].as_i64()), (Some("stale"), Some(2)));
    });
}

#[test]
fn all_complaints_come_at_once() {
    for_each(async |app| {
        let bad = json!({ "name": "", "email": "nonsense", "colour": "red", "kind": "dragon" });
        let problem = app.admin("POST", "/api/v1/customers", Some(&bad)).await.expect(422);
        assert_eq!(problem.headers["content-type"], "application/problem+json");
        let problem = problem.json();
        let mut codes: Vec<(&str, &str)> = problem["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["field"].as_str().unwrap(), one["code"].as_str().unwrap()))
            .collect();
        codes.sort_unstable();
        assert_eq!(codes, [("colour", "unknown_field"), ("email", "format"), ("kind", "not_an_option")]);
        assert_eq!(problem["trace_id"].as_str().unwrap().len(), 16);
    });
}

#[test]
fn bulk_is_all_or_nothing() {
    for_each(async |app| {
        let made =
            app.admin("POST", "/api/v1/customers", Some(&json!({ "name": "Old" }))).await.expect(201).json();
        let id = made["id"].clone();
        let bad = json!({ "create": [{ "name": "A" }, { "name": "B", "email": "x" }], "update": [{ "id": id, "kind": "dragon" }] });
        let problem = app.admin("POST", "/api/v1/customers/bulk", Some(&bad)).await.expect(422).json();
        let fields: Vec<&str> =
            problem["errors"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["create[1].email", "update[0].kind"]);
        let count = async || {
            app.admin("GET", "/api/v1/customers?count=true", None).await.expect(200).json()["total"].clone()
        };
        assert_eq!(count().await, 1);
        let good = json!({ "create": [{ "name": "A" }, { "name": "B" }], "update": [{ "id": id, "version": 1, "name": "New" }] });
        let done = app.admin("POST", "/api/v1/customers/bulk", Some(&good)).await.expect(200).json();
        assert_eq!(
            (done["created"].as_array().unwrap().len(), done["updated"][0]["name"].as_str()),
            (2, Some("New"))
        );
        let gone = json!({ "delete": [done["created"][0]["id"], done["created"][1]["id"]] });
        app.admin("POST", "/api/v1/customers/bulk", Some(&gone)).await.expect(200);
        assert_eq!(count().await, 1);
        let pair = json!({ "create": [{ "name": "C" }, { "name": "D" }] });
        let pair = app.admin("POST", "/api/v1/customers/bulk", Some(&pair)).await.expect(200).json();
        let (one, other) = (&pair["created"][0]["id"], &pair["created"][1]["id"]);
        let empty = json!({ "update": [{ "id": one, "name": null }, { "id": id, "short_name": "S" }, { "id": other, "name": null }] });
        let problem = app.admin("POST", "/api/v1/customers/bulk", Some(&empty)).await.expect(422).json();
        let fields: Vec<&str> =
            problem["errors"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["update[0].name", "update[2].name"]);
        let kept = app.admin("GET", &format!("/api/v1/customers/{}", id.as_str().unwrap()), None).await;
        assert_eq!(kept.expect(200).json()["short_name"], Json::Null);
        let stale = json!({ "update": [{ "id": id, "version": 1, "name": "Late" }] });
        app.admin("POST", "/api/v1/customers/bulk", Some(&stale)).await.expect(412);
        let many: Vec<Json> = (0..1001).map(|number| json!({ "name": number.to_string() })).collect();
        app.admin("POST", "/api/v1/customers/bulk", Some(&json!({ "create": many }))).await.expect(422);
    });
}

#[test]
fn a_bulk_job_changes_what_its_filter_finds_and_can_be_undone() {
    for_each(async |app| {
        let draft: Vec<Json> =
            (0..7).map(|number| json!({ "name": format!("C{number}"), "phone": "13800138000" })).collect();
        let made = app
            .admin("POST", "/api/v1/customers/bulk", Some(&json!({ "create": draft })))
            .await
            .expect(200)
            .json();
        let spared = made["created"][3]["id"].clone();
        let order = json!({
            "filter": { "any": [{ "field": "name", "op": "contains", "value": "C" }] },
            "exclude": [spared],
            "change": { "set": { "phone": null } },
        });
        let job = app.admin("POST", "/api/v1/customers/bulk-jobs", Some(&order)).await.expect(202).json();
        let path = format!("/api/v1/bulk_jobs/{}", job["id"].as_str().unwrap());
        let ended = wait_for(app, &app.admin, &path, "done").await;
        assert_eq!((ended["done"].as_i64(), ended["failed"].as_i64()), (Some(6), Some(0)));
        let with_phone = "/api/v1/customers?count=true&filter[phone][is_null]=false";
        assert_eq!(app.admin("GET", with_phone, None).await.expect(200).json()["total"], 1);
        app.admin("POST", &format!("{path}/undo"), None).await.expect(202);
        wait_for(app, &app.admin, &path, "undone").await;
        assert_eq!(app.admin("GET", with_phone, None).await.expect(200).json()["total"], 7);
    });
}

#[test]
fn changes_and_timeline_tell_what_happened() {
    for_each(async |app| {
        let made = app.admin("POST", "/api/v1/customers", Some(&json!({ "name": "Red" }))).await.expect(201);
        let location = made.headers["location"].to_str().unwrap().to_owned();
        app.admin("PATCH", &location, Some(&json!({ "name": "Blue" }))).await.expect(200);
        let task = json!({ "subject": "Call back", "customer": made.json()["id"], "due_on": "2026-03-05" });
        app.admin("POST", "/api/v1/tasks", Some(&task)).await.expect(201);
        let changes = app.admin("GET", &format!("{location}/changes"), None).await.expect(200).json();
        assert_eq!(changes["data"][0]["changes"]["name"], json!({ "before": "Red", "after": "Blue" }));
        assert_eq!(changes["data"][0]["actor"]["title"], "Li Wei");
        assert!(changes["data"][0]["cause"].as_str().unwrap().starts_with("request "));
        let timeline = app.admin("GET", &format!("{location}/timeline"), None).await.expect(200).json();
        assert!(timeline["data"].as_array().unwrap().iter().any(|item| item["kind"] == "task"), "{timeline}");
        let contact =
            app.admin("POST", "/api/v1/contacts", Some(&json!({ "name": "Wang" }))).await.expect(201);
        let visit = json!({ "subject": "Visit", "kind": "visit", "about": contact.json()["id"], "happened_at": "2026-02-03T08:00:00Z" });
        app.admin("POST", "/api/v1/activities", Some(&visit)).await.expect(201);
        let path = format!("{}/timeline", contact.headers["location"].to_str().unwrap());
        let around = app.admin("GET", &path, None).await.expect(200).json();
        assert_eq!(
            (around["data"][0]["summary"]["title"].as_str(), around["next_cursor"].as_str()),
            (Some("Visit"), None)
        );
    });
}

#[test]
fn an_action_asks_for_its_input() {
    for_each(async |app| {
        let made =
            app.admin("POST", "/api/v1/customers", Some(&json!({ "name": "Red" }))).await.expect(201).json();
        let alert = json!({ "customer": made["id"], "kind": "leaving" });
        let alert = app.admin("POST", "/api/v1/alerts", Some(&alert)).await.expect(201);
        let location = alert.headers["location"].to_str().unwrap().to_owned();
        let missing = app.admin("POST", &format!("{location}/snooze"), None).await.expect(422).json();
        assert_eq!(missing["errors"][0]["field"], "until");
        let until = json!({ "until": "2026-04-01" });
        let snoozed = app.admin("POST", &format!("{location}/snooze"), Some(&until)).await.expect(200).json();
        assert_eq!(snoozed["status"], "snoozed");
        app.admin("POST", &format!("{location}/fly"), None).await.expect(404);
    });
}

pub async fn wait_for(app: &TestApp, browser: &Browser, path: &str, state: &str) -> Json {
    for _ in 0..400 {
        let job = app.by(browser, "GET", path, None).await.expect(200).json();
        if job["state"] == state {
            return job;
        }
        assert_ne!(job["state"], "failed", "{job}");
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("{path} never became {state}: {}", app.by(browser, "GET", path, None).await.json());
}

#[test]
fn duplicates_are_found_merged_and_parted_again() {
    for_each(async |app| {
        let make = async |name: &str| {
            let draft = json!({ "name": name, "phone": "13800138000" });
            app.admin("POST", "/api/v1/customers", Some(&draft)).await.expect(201).json()["id"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        let (keep, other) = (make("青山有限公司").await, make("青山").await);
        let groups = app.admin("GET", "/api/v1/customers/duplicates", None).await.expect(200).json();
        assert_eq!(groups["data"][0]["records"].as_array().unwrap().len(), 2);
        let typed = json!({ "name": "青山有限公司", "phone": "138 0013 8000" });
        let hint = app.admin("POST", "/api/v1/customers/duplicates", Some(&typed)).await.expect(200).json();
        assert_eq!(hint["data"].as_array().unwrap().len(), 2, "{hint}");
        let order = json!({ "other": other, "keep": { "name": "other" } });
        let path = format!("/api/v1/customers/{keep}");
        let merged = app.admin("POST", &format!("{path}/merge"), Some(&order)).await.expect(200).json();
        assert_eq!(merged["name"], "青山");
        let runs = app.admin("GET", "/api/v1/merge_runs", None).await.expect(200).json();
        let undo = json!({ "merge": runs["data"][0]["id"] });
        let parted = app.admin("POST", &format!("{path}/unmerge"), Some(&undo)).await.expect(200).json();
        assert_eq!(parted["name"], "青山有限公司");
        app.admin("GET", &format!("/api/v1/customers/{other}"), None).await.expect(200);
        let bad = json!({ "other": other, "keep": { "name": "both" } });
        app.admin("POST", &format!("{path}/merge"), Some(&bad)).await.expect(422);
    });
}
