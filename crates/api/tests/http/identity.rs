use crate::app::{Browser, PASSWORD, directly, for_each, request};
use records::Draft;
use serde_json::json;
use value::Value;

#[test]
fn the_first_administrator_is_made_once() {
    for_each(async |app| {
        let again = json!({ "company": "B", "name": "Wang", "email": "wang@b.cn", "password": "eight green boats go" });
        let answered = app.nobody("POST", "/api/v1/setup", Some(&again)).await.expect(409);
        assert_eq!(answered.json()["errors"][0]["code"], "already_set_up");
        let session = app.nobody("GET", "/api/v1/session", None).await.expect(200).json();
        assert_eq!(session["state"], "signed_out");
        assert_eq!(session["company"]["name"], "青山贸易");
        let session = app.admin("GET", "/api/v1/session", None).await.expect(200).json();
        assert_eq!(session["user"]["role_names"], json!(["Administrator"]));
        assert_eq!(session["csrf"], app.admin.csrf.as_str());
    });
}

#[test]
fn cookies_are_http_only_and_writes_need_the_csrf_token() {
    for_each(async |app| {
        let body = json!({ "email": "li@qingshan.cn", "password": PASSWORD });
        let answered = app.nobody("POST", "/api/v1/session", Some(&body)).await.expect(200);
        let cookie = answered.headers["set-cookie"].to_str().unwrap();
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("Secure"),
            "{cookie}"
        );
        let stolen = Browser { csrf: "0".repeat(64), ..Browser::of(&answered) };
        let customer = json!({ "name": "Red" });
        let refused = app.by(&stolen, "POST", "/api/v1/customers", Some(&customer)).await.expect(403);
        assert_eq!(refused.json()["code"], "csrf");
        app.by(&stolen, "GET", "/api/v1/customers", None).await.expect(200);
    });
}

#[test]
fn wrong_passwords_are_answered_alike_and_slowed_down() {
    for_each(async |app| {
        for email in ["li@qingshan.cn", "nobody@qingshan.cn"] {
            let body = json!({ "email": email, "password": "wrong wrong wrong" });
            for _ in 0..8 {
                let answered = app.nobody("POST", "/api/v1/session", Some(&body)).await.expect(401);
                assert_eq!(answered.json()["code"], "unauthenticated");
            }
            let limited = app.nobody("POST", "/api/v1/session", Some(&body)).await.expect(429);
            assert_eq!(limited.json()["params"]["retry_after"], 15);
            assert_eq!(limited.headers["retry-after"], "15");
        }
        app.company.records.clock().advance(16);
        app.sign_in("li@qingshan.cn").await;
    });
}

#[test]
fn sessions_end_when_they_are_ended_and_when_nobody_uses_them() {
    for_each(async |app| {
        let other = app.sign_in("li@qingshan.cn").await;
        let list = app.admin("GET", "/api/v1/sessions", None).await.expect(200).json();
        assert_eq!(list.as_array().unwrap().len(), 2);
        let id = list.as_array().unwrap().iter().find(|one| one["current"] == false).unwrap()["id"].clone();
        app.admin("DELETE", &format!("/api/v1/sessions/{}", id.as_str().unwrap()), None).await.expect(204);
        app.by(&other, "GET", "/api/v1/catalog", None).await.expect(401);
        app.admin("GET", "/api/v1/catalog", None).await.expect(200);
        app.company.records.clock().advance(12 * 3600 + 1);
        app.admin("GET", "/api/v1/catalog", None).await.expect(401);
    });
}

#[test]
fn a_used_session_slides_and_signing_out_ends_it() {
    for_each(async |app| {
        for _ in 0..4 {
            app.company.records.clock().advance(8 * 3600);
            app.admin("GET", "/api/v1/catalog", None).await.expect(200);
        }
        let out = app.admin("DELETE", "/api/v1/session", None).await.expect(204);
        assert!(out.headers["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
        app.admin("GET", "/api/v1/catalog", None).await.expect(401);
    });
}

#[test]
fn a_new_password_ends_the_other_sessions_and_renews_this_one() {
    for_each(async |app| {
        let other = app.sign_in("li@qingshan.cn").await;
        let weak = json!({ "current": PASSWORD, "new": "Password2026!" });
        let refused = app.admin("POST", "/api/v1/password", Some(&weak)).await.expect(422).json();
        assert_eq!(
            (refused["errors"][0]["field"].as_str(), refused["errors"][0]["code"].as_str()),
            (Some("new"), Some("too_common"))
        );
        let wrong = json!({ "current": "not this one", "new": "eight green boats go" });
        let refused = app.admin("POST", "/api/v1/password", Some(&wrong)).await.expect(409).json();
        assert_eq!(refused["errors"][0]["code"], "wrong_password");
        let right = json!({ "current": PASSWORD, "new": "eight green boats go" });
        let renewed = Browser::of(&app.admin("POST", "/api/v1/password", Some(&right)).await.expect(200));
        assert_ne!(renewed.cookie, app.admin.cookie);
        app.admin("GET", "/api/v1/catalog", None).await.expect(401);
        app.by(&other, "GET", "/api/v1/catalog", None).await.expect(401);
        app.by(&renewed, "GET", "/api/v1/catalog", None).await.expect(200);
    });
}

#[test]
fn the_second_factor_is_asked_for_and_each_code_works_once() {
    for_each(async |app| {
        let begun = app
            .admin("POST", "/api/v1/totp/begin", Some(&json!({ "password": PASSWORD })))
            .await
            .expect(200)
            .json();
        let secret =
            totp_rs::Secret::Encoded(begun["secret"].as_str().unwrap().to_owned()).to_bytes().unwrap();
        assert!(begun["uri"].as_str().unwrap().starts_with("otpauth://totp/"));
        let totp = totp_rs::TOTP::new(totp_rs::Algorithm::SHA1, 6, 0, 30, secret).unwrap();
        let now = || app.company.records.clock().now().as_second() as u64;
        let code = json!({ "code": totp.generate(now()) });
        let confirmed = app.admin("POST", "/api/v1/totp/confirm", Some(&code)).await.expect(200);
        let browser = Browser::of(&confirmed);
        let recovery = confirmed.json()["recovery_codes"].as_array().unwrap().clone();
        assert_eq!(recovery.len(), 10);
        let sign_in = async |code: Option<&str>| {
            let body = json!({ "email": "li@qingshan.cn", "password": PASSWORD, "code": code });
            app.nobody("POST", "/api/v1/session", Some(&body)).await
        };
        assert_eq!(sign_in(None).await.expect(401).json()["code"], "second_factor_required");
        sign_in(Some(&totp.generate(now()))).await.expect(401);
        app.company.records.clock().advance(60);
        let code = totp.generate(now());
        sign_in(Some(&code)).await.expect(200);
        sign_in(Some(&code)).await.expect(401);
        let spare = recovery[0].as_str().unwrap();
        sign_in(Some(spare)).await.expect(200);
        sign_in(Some(spare)).await.expect(401);
        app.by(&browser, "POST", "/api/v1/totp/disable", Some(&json!({ "password": PASSWORD })))
            .await
            .expect(200);
        sign_in(None).await.expect(200);
    });
}

#[test]
fn a_token_opens_the_records_but_not_its_owners_account() {
    for_each(async |app| {
        let made = json!({ "name": "warehouse", "expires": "2026-03-31" });
        let made = app.admin("POST", "/api/v1/tokens", Some(&made)).await.expect(201).json();
        let bearer = format!("Bearer {}", made["token"].as_str().unwrap());
        let with = |path: &'static str| request("GET", path, &[("authorization", bearer.as_str())], None);
        app.send(with("/api/v1/customers")).await.expect(200);
        app.send(with("/api/v1/tokens")).await.expect(403);
        app.send(with("/api/v1/sessions")).await.expect(403);
        let listed = app.admin("GET", "/api/v1/tokens", None).await.expect(200).json();
        assert!(listed[0].get("token").is_none());
        app.company.records.clock().advance(31 * 86_400);
        app.send(with("/api/v1/customers")).await.expect(401);
        for bad in ["Bearer gx_x", "Basic bGk6eA==", "Bearer"] {
            app.send(request("GET", "/api/v1/customers", &[("authorization", bad)], None)).await.expect(401);
        }
    });
}

#[test]
fn a_token_of_one_role_does_no_more_than_the_role() {
    for_each(async |app| {
        let roles = app.admin("GET", "/api/v1/roles?filter[name][eq]=Viewer", None).await.expect(200).json();
        let order = json!({ "name": "reader", "role": roles["data"][0]["id"] });
        let made = app.admin("POST", "/api/v1/tokens", Some(&order)).await.expect(201).json();
        let bearer = format!("Bearer {}", made["token"].as_str().unwrap());
        let headers = [("authorization", bearer.as_str())];
        app.send(request("GET", "/api/v1/customers", &headers, None)).await.expect(200);
        let customer = json!({ "name": "Red" });
        app.send(request("POST", "/api/v1/customers", &headers, Some(&customer))).await.expect(403);
        app.send(request("PATCH", "/api/v1/settings", &headers, Some(&json!({})))).await.expect(403);
    });
}

#[test]
fn somebody_who_leaves_is_out_at_once() {
    for_each(async |app| {
        let (user, browser) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        app.by(&browser, "GET", "/api/v1/customers", None).await.expect(200);
        let gone = Draft::new("user").set("active", Value::Boolean(false));
        directly(|| app.company.records.as_system("let somebody go").update(user, None, gone).unwrap());
        app.by(&browser, "GET", "/api/v1/customers", None).await.expect(401);
        let body = json!({ "email": "rep@qingshan.cn", "password": PASSWORD });
        app.nobody("POST", "/api/v1/session", Some(&body)).await.expect(401);
    });
}

#[test]
fn the_log_tells_of_a_sign_in_but_holds_nothing_to_sign_in_with() {
    for_each(async |app| {
        app.sign_in("li@qingshan.cn").await;
        app.admin("POST", "/api/v1/tokens", Some(&json!({ "name": "till" }))).await.expect(201);
        directly(|| {
            let system = app.company.records.as_system("look at the log");
            let catalog = app.company.records.catalog();
            let mut entries = Vec::new();
            for object in ["credential", "session", "api_token"] {
                let of_it: Vec<_> = system
                    .find(&records::Query::of(object))
                    .unwrap()
                    .records
                    .iter()
                    .flat_map(|record| system.changes(object, record.id(), None, 100).unwrap())
                    .collect();
                assert!(!of_it.is_empty(), "{object}");
                let secret: Vec<_> =
                    catalog.object(object).unwrap().fields.iter().filter(|field| field.secret).collect();
                assert!(!secret.is_empty(), "{object}");
                for entry in &of_it {
                    let told = entry
                        .changes
                        .iter()
                        .find(|change| secret.iter().any(|field| field.name == change.field));
                    assert!(told.is_none(), "{object} tells {told:?}");
                }
                entries.extend(of_it);
            }
            let hashes = app.company.records.as_system("look at the hashes");
            let credential = hashes.find(&records::Query::of("credential")).unwrap().records.remove(0);
            let hash = credential.text("password_hash");
            assert!(hash.starts_with("$argon2id$"), "{hash}");
            assert!(entries.iter().all(|entry| !format!("{entry:?}").contains(hash)));
        });
    });
}
