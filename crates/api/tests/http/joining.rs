use crate::app::{Browser, TestApp, directly, for_each, request};
use channels::{MailChange, Security};
use serde_json::{Value as Json, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::MailServer;
use value::Id;

const NEW: &str = "nine blue herons wade";

async fn role(app: &TestApp, name: &str) -> Json {
    let roles = app.admin("GET", &format!("/api/v1/roles?filter[name][eq]={name}"), None).await;
    roles.expect(200).json()["data"][0]["id"].clone()
}

async fn invite(app: &TestApp, email: &str) -> Json {
    let body = json!({ "name": "Wang Fang", "email": email, "roles": [role(app, "Viewer").await], "language": "zh-Hans" });
    app.admin("POST", "/api/v1/invitations", Some(&body)).await.expect(201).json()
}

fn token_of(link: &str) -> String {
    let (address, token) = link.split_once('#').unwrap();
    assert_eq!(address, "https://crm.qingshan.cn/invitation");
    token.to_owned()
}

fn acceptance(token: &str) -> Json {
    json!({ "token": token, "name": "王芳", "password": NEW, "language": "zh-Hans" })
}

#[test]
fn the_invited_comes_in_by_the_link_once() {
    for_each(async |app| {
        let invited = invite(app, "wang@qingshan.cn").await;
        assert_eq!(invited["roles"][0]["title"], "Viewer");
        let token = token_of(invited["link"].as_str().unwrap());
        let said = app.nobody("POST", "/api/v1/invitation", Some(&json!({ "token": token }))).await;
        assert_eq!(
            said.expect(200).json(),
            json!({ "name": "Wang Fang", "email": "wang@qingshan.cn", "language": "zh-Hans" })
        );
        let weak = json!({ "token": token, "name": "", "password": "wang@qingshan.cn", "language": "en" });
        app.nobody("POST", "/api/v1/invitation/accept", Some(&weak)).await.expect(422);
        let came =
            app.nobody("POST", "/api/v1/invitation/accept", Some(&acceptance(&token))).await.expect(201);
        let wang = Browser::of(&came);
        assert_eq!(came.json()["user"]["role_names"], json!(["Viewer"]));
        app.by(&wang, "GET", "/api/v1/customers", None).await.expect(200);
        let again = app.nobody("POST", "/api/v1/invitation/accept", Some(&acceptance(&token))).await;
        assert_eq!(again.expect(409).json()["errors"][0]["code"], "link_is_dead");
        let left = app.admin("GET", "/api/v1/invitations", None).await.expect(200).json();
        assert_eq!(left["data"], json!([]));
        app.by(&wang, "GET", "/api/v1/invitations", None).await.expect(403);
    });
}

#[test]
fn a_link_dies_when_it_is_sent_again_taken_back_or_too_old() {
    for_each(async |app| {
        let open = async |token: &str| {
            app.nobody("POST", "/api/v1/invitation", Some(&json!({ "token": token }))).await.status.as_u16()
        };
        let invited = invite(app, "wang@qingshan.cn").await;
        let place = format!("/api/v1/invitations/{}", invited["id"].as_str().unwrap());
        let first = token_of(invited["link"].as_str().unwrap());
        let again = app.admin("POST", &format!("{place}/renew"), None).await.expect(200).json();
        let second = token_of(again["link"].as_str().unwrap());
        assert_eq!((open(&first).await, open(&second).await), (409, 200));
        let third = token_of(invite(app, "wang@qingshan.cn").await["link"].as_str().unwrap());
        assert_eq!((open(&second).await, open(&third).await), (409, 200), "one invitation an address");
        app.company.records.clock().advance(7 * 24 * 3600 + 1);
        assert_eq!(open(&third).await, 409);
        let admin = app.sign_in("li@qingshan.cn").await;
        let list = app.by(&admin, "GET", "/api/v1/invitations", None).await.expect(200).json();
        assert_eq!((list["data"].as_array().unwrap().len(), &list["data"][0]["expired"]), (1, &json!(true)));
        let id = list["data"][0]["id"].as_str().unwrap().to_owned();
        app.by(&admin, "DELETE", &format!("/api/v1/invitations/{id}"), None).await.expect(204);
        app.by(&admin, "POST", &format!("/api/v1/invitations/{id}/renew"), None).await.expect(404);
        for bad in ["", "x", &"0".repeat(64), &"ä".repeat(32)] {
            assert!(matches!(open(bad).await, 409 | 422), "{bad}");
        }
    });
}

#[test]
fn nobody_is_invited_twice_or_without_a_role() {
    for_each(async |app| {
        let viewer = role(app, "Viewer").await;
        for (body, field) in [
            (json!({ "name": "Li", "email": "li@qingshan.cn", "roles": [viewer] }), "email"),
            (json!({ "name": "Wang", "email": "nobody", "roles": [viewer] }), "email"),
            (json!({ "name": "Wang", "email": "wang@qingshan.cn", "roles": [] }), "roles"),
            (
                json!({ "name": "Wang\r\nBcc: x@y.cn", "email": "wang@qingshan.cn", "roles": [viewer] }),
                "name",
            ),
            (json!({ "name": "Wang", "email": "wang@qingshan.cn", "roles": ["usr_1"] }), "roles"),
        ] {
            let refused = app.admin("POST", "/api/v1/invitations", Some(&body)).await.expect(422).json();
            assert_eq!(refused["errors"][0]["field"], field, "{body}");
        }
        let (_, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        let body = json!({ "name": "Wang", "email": "wang@qingshan.cn", "roles": [viewer] });
        app.by(&rep, "POST", "/api/v1/invitations", Some(&body)).await.expect(403);
    });
}

#[test]
fn a_forgotten_password_is_answered_alike_for_everybody_and_slowed_down() {
    for_each(async |app| {
        for email in ["li@qingshan.cn", "nobody@qingshan.cn", "no address"] {
            let body = json!({ "email": email });
            for _ in 0..3 {
                let answered =
                    app.nobody("POST", "/api/v1/password/forgotten", Some(&body)).await.expect(202);
                assert_eq!(answered.body, b"{}");
            }
            app.nobody("POST", "/api/v1/password/forgotten", Some(&body)).await.expect(429);
        }
    });
}

#[test]
fn a_new_password_by_mail_works_once_and_ends_every_session() {
    let Some(server) = MailServer::start(1) else { return };
    let arrived = AtomicUsize::new(0);
    for_each(async |app| {
        directly(|| {
            let change = MailChange {
                host: Some("127.0.0.1".to_owned()),
                port: Some(server.port),
                security: Some(Security::None),
                from_address: Some("crm@qingshan.cn".to_owned()),
                ..MailChange::default()
            };
            app.mail.change(change).unwrap();
        });
        let session = app.nobody("GET", "/api/v1/session", None).await.expect(200).json();
        assert_eq!(session["mail"], true);
        let ask = json!({ "email": "LI@qingshan.cn" });
        app.nobody("POST", "/api/v1/password/forgotten", Some(&ask)).await.expect(202);
        let token = directly(|| {
            let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
            while app.mail.send_due(&|| true).unwrap().sent == 0 {
                assert!(std::time::Instant::now() < end, "no mail was written");
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            let mails = server.mails(arrived.fetch_add(1, Ordering::Relaxed) + 1);
            let (_, rest) =
                mails.last().unwrap().split_once("https://crm.qingshan.cn/new-password#").unwrap();
            rest.chars().take(64).collect::<String>()
        });
        let weak = json!({ "token": token, "password": "short" });
        app.nobody("POST", "/api/v1/password/new", Some(&weak)).await.expect(422);
        let new = json!({ "token": token, "password": NEW });
        app.nobody("POST", "/api/v1/password/new", Some(&new)).await.expect(204);
        let again = app.nobody("POST", "/api/v1/password/new", Some(&new)).await.expect(409).json();
        assert_eq!(again["errors"][0]["code"], "link_is_dead");
        app.admin("GET", "/api/v1/customers", None).await.expect(401);
        let body = json!({ "email": "li@qingshan.cn", "password": NEW });
        app.nobody("POST", "/api/v1/session", Some(&body)).await.expect(200);
    });
}

#[test]
fn whoever_leaves_is_out_and_what_he_owns_goes_to_a_colleague() {
    for_each(async |app| {
        let (rep, browser) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        let (heir, _) = app.colleague("heir@qingshan.cn", "Sales representative").await;
        let made = app.by(&browser, "POST", "/api/v1/customers", Some(&json!({ "name": "青山" }))).await;
        let customer = made.expect(201).headers["location"].to_str().unwrap().to_owned();
        let token = app.by(&browser, "POST", "/api/v1/tokens", Some(&json!({ "name": "shop" }))).await;
        let bearer = format!("Bearer {}", token.expect(201).json()["token"].as_str().unwrap());
        let by_token = || request("GET", "/api/v1/customers", &[("authorization", bearer.as_str())], None);
        app.send(by_token()).await.expect(200);
        let place = format!("/api/v1/users/{}", rep.with_prefix("usr"));
        let owned = app.admin("GET", &format!("{place}/owned"), None).await.expect(200).json();
        assert_eq!(owned["data"], json!([{ "object": "customer", "count": 1 }]));
        let deactivate = format!("{place}/deactivate");
        let to_himself = json!({ "hand_over_to": rep.with_prefix("usr") });
        app.admin("POST", &deactivate, Some(&to_himself)).await.expect(422);
        app.by(&browser, "POST", &deactivate, None).await.expect(403);
        let to = json!({ "hand_over_to": heir.with_prefix("usr") });
        let done = app.admin("POST", &deactivate, Some(&to)).await.expect(200).json();
        assert_eq!(done["jobs"][0]["total"], 1);
        app.by(&browser, "GET", "/api/v1/customers", None).await.expect(401);
        app.send(by_token()).await.expect(401);
        wait_for(app, done["jobs"][0]["id"].as_str().unwrap()).await;
        let record = app.admin("GET", &customer, None).await.expect(200).json();
        assert_eq!(record["owner"], heir.with_prefix("usr"));
        app.admin("POST", &format!("{place}/reactivate"), None).await.expect(204);
        app.by(&browser, "GET", "/api/v1/customers", None).await.expect(401);
        app.send(by_token()).await.expect(401);
        app.sign_in("rep@qingshan.cn").await;
    });
}

async fn wait_for(app: &TestApp, job: &str) {
    let id = Id::parse(job, "blk").unwrap();
    directly(|| {
        let door = app.company.records.as_system("wait for a job");
        let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
        while door.get("bulk_job", id).unwrap().text("state") != "done" {
            assert!(std::time::Instant::now() < end, "the job does not end");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    });
}
