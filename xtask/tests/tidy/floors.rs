//! Which crate may lean on which, which outside crates stay in one room, which areas do not know each other.

use crate::assert_none;
use crate::sources::{self, Source};

const FLOORS: &[(&str, &[&str])] = &[
    ("floor 0", &["value", "formula", "catalog", "access", "models", "sample"]),
    ("floor 1", &["store"]),
    ("floor 2", &["records"]),
    ("floor 3", &["domain", "flow", "identity", "insight", "channels", "exchange", "warehouse"]),
    ("floor 4", &["api", "worker"]),
    ("floor 5", &["guanxi"]),
];

/// The only order inside a floor: each of these may use those before it.
const CHAIN: &[&str] = &["value", "formula", "catalog", "access"];

/// Who may open the database: the door, and the program that hands it to the door.
const MAY_USE_STORE: &[&str] = &["records", "guanxi"];

const ROOMS: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("postgres", &["store"]),
    ("tokio-postgres", &["store"]),
    ("tokio-postgres-rustls", &["store"]),
    ("sqlx", &["store"]),
    ("sea-query", &["store"]),
    ("axum", &["api"]),
    ("lettre", &["channels"]),
    ("datafusion", &["warehouse"]),
    ("arrow", &["warehouse"]),
    ("parquet", &["warehouse"]),
    ("object_store", &["warehouse"]),
];

/// The benchmark of the program stands beside these two bare; its tests speak HTTP to a real listener.
const DEV_OF_GUANXI: &[&str] = &["axum", "rusqlite"];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Normal,
    Dev,
}

#[test]
fn crates_lean_only_on_lower_floors() {
    let mut complaints = Vec::new();
    for name in sources::folders("crates") {
        complaints.extend(edges_refused(&name, &sources::read(&format!("crates/{name}/Cargo.toml"))));
    }
    assert_none(complaints);
}

#[test]
fn xtask_leans_on_no_crate_of_the_workspace() {
    let ours = sources::folders("crates");
    let leaning = dependencies(&sources::read("xtask/Cargo.toml"));
    assert_none(leaning.into_iter().filter(|(_, on)| ours.contains(on)).map(|(_, on)| on).collect());
}

#[test]
fn forbidden_edges_are_found() {
    let leans = |on: &str| format!("[dependencies]\n{on}.workspace = true\n");
    for (from, on) in [
        ("value", "formula"),
        ("models", "value"),
        ("store", "records"),
        ("domain", "store"),
        ("domain", "insight"),
        ("api", "store"),
        ("api", "worker"),
        ("exchange", "testkit"),
        ("api", "rusqlite"),
        ("guanxi", "axum"),
        ("insight", "datafusion"),
        ("newcomer", "value"),
    ] {
        assert_ne!(edges_refused(from, &leans(on)), Vec::<String>::new(), "{from} -> {on}");
    }
    for (from, on) in [("access", "formula"), ("records", "store"), ("worker", "domain"), ("guanxi", "store")]
    {
        assert_eq!(edges_refused(from, &leans(on)), Vec::<String>::new(), "{from} -> {on}");
    }
    let hidden = "[target.'cfg(unix)'.dependencies]\nstore = { path = \"../store\" }\n";
    assert_ne!(edges_refused("domain", hidden), Vec::<String>::new());
}

#[test]
fn each_outside_crate_stays_in_its_room() {
    let mut complaints = Vec::new();
    for source in sources::all().iter().filter(|source| source.is_rust_of_crates()) {
        complaints.extend(outside_its_room(source));
    }
    assert_none(complaints);
}

#[test]
fn a_stranger_in_a_room_is_found() {
    let found = |path: &str, text: &str| outside_its_room(&Source::new(path, text)).len();
    assert_eq!(found("crates/domain/src/lib.rs", "use sea_query::Expr;"), 1);
    assert_eq!(found("crates/records/src/lib.rs", "let c = rusqlite::Connection::open(p);"), 1);
    assert_eq!(found("crates/store/src/lib.rs", "use rusqlite::Connection;"), 0);
    assert_eq!(found("crates/guanxi/src/main.rs", "\"postgres://localhost\""), 0);
}

#[test]
fn areas_of_the_domain_do_not_know_each_other() {
    let areas = sources::folders("objects");
    let mut complaints = Vec::new();
    for source in sources::all().iter().filter(|source| source.path.starts_with("crates/domain/src/")) {
        complaints.extend(foreign_areas(source, &areas));
    }
    assert_none(complaints);
}

#[test]
fn a_foreign_area_is_found() {
    let areas = ["sales".to_owned(), "care".to_owned()];
    let found =
        |text: &str| foreign_areas(&Source::new("crates/domain/src/sales/order.rs", text), &areas).len();
    assert_eq!(found("use crate::care::visit;"), 1);
    assert_eq!(found("use super::super::care;"), 1);
    assert_eq!(found("use crate::sales::price;"), 0);
}

fn edges_refused(name: &str, manifest: &str) -> Vec<String> {
    if name == "testkit" {
        return Vec::new();
    }
    let Some(floor) = floor_of(name) else {
        return vec![format!("crates/{name} stands on no floor: give it one in {}", file!())];
    };
    let mut refused = Vec::new();
    for (kind, on) in dependencies(manifest) {
        let allowed = if on == "testkit" {
            kind == Kind::Dev
        } else if let Some((_, rooms)) = ROOMS.iter().find(|(outside, _)| *outside == on) {
            rooms.contains(&name)
                || (name == "guanxi" && kind == Kind::Dev && DEV_OF_GUANXI.contains(&on.as_str()))
        } else if on == "store" {
            MAY_USE_STORE.contains(&name)
        } else if let Some(other) = floor_of(&on) {
            other < floor || before_in_chain(&on, name)
        } else {
            true
        };
        if !allowed {
            refused.push(format!("crates/{name} ({}) may not depend on {on}", FLOORS[floor].0));
        }
    }
    refused
}

fn dependencies(manifest: &str) -> Vec<(Kind, String)> {
    let manifest: toml::Table = manifest.parse().expect("a manifest is TOML");
    let mut found = Vec::new();
    let mut tables = vec![&manifest];
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    tables.extend(targets.into_iter().flat_map(toml::Table::values).filter_map(toml::Value::as_table));
    for table in tables {
        for (key, kind) in [
            ("dependencies", Kind::Normal),
            ("build-dependencies", Kind::Normal),
            ("dev-dependencies", Kind::Dev),
        ] {
            let names = table.get(key).and_then(toml::Value::as_table);
            found.extend(names.into_iter().flat_map(toml::Table::keys).map(|name| (kind, name.clone())));
        }
    }
    found
}

fn floor_of(name: &str) -> Option<usize> {
    FLOORS.iter().position(|(_, crates)| crates.contains(&name))
}

fn before_in_chain(lower: &str, upper: &str) -> bool {
    let place = |name| CHAIN.iter().position(|link| *link == name);
    matches!((place(lower), place(upper)), (Some(lower), Some(upper)) if lower < upper)
}

fn outside_its_room(source: &Source) -> Vec<String> {
    let owner = source.owner().unwrap_or_default();
    let bench = owner == "guanxi" && !source.path.starts_with("crates/guanxi/src/");
    let mut complaints = Vec::new();
    for (outside, rooms) in ROOMS {
        if rooms.contains(&owner) || owner == "testkit" || (bench && DEV_OF_GUANXI.contains(outside)) {
            continue;
        }
        let path = format!("{}::", outside.replace('-', "_"));
        for (at, line) in source.lines() {
            let named = line.match_indices(&path).any(|(start, _)| starts_a_word(line, start));
            if named && !line.trim_start().starts_with("//") {
                complaints.push(format!("{}:{at}: {outside} belongs to {}", source.path, rooms.join(", ")));
            }
        }
    }
    complaints
}

fn starts_a_word(line: &str, start: usize) -> bool {
    !line[..start].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':')
}

fn foreign_areas(source: &Source, areas: &[String]) -> Vec<String> {
    let inside = source.path.trim_start_matches("crates/domain/src/");
    let Some(own) = areas.iter().find(|area| inside.split(['/', '.']).next() == Some(area)) else {
        return Vec::new();
    };
    let mut complaints = Vec::new();
    for (at, line) in source.lines() {
        for foreign in areas.iter().filter(|area| *area != own) {
            let names = [format!("crate::{foreign}"), format!("super::super::{foreign}")];
            if names.iter().any(|name| line.contains(name.as_str())) {
                complaints
                    .push(format!("{}:{at}: the area {own} may not know the area {foreign}", source.path));
            }
        }
    }
    complaints
}
