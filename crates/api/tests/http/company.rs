use crate::app::{TestApp, for_each, request};
use axum::body::Body;
use axum::http::Request;
use serde_json::json;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and the rest of a picture";

fn logo(app: &TestApp, content: &[u8]) -> Request<Body> {
    let mut body = b"--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"logo.png\"\r\n\
        content-type: image/svg+xml\r\n\r\n"
        .to_vec();
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--cut--\r\n");
    let mut headers = app.admin.headers();
    headers.push(("content-type", "multipart/form-data; boundary=cut"));
    let mut request = request("PUT", "/api/v1/company/logo", &headers, None);
    *request.body_mut() = Body::from(body);
    request
}

#[test]
fn the_logo_is_a_picture_that_everybody_sees() {
    for_each(async |app| {
        app.nobody("GET", "/api/v1/company/logo", None).await.expect(404);
        app.send(logo(app, b"<svg onload='x()'/>")).await.expect(422);
        let put = app.send(logo(app, PNG)).await.expect(200).json();
        let address = put["logo"].as_str().unwrap().to_owned();
        let session = app.nobody("GET", "/api/v1/session", None).await.expect(200).json();
        assert_eq!(session["company"]["logo"], address.as_str());
        let shown = app.nobody("GET", &address, None).await.expect(200);
        assert_eq!(shown.headers["content-type"], "image/png");
        assert_eq!(shown.body, PNG);
        let settings = app.admin("GET", "/api/v1/settings", None).await.expect(200).json();
        assert!(settings.get("company.logo").is_none());
        let forged = json!({ "company.logo": { "sha256": "0".repeat(64), "type": "text/html" } });
        app.admin("PATCH", "/api/v1/settings", Some(&forged)).await.expect(422);
        app.admin("DELETE", "/api/v1/company/logo", None).await.expect(204);
        app.nobody("GET", "/api/v1/company/logo", None).await.expect(404);
        let (_, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        app.by(&rep, "DELETE", "/api/v1/company/logo", None).await.expect(403);
    });
}

#[test]
fn the_week_and_the_colour_of_rising_are_the_companys_choice() {
    for_each(async |app| {
        let settings = app.admin("GET", "/api/v1/settings", None).await.expect(200).json();
        assert_eq!(
            (&settings["company.week_start"], &settings["company.rise"]),
            (&json!("monday"), &json!("green"))
        );
        let wrong = json!({ "company.rise": "blue" });
        app.admin("PATCH", "/api/v1/settings", Some(&wrong)).await.expect(422);
        let chosen = json!({ "company.rise": "red", "company.week_start": "sunday" });
        app.admin("PATCH", "/api/v1/settings", Some(&chosen)).await.expect(200);
        let catalog = app.admin("GET", "/api/v1/catalog", None).await.expect(200).json();
        assert_eq!(catalog["company"]["rise"], "red");
        assert_eq!(catalog["company"]["week_start"], "sunday");
    });
}

#[test]
fn ones_screen_is_kept_for_oneself() {
    for_each(async |app| {
        let (_, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        let screen = json!({ "hidden": ["order"], "order": ["task", "customer"] });
        let body = json!({ "screen": screen });
        app.by(&rep, "PATCH", "/api/v1/session", Some(&body)).await.expect(200);
        let mine = app.by(&rep, "GET", "/api/v1/session", None).await.expect(200).json();
        assert_eq!(mine["screen"], screen);
        let others = app.admin("GET", "/api/v1/session", None).await.expect(200).json();
        assert_eq!(others["screen"], json!({}));
        for wrong in [json!([]), json!("x"), json!({ "x": "x".repeat(30_000) })] {
            app.by(&rep, "PATCH", "/api/v1/session", Some(&json!({ "screen": wrong }))).await.expect(422);
        }
    });
}

#[test]
fn a_formula_is_checked_over_the_fields_that_its_author_sees() {
    for_each(async |app| {
        let ask = async |formula: &str| {
            let body = json!({ "object": "order_line", "formula": formula });
            app.admin("POST", "/api/v1/definitions/formula", Some(&body)).await.expect(200).json()
        };
        let good = ask("quantity * 2").await;
        assert_eq!((&good["ok"], &good["kind"]), (&json!(true), &json!("number")));
        let cut = ask("quantity * ").await;
        assert_eq!(cut["ok"], false);
        assert!(cut["position"].as_u64().unwrap() >= 11);
        let misspelt = ask("quantiti * 2").await;
        assert!(misspelt["reason"].as_str().unwrap().contains("quantity"), "{misspelt}");
        let wrong = json!({ "object": "session", "formula": "1" });
        app.admin("POST", "/api/v1/definitions/formula", Some(&wrong)).await.expect(404);
    });
}

#[test]
fn each_person_chooses_how_often_mail_tells_his_notifications() {
    for_each(async |app| {
        let (_, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        let path = "/api/v1/session/mail";
        let now = app.by(&rep, "GET", path, None).await.expect(200).json();
        assert_eq!(
            (&now["notices"], &now["hour"], &now["mail"]),
            (&json!("never"), &json!(8), &json!(false))
        );
        assert_eq!(now["time_zone"], "Asia/Shanghai");
        let daily = json!({ "notices": "daily", "hour": 17 });
        let kept = app.by(&rep, "PATCH", path, Some(&daily)).await.expect(200).json();
        assert_eq!((&kept["notices"], &kept["hour"]), (&json!("daily"), &json!(17)));
        let kept =
            app.by(&rep, "PATCH", path, Some(&json!({ "notices": "at_once" }))).await.expect(200).json();
        assert_eq!(
            (&kept["notices"], &kept["hour"]),
            (&json!("at_once"), &json!(17)),
            "what is not said stays"
        );
        assert_eq!(app.by(&rep, "GET", path, None).await.expect(200).json(), kept);
        assert_eq!(app.admin("GET", path, None).await.expect(200).json()["notices"], "never", "his alone");
        for bad in [
            json!({ "notices": "hourly" }),
            json!({ "hour": 24 }),
            json!({ "hour": "8" }),
            json!({ "minute": 1 }),
        ] {
            app.by(&rep, "PATCH", path, Some(&bad)).await.expect(422);
        }
        app.nobody("GET", path, None).await.expect(401);
    });
}
