//! Totals that are kept are those that would be counted now, whoever writes what.
#![allow(clippy::unwrap_used)]

use records::{Bucket, Condition, Draft, Error, GroupBy, Measure, MeasureOp, Query, Records};
use std::time::Duration;
use testkit::{Filling, Personas, Random, Samples, TestCompany, for_each_database};
use value::{Date, Id, Value};

const STEPS: usize = 60;
const DAY: i64 = 24 * 3600;

/// One program keeps every total and another one, with the same database, none: both must say the same after every write.
#[test]
fn a_kept_total_is_what_would_be_counted_now() {
    for_each_database(|company| {
        let people = Personas::hire(&company.records);
        let (keeping, counting) = (&company.records, company.opened_again());
        keeping.keep_totals_of(Duration::ZERO);
        counting.keep_totals_of(Duration::MAX);
        let mut dice = Random::new(41);
        let mut samples = Samples::new(42);
        let mut customers: Vec<Id> = Vec::new();
        let mut kept = 0;
        for step in 0..STEPS {
            let before = keeping.last_seq().unwrap();
            let did = write(company, &people, &mut dice, &mut samples, &mut customers);
            for entry in counting.changes_after(before, 100).unwrap() {
                counting.observe(&entry).unwrap();
            }
            for user in [
                None,
                Some(people.anna),
                Some(people.mei),
                Some(people.ren),
                Some(people.bo),
                Some(people.sun),
                Some(people.vera),
            ] {
                for (name, query) in questions(keeping) {
                    let total = |records: &Records| match door(records, user)
                        .find(&query.clone().limit(1).with_total())
                    {
                        Ok(page) => page.total,
                        Err(Error::Forbidden) => None,
                        Err(other) => panic!("{other}"),
                    };
                    let wanted = total(&counting);
                    for _ in 0..2 {
                        assert_eq!(
                            total(keeping),
                            wanted,
                            "{name} of {user:?} after step {step}: {did} on {}",
                            company.database()
                        );
                    }
                }
                for (name, query, group, measure) in groupings() {
                    let groups = |records: &Records| match door(records, user).aggregate(
                        &query,
                        std::slice::from_ref(&group),
                        std::slice::from_ref(&measure),
                    ) {
                        Ok(groups) => Some(groups),
                        Err(Error::Forbidden) => None,
                        Err(other) => panic!("{other}"),
                    };
                    let wanted = groups(&counting);
                    for _ in 0..2 {
                        assert_eq!(
                            groups(keeping),
                            wanted,
                            "{name} of {user:?} after step {step}: {did} on {}",
                            company.database()
                        );
                    }
                }
            }
            kept = kept.max(keeping.kept_totals().min(keeping.kept_groups()));
        }
        let keeps = company.database() == "SQLite";
        assert_eq!(kept > 0, keeps, "only where the log is in order is a total kept");
        assert_eq!((counting.kept_totals(), counting.kept_groups()), (0, 0));
    });
}

fn door(records: &Records, user: Option<Id>) -> records::Door {
    match user {
        None => records.as_system("test"),
        Some(user) => records.as_user(records.actor(user).unwrap()),
    }
}

fn questions(records: &Records) -> Vec<(&'static str, Query)> {
    let today = Value::Date(records.today());
    vec![
        ("all", Query::of("customer")),
        ("trash", Query::of("customer").trash(records::Trash::Only)),
        ("grade", Query::of("customer").filter(Condition::eq("grade", Value::text("a")))),
        ("due", Query::of("customer").filter(Condition::lte("next_contact_on", today))),
        ("orders", Query::of("order")),
        ("lines", Query::of("order_line")),
        ("orders of grade a", Query::of("order").filter(Condition::eq("customer.grade", Value::text("a")))),
        ("orders with a total", Query::of("order").filter(Condition::is_null("total", false))),
        ("views", Query::of("saved_view")),
    ]
}

fn groupings() -> Vec<(&'static str, Query, GroupBy, Measure)> {
    let by = |field: &str, bucket| GroupBy { field: field.to_owned(), bucket };
    let of = |field: &str, op| Measure { field: field.to_owned(), op };
    vec![
        ("owners", Query::of("customer"), by("owner", None), of("clv_12m", MeasureOp::Sum)),
        ("months", Query::of("order"), by("ordered_on", Some(Bucket::Month)), of("total", MeasureOp::Sum)),
        (
            "orders of good customers",
            Query::of("order").filter(Condition::eq("customer.grade", Value::text("a"))),
            by("status", None),
            of("total", MeasureOp::Avg),
        ),
        ("lines", Query::of("order_line"), by("kind", None), of("amount", MeasureOp::Max)),
    ]
}

/// Something happens; answers what.
fn write(
    company: &TestCompany,
    people: &Personas,
    dice: &mut Random,
    samples: &mut Samples,
    customers: &mut Vec<Id>,
) -> &'static str {
    let door = company.records.as_system("test");
    let staff = [people.mei, people.ren, people.bo, people.sun];
    let somebody = staff[dice.below(staff.len())];
    let new = |draft: Draft| door.create(draft).unwrap().id();
    if customers.len() < 4 {
        let draft =
            Draft::new("customer").set("name", Value::text("first")).set("owner", Value::Id(somebody));
        customers.push(new(draft));
        return "a first customer";
    }
    let place = dice.below(customers.len());
    let customer = customers[place];
    let change = |draft: Draft| drop(door.update(customer, None, draft).unwrap());
    match dice.below(13) {
        0 | 1 => {
            let draft = samples.draft(&door, "customer", Filling::Mixed).set("owner", Value::Id(somebody));
            customers.push(new(draft));
            "a customer comes"
        }
        2 => {
            change(Draft::new("customer").set("owner", Value::Id(somebody)));
            "a customer changes hands"
        }
        3 => {
            let grade = ["a", "b"][dice.below(2)];
            change(Draft::new("customer").set("grade", Value::text(grade)));
            "a grade changes"
        }
        4 => {
            door.delete("customer", customer, None).unwrap();
            customers.swap_remove(place);
            "a customer goes"
        }
        5 => {
            let order = Draft::new("order")
                .set("customer", Value::Id(customer))
                .set("ordered_on", Value::Date(company.records.today()));
            let order = new(order.set("owner", Value::Id(somebody)));
            let line = Draft::new("order_line").set("order", Value::Id(order));
            let amount = value::Money::new(dice.below(900) as i64, value::Currency::CNY);
            new(line.set("amount", Value::Money(amount)));
            "an order comes"
        }
        6 => {
            let until: Date = company.records.today().tomorrow().unwrap();
            new(Draft::new("record_member")
                .set("record", Value::Link(value::Link { object: "customer".to_owned(), id: customer }))
                .set("user", Value::Id(somebody))
                .set("expires_on", Value::Date(until)));
            "somebody joins until tomorrow"
        }
        7 => {
            company.records.clock().advance(DAY);
            "a day passes"
        }
        8 => {
            let teams = [people.sales, people.north, people.service];
            door.update(somebody, None, Draft::new("user").set("team", Value::Id(teams[dice.below(3)])))
                .unwrap();
            "somebody changes his department"
        }
        9 => {
            let manager = if somebody == people.bo { people.ren } else { people.mei };
            let draft = Draft::new("user")
                .set("manager", if somebody == people.mei { Value::Null } else { Value::Id(manager) });
            door.update(somebody, None, draft).unwrap();
            "somebody reports to another one"
        }
        10 => {
            change(Draft::new("customer").set("next_contact_on", Value::Date(company.records.today())));
            "a call is due"
        }
        11 => {
            let worth = value::Money::new(dice.below(90_000) as i64, value::Currency::CNY);
            let figures = vec![(customer, vec![("clv_12m".to_owned(), Value::Money(worth))])];
            door.transaction(move |work| work.write_side("customer", figures)).unwrap();
            "a customer is valued"
        }
        _ => {
            let own = company.records.as_user(company.records.actor(somebody).unwrap());
            let share = ["private", "team", "all"][dice.below(3)];
            let view = Draft::new("saved_view")
                .set("name", Value::text("v"))
                .set("object", Value::text("customer"))
                .set("visibility", Value::text(share));
            match own.create(view) {
                Ok(_) | Err(Error::Forbidden) => "a view is kept",
                Err(other) => panic!("{other}"),
            }
        }
    }
}
