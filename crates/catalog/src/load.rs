use crate::custom::{CustomField, CustomObject};
use crate::declare::ObjectDeclaration;
use crate::field::RollUp;
use crate::labels::{LANGUAGES, ObjectLabels};
use crate::object::{Object, build_field};
use include_dir::{Dir, include_dir};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use thiserror::Error;
use value::FieldType;
use value::text::Order;

static OBJECTS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../objects");

/// Everything that the company keeps records of, at one moment. Requests hold on to the one that they started with.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    /// Grows with every change of a custom object or field.
    pub version: u64,
    objects: Vec<Arc<Object>>,
    by_name: HashMap<String, usize>,
    by_plural: HashMap<String, usize>,
    by_prefix: HashMap<String, usize>,
    /// Roll-ups over an object's records: (position of the parent, position of the field).
    rolled_up: HashMap<String, Vec<(usize, usize)>>,
}

/// What is wrong with an object file, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}: {what}")]
pub struct LoadError {
    /// File or definition.
    pub file: String,
    /// Line, word and reason.
    pub what: String,
}

impl Catalog {
    /// The built-in objects.
    pub fn built_in() -> Result<Catalog, LoadError> {
        let mut catalog = Catalog { version: 1, ..Catalog::default() };
        for area in OBJECTS.dirs() {
            let area_name = area.path().to_string_lossy().into_owned();
            let labels = read_labels(area)?;
            let mut files: Vec<_> = area.files().collect();
            files.sort_by_key(|file| file.path());
            for file in files {
                let name = file.path().file_name().and_then(|name| name.to_str()).unwrap_or_default();
                let Some(name) = name.strip_suffix(".toml").filter(|name| !name.contains('.')) else {
                    continue;
                };
                let place = file.path().display().to_string();
                let wrong = |what: String| LoadError { file: place.clone(), what };
                let text = file.contents_utf8().ok_or_else(|| wrong("is not UTF-8".to_owned()))?;
                let declared: ObjectDeclaration =
                    toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
                let mut object = Object::build(name, &area_name, &declared).map_err(wrong)?;
                for language in LANGUAGES {
                    if let Some(texts) = labels.get(language.tag()).and_then(|file| file.get(name)) {
                        object.labels.add(language, texts);
                    }
                    let system = OBJECTS
                        .get_file(format!("core/labels.{}.toml", language.tag()))
                        .and_then(|file| file.contents_utf8())
                        .and_then(|text| toml::from_str::<BTreeMap<String, ObjectLabels>>(text).ok());
                    for (field, text) in
                        system.iter().flat_map(|file| file.get("system")).flat_map(|system| &system.fields)
                    {
                        let path = format!("fields.{field}");
                        if object.field(field).is_some()
                            && object.labels.get(&path).is_none_or(|texts| !texts.0.contains_key(&language))
                        {
                            object.labels.put(&path, language, text);
                        }
                    }
                }
                catalog.add(object).map_err(|what| LoadError { file: place.clone(), what })?;
            }
        }
        catalog.index_roll_ups();
        Ok(catalog)
    }

    /// The built-in objects with the company's own objects and fields on top.
    pub fn with_custom(
        &self,
        version: u64,
        objects: &[CustomObject],
        fields: &[CustomField],
    ) -> Result<Catalog, LoadError> {
        let mut catalog = self.clone();
        catalog.version = version;
        for custom in objects {
            let wrong = |what: String| LoadError { file: format!("custom object {}", custom.name), what };
            if !custom.name.starts_with("x_") {
                return Err(wrong("the name of a custom object starts with x_".to_owned()));
            }
            let mut object = Object::build(&custom.name, "custom", &custom.declaration).map_err(wrong)?;
            object.custom = true;
            for (path, text) in &custom.labels {
                for (language, text) in &text.0 {
                    object.labels.put(path, *language, text);
                }
            }
            catalog.add(object).map_err(wrong)?;
        }
        for custom in fields {
            let wrong = |what: String| LoadError {
                file: format!("custom field {}.{}", custom.object, custom.name),
                what,
            };
            if !custom.name.starts_with("x_") {
                return Err(wrong("the name of a custom field starts with x_".to_owned()));
            }
            let position = *catalog
                .by_name
                .get(&custom.object)
                .ok_or_else(|| wrong(format!("there is no object '{}'", custom.object)))?;
            let mut field = build_field(&custom.name, &custom.declaration).map_err(wrong)?;
            field.custom = true;
            let object = Arc::make_mut(&mut catalog.objects[position]);
            object.add_field(field).map_err(wrong)?;
            for (path, text) in &custom.labels {
                for (language, text) in &text.0 {
                    object.labels.put(path, *language, text);
                }
            }
        }
        catalog.index_roll_ups();
        if let Some(problem) = catalog.problems().into_iter().next() {
            return Err(LoadError { file: "custom definitions".to_owned(), what: problem });
        }
        Ok(catalog)
    }

    /// Takes telephone numbers that name no country for those of this one.
    pub fn at_home_in(&mut self, country: &str) {
        for object in &mut self.objects {
            if object.fields.iter().any(|field| field.kind == FieldType::Phone) {
                let phones =
                    Arc::make_mut(object).fields.iter_mut().filter(|field| field.kind == FieldType::Phone);
                phones.for_each(|field| field.country = Some(country.to_owned()));
            }
        }
    }

    /// Lets the texts of every object be put in order by these rules.
    pub fn in_order_of(&mut self, order: Order) {
        for object in
            self.objects.iter_mut().filter(|object| object.fields.iter().any(|field| field.order != order))
        {
            Arc::make_mut(object).fields.iter_mut().for_each(|field| field.order = order);
        }
    }

    /// All objects, by area and name.
    pub fn objects(&self) -> &[Arc<Object>] {
        &self.objects
    }

    /// The object of a name.
    pub fn object(&self, name: &str) -> Option<&Arc<Object>> {
        self.by_name.get(name).map(|position| &self.objects[*position])
    }

    /// The object of a REST name.
    pub fn by_plural(&self, plural: &str) -> Option<&Arc<Object>> {
        self.by_plural.get(plural).map(|position| &self.objects[*position])
    }

    /// The object whose ids begin with a prefix.
    pub fn by_prefix(&self, prefix: &str) -> Option<&Arc<Object>> {
        self.by_prefix.get(prefix).map(|position| &self.objects[*position])
    }

    /// Objects whose reference fields point to this one: (object, field).
    pub fn children_of(&self, name: &str) -> Vec<(Arc<Object>, String)> {
        let mut children = Vec::new();
        for object in &self.objects {
            for field in &object.fields {
                if !field.system && field.target() == Some(name) && !field.many {
                    children.push((object.clone(), field.name.clone()));
                }
            }
        }
        children
    }

    pub(crate) fn object_mut(&mut self, name: &str) -> Option<&mut Object> {
        let position = *self.by_name.get(name)?;
        Some(Arc::make_mut(&mut self.objects[position]))
    }

    /// The roll-ups that records of an object count in: (parent, position of the field, what it sums up).
    pub fn roll_ups_of(&self, child: &str) -> impl Iterator<Item = (&Arc<Object>, usize, &RollUp)> {
        self.rolled_up.get(child).into_iter().flatten().filter_map(|(parent, position)| {
            let parent = &self.objects[*parent];
            Some((parent, *position, parent.fields[*position].rollup.as_ref()?))
        })
    }

    fn index_roll_ups(&mut self) {
        self.rolled_up.clear();
        for (parent, object) in self.objects.iter().enumerate() {
            for (position, field) in object.fields.iter().enumerate() {
                if let Some(rollup) = &field.rollup {
                    self.rolled_up.entry(rollup.of.clone()).or_default().push((parent, position));
                }
            }
        }
    }

    fn add(&mut self, object: Object) -> Result<(), String> {
        let position = self.objects.len();
        if self.by_name.insert(object.name.clone(), position).is_some() {
            return Err(format!("object {} is declared twice", object.name));
        }
        if let Some(other) = self.by_prefix.insert(object.prefix.clone(), position) {
            return Err(format!("prefix {} belongs to {}", object.prefix, self.objects[other].name));
        }
        if self.by_plural.insert(object.plural.clone(), position).is_some() {
            return Err(format!("plural {} is taken", object.plural));
        }
        self.objects.push(Arc::new(object));
        Ok(())
    }
}

fn read_labels(
    area: &Dir<'static>,
) -> Result<HashMap<&'static str, BTreeMap<String, ObjectLabels>>, LoadError> {
    let mut labels = HashMap::new();
    for language in LANGUAGES {
        let path = area.path().join(format!("labels.{}.toml", language.tag()));
        let wrong = |what: String| LoadError { file: path.display().to_string(), what };
        let file = area.get_file(&path).ok_or_else(|| wrong("is missing".to_owned()))?;
        let text = file.contents_utf8().ok_or_else(|| wrong("is not UTF-8".to_owned()))?;
        labels.insert(language.tag(), toml::from_str(text).map_err(|error| wrong(error.to_string()))?);
    }
    Ok(labels)
}
