use catalog::Access;
use records::{Door, Draft, Records};
use value::{Id, Value};

/// People of a small company. Teams: house, with sales (and north below it) and service.
/// Anna is the administrator. Mei leads sales and has her department tree; Ren sells in sales, reports to her, and has what is
/// his and Bo's, who sells in north, reports to him and has his own. Sun has the service department's; Vera only looks, at all.
pub struct Personas {
    pub anna: Id,
    pub mei: Id,
    pub ren: Id,
    pub bo: Id,
    pub sun: Id,
    pub vera: Id,
    pub house: Id,
    pub sales: Id,
    pub north: Id,
    pub service: Id,
}

const WRITES: &[&str] = &["create", "read", "update", "delete", "export"];
const READS: &[&str] = &["read", "export"];

impl Personas {
    /// Hires them.
    ///
    /// # Panics
    /// When a record is refused.
    pub fn hire(records: &Records) -> Personas {
        let door = records.as_system("test");
        let team = |name: &str, parent: Option<Id>| {
            let draft = Draft::new("team").set("name", Value::text(name));
            let draft = parent.map_or(draft.clone(), |parent| draft.set("parent", Value::Id(parent)));
            door.create(draft).expect("a team").id()
        };
        let house = team("house", None);
        let (sales, service) = (team("sales", Some(house)), team("service", Some(house)));
        let north = team("north", Some(sales));
        let administrator = Draft::new("role").set("name", Value::text("administrator"));
        let administrator = administrator.set("administrator", Value::Boolean(true));
        let administrator = door.create(administrator).expect("a role").id();
        let granted = |name: &str, actions: &[&str], scope: &str| {
            let role = role(&door, name);
            let mut grants = Vec::new();
            for object in records.catalog().objects() {
                match object.access {
                    Access::Owned => {
                        grants.extend(actions.iter().map(|action| grant(role, &object.name, action, scope)))
                    }
                    Access::Shared => {
                        grants.extend(READS.iter().map(|action| grant(role, &object.name, action, "all")))
                    }
                    Access::Private { .. } | Access::System | Access::Parent(_) => {}
                }
            }
            write(&door, "role_grant", grants);
            role
        };
        let manages = granted("sales manager", WRITES, "team_tree");
        let coaches = granted("sales coach", WRITES, "subordinates");
        let sells = granted("sales representative", WRITES, "own");
        let answers = granted("service agent", WRITES, "team");
        let looks = granted("viewer", READS, "all");
        let person = |name: &str, role: Id, team: Id, manager: Option<Id>| {
            let draft = Draft::new("user")
                .set("name", Value::text(name))
                .set("email", Value::Text(format!("{name}@example.com")))
                .set("team", Value::Id(team))
                .set("roles", Value::List(vec![Value::Id(role)]));
            let draft = manager.map_or(draft.clone(), |manager| draft.set("manager", Value::Id(manager)));
            door.create(draft).expect("a person").id()
        };
        let anna = person("anna", administrator, house, None);
        let mei = person("mei", manages, sales, Some(anna));
        let ren = person("ren", coaches, sales, Some(mei));
        let bo = person("bo", sells, north, Some(ren));
        let sun = person("sun", answers, service, Some(anna));
        let vera = person("vera", looks, house, Some(anna));
        Personas { anna, mei, ren, bo, sun, vera, house, sales, north, service }
    }

    /// Somebody's door.
    ///
    /// # Panics
    /// When the person may not sign in.
    pub fn door(records: &Records, person: Id) -> Door {
        records.as_user(records.actor(person).expect("a person who may sign in"))
    }

    /// A further person in sales with a role of his own: grants as (object, action, scope), fields as (object, field, level).
    ///
    /// # Panics
    /// When a record is refused.
    pub fn newcomer(
        &self,
        records: &Records,
        name: &str,
        grants: &[(&str, &str, &str)],
        fields: &[(&str, &str, &str)],
    ) -> Door {
        let door = records.as_system("test");
        let role = role(&door, name);
        let grants = grants.iter().map(|(object, action, scope)| grant(role, object, action, scope));
        write(&door, "role_grant", grants.collect());
        let level = |(object, field, level): &(&str, &str, &str)| {
            Draft::new("role_field")
                .set("role", Value::Id(role))
                .set("object", Value::text(*object))
                .set("field", Value::text(*field))
                .set("level", Value::text(*level))
        };
        write(&door, "role_field", fields.iter().map(level).collect());
        let draft = Draft::new("user")
            .set("name", Value::text(name))
            .set("email", Value::Text(format!("{name}@example.com")))
            .set("team", Value::Id(self.sales))
            .set("roles", Value::List(vec![Value::Id(role)]));
        let person = door.create(draft).expect("a person").id();
        Personas::door(records, person)
    }
}

fn role(door: &Door, name: &str) -> Id {
    door.create(Draft::new("role").set("name", Value::text(name))).expect("a role").id()
}

fn grant(role: Id, object: &str, action: &str, scope: &str) -> Draft {
    Draft::new("role_grant")
        .set("role", Value::Id(role))
        .set("object", Value::text(object))
        .set("action", Value::text(action))
        .set("scope", Value::text(scope))
}

fn write(door: &Door, object: &'static str, drafts: Vec<Draft>) {
    door.transaction(move |work| work.create_many(object, drafts)).expect("lines of the role grid");
}
