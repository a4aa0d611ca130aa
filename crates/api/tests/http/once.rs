use crate::app::{for_each, request};
use serde_json::json;

#[test]
fn a_post_with_a_key_happens_once() {
    for_each(async |app| {
        let send = async |key: &str, name: &str| {
            let mut headers = app.admin.headers();
            headers.push(("idempotency-key", key));
            app.send(request("POST", "/api/v1/customers", &headers, Some(&json!({ "name": name })))).await
        };
        let first = send("k1", "Red").await.expect(201);
        let again = send("k1", "Red").await.expect(201);
        assert_eq!(again.headers["idempotency-replayed"], "true");
        assert_eq!((first.json(), &first.headers["location"]), (again.json(), &again.headers["location"]));
        send("k1", "Blue").await.expect(422);
        assert_ne!(send("k2", "Red").await.expect(201).json()["id"], first.json()["id"]);
        let total =
            app.admin("GET", "/api/v1/customers?count=true", None).await.expect(200).json()["total"].clone();
        assert_eq!(total, 2);
        app.company.records.clock().advance(86_401);
        assert_eq!(app.admin("GET", "/api/v1/session", None).await.json()["state"], "signed_out");
    });
}

#[test]
fn a_refused_post_may_be_tried_again_with_its_key() {
    for_each(async |app| {
        let mut headers = app.admin.headers();
        headers.push(("idempotency-key", "k3"));
        let bad = json!({ "name": "Red", "email": "nonsense" });
        app.send(request("POST", "/api/v1/customers", &headers, Some(&bad))).await.expect(422);
        app.send(request("POST", "/api/v1/customers", &headers, Some(&json!({ "name": "Red" }))))
            .await
            .expect(201);
    });
}

#[test]
fn keys_of_two_people_do_not_meet() {
    for_each(async |app| {
        let (_, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        for browser in [&app.admin, &rep] {
            let mut headers = browser.headers();
            headers.push(("idempotency-key", "same"));
            let made = app
                .send(request("POST", "/api/v1/customers", &headers, Some(&json!({ "name": "Red" }))))
                .await
                .expect(201);
            assert!(!made.headers.contains_key("idempotency-replayed"));
        }
    });
}
