#![allow(clippy::unwrap_used, clippy::expect_used)]

use records::{Door, Draft, Reason};
use testkit::{Personas, for_each_database};
use value::{Id, Value};

fn customer(door: &Door, name: &str, fields: &[(&str, &str)], owner: Option<Id>) -> Id {
    let mut draft = Draft::new("customer").set("name", Value::text(name));
    for (field, text) in fields {
        draft = draft.set(field, Value::text(*text));
    }
    draft = draft.set("owner", owner.map_or(Value::Null, Value::Id));
    door.create(draft).unwrap().id()
}

#[test]
fn groups_hold_what_is_alike_within_reach() {
    for_each_database(|company| {
        let people = Personas::hire(&company.records);
        let system = company.records.as_system("test");
        let one = customer(&system, "上海浦东花卉有限公司", &[("phone", "021-58881234")], Some(people.bo));
        let two = customer(&system, "上海浦東花卉", &[], Some(people.bo));
        let three = customer(&system, "浦东花店", &[("phone", "+86 21 5888 1234")], Some(people.ren));
        customer(&system, "北京茶叶有限公司", &[], Some(people.bo));
        let four =
            customer(&system, "Acme Trading Ltd.", &[("tax_number", "91310000000000001X")], Some(people.ren));
        let five = customer(&system, "Acme", &[("tax_number", "91310000000000001X")], Some(people.ren));
        let deleted = customer(&system, "上海浦东花卉", &[], Some(people.bo));
        system.delete("customer", deleted, None).unwrap();
        let groups = |door: &Door| -> Vec<Vec<Id>> {
            let groups = door.duplicates("customer", 10).unwrap();
            groups.iter().map(|group| group.records.iter().map(records::Record::id).collect()).collect()
        };
        assert_eq!(groups(&system), [vec![four, five], vec![one, two, three]]);
        let found = system.duplicates("customer", 10).unwrap();
        assert_eq!(found[0].reasons, [Reason::TaxNumber]);
        assert_eq!(found[1].reasons, [Reason::Name, Reason::Phone]);
        assert_eq!(system.duplicates("customer", 1).unwrap().len(), 1);
        assert_eq!(groups(&Personas::door(&company.records, people.bo)), [vec![one, two]]);
        let blind = people.newcomer(
            &company.records,
            "blind",
            &[("customer", "read", "all")],
            &[("customer", "phone", "mask"), ("customer", "tax_number", "hidden")],
        );
        assert_eq!(groups(&blind), [vec![one, two]]);
    });
}

#[test]
fn a_record_to_come_meets_those_that_are_there() {
    for_each_database(|company| {
        let people = Personas::hire(&company.records);
        let system = company.records.as_system("test");
        let one = customer(
            &system,
            "杭州西湖茶叶有限公司",
            &[("phone", "13800138000"), ("external_id", "K-7")],
            Some(people.bo),
        );
        customer(&system, "苏州园林工程有限公司", &[], Some(people.bo));
        let alike = |door: &Door, fields: &[(&str, &str)]| -> Vec<(Id, Vec<Reason>)> {
            let draft = fields
                .iter()
                .fold(Draft::new("customer"), |draft, (field, text)| draft.set(field, Value::text(*text)));
            let found = door.duplicates_of(&draft).unwrap();
            found.into_iter().map(|duplicate| (duplicate.record.id(), duplicate.reasons)).collect()
        };
        assert_eq!(alike(&system, &[("name", "杭州西湖茶叶")]), [(one, vec![Reason::Name])]);
        assert_eq!(
            alike(&system, &[("name", "somebody"), ("phone", "138 0013 8000")]),
            [(one, vec![Reason::Phone])]
        );
        assert_eq!(alike(&system, &[("external_id", "K-7")]), [(one, vec![Reason::ExternalId])]);
        assert_eq!(alike(&system, &[("name", "杭州龙井茶叶")]), []);
        let sun = Personas::door(&company.records, people.sun);
        assert_eq!(alike(&sun, &[("name", "杭州西湖茶叶"), ("phone", "13800138000")]), []);
        let two = customer(&system, "西湖茶叶（杭州）", &[("phone", "13800138000")], Some(people.bo));
        let found = system.duplicates_of_record("customer", two).unwrap();
        assert_eq!(found.iter().map(|duplicate| duplicate.record.id()).collect::<Vec<_>>(), [one]);
        let contact = |name: &str, mobile: &str| {
            let draft = Draft::new("contact")
                .set("name", Value::Json(serde_json::json!({ "full": name, "family": "", "given": "" })))
                .set("mobile", Value::text(mobile));
            system.create(draft).unwrap().id()
        };
        let (first, second) = (contact("张伟", "13700137000"), contact("张伟", "13700137000"));
        contact("张伟", "13700137001");
        let groups = system.duplicates("contact", 10).unwrap();
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].records.iter().map(records::Record::id).collect::<Vec<_>>(), [first, second]);
    });
}

#[test]
fn what_somebody_told_apart_is_not_suggested_again() {
    for_each_database(|company| {
        let system = company.records.as_system("test");
        let one = customer(&system, "上海浦东花卉有限公司", &[("phone", "021-58881234")], None);
        let two = customer(&system, "上海浦东花卉有限公司", &[], None);
        let three = customer(&system, "浦东花店", &[("phone", "021-58881234")], None);
        let groups = || {
            let groups = system.duplicates("customer", 10).unwrap();
            let ids = groups.iter().map(|group| group.records.iter().map(records::Record::id).collect());
            ids.collect::<Vec<Vec<Id>>>()
        };
        assert_eq!(groups(), [vec![one, two, three]]);
        let link = |id| Value::Link(value::Link { object: "customer".to_owned(), id });
        let pair = Draft::new("distinct_pair").set("object", Value::text("customer"));
        let pair = system.create(pair.set("one", link(two)).set("other", link(one))).unwrap().id();
        assert_eq!(groups(), [vec![one, three]]);
        let alike = |id| {
            let found = system.duplicates_of_record("customer", id).unwrap();
            found.iter().map(|duplicate| duplicate.record.id()).collect::<Vec<Id>>()
        };
        assert_eq!(alike(two), []);
        assert_eq!(alike(one), [three]);
        system.delete("distinct_pair", pair, None).unwrap();
        assert_eq!(groups(), [vec![one, two, three]]);
    });
}
