//! Who hears of his notifications by mail, when, and never twice.
#![allow(clippy::unwrap_used)]

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use channels::{Mail, MailChange, Notices, Pace, Security};
use records::{Behaviours, Condition, Draft, Query, SecretKey};
use serde_json::json;
use testkit::{MailServer, Personas, TestCompany, companies, for_each_database};
use value::{Id, Link, Value};

const HOUR: i64 = 3600;

/// Mail that is set up; the company stands at 16:00 in Shanghai.
fn mail(company: &TestCompany, port: u16) -> Mail {
    let mail = Mail::open(company.records.clone(), SecretKey::new([7; 32]), "https://crm.qingshan.cn/");
    let change = MailChange {
        host: Some("127.0.0.1".to_owned()),
        port: Some(port),
        security: Some(Security::None),
        from_address: Some("crm@qingshan.cn".to_owned()),
        ..MailChange::default()
    };
    mail.change(change).unwrap();
    mail
}

fn daily(hour: i8) -> Notices {
    Notices { pace: Pace::Daily, hour }
}

fn at_once() -> Notices {
    Notices { pace: Pace::AtOnce, hour: 8 }
}

fn notify(company: &TestCompany, owner: Id, text: &str, about: Option<Id>) -> Id {
    let words = json!({ "en": text, "zh-Hans": format!("中{text}"), "zh-Hant": format!("臺{text}") });
    let link = about.map_or(Value::Null, |id| Value::Link(Link { object: "customer".to_owned(), id }));
    let draft = Draft::new("notification")
        .set("owner", Value::Id(owner))
        .set("kind", Value::text("assigned"))
        .set("text", Value::Json(words))
        .set("about", link);
    company.records.as_system("test").create(draft).unwrap().id()
}

fn told(mail: &Mail) -> usize {
    mail.tell_news(&|| true).unwrap()
}

fn subjects(mail: &Mail) -> Vec<String> {
    mail.outbox(None).unwrap().into_iter().map(|kept| kept.subject).collect()
}

#[test]
fn at_once_is_told_once_and_only_what_is_new_and_unread() {
    for_each_database(|company| {
        let people = Personas::hire(&company.records);
        let mail = mail(company, 1);
        let clock = company.records.clock();
        notify(company, people.ren, "before he chose", None);
        notify(company, people.bo, "nobody asked for it", None);
        clock.advance(60);
        mail.choose_notices(people.ren, at_once()).unwrap();
        clock.advance(60);
        assert_eq!(told(&mail), 0, "what was there before is no news");
        notify(company, people.ren, "one", None);
        assert_eq!(told(&mail), 0, "a moment is waited for what commits late");
        clock.advance(11);
        assert_eq!(told(&mail), 1);
        assert_eq!(told(&mail), 0, "once");
        clock.advance(HOUR);
        assert_eq!(told(&mail), 0, "nor later");
        let read = notify(company, people.ren, "read in the meantime", None);
        company
            .records
            .as_system("test")
            .update(read, None, Draft::new("notification").set("read", Value::Boolean(true)))
            .unwrap();
        clock.advance(60);
        assert_eq!(told(&mail), 0);
        notify(company, people.ren, "two", None);
        notify(company, people.ren, "three", None);
        clock.advance(60);
        assert_eq!(told(&mail), 1);
        let kept = mail.outbox(None).unwrap();
        assert_eq!(kept.len(), 2);
        assert!(kept.iter().all(|one| one.recipient.starts_with("ren@") && one.kind == "notices"));
        assert!(kept[0].subject.starts_with("2 notifications"), "{}", kept[0].subject);
        mail.choose_notices(people.ren, Notices { pace: Pace::Never, hour: 8 }).unwrap();
        notify(company, people.ren, "four", None);
        clock.advance(60);
        assert_eq!(told(&mail), 0);
    });
}

#[test]
fn a_day_has_one_letter_at_its_hour_in_the_zone_of_the_company_and_none_when_nothing_happened() {
    for_each_database(|company| {
        let people = Personas::hire(&company.records);
        let mail = mail(company, 1);
        let clock = company.records.clock();
        mail.choose_notices(people.ren, daily(8)).unwrap();
        mail.choose_notices(people.mei, daily(18)).unwrap();
        mail.choose_notices(people.sun, daily(18)).unwrap();
        clock.advance(60);
        notify(company, people.ren, "this afternoon", None);
        notify(company, people.mei, "this afternoon", None);
        clock.advance(HOUR);
        assert_eq!(
            told(&mail),
            0,
            "17:00: the one has had his hour today, the hour of the others has not come"
        );
        clock.advance(HOUR);
        assert_eq!(told(&mail), 1, "18:00, and nothing to tell the third");
        assert_eq!(told(&mail), 0);
        notify(company, people.mei, "too late for today", None);
        notify(company, people.sun, "too late for today", None);
        clock.advance(5 * HOUR);
        assert_eq!(told(&mail), 0, "23:00: the day is over, with or without a letter");
        clock.advance(9 * HOUR);
        assert_eq!(told(&mail), 1, "8:00");
        clock.advance(3 * 24 * HOUR);
        assert_eq!(told(&mail), 2, "a server that slept catches up with one letter each");
        assert_eq!(told(&mail), 0);
        assert_eq!(subjects(&mail).len(), 4);
    });
}

#[test]
fn nobody_gets_a_letter_who_is_gone_and_none_while_mail_is_not_set_up() {
    for_each_database(|company| {
        let people = Personas::hire(&company.records);
        let bare = Mail::open(company.records.clone(), SecretKey::new([7; 32]), "https://crm.qingshan.cn/");
        for person in [people.ren, people.bo] {
            bare.choose_notices(person, at_once()).unwrap();
        }
        let clock = company.records.clock();
        clock.advance(60);
        notify(company, people.ren, "one", None);
        notify(company, people.bo, "one", None);
        clock.advance(60);
        assert_eq!(told(&bare), 0);
        let off = Draft::new("user").set("active", Value::Boolean(false));
        company.records.as_system("test").update(people.bo, None, off).unwrap();
        assert_eq!(told(&mail(company, 1)), 1);
        clock.advance(8 * 24 * HOUR);
        let on = Draft::new("user").set("active", Value::Boolean(true));
        company.records.as_system("test").update(people.bo, None, on).unwrap();
        assert_eq!(told(&bare), 0, "what is a week old is told by nobody");
    });
}

/// Two programs with one database look at the same moment, again and again.
#[test]
fn two_programs_never_tell_the_same_news() {
    for_each_database(|company| {
        let people = Personas::hire(&company.records);
        let mail = mail(company, 1);
        mail.choose_notices(people.ren, at_once()).unwrap();
        for round in 1..=8 {
            company.records.clock().advance(60);
            notify(company, people.ren, "news", None);
            company.records.clock().advance(60);
            let both: usize = std::thread::scope(|scope| {
                let tellers: Vec<_> = (0..4).map(|_| scope.spawn(|| told(&mail))).collect();
                tellers.into_iter().map(|teller| teller.join().unwrap()).sum()
            });
            assert_eq!((both, subjects(&mail).len()), (1, round), "{}", company.database());
        }
        let marks = Query::of("mail_choice").filter(Condition::eq("user", Value::Id(people.ren)));
        assert_eq!(company.records.as_system("test").count(&marks).unwrap(), 1);
    });
}

#[test]
fn the_letter_is_in_the_language_of_the_person_and_names_only_what_he_may_see() {
    let Some(server) = MailServer::start(1) else { return };
    let mut arrived = 0;
    for company in &companies(&Behaviours::default()) {
        let people = Personas::hire(&company.records);
        let mail = mail(company, server.port);
        let door = company.records.as_system("test");
        let his = |name: &str, owner: Id| {
            let draft = Draft::new("customer").set("name", Value::text(name)).set("owner", Value::Id(owner));
            door.create(draft).unwrap().id()
        };
        let (own, others) = (his("Lantern House", people.bo), his("Secret Harbour", people.sun));
        let about = Draft::new("user")
            .set("language", Value::text("zh-Hant"))
            .set("email", Value::text("bo@qingshan.cn"));
        door.update(people.bo, None, about).unwrap();
        mail.choose_notices(people.bo, at_once()).unwrap();
        company.records.clock().advance(60);
        notify(company, people.bo, "交給您", Some(own));
        notify(company, people.bo, "曾交給您", Some(others));
        for number in 0..60 {
            notify(company, people.bo, &format!("nr{number}"), None);
        }
        company.records.clock().advance(60);
        assert_eq!(told(&mail), 1);
        assert_eq!(mail.send_due(&|| true).unwrap().sent, 1);
        arrived += 1;
        let mails = server.mails(arrived);
        let text = &plain_part(mails.last().unwrap());
        for part in
            ["臺交給您: Lantern House", "臺曾交給您", "臺nr47", "另有12則", "https://crm.qingshan.cn/"]
        {
            assert!(text.contains(part), "{part} in {text}");
        }
        for part in ["Secret Harbour", "臺nr48", "中交給您"] {
            assert!(!text.contains(part), "{part} in {text}");
        }
    }
}

/// The part that is read where HTML is not, as it was before it was packed for the way.
fn plain_part(mail: &str) -> String {
    let (_, part) = mail.split_once("Content-Type: text/plain").unwrap();
    let (head, body) = part.split_once("\n\n").unwrap();
    assert!(head.contains("base64"), "{head}");
    let (packed, _) = body.split_once("--").unwrap();
    let packed: String = packed.chars().filter(|letter| !letter.is_whitespace() && *letter != '=').collect();
    String::from_utf8(STANDARD_NO_PAD.decode(packed).unwrap()).unwrap()
}
