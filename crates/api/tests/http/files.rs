use crate::app::{Answered, Browser, TestApp, directly, for_each};
use crate::records::wait_for;
use axum::body::Body;
use axum::http::Request;
use records::Draft;
use serde_json::json;
use value::{Id, Value};

const BOUNDARY: &str = "frontier";

pub async fn upload(
    app: &TestApp,
    browser: &Browser,
    path: &str,
    name: &str,
    kind: &str,
    content: &[u8],
) -> Answered {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n"
    );
    let body = [head.as_bytes(), content, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
    let mut request =
        Request::post(path).header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
    for (name, value) in browser.headers() {
        request = request.header(name, value);
    }
    app.send(request.body(Body::from(body)).unwrap()).await
}

#[test]
fn a_file_comes_back_as_an_attachment_and_a_picture_as_a_picture() {
    for_each(async |app| {
        let html = b"<script>alert(1)</script>";
        let made = upload(app, &app.admin, "/api/v1/files", "../evil.html", "text/html", html)
            .await
            .expect(201)
            .json();
        assert_eq!(
            (made["name"].as_str(), made["size"].as_i64()),
            (Some("evil.html"), Some(html.len() as i64))
        );
        let file = app.admin("GET", made["url"].as_str().unwrap(), None).await.expect(200);
        assert_eq!(file.body, html);
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment;"));
        assert_eq!(file.headers["x-content-type-options"], "nosniff");
        assert!(file.headers["content-security-policy"].to_str().unwrap().contains("sandbox"));
        let png = b"\x89PNG\r\n\x1a\n0000";
        let made =
            upload(app, &app.admin, "/api/v1/files", "报价.png", "text/plain", png).await.expect(201).json();
        assert_eq!(made["type"], "image/png");
        let file = app.admin("GET", made["url"].as_str().unwrap(), None).await.expect(200);
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("inline;"));
    });
}

#[test]
fn somebody_elses_file_is_not_found() {
    for_each(async |app| {
        let (_, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        let made = upload(app, &app.admin, "/api/v1/files", "a.txt", "text/plain", b"secret")
            .await
            .expect(201)
            .json();
        app.by(&rep, "GET", made["url"].as_str().unwrap(), None).await.expect(404);
    });
}

#[test]
fn uploads_that_are_too_large_or_none_are_refused() {
    for_each(async |app| {
        upload(app, &app.admin, "/api/v1/files", "big.bin", "text/plain", &vec![b'x'; 200_000])
            .await
            .expect(413);
        upload(app, &app.admin, "/api/v1/imports", "big.csv", "text/csv", &vec![b'x'; 200_000])
            .await
            .expect(413);
        let arriving = directly(|| {
            app.company.records.as_system("count").count(&records::Query::of("attachment")).unwrap()
        });
        assert_eq!(arriving, 0);
        app.admin("POST", "/api/v1/files", Some(&json!({}))).await.expect(400);
    });
}

#[test]
fn a_spreadsheet_is_previewed_imported_and_undone() {
    for_each(async |app| {
        let text = "单号,日期,客户,商品,数量,单价\nA1,2026-01-05,青山贸易,红灯笼,2,10.00\nA1,2026-01-05,青山贸易,绿船,1,5.00\nA2,32/13,绿水,红灯笼,1,10\n";
        let made = upload(app, &app.admin, "/api/v1/imports", "订单.csv", "text/csv", text.as_bytes())
            .await
            .expect(201)
            .json();
        assert_eq!((made["state"].as_str(), made["rows"].as_i64()), (Some("preview"), Some(3)), "{made}");
        let column = |header: &str| {
            let columns = made["columns"].as_array().unwrap();
            columns.iter().find(|column| column["header"] == header).unwrap()["target"].clone()
        };
        assert_eq!(column("客户"), "customer.name");
        let path = format!("/api/v1/imports/{}", made["id"].as_str().unwrap());
        app.admin("POST", &format!("{path}/start"), Some(&json!({ "as": "orders" }))).await.expect(202);
        let done = wait_for(app, &app.admin, &path, "done").await;
        let summary = &done["summary"];
        assert_eq!(
            (summary["rows"].as_i64(), summary["imported"].as_i64(), summary["refused"].as_i64()),
            (Some(3), Some(2), Some(1))
        );
        let errors = app.admin("GET", summary["error_file"].as_str().unwrap(), None).await.expect(200);
        assert!(String::from_utf8(errors.body).unwrap().contains("32/13"));
        let total = async |plural: &str| {
            app.admin("GET", &format!("/api/v1/{plural}?count=true"), None).await.expect(200).json()["total"]
                .clone()
        };
        assert_eq!((total("orders").await, total("order_lines").await), (json!(1), json!(2)));
        let (_, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        app.by(&rep, "GET", &path, None).await.expect(404);
        app.admin("POST", &format!("{path}/undo"), None).await.expect(202);
        wait_for(app, &app.admin, &path, "undone").await;
        assert_eq!(total("orders").await, json!(0));
    });
}

#[test]
fn a_rehearsal_writes_nothing_and_can_be_done_in_earnest() {
    for_each(async |app| {
        let text = "名称,电话\n青山贸易,13800138000\n绿水食品,13900139000\n";
        let made = upload(app, &app.admin, "/api/v1/imports", "客户.csv", "text/csv", text.as_bytes())
            .await
            .expect(201)
            .json();
        let path = format!("/api/v1/imports/{}", made["id"].as_str().unwrap());
        let wishes = json!({ "as": "customer", "map": { "0": "name", "1": "phone" }, "dry_run": true });
        app.admin("POST", &format!("{path}/start"), Some(&wishes)).await.expect(202);
        let rehearsed = wait_for(app, &app.admin, &path, "done").await;
        assert_eq!(
            (rehearsed["summary"]["imported"].as_i64(), rehearsed["dry_run"].as_bool()),
            (Some(2), Some(true))
        );
        let total = async || {
            app.admin("GET", "/api/v1/customers?count=true", None).await.expect(200).json()["total"].clone()
        };
        assert_eq!(total().await, json!(0));
        app.admin("POST", &format!("{path}/undo"), None).await.expect(409);
        let started = app.admin("POST", &format!("{path}/start"), None).await.expect(202).json();
        assert_eq!(started["dry_run"], json!(false));
        let done = wait_for(app, &app.admin, &path, "done").await;
        assert_eq!(
            (done["summary"]["imported"].as_i64(), done["summary"]["created"]["customer"].as_i64()),
            (Some(2), Some(2))
        );
        assert_eq!(total().await, json!(2));
        app.admin("POST", &format!("{path}/start"), None).await.expect(409);
        app.admin("POST", &format!("{path}/undo"), None).await.expect(202);
        wait_for(app, &app.admin, &path, "undone").await;
        assert_eq!(total().await, json!(0));
    });
}

#[test]
fn an_import_that_is_taken_up_again_has_the_rights_that_it_was_started_with() {
    for_each(async |app| {
        let role =
            app.admin("POST", "/api/v1/roles", Some(&json!({ "name": "Till" }))).await.expect(201).json();
        for action in ["create", "read"] {
            let grant = json!({ "role": role["id"], "object": "customer", "action": action, "scope": "all" });
            app.admin("POST", "/api/v1/role_grants", Some(&grant)).await.expect(201);
        }
        let field = json!({ "role": role["id"], "object": "customer", "field": "grade", "level": "read" });
        app.admin("POST", "/api/v1/role_fields", Some(&field)).await.expect(201);
        for (limited_to, imported) in [(role["id"].as_str().unwrap(), 0), ("", 2)] {
            let text = "name,grade\nA,a\nB,b\n";
            let made = upload(app, &app.admin, "/api/v1/imports", "a.csv", "text/csv", text.as_bytes())
                .await
                .expect(201)
                .json();
            let path = format!("/api/v1/imports/{}", made["id"].as_str().unwrap());
            let wishes = json!({ "as": "customer", "map": { "0": "name", "1": "grade" } });
            app.admin("POST", &format!("{path}/preview"), Some(&wishes)).await.expect(200);
            // What a program that was killed leaves behind: a record that says running, the file, and whose rights it ran with.
            let id = Id::parse(made["id"].as_str().unwrap(), "imp").unwrap();
            directly(|| {
                let draft = Draft::new("import_run").set("state", Value::text("running"));
                app.company.records.as_system("a program was killed").update(id, None, draft).unwrap();
            });
            std::fs::write(
                app.folder.path().join("imports").join(format!("{}.role", made["id"].as_str().unwrap())),
                limited_to,
            )
            .unwrap();
            app.start_again().await;
            let done = wait_for(app, &app.admin, &path, "done").await;
            assert_eq!(done["summary"]["imported"].as_i64(), Some(imported), "{limited_to}: {done}");
            assert_eq!(done["summary"]["refused"].as_i64(), Some(2 - imported));
        }
    });
}

#[test]
fn a_file_that_is_no_table_is_refused_with_the_reason() {
    for_each(async |app| {
        let empty =
            upload(app, &app.admin, "/api/v1/imports", "a.csv", "text/csv", b"").await.expect(422).json();
        assert_eq!(empty["errors"][0]["code"], "file_empty");
        let bomb = upload(app, &app.admin, "/api/v1/imports", "a.xlsx", "text/csv", b"PK\x03\x04 nonsense")
            .await
            .expect(422)
            .json();
        assert_eq!(bomb["errors"][0]["field"], "file");
    });
}
