use crate::world::{
    ACTIONS, Expiry, FIELDS, GRANTED, Kind, LEVELS, Level, Member, ROLES, Row, SCOPES, World,
};
use records::{Door, Draft, Records};
use serde_json::json;
use value::{Id, Link, Value};

const WORDS: [&str; 8] = [
    "alpenrose",
    "birkenhain",
    "clementine",
    "dragonfly",
    "elderberry",
    "fisherman",
    "gooseneck",
    "hollyhock",
];

/// The same company with ids.
pub struct Town {
    pub teams: Vec<Id>,
    pub people: Vec<Id>,
    pub rows: Vec<Placed>,
    pub members: Vec<(Id, Member)>,
}

/// A row of the world in the database.
#[derive(Debug, Clone)]
pub struct Placed {
    pub object: &'static str,
    pub id: Id,
    pub owner: Option<usize>,
    pub team: Option<usize>,
    pub parent: Option<Id>,
    pub word: &'static str,
    pub phone: Option<String>,
}

impl Town {
    pub fn build(records: &Records, world: &World) -> Town {
        let door = records.as_system("test");
        let mut teams: Vec<Id> = Vec::new();
        for (number, parent) in world.teams.iter().enumerate() {
            let draft = Draft::new("team").set("name", Value::Text(format!("team {number}")));
            let parent = parent.map_or(Value::Null, |parent| Value::Id(teams[parent]));
            teams.push(door.create(draft.set("parent", parent)).unwrap().id());
        }
        let roles: Vec<Id> = (0..ROLES)
            .map(|number| {
                door.create(Draft::new("role").set("name", Value::Text(format!("role {number}"))))
                    .unwrap()
                    .id()
            })
            .collect();
        for grant in &world.grants {
            let draft = Draft::new("role_grant")
                .set("role", Value::Id(roles[grant.role]))
                .set("object", Value::text(GRANTED[grant.object]))
                .set("action", Value::text(ACTIONS[grant.action]))
                .set("scope", Value::text(SCOPES[grant.scope]));
            door.create(draft).unwrap();
        }
        for (role, field, level) in world.last_levels() {
            let draft = Draft::new("role_field")
                .set("role", Value::Id(roles[role]))
                .set("object", Value::text("customer"))
                .set("field", Value::text(FIELDS[field]))
                .set("level", Value::text(LEVELS[level]));
            door.create(draft).unwrap();
        }
        let mut people: Vec<Id> = Vec::new();
        for (number, person) in world.people.iter().enumerate() {
            let held: Vec<Value> = person.roles.iter().map(|role| Value::Id(roles[*role])).collect();
            let draft = Draft::new("user")
                .set("name", Value::Text(format!("person {number}")))
                .set("email", Value::Text(format!("person{number}@example.com")))
                .set("team", person.team.map_or(Value::Null, |team| Value::Id(teams[team % teams.len()])))
                .set("manager", person.manager.map_or(Value::Null, |manager| Value::Id(people[manager])))
                .set("roles", Value::List(held));
            people.push(door.create(draft).unwrap().id());
        }
        let mut town = Town { teams, people, rows: Vec::new(), members: Vec::new() };
        let first =
            [Kind::Customer, Kind::Order].map(|kind| Row { kind, owner: Some(0), team: None, parent: 0 });
        for row in first.iter().chain(&world.rows) {
            town.place(&door, row);
        }
        for member in &world.members {
            town.admit(&door, member);
        }
        town
    }

    pub fn of(&self, object: &str) -> Vec<&Placed> {
        self.rows.iter().filter(|row| row.object == object).collect()
    }

    pub fn row(&self, id: Id) -> Option<&Placed> {
        self.rows.iter().find(|row| row.id == id)
    }

    fn place(&mut self, door: &Door, row: &Row) {
        let object = row.kind.object();
        let number = self.of(object).len();
        let word = WORDS[number % WORDS.len()];
        let (owner, team) =
            (row.owner.map(|at| at % self.people.len()), row.team.map(|at| at % self.teams.len()));
        let one_of = |object: &str| {
            let all = self.of(object);
            Some(all[row.parent % all.len()].id).filter(|_| !all.is_empty())
        };
        let phone = (object == "customer").then(|| format!("+861380013800{}", number % 3));
        let name = format!("{object} {word}");
        let draft = Draft::new(object);
        let (draft, parent) = match row.kind {
            Kind::Customer => (draft.set("name", Value::text(name)), None),
            Kind::Contact => (
                draft
                    .set("name", Value::Json(json!({ "full": name })))
                    .set("customer", Value::Id(one_of("customer").unwrap())),
                None,
            ),
            Kind::Order => (
                draft
                    .set("customer", Value::Id(one_of("customer").unwrap()))
                    .set("external_number", Value::text(name)),
                None,
            ),
            Kind::Activity => (
                draft
                    .set("subject", Value::text(name))
                    .set("customer", Value::Id(one_of("customer").unwrap())),
                None,
            ),
            Kind::Line => {
                let order = one_of("order");
                (draft.set("order", Value::Id(order.unwrap())).set("description", Value::text(name)), order)
            }
            Kind::Preference => {
                let customer = one_of("customer");
                (
                    draft.set("customer", Value::Id(customer.unwrap())).set("topic", Value::text(name)),
                    customer,
                )
            }
            Kind::Comment => {
                let target = if row.parent.is_multiple_of(2) { "customer" } else { "order" };
                let about = one_of(target).unwrap();
                let link = Value::Link(Link { object: target.to_owned(), id: about });
                (draft.set("about", link).set("body", Value::text(name)), Some(about))
            }
            Kind::View => (draft.set("name", Value::text(name)).set("object", Value::text("customer")), None),
            Kind::Product => {
                (draft.set("name", Value::text(name)).set("code", Value::Text(format!("P-{number}"))), None)
            }
        };
        let draft = match &phone {
            Some(phone) => draft
                .set("phone", Value::text(phone.as_str()))
                .set("email", Value::Text(format!("{word}{number}@secret.example"))),
            None => draft,
        };
        let owned = matches!(row.kind, Kind::Customer | Kind::Contact | Kind::Order | Kind::Activity);
        let owner = if row.kind == Kind::View { owner.or(Some(0)) } else { owner };
        let draft = if owned || row.kind == Kind::View {
            draft.set("owner", owner.map_or(Value::Null, |at| Value::Id(self.people[at])))
        } else {
            draft
        };
        let draft = if owned {
            draft.set("team", team.map_or(Value::Null, |at| Value::Id(self.teams[at])))
        } else {
            draft
        };
        let id = door.create(draft).unwrap().id();
        self.rows.push(Placed { object, id, owner, team, parent, word, phone });
    }

    fn admit(&mut self, door: &Door, member: &Member) {
        let shared: Vec<(&'static str, Id)> = self
            .rows
            .iter()
            .filter(|row| matches!(row.object, "customer" | "contact" | "order" | "activity"))
            .map(|row| (row.object, row.id))
            .collect();
        let (object, record) = shared[member.record % shared.len()];
        let expires = match member.expiry {
            Expiry::Never => Value::Null,
            Expiry::Yesterday => Value::Date("2026-02-28".parse().unwrap()),
            Expiry::Today => Value::Date("2026-03-01".parse().unwrap()),
        };
        let draft = Draft::new("record_member")
            .set("record", Value::Link(Link { object: object.to_owned(), id: record }))
            .set("user", Value::Id(self.people[member.person % self.people.len()]))
            .set("level", Value::text(if member.level == Level::Write { "write" } else { "read" }))
            .set("expires_on", expires);
        let id = door.create(draft).unwrap().id();
        self.members.push((record, member.clone()));
        self.rows.push(Placed {
            object: "record_member",
            id,
            owner: None,
            team: None,
            parent: Some(record),
            word: "",
            phone: None,
        });
    }
}
