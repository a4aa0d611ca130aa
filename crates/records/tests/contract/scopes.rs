use catalog::{Access, Object};
use records::{Door, Draft, Error, Query, Record, Records};
use std::collections::BTreeSet;
use testkit::{Filling, Personas, Samples, for_each_database};
use value::{Id, Link, Value};

/// Whose record it is, and which team's.
struct Case {
    id: Id,
    owner: Option<Id>,
    team: Option<Id>,
}

type Rule<'a> = &'a dyn Fn(&Case) -> bool;

#[test]
fn each_scope_holds_exactly_its_records_in_every_verb() {
    for_each_database(|company| {
        let records = &company.records;
        let people = Personas::hire(records);
        let system = records.as_system("test");
        let mut samples = Samples::new(12);
        for object in records.catalog().objects().iter().filter(|object| object.access == Access::Owned) {
            let cases = cases(&system, &mut samples, object, &people);
            let known: Vec<Id> = cases.iter().map(|case| case.id).collect();
            let checks: [(Id, &str, Rule<'_>); 6] = [
                (people.anna, "anna", &|_| true),
                (people.vera, "vera", &|_| true),
                (people.mei, "mei", &|case| {
                    case.owner == Some(people.mei)
                        || [Some(people.sales), Some(people.north)].contains(&case.team)
                }),
                (people.ren, "ren", &|case| [Some(people.ren), Some(people.bo)].contains(&case.owner)),
                (people.bo, "bo", &|case| case.owner == Some(people.bo)),
                (people.sun, "sun", &|case| {
                    case.owner == Some(people.sun) || case.team == Some(people.service)
                }),
            ];
            for (person, name, holds) in checks {
                let place = format!("{name} and {} on {}", object.name, company.database());
                let door = Personas::door(records, person);
                let writes: BTreeSet<Id> =
                    cases.iter().filter(|case| holds(case)).map(|case| case.id).collect();
                let pooled = |case: &&Case| object.pool && case.owner.is_none();
                let reads: BTreeSet<Id> =
                    cases.iter().filter(|case| holds(case) || pooled(case)).map(|case| case.id).collect();
                sees(&door, object, &known, &reads, &writes, &place);
                let may = if name == "vera" { BTreeSet::new() } else { writes };
                changes(&door, object, &known, &reads, &may, &place);
            }
        }
    });
}

#[test]
fn members_and_children_go_with_the_record() {
    for_each_database(|company| {
        let records = &company.records;
        let people = Personas::hire(records);
        let system = records.as_system("test");
        let draft =
            Draft::new("customer").set("name", Value::text("Acme")).set("owner", Value::Id(people.mei));
        let acme = system.create(draft).unwrap().id();
        let link = Value::Link(Link { object: "customer".to_owned(), id: acme });
        let comment = Draft::new("comment").set("about", link.clone()).set("body", Value::text("quiet"));
        let comment = system.create(comment).unwrap().id();
        let likes =
            Draft::new("preference").set("customer", Value::Id(acme)).set("topic", Value::text("tea"));
        let likes = system.create(likes).unwrap().id();
        let bo = Personas::door(records, people.bo);
        let reads = |object: &str, id: Id| bo.can_read(object, id).unwrap();
        assert!(!reads("customer", acme) && !reads("comment", comment) && !reads("preference", likes));

        let member = |level: &str, until: &str| {
            Draft::new("record_member")
                .set("record", link.clone())
                .set("user", Value::Id(people.bo))
                .set("level", Value::text(level))
                .set("expires_on", Value::Date(until.parse().unwrap()))
        };
        system.create(member("write", "2026-02-28")).unwrap();
        assert!(!reads("customer", acme), "a membership that has ended gives nothing");
        let reader = system.create(member("read", "2026-03-01")).unwrap().id();
        assert!(reads("customer", acme) && reads("comment", comment) && reads("preference", likes));
        let rename = || Draft::new("customer").set("name", Value::text("Mine"));
        assert!(matches!(bo.update(acme, None, rename()), Err(Error::Forbidden)));
        let taste = || Draft::new("preference").set("topic", Value::text("coffee"));
        assert!(matches!(bo.update(likes, None, taste()), Err(Error::Forbidden)));
        system.update(reader, None, Draft::new("record_member").set("level", Value::text("write"))).unwrap();
        bo.update(acme, None, rename()).unwrap();
        bo.update(likes, None, taste()).unwrap();
        company.records.clock().advance(2 * 86_400);
        assert!(!reads("customer", acme), "a membership ends by itself");
    });
}

#[test]
fn nobody_gives_himself_what_he_cannot_reach() {
    for_each_database(|company| {
        let people = Personas::hire(&company.records);
        let bo = Personas::door(&company.records, people.bo);
        let system = company.records.as_system("test");
        let theirs =
            Draft::new("customer").set("name", Value::text("Theirs")).set("owner", Value::Id(people.sun));
        let theirs = system.create(theirs).unwrap().id();
        let task = Draft::new("task").set("subject", Value::text("spy")).set("customer", Value::Id(theirs));
        assert!(matches!(bo.create(task), Err(Error::Invalid(_))), "a reference beyond reach");
        let given =
            Draft::new("task").set("subject", Value::text("give")).set("owner", Value::Id(people.sun));
        assert!(matches!(bo.create(given), Err(Error::Forbidden)));
        let mine = bo.create(Draft::new("task").set("subject", Value::text("mine"))).unwrap();
        assert_eq!(mine.get("owner").as_id(), Some(people.bo));
        assert_eq!(mine.get("team").as_id(), Some(people.north));
        let away = Draft::new("task").set("owner", Value::Id(people.sun));
        assert!(matches!(bo.update(mine.id(), None, away), Err(Error::Forbidden)));
        let unchanged = system.get("task", mine.id()).unwrap();
        assert_eq!((unchanged.version(), unchanged.get("owner").as_id()), (1, Some(people.bo)));
    });
}

fn cases(system: &Door, samples: &mut Samples, object: &Object, people: &Personas) -> Vec<Case> {
    let owners =
        [Some(people.mei), Some(people.ren), Some(people.bo), Some(people.sun), Some(people.anna), None];
    let teams = [None, Some(people.house), Some(people.sales), Some(people.north), Some(people.service)];
    let mut cases = Vec::new();
    for owner in owners {
        for team in teams {
            let mut draft = samples.draft(system, &object.name, Filling::Required);
            draft.put("owner", owner.map_or(Value::Null, Value::Id));
            draft.put("team", team.map_or(Value::Null, Value::Id));
            cases.push(Case { id: system.create(draft).unwrap().id(), owner, team });
        }
    }
    cases
}

fn sees(
    door: &Door,
    object: &Object,
    known: &[Id],
    reads: &BTreeSet<Id>,
    exports: &BTreeSet<Id>,
    place: &str,
) {
    let query = || Query::of(&object.name).ids(known.to_vec()).limit(500);
    let got: BTreeSet<Id> = known.iter().copied().filter(|id| door.get(&object.name, *id).is_ok()).collect();
    assert_eq!(&got, reads, "get: {place}");
    let found: BTreeSet<Id> = door.find(&query()).unwrap().records.iter().map(Record::id).collect();
    assert_eq!(&found, reads, "find: {place}");
    assert_eq!(door.count(&query()).unwrap(), reads.len() as u64, "count: {place}");
    let groups = door.aggregate(&query(), &[], &[]).unwrap();
    assert_eq!(groups.iter().map(|group| group.count).sum::<i64>(), reads.len() as i64, "aggregate: {place}");
    let mut exported = BTreeSet::new();
    door.export(&query(), &mut |record| {
        exported.insert(record.id());
        Ok(())
    })
    .unwrap();
    assert_eq!(&exported, exports, "export: {place}");
    let asked: Vec<(String, Id)> = known.iter().map(|id| (object.name.clone(), *id)).collect();
    let titled: BTreeSet<Id> = door.titles(&asked).unwrap().into_keys().map(|(_, id)| id).collect();
    assert_eq!(&titled, reads, "titles: {place}");
    for id in known {
        let told = door.changes(&object.name, *id, None, 1);
        assert_eq!(told.is_ok(), reads.contains(id), "changes: {place}");
    }
}

fn changes(
    door: &Door,
    object: &Object,
    known: &[Id],
    reads: &BTreeSet<Id>,
    may: &BTreeSet<Id>,
    place: &str,
) {
    for id in known {
        let answers = [
            door.update(*id, None, Draft::new(&object.name).set("created_at", Value::Null)).map(|_| ()),
            door.delete(&object.name, *id, None).and_then(|()| door.restore(&object.name, *id).map(|_| ())),
        ];
        for answer in answers {
            match (answer, may.contains(id), reads.contains(id)) {
                (Ok(()) | Err(Error::Invalid(_)), true, _) => {}
                (Err(Error::Forbidden), false, true) | (Err(Error::NotFound), false, false) => {}
                (other, _, _) => panic!("{place}: {other:?}"),
            }
        }
    }
}

#[test]
fn the_roster_learns_of_a_change() {
    for_each_database(|company| {
        let records: &Records = &company.records;
        let people = Personas::hire(records);
        let system = records.as_system("test");
        let draft =
            Draft::new("customer").set("name", Value::text("Acme")).set("owner", Value::Id(people.bo));
        let acme = system.create(draft).unwrap().id();
        assert!(Personas::door(records, people.ren).can_read("customer", acme).unwrap());
        system.update(people.bo, None, Draft::new("user").set("manager", Value::Id(people.mei))).unwrap();
        assert!(!Personas::door(records, people.ren).can_read("customer", acme).unwrap());
        system.update(people.bo, None, Draft::new("user").set("active", Value::Boolean(false))).unwrap();
        assert!(matches!(records.actor(people.bo), Err(Error::Unauthenticated)));
    });
}
