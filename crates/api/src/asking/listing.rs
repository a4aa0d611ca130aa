use crate::asking::filter;
use crate::edge::params::Params;
use crate::edge::problem::Problem;
use catalog::{Code, FieldError, Object};
use records::{Door, Error, Query, Trash};

const LARGEST_PAGE: u64 = 500;
const USUAL_PAGE: u64 = 50;
const DEEPEST: u64 = 50_000_000;
const LONGEST_SEARCH: usize = 200;
const MOST_SORTS: usize = 5;

/// A list as it was asked for.
pub struct Listing {
    pub query: Query,
    pub shape: Shape,
}

/// What the caller wants to see of each record.
#[derive(Default)]
pub struct Shape {
    /// Only these fields.
    pub fields: Option<Vec<String>>,
    /// References to write with title.
    pub expand: Vec<String>,
}

/// Where a question is asked.
pub struct Place<'a> {
    pub door: &'a Door,
    pub object: &'a Object,
}

impl Place<'_> {
    /// Everything that a list may be asked with.
    pub fn listing(&self, params: &mut Params) -> Result<Listing, Problem> {
        let mut query = self.question(params)?;
        query = query.limit(params.number("limit", 1, LARGEST_PAGE)?.unwrap_or(USUAL_PAGE));
        let offset = params.number("offset", 0, DEEPEST)?;
        match (params.text("cursor")?, offset) {
            (Some(_), Some(_)) => {
                return Err(Problem::parameter_wants("offset", Code::Format, "cursor or offset"));
            }
            (Some(cursor), None) => query = query.cursor(&cursor),
            (None, Some(offset)) => query = query.offset(offset),
            (None, None) => {}
        }
        if params.is_on("count")? {
            query = query.with_total();
        }
        query = self.sorted(query, params)?;
        let shape = self.shape(params)?;
        Ok(Listing { query: shape.narrow(query, self.object), shape })
    }

    /// Filter, text and trash: which records, without order and page.
    pub fn question(&self, params: &mut Params) -> Result<Query, Problem> {
        let mut query = Query::of(&self.object.name);
        let mut complaints: Vec<FieldError> = Vec::new();
        for (field, op, value) in params.bracketed("filter")? {
            match filter::parameter(self.door, &self.object.name, &field, &op, &value) {
                Ok(condition) => query = query.filter(condition),
                Err(Error::Invalid(more)) => complaints.extend(more),
                Err(other) => return Err(Problem::from(other)),
            }
        }
        if !complaints.is_empty() {
            return Err(Problem::of_question(Error::Invalid(complaints)));
        }
        if let Some(tree) = params.text("where")? {
            let tree = serde_json::from_str(&tree)
                .map_err(|_| Problem::parameter_wants("where", Code::Format, "JSON"))?;
            query = query.filter(filter::tree(self.door, &self.object.name, &tree)?);
        }
        if let Some(text) = params.text("q")?.filter(|text| !text.trim().is_empty()) {
            if text.chars().count() > LONGEST_SEARCH {
                return Err(Problem::parameter("q", Code::TooLong));
            }
            query = query.search(&text);
        }
        Ok(query.trash(match params.text("trash")?.as_deref() {
            None | Some("hidden") => Trash::Hidden,
            Some("only") => Trash::Only,
            Some("with") => Trash::With,
            Some(_) => return Err(Problem::parameter_wants("trash", Code::NotAnOption, "only or with")),
        }))
    }

    /// Sorting alone; export wants it too.
    pub fn sorted(&self, mut query: Query, params: &mut Params) -> Result<Query, Problem> {
        let keys = params.names("sort")?.unwrap_or_default();
        if keys.len() > MOST_SORTS {
            return Err(Problem::parameter("sort", Code::TooLong));
        }
        for key in keys {
            let name = key.strip_prefix('-').unwrap_or(&key);
            let field = self.object.field(name).filter(|field| field.sortable());
            if field.is_none() {
                let name = name.chars().take(80).collect::<String>();
                let complaint = FieldError::new("sort", Code::UnknownField).with("value", name);
                return Err(Problem::of_question(Error::Invalid(vec![complaint])));
            }
            query = query.sort(&key);
        }
        Ok(query)
    }

    /// Fields and expansions.
    pub fn shape(&self, params: &mut Params) -> Result<Shape, Problem> {
        let fields = params.names("fields")?;
        let expand = params.names("expand")?.unwrap_or_default();
        for name in fields.iter().flatten() {
            if self.object.field(name).is_none() {
                return Err(unknown("fields", name));
            }
        }
        for name in &expand {
            let reference =
                self.object.field(name).is_some_and(|field| field.kind == value::FieldType::Reference);
            if !reference {
                return Err(unknown("expand", name));
            }
        }
        Ok(Shape { fields, expand })
    }
}

impl Shape {
    /// Reads no more than what will be shown.
    fn narrow(&self, query: Query, object: &Object) -> Query {
        let Some(fields) = &self.fields else { return query };
        let mut wanted: Vec<&str> = fields.iter().map(String::as_str).collect();
        wanted.extend(self.expand.iter().map(String::as_str));
        wanted.push("version");
        wanted.retain(|name| object.field(name).is_some());
        wanted.sort_unstable();
        wanted.dedup();
        query.fields(&wanted)
    }

    /// Whether a field is shown.
    pub fn shows(&self, name: &str) -> bool {
        matches!(name, "id" | "version")
            || self.fields.as_ref().is_none_or(|fields| fields.iter().any(|field| field == name))
            || self.expand.iter().any(|field| field == name)
    }
}

fn unknown(parameter: &str, name: &str) -> Problem {
    let name: String = name.chars().take(80).collect();
    let complaint = FieldError::new(parameter, Code::UnknownField).with("value", name);
    Problem::of_question(Error::Invalid(vec![complaint]))
}
