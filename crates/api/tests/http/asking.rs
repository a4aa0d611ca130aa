use crate::app::{TestApp, for_each};
use crate::records::wait_for;
use serde_json::{Value as Json, json};

async fn three(app: &TestApp) {
    let draft = json!({ "create": [
        { "name": "青山贸易", "kind": "company", "grade": "a", "roles": ["dealer", "agent"], "next_contact_on": "2026-03-01" },
        { "name": "绿水食品", "kind": "company", "grade": "b", "roles": ["dealer"], "next_contact_on": "2026-03-09" },
        { "name": "Wang Fang", "kind": "person" },
    ] });
    app.admin("POST", "/api/v1/customers/bulk", Some(&draft)).await.expect(200);
}

async fn names(app: &TestApp, query: &str) -> Vec<String> {
    let list = app.admin("GET", &format!("/api/v1/customers?{query}"), None).await.expect(200).json();
    list["data"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn filters_find_what_they_say() {
    for_each(async |app| {
        three(app).await;
        for (query, found) in [
            ("filter[kind][eq]=person", vec!["Wang Fang"]),
            ("filter[grade][in]=a,b&sort=grade", vec!["青山贸易", "绿水食品"]),
            ("filter[grade][is_null]=true", vec!["Wang Fang"]),
            ("filter[roles][contains]=agent", vec!["青山贸易"]),
            ("filter[name][contains]=%E7%BB%BF", vec!["绿水食品"]),
            ("filter[next_contact_on][eq]=today", vec!["青山贸易"]),
            ("filter[next_contact_on][gt]=this_week", vec!["绿水食品"]),
            (
                "filter[next_contact_on][between]=2026-03-01,2026-03-31&sort=next_contact_on",
                vec!["青山贸易", "绿水食品"],
            ),
            ("filter[owner][eq]=me&filter[kind][ne]=company", vec!["Wang Fang"]),
            (
                "where=%7B%22any%22%3A%5B%7B%22field%22%3A%22grade%22%2C%22op%22%3A%22eq%22%2C%22value%22%3A%22b%22%7D%2C%7B%22field%22%3A%22kind%22%2C%22op%22%3A%22eq%22%2C%22value%22%3A%22person%22%7D%5D%7D&sort=grade",
                vec!["Wang Fang", "绿水食品"],
            ),
            ("q=qssm&limit=5", vec![]),
            ("q=%E9%9D%92%E5%B1%B1", vec!["青山贸易"]),
        ] {
            assert_eq!(names(app, query).await, found, "{query}");
        }
    });
}

#[test]
fn weeks_begin_as_the_company_says() {
    for_each(async |app| {
        three(app).await;
        assert!(names(app, "filter[next_contact_on][eq]=next_week").await.is_empty());
        let sunday = json!({ "company.week_start": "sunday" });
        app.admin("PATCH", "/api/v1/settings", Some(&sunday)).await.expect(200);
        assert_eq!(names(app, "filter[next_contact_on][eq]=next_week").await, ["绿水食品"]);
    });
}

#[test]
fn pages_have_neither_gap_nor_repeat() {
    for_each(async |app| {
        let draft: Vec<Json> =
            (0..23).map(|number| json!({ "name": format!("客户{}", number % 5) })).collect();
        app.admin("POST", "/api/v1/customers/bulk", Some(&json!({ "create": draft }))).await.expect(200);
        let mut seen: Vec<String> = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/api/v1/customers?sort=-name&limit=5&count=true&fields=name{cursor}");
            let page = app.admin("GET", &path, None).await.expect(200).json();
            assert_eq!(page["total"], 23);
            seen.extend(
                page["data"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()),
            );
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor =
                format!("&cursor={}", form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>());
        }
        assert_eq!(seen.len(), 23);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 23);
        let window = app
            .admin("GET", "/api/v1/customers?sort=-name&offset=20&limit=10", None)
            .await
            .expect(200)
            .json();
        assert_eq!(window["data"].as_array().unwrap().len(), 3);
    });
}

#[test]
fn fields_and_expand_shape_the_answer() {
    for_each(async |app| {
        three(app).await;
        let list = app
            .admin("GET", "/api/v1/customers?fields=name,owner&expand=owner&limit=1", None)
            .await
            .expect(200)
            .json();
        let first = list["data"][0].as_object().unwrap();
        let mut keys: Vec<&str> = first.keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["id", "name", "owner", "version"]);
        assert_eq!(
            (first["owner"]["object"].as_str(), first["owner"]["title"].as_str()),
            (Some("user"), Some("Li Wei"))
        );
    });
}

#[test]
fn groups_are_counted() {
    for_each(async |app| {
        three(app).await;
        let groups =
            app.admin("GET", "/api/v1/customers/aggregate?group_by=kind", None).await.expect(200).json();
        let mut counts: Vec<(String, i64)> = groups["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|group| {
                (group["group"]["kind"].as_str().unwrap().to_owned(), group["count"].as_i64().unwrap())
            })
            .collect();
        counts.sort();
        assert_eq!(counts, [("company".to_owned(), 2), ("person".to_owned(), 1)]);
        let months = "/api/v1/customers/aggregate?group_by=next_contact_on:month&filter[next_contact_on][is_null]=false";
        let months = app.admin("GET", months, None).await.expect(200).json();
        assert_eq!(months["data"][0]["count"], 2);
    });
}

#[test]
fn a_date_is_grouped_by_each_period() {
    for_each(async |app| {
        three(app).await;
        for (period, found) in [
            ("day", vec!["2026-03-01", "2026-03-09"]),
            ("week", vec!["2026-02-23", "2026-03-09"]),
            ("month", vec!["2026-03"]),
            ("quarter", vec!["2026-Q1"]),
            ("year", vec!["2026"]),
        ] {
            let path = format!(
                "/api/v1/customers/aggregate?group_by=next_contact_on:{period}&filter[next_contact_on][is_null]=false"
            );
            let groups = app.admin("GET", &path, None).await.expect(200).json();
            let mut periods: Vec<String> = groups["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|group| group["group"]["next_contact_on"].as_str().unwrap().to_owned())
                .collect();
            periods.sort();
            assert_eq!(periods, found, "{period}");
        }
    });
}

#[test]
fn a_tree_of_conditions_is_understood_wherever_records_are_asked_for() {
    for_each(async |app| {
        three(app).await;
        let tree = json!({ "any": [
            { "field": "grade", "op": "eq", "value": "b" },
            { "all": [{ "field": "kind", "op": "eq", "value": "person" }, { "not": { "field": "name", "op": "contains", "value": "li" } }] },
        ] });
        let asked = encode(&tree.to_string());
        assert_eq!(names(app, &format!("where={asked}&sort=grade")).await, ["Wang Fang", "绿水食品"]);
        let counts =
            app.admin("GET", &format!("/api/v1/customers/aggregate?where={asked}"), None).await.expect(200);
        assert_eq!(counts.json()["data"][0]["count"], 2);
        let file =
            app.admin("GET", &format!("/api/v1/customers/export?where={asked}"), None).await.expect(200);
        assert_eq!(String::from_utf8(file.body).unwrap().trim_end().lines().count(), 3);
        let order = json!({ "filter": tree, "change": { "set": { "short_name": "chosen" } } });
        let job = app.admin("POST", "/api/v1/customers/bulk-jobs", Some(&order)).await.expect(202).json();
        let job = format!("/api/v1/bulk_jobs/{}", job["id"].as_str().unwrap());
        assert_eq!(wait_for(app, &app.admin, &job, "done").await["done"], 2);
        let mut deep = json!({ "field": "grade", "op": "eq", "value": "b" });
        for _ in 0..20 {
            deep = json!({ "not": deep });
        }
        let wide = json!({ "any": vec![json!({ "field": "grade", "op": "eq", "value": "b" }); 201] });
        for (tree, word) in [(deep, "deeper than 16"), (wide, "more than 200")] {
            let path = format!("/api/v1/customers?where={}", encode(&tree.to_string()));
            let problem = app.admin("GET", &path, None).await.expect(400).json();
            assert!(problem["detail"].as_str().unwrap().contains(word), "{problem}");
        }
    });
}

#[test]
fn the_words_of_dates_count_days_where_the_asker_is() {
    for_each(async |app| {
        three(app).await;
        let first_of_march = "filter[next_contact_on][eq]";
        assert_eq!(names(app, &format!("{first_of_march}=today")).await, ["青山贸易"]);
        // Where it is still the last evening of February.
        let home = json!({ "time_zone": "Pacific/Honolulu" });
        app.admin("PATCH", "/api/v1/session", Some(&home)).await.expect(200);
        assert!(names(app, &format!("{first_of_march}=today")).await.is_empty());
        assert_eq!(names(app, &format!("{first_of_march}=tomorrow")).await, ["青山贸易"]);
        for (query, found) in [
            ("eq]=2026-02-28", 3),
            ("lte]=2026-02-28", 3),
            ("gt]=2026-02-28", 0),
            ("lt]=2026-03-01", 3),
            ("gte]=2026-03-01", 0),
            ("between]=2026-02-01,2026-02-28", 3),
            ("between]=yesterday,tomorrow", 3),
            ("between]=tomorrow,2026-04-01", 0),
        ] {
            assert_eq!(names(app, &format!("filter[created_at][{query}")).await.len(), found, "{query}");
        }
    });
}

#[test]
fn the_search_box_finds_hanzi_and_pinyin() {
    for_each(async |app| {
        three(app).await;
        for text in ["青山", "qingshan", "qs"] {
            let hits = app
                .admin("GET", &format!("/api/v1/search?objects=customer&q={}", encode(text)), None)
                .await
                .expect(200)
                .json();
            assert_eq!(hits["data"][0]["title"], "青山贸易", "{text}: {hits}");
            assert_eq!(hits["data"][0]["object"], "customer");
        }
        app.admin("GET", "/api/v1/search?q=a&objects=dragon", None).await.expect(400);
    });
}

#[test]
fn an_export_streams_the_list() {
    for_each(async |app| {
        three(app).await;
        let file = app
            .admin("GET", "/api/v1/customers/export?fields=name,kind,owner&sort=name", None)
            .await
            .expect(200);
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        let text = String::from_utf8(file.body).unwrap();
        assert_eq!(text.trim_end().lines().count(), 4, "{text}");
        assert!(text.contains("青山贸易") && text.contains("Li Wei"), "{text}");
        let book = app.admin("GET", "/api/v1/customers/export?format=xlsx", None).await.expect(200);
        assert_eq!(&book.body[..2], b"PK");
        app.admin("GET", "/api/v1/customers/export?format=pdf", None).await.expect(400);
    });
}

fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
