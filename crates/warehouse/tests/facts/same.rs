use crate::world::World;
use records::Query;
use serde_json::Value as Json;
use value::{Id, Value};

const ROUNDS: usize = 4;

#[test]
fn catching_up_and_beginning_from_zero_give_the_same_content() {
    World::each(11, |world| {
        world.refresh();
        for round in 0..ROUNDS {
            live(world);
            let caught_up = world.refresh();
            let kept = world.everything();
            let rebuilt = world.warehouse.rebuild().unwrap();
            for ((name, one), (_, other)) in kept.into_iter().zip(world.everything()) {
                assert_eq!(one, other, "{name}, round {round}, {}", world.company.database());
            }
            assert_eq!(caught_up.all_rows, rebuilt.all_rows);
            assert!(caught_up.rows > 0 && rebuilt.rows == rebuilt.all_rows, "{caught_up:?} {rebuilt:?}");
        }
    });
}

#[test]
fn nothing_is_written_when_nothing_happened() {
    World::each(12, |world| {
        let first = world.refresh();
        let again = world.refresh();
        assert!(first.files > 10, "{first:?}");
        assert_eq!((again.files, again.rows, again.all_rows), (0, 0, first.all_rows));
    });
}

#[test]
fn every_living_record_is_there_and_no_other() {
    World::each(13, |world| {
        live(world);
        world.refresh();
        let door = world.system();
        for table in world.warehouse.tables(&door) {
            let counted = world.rows(&door, &format!("select count(*) from \"{}\"", table.name));
            let living = door.count(&Query::of(&table.object)).unwrap();
            assert_eq!(counted, [[Json::from(living)]], "{}", table.name);
        }
    });
}

/// A day in the company: new records, changed ones, some thrown away and taken back, figures, another owner and another parent.
fn live(world: &mut World) {
    let door = world.system();
    for object in ["customer", "order", "order_line", "activity", "task", "contact", "product"] {
        let made = world.fill(object, 2);
        world.change(object, made[0]);
        let old: Vec<Id> = door
            .find(&Query::of(object).sort("id").limit(4))
            .unwrap()
            .records
            .iter()
            .map(|one| one.id())
            .collect();
        let one = *world.random.one(&old);
        world.change(object, one);
        if matches!(object, "task" | "activity" | "order_line") {
            door.delete(object, old[0], None).unwrap();
            door.delete(object, old[1], None).unwrap();
            door.restore(object, old[1]).unwrap();
        }
    }
    let first = |object: &str| door.find(&Query::of(object).sort("id").limit(2)).unwrap().records;
    let (orders, customers) = (first("order"), first("customer"));
    let moved = |object: &str, field: &str, to: Id| records::Draft::new(object).set(field, Value::Id(to));
    let customer = customers[world.random.below(2)].id();
    door.update(orders[0].id(), None, moved("order", "customer", customer)).unwrap();
    let line = first("order_line")[0].id();
    door.update(line, None, moved("order_line", "order", orders[1].id())).unwrap();
    let figure = vec![("rfm_r".to_owned(), Value::Integer(world.random.below(5) as i64 + 1))];
    door.transaction(move |work| work.write_side("customer", vec![(customer, figure)])).unwrap();
}
