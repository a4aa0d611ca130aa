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
    fn facts_are_asked_for_over_http() {
        let place = Place::sqlite();
        let token = place.token();
        let server = place.serve();
        server.new_customer("蓝天茶业", &token);
        let (_, tables) = server.get("/api/v1/sql", &token);
        assert_eq!(tables["built_in"], json!(true));
        let names = |table: &Json| table["name"].as_str().unwrap().to_owned();
        let known: Vec<String> = tables["tables"].as_array().unwrap().iter().map(names).collect();
        assert!(
            known.contains(&"customers".to_owned()) && !known.contains(&"sessions".to_owned()),
            "{known:?}"
        );
        let ask = |body: Json| server.ask("POST", "/api/v1/sql", &token, &body);
        let sql = "select name, 7 as n, date '2026-02-01' as d from customers";
        let (_, told) = ask(json!({ "sql": sql }));
        assert_eq!(told["rows"], json!([["蓝天茶业", 7, "2026-02-01"]]));
        assert!(
            told["seconds"].is_number() && told["as_of"].is_string() && told["truncated"] == json!(false)
        );
        let (_, csv) = ask(json!({ "sql": sql, "format": "csv" }));
        assert!(csv.as_str().unwrap().contains("蓝天茶业,7,2026-02-01"), "{csv}");
        let (status, refused) = ask(json!({ "sql": "select\n nmae from customers" }));
        assert_eq!(status, 422);
        assert_eq!(refused["errors"][0]["code"], json!("sql_unknown_column"));
        assert_eq!(refused["errors"][0]["params"], json!({ "detail": "nmae", "line": 2, "column": 2 }));
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
