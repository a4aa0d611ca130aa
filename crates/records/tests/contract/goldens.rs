use access::{Actor, Grant, Rights, Scope, Verb, reach};
use catalog::{Catalog, Language};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::Dialect;
use testkit::golden;
use value::Id;

#[test]
fn the_database_has_the_shape_that_was_agreed() {
    let catalog = Catalog::built_in().unwrap();
    golden(&place("ddl.sqlite.sql"), &store::ddl(&catalog, Dialect::Sqlite));
    golden(&place("ddl.postgres.sql"), &store::ddl(&catalog, Dialect::Postgres));
}

#[test]
fn the_scope_rule_is_printed_as_agreed() {
    let cases = [
        ("everything", "customer", Verb::Read, Scope::All),
        ("own, with the pool and members", "customer", Verb::Read, Scope::Own),
        ("own, to change", "customer", Verb::Update, Scope::Own),
        ("the pool alone", "customer", Verb::Read, Scope::Pool),
        ("own and subordinates", "task", Verb::Read, Scope::Subordinates),
        ("a department", "order", Verb::Read, Scope::Team),
        ("a department and those below it", "order", Verb::Delete, Scope::TeamTree),
        ("shared by role", "product", Verb::Read, Scope::All),
        ("private", "notification", Verb::Read, Scope::None),
        ("private, shared by a field", "saved_view", Verb::Read, Scope::None),
        ("private, to change", "saved_view", Verb::Update, Scope::None),
        ("as the parent, all of it", "order_line", Verb::Read, Scope::All),
        ("as the parent, own", "order_line", Verb::Update, Scope::Own),
        ("as any parent", "comment", Verb::Read, Scope::Own),
        ("as any parent, one's own words", "comment", Verb::Update, Scope::Own),
        ("as any parent or none, one's own", "attachment", Verb::Read, Scope::Own),
    ];
    let catalog = Catalog::built_in().unwrap();
    let mut text = String::new();
    for (name, object, verb, scope) in cases {
        let object = catalog.object(object).unwrap();
        let reached =
            reach(&actor(&catalog, scope), verb, object, &catalog, "2026-03-01".parse().unwrap()).unwrap();
        text.push_str(&format!("-- {name}: {} {}\n", verb.word(), object.name));
        let printed = store::scope_text(&reached, Dialect::Sqlite);
        let other = store::scope_text(&reached, Dialect::Postgres);
        text.push_str(&format!("{printed}\n"));
        if other != printed {
            text.push_str(&format!("{other}\n"));
        }
        text.push('\n');
    }
    golden(&place("scope.sql"), &text);
}

/// Somebody with two subordinates, a department and one below it, and the same scope on every object.
fn actor(catalog: &Catalog, scope: Scope) -> Actor {
    let grants = catalog
        .objects()
        .iter()
        .flat_map(|object| Verb::ALL.map(|verb| Grant { object: object.name.clone(), verb, scope }));
    Actor {
        user: Some(Id(7)),
        name: "ren".to_owned(),
        subordinates: vec![Id(8), Id(9)],
        team: Some(Id(20)),
        team_tree: vec![Id(20), Id(21)],
        rights: Arc::new(Rights::of_role(grants, [])),
        language: Language::En,
        time_zone: "UTC".to_owned(),
        reason: None,
        limited_to: None,
    }
}

fn place(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/goldens").join(file)
}
