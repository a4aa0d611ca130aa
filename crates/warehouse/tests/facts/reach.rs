use crate::world::World;
use records::{Door, Query, Shown};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use testkit::{Personas, Random};
use value::Id;
use warehouse::{Error, Limits, TableCard, Wrong};

const NEWCOMERS: usize = 6;
const QUESTIONS: usize = 40;
const SCOPES: [&str; 6] = ["none", "own", "subordinates", "team", "team_tree", "all"];

/// What somebody may know of a table, asked of the records and not of the warehouse.
struct Known {
    card: TableCard,
    ids: Vec<String>,
}

#[test]
fn no_question_tells_more_than_the_records_do() {
    World::each(41, |world| {
        world.refresh();
        let mut random = Random::new(42);
        for door in everybody(world, &mut random) {
            let known: Vec<Known> = known(world, &door);
            assert!(!known.is_empty() || door.actor().name.starts_with("new"), "{}", door.actor().name);
            for _ in 0..QUESTIONS {
                let Some(question) = question(&known, &mut random) else { continue };
                let asked = fill(&question, |name| name.to_owned());
                let of_theirs = fill(&question, |name| format!("r_{name}"));
                let rest = of_theirs.strip_prefix("with ").unwrap_or(&of_theirs);
                let shadowed = format!("{} {rest}", shadows(&known, &question));
                let seen = sorted(world.rows(&door, &asked));
                let expected = sorted(world.rows(&world.system(), &shadowed));
                assert_eq!(
                    seen,
                    expected,
                    "{} asked {asked} on {}",
                    door.actor().name,
                    world.company.database()
                );
            }
        }
    });
}

#[test]
fn tables_and_columns_are_those_of_the_records() {
    World::each(43, |world| {
        world.refresh();
        for door in everybody(world, &mut Random::new(44)) {
            let cards = world.warehouse.tables(&door);
            for object in world.records().catalog().objects() {
                if object.name == "value_history" {
                    continue;
                }
                let readable = door.find(&Query::of(&object.name).limit(1)).is_ok();
                let card = cards.iter().find(|card| card.object == object.name);
                assert_eq!(card.is_some(), readable, "{} {}", door.actor().name, object.name);
                if card.is_none() {
                    let refused = world.warehouse.ask(
                        &door,
                        &format!("select * from \"{}\"", object.plural),
                        Limits::default(),
                    );
                    assert!(
                        matches!(refused, Err(Error::Question(complaint)) if complaint.kind == Wrong::UnknownTable)
                    );
                }
                let Some(card) = card else { continue };
                let Some(example) =
                    world.system().find(&Query::of(&object.name).limit(1)).unwrap().records.pop()
                else {
                    continue;
                };
                let view = door.view(object);
                let whole: BTreeSet<&str> = view
                    .fields(&example)
                    .filter(|(_, shown)| !matches!(shown, Shown::Covered(_)))
                    .map(|(name, _)| name)
                    .filter(|name| *name != "deleted_at" && !object.field(name).unwrap().secret)
                    .collect();
                let told: BTreeSet<&str> = card.columns.iter().map(|column| column.field.as_str()).collect();
                assert_eq!(told, whole, "{} {}", door.actor().name, object.name);
                for field in object.fields.iter().filter(|field| !whole.contains(field.name.as_str())) {
                    let sql = format!("select max(\"{}\") from \"{}\"", field.name, object.plural);
                    let refused = world.warehouse.ask(&door, &sql, Limits::default());
                    assert!(
                        matches!(&refused, Err(Error::Question(complaint)) if complaint.kind == Wrong::UnknownColumn),
                        "{sql}: {refused:?}"
                    );
                }
            }
        }
    });
}

/// Conditions of a question must not be worked out on rows out of reach: their errors would tell of them.
#[test]
fn an_error_tells_nothing_of_rows_out_of_reach() {
    World::each(45, |world| {
        world.refresh();
        for person in [world.people.mei, world.people.ren, world.people.bo, world.people.sun] {
            let door = Personas::door(&world.records(), person);
            for known in known(world, &door).iter().filter(|known| !known.ids.is_empty()) {
                let table = &known.card.name;
                let mine = listed(&known.ids);
                for sql in [
                    format!(
                        "select count(*) from \"{table}\" where 1 / (case when id in ({mine}) then 1 else 0 end) = 1"
                    ),
                    format!("select max(1 / (case when id in ({mine}) then 1 else 0 end)) from \"{table}\""),
                    format!(
                        "select count(*) from \"{table}\" t join \"{table}\" u on t.id = u.id and \
                         1 / (case when t.id in ({mine}) then 1 else 0 end) = 1"
                    ),
                ] {
                    assert_eq!(world.rows(&door, &sql).len(), 1, "{sql}");
                }
            }
        }
    });
}

fn everybody(world: &World, random: &mut Random) -> Vec<Door> {
    let records = world.records();
    let people = &world.people;
    let personas = [people.anna, people.mei, people.ren, people.bo, people.sun, people.vera];
    let mut doors: Vec<Door> = personas.iter().map(|person| Personas::door(&records, *person)).collect();
    let objects: Vec<String> =
        ["customer", "order", "product", "activity", "task", "contact", "user"].map(str::to_owned).into();
    for number in 0..NEWCOMERS {
        let scopes: Vec<&str> = objects.iter().map(|_| *random.one(&SCOPES)).collect();
        let grants: Vec<(&str, &str, &str)> =
            objects.iter().zip(&scopes).map(|(object, scope)| (object.as_str(), "read", *scope)).collect();
        let catalog = records.catalog();
        let mut closed: Vec<(String, String, &str)> = Vec::new();
        for object in ["customer", "order", "order_line", "activity"] {
            let fields = &catalog.object(object).unwrap().fields[catalog::SYSTEM_FIELDS..];
            for _ in 0..4 {
                let field = random.one(fields).name.clone();
                if closed.iter().all(|(of, name, _)| (of.as_str(), name) != (object, &field)) {
                    closed.push((object.to_owned(), field, *random.one(&["hidden", "mask"])));
                }
            }
        }
        let closed: Vec<(&str, &str, &str)> =
            closed.iter().map(|(object, field, level)| (object.as_str(), field.as_str(), *level)).collect();
        doors.push(people.newcomer(&records, &format!("new{number}"), &grants, &closed));
    }
    doors
}

fn known(world: &World, door: &Door) -> Vec<Known> {
    let cards = world.warehouse.tables(door).into_iter();
    cards.map(|card| Known { ids: ids(world, door, &card), card }).collect()
}

/// The typed ids of the rows that the door gives; a customer's past belongs to whoever reaches the customer.
fn ids(world: &World, door: &Door, card: &TableCard) -> Vec<String> {
    let catalog = door.catalog().clone();
    let object = catalog.object(&card.object).unwrap();
    let all = |door: &Door, object: &str| door.find(&Query::of(object).limit(100_000)).unwrap().records;
    let typed = |id: Id| id.with_prefix(&object.prefix);
    if card.object != "value_history" {
        return all(door, &card.object).iter().map(|record| typed(record.id())).collect();
    }
    let customers: BTreeSet<Id> = all(door, "customer").iter().map(records::Record::id).collect();
    let history = all(&world.system(), "value_history");
    let mine = history
        .iter()
        .filter(|point| point.get("customer").as_id().is_some_and(|id| customers.contains(&id)));
    mine.map(|point| typed(point.id())).collect()
}

/// A question with `{table}` where a table stands.
fn question(known: &[Known], random: &mut Random) -> Option<String> {
    let usable: Vec<&Known> = known.iter().filter(|known| column(known, "id")).collect();
    if usable.is_empty() {
        return None;
    }
    let (one, other) = (*random.one(&usable), *random.one(&usable));
    let (t, u) = (&one.card.name, &other.card.name);
    let mut any = |known: &Known| format!("\"{}\"", random.one(&known.card.columns).name);
    let (a, b, c) = (any(one), any(one), any(other));
    let mut shapes = vec![
        format!("select * from {{{t}}}"),
        format!("select id, {a} as v, {b} as w from {{{t}}} where {a} is not null"),
        format!("select count(*), count(distinct {a}), min({b}), max({b}) from {{{t}}}"),
        format!("select {a}, count(*), max(id) from {{{t}}} group by {a} having count(*) >= 1"),
        format!("select {a} from {{{t}}} union select {a} from {{{t}}}"),
        format!("select id from {{{t}}} union all select id from {{{u}}}"),
        format!("select id from {{{t}}} intersect select id from {{{u}}}"),
        format!("select id, row_number() over (partition by {a} order by id), count(*) over () from {{{t}}}"),
        format!("select x.id, (select count(*) from {{{u}}} y where y.id = x.id) from {{{t}}} x"),
        format!("select x.id, y.id, y.{c} from {{{t}}} x left join {{{u}}} y on x.id = y.id"),
        format!("select x.id, y.id from {{{t}}} x full join {{{u}}} y on substr(x.id, 5) < substr(y.id, 5)"),
        format!("select count(*) from {{{t}}} x where exists (select 1 from {{{u}}} y where y.id = x.id)"),
        format!("select id from {{{t}}} where id not in (select id from {{{u}}}) order by id limit 3"),
        format!("with w as (select id, {a} as v from {{{t}}}) select count(*), max(v) from w where id > 'a'"),
        format!("select max(id), (select max({c}) from {{{u}}}) from {{{t}}}"),
        format!("select id, lag(id) over (order by id) from {{{t}}} order by id desc limit 5"),
    ];
    let references = one.card.columns.iter().filter(|column| column.kind == "text" && column.name != "id");
    for reference in references {
        let name = &reference.name;
        shapes.push(format!("select x.id, y.* from {{{t}}} x join {{{u}}} y on x.\"{name}\" = y.id"));
        shapes.push(format!(
            "select y.id, count(x.id) from {{{u}}} y left join {{{t}}} x on x.\"{name}\" = y.id group by y.id"
        ));
        shapes.push(format!("select id from {{{t}}} where \"{name}\" in (select id from {{{u}}})"));
    }
    Some(random.one(&shapes).clone())
}

fn column(known: &Known, name: &str) -> bool {
    known.card.columns.iter().any(|column| column.name == name)
}

fn fill(question: &str, name_of: impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    for piece in question.split('{') {
        match piece.split_once('}') {
            Some((name, rest)) => text += &format!("\"{}\"{rest}", name_of(name)),
            None => text += piece,
        }
    }
    text
}

/// What the person may know of each table that the question names, as a view of the program's own.
fn shadows(known: &[Known], question: &str) -> String {
    let named = known.iter().filter(|known| question.contains(&format!("{{{}}}", known.card.name)));
    let views: Vec<String> = named
        .map(|known| {
            let columns: Vec<String> =
                known.card.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
            let within = if known.ids.is_empty() {
                "false".to_owned()
            } else {
                format!("id in ({})", listed(&known.ids))
            };
            let name = &known.card.name;
            format!("\"r_{name}\" as (select {} from \"{name}\" where {within})", columns.join(", "))
        })
        .collect();
    match question.strip_prefix("with ") {
        Some(_) => format!("with {},", views.join(", ")),
        None => format!("with {}", views.join(", ")),
    }
}

fn listed(ids: &[String]) -> String {
    ids.iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(",")
}

fn sorted(rows: Vec<Vec<Json>>) -> Vec<String> {
    let mut texts: Vec<String> = rows.into_iter().map(|row| Json::from(row).to_string()).collect();
    texts.sort();
    texts
}
