use proptest::collection::vec;
use proptest::prelude::*;

pub const GRANTED: [&str; 5] = ["customer", "contact", "order", "activity", "product"];
pub const ACTIONS: [&str; 4] = ["read", "update", "delete", "export"];
pub const SCOPES: [&str; 7] = ["none", "pool", "own", "subordinates", "team", "team_tree", "all"];
pub const FIELDS: [&str; 3] = ["phone", "email", "name"];
pub const LEVELS: [&str; 4] = ["hidden", "mask", "read", "write"];
pub const ROLES: usize = 3;

/// A company as numbers: references are places in the lists, taken modulo their length.
#[derive(Debug, Clone)]
pub struct World {
    pub teams: Vec<Option<usize>>,
    pub people: Vec<Person>,
    pub grants: Vec<Grant>,
    pub levels: Vec<(usize, usize, usize)>,
    pub rows: Vec<Row>,
    pub members: Vec<Member>,
}

#[derive(Debug, Clone)]
pub struct Person {
    pub team: Option<usize>,
    pub manager: Option<usize>,
    pub roles: Vec<usize>,
}

#[derive(Debug, Clone)]
pub struct Grant {
    pub role: usize,
    pub object: usize,
    pub action: usize,
    pub scope: usize,
}

#[derive(Debug, Clone)]
pub struct Row {
    pub kind: Kind,
    pub owner: Option<usize>,
    pub team: Option<usize>,
    pub parent: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Customer,
    Contact,
    Order,
    Activity,
    Line,
    Preference,
    Comment,
    View,
    Product,
}

#[derive(Debug, Clone)]
pub struct Member {
    pub record: usize,
    pub person: usize,
    pub level: Level,
    pub expiry: Expiry,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Read,
    Write,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    Never,
    Yesterday,
    Today,
}

pub fn worlds() -> impl Strategy<Value = World> {
    let place = || 0usize..100;
    let perhaps = || prop::option::weighted(0.7, 0usize..100);
    let teams = (1usize..4).prop_flat_map(|count| {
        (0..count)
            .map(|own| if own == 0 { Just(None).boxed() } else { prop::option::of(0..own).boxed() })
            .collect::<Vec<_>>()
    });
    let people = (2usize..4).prop_flat_map(move |count| {
        (0..count)
            .map(|own| {
                let manager = if own == 0 { Just(None).boxed() } else { prop::option::of(0..own).boxed() };
                (perhaps(), manager, vec(0..ROLES, 1..3)).prop_map(|(team, manager, roles)| Person {
                    team,
                    manager,
                    roles,
                })
            })
            .collect::<Vec<_>>()
    });
    let grant = (0..ROLES, 0..GRANTED.len(), 0..ACTIONS.len(), 0..SCOPES.len())
        .prop_map(|(role, object, action, scope)| Grant { role, object, action, scope });
    let kind = prop_oneof![
        5 => Just(Kind::Customer), 2 => Just(Kind::Contact), 2 => Just(Kind::Order), 2 => Just(Kind::Activity),
        1 => Just(Kind::Line), 1 => Just(Kind::Preference), 2 => Just(Kind::Comment), 1 => Just(Kind::View), 1 => Just(Kind::Product),
    ];
    let row = (kind, perhaps(), perhaps(), place()).prop_map(|(kind, owner, team, parent)| Row {
        kind,
        owner,
        team,
        parent,
    });
    let member = (
        place(),
        place(),
        prop_oneof![Just(Level::Read), Just(Level::Write)],
        prop_oneof![Just(Expiry::Never), Just(Expiry::Yesterday), Just(Expiry::Today)],
    )
        .prop_map(|(record, person, level, expiry)| Member { record, person, level, expiry });
    (
        teams,
        people,
        vec(grant, 8..36),
        vec((0..ROLES, 0..FIELDS.len(), 0..LEVELS.len()), 0..6),
        vec(row, 12..24),
        vec(member, 0..5),
    )
        .prop_map(|(teams, people, grants, levels, rows, members)| World {
            teams,
            people,
            grants,
            levels,
            rows,
            members,
        })
}

impl Kind {
    pub fn object(self) -> &'static str {
        match self {
            Kind::Customer => "customer",
            Kind::Contact => "contact",
            Kind::Order => "order",
            Kind::Activity => "activity",
            Kind::Line => "order_line",
            Kind::Preference => "preference",
            Kind::Comment => "comment",
            Kind::View => "saved_view",
            Kind::Product => "product",
        }
    }
}

impl World {
    /// One level for each role and field: the last that was drawn.
    pub fn last_levels(&self) -> Vec<(usize, usize, usize)> {
        let mut kept: Vec<(usize, usize, usize)> = Vec::new();
        for level in &self.levels {
            kept.retain(|known| (known.0, known.1) != (level.0, level.1));
            kept.push(*level);
        }
        kept
    }
}
