use crate::app::{for_each, request};
use axum::body::Body;
use axum::http::Request;
use serde_json::json;

#[test]
fn hostile_addresses_are_refused_by_name_and_never_break_the_server() {
    for_each(async |app| {
        for (path, status, field) in [
            ("/api/v1/customers?colour=red", 400, "colour"),
            ("/api/v1/customers?limit=0", 400, "limit"),
            ("/api/v1/customers?limit=501", 400, "limit"),
            ("/api/v1/customers?limit=99999999999999999999999", 400, "limit"),
            ("/api/v1/customers?offset=-1", 400, "offset"),
            ("/api/v1/customers?cursor=nonsense", 400, "cursor"),
            ("/api/v1/customers?cursor=a&offset=1", 400, "offset"),
            ("/api/v1/customers?q=%00", 400, "q"),
            ("/api/v1/customers?sort=colour", 400, "sort"),
            ("/api/v1/customers?fields=colour", 400, "fields"),
            ("/api/v1/customers?expand=name", 400, "expand"),
            ("/api/v1/customers?trash=maybe", 400, "trash"),
            ("/api/v1/customers?filter[colour][eq]=1", 400, "colour"),
            ("/api/v1/customers?filter[name][like]=1", 400, "name"),
            ("/api/v1/customers?filter[owner][eq]=cus_0000000000000", 400, "owner"),
            ("/api/v1/customers?filter[next_contact_on][eq]=32/13", 400, "next_contact_on"),
            ("/api/v1/customers?filter[name]=1", 400, "filter[name]"),
            ("/api/v1/customers?filter[owner.password_hash][eq]=1", 400, "owner.password_hash"),
            ("/api/v1/customers?where=%7B", 400, "where"),
            ("/api/v1/customers?where=%7B%22all%22%3A3%7D", 400, "where"),
            ("/api/v1/customers/aggregate?group_by=colour", 400, "group_by"),
            ("/api/v1/customers/aggregate?sum=name", 400, "name"),
        ] {
            let answered = app.admin("GET", path, None).await.expect(status);
            assert_eq!(answered.headers["content-type"], "application/problem+json", "{path}");
            assert_eq!(answered.json()["errors"][0]["field"], field, "{path}");
        }
    });
}

#[test]
fn what_is_not_there_is_not_found() {
    for_each(async |app| {
        for path in [
            "/api/v1/dragons",
            "/api/v1/credentials",
            "/api/v1/idempotency_keys",
            "/api/v1/customers/usr_0000000000000",
            "/api/v1/customers/cus_0000000000001",
            "/api/v1/customers/%00",
            "/api/v1/%E9%9D%92",
            "/api/v1/customers/cus_zzzzzzzzzzzzz",
            "/api/v1/files/att_0000000000001",
            "/api/v1/imports/imp_0000000000001",
            "/api/v2/customers",
            "/api",
        ] {
            let answered = app.admin("GET", path, None).await.expect(404);
            assert_eq!(answered.headers["content-type"], "application/problem+json", "{path}");
        }
        app.admin("PUT", "/api/v1/customers", None).await.expect(405);
        app.admin("GET", "/api/v1/customers/bulk", None).await;
    });
}

#[test]
fn bodies_must_be_small_json_objects() {
    for_each(async |app| {
        let unreadable = app.admin("GET", "/api/v1/customers/%ff%fe", None).await.expect(400);
        assert_eq!(unreadable.headers["content-type"], "application/problem+json");
        let formless = app.admin("POST", "/api/v1/files", None).await.expect(400);
        assert_eq!(formless.headers["content-type"], "application/problem+json");
        let send = async |kind: &str, body: Vec<u8>| {
            let mut request = Request::post("/api/v1/customers");
            for (name, value) in app.admin.headers() {
                request = request.header(name, value);
            }
            app.send(request.header("content-type", kind).body(Body::from(body)).unwrap()).await
        };
        send("text/plain", b"{}".to_vec()).await.expect(415);
        send("application/json", b"{".to_vec()).await.expect(400);
        send("application/json", b"[1]".to_vec()).await.expect(400);
        send("application/json", b"\xff\xfe".to_vec()).await.expect(400);
        send("application/json", vec![b'['; 5000]).await.expect(400);
        send("application/json", vec![b' '; 3 * 1024 * 1024]).await.expect(413);
        send("application/json", br#"{"name": 1e400}"#.to_vec()).await.expect(400);
    });
}

#[test]
fn every_field_of_every_object_refuses_every_wrong_type() {
    for_each(async |app| {
        let catalog = app.admin("GET", "/api/v1/catalog", None).await.expect(200).json();
        let long = "x".repeat(300_000);
        let hostile = [
            json!(null),
            json!(true),
            json!(-1),
            json!(1.5),
            json!(9.2e18),
            json!(""),
            json!("\u{0}"),
            json!("a\u{7}b"),
            json!(long),
            json!([]),
            json!([null]),
            json!([[1]]),
            json!({}),
            json!({ "a": { "b": 1 } }),
            json!({ "amount": "NaN" }),
            json!({ "amount": "1", "currency": "nonsense" }),
            json!("usr_0000000000000"),
            json!("9999-99-99"),
            json!({ "amount": "99999999999999999999999999" }),
            json!("-262144-01-01"),
            json!(i64::MIN),
            json!(["\u{0}"]),
        ];
        for object in catalog["objects"].as_object().unwrap().values() {
            let plural = object["plural"].as_str().unwrap();
            for field in object["fields"].as_array().unwrap() {
                for value in &hostile {
                    let body = json!({ field["name"].as_str().unwrap(): value });
                    let answered = app.admin("POST", &format!("/api/v1/{plural}"), Some(&body)).await;
                    let status = answered.status.as_u16();
                    let text = value.to_string().chars().take(60).collect::<String>();
                    assert!(
                        status < 500,
                        "{plural}.{}: {text}: {}",
                        field["name"],
                        String::from_utf8_lossy(&answered.body)
                    );
                }
            }
        }
    });
}

#[test]
fn tokens_and_headers_that_are_none_are_refused() {
    for_each(async |app| {
        let made = app.admin("POST", "/api/v1/customers", Some(&json!({ "name": "Red" }))).await.expect(201);
        let location = made.headers["location"].to_str().unwrap();
        let mut headers = app.admin.headers();
        headers.push(("if-match", "\"x\""));
        app.send(request("PATCH", location, &headers, Some(&json!({ "name": "Blue" })))).await.expect(400);
        let mut headers = app.admin.headers();
        headers.push(("idempotency-key", "two words"));
        app.send(request("POST", "/api/v1/customers", &headers, Some(&json!({ "name": "Blue" }))))
            .await
            .expect(400);
        let cookie = [("cookie", "guanxi_session=%00; guanxi_session=zz")];
        app.send(request("GET", "/api/v1/customers", &cookie, None)).await.expect(401);
    });
}
