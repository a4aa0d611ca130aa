use crate::app::{Browser, TestApp, directly, for_each};
use records::Draft;
use serde_json::{Value as Json, json};
use value::{Id, Value};

async fn make(app: &TestApp, browser: &Browser, name: &str) -> String {
    let made = app
        .by(browser, "POST", "/api/v1/customers", Some(&json!({ "name": name, "phone": "13912345678" })))
        .await;
    made.expect(201).headers["location"].to_str().unwrap().to_owned()
}

#[test]
fn a_rep_meets_only_his_own_customers_by_every_way() {
    for_each(async |app| {
        let (_, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        let mine = make(app, &rep, "我的客户").await;
        let theirs = make(app, &app.admin, "别人的客户").await;
        let theirs_id = theirs.rsplit('/').next().unwrap().to_owned();
        let names = |body: &Json| body["data"].as_array().unwrap().len();
        let list = app.by(&rep, "GET", "/api/v1/customers?count=true", None).await.expect(200).json();
        assert_eq!((names(&list), list["total"].as_i64()), (1, Some(1)));
        app.by(&rep, "GET", &theirs, None).await.expect(404);
        app.by(&rep, "PATCH", &theirs, Some(&json!({ "name": "x" }))).await.expect(404);
        app.by(&rep, "DELETE", &theirs, None).await.expect(404);
        app.by(&rep, "DELETE", &mine, None).await.expect(403);
        app.by(&rep, "GET", &format!("{theirs}/changes"), None).await.expect(404);
        app.by(&rep, "GET", &format!("{theirs}/timeline"), None).await.expect(404);
        app.by(&rep, "GET", &format!("{theirs}/insight"), None).await.expect(404);
        app.by(&rep, "GET", &format!("{theirs}/value_history"), None).await.expect(404);
        let hits = app.by(&rep, "GET", "/api/v1/search?q=%E5%AE%A2%E6%88%B7", None).await.expect(200).json();
        assert_eq!(names(&hits), 1);
        let groups =
            app.by(&rep, "GET", "/api/v1/customers/aggregate?group_by=kind", None).await.expect(200).json();
        assert_eq!(groups["data"][0]["count"], 1);
        app.by(&rep, "GET", "/api/v1/customers/export", None).await.expect(403);
        let bulk = json!({ "update": [{ "id": theirs_id, "name": "x" }] });
        app.by(&rep, "POST", "/api/v1/customers/bulk", Some(&bulk)).await.expect(404);
        let task = json!({ "subject": "spy", "customer": theirs_id });
        let refused = app.by(&rep, "POST", "/api/v1/tasks", Some(&task)).await.expect(422).json();
        assert_eq!(refused["errors"][0]["code"], "not_found");
        app.by(&rep, "GET", &mine, None).await.expect(200);
    });
}

#[test]
fn hidden_and_masked_fields_stay_hidden_and_masked() {
    for_each(async |app| {
        let (user, viewer) = app.colleague("viewer@qingshan.cn", "Viewer").await;
        let location = make(app, &app.admin, "青山").await;
        let system = app.company.records.as_system("close fields");
        let role = directly(|| system.get("user", user).unwrap().get("roles").ids()[0]);
        close(app, role, "phone", "mask");
        close(app, role, "grade", "hidden");
        let seen = app.by(&viewer, "GET", &location, None).await.expect(200).json();
        assert!(seen.get("grade").is_none());
        let phone = seen["phone"].as_str().unwrap();
        assert!(phone.contains('*') && !phone.contains("12345678"), "{phone}");
        for query in [
            "filter[grade][eq]=a",
            "filter[phone][eq]=13912345678",
            "sort=grade",
            "fields=grade",
            "sort=phone",
        ] {
            app.by(&viewer, "GET", &format!("/api/v1/customers?{query}"), None).await.expect(400);
        }
        app.by(&viewer, "GET", "/api/v1/customers/aggregate?group_by=grade", None).await.expect(400);
        let catalog = app.by(&viewer, "GET", "/api/v1/catalog", None).await.expect(200).json();
        let fields = catalog["objects"]["customer"]["fields"].as_array().unwrap();
        assert!(!fields.iter().any(|field| field["name"] == "grade"));
        assert_eq!(fields.iter().find(|field| field["name"] == "phone").unwrap()["access"], "mask");
        let document = app.by(&viewer, "GET", "/api/v1/openapi.json", None).await.expect(200).json();
        assert!(document["components"]["schemas"]["customer"]["properties"].get("grade").is_none());
        assert!(document["paths"]["/customers"].get("post").is_none());
    });
}

#[test]
fn nobody_but_an_administrator_changes_users_roles_settings_or_definitions() {
    for_each(async |app| {
        let (user, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        let roles = app
            .by(&rep, "GET", "/api/v1/roles?filter[name][eq]=Administrator", None)
            .await
            .expect(200)
            .json();
        let mine = format!("/api/v1/users/{}", user.with_prefix("usr"));
        app.by(&rep, "PATCH", &mine, Some(&json!({ "roles": [roles["data"][0]["id"]] }))).await.expect(403);
        app.by(
            &rep,
            "POST",
            &format!("{mine}/password"),
            Some(&json!({ "password": "eight green boats go" })),
        )
        .await
        .expect(403);
        app.by(&rep, "POST", "/api/v1/roles", Some(&json!({ "name": "mine", "administrator": true })))
            .await
            .expect(403);
        app.by(&rep, "GET", "/api/v1/role_grants", None).await.expect(403);
        app.by(&rep, "PATCH", "/api/v1/settings", Some(&json!({}))).await.expect(403);
        app.by(&rep, "POST", "/api/v1/definitions/objects", Some(&json!({}))).await.expect(403);
        app.by(&rep, "POST", "/api/v1/insight/run", None).await.expect(403);
        let own = app
            .by(&rep, "PATCH", "/api/v1/session", Some(&json!({ "language": "zh-Hant" })))
            .await
            .expect(200)
            .json();
        assert_eq!(own["user"]["language"], "zh-Hant");
    });
}

#[test]
fn events_tell_only_what_is_within_reach() {
    for_each(async |app| {
        use axum::http::Request;
        use futures::StreamExt;
        use tower::ServiceExt;
        let (_, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        let mut request = Request::get("/api/v1/events");
        for (name, value) in rep.headers() {
            request = request.header(name, value);
        }
        let response =
            app.router.clone().oneshot(request.body(axum::body::Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        make(app, &app.admin, "别人的客户").await;
        let mine = make(app, &rep, "我的客户").await;
        let mine = mine.rsplit('/').next().unwrap();
        let mut stream = response.into_body().into_data_stream();
        let mut heard = String::new();
        while !heard.contains(mine) {
            let piece =
                tokio::time::timeout(std::time::Duration::from_secs(10), stream.next()).await.unwrap();
            heard.push_str(std::str::from_utf8(&piece.unwrap().unwrap()).unwrap());
        }
        let customers: Vec<&str> =
            heard.lines().filter(|line| line.contains("\"object\":\"customer\"")).collect();
        assert_eq!(customers.len(), 1, "{heard}");
    });
}

fn close(app: &TestApp, role: Id, field: &str, level: &str) {
    let draft = Draft::new("role_field")
        .set("role", Value::Id(role))
        .set("object", Value::text("customer"))
        .set("field", Value::text(field))
        .set("level", Value::text(level));
    directly(|| app.company.records.as_system("close a field").create(draft).unwrap());
}
