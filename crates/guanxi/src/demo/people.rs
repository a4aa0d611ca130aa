use crate::demo::{Told, draft, link, text};
use records::{Draft, Error, Work};
use sample::{Company, Rights};
use value::Value;

/// Departments, roles, users and tags.
pub fn tell(work: &mut Work<'_, '_>, company: &Company, told: &mut Told) -> Result<(), Error> {
    for team in &company.teams {
        let parent = team.parent.and_then(|parent| link(&told.teams, parent));
        told.teams.push(work.create(draft("team", [("name", text(team.name)), ("parent", parent)]))?.id());
    }
    for role in &company.roles {
        let administrator = Value::Boolean(role.rights == Rights::Administrator);
        let made = [
            ("name", text(role.name)),
            ("description", text(role.description)),
            ("administrator", Some(administrator)),
        ];
        let id = work.create(draft("role", made))?.id();
        told.roles.push(id);
        if let Rights::Granted { grants, fields } = &role.rights {
            let grant = |grant: &sample::Grant| {
                let parts = [
                    ("object", text(grant.object)),
                    ("action", text(grant.action)),
                    ("scope", text(grant.scope)),
                ];
                draft("role_grant", parts).set("role", Value::Id(id))
            };
            let rule = |rule: &sample::FieldRule| {
                let parts =
                    [("object", text(rule.object)), ("field", text(rule.field)), ("level", text(rule.level))];
                draft("role_field", parts).set("role", Value::Id(id))
            };
            work.create_many("role_grant", grants.iter().map(grant).collect())?;
            work.create_many("role_field", fields.iter().map(rule).collect())?;
        }
    }
    for user in &company.users {
        let parts = [
            ("name", text(user.name)),
            ("email", text(user.email)),
            ("language", text(user.language)),
            ("job_title", text(user.job_title)),
            ("phone", text(user.phone)),
            ("team", link(&told.teams, user.team)),
            ("manager", user.manager.and_then(|manager| link(&told.users, manager))),
            ("roles", link(&told.roles, user.role).map(|role| Value::List(vec![role]))),
        ];
        told.users.push(work.create(draft("user", parts))?.id());
    }
    for (team, id) in company.teams.iter().zip(&told.teams) {
        work.update(*id, None, draft("team", [("leader", link(&told.users, team.leader))]))?;
    }
    let tag = |tag: &sample::Tag| draft("tag", [("name", text(tag.name)), ("color", text(tag.color))]);
    let tags: Vec<Draft> = company.tags.iter().map(tag).collect();
    told.tags = work.create_many("tag", tags)?;
    Ok(())
}
