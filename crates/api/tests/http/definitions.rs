use crate::app::{TestApp, directly, for_each};
use serde_json::{Value as Json, json};
use std::time::{Duration, Instant};

async fn customer(app: &TestApp) -> Json {
    app.admin("GET", "/api/v1/catalog", None).await.expect(200).json()["objects"]["customer"].clone()
}

fn field<'a>(object: &'a Json, name: &str) -> Option<&'a Json> {
    object["fields"].as_array().unwrap().iter().find(|field| field["name"] == name)
}

fn names(object: &Json) -> Vec<&str> {
    object["fields"].as_array().unwrap().iter().map(|field| field["name"].as_str().unwrap()).collect()
}

const GRADE: &str = "/api/v1/definitions/objects/customer/fields/grade";

#[test]
fn what_is_built_in_is_called_and_laid_out_as_the_company_likes() {
    for_each(async |app| {
        let before = customer(app).await;
        let change = json!({ "labels": { "one": { "zh-Hans": "会员" }, "many": { "en": "Members" } },
            "fields": ["grade", "phone"], "columns": ["name", "grade"] });
        let entry = app
            .admin("PATCH", "/api/v1/definitions/objects/customer", Some(&change))
            .await
            .expect(200)
            .json();
        assert_eq!(entry["changes"]["object"]["columns"], json!(["name", "grade"]));
        let after = customer(app).await;
        assert_eq!(after["labels"]["one"]["zh-Hans"], "会员");
        assert_eq!(after["labels"]["one"]["en"], before["labels"]["one"]["en"]);
        assert_eq!(after["columns"], json!(["name", "grade"]));
        assert_eq!(names(&after)[..2], ["grade", "phone"]);
        assert_eq!(names(&after).len(), names(&before).len());
        let back = json!({ "labels": null, "fields": null, "columns": null });
        app.admin("PATCH", "/api/v1/definitions/objects/customer", Some(&back)).await.expect(200);
        let again = customer(app).await;
        assert_eq!(
            (&again["labels"], &again["fields"], &again["columns"]),
            (&before["labels"], &before["fields"], &before["columns"])
        );
    });
}

#[test]
fn a_field_is_renamed_hidden_and_required_without_a_restart() {
    for_each(async |app| {
        let change =
            json!({ "labels": { "en": "Level" }, "help": { "en": "Who gets what" }, "hidden": true });
        app.admin("PATCH", GRADE, Some(&change)).await.expect(200);
        assert!(field(&customer(app).await, "grade").is_none());
        let made = app
            .admin("POST", "/api/v1/customers", Some(&json!({ "name": "青山", "grade": "a" })))
            .await
            .expect(201);
        assert_eq!(made.json()["grade"], "a", "hidden on the screen is not forbidden to programs");
        app.admin("PATCH", GRADE, Some(&json!({ "hidden": null, "required": true }))).await.expect(200);
        let shown = customer(app).await;
        let grade = field(&shown, "grade").unwrap();
        assert_eq!(
            (grade["labels"]["en"].as_str(), grade["required"].as_bool()),
            (Some("Level"), Some(true))
        );
        let refused =
            app.admin("POST", "/api/v1/customers", Some(&json!({ "name": "绿水" }))).await.expect(422).json();
        assert_eq!(refused["errors"][0]["field"], "grade");
        app.admin("PATCH", GRADE, Some(&json!({ "required": null }))).await.expect(200);
        app.admin("POST", "/api/v1/customers", Some(&json!({ "name": "绿水" }))).await.expect(201);
    });
}

#[test]
fn options_are_arranged_coloured_and_added_but_never_lost() {
    for_each(async |app| {
        let before = customer(app).await;
        let mut options: Vec<Json> = field(&before, "grade").unwrap()["options"]
            .as_array()
            .unwrap()
            .iter()
            .map(|option| json!({ "value": option["value"] }))
            .collect();
        options.reverse();
        options[0]["color"] = json!("teal");
        let mut fresh = json!({ "value": "x_gold", "labels": { "en": "Gold", "zh-Hans": "金卡" } });
        fresh["kind"] = field(&before, "grade").unwrap()["options"][0]["kind"].clone();
        options.push(fresh);
        app.admin("PATCH", GRADE, Some(&json!({ "options": options }))).await.expect(200);
        let after = customer(app).await;
        let arranged = field(&after, "grade").unwrap()["options"].as_array().unwrap();
        assert_eq!(arranged.len(), options.len());
        assert_eq!(arranged[0]["color"], "teal");
        assert_eq!(arranged.last().unwrap()["labels"]["zh-Hans"], "金卡");
        app.admin("POST", "/api/v1/customers", Some(&json!({ "name": "青山", "grade": "x_gold" })))
            .await
            .expect(201);
        let lost = json!({ "options": &options[1..] });
        let with = |more: Json| {
            let all = [&options[..], &[more]].concat();
            json!({ "options": all })
        };
        let (own_word, twice) = (with(json!({ "value": "gold" })), with(options[0].clone()));
        for wrong in [lost, own_word, twice, json!({ "options": "none" }), json!({ "options": [7] })] {
            let problem = app.admin("PATCH", GRADE, Some(&wrong)).await.expect(409).json();
            assert_eq!(problem["errors"][0]["code"], "definition", "{problem}");
        }
        assert_eq!(customer(app).await["fields"], after["fields"], "what was refused has left no trace");
    });
}

#[test]
fn what_the_program_relies_on_stays() {
    for_each(async |app| {
        let name = "/api/v1/definitions/objects/customer/fields/name";
        for (path, wrong, status) in [
            (name, json!({ "hidden": true }), 409),
            (name, json!({ "required": false }), 409),
            (name, json!({ "options": [] }), 409),
            (name, json!({ "type": "number" }), 422),
            (name, json!({ "labels": { "fr": "Nom" } }), 409),
            (name, json!({ "labels": { "en": "" } }), 409),
            ("/api/v1/definitions/objects/customer/fields/rfm_r", json!({ "required": true }), 409),
            ("/api/v1/definitions/objects/customer/fields/nothing", json!({ "hidden": true }), 404),
            ("/api/v1/definitions/objects/session/fields/token_hash", json!({ "hidden": true }), 404),
            ("/api/v1/definitions/objects/customer", json!({ "columns": ["name", "nothing"] }), 409),
            ("/api/v1/definitions/objects/customer", json!({ "fields": ["name", "name"] }), 409),
            ("/api/v1/definitions/objects/customer", json!({ "prefix": "abc" }), 422),
        ] {
            app.admin("PATCH", path, Some(&wrong)).await.expect(status);
        }
        let (_, rep) = app.colleague("rep@qingshan.cn", "Sales representative").await;
        app.by(&rep, "PATCH", name, Some(&json!({ "labels": { "en": "X" } }))).await.expect(403);
    });
}

#[test]
fn a_field_of_ones_own_changes_too_and_takes_its_changes_along_when_it_goes() {
    for_each(async |app| {
        let fields = "/api/v1/definitions/objects/customer/fields";
        let own =
            json!({ "name": "x_size", "type": "choice", "required": true, "options": [{ "value": "s" }] });
        app.admin("POST", fields, Some(&own)).await.expect(201);
        let change =
            json!({ "required": false, "options": [{ "value": "l", "color": "red" }, { "value": "s" }] });
        app.admin("PATCH", &format!("{fields}/x_size"), Some(&change)).await.expect(200);
        app.admin("POST", "/api/v1/customers", Some(&json!({ "name": "青山", "x_size": "l" })))
            .await
            .expect(201);
        app.admin("POST", "/api/v1/customers", Some(&json!({ "name": "绿水" }))).await.expect(201);
        app.admin("DELETE", &format!("{fields}/x_size"), None).await.expect(204);
        assert!(field(&customer(app).await, "x_size").is_none());
        let kept = app.admin("GET", "/api/v1/definitions/objects", None).await.expect(200).json();
        assert_eq!(kept["data"], json!([]));
    });
}

#[test]
fn another_node_learns_a_change_from_the_log() {
    for_each(async |app| {
        let other = directly(|| app.company.opened_again());
        let known = directly(|| other.last_seq().unwrap());
        app.admin("PATCH", GRADE, Some(&json!({ "labels": { "en": "Level" } }))).await.expect(200);
        directly(|| {
            // PostgreSQL shows an entry when no older transaction of the whole cluster runs any more.
            let patience = Instant::now() + Duration::from_secs(60);
            let mut entries = Vec::new();
            while entries.is_empty() && Instant::now() < patience {
                entries = other.changes_after(known, 100).unwrap();
            }
            for entry in entries {
                other.observe(&entry).unwrap();
            }
            let catalog = other.catalog();
            let labels = &catalog.object("customer").unwrap().labels;
            assert_eq!(labels.get("fields.grade").unwrap().get(catalog::Language::En), "Level");
        });
    });
}
