#![allow(clippy::unwrap_used, clippy::expect_used)]

use catalog::Code;
use formula::Condition;
use records::{
    Behaviours, BulkAsk, BulkEnd, Checked, Door, Draft, Error, Query, Record, Records, Work, run_bulk_job,
    undo_bulk_job,
};
use serde_json::{Value as Json, json};
use std::sync::atomic::{AtomicBool, Ordering};
use testkit::{Personas, companies, for_each_database};
use value::{Id, Value};

const MANY: i64 = 1_203;
static GO: AtomicBool = AtomicBool::new(false);

fn many(records: &Records, owner: Id, count: i64) {
    let drafts: Vec<Draft> = (0..count)
        .map(|number| {
            Draft::new("customer")
                .set("name", Value::Text(format!("customer {number}")))
                .set("employees", Value::Integer(number))
                .set("owner", Value::Id(owner))
        })
        .collect();
    records.as_system("test").transaction(move |work| work.create_many("customer", drafts)).unwrap();
}

fn start(door: &Door, change: Json) -> Record {
    door.start_bulk_job("customer", &BulkAsk { change, ..BulkAsk::default() }).unwrap()
}

fn number(job: &Record, field: &str) -> i64 {
    job.get(field).as_integer().unwrap_or_default()
}

fn count(door: &Door, condition: Condition) -> u64 {
    door.count(&Query::of("customer").filter(condition)).unwrap()
}

#[test]
fn a_job_changes_what_its_owner_may_change_and_nothing_else() {
    for_each_database(|company| {
        let records = &company.records;
        let people = Personas::hire(records);
        many(records, people.bo, MANY);
        many(records, people.sun, 40);
        let (system, bo) = (records.as_system("test"), Personas::door(records, people.bo));
        let left_out = system
            .find(&Query::of("customer").filter(Condition::eq("employees", Value::Integer(7))))
            .unwrap();
        let ask = BulkAsk {
            filter: Some(json!({"field": "employees", "op": "gte", "value": 3})),
            exclude: left_out.records.iter().map(Record::id).collect(),
            change: json!({"set": {"grade": "a"}}),
            ..BulkAsk::default()
        };
        let job = bo.start_bulk_job("customer", &ask).unwrap();
        many(records, people.bo, 10);
        assert_eq!(run_bulk_job(records, job.id(), &GO).unwrap(), BulkEnd::Finished);
        let job = bo.get("bulk_job", job.id()).unwrap();
        assert_eq!((job.text("state"), number(&job, "done"), number(&job, "failed")), ("done", MANY - 4, 0));
        assert_eq!(count(&system, Condition::eq("grade", Value::text("a"))), (MANY - 4) as u64);
        assert!(matches!(run_bulk_job(records, job.id(), &GO), Err(Error::Refused { .. })));
        assert!(Personas::door(records, people.sun).get("bulk_job", job.id()).is_err());

        let changed: Vec<Id> = bo
            .find(&Query::of("customer").filter(Condition::eq("grade", Value::text("a"))).sort("id").limit(3))
            .unwrap()
            .records
            .iter()
            .map(Record::id)
            .collect();
        for id in &changed[..2] {
            system.update(*id, None, Draft::new("customer").set("grade", Value::text("b"))).unwrap();
        }
        system
            .update(changed[2], None, Draft::new("customer").set("description", Value::text("other field")))
            .unwrap();
        assert_eq!(undo_bulk_job(records, job.id(), &GO).unwrap(), BulkEnd::Finished);
        let job = bo.get("bulk_job", job.id()).unwrap();
        assert_eq!(job.text("state"), "undone");
        let Value::Json(told) = job.get("error") else { panic!("the job tells nothing") };
        assert_eq!((told["undone"].as_i64(), told["changed_meanwhile"].as_i64()), (Some(MANY - 6), Some(2)));
        assert_eq!(count(&system, Condition::is_null("grade", false)), 2);
        assert_eq!(system.get("customer", changed[2]).unwrap().text("description"), "other field");
    });
}

#[test]
fn deleting_and_tagging_are_undone_too() {
    for_each_database(|company| {
        let records = &company.records;
        let people = Personas::hire(records);
        many(records, people.bo, 30);
        let system = records.as_system("test");
        let manager = Personas::door(records, people.anna);
        let job = start(&manager, json!({"delete": true}));
        run_bulk_job(records, job.id(), &GO).unwrap();
        assert_eq!(system.count(&Query::of("customer")).unwrap(), 0);
        let back = start(&manager, json!({"restore": true}));
        run_bulk_job(records, back.id(), &GO).unwrap();
        assert_eq!(system.count(&Query::of("customer")).unwrap(), 30);
        undo_bulk_job(records, back.id(), &GO).unwrap();
        assert_eq!(system.count(&Query::of("customer")).unwrap(), 0);
        undo_bulk_job(records, job.id(), &GO).unwrap();
        assert_eq!(system.count(&Query::of("customer")).unwrap(), 30);
        let tag = system.create(Draft::new("tag").set("name", Value::text("spring"))).unwrap().id();
        let tagged = start(&manager, json!({"tag": tag.with_prefix("tag")}));
        run_bulk_job(records, tagged.id(), &GO).unwrap();
        assert_eq!(count(&system, Condition::eq("tags", Value::Id(tag))), 30);
        undo_bulk_job(records, tagged.id(), &GO).unwrap();
        assert_eq!(count(&system, Condition::eq("tags", Value::Id(tag))), 0);
    });
}

static HALT: AtomicBool = AtomicBool::new(false);

fn fussy(_: &mut Work<'_, '_>, checked: &Checked) -> Result<(), Error> {
    if checked.is_creation() {
        return Ok(());
    }
    match checked.get("employees").as_integer() {
        Some(600) => HALT.store(true, Ordering::Release),
        Some(11) => return Err(Error::refused("not_this_one")),
        Some(13) => return Err(Error::field("grade", Code::NotAnOption)),
        Some(_) | None => {}
    }
    Ok(())
}

#[test]
fn a_stopped_job_goes_on_where_it_stopped_and_tells_what_was_refused() {
    let behaviours = Behaviours { guards: vec![("fussy", "customer", fussy)], ..Behaviours::default() };
    for company in companies(&behaviours) {
        let records = &company.records;
        let people = Personas::hire(records);
        many(records, people.bo, MANY);
        let (system, bo) = (records.as_system("test"), Personas::door(records, people.bo));
        let job = start(&bo, json!({"set": {"grade": "a"}}));
        HALT.store(false, Ordering::Release);
        assert_eq!(run_bulk_job(records, job.id(), &HALT).unwrap(), BulkEnd::Stopped);
        let stopped = bo.get("bulk_job", job.id()).unwrap();
        assert_eq!(
            (stopped.text("state"), number(&stopped, "done"), number(&stopped, "failed")),
            ("running", 998, 2)
        );
        assert_eq!(count(&system, Condition::eq("grade", Value::text("a"))), 998);
        HALT.store(false, Ordering::Release);
        assert_eq!(run_bulk_job(records, job.id(), &GO).unwrap(), BulkEnd::Finished);
        let job = bo.get("bulk_job", job.id()).unwrap();
        assert_eq!((number(&job, "done"), number(&job, "failed")), (MANY - 2, 2));
        let Value::Json(told) = job.get("error") else { panic!("the job tells nothing") };
        assert_eq!(told["refused"][0]["code"], "not_this_one");
        assert_eq!(told["refused"][1]["errors"][0]["code"], "not_an_option");
        let twice =
            Condition::all([Condition::gt("version", Value::Integer(2)), Condition::is_null("grade", false)]);
        assert_eq!(count(&system, twice), 0);

        let next = start(&bo, json!({"set": {"grade": "b"}}));
        let action = bo.act("bulk_job", next.id(), "cancel", serde_json::Map::new()).unwrap();
        assert_eq!(action.text("state"), "cancelled");
        assert_eq!(run_bulk_job(records, next.id(), &GO).unwrap(), BulkEnd::Cancelled);
        assert_eq!(count(&system, Condition::eq("grade", Value::text("b"))), 0);
    }
}

#[test]
fn a_job_has_no_more_rights_than_who_asked() {
    for_each_database(|company| {
        let records = &company.records;
        let people = Personas::hire(records);
        many(records, people.bo, 5);
        let viewer = Personas::door(records, people.vera);
        let ask = BulkAsk { change: json!({"delete": true}), ..BulkAsk::default() };
        let system = records.as_system("test");
        let role = system
            .find(&Query::of("role").filter(Condition::eq("name", Value::text("sales representative"))))
            .unwrap()
            .records[0]
            .id();
        let limited = records.as_user(records.actor_limited(people.anna, role).unwrap());
        let job = limited.start_bulk_job("customer", &ask).unwrap();
        run_bulk_job(records, job.id(), &GO).unwrap();
        assert_eq!(system.count(&Query::of("customer")).unwrap(), 5);
        let narrow = people.newcomer(records, "narrow", &[("customer", "read", "all")], &[]);
        assert!(matches!(narrow.start_bulk_job("customer", &ask), Err(Error::Forbidden)));
        assert!(matches!(system.start_bulk_job("customer", &ask), Err(Error::Forbidden)));
        let forged = Draft::new("bulk_job")
            .set("object", Value::text("customer"))
            .set("change", Value::Json(json!({"delete": true})));
        assert!(matches!(viewer.create(forged), Err(Error::Invalid(_))));
        for change in [
            json!({"set": {"nose": 1}}),
            json!({}),
            json!({"delete": false}),
            json!({"tag": "cus_0"}),
            json!([1]),
        ] {
            let wrong = BulkAsk { change: change.clone(), ..BulkAsk::default() };
            let anna = Personas::door(records, people.anna);
            assert!(matches!(anna.start_bulk_job("customer", &wrong), Err(Error::Invalid(_))), "{change}");
        }
    });
}
