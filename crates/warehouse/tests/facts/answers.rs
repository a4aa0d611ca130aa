use crate::world::World;
use records::{Draft, Query};
use serde_json::{Value as Json, json};
use value::{Currency, Id, Money, Value};
use warehouse::{Limits, Warehouse};

#[test]
fn values_come_out_as_they_went_in() {
    World::each(21, |world| {
        let door = world.system();
        let name = Value::text("100% _real_ \"Söhne\" 华为");
        let customer = door.create(Draft::new("customer").set("name", name)).unwrap().id();
        let order = world
            .draft("order")
            .set("customer", Value::Id(customer))
            .set("ordered_on", Value::Date("2026-02-28".parse().unwrap()));
        let order = door.create(order).unwrap().id();
        for minor in [12_345, -5, 9_000_000_000_000] {
            let line = world.draft("order_line").set("order", Value::Id(order));
            let yuan = |minor| Value::Money(Money::new(minor, Currency::CNY));
            door.create(line.set("amount", yuan(minor)).set("unit_price", yuan(minor))).unwrap();
        }
        world.refresh();
        let rows = world.rows(
            &door,
            &format!(
                "select c.name, o.ordered_on, o.customer, l.amount, l.amount_currency
                 from order_lines l join orders o on o.id = l.\"order\" join customers c on c.id = o.customer
                 where o.id = '{}' order by l.id",
                order.with_prefix("ord")
            ),
        );
        let amounts: Vec<String> = door
            .find(
                &Query::of("order_line").filter(records::Condition::eq("order", Value::Id(order))).sort("id"),
            )
            .unwrap()
            .records
            .iter()
            .map(|line| format!("{:.3}", line.get("amount").as_money().unwrap().amount()))
            .collect();
        assert_eq!(rows.len(), 3);
        for (row, amount) in rows.iter().zip(amounts) {
            let expected = json!([
                "100% _real_ \"Söhne\" 华为",
                "2026-02-28",
                customer.with_prefix("cus"),
                amount,
                "CNY"
            ]);
            assert_eq!(&Json::from(row.clone()), &expected);
        }
    });
}

#[test]
fn columns_tell_their_types_and_the_answer_its_moment() {
    World::each(22, |world| {
        world.refresh();
        let answer = world.ask(
            &world.system(),
            "select count(*) n, sum(turnover) t, avg(rfm_r) a, min(created_at) c, max(last_order_on) d, \
             bool_or(active) b from customers cross join (select max(active) active from users)",
        );
        let kinds: Vec<&str> = answer.columns.iter().map(|column| column.kind).collect();
        assert_eq!(kinds, ["integer", "decimal", "number", "date_time", "date", "boolean"]);
        assert_eq!(answer.as_of, "2026-03-01T08:00:00.000Z");
        assert!(!answer.truncated);
    });
}

#[test]
fn more_rows_than_asked_for_are_said_to_be_there() {
    World::each(23, |world| {
        world.refresh();
        let few = Limits { rows: 3, ..Limits::default() };
        let door = world.system();
        let ask = |sql: &str| world.warehouse.ask(&door, sql, few).unwrap();
        let answer = ask("select id from customers");
        assert_eq!((answer.rows.len(), answer.truncated), (3, true));
        let answer = ask("select id from customers limit 3");
        assert_eq!((answer.rows.len(), answer.truncated), (3, false));
    });
}

#[test]
fn the_plan_is_shown_without_files() {
    World::each(24, |world| {
        world.refresh();
        let answer =
            world.ask(&world.system(), "explain select count(*) from orders where ordered_on > '2026-01-01'");
        let text = Json::from(answer.rows).to_string();
        assert!(text.contains("TableScan: orders"), "{text}");
        assert!(!text.contains("parquet") && !text.contains("manifest"), "{text}");
    });
}

#[test]
fn a_first_question_fills_the_warehouse() {
    World::each(25, |world| {
        let folder = tempfile::tempdir().unwrap();
        let fresh = Warehouse::below(world.records(), folder.path());
        let answer = fresh.ask(&world.system(), "select count(*) from customers", Limits::default()).unwrap();
        let count = world.system().count(&Query::of("customer")).unwrap();
        assert_eq!(answer.rows, [[Json::from(count)]]);
    });
}

#[test]
fn a_lost_record_is_out_of_sight_before_the_next_refresh() {
    World::each(26, |world| {
        let mine: Vec<Id> = (0..3)
            .map(|_| {
                let draft = world.draft("customer").set("owner", Value::Id(world.people.bo));
                world.system().create(draft.set("team", Value::Id(world.people.north))).unwrap().id()
            })
            .collect();
        world.refresh();
        let bo = testkit::Personas::door(&world.records(), world.people.bo);
        let count = |world: &World| {
            world.rows(&bo, "select count(distinct id) from customers")[0][0].as_u64().unwrap()
        };
        let before = count(world);
        let away = Draft::new("customer").set("owner", Value::Id(world.people.sun));
        world.system().update(mine[0], None, away).unwrap();
        assert_eq!(count(world), before - 1);
    });
}

#[test]
fn a_question_is_noted_where_reads_are() {
    World::each(27, |world| {
        world.refresh();
        let door = testkit::Personas::door(&world.records(), world.people.vera);
        let notes = |world: &World| -> Vec<(String, String)> {
            world.records().finish_read_log();
            let read = records::HistoryQuery {
                kind: Some(records::ChangeKind::Read),
                limit: 50,
                ..records::HistoryQuery::default()
            };
            let anna = testkit::Personas::door(&world.records(), world.people.anna);
            anna.history(&read).unwrap().into_iter().map(|entry| (entry.object, entry.cause)).collect()
        };
        world.ask(&door, "select count(*) from customers");
        assert_eq!(notes(world), []);
        world.records().set_setting("security.audit_reads", json!(true)).unwrap();
        world.ask(&door, "select count(*)\n  from customers");
        let noted = ("customer".to_owned(), "sql: select count(*) from customers".to_owned());
        assert_eq!(notes(world), [noted]);
    });
}

#[test]
fn a_new_field_is_there_at_once() {
    World::each(28, |world| {
        world.refresh();
        let field = json!({ "object": "customer", "name": "x_flavour", "declaration": { "type": "text" } });
        records::add_field(&world.records(), serde_json::from_value(field).unwrap()).unwrap();
        let rows = world.rows(&world.system(), "select count(*), count(x_flavour) from customers");
        let count = world.system().count(&Query::of("customer")).unwrap();
        assert_eq!(rows, [[Json::from(count), Json::from(0)]]);
    });
}

#[test]
fn what_is_deleted_leaves_the_tables_although_nobody_asks() {
    World::each(29, |world| {
        let door = world.system();
        let name = Value::text("quokka");
        let customer = door.create(Draft::new("customer").set("name", name)).unwrap().id();
        world.refresh();
        let upkeep = world.warehouse.keep_up(std::time::Duration::from_millis(1)).unwrap();
        let named = |world: &World| {
            world.rows(&world.system(), "select 1 from customers where name = 'quokka'").len()
        };
        assert_eq!(named(world), 1);
        door.delete("customer", customer, None).unwrap();
        while named(world) > 0 {
            std::thread::yield_now();
        }
        upkeep.end();
    });
}
