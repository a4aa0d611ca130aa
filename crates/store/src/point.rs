use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::select::{Select, Trash};
use access::Reach;
use parking_lot::RwLock;
use sea_query::Value as Bindable;
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock};
use value::Id;

/// Statements kept; one for each object, set of fields and reach that somebody reads single records with.
const KEPT: usize = 1_000;

/// Everything that the text of a read by id depends on.
#[derive(PartialEq, Eq)]
struct Point<'a> {
    dialect: Dialect,
    shape: u64,
    fields: Cow<'a, [usize]>,
    trash: Trash,
    reach: Cow<'a, Reach>,
}

impl Hash for Point<'_> {
    /// How many fields there are tells sets of fields apart well enough; equality looks at each.
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.dialect, self.shape, self.fields.len(), self.trash).hash(state);
        self.reach.hash(state);
    }
}

type Printed = (Arc<str>, Vec<Bindable>);
type Statements = HashMap<Point<'static>, Printed>;

static STATEMENTS: LazyLock<RwLock<Statements>> = LazyLock::new(RwLock::default);

/// The id, when a select asks for one record and nothing else.
pub(crate) fn id_of(select: &Select<'_>) -> Option<Id> {
    let plain = select.condition.is_none() && select.after.is_none() && select.sort.is_empty();
    match select.ids {
        Some([id]) if plain && select.limit.is_none() && select.offset == 0 => Some(*id),
        Some(_) | None => None,
    }
}

/// The statement of a read by id: printed once, then only the id is put into its place.
pub(crate) fn statement(
    dialect: Dialect,
    select: &Select<'_>,
    id: Id,
    print: impl FnOnce() -> Result<(String, Vec<Bindable>), StoreError>,
) -> Result<(Arc<str>, Vec<Bindable>), StoreError> {
    let asked = Point {
        dialect,
        shape: select.object.shape,
        fields: Cow::Borrowed(select.fields),
        trash: select.trash,
        reach: Cow::Borrowed(select.reach),
    };
    if let Some((sql, values)) = found(&STATEMENTS.read(), &asked) {
        let mut values = values.clone();
        if let Some(place) = values.iter_mut().find(|value| is_placeholder(value)) {
            *place = id.0.into();
        }
        return Ok((sql.clone(), values));
    }
    let (sql, values) = print()?;
    let sql: Arc<str> = sql.into();
    let mut kept = values.clone();
    let places: Vec<usize> =
        (0..kept.len()).filter(|place| kept[*place] == Bindable::BigInt(Some(id.0))).collect();
    if let [place] = places.as_slice() {
        kept[*place] = PLACEHOLDER;
        let mut statements = STATEMENTS.write();
        if statements.len() >= KEPT {
            statements.clear();
        }
        let key = Point {
            fields: Cow::Owned(select.fields.to_vec()),
            reach: Cow::Owned(select.reach.clone()),
            ..asked
        };
        statements.insert(key, (sql.clone(), kept));
    }
    Ok((sql, values))
}

fn found<'a>(statements: &'a HashMap<Point<'a>, Printed>, asked: &Point<'a>) -> Option<&'a Printed> {
    statements.get(asked)
}

const PLACEHOLDER: Bindable = Bindable::TinyInt(None);

fn is_placeholder(value: &Bindable) -> bool {
    matches!(value, Bindable::TinyInt(None))
}
