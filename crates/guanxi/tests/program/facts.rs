use crate::place::{EMAIL, PASSWORD, Place, complaint};

#[test]
#[cfg(not(feature = "warehouse"))]
fn facts_are_missing_where_the_program_was_built_without_them() {
    let place = Place::sqlite();
    assert!(place.init(PASSWORD).status.success());
    for words in
        [&["sql", "select 1", "--as", EMAIL][..], &["warehouse", "refresh"], &["warehouse", "rebuild"]]
    {
        let output = place.run(words);
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        assert!(complaint(&output).contains("--features warehouse"), "{}", complaint(&output));
        assert!(output.stdout.is_empty());
    }
    assert!(!place.path("warehouse").exists());
}

#[cfg(feature = "warehouse")]
mod built_in {
    use super::*;
    use serde_json::{Value as Json, json};

    #[test]
    fn facts_are_asked_for_on_the_command_line() {
        let place = Place::sqlite();
        assert!(place.init(PASSWORD).status.success());
        let csv = place.beside("customers.csv");
        std::fs::write(&csv, "name\n蓝天茶业\n\"Söhne, & Co\"\n").unwrap();
        place.answer(&["import", csv.to_str().unwrap(), "--as", "customer"]);
        let ask = |sql: &str, format: &str| place.answer(&["sql", sql, "--format", format]);
        let told: Json =
            serde_json::from_str(&ask("select name from customers order by name", "json")).unwrap();
        assert_eq!(told["rows"], json!([["Söhne, & Co"], ["蓝天茶业"]]));
        assert_eq!(told["columns"], json!([{ "name": "name", "type": "text" }]));
        assert!(ask("select name, 1 as n from customers order by name", "csv").contains("\"Söhne, & Co\",1"));
        assert_eq!(ask("select count(*) as n from customers", "table"), "n\n-\n2\n");
        let own =
            place.answer(&["sql", "select count(*) n from customers", "--as", EMAIL, "--format", "json"]);
        assert!(own.contains("\"rows\":[[2]]"), "{own}");
    }

    #[test]
    fn facts_are_written_anew_with_the_same_content() {
        let place = Place::sqlite();
        assert!(place.init(PASSWORD).status.success());
        let done = |words: &[&str]| -> Json { serde_json::from_str(&place.answer(words)).unwrap() };
        let first = done(&["warehouse", "refresh"]);
        let again = done(&["warehouse", "refresh"]);
        let anew = done(&["warehouse", "rebuild"]);
        assert_eq!(again["files"], 0);
        assert_eq!((&first["all_rows"], &first["files"]), (&anew["all_rows"], &anew["files"]));
    }

    #[test]
    fn facts_that_cannot_be_told_are_refused_with_the_reason() {
        let place = Place::sqlite();
        assert!(place.init(PASSWORD).status.success());
        for (sql, reason) in [
            ("drop table customers", "only one SELECT"),
            ("select nmae from customers", "(line 1, column 8): nmae"),
            ("select 1 from sessions", "no such table for you (line 1, column 15): sessions"),
        ] {
            let output = place.run(&["sql", sql]);
            assert_eq!(output.status.code(), Some(1), "{sql}");
            assert!(complaint(&output).contains(reason), "{}", complaint(&output));
        }
        let stranger = place.run(&["sql", "select 1", "--as", "nobody@example.com"]);
        assert!(complaint(&stranger).contains("nobody@example.com"));
    }
}
