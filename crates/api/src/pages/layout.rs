use access::Actor;
use catalog::Object;
use formula::Condition;
use records::{Error, Query, Record, Records};
use serde_json::{Map, Value as Json, json};
use std::collections::HashMap;
use value::{Id, Value};

const MOST: u64 = 2_000;

/// How pages are laid out for somebody: by his role's own layout of an object, or else by the one for everybody.
pub struct Layouts(HashMap<String, Layout>);

/// The layout of one object.
pub struct Layout {
    id: String,
    version: i64,
    role: Option<String>,
    shape: Map<String, Json>,
}

impl Layouts {
    pub fn of(records: &Records, actor: &Actor) -> Result<Layouts, Error> {
        let door = records.as_system("lay out the pages");
        let roles: Vec<Id> = match (actor.limited_to, actor.user) {
            (Some(role), _) => vec![role],
            (None, Some(user)) => door.get("user", user)?.get("roles").ids(),
            (None, None) => Vec::new(),
        };
        let own = Condition::in_("role", roles.iter().map(|role| Value::Id(*role)).collect());
        let applies = Condition::any([Condition::is_null("role", true), own]);
        let found = door.find(&Query::of("layout").filter(applies).sort("id").limit(MOST))?.records;
        let rank = |layout: &Record| match layout.get("role").as_id() {
            Some(role) => roles.iter().position(|own| *own == role).unwrap_or(roles.len()),
            None => roles.len(),
        };
        let mut chosen: HashMap<String, (usize, &Record)> = HashMap::new();
        for layout in &found {
            let place = chosen.entry(layout.text("object").to_owned()).or_insert((usize::MAX, layout));
            if rank(layout) < place.0 {
                *place = (rank(layout), layout);
            }
        }
        let prefix = door.catalog().object("role").map_or("rol", |role| role.prefix.as_str());
        Ok(Layouts(
            chosen.into_iter().map(|(object, (_, record))| (object, Layout::read(record, prefix))).collect(),
        ))
    }

    pub fn on(&self, object: &str) -> Option<&Layout> {
        self.0.get(object)
    }
}

impl Layout {
    fn read(record: &Record, role: &str) -> Layout {
        let mut shape = Map::new();
        if let Value::Json(Json::Object(kept)) = record.get("sections") {
            shape.clone_from(kept);
        }
        Layout {
            id: record.id().with_prefix(&record.object().prefix),
            version: record.version(),
            role: record.get("role").as_id().map(|id| id.with_prefix(role)),
            shape,
        }
    }

    /// What the client needs to edit it.
    pub fn card(&self, open: &[&str]) -> Json {
        let hidden: Vec<&str> = self.names(self.shape.get("hidden"), open);
        let rules = self.shape.get("fields").and_then(Json::as_object).into_iter().flatten();
        let fields: Map<String, Json> = rules
            .filter(|(name, _)| open.contains(&name.as_str()))
            .map(|(name, rule)| (name.clone(), rule.clone()))
            .collect();
        json!({ "id": self.id, "version": self.version, "role": self.role, "hidden": hidden, "fields": fields })
    }

    /// The sections in their order, with the fields that somebody may see.
    pub fn sections(&self, object: &Object, open: &[&str]) -> Vec<Json> {
        let sections = self.shape.get("sections").and_then(Json::as_array);
        let sections = sections.into_iter().flatten().map(|section| {
            let name = section["name"].as_str().unwrap_or_default();
            let built_in = || json!(object.labels.get(&format!("sections.{name}")));
            let labels = section.get("labels").filter(|labels| labels.is_object()).cloned();
            json!({
                "name": name,
                "labels": labels.unwrap_or_else(built_in),
                "fields": self.names(section.get("fields"), open),
                "when": section.get("when"),
            })
        });
        sections.collect()
    }

    fn names<'a>(&'a self, list: Option<&'a Json>, open: &[&str]) -> Vec<&'a str> {
        let names = list.and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
        names.filter(|name| open.contains(name)).collect()
    }
}
