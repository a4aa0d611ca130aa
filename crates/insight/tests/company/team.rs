use crate::shop::{Shop, date};
use formula::Condition;
use insight::team;
use records::{Draft, Query};
use testkit::for_each_database;
use value::{Id, Value};

const DAY: &str = "2026-03-01";

fn person(shop: &Shop, name: &str) -> Id {
    let user = Draft::new("user")
        .set("name", Value::text(name))
        .set("email", Value::text(format!("{name}@example.com")));
    shop.door().create(user).unwrap().id()
}

fn owned_shop(records: &records::Records) -> (Shop, Id, Id) {
    let mut shop = Shop::with_customers(records, 160);
    shop.trade(date("2025-01-01"), date(DAY));
    let (bo, vera) = (person(&shop, "bo"), person(&shop, "vera"));
    for place in 0..160 {
        let owner = if place % 2 == 0 { bo } else { vera };
        let draft = Draft::new("customer").set("owner", Value::Id(owner));
        shop.door().update(shop.customers[place], None, draft).unwrap();
    }
    shop.run(DAY);
    (shop, bo, vera)
}

#[test]
fn the_team_view_counts_what_lies_with_whom() {
    for_each_database(|company| {
        let (shop, bo, vera) = owned_shop(&company.records);
        let door = shop.door();
        let open =
            door.count(&Query::of("alert").filter(Condition::eq("status", Value::text("open")))).unwrap();
        let task = |on: &str, status: &str| {
            let draft = Draft::new("task")
                .set("subject", Value::text("call"))
                .set("owner", Value::Id(bo))
                .set("due_on", Value::Date(date(on)))
                .set("status", Value::text(status));
            door.create(draft).unwrap();
        };
        task("2001-01-01", "not_started");
        task("2999-01-01", "started");
        let before = team(&door).unwrap();
        let of = |view: &insight::Team, name: &str| {
            view.people.iter().find(|person| person.name == name).cloned().unwrap()
        };
        assert_eq!(before.people.iter().map(|person| person.open).sum::<u64>(), open);
        assert_eq!((of(&before, "bo").customers, of(&before, "vera").customers), (80, 80));
        assert_eq!((of(&before, "bo").tasks, of(&before, "bo").overdue), (2, 1));
        let his = Query::of("alert").filter(Condition::all([
            Condition::eq("status", Value::text("open")),
            Condition::eq("customer.owner", Value::Id(bo)),
        ]));
        let alerts = door.find(&his.limit(2)).unwrap().records;
        assert_eq!(
            of(&before, "bo").open,
            door.count(&Query::of("alert").filter(Condition::all([
                Condition::eq("status", Value::text("open")),
                Condition::eq("customer.owner", Value::Id(bo)),
            ])))
            .unwrap()
        );
        let handed = Draft::new("alert").set("assignee", Value::Id(vera));
        door.update(alerts[0].id(), None, handed).unwrap();
        let closed = Draft::new("alert")
            .set("status", Value::text("done"))
            .set("outcome", Value::text("no longer holds"));
        door.update(alerts[1].id(), None, closed).unwrap();
        let after = team(&door).unwrap();
        assert_eq!(of(&after, "bo").open, of(&before, "bo").open - 2);
        assert_eq!(of(&after, "vera").open, of(&before, "vera").open + 1);
        assert!(
            after.people.iter().all(|person| person.done_alerts == 0),
            "what closed by itself nobody did"
        );
    });
}

#[test]
fn what_was_called_not_useful_sinks_on_the_list_of_who_said_so() {
    for_each_database(|company| {
        let (shop, bo, _) = owned_shop(&company.records);
        let kind = "leaving";
        let scores = |owner_is_bo: bool| -> Vec<(Id, String)> {
            let of = Condition::all([
                Condition::eq("status", Value::text("open")),
                Condition::eq("kind", Value::text(kind)),
                if owner_is_bo {
                    Condition::eq("customer.owner", Value::Id(bo))
                } else {
                    Condition::ne("customer.owner", Value::Id(bo))
                },
            ]);
            let found = shop.all(&Query::of("alert").filter(of).sort("id"));
            found
                .iter()
                .map(|alert| (alert.id(), alert.get("score").as_decimal().unwrap().to_string()))
                .collect()
        };
        let sum =
            |list: &[(Id, String)]| list.iter().map(|(_, score)| score.parse::<f64>().unwrap()).sum::<f64>();
        let (his, others) = (scores(true), scores(false));
        assert!(his.len() > 3 && others.len() > 1, "{} {}", his.len(), others.len());
        let as_bo = administrator(&shop, bo);
        for (alert, _) in &his[..2] {
            let mut input = serde_json::Map::new();
            input.insert("dismissed_as".to_owned(), "unimportant".into());
            as_bo.act("alert", *alert, "dismiss", input).unwrap();
        }
        shop.run(DAY);
        let (left, theirs) = (scores(true), scores(false));
        let his_left = sum(&his
            .iter()
            .filter(|one| left.iter().any(|other| other.0 == one.0))
            .cloned()
            .collect::<Vec<_>>());
        let theirs_before = sum(&others
            .iter()
            .filter(|one| theirs.iter().any(|other| other.0 == one.0))
            .cloned()
            .collect::<Vec<_>>());
        let his_now = sum(&left
            .iter()
            .filter(|one| his.iter().any(|other| other.0 == one.0))
            .cloned()
            .collect::<Vec<_>>());
        let theirs_now = sum(&theirs
            .iter()
            .filter(|one| others.iter().any(|other| other.0 == one.0))
            .cloned()
            .collect::<Vec<_>>());
        let (own, other) = (his_now / his_left, theirs_now / theirs_before);
        assert!(own < other && other < 1.0, "{own} {other}");
        assert!(own > 0.5, "two answers silence nothing: {own}");
    });
}

fn administrator(shop: &Shop, user: Id) -> records::Door {
    let role = Draft::new("role").set("name", Value::text("all")).set("administrator", Value::Boolean(true));
    let role = shop.door().create(role).unwrap().id();
    let draft = Draft::new("user").set("roles", Value::List(vec![Value::Id(role)]));
    shop.door().update(user, None, draft).unwrap();
    shop.records.as_user(shop.records.actor(user).unwrap())
}
