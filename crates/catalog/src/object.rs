use crate::declare::{
    AccessDeclaration, ActionDeclaration, FieldDeclaration, ObjectDeclaration, OptionDeclaration,
    TargetDeclaration,
};
use crate::field::{Choice, Field, RollUp, RollUpOp, Side};
use crate::labels::Labels;
use crate::pattern::Pattern;
use crate::system::{owner_field, system_fields, team_field};
use indexmap::IndexMap;
use serde_json::Value as Json;
use std::collections::HashMap;
use value::FieldType;

/// An object that the company keeps records of.
#[derive(Debug, Clone)]
pub struct Object {
    /// Name, singular, snake case.
    pub name: String,
    /// Folder that it was declared in; `custom` for run-time objects.
    pub area: String,
    /// In front of every id.
    pub prefix: String,
    /// REST name.
    pub plural: String,
    /// Lucide icon.
    pub icon: String,
    /// Position of the field that names a record.
    pub title: usize,
    /// How records are reached.
    pub access: Access,
    /// Children that every reader of the parent may add, and change when they are his own.
    pub readers_write: bool,
    /// Records without owner are open to every reader of the object (公海).
    pub pool: bool,
    /// All fields, the system's first.
    pub fields: Vec<Field>,
    /// Added at run time.
    pub custom: bool,
    /// Where rows appear on a customer's timeline.
    pub timeline: Option<Timeline>,
    /// Default list columns.
    pub columns: Vec<String>,
    /// Short create form.
    pub quick: Vec<String>,
    /// Field of the board.
    pub board: Option<String>,
    /// Default form.
    pub sections: Vec<Section>,
    /// Named commands.
    pub actions: IndexMap<String, Action>,
    /// Fields in the order of the screen, where the company has changed it.
    pub order: Vec<String>,
    /// What it and its parts are called.
    pub labels: Labels,
    /// Differs when name or fields differ, for caches of statements.
    pub shape: u64,
    by_name: HashMap<String, usize>,
}

/// How records of an object are reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// Has owner and team; roles grant own, team, tree or all.
    Owned,
    /// Seen by role alone.
    Shared,
    /// Only by its owner, or as the share field says.
    Private {
        /// Choice field private/team/all.
        share: Option<String>,
    },
    /// Only by the program.
    System,
    /// Exactly as the record in this reference field.
    Parent(String),
}

/// Where rows of an object appear on a customer's timeline.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// Reference to the customer.
    pub customer: String,
    /// Date or moment.
    pub at: String,
    /// Rows of this status are left out.
    pub without: Option<String>,
}

/// A section of the form.
#[derive(Debug, Clone)]
pub struct Section {
    /// Key of its label.
    pub name: String,
    /// Fields in order.
    pub fields: Vec<String>,
}

/// A named command on a record.
#[derive(Debug, Clone)]
pub struct Action {
    /// Name in the API.
    pub name: String,
    /// Formula that must hold.
    pub when: Option<String>,
    /// Plain changes that it makes.
    pub set: IndexMap<String, Json>,
    /// What it asks for.
    pub input: Vec<Field>,
}

impl Object {
    /// Builds an object from its declaration.
    pub(crate) fn build(name: &str, area: &str, declared: &ObjectDeclaration) -> Result<Object, String> {
        let access = match &declared.access {
            AccessDeclaration::Word(word) => match word.as_str() {
                "owned" => Access::Owned,
                "shared" => Access::Shared,
                "private" => Access::Private { share: declared.share.clone() },
                "system" => Access::System,
                other => return Err(format!("access '{other}' is none of owned, shared, private, system")),
            },
            AccessDeclaration::Parent { parent, .. } => Access::Parent(parent.clone()),
        };
        let mut fields = system_fields(name);
        for (field, declaration) in &declared.fields {
            fields.push(build_field(field, declaration).map_err(|what| format!("field {field}: {what}"))?);
        }
        if matches!(access, Access::Owned | Access::Private { .. }) {
            fields.push(owner_field());
        }
        if access == Access::Owned {
            fields.push(team_field());
        }
        let mut actions = IndexMap::new();
        for (action, declaration) in &declared.actions {
            actions.insert(action.clone(), build_action(action, declaration)?);
        }
        let mut object = Object {
            name: name.to_owned(),
            area: area.to_owned(),
            prefix: declared.prefix.clone(),
            plural: declared.plural.clone().unwrap_or_else(|| format!("{name}s")),
            icon: declared.icon.clone(),
            title: 0,
            readers_write: matches!(declared.access, AccessDeclaration::Parent { readers_write: true, .. }),
            pool: declared.pool,
            access,
            fields,
            custom: false,
            timeline: declared.timeline.as_ref().map(|timeline| Timeline {
                customer: timeline.customer.clone(),
                at: timeline.at.clone(),
                without: timeline.without.clone(),
            }),
            columns: declared.columns.clone(),
            quick: declared.quick.clone(),
            board: declared.board.as_ref().map(|board| board.by.clone()),
            sections: declared
                .sections
                .iter()
                .map(|section| Section { name: section.name.clone(), fields: section.fields.clone() })
                .collect(),
            actions,
            order: Vec::new(),
            labels: Labels::default(),
            shape: 0,
            by_name: HashMap::new(),
        };
        object.reindex()?;
        object.title = *object
            .by_name
            .get(&declared.title)
            .ok_or_else(|| format!("title: there is no field '{}'", declared.title))?;
        Ok(object)
    }

    /// Adds a custom field at the end.
    pub(crate) fn add_field(&mut self, field: Field) -> Result<(), String> {
        self.fields.push(field);
        self.reindex()
    }

    fn reindex(&mut self) -> Result<(), String> {
        self.by_name.clear();
        let words = self.fields.iter().flat_map(|field| [field.name.as_str(), field.kind.name()]);
        self.shape = std::iter::once(self.name.as_str())
            .chain(words)
            .flat_map(|word| word.bytes().chain([0]))
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            });
        for (position, field) in self.fields.iter().enumerate() {
            if self.by_name.insert(field.name.clone(), position).is_some() {
                return Err(format!("field {} is declared twice", field.name));
            }
        }
        Ok(())
    }

    /// Position of a field in a record's values.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The field of a name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.position(name).map(|position| &self.fields[position])
    }

    /// Positions of the fields in the order of the screen: those that the company has put in order first.
    pub fn in_order(&self) -> Vec<usize> {
        let mut positions: Vec<usize> = (0..self.fields.len()).collect();
        positions.sort_by_key(|position| self.rank(&self.fields[*position].name));
        positions
    }

    /// Place of a field in the company's order; those that it does not name come last.
    pub(crate) fn rank(&self, name: &str) -> usize {
        self.order.iter().position(|ordered| ordered == name).unwrap_or(self.order.len())
    }

    /// The field that names a record.
    pub fn title_field(&self) -> &Field {
        &self.fields[self.title]
    }

    /// Owned or private: has an owner field.
    pub fn has_owner(&self) -> bool {
        matches!(self.access, Access::Owned | Access::Private { .. })
    }

    /// Has a side table of figures.
    pub fn has_insight(&self) -> bool {
        self.fields.iter().any(|field| field.side == Side::Insight)
    }

    /// Goes into the search index.
    pub fn is_searchable(&self) -> bool {
        self.access != Access::System && self.fields.iter().any(|field| field.search)
    }
}

/// Builds a field from its declaration.
pub(crate) fn build_field(name: &str, declared: &FieldDeclaration) -> Result<Field, String> {
    let kind = declared.kind;
    let result = match (kind, declared.result) {
        (FieldType::Formula | FieldType::RollUp, None) => return Err("needs a result type".to_owned()),
        (FieldType::Formula | FieldType::RollUp, Some(result)) if result.is_computed() => {
            return Err("the result is a plain type".to_owned());
        }
        (FieldType::Formula | FieldType::RollUp, Some(result)) => result,
        (_, Some(_)) => return Err("only formulas and roll-ups have a result type".to_owned()),
        (_, None) => kind,
    };
    let pattern = match (kind, &declared.format) {
        (FieldType::AutoNumber, Some(text)) => {
            Some(Pattern::parse(text, declared.reset.as_deref().unwrap_or("never"))?)
        }
        (FieldType::AutoNumber, None) => return Err("needs a format".to_owned()),
        (_, _) => None,
    };
    let to = match (kind, &declared.to) {
        (FieldType::File, None) => vec!["attachment".to_owned()],
        (FieldType::Reference, None) => return Err("needs to = the object that it points to".to_owned()),
        (FieldType::Reference, Some(TargetDeclaration::One(one))) if one == "any" => Vec::new(),
        (FieldType::Reference, Some(TargetDeclaration::One(one))) => vec![one.clone()],
        (FieldType::Reference, Some(TargetDeclaration::Several(several))) => several.clone(),
        (_, Some(_)) => return Err("only references have a target".to_owned()),
        (_, None) => Vec::new(),
    };
    let scale = match result {
        FieldType::Decimal => declared.scale.unwrap_or(4),
        FieldType::Percent => declared.scale.unwrap_or(2),
        _ if declared.scale.is_some() => return Err("only decimals and percents have a scale".to_owned()),
        _ => 0,
    };
    if scale > 8 {
        return Err("at most 8 digits after the point".to_owned());
    }
    let options: Vec<Choice> = declared.options.iter().map(build_option).collect();
    if matches!(result, FieldType::Choice | FieldType::MultiChoice) && options.is_empty() {
        return Err("a choice needs options".to_owned());
    }
    Ok(Field {
        name: name.to_owned(),
        kind,
        system: false,
        custom: false,
        hidden: false,
        required: declared.required,
        unique: declared.unique,
        search: declared.search,
        index: declared.index,
        audit: declared.audit,
        personal: declared.personal,
        secret: declared.secret,
        read_only: declared.read_only,
        default: declared.default.clone(),
        min: declared.min,
        max: declared.max,
        max_length: declared.max_length.unwrap_or_else(|| kind.default_max_length()),
        scale,
        currency_field: declared.currency.as_ref().map(|text| text.trim_start_matches("field:").to_owned()),
        options,
        to,
        many: declared.many,
        formula: declared.formula.clone(),
        result,
        rollup: declared.rollup.as_ref().map(build_rollup).transpose()?,
        required_when: declared.required_when.clone(),
        mask: declared.mask.clone(),
        country: None,
        order: value::text::Order::default(),
        side: match declared.side.as_deref() {
            None => Side::Own,
            Some("insight") => Side::Insight,
            Some(other) => return Err(format!("there is no side table '{other}'")),
        },
        as_open_as: declared.as_open_as.clone(),
        pattern,
        image: declared.image,
        localized: declared.localized,
    })
}

pub(crate) fn build_option(declared: &OptionDeclaration) -> Choice {
    match declared {
        OptionDeclaration::Value(value) => Choice { value: value.clone(), kind: None, color: None },
        OptionDeclaration::Full { value, kind, color } => {
            Choice { value: value.clone(), kind: kind.clone(), color: color.clone() }
        }
    }
}

fn build_rollup(declared: &crate::declare::RollUpDeclaration) -> Result<RollUp, String> {
    let op = match declared.op.as_str() {
        "sum" => RollUpOp::Sum,
        "count" => RollUpOp::Count,
        "min" => RollUpOp::Min,
        "max" => RollUpOp::Max,
        other => return Err(format!("'{other}' is none of sum, count, min, max")),
    };
    if op != RollUpOp::Count && declared.field.is_none() {
        return Err("the roll-up needs a field".to_owned());
    }
    Ok(RollUp {
        of: declared.of.clone(),
        by: declared.by.clone(),
        op,
        field: declared.field.clone(),
        condition: declared.condition.clone(),
    })
}

fn build_action(name: &str, declared: &ActionDeclaration) -> Result<Action, String> {
    let mut input = Vec::new();
    for (field, declaration) in &declared.input {
        input.push(
            build_field(field, declaration)
                .map_err(|what| format!("action {name}, input {field}: {what}"))?,
        );
    }
    Ok(Action { name: name.to_owned(), when: declared.when.clone(), set: declared.set.clone(), input })
}
