use crate::command_line;
use crate::commands::{open, say};
use anyhow::{Result, anyhow, bail};
use identity::TokenOrder;
use records::{Condition, Query, Records};
use value::{Id, Value};

pub fn token(asked: &command_line::Token) -> Result<()> {
    let opened = open(&asked.place)?;
    let (records, identity) = (&opened.company.records, &opened.company.identity);
    let Some(user) = identity.active_user(&asked.email)? else {
        bail!("there is no active user with the address {}", asked.email);
    };
    let role = asked.role.as_deref().map(|role| find_role(records, role)).transpose()?;
    let order = TokenOrder { user, name: &asked.name, role, expires: asked.expires };
    let made = identity.create_token(&order)?;
    say(&format!("{}\n", made.secret))
}

fn find_role(records: &Records, wanted: &str) -> Result<Id> {
    let condition = match Id::parse(wanted, "rol") {
        Ok(id) => Condition::eq("id", Value::Id(id)),
        Err(_) => Condition::eq("name", Value::text(wanted)),
    };
    let door = records.as_system("make a token by the command line");
    let page = door.find(&Query::of("role").filter(condition).limit(1))?;
    page.records.first().map(records::Record::id).ok_or_else(|| anyhow!("there is no role '{wanted}'"))
}
