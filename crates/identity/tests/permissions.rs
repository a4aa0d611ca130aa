#![allow(clippy::unwrap_used, clippy::expect_used)]

use access::{Actor, Clause, Verb, reach};
use catalog::{Access, Catalog, Language, Object};
use identity::{Identity, SecretKey, Setup};
use records::{Behaviours, Draft, Query};
use std::path::Path;
use testkit::{companies, golden};
use value::{Currency, Value};

#[test]
fn the_roles_of_a_new_company_allow_what_was_agreed() {
    let company = companies(&Behaviours::default()).into_iter().next().unwrap();
    let identity = Identity::open(company.records.clone(), SecretKey::new([7; 32])).unwrap();
    let setup = Setup {
        company: "Acme".to_owned(),
        name: "Anna".to_owned(),
        email: "anna@acme.example".to_owned(),
        password: "seven purple lanterns".to_owned(),
        language: Language::En,
        currency: Currency::CNY,
        time_zone: None,
    };
    let administrator = identity.set_up(setup).unwrap();
    let system = company.records.as_system("test");
    let catalog = company.records.catalog();
    let mut text = String::new();
    for role in system.find(&Query::of("role").sort("id")).unwrap().records {
        let draft = Draft::new("user")
            .set("name", Value::Text(role.title()))
            .set("email", Value::Text(format!("{}@acme.example", role.id().0)))
            .set("roles", Value::List(vec![Value::Id(role.id())]));
        let user = system.create(draft).unwrap().id();
        let actor = company.records.actor(user).unwrap();
        let seen = company.records.actor_limited(administrator, role.id()).unwrap();
        assert_eq!(grid("seen as", &seen, &catalog), grid("seen as", &actor, &catalog), "{}", role.title());
        text.push_str(&grid(&role.title(), &actor, &catalog));
    }
    golden(&Path::new(env!("CARGO_MANIFEST_DIR")).join("goldens/permissions.txt"), &text);
}

/// One line an object, one column a verb.
fn grid(role: &str, actor: &Actor, catalog: &Catalog) -> String {
    let verbs: Vec<String> = Verb::ALL.iter().map(|verb| format!("{:<20}", verb.word())).collect();
    let mut text = format!("{:<24}{}\n", role, verbs.concat().trim_end());
    for object in catalog.objects() {
        let cells: Vec<String> =
            Verb::ALL.iter().map(|verb| format!("{:<20}", cell(actor, *verb, object, catalog))).collect();
        text.push_str(&format!("{:<24}{}\n", object.name, cells.concat().trim_end()));
    }
    text.push('\n');
    text
}

fn cell(actor: &Actor, verb: Verb, object: &Object, catalog: &Catalog) -> String {
    let Some(reached) = reach(actor, verb, object, catalog, "2026-03-01".parse().unwrap()) else {
        return "-".to_owned();
    };
    match (reached.clause(), &object.access) {
        (Clause::Everything, _) => "all".to_owned(),
        (Clause::Private { share: Some(_), .. }, _) => "own or shared".to_owned(),
        (Clause::Private { share: None, .. }, _) => "own".to_owned(),
        (Clause::Each(_), _) => format!("{}, of what is read", actor.rights.scope(&object.name, verb).word()),
        (Clause::Owned { .. }, _) => actor.rights.scope(&object.name, verb).word().to_owned(),
        (Clause::Parent { only_by: Some(_), field, .. }, _) => format!("own, as {field}"),
        (Clause::Parent { field, .. }, Access::Parent(_)) => format!("as {field}"),
        (Clause::Parent { .. }, _) => "?".to_owned(),
    }
}
