use crate::world::World;
use std::time::Duration;
use warehouse::{Error, Limits, Wrong};

fn wrong(world: &World, sql: &str, limits: Limits) -> (Wrong, String, Option<(u64, u64)>) {
    match world.warehouse.ask(&world.system(), sql, limits) {
        Err(Error::Question(complaint)) => (complaint.kind, complaint.detail, complaint.place),
        other => panic!("{sql}: {other:?}"),
    }
}

#[test]
fn only_questions_are_answered() {
    World::each(31, |world| {
        world.refresh();
        let before = world.everything();
        for sql in [
            "insert into customers (id) values ('x')",
            "update customers set name = 'x'",
            "delete from customers",
            "drop table customers",
            "create table mine as select * from customers",
            "create view mine as select * from customers",
            "select * into mine from customers",
            "create external table t stored as csv location '/etc/passwd'",
            "copy customers to '/tmp/out.parquet'",
            "copy (select 1) to '/tmp/out.csv'",
            "set datafusion.execution.target_partitions = 64",
            "reset datafusion.execution.target_partitions",
            "show tables",
            "show all",
            "describe customers",
            "begin",
            "truncate table customers",
            "prepare q as select 1",
            "explain analyze select * from customers",
            "explain verbose select * from customers",
            "explain insert into customers (id) values ('x')",
            "select 1; select 2",
            "select 1; drop table customers",
            "create function f(x int) returns int return 1",
        ] {
            let (kind, ..) = wrong(world, sql, Limits::default());
            assert!(matches!(kind, Wrong::OnlyQuestions | Wrong::Syntax | Wrong::Meaning), "{sql}: {kind:?}");
        }
        for sql in [
            "insert into customers (id) values ('x')",
            "drop table customers",
            "show tables",
            "copy customers to '/tmp/x.csv'",
        ] {
            assert_eq!(wrong(world, sql, Limits::default()).0, Wrong::OnlyQuestions, "{sql}");
        }
        assert!(before == world.everything());
    });
}

#[test]
fn neither_files_nor_the_network_nor_the_engine_can_be_read() {
    World::each(32, |world| {
        world.refresh();
        for sql in [
            "select * from '/etc/passwd'",
            "select * from \"/etc/passwd\"",
            "select * from 'manifest.json'",
            "select * from \"https://example.com/x.parquet\"",
            "select * from read_csv('/etc/passwd')",
            "select * from read_parquet('x.parquet')",
            "select * from parquet_metadata('x.parquet')",
            "select * from generate_series(1, 1000000000)",
            "select * from range(1, 1000000000)",
            "select * from information_schema.tables",
            "select * from information_schema.df_settings",
            "select * from datafusion.public.customers",
            "select * from public.customers",
            "select * from sessions",
            "select * from credentials",
            "select * from api_tokens",
            "select * from change_log",
            "select * from sqlite_master",
            "select repeat('x', 2000000000)",
            "select lpad('x', 2000000000)",
        ] {
            let (kind, ..) = wrong(world, sql, Limits::default());
            let expected = matches!(kind, Wrong::UnknownTable | Wrong::Meaning | Wrong::Syntax);
            assert!(expected, "{sql}: {kind:?}");
        }
        for hidden in ["select \"#id\" from customers", "select \"#of\" from value_histories"] {
            assert_eq!(wrong(world, hidden, Limits::default()).0, Wrong::UnknownColumn, "{hidden}");
        }
    });
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    World::each(33, |world| {
        world.refresh();
        let told = |sql: &str| wrong(world, sql, Limits::default());
        assert_eq!(
            told("select\n  nmae from customers"),
            (Wrong::UnknownColumn, "nmae".to_owned(), Some((2, 3)))
        );
        assert_eq!(told("select 1 from nowhere"), (Wrong::UnknownTable, "nowhere".to_owned(), Some((1, 15))));
        let (kind, _, place) = told("select id\nfrom customers\nwhere )");
        assert_eq!((kind, place.map(|(line, _)| line)), (Wrong::Syntax, Some(3)));
        assert_eq!(told("   ").0, Wrong::Empty);
        assert_eq!(told(&format!("select 1 {}", " ".repeat(30_000))).0, Wrong::TooLong);
        let (kind, detail, _) = told("select sum(name) from customers");
        assert_eq!(kind, Wrong::Meaning);
        assert!(detail.contains("sum"), "{detail}");
    });
}

#[test]
fn what_explodes_is_bounded() {
    World::each(34, |world| {
        world.refresh();
        let short = Limits { time: Duration::from_millis(300), memory: 1 << 34, ..Limits::default() };
        let joined = "abcdefghijklm"
            .chars()
            .rev()
            .fold("customers y cross join customers z".to_owned(), |inner, letter| {
                format!("customers {letter} cross join ({inner})")
            });
        let exploding = format!("select count(distinct a.name || m.id) from {joined}");
        assert_eq!(wrong(world, &exploding, short).0, Wrong::TooMuchTime);
        let small = Limits { memory: 50_000, ..Limits::default() };
        let sorting =
            "select a.name, b.id from customers a, orders b, order_lines c, products d order by b.id, a.name";
        assert_eq!(wrong(world, sorting, small).0, Wrong::TooMuchMemory);
        let mut parts = vec!["p0 as (select name || 'x' as x from customers)".to_owned()];
        parts.extend((1..40).map(|number| format!("p{number} as (select x || x as x from p{})", number - 1)));
        let doubling = format!("with {} select length(x) from p39", parts.join(", "));
        assert_eq!(wrong(world, &doubling, Limits::default()).0, Wrong::TooMuchMemory);
        let recursive = "with recursive n as (select 1 as x union all select x + 1 from n) select * from n";
        assert_eq!(wrong(world, recursive, Limits::default()).0, Wrong::Meaning);
    });
}

#[test]
fn parts_that_multiply_are_refused_before_they_are_planned() {
    World::each(36, |world| {
        world.refresh();
        let mut parts = vec!["p0 as (select * from customers)".to_owned()];
        parts.extend(
            (1..40).map(|number| format!("p{number} as (select a.* from p{0} a, p{0} b)", number - 1)),
        );
        let multiplied = format!("with {} select count(*) from p39", parts.join(", "));
        assert_eq!(wrong(world, &multiplied, Limits::default()).0, Wrong::TooLong);
        let few = format!("with {} select count(*) from p2", parts[..3].join(", "));
        assert_eq!(world.ask(&world.system(), &few).rows.len(), 1);
        let own = "with customers as (select * from customers where id > 'a') select count(*) from customers";
        assert_eq!(world.ask(&world.system(), own).rows.len(), 1);
    });
}

#[test]
fn deep_nests_and_long_chains_break_nothing() {
    World::each(35, |world| {
        world.refresh();
        let door = world.system();
        for sql in [
            format!("select {}1{}", "(".repeat(5_000), ")".repeat(5_000)),
            format!("select {}1", "- ".repeat(9_000)),
            format!("select {}1", "not ".repeat(4_000)),
            format!("select {}", "select ".repeat(2_000)),
        ] {
            let (kind, ..) = wrong(world, &sql, Limits::default());
            assert!(matches!(kind, Wrong::Syntax | Wrong::Meaning), "{kind:?}");
        }
        let chain = |length: usize| format!("select 1{}", "+1".repeat(length));
        let answer = world.warehouse.ask(&door, &chain(400), Limits::default()).unwrap();
        assert_eq!(answer.rows[0][0], 401);
        assert_eq!(wrong(world, &chain(3_000), Limits::default()).0, Wrong::TooLong);
        let list: Vec<String> = (0..3_000).map(|number| number.to_string()).collect();
        let long = format!("select count(*) from customers where rfm_r in ({})", list.join(","));
        assert_eq!(world.warehouse.ask(&door, &long, Limits::default()).unwrap().rows[0][0], 0);
    });
}
