use crate::edge::caller::Caller;
use crate::edge::params::Params;
use crate::edge::problem::Answer;
use crate::edge::reply;
use crate::edge::server::{Server, blocking};
use crate::pages::company;
use crate::pages::layout::{Layout, Layouts};
use access::{Actor, Level, Levels, Verb, reach};
use axum::extract::State;
use catalog::{Access, Catalog, Field, Language, Localized, Object, Side};
use records::{Error, Records};
use serde_json::{Map, Value as Json, json};
use value::text::{pinyin_full, pinyin_initials};
use value::{Column, Date, FieldType};

/// Everything that the client draws itself from, as far as the caller may know of it.
pub async fn catalog(State(server): State<Server>, caller: Caller, params: Params) -> Answer {
    params.finish()?;
    Ok(reply::ok(&blocking(move || page(server.records(), &caller)).await?))
}

fn page(records: &Records, caller: &Caller) -> Result<Json, Error> {
    let catalog = records.catalog();
    let views = View::all(&catalog, &caller.actor, records.today());
    let layouts = Layouts::of(records, &caller.actor)?;
    let mut objects = Map::new();
    for view in &views {
        objects.insert(view.object.name.clone(), view.card(&catalog, &views, layouts.on(&view.object.name)));
    }
    let me = match caller.actor.user {
        None => Json::Null,
        Some(user) => {
            let person = records.as_system("show who asks").get("user", user)?;
            json!({
                "id": user.with_prefix(catalog.object("user").map_or("usr", |object| object.prefix.as_str())),
                "name": person.text("name"),
                "email": person.text("email"),
                "language": caller.actor.language.tag(),
            })
        }
    };
    let company = company::card(&records.company());
    Ok(json!({ "version": catalog.version, "company": company, "me": me, "objects": objects }))
}

/// An object as somebody may see it.
pub struct View<'a> {
    pub object: &'a Object,
    levels: Levels,
    verbs: Vec<Verb>,
}

impl<'a> View<'a> {
    /// Every object that somebody may read or make.
    pub fn all(catalog: &'a Catalog, actor: &Actor, today: Date) -> Vec<View<'a>> {
        let views = catalog.objects().iter().filter(|object| object.access != Access::System).map(|object| {
            let may = |verb: &Verb| reach(actor, *verb, object, catalog, today).is_some();
            let verbs = Verb::ALL.into_iter().filter(may).collect();
            View { object: object.as_ref(), levels: Levels::of(&actor.rights, object), verbs }
        });
        views.filter(|view| view.may(Verb::Read) || view.may(Verb::Create)).collect()
    }

    pub fn may(&self, verb: Verb) -> bool {
        self.verbs.contains(&verb)
    }

    /// The fields that are not hidden, with how open they are.
    pub fn fields(&self) -> impl Iterator<Item = (&'a Field, Level)> {
        let object = self.object;
        let levels = object
            .in_order()
            .into_iter()
            .map(|position| (&object.fields[position], self.levels.at(position)));
        levels.filter(|(_, level)| *level > Level::Hidden).collect::<Vec<_>>().into_iter()
    }

    /// Somebody may write it.
    pub fn writes(&self, field: &Field, level: Level) -> bool {
        level == Level::Write && field.writable() && (self.may(Verb::Create) || self.may(Verb::Update))
    }

    fn card(&self, catalog: &Catalog, views: &[View<'_>], layout: Option<&Layout>) -> Json {
        let object = self.object;
        let labels = |path: &str| label(object, path);
        let drawn = || self.fields().filter(|(field, _)| !field.hidden);
        let open: Vec<&str> = drawn().map(|(field, _)| field.name.as_str()).collect();
        let seen = |names: &[String]| {
            names.iter().filter(|name| open.contains(&name.as_str())).cloned().collect::<Vec<_>>()
        };
        let can: Map<String, Json> =
            Verb::ALL.into_iter().map(|verb| (verb.word().to_owned(), Json::from(self.may(verb)))).collect();
        let built_in = || {
            let sections = object.sections.iter().map(|section| {
                let path = format!("sections.{}", section.name);
                json!({ "name": section.name, "labels": labels(&path), "fields": seen(&section.fields) })
            });
            sections.collect()
        };
        let sections: Vec<Json> = layout.map_or_else(built_in, |layout| layout.sections(object, &open));
        let children: Vec<Json> = catalog
            .children_of(&object.name)
            .into_iter()
            .filter(|(child, _)| {
                views.iter().any(|view| view.object.name == child.name && view.may(Verb::Read))
            })
            .map(|(child, field)| json!({ "object": child.name, "field": field }))
            .collect();
        let board =
            object.board.as_ref().filter(|by| open.contains(&by.as_str())).map(|by| json!({ "by": by }));
        json!({
            "name": object.name,
            "plural": object.plural,
            "prefix": object.prefix,
            "icon": object.icon,
            "title": object.title_field().name,
            "access": access_word(&object.access),
            "area": object.area,
            "custom": object.custom,
            "labels": { "one": labels("one"), "many": labels("many") },
            "spelled": spelled(&labels("many")),
            "help": object.labels.get("help"),
            "can": can,
            "fields": drawn().map(|(field, level)| self.field(field, level)).collect::<Vec<_>>(),
            "sections": sections,
            "layout": layout.map(|layout| layout.card(&open)),
            "columns": seen(&object.columns),
            "quick": seen(&object.quick),
            "board": board,
            "actions": self.actions(),
            "children": children,
            "timeline": object.timeline.is_some(),
        })
    }

    fn field(&self, field: &Field, level: Level) -> Json {
        let section = self.object.sections.iter().find(|section| section.fields.contains(&field.name));
        let section = section.or(self.object.sections.last()).map(|section| section.name.as_str());
        let mut card = described(self.object, field, &format!("fields.{}", field.name));
        let open = match level {
            Level::Hidden | Level::Mask => Level::Mask,
            Level::Read => Level::Read,
            Level::Write if self.writes(field, level) => Level::Write,
            Level::Write => Level::Read,
        };
        card["access"] = Json::from(open.word());
        card["section"] = Json::from(section);
        if let Some(help) = self.object.labels.get(&format!("help.{}", field.name)) {
            card["help"] = json!(help);
        }
        card
    }

    fn actions(&self) -> Vec<Json> {
        if !self.may(Verb::Update) {
            return Vec::new();
        }
        let object = self.object;
        let actions = object.actions.values().map(|action| {
            let path = |field: &Field| format!("inputs.{}.{}", action.name, field.name);
            json!({
                "name": action.name,
                "labels": label(object, &format!("actions.{}", action.name)),
                "input": action.input.iter().map(|field| described(object, field, &path(field))).collect::<Vec<_>>(),
                "when": action.when,
            })
        });
        actions.collect()
    }
}

fn described(object: &Object, field: &Field, path: &str) -> Json {
    let options: Vec<Json> = field
        .options
        .iter()
        .map(|option| {
            json!({
                "value": option.value,
                "kind": option.kind,
                "color": option.color,
                "labels": label(object, &format!("options.{}.{}", field.name, option.value)),
            })
        })
        .collect();
    let filterable = field.column() != Column::Json
        || matches!(field.result, FieldType::MultiChoice | FieldType::PersonName);
    json!({
        "name": field.name,
        "type": field.kind.name(),
        "labels": label(object, path),
        "required": field.required,
        "required_when": field.required_when,
        "read_only": !field.writable(),
        "unique": field.unique,
        "many": field.many,
        "searchable": field.search,
        "sortable": field.sortable(),
        "filterable": filterable,
        "personal": field.personal,
        "options": options,
        "to": field.to,
        "min": field.min,
        "max": field.max,
        "max_length": field.max_length,
        "scale": field.scale,
        "result": field.result.name(),
        "side": match field.side { Side::Own => Json::Null, Side::Insight => Json::from("insight") },
        "system": field.system,
        "custom": field.custom,
        "image": field.image,
        "localized": field.localized,
        "default": field.default,
        "formula": field.formula,
        "currency_field": field.currency_field,
    })
}

/// Pinyin and initials of a Chinese name: people find it with the keyboard they have.
fn spelled(name: &Localized) -> Json {
    let chinese = [Language::ZhHans, Language::ZhHant].into_iter().map(|language| {
        let text = name.get(language);
        (language.tag().to_owned(), Json::from(format!("{} {}", pinyin_full(text), pinyin_initials(text))))
    });
    Json::Object(chinese.collect())
}

fn label(object: &Object, path: &str) -> Localized {
    object.labels.get(path).cloned().unwrap_or_default()
}

fn access_word(access: &Access) -> &'static str {
    match access {
        Access::Owned => "owned",
        Access::Shared => "shared",
        Access::Private { .. } => "private",
        Access::System => "system",
        Access::Parent(_) => "parent",
    }
}
