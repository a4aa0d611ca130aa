use crate::app::for_each;
use serde_json::json;
use std::path::Path;

#[test]
fn every_operation_documents_its_refusals() {
    for_each(async |app| {
        let document = app.admin("GET", "/api/v1/openapi.json", None).await.expect(200).json();
        assert_eq!(document["openapi"], "3.1.0");
        let paths = document["paths"].as_object().unwrap();
        assert!(paths.len() > 100, "{}", paths.len());
        for (path, item) in paths {
            for (method, operation) in item.as_object().unwrap() {
                for status in ["400", "401", "403", "404", "405", "409", "412", "413", "415", "422", "429"] {
                    assert!(operation["responses"].get(status).is_some(), "{method} {path} {status}");
                }
            }
        }
        let text = document.to_string();
        let schemas = document["components"]["schemas"].as_object().unwrap();
        for piece in text.split("#/components/schemas/").skip(1) {
            let name = piece.split('"').next().unwrap();
            assert!(schemas.contains_key(name), "{name}");
        }
        assert!(!schemas.contains_key("credential") && !schemas.contains_key("session_draft"));
    });
}

#[test]
fn the_document_without_sign_in_shows_no_objects() {
    for_each(async |app| {
        let document = app.nobody("GET", "/api/v1/openapi.json", None).await.expect(200).json();
        assert!(document["paths"].get("/session").is_some());
        assert!(document["paths"].get("/customers").is_none());
    });
}

#[test]
fn a_custom_field_is_everywhere_at_once() {
    for_each(async |app| {
        let field = json!({ "name": "x_colour", "type": "choice", "labels": { "en": "Colour", "zh-Hans": "颜色" },
            "options": [{ "value": "red", "labels": { "en": "Red" } }, { "value": "blue" }] });
        app.admin("POST", "/api/v1/definitions/objects/customer/fields", Some(&field)).await.expect(201);
        app.admin("POST", "/api/v1/definitions/objects/customer/fields", Some(&field)).await.expect(409);
        let bad = json!({ "name": "x_size", "type": "dragon" });
        app.admin("POST", "/api/v1/definitions/objects/customer/fields", Some(&bad)).await.expect(422);
        let made = json!({ "name": "青山", "x_colour": "red" });
        app.admin("POST", "/api/v1/customers", Some(&made)).await.expect(201);
        app.admin("POST", "/api/v1/customers", Some(&json!({ "name": "b", "x_colour": "green" })))
            .await
            .expect(422);
        let found =
            app.admin("GET", "/api/v1/customers?filter[x_colour][eq]=red", None).await.expect(200).json();
        assert_eq!(found["data"][0]["x_colour"], "red");
        let catalog = app.admin("GET", "/api/v1/catalog", None).await.expect(200).json();
        let fields = catalog["objects"]["customer"]["fields"].as_array().unwrap();
        let colour = fields.iter().find(|field| field["name"] == "x_colour").unwrap();
        assert_eq!(
            (colour["labels"]["zh-Hans"].as_str(), colour["options"][0]["labels"]["en"].as_str()),
            (Some("颜色"), Some("Red"))
        );
        let document = app.admin("GET", "/api/v1/openapi.json", None).await.expect(200).json();
        assert!(document["components"]["schemas"]["customer_draft"]["properties"].get("x_colour").is_some());
    });
}

#[test]
fn a_custom_object_has_routes_at_once() {
    for_each(async |app| {
        let object = json!({ "name": "x_vehicle", "plural": "x_vehicles", "title": "x_plate", "access": "shared",
            "labels": { "one": { "en": "Vehicle" }, "many": { "en": "Vehicles" } },
            "fields": { "x_plate": { "type": "text", "required": true, "search": true } } });
        app.admin("POST", "/api/v1/definitions/objects", Some(&object)).await.expect(201);
        app.admin("POST", "/api/v1/x_vehicles", Some(&json!({ "x_plate": "京A12345" }))).await.expect(201);
        let list = app.admin("GET", "/api/v1/x_vehicles", None).await.expect(200).json();
        assert_eq!(list["data"][0]["x_plate"], "京A12345");
    });
}

#[test]
fn health_metrics_client_and_headers() {
    for_each(async |app| {
        app.nobody("GET", "/healthz", None).await.expect(200);
        app.nobody("GET", "/readyz", None).await.expect(200);
        let page = app.nobody("GET", "/customers/cus_x", None).await.expect(200);
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.contains("default-src 'self'")
                && policy.contains("frame-ancestors 'none'")
                && !policy.contains("unsafe")
        );
        assert_eq!(page.headers["x-content-type-options"], "nosniff");
        app.nobody("GET", "/assets/none.js", None).await.expect(404);
        app.nobody("GET", "/api/v1/docs", None).await.expect(200);
        let metrics = String::from_utf8(app.nobody("GET", "/metrics", None).await.expect(200).body).unwrap();
        assert!(
            metrics
                .contains("guanxi_requests_total{method=\"POST\",route=\"/api/v1/setup\",status=\"201\"} 1"),
            "{metrics}"
        );
        for figure in [
            "log_last",
            "writes_waiting",
            "commit_microseconds_total",
            "imports_running",
            "bulk_jobs_running",
        ] {
            assert!(metrics.contains(&format!("\nguanxi_{figure} ")), "{figure}: {metrics}");
        }
        let figure = |name: &str| {
            let line = metrics.lines().find_map(|line| line.strip_prefix(&format!("guanxi_{name} ")));
            line.unwrap().parse::<i64>().unwrap()
        };
        assert!(figure("commits_total") > 0);
        assert!(figure("database_connections") >= figure("database_connections_idle"));
    });
}

#[test]
fn settings_are_changed_by_key_and_kind() {
    for_each(async |app| {
        let changed = app
            .admin("PATCH", "/api/v1/settings", Some(&json!({ "company.name": "绿水" })))
            .await
            .expect(200)
            .json();
        assert_eq!(changed["company.name"], "绿水");
        assert!(changed.get("identity.set_up_at").is_none());
        for bad in [
            json!({ "company.name": 5 }),
            json!({ "company.currency": "yuan" }),
            json!({ "company.time_zone": "Moon/Crater" }),
            json!({ "nonsense": 1 }),
            json!({ "identity.set_up_at": "x" }),
        ] {
            app.admin("PATCH", "/api/v1/settings", Some(&bad)).await.expect(422);
        }
        assert_eq!(app.nobody("GET", "/api/v1/session", None).await.json()["company"]["name"], "绿水");
    });
}

#[test]
fn the_addresses_are_those_that_were_agreed() {
    for_each(async |app| {
        let document = app.admin("GET", "/api/v1/openapi.json", None).await.expect(200).json();
        let mut lines: Vec<String> = Vec::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let good = operation["responses"]
                    .as_object()
                    .unwrap()
                    .keys()
                    .find(|status| status.starts_with('2'))
                    .unwrap();
                lines.push(format!("{path} {} {good}\n", method.to_uppercase()));
            }
        }
        lines.sort();
        testkit::golden(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("goldens/addresses.txt"),
            &lines.concat(),
        );
    });
}

#[test]
fn every_documented_address_is_routed() {
    for_each(async |app| {
        let document = app.admin("GET", "/api/v1/openapi.json", None).await.expect(200).json();
        for (path, item) in document["paths"].as_object().unwrap() {
            for method in item.as_object().unwrap().keys() {
                let path = format!(
                    "/api/v1{}",
                    path.replace("{object}", "x_none").replace("{field}", "x_none").replace("{id}", "x")
                );
                let answered = app.nobody(&method.to_uppercase(), &path, None).await;
                let status = answered.status.as_u16();
                assert!(status != 405 && status < 500, "{method} {path}: {status}");
            }
        }
    });
}
