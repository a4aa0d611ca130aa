use crate::app::for_each;
use serde_json::json;

#[test]
fn a_program_without_sql_says_so() {
    for_each(async |app| {
        let told = app.by(&app.admin, "GET", "/api/v1/sql", None).await.expect(200).json();
        assert_eq!(told, json!({ "built_in": false, "tables": [] }));
        let asked = json!({ "sql": "select 1" });
        let refused = app.by(&app.admin, "POST", "/api/v1/sql", Some(&asked)).await.expect(409);
        assert_eq!(refused.headers["content-type"], "application/problem+json");
        let refused = refused.json();
        assert_eq!(
            (&refused["code"], &refused["errors"][0]["code"]),
            (&json!("refused"), &json!("sql_not_built_in"))
        );
        app.nobody("GET", "/api/v1/sql", None).await.expect(401);
        app.nobody("POST", "/api/v1/sql", Some(&asked)).await.expect(401);
    });
}

#[test]
fn a_question_that_is_none_is_refused_by_name() {
    for_each(async |app| {
        for (body, field, code) in [
            (json!({}), "sql", "required"),
            (json!({ "sql": "" }), "sql", "required"),
            (json!({ "sql": 5 }), "sql", "type"),
            (json!({ "sql": "select '\u{0}'" }), "sql", "control_characters"),
            (json!({ "sql": "select 1", "limit": 0 }), "limit", "too_small"),
            (json!({ "sql": "select 1", "limit": 10_001 }), "limit", "too_large"),
            (json!({ "sql": "select 1", "limit": "all" }), "limit", "type"),
            (json!({ "sql": "select 1", "format": "pdf" }), "format", "not_an_option"),
            (json!({ "sql": "select 1", "as": "admin" }), "as", "unknown_field"),
        ] {
            let refused = app.by(&app.admin, "POST", "/api/v1/sql", Some(&body)).await.expect(422).json();
            assert_eq!(
                (&refused["errors"][0]["field"], &refused["errors"][0]["code"]),
                (&json!(field), &json!(code)),
                "{body}"
            );
        }
    });
}
