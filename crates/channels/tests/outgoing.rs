//! Letters go through the outbox to a real mail server, and out of its box again.
#![allow(clippy::unwrap_used)]

use catalog::Language;
use channels::{Mail, MailChange, Order, Person, Round, Security};
use records::{Behaviours, Condition, Query, SecretKey};
use serde_json::Value as Json;
use testkit::{MailServer, TestCompany, companies, for_each_database};
use value::{Id, Timestamp, Value};

const LINK: &str = "https://crm.qingshan.cn/invitation#0123456789abcdef";

fn mail(company: &TestCompany) -> Mail {
    Mail::open(company.records.clone(), SecretKey::new([7; 32]), "https://crm.qingshan.cn/")
}

fn through(mail: &Mail, port: u16) {
    let change = MailChange {
        host: Some("127.0.0.1".to_owned()),
        port: Some(port),
        security: Some(Security::None),
        from_address: Some("crm@qingshan.cn".to_owned()),
        from_name: Some("青山贸易".to_owned()),
        ..MailChange::default()
    };
    mail.change(change).unwrap();
}

fn invite(mail: &Mail, key: &str, email: &str, useless_after: Option<Timestamp>) -> Id {
    let letter = channels::invitation(Language::ZhHans, "王芳", "李伟", "青山贸易", LINK, 7);
    let to = Person { name: "王芳", email };
    mail.queue(&Order { key, kind: "invitation", to, letter: &letter, useless_after }).unwrap()
}

fn round(mail: &Mail) -> Round {
    mail.send_due(&|| true).unwrap()
}

fn sealed(company: &TestCompany, id: Id) -> String {
    company.records.as_system("look").get("outgoing_mail", id).unwrap().text("sealed").to_owned()
}

#[test]
fn a_letter_arrives_once_and_leaves_no_link_behind() {
    let Some(server) = MailServer::start(1) else { return };
    let mut arrived = 0;
    for company in &companies(&Behaviours::default()) {
        let mail = mail(company);
        assert_eq!(round(&mail), Round::default(), "nothing goes out while nothing is set up");
        let id = invite(&mail, "inv 1", "wang@qingshan.cn", None);
        assert_eq!(invite(&mail, "inv 1", "wang@qingshan.cn", None), id, "the same key is the same mail");
        assert!(!sealed(company, id).is_empty() && !sealed(company, id).contains("0123456789abcdef"));
        through(&mail, server.port);
        assert_eq!(round(&mail), Round { sent: 1, ..Round::default() });
        assert_eq!(round(&mail), Round::default());
        assert_eq!(sealed(company, id), "");
        arrived += 1;
        let mails = server.mails(arrived);
        let text = mails.iter().find(|text| text.contains(&id.with_prefix("out"))).unwrap();
        for part in ["<crm@qingshan.cn>", "wang@qingshan.cn", "Auto-Submitted: auto-generated"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(mail.outbox(Some("sent")).unwrap().len(), 1);
    }
    assert_eq!(server.mails(arrived).len(), arrived, "nobody got a mail twice");
}

#[test]
fn a_line_that_cannot_be_encrypted_gets_neither_password_nor_letter() {
    let Some(server) = MailServer::start(1) else { return };
    for_each_database(|company| {
        let mail = mail(company);
        mail.change(MailChange {
            host: Some("localhost".to_owned()),
            port: Some(server.port),
            security: Some(Security::StartTls),
            user: Some("crm".to_owned()),
            password: Some("eight paper lanterns".to_owned()),
            from_address: Some("crm@qingshan.cn".to_owned()),
            ..MailChange::default()
        })
        .unwrap();
        let kept = Json::from_iter(company.records.settings()).to_string();
        assert!(!kept.contains("lanterns"), "kept encrypted");
        assert_eq!(mail.settings().password, "eight paper lanterns");
        invite(&mail, "inv 1", "wang@qingshan.cn", None);
        assert_eq!(round(&mail), Round { waiting: 1, ..Round::default() });
        let complaint = &mail.outbox(None).unwrap()[0].last_error;
        assert!(complaint.contains("STARTTLS"), "{complaint}");
        assert!(!server.log().contains("AUTH"), "{}", server.log());
    });
}

#[test]
fn a_server_that_is_away_is_waited_for_and_a_refusal_is_final() {
    let Some(mut server) = MailServer::start(1) else { return };
    let mut arrived = 0;
    for company in &companies(&Behaviours::default()) {
        let mail = mail(company);
        through(&mail, server.port);
        wait_for_the_server(&mut server, company, &mail);
        arrived += 1;
        server.mails(arrived);
        invite(&mail, "inv 2", "somebody@elsewhere.cn", None);
        assert_eq!(round(&mail), Round { failed: 1, ..Round::default() });
        let failed = &mail.outbox(Some("failed")).unwrap()[0];
        assert!(failed.last_error.contains("nvalid recipient"), "{failed:?}");
        mail.try_again(failed.id).unwrap();
        assert_eq!(round(&mail), Round { failed: 1, ..Round::default() });
        let sent = mail.outbox(Some("sent")).unwrap()[0].id;
        assert!(mail.try_again(sent).is_err(), "what is gone is not sent twice");
    }
}

fn wait_for_the_server(server: &mut MailServer, company: &TestCompany, mail: &Mail) {
    server.stop();
    let clock = company.records.clock();
    let late = clock.now().checked_add(jiff::SignedDuration::from_secs(90)).unwrap();
    invite(mail, "inv 1", "wang@qingshan.cn", None);
    invite(mail, "inv 0", "wang@qingshan.cn", Some(late));
    assert_eq!(round(mail), Round { waiting: 2, ..Round::default() });
    assert_eq!(round(mail), Round::default(), "not at once");
    clock.advance(61);
    assert_eq!(round(mail), Round { waiting: 2, ..Round::default() });
    clock.advance(61);
    assert_eq!(round(mail), Round::default(), "the second wait is longer");
    server.start_again();
    clock.advance(60);
    assert_eq!(round(mail), Round { sent: 1, failed: 1, ..Round::default() }, "one of them came too late");
}

#[test]
fn whoever_dies_while_sending_tries_later_and_two_never_send_the_same() {
    for_each_database(|company| {
        let mail = mail(company);
        let id = invite(&mail, "inv 1", "wang@qingshan.cn", None);
        // A server that takes the connection and says nothing: the sender hangs where a kill would hit it.
        let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        through(&mail, silent.local_addr().unwrap().port());
        let other = mail.clone();
        let sender = std::thread::spawn(move || other.send_due(&|| true));
        let (connection, _) = silent.accept().unwrap();
        let claimed = company.records.as_system("look").get("outgoing_mail", id).unwrap();
        assert_eq!(claimed.get("attempts").as_integer(), Some(1), "written down before it is made");
        assert_eq!(round(&mail), Round::default(), "another program leaves it alone");
        drop(connection);
        assert_eq!(sender.join().unwrap().unwrap(), Round { waiting: 1, ..Round::default() });
        let query = Query::of("outgoing_mail").filter(Condition::eq("state", Value::text("queued")));
        assert_eq!(company.records.as_system("look").count(&query).unwrap(), 1);
    });
}

#[test]
fn settings_that_cannot_work_are_refused_and_nothing_is_kept() {
    for_each_database(|company| {
        let mail = mail(company);
        let bad = MailChange {
            host: Some("mail.qingshan.cn".to_owned()),
            security: Some(Security::None),
            user: Some("crm".to_owned()),
            password: Some("secret".to_owned()),
            from_address: Some("nobody".to_owned()),
            ..MailChange::default()
        };
        assert!(mail.change(bad).is_err());
        assert!(!mail.settings().is_set_up() && mail.settings().password.is_empty());
        assert_eq!(mail.link("/account"), "https://crm.qingshan.cn/account");
    });
}
