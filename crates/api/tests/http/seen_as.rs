use crate::app::{Browser, TestApp, for_each};
use serde_json::{Value as Json, json};

const SEEN_AS: &str = "/api/v1/session/seen_as";

async fn role(app: &TestApp, name: &str) -> String {
    let roles = app.admin("GET", "/api/v1/roles?fields=name", None).await.expect(200).json();
    let rows = roles["data"].as_array().unwrap();
    rows.iter().find(|row| row["name"] == name).unwrap()["id"].as_str().unwrap().to_owned()
}

async fn total(app: &TestApp, browser: &Browser) -> Json {
    let list = app.by(browser, "GET", "/api/v1/customers?count=true", None).await.expect(200).json();
    list["total"].clone()
}

#[test]
fn an_administrator_sees_what_a_role_sees_and_no_more() {
    for_each(async |app| {
        let (rep, _) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        let theirs = json!({ "name": "别人的", "owner": rep.with_prefix("usr") });
        let theirs = app.admin("POST", "/api/v1/customers", Some(&theirs)).await.expect(201);
        let theirs = theirs.headers["location"].to_str().unwrap().to_owned();
        app.admin("POST", "/api/v1/customers", Some(&json!({ "name": "我的" }))).await.expect(201);
        assert_eq!(total(app, &app.admin).await, 2);
        let role = role(app, "Sales representative").await;
        let seen = app.admin("PATCH", SEEN_AS, Some(&json!({ "role": role }))).await.expect(200).json();
        assert_eq!(seen["seen_as"]["name"], "Sales representative");
        assert_eq!(total(app, &app.admin).await, 1);
        app.admin("GET", &theirs, None).await.expect(404);
        app.admin("GET", "/api/v1/customers/export", None).await.expect(403);
        app.admin("GET", "/api/v1/definitions/objects", None).await.expect(403);
        let catalog = app.admin("GET", "/api/v1/catalog", None).await.expect(200).json();
        assert!(catalog["objects"].get("role_grant").is_none());
        let session = app.admin("GET", "/api/v1/session", None).await.expect(200).json();
        assert_eq!(session["seen_as"]["id"], role.as_str());
        app.admin("PATCH", SEEN_AS, Some(&json!({}))).await.expect(200);
        assert_eq!(total(app, &app.admin).await, 2);
    });
}

#[test]
fn while_seeing_as_a_role_one_only_looks() {
    for_each(async |app| {
        let mine = app.admin("POST", "/api/v1/customers", Some(&json!({ "name": "我的" }))).await.expect(201);
        let mine = mine.headers["location"].to_str().unwrap().to_owned();
        let role = role(app, "Sales manager").await;
        app.admin("PATCH", SEEN_AS, Some(&json!({ "role": role }))).await.expect(200);
        let refused = app.admin("PATCH", &mine, Some(&json!({ "name": "x" }))).await.expect(403).json();
        assert_eq!(refused["code"], "seen_as_role");
        app.admin("POST", "/api/v1/customers", Some(&json!({ "name": "x" }))).await.expect(403);
        app.admin("DELETE", &mine, None).await.expect(403);
        app.admin("POST", "/api/v1/tokens", Some(&json!({ "name": "x" }))).await.expect(403);
        app.admin("PATCH", "/api/v1/session", Some(&json!({ "language": "zh-Hans" }))).await.expect(200);
        app.admin("DELETE", "/api/v1/session", None).await.expect(204);
    });
}

#[test]
fn only_administrators_see_as_a_role() {
    for_each(async |app| {
        let (_, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        for name in ["Administrator", "Viewer"] {
            let wish = json!({ "role": role(app, name).await });
            app.by(&rep, "PATCH", SEEN_AS, Some(&wish)).await.expect(403);
        }
        let nobody = json!({ "role": "rol_00000000000001" });
        let answered = app.admin("PATCH", SEEN_AS, Some(&nobody)).await;
        assert!(matches!(answered.status.as_u16(), 404 | 422), "{}", answered.status);
        assert!(app.by(&rep, "GET", "/api/v1/session", None).await.json().get("seen_as").is_none());
    });
}
